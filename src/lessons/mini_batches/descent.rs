//! One run of stochastic gradient descent on a line y = w x + b: the program of the lesson.

use burn::tensor::{Device, Tensor};

/// A line, and how it has been looked for so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    pub weight: f32,
    pub bias: f32,
}

impl Line {
    /// One batch of inputs and targets, each `[n]`, makes the line a little better.
    pub fn step(self, inputs: &[f32], targets: &[f32], learning_rate: f64) -> Self {
        let device = Device::flex().autodiff();
        let weight = Tensor::<1>::from_floats([self.weight], &device).require_grad();
        let bias = Tensor::<1>::from_floats([self.bias], &device).require_grad();

        let predictions = Tensor::<1>::from_floats(inputs, &device) * weight.clone() + bias.clone(); // [n]
        let loss = (predictions - Tensor::<1>::from_floats(targets, &device)).square().mean();
        let gradients = loss.backward();

        let move_down = |parameter: Tensor<1>| {
            let gradient = parameter.grad(&gradients).expect("the loss was computed from it");
            (parameter.inner() - gradient * learning_rate).into_scalar()
        };
        Self { weight: move_down(weight), bias: move_down(bias) }
    }
}
