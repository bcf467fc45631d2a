//! A net that fits a curve with one optimizer.

use burn::module::Module;
use burn::nn::loss::{MseLoss, Reduction};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use crate::engine::optimizer::Recipe;
use crate::lessons::small_data::*;

pub struct Fitter {
    pub net: Mlp,
    optimizer: Optimizer,
    /// The step at which its loss was out of hand; none for a net that is still learning.
    pub lost_at: Option<u64>,
}

/// The targets lie between -1 and 2: a net whose loss is larger than this is lost.
const LOST: f64 = 1e6;

impl Fitter {
    /// A net 1-20-1 whose first weights depend on the seed alone.
    pub fn new(recipe: Recipe, seed: u64, device: &Device) -> Self {
        let net = Mlp::new(&[1, 20, 1], Nonlinearity::Relu, seed, device);
        Self { net, optimizer: Optimizer::with(recipe), lost_at: None }
    }

    /// The `step`-th step on a batch, x and y `[n, 1]`. Gives back the loss before it, which may be out of hand.
    pub fn step(&mut self, learning_rate: f64, x: Tensor<2>, y: Tensor<2>, step: u64) -> f64 {
        let loss = MseLoss::new().forward(self.net.forward(x), y, Reduction::Mean);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        self.net = self.optimizer.step(learning_rate, self.net.clone(), gradients);
        let loss = number(loss);
        let is_lost = !loss.is_finite() || loss > LOST;
        self.lost_at = is_lost.then_some(step);
        loss
    }

    /// What it says to x `[n, 1]`; nothing once it is lost.
    pub fn curve(&self, x: Tensor<2>) -> Vec<f32> {
        let count = x.dims()[0];
        match self.lost_at {
            Some(_) => vec![f32::NAN; count],
            None => values(self.net.valid().forward(x)),
        }
    }

    /// Everything a restored fitter needs, by name below `prefix`.
    pub fn tensors(&self, prefix: &str) -> BTreeMap<String, Values> {
        state(prefix, &self.net, &self.optimizer)
    }

    /// The inverse of [`Self::tensors`] after `step` steps.
    ///
    /// # Errors
    /// What does not fit, one line each.
    pub fn restore(
        &mut self,
        prefix: &str,
        tensors: &BTreeMap<String, Values>,
        step: u64,
        lost_at: Option<u64>,
    ) -> Result<(), Vec<Difference>> {
        self.net = restore(prefix, self.net.clone(), &mut self.optimizer, tensors, step)?;
        self.lost_at = lost_at;
        Ok(())
    }
}
