//! A net that only predicts: it lives in a worker of its own, so that a drawn digit never waits for a training step.

use burn::tensor::{Device, Tensor, TensorData};

use super::checkpoint::Checkpoint;
use super::metrics::softmax;
use super::net::Net;
use super::optimizer::Optimizer;
use super::read::read;
use crate::data::dataset::{IMAGE_PIXELS, IMAGE_SIDE_PX};
use crate::protocol::{Event, Fault, Grid};

pub struct Predictor<N: Net> {
    net: N,
    device: Device,
}

impl<N: Net> Predictor<N> {
    /// The net of a checkpoint, on the CPU.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net.
    pub fn new(checkpoint: &Checkpoint) -> Result<Self, Fault> {
        let device = Device::flex();
        let net = checkpoint.restore(N::new(&device), &mut Optimizer::new("sgd"))?;
        Ok(Self { net: net.valid(), device })
    }

    /// Class probabilities of one image `[28, 28]`, pixels 0 to 1.
    ///
    /// # Errors
    /// [`Fault::BadMessage`] when the image has another size.
    pub async fn predict(&self, image: &[f32]) -> Result<Vec<f32>, Fault> {
        Ok(softmax(&read(self.net.forward(self.image(image)?).logits).await?))
    }

    /// Filters and feature maps for the same image, and their values one grid after the other.
    ///
    /// # Errors
    /// As [`Self::predict`].
    pub async fn inspect(&self, image: &[f32], request: u32) -> Result<(Event, Vec<u8>), Fault> {
        let mut grids = Vec::new();
        let mut values = Vec::new();
        for activation in self.net.activations(self.image(image)?) {
            let [images, _, height_px, width_px] = activation.images.dims();
            grids.push(Grid { name: activation.name.to_owned(), images, height_px, width_px });
            values.extend(read(activation.images).await?);
        }
        Ok((Event::Activations { request, grids }, bytemuck::cast_slice(&values).to_vec()))
    }

    fn image(&self, pixels: &[f32]) -> Result<Tensor<4>, Fault> {
        if pixels.len() != IMAGE_PIXELS {
            let detail = format!("an image of {} pixels, expected {IMAGE_PIXELS}", pixels.len());
            return Err(Fault::BadMessage { detail });
        }
        let data = TensorData::new(pixels.to_vec(), [1, 1, IMAGE_SIDE_PX, IMAGE_SIDE_PX]);
        Ok(Tensor::from_data(data, &self.device))
    }
}
