//! What experiments are made of, in one import: small data as tensors on the CPU and back, and what is measured on them.

pub use std::collections::BTreeMap;

use burn::nn::loss::CrossEntropyLossConfig;
use burn::tensor::{Device, Int, Tensor, TensorData};

pub use crate::course::settings::Settings;
pub use crate::engine::experiment::{Experiment, Picture, Plan};
pub use crate::engine::mlp::{Mlp, Nonlinearity};
pub use crate::engine::optimizer::Optimizer;
pub use crate::engine::weights::{Values, restore, state};
pub use crate::protocol::{Difference, Fault, LayerSummary};

/// The plan of a run in which each step sees all examples.
pub fn full_batch(train: usize, test: usize, epochs: u64) -> Plan {
    Plan { train_examples: train as u64, test_examples: test as u64, steps_per_epoch: 1, epochs }
}

/// Adds a net's weights (`[outputs, inputs]`) and biases to what the page sees, as `<prefix>layers.0.weight`,
/// `<prefix>layers.0.bias`, ...: from the experiment's `tensors`.
pub fn with_net(picture: Picture, prefix: &str, tensors: &BTreeMap<String, Values>) -> Picture {
    let is_layer = |name: &str| name.strip_prefix(prefix).is_some_and(|name| name.starts_with("layers."));
    let layers = tensors.iter().filter(|(name, _)| is_layer(name));
    layers.fold(picture, |picture, (name, tensor)| picture.with(name, &tensor.shape, tensor.values.iter().copied()))
}

/// Numbers in row order as `[n, width]`.
pub fn rows(values: Vec<f32>, width: usize, device: &Device) -> Tensor<2> {
    let count = values.len().checked_div(width).unwrap_or(0);
    Tensor::from_data(TensorData::new(values, [count, width]), device)
}

/// Classes as `[n]`.
pub fn classes<'a>(classes: impl IntoIterator<Item = &'a u8>, device: &Device) -> Tensor<1, Int> {
    let classes: Vec<i32> = classes.into_iter().map(|&class| i32::from(class)).collect();
    let count = classes.len();
    Tensor::from_data(TensorData::new(classes, [count]), device)
}

/// All numbers of a tensor, in row order.
pub fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().expect("small data are f32, and the CPU has them at hand")
}

/// The number of a loss `[1]`.
pub fn number(tensor: Tensor<1>) -> f64 {
    f64::from(tensor.into_scalar::<f32>())
}

/// The mean of -ln of the probability that each row's own class gets; scores `[n, classes]`.
pub fn cross_entropy(scores: Tensor<2>, classes: Tensor<1, Int>) -> Tensor<1> {
    CrossEntropyLossConfig::new().init(&scores.device()).forward(scores, classes)
}

/// Share of rows of `scores`, `[n, classes]`, whose own class has the largest; 0 without rows.
pub fn accuracy(scores: Tensor<2>, classes: Tensor<1, Int>) -> f64 {
    let [count, _] = scores.dims();
    if count == 0 {
        return 0.0;
    }
    number(scores.argmax(1).reshape([count]).equal(classes).float().mean())
}
