//! Softmax regression by hand: two tensors, the softmax, the cross-entropy, and a step downhill.

use burn::tensor::{Int, Tensor};

pub struct ByHand {
    /// `[inputs, classes]`
    pub weight: Tensor<2>,
    /// `[1, classes]`
    pub bias: Tensor<2>,
}

impl ByHand {
    /// One score for each class, `[n, classes]`, for points `[n, inputs]`.
    pub fn scores(&self, points: Tensor<2>) -> Tensor<2> {
        points.matmul(self.weight.clone()) + self.bias.clone()
    }

    /// Points `[n, inputs]` and their classes `[n]` move the borders a little. Gives back the loss and the scores from
    /// before.
    pub fn step(&mut self, points: Tensor<2>, classes: Tensor<1, Int>, learning_rate: f64) -> (f32, Tensor<2>) {
        let weight = self.weight.clone().autodiff().require_grad();
        let bias = self.bias.clone().autodiff().require_grad();

        let scores = points.autodiff().matmul(weight.clone()) + bias.clone();
        let loss = cross_entropy(ln_softmax(scores.clone()), classes.autodiff());

        let gradients = loss.backward();
        let reason = "the loss was computed from it";
        self.weight = self.weight.clone() - weight.grad(&gradients).expect(reason) * learning_rate;
        self.bias = self.bias.clone() - bias.grad(&gradients).expect(reason) * learning_rate;
        (loss.into_scalar(), scores.inner())
    }
}

/// The logarithm of the softmax p = e^z / sum of all e^z, row by row. Taking the largest score off first changes nothing but
/// keeps e^z from overflowing: scores of 100 are common here.
fn ln_softmax(scores: Tensor<2>) -> Tensor<2> {
    let scores = scores.clone() - scores.detach().max_dim(1);
    scores.clone() - scores.exp().sum_dim(1).log()
}

/// The mean of -ln p of the classes that the points really have.
fn cross_entropy(ln_probabilities: Tensor<2>, classes: Tensor<1, Int>) -> Tensor<1> {
    ln_probabilities.gather(1, classes.unsqueeze_dim(1)).neg().mean()
}
