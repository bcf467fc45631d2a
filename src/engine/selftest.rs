//! Trust, but verify: the lesson's forward and backward pass on the GPU beside the CPU, before training relies on it.
//!
//! A shader that fails validation is only logged by the browser and leaves zeros behind, so results are the only proof.

use burn::tensor::Device;

use super::batch_tensors::Feed;
use super::checkpoint::{Checkpoint, Meta};
use super::learner::{Learner, Slope};
use super::read::read_all;
use course::settings::Settings;
use data::loader::Batch;
use protocol::{Cause, Fault, GpuFault};

/// Largest difference allowed between two gradients, relative to the CPU's largest value.
const TOLERANCE: f32 = 0.01;

/// Compares loss and all gradients of one batch on `device` and on the CPU, where `twin` is a learner of the same settings.
///
/// # Errors
/// [`Fault::Gpu`] that names what differed.
pub async fn compare(
    learner: &dyn Learner,
    mut twin: Box<dyn Learner>,
    feed: Feed,
    batch: &Batch,
    device: &Device,
) -> Result<(), Fault> {
    let meta = Meta::new("", &Settings::default(), 0);
    Checkpoint::take(learner, meta, Vec::new()).await?.restore(&mut *twin)?;
    let found = loss_and_gradients(learner, feed, batch, device).await?;
    let expected = loss_and_gradients(&*twin, feed, batch, &Device::flex()).await?;
    for (place, (found, expected)) in found.iter().zip(&expected).enumerate() {
        let largest = expected.iter().fold(0f32, |largest, value| largest.max(value.abs()));
        let difference = found.iter().zip(expected).fold(0f32, |worst, (a, b)| {
            let difference = (a - b).abs();
            if difference.is_nan() { f32::INFINITY } else { worst.max(difference) }
        });
        if found.len() != expected.len() || difference > TOLERANCE * largest.max(1e-6) {
            let detail = match place {
                0 => Cause::LossDiffers { difference, largest },
                _ => Cause::GradientDiffers { place, difference, largest },
            };
            return Err(GpuFault::SelfTest { detail }.into());
        }
    }
    Ok(())
}

async fn loss_and_gradients(
    learner: &dyn Learner,
    feed: Feed,
    batch: &Batch,
    device: &Device,
) -> Result<Vec<Vec<f32>>, Fault> {
    let (images, classes) = feed.tensors(batch, device);
    let Slope { loss, gradients, .. } = learner.gradients(images, classes);
    read_all(std::iter::once(loss).chain(gradients).collect()).await
}
