//! Softmax regression by hand: the score, its price and the price's gradient, each as the lesson writes it down.

use burn::tensor::{Int, Tensor};

use super::model::Templates;

/// Images `[n, 1, side, side]` and their classes `[n]` move the ten templates a little. Gives back the net, and the loss `[1]`
/// and the scores `[n, 10]` from before.
pub fn step(
    mut net: Templates,
    learning_rate: f64,
    images: Tensor<4>,
    classes: Tensor<1, Int>,
) -> (Templates, Tensor<1>, Tensor<2>) {
    // All derivatives are written out below: nothing is left to automatic differentiation.
    let x: Tensor<2> = images.inner().flatten(1, 3); // [n, pixels]
    let weight = net.linear.weight.val().inner(); // [pixels, 10]
    let bias: Tensor<2> =
        net.linear.bias.as_ref().map(|bias| bias.val().inner().unsqueeze()).expect("made with a bias");
    let [count, _] = x.dims();
    let [_, class_count] = weight.dims();

    let scores = x.clone().matmul(weight.clone()) + bias.clone(); // [n, 10]
    let ln_p = ln_softmax(scores.clone());
    let loss = ln_p.clone().gather(1, classes.clone().inner().unsqueeze_dim(1)).neg().mean();

    let is_class = classes.inner().one_hot::<2>(class_count).float(); // [n, 10], 1 at the true class
    let slope = (ln_p.exp() - is_class).div_scalar(count as f64); // of the mean loss, by each score
    let weight_gradient = x.transpose().matmul(slope.clone()); // [pixels, 10]
    let bias_gradient = slope.sum_dim(0); // [1, 10]

    let weight = weight - weight_gradient.mul_scalar(learning_rate);
    let bias = bias - bias_gradient.mul_scalar(learning_rate);
    net.linear.weight = net.linear.weight.map(|_| weight.autodiff().require_grad());
    net.linear.bias = net.linear.bias.map(|kept| kept.map(|_| bias.squeeze_dim(0).autodiff().require_grad()));
    (net, loss, scores)
}

/// The logarithm of p = e^z / sum of all e^z, row by row. Taking the largest score off first changes no probability but keeps
/// e^z from overflowing.
pub fn ln_softmax(scores: Tensor<2>) -> Tensor<2> {
    let scores = scores.clone() - scores.detach().max_dim(1);
    scores.clone() - scores.exp().sum_dim(1).log()
}
