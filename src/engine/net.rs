//! What a run asks of a lesson's network, and how every network gets its seeded first weights.

use std::sync::{Mutex, PoisonError};

use burn::module::Module;
use burn::tensor::{Device, Int, Tensor};

use super::optimizer::Optimizer;
use super::step::train_step;
use course::settings::Settings;
use data::random::Random;
use protocol::LayerSummary;

/// An image classifier.
pub trait Net: Module {
    /// The net of these settings with its default initialisation; [`seeded`] makes it reproducible.
    fn new(settings: &Settings, device: &Device) -> Self;

    /// Images `[n, channels, height, width]`, pixels 0 to 1, to features and logits.
    fn forward(&self, images: Tensor<4>) -> Output;

    /// The logits by which the net learns. A net with noise of its own, such as dropout, draws it from `random`.
    fn logits_in_training(&self, images: Tensor<4>, _random: &mut Random) -> Tensor<2> {
        self.forward(images).logits
    }

    /// One step: the net, and loss `[1]` and logits `[n, classes]` from before it. Lessons may take it by hand.
    fn learn(
        self,
        optimizer: &mut Optimizer,
        learning_rate: f64,
        images: Tensor<4>,
        classes: Tensor<1, Int>,
        random: &mut Random,
    ) -> (Self, Tensor<1>, Tensor<2>) {
        train_step(self, optimizer, learning_rate, images, classes, random)
    }

    /// The summary the page shows.
    fn layers(&self) -> Vec<LayerSummary>;

    /// Weights that can be looked at as images, whatever the net is given.
    fn filters(&self) -> Vec<FeatureMaps> {
        Vec::new()
    }

    /// Filters and feature maps for one image `[1, channels, height, width]`, on a device with autodiff.
    fn activations(&self, image: Tensor<4>) -> Vec<FeatureMaps>;
}

/// What a forward pass gives.
pub struct Output {
    /// `[n, features]`: what the last layer reads.
    pub features: Tensor<2>,
    /// `[n, classes]`
    pub logits: Tensor<2>,
}

/// Equally large images, `[images, 1, height, width]`, or `[images, 3, height, width]` where they have colours.
pub struct FeatureMaps {
    pub name: &'static str,
    pub images: Tensor<4>,
}

impl FeatureMaps {
    pub fn new(name: &'static str, images: Tensor<4>) -> Self {
        Self { name, images }
    }
}

/// One row of a summary: a layer's name, the shape of its output for one example, its parameters.
pub fn layer(name: impl Into<String>, output: &[usize], parameters: usize) -> LayerSummary {
    LayerSummary { name: name.into(), output: output.to_vec(), parameters: parameters as u64 }
}

/// A net whose first weights depend on the settings alone, `seed` among them: drawn on the CPU whatever the device,
/// because every backend has random numbers of its own.
pub fn seeded<N: Net>(settings: &Settings, device: &Device) -> N {
    // burn has one stream of random numbers for the whole process.
    static STREAM: Mutex<()> = Mutex::new(());
    let cpu = Device::flex();
    // A thread that panicked while drawing leaves nothing that the next seed would not overwrite.
    let _alone = STREAM.lock().unwrap_or_else(PoisonError::into_inner);
    cpu.seed(settings.integer("seed"));
    let record = N::new(settings, &cpu).into_record();
    N::new(settings, device).load_record(record)
}
