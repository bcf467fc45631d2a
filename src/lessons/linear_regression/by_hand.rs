//! Linear regression by hand: two tensors, the squared error, and a step downhill.

use burn::nn::loss::Reduction;
use burn::tensor::Tensor;

pub struct ByHand {
    /// `[k, 1]`
    pub weight: Tensor<2>,
    /// `[1, 1]`
    pub bias: Tensor<2>,
}

impl ByHand {
    /// Inputs `[n, k]` and targets `[n, 1]` make the line a little better. Gives back the loss from before the change.
    pub fn step(&mut self, inputs: Tensor<2>, targets: Tensor<2>, reduction: &Reduction, learning_rate: f64) -> f32 {
        let weight = self.weight.clone().autodiff().require_grad();
        let bias = self.bias.clone().autodiff().require_grad();

        let predictions = inputs.matmul(weight.clone()) + bias.clone(); // [n, 1]
        let errors = (predictions - targets).square(); // [n, 1] -- but [n, n] if the targets are [1, n]
        let loss = match reduction {
            Reduction::Sum => errors.sum(),
            _ => errors.mean(),
        };

        let gradients = loss.backward();
        let reason = "the loss was computed from it";
        let weight_gradient = weight.grad(&gradients).expect(reason);
        let bias_gradient = bias.grad(&gradients).expect(reason);
        self.weight = self.weight.clone() - weight_gradient * learning_rate;
        self.bias = self.bias.clone() - bias_gradient * learning_rate;
        loss.into_scalar()
    }
}
