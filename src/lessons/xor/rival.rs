//! One net of the two: scores for each class, and a step that makes it a little better.

use burn::module::Module;
use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::GradientsParams;
use burn::tensor::{Int, Tensor};

use crate::lessons::small_data::*;

pub struct Rival {
    /// Begins the names of its parameters in a file.
    pub name: &'static str,
    /// Without hidden layers it is softmax regression.
    pub net: Mlp,
    pub optimizer: Optimizer,
}

impl Rival {
    /// Points `[n, inputs]` and their classes `[n]` move the borders a little. Gives back the loss and the scores from
    /// before.
    pub fn step(&mut self, points: Tensor<2>, classes: Tensor<1, Int>, learning_rate: f64) -> (f32, Tensor<2>) {
        let scores = self.net.forward(points.autodiff());
        let loss = CrossEntropyLossConfig::new().init(&scores.device()).forward(scores.clone(), classes.autodiff());

        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        self.net = self.optimizer.step(learning_rate, self.net.clone(), gradients);
        (loss.into_scalar(), scores.inner())
    }

    /// One score for each class, `[n, classes]`, for points `[n, inputs]`.
    pub fn scores(&self, points: Tensor<2>) -> Tensor<2> {
        self.net.valid().forward(points)
    }

    /// What the first hidden layer makes of points `[n, inputs]`: `[n, its width]`. Without one, the points themselves.
    pub fn hidden(&self, points: Tensor<2>) -> Tensor<2> {
        let layers = self.net.valid().hidden(points.clone());
        layers.into_iter().next().unwrap_or(points)
    }

    pub fn tensors(&self) -> BTreeMap<String, Values> {
        state(self.name, &self.net, &self.optimizer)
    }

    /// # Errors
    /// What does not fit, one line each.
    pub fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        self.net = restore(self.name, self.net.clone(), &mut self.optimizer, tensors, step)?;
        Ok(())
    }
}
