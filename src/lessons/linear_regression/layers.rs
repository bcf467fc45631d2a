//! Linear regression with layers: the same program from the parts that every larger network is made of.

use burn::module::Module;
use burn::nn::Linear;
use burn::nn::loss::{MseLoss, Reduction};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;

use crate::engine::optimizer::Optimizer;

/// A net of one layer.
#[derive(Module, Debug)]
pub struct Net {
    pub linear: Linear,
}

pub struct Layers {
    pub net: Net,
    pub optimizer: Optimizer,
}

impl Layers {
    /// Inputs `[n, k]` and targets `[n, 1]` make the net a little better. Gives back the loss from before the change.
    pub fn step(&mut self, inputs: Tensor<2>, targets: Tensor<2>, reduction: &Reduction, learning_rate: f64) -> f32 {
        let predictions = self.net.linear.forward(inputs); // [n, 1]
        let loss = MseLoss::new().forward(predictions, targets, reduction.clone());

        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        self.net = self.optimizer.step(learning_rate, self.net.clone(), gradients);
        loss.into_scalar()
    }
}
