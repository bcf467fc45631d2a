//! What the session asks of a lesson's network, and how every network gets its seeded first weights.

use std::sync::{Mutex, PoisonError};

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use crate::protocol::LayerSummary;

/// An image classifier.
pub trait Net: Module {
    /// The net with its default initialisation; [`seeded`] makes it reproducible.
    fn new(device: &Device) -> Self;

    /// Images `[n, channels, height, width]`, pixels 0 to 1, to features and logits.
    fn forward(&self, images: Tensor<4>) -> Output;

    /// The summary the page shows.
    fn layers() -> Vec<LayerSummary>;

    /// Filters and feature maps for one image `[1, channels, height, width]`.
    fn activations(&self, image: Tensor<4>) -> Vec<Activation>;
}

/// What a forward pass gives.
pub struct Output {
    /// `[n, features]`: what the last layer reads.
    pub features: Tensor<2>,
    /// `[n, classes]`
    pub logits: Tensor<2>,
}

/// Equally large images, `[images, 1, height, width]`.
pub struct Activation {
    pub name: &'static str,
    pub images: Tensor<4>,
}

impl Activation {
    pub fn new(name: &'static str, images: Tensor<4>) -> Self {
        Self { name, images }
    }
}

/// A net whose first weights depend on `seed` alone: drawn on the CPU whatever the device, because every backend has
/// random numbers of its own.
pub fn seeded<N: Net>(seed: u64, device: &Device) -> N {
    // burn has one stream of random numbers for the whole process.
    static STREAM: Mutex<()> = Mutex::new(());
    let cpu = Device::flex();
    // A thread that panicked while drawing leaves nothing that the next seed would not overwrite.
    let _alone = STREAM.lock().unwrap_or_else(PoisonError::into_inner);
    cpu.seed(seed);
    let record = N::new(&cpu).into_record();
    N::new(device).load_record(record)
}
