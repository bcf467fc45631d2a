//! The network of lesson `vgg-cifar10`: 3 x 3 convolutions in five blocks, then two linear layers.

use burn::module::{Module, Param};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::nn::{Initializer, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::plan::{CLASSES, Plan};
use crate::course::settings::Settings;
use crate::engine::convolve::{convolve, pool};
use crate::engine::net::{FeatureMaps, Net, Output, layer};
use crate::protocol::LayerSummary;

/// Simonyan and Zisserman 2015, with seven convolutions for images of 32 x 32.
#[derive(Module, Debug)]
pub struct Vgg {
    pub convs: Vec<Conv2d>,
    pool: MaxPool2d,
    pub hidden: Linear,
    pub output: Linear,
    #[module(skip)]
    plan: Plan,
}

/// Maps of a block that are shown.
const SHOWN_MAPS: usize = 64;
const MAP_NAMES: [&str; 5] = ["block1.maps", "block2.maps", "block3.maps", "block4.maps", "block5.maps"];

impl Net for Vgg {
    fn new(settings: &Settings, device: &Device) -> Self {
        let plan = Plan::of(settings);
        let init = settings.choice("init");
        let conv = |maps_in: usize, maps_out: usize| {
            let config =
                Conv2dConfig::new([maps_in, maps_out], [3, 3]).with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1));
            let Some(initializer) = initializer(init) else { return config.init(device) };
            let conv = config.with_initializer(initializer).init(device);
            Conv2d { bias: conv.bias.map(zeros), ..conv }
        };
        let linear = |inputs: usize, outputs: usize| {
            let config = LinearConfig::new(inputs, outputs);
            let Some(initializer) = initializer(init) else { return config.init(device) };
            let linear = config.with_initializer(initializer).init(device);
            Linear { bias: linear.bias.map(zeros), ..linear }
        };
        Self {
            convs: plan.convs().iter().map(|shape| conv(shape.maps_in, shape.maps_out)).collect(),
            pool: MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init(),
            hidden: linear(plan.features(), plan.hidden),
            output: linear(plan.hidden, CLASSES),
            plan,
        }
    }

    /// Images `[n, 3, 32, 32]` to features `[n, hidden]` and logits `[n, 10]`.
    fn forward(&self, images: Tensor<4>) -> Output {
        let maps = self.blocks(images, |_| ()); // [n, features, 1, 1]
        let features = relu(self.hidden.forward(maps.flatten(1, 3))); // [n, hidden]
        Output { logits: self.output.forward(features.clone()), features }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        let mut layers = Vec::new();
        for (place, conv) in self.plan.convs().iter().enumerate() {
            let parameters = 9 * conv.maps_in * conv.maps_out + conv.maps_out;
            let side = conv.side_px;
            layers.push(layer(format!("conv{} 3x3, ReLU", place + 1), &[conv.maps_out, side, side], parameters));
            if conv.ends_block {
                layers.push(layer("max pool 2x2", &[conv.maps_out, side / 2, side / 2], 0));
            }
        }
        let (features, hidden) = (self.plan.features(), self.plan.hidden);
        layers.push(layer("linear, ReLU", &[hidden], (features + 1) * hidden));
        layers.push(layer("linear", &[CLASSES], (hidden + 1) * CLASSES));
        layers
    }

    fn filters(&self) -> Vec<FeatureMaps> {
        self.convs.first().map(|conv| FeatureMaps::new("conv1.filters", conv.weight.val())).into_iter().collect()
    }

    /// The first maps of each block before its pooling, `[maps, 1, side, side]`.
    fn activations(&self, image: Tensor<4>) -> Vec<FeatureMaps> {
        let mut shown = Vec::new();
        self.blocks(image, |maps| {
            let [_, count, height_px, width_px] = maps.dims();
            let first = maps.slice([0..1, 0..count.min(SHOWN_MAPS)]);
            shown.push(first.reshape([count.min(SHOWN_MAPS), 1, height_px, width_px]));
        });
        MAP_NAMES.into_iter().zip(shown).map(|(name, images)| FeatureMaps::new(name, images)).collect()
    }
}

impl Vgg {
    /// Through all blocks; `on_block` sees each one's maps before they are pooled.
    fn blocks(&self, images: Tensor<4>, mut on_block: impl FnMut(Tensor<4>)) -> Tensor<4> {
        self.convs.iter().zip(self.plan.convs()).fold(images, |maps, (conv, shape)| {
            let maps = relu(convolve(conv, maps)); // [n, maps, side, side]
            if !shape.ends_block {
                return maps;
            }
            on_block(maps.clone());
            pool(&self.pool, maps) // [n, maps, side / 2, side / 2]
        })
    }
}

/// None for the layers' own.
fn initializer(name: &str) -> Option<Initializer> {
    match name {
        "xavier" => Some(Initializer::XavierUniform { gain: 1.0 }),
        "kaiming" => Some(Initializer::KaimingNormal { gain: 2f64.sqrt(), fan_out_only: false }),
        _ => None,
    }
}

fn zeros(bias: Param<Tensor<1>>) -> Param<Tensor<1>> {
    bias.map(|bias| Tensor::zeros(bias.dims(), &bias.device()))
}
