//! The network of lesson `cnn-mnist`: two convolutions and one linear layer.

use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::nn::{Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::MANIFEST;
use crate::course::settings::Settings;
use crate::engine::baseline_loop::measure;
use crate::engine::convolve::{convolve, pool};
use crate::engine::learner::learner;
use crate::engine::lesson::Lesson;
use crate::engine::net::{FeatureMaps, Net, Output, layer};
use crate::protocol::LayerSummary;

/// What an engine trains in this lesson.
pub const LESSON: Lesson =
    Lesson { bare_loop: Some(|track| Box::pin(measure::<Cnn>(track))), ..Lesson::images(&MANIFEST, learner::<Cnn>) };

/// conv 1-16 5x5, ReLU, pool 2, conv 16-32 5x5, ReLU, pool 2, linear 1568-10.
#[derive(Module, Debug)]
pub struct Cnn {
    conv1: Conv2d,
    conv2: Conv2d,
    pool: MaxPool2d,
    fc: Linear,
}

impl Net for Cnn {
    fn new(_settings: &Settings, device: &Device) -> Self {
        let same = PaddingConfig2d::Explicit(2, 2, 2, 2);
        Self {
            conv1: Conv2dConfig::new([1, 16], [5, 5]).with_padding(same.clone()).init(device),
            conv2: Conv2dConfig::new([16, 32], [5, 5]).with_padding(same).init(device),
            pool: MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init(),
            fc: LinearConfig::new(32 * 7 * 7, 10).init(device),
        }
    }

    /// Images `[n, 1, 28, 28]` to features `[n, 1568]` and logits `[n, 10]`.
    fn forward(&self, images: Tensor<4>) -> Output {
        // The largest of four and then ReLU is the same as the other way round, and less work.
        let maps = relu(pool(&self.pool, convolve(&self.conv1, images))); // [n, 16, 14, 14]
        let maps = relu(pool(&self.pool, convolve(&self.conv2, maps))); // [n, 32, 7, 7]
        let features: Tensor<2> = maps.flatten(1, 3); // [n, 1568]
        let logits = self.fc.forward(features.clone()); // [n, 10]
        Output { features, logits }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        vec![
            layer("conv1 5x5, ReLU", &[16, 28, 28], 16 * 25 + 16),
            layer("max pool 2x2", &[16, 14, 14], 0),
            layer("conv2 5x5, ReLU", &[32, 14, 14], 32 * 16 * 25 + 32),
            layer("max pool 2x2", &[32, 7, 7], 0),
            layer("linear", &[10], 1568 * 10 + 10),
        ]
    }

    fn activations(&self, images: Tensor<4>) -> Vec<FeatureMaps> {
        let maps1 = relu(convolve(&self.conv1, images));
        let maps2 = relu(convolve(&self.conv2, pool(&self.pool, maps1.clone())));
        // A filter of the second layer has 16 planes; their mean is what can be shown as one picture.
        let filters2 = self.conv2.weight.val().mean_dim(1); // [32, 1, 5, 5]
        vec![
            FeatureMaps::new("conv1.filters", self.conv1.weight.val()),
            FeatureMaps::new("conv1.maps", maps1.swap_dims(0, 1)),
            FeatureMaps::new("conv2.filters", filters2),
            FeatureMaps::new("conv2.maps", maps2.swap_dims(0, 1)),
        ]
    }
}
