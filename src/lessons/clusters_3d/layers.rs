//! Softmax regression with layers: a linear layer, a ready-made loss, an optimizer.

use burn::module::Module;
use burn::nn::Linear;
use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::GradientsParams;
use burn::tensor::{Int, Tensor};

use crate::engine::optimizer::Optimizer;

/// A net of one layer; its scores become probabilities inside the loss.
#[derive(Module, Debug)]
pub struct Net {
    pub linear: Linear,
}

pub struct Layers {
    pub net: Net,
    pub optimizer: Optimizer,
}

impl Layers {
    /// One score for each class, `[n, classes]`, for points `[n, inputs]`.
    pub fn scores(&self, points: Tensor<2>) -> Tensor<2> {
        self.net.valid().linear.forward(points)
    }

    /// Points `[n, inputs]` and their classes `[n]` move the borders a little. Gives back the loss and the scores from
    /// before.
    pub fn step(&mut self, points: Tensor<2>, classes: Tensor<1, Int>, learning_rate: f64) -> (f32, Tensor<2>) {
        let scores = self.net.linear.forward(points.autodiff());
        let loss = CrossEntropyLossConfig::new().init(&scores.device()).forward(scores.clone(), classes.autodiff());

        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        self.net = self.optimizer.step(learning_rate, self.net.clone(), gradients);
        (loss.into_scalar(), scores.inner())
    }
}
