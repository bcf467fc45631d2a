//! Trust, but verify: the lesson's forward and backward pass on the GPU beside the CPU, before training relies on it.
//!
//! A shader that fails validation is only logged by the browser and leaves zeros behind, so results are the only proof.

use burn::module::{ModuleVisitor, Param};
use burn::nn::loss::CrossEntropyLossConfig;
use burn::tensor::{Device, Gradients, Int, Tensor, TensorData};

use super::checkpoint::{Checkpoint, Meta};
use super::net::Net;
use super::optimizer::Optimizer;
use super::read::read_all;
use crate::data::dataset::IMAGE_SIDE_PX;
use crate::data::loader::Batch;
use crate::lessons::settings::Settings;
use crate::protocol::Fault;

/// Largest difference allowed between two gradients, relative to the CPU's largest value.
const TOLERANCE: f32 = 0.01;

/// Compares loss and all gradients of one batch on `device` (with autodiff) and on the CPU.
///
/// # Errors
/// [`Fault::SelfTest`] that names what differed.
pub async fn compare<N: Net>(net: &N, batch: &Batch, device: &Device) -> Result<(), Fault> {
    let cpu = Device::flex().autodiff();
    let meta = Meta { version: 0, lesson: String::new(), settings: Settings::default(), step: 0, optimizer_time: 0 };
    let weights = Checkpoint::take(net, &Optimizer::new("sgd"), meta, Vec::new()).await?;
    let twin = weights.restore(N::new(&cpu), &mut Optimizer::new("sgd"))?;
    let found = loss_and_gradients(net, batch, device).await?;
    let expected = loss_and_gradients(&twin, batch, &cpu).await?;
    for (place, (found, expected)) in found.iter().zip(&expected).enumerate() {
        let largest = expected.iter().fold(0f32, |largest, value| largest.max(value.abs()));
        let difference = found.iter().zip(expected).fold(0f32, |worst, (a, b)| {
            let difference = (a - b).abs();
            if difference.is_nan() { f32::INFINITY } else { worst.max(difference) }
        });
        if found.len() != expected.len() || difference > TOLERANCE * largest.max(1e-6) {
            let what = if place == 0 { "loss".to_owned() } else { format!("gradient {place}") };
            let detail = format!("{what} differs by {difference:e}, largest value {largest:e}");
            return Err(Fault::SelfTest { detail });
        }
    }
    Ok(())
}

/// The loss, then the gradient of each parameter.
async fn loss_and_gradients<N: Net>(net: &N, batch: &Batch, device: &Device) -> Result<Vec<Vec<f32>>, Fault> {
    let count = batch.classes.len();
    let images = TensorData::new(batch.images.clone(), [count, 1, IMAGE_SIDE_PX, IMAGE_SIDE_PX]);
    let classes = Tensor::<1, Int>::from_data(TensorData::new(batch.classes.clone(), [count]), device);
    let logits = net.forward(Tensor::<4>::from_data(images, device)).logits;
    let loss = CrossEntropyLossConfig::new().init(device).forward(logits, classes);
    let gradients = loss.backward();
    let mut collect = Collect { gradients, tensors: vec![loss.inner()] };
    net.visit(&mut collect);
    read_all(collect.tensors).await
}

struct Collect {
    gradients: Gradients,
    tensors: Vec<Tensor<1>>,
}

impl ModuleVisitor for Collect {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(gradient) = param.val().grad(&self.gradients) {
            let count = gradient.dims().iter().product::<usize>();
            self.tensors.push(gradient.reshape([count]));
        }
    }
}
