//! The net of lesson `mlp-fashion`: hidden layers of ReLU units between the pixels and the ten classes.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::activation::relu;
use burn::tensor::{Device, Int, Tensor, TensorData};
use rand::RngExt;

use super::{MANIFEST, by_hand};
use crate::course::settings::Settings;
use crate::data::random::{Random, stream};
use crate::engine::batch_tensors::Feed;
use crate::engine::init::Init;
use crate::engine::net::{FeatureMaps, Net, Output, layer};
use crate::engine::optimizer::Optimizer;
use crate::engine::step::train_step;
use crate::protocol::LayerSummary;

/// A multi-layer perceptron for images.
#[derive(Module, Debug)]
pub struct Perceptron {
    /// Pixels to the first hidden layer, and so on to the ten classes.
    pub layers: Vec<Linear>,
    /// The share of hidden units that a training step leaves out.
    #[module(skip)]
    pub dropout: f64,
    #[module(skip)]
    is_by_hand: bool,
}

const CLASSES: usize = 10;
/// Hidden units whose templates are shown.
const SHOWN_UNITS: usize = 64;

impl Net for Perceptron {
    /// Weights N(0, 0.01) or He's normal distribution, biases 0.
    fn new(settings: &Settings, device: &Device) -> Self {
        let hidden = settings.integer("hidden") as usize;
        let mut widths = vec![hidden; settings.integer("depth") as usize + 1];
        widths[0] = Feed::of(&MANIFEST, settings).image_values();
        widths.push(CLASSES);
        let init = match settings.choice("init") {
            "kaiming" => Init::KaimingNormal,
            _ => Init::Normal { sd: 0.01 },
        };
        let random = &mut stream(settings.integer("seed"), 0);
        Self {
            layers: widths.windows(2).map(|pair| init.linear(pair[0], pair[1], random, device)).collect(),
            dropout: settings.real("dropout"),
            is_by_hand: settings.choice("program") == "by-hand",
        }
    }

    /// Images `[n, 1, side, side]` to features `[n, hidden]`, the last hidden layer, and logits `[n, 10]`.
    fn forward(&self, images: Tensor<4>) -> Output {
        self.pass(images, |units| units)
    }

    fn logits_in_training(&self, images: Tensor<4>, random: &mut Random) -> Tensor<2> {
        self.pass(images, |units| drop_out(units, self.dropout, random)).logits
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
            true => by_hand::step(self, optimizer.weight_decay(), learning_rate, images, classes, random),
            false => train_step(self, optimizer, learning_rate, images, classes, random),
        }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        let last = self.layers.len().saturating_sub(1);
        let summary = |(index, linear): (usize, &Linear)| {
            let [inputs, outputs] = linear.weight.dims();
            let relu = if index < last { ", ReLU" } else { "" };
            layer(format!("linear {inputs}-{outputs}{relu}"), &[outputs], inputs * outputs + outputs)
        };
        self.layers.iter().enumerate().map(summary).collect()
    }

    /// `hidden.filters` `[units, 1, side, side]`: the templates of the first hidden units; `output.weights` `[1, 1, 10, hidden]`:
    /// how each unit of the last hidden layer counts for each class.
    fn filters(&self) -> Vec<FeatureMaps> {
        let [first, .., last] = &self.layers[..] else { return Vec::new() };
        let [pixels, units] = first.weight.dims();
        let (side, shown) = (pixels.isqrt(), units.min(SHOWN_UNITS));
        let templates = first.weight.val().transpose().slice([0..shown, 0..pixels]).reshape([shown, 1, side, side]);
        let counts = last.weight.val().transpose().unsqueeze();
        vec![FeatureMaps::new("hidden.filters", templates), FeatureMaps::new("output.weights", counts)]
    }

    /// `hidden.units` `[1, 1, layers, hidden]`: how loudly each hidden unit speaks.
    fn activations(&self, image: Tensor<4>) -> Vec<FeatureMaps> {
        let mut spoken = Vec::new();
        self.pass(image, |units| {
            spoken.push(units.clone());
            units
        });
        if spoken.is_empty() {
            return Vec::new();
        }
        let units = Tensor::cat(spoken, 0); // [layers, hidden]
        vec![FeatureMaps::new("hidden.units", units.unsqueeze())]
    }
}

impl Perceptron {
    /// `after_each` gets what each hidden layer gives, `[n, hidden]`.
    fn pass(&self, images: Tensor<4>, mut after_each: impl FnMut(Tensor<2>) -> Tensor<2>) -> Output {
        let mut features: Tensor<2> = images.flatten(1, 3);
        let (last, hidden) = self.layers.split_last().expect("there is always a layer to the classes");
        for layer in hidden {
            features = after_each(relu(layer.forward(features)));
        }
        Output { logits: last.forward(features.clone()), features }
    }
}

/// Silences each unit of `[n, units]` with probability `share` and multiplies the others by 1 / (1 - share) (Srivastava et
/// al. 2014, with the scale moved to training). Drawn on the host: the same on every device.
pub fn drop_out(units: Tensor<2>, share: f64, random: &mut Random) -> Tensor<2> {
    if share <= 0.0 {
        return units;
    }
    let [rows, columns] = units.dims();
    let scale = (1.0 / (1.0 - share)) as f32;
    let mask = (0..rows * columns).map(|_| if random.random::<f64>() < share { 0.0 } else { scale });
    let mask = TensorData::new(mask.collect::<Vec<f32>>(), [rows, columns]);
    let device = units.device();
    units * Tensor::from_data(mask, &device)
}
