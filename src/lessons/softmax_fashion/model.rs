//! The net of lesson `softmax-fashion`: one weight for each pixel and class, and a bias for each class.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::{Device, Int, Tensor};

use super::{MANIFEST, by_hand};
use crate::course::settings::Settings;
use crate::data::random::{Random, stream};
use crate::engine::batch_tensors::Feed;
use crate::engine::init::Init;
use crate::engine::net::{FeatureMaps, Net, Output, layer};
use crate::engine::optimizer::Optimizer;
use crate::engine::step::train_step;
use crate::protocol::LayerSummary;

/// Softmax regression: ten templates, each laid over the image.
#[derive(Module, Debug)]
pub struct Templates {
    /// Weights `[side * side, 10]`, biases `[10]`.
    pub linear: Linear,
    #[module(skip)]
    is_by_hand: bool,
}

const CLASSES: usize = 10;

impl Net for Templates {
    /// Weights N(0, 0.01), biases 0.
    fn new(settings: &Settings, device: &Device) -> Self {
        let pixels = Feed::of(&MANIFEST, settings).image_values();
        let random = &mut stream(settings.integer("seed"), 0);
        Self {
            linear: Init::Normal { sd: 0.01 }.linear(pixels, CLASSES, random, device),
            is_by_hand: settings.choice("program") == "by-hand",
        }
    }

    /// Images `[n, 1, side, side]` to features `[n, side * side]`, which are the pixels, and logits `[n, 10]`.
    fn forward(&self, images: Tensor<4>) -> Output {
        let features: Tensor<2> = images.flatten(1, 3);
        Output { logits: self.linear.forward(features.clone()), features }
    }

    fn learn(
        self,
        optimizer: &mut Optimizer,
        learning_rate: f64,
        images: Tensor<4>,
        classes: Tensor<1, Int>,
        random: &mut Random,
    ) -> (Self, Tensor<1>, Tensor<2>) {
        match self.is_by_hand {
            true => by_hand::step(self, learning_rate, images, classes),
            false => train_step(self, optimizer, learning_rate, images, classes, random),
        }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        let [pixels, classes] = self.linear.weight.dims();
        vec![layer(format!("linear {pixels}-{classes}"), &[classes], pixels * classes + classes)]
    }

    /// `class.filters` `[10, 1, side, side]`: the templates.
    fn filters(&self) -> Vec<FeatureMaps> {
        let [pixels, classes] = self.linear.weight.dims();
        let side = pixels.isqrt();
        let templates = self.linear.weight.val().transpose().reshape([classes, 1, side, side]);
        vec![FeatureMaps::new("class.filters", templates)]
    }

    /// `class.agreement` `[10, 1, side, side]`: each template times the image; a class's score is their sum and its bias.
    fn activations(&self, image: Tensor<4>) -> Vec<FeatureMaps> {
        let agreement = self.filters().into_iter().map(|templates| templates.images.mul(image.clone()));
        agreement.map(|images| FeatureMaps::new("class.agreement", images)).collect()
    }
}
