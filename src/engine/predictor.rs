//! A net that only predicts: it lives in a worker of its own, so that a drawn digit never waits for a training step.

use burn::tensor::{Device, Tensor};

use super::batch_tensors::Feed;
use super::checkpoint::Checkpoint;
use super::learner::Learner;
use super::metrics::softmax;
use super::read::read;
use crate::lesson::Lesson;
use protocol::{Cause, Event, Fault, Grid};

pub struct Predictor {
    learner: Box<dyn Learner>,
    feed: Feed,
    device: Device,
}

impl Predictor {
    /// The net of a checkpoint, on the CPU.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net, [`Fault::NoSuchLesson`] for a lab.
    pub fn new(lesson: &Lesson, checkpoint: &Checkpoint) -> Result<Self, Fault> {
        let device = Device::flex();
        let new_learner = lesson.new_learner()?;
        let mut learner = new_learner(&checkpoint.meta.settings, &device);
        checkpoint.restore(&mut *learner)?;
        Ok(Self { learner, feed: Feed::of(lesson, &checkpoint.meta.settings), device })
    }

    /// Class probabilities of one image as it is in the data, values 0 to 1.
    ///
    /// # Errors
    /// [`Fault::BadMessage`] when the image has another size.
    pub async fn predict(&self, image: &[f32]) -> Result<Vec<f32>, Fault> {
        Ok(softmax(&read(self.learner.classify(self.image(image)?).logits).await?))
    }

    /// Filters and feature maps for the same image, and their values one grid after the other.
    ///
    /// # Errors
    /// As [`Self::predict`].
    pub async fn inspect(&self, image: &[f32], request: u32) -> Result<(Event, Vec<u8>), Fault> {
        let mut grids = Vec::new();
        let mut values = Vec::new();
        for activation in self.learner.activations(self.image(image)?) {
            let [images, channels, height_px, width_px] = activation.images.dims();
            grids.push(Grid { name: activation.name.to_owned(), images, channels, height_px, width_px });
            values.extend(read(activation.images).await?);
        }
        Ok((Event::Activations { request, grids }, bytemuck::cast_slice(&values).to_vec()))
    }

    fn image(&self, pixels: &[f32]) -> Result<Tensor<4>, Fault> {
        let expected = self.feed.values_in_data();
        if pixels.len() != expected {
            return Err(Fault::BadMessage { detail: Cause::Length { found: pixels.len(), expected } });
        }
        Ok(self.feed.images(pixels.to_vec(), &self.device))
    }
}
