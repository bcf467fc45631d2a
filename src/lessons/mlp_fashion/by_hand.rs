//! The perceptron by hand: matrix products, ReLU, softmax, cross-entropy and SGD on raw tensors. Only the products of
//! back-propagation are left to automatic differentiation.

use burn::tensor::{Gradients, Int, Tensor};

use super::model::{Perceptron, drop_out};
use crate::data::random::Random;
use crate::lessons::softmax_fashion::by_hand::ln_softmax;

/// Images `[n, 1, side, side]` and their classes `[n]` make the net a little better. Gives back the net, and the loss `[1]`
/// and the scores `[n, 10]` from before.
pub fn step(
    mut net: Perceptron,
    weight_decay: f64,
    learning_rate: f64,
    images: Tensor<4>,
    classes: Tensor<1, Int>,
    random: &mut Random,
) -> (Perceptron, Tensor<1>, Tensor<2>) {
    let last = net.layers.len() - 1;
    let mut x: Tensor<2> = images.flatten(1, 3); // [n, pixels]
    for (index, layer) in net.layers.iter().enumerate() {
        let bias: Tensor<2> = layer.bias.as_ref().map(|bias| bias.val().unsqueeze()).expect("made with a bias");
        x = x.matmul(layer.weight.val()) + bias;
        if index < last {
            let speaks = x.clone().greater_elem(0.0).float(); // 1 where the unit's sum is above 0
            x = drop_out(x * speaks, net.dropout, random);
        }
    }
    let scores = x;
    let loss = ln_softmax(scores.clone()).gather(1, classes.unsqueeze_dim(1)).neg().mean();

    let gradients = loss.backward();
    for layer in &mut net.layers {
        layer.weight = layer.weight.clone().map(|weight| downhill(weight, &gradients, weight_decay, learning_rate));
        let bias = layer.bias.take();
        layer.bias = bias.map(|bias| bias.map(|bias| downhill(bias, &gradients, weight_decay, learning_rate)));
    }
    (net, loss.inner(), scores.inner())
}

/// w - learning rate (gradient + decay w), ready for the next step.
fn downhill<const D: usize>(values: Tensor<D>, gradients: &Gradients, decay: f64, learning_rate: f64) -> Tensor<D> {
    let gradient = values.grad(gradients).expect("the loss depends on every parameter");
    let values = values.inner();
    let change = (gradient + values.clone() * decay) * learning_rate;
    (values - change).autodiff().require_grad()
}
