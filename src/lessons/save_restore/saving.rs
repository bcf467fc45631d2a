//! A net that learns, a file that keeps it, and the two ways back: the whole of it, or its parameters alone.

use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use crate::engine::checkpoint::{Checkpoint, Meta, VERSION};
use crate::engine::weights;
use crate::lessons::small_data::*;

/// A net 1-10-1 and the optimizer that trains it.
pub struct Learner {
    pub net: Mlp,
    pub optimizer: Optimizer,
}

impl Learner {
    pub fn new(optimizer: &str, seed: u64, device: &Device) -> Self {
        let net = Mlp::new(&[1, 10, 1], Nonlinearity::Relu, seed, device);
        Self { net, optimizer: Optimizer::new(optimizer) }
    }

    /// One step on all points, inputs and targets `[n, 1]`. Gives back the mean squared error before it.
    pub fn step(&mut self, learning_rate: f64, x: &Tensor<2>, y: &Tensor<2>) -> f64 {
        let loss = (self.net.forward(x.clone()) - y.clone()).square().mean();
        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        self.net = self.optimizer.step(learning_rate, self.net.clone(), gradients);
        f64::from(loss.into_scalar::<f32>())
    }
}

/// The file: every parameter and what the optimizer remembers of it, by name, and the settings as metadata.
pub fn save(learner: &Learner, lesson: &str, settings: &Settings, step: u64) -> Vec<u8> {
    let (lesson, settings) = (lesson.to_owned(), settings.clone());
    let meta = Meta { version: VERSION, lesson, settings, step, optimizer_time: step };
    let tensors = state("", &learner.net, &learner.optimizer);
    Checkpoint { meta, tensors, curves: Vec::new() }.to_bytes()
}

/// Net and optimizer as they were. A file holds numbers, not code: the net is built first, its numbers are replaced.
///
/// # Errors
/// [`Fault::NotACheckpoint`] and [`Fault::CheckpointMismatch`].
pub fn restore_whole(file: &[u8], optimizer: &str, device: &Device) -> Result<Learner, Fault> {
    restore(&Checkpoint::from_bytes(FILE, file)?, optimizer, device)
}

/// The net as it was, with an optimizer that remembers nothing.
///
/// # Errors
/// As [`restore_whole`].
pub fn restore_parameters(file: &[u8], optimizer: &str, device: &Device) -> Result<Learner, Fault> {
    let mut checkpoint = Checkpoint::from_bytes(FILE, file)?;
    checkpoint.tensors.retain(|name, _| !name.starts_with("optimizer."));
    restore(&checkpoint, optimizer, device)
}

/// What the file would be called on disk.
const FILE: &str = "net.safetensors";

fn restore(checkpoint: &Checkpoint, optimizer: &str, device: &Device) -> Result<Learner, Fault> {
    let Learner { net, mut optimizer } = Learner::new(optimizer, 0, device);
    let time = checkpoint.meta.optimizer_time;
    match weights::restore("", net, &mut optimizer, &checkpoint.tensors, time) {
        Ok(net) => Ok(Learner { net, optimizer }),
        Err(differences) => Err(Fault::CheckpointMismatch { differences }),
    }
}
