//! Batches as tensors, at the size in which the run reads them.

use burn::tensor::{Device, Int, Tensor, TensorData};

use course::Manifest;
use course::settings::Settings;
use data::dataset::ImageShape;
use data::loader::Batch;
use data::resize::resize;

/// How a run reads images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// As they are in the data.
    shape: ImageShape,
    /// Height and width that the net sees.
    pub side_px: usize,
}

impl Feed {
    /// From the setting `resize`, where a lesson has it.
    pub fn of(lesson: &Manifest, settings: &Settings) -> Self {
        let shape = lesson.image_shape();
        match settings.integer("resize") {
            0 => Self { shape, side_px: shape.side_px },
            side_px => Self { shape, side_px: side_px as usize },
        }
    }

    pub fn channels(self) -> usize {
        self.shape.channels
    }

    /// A batch at this run's size, images `[n, channels, side, side]`.
    pub fn resized(self, batch: Batch) -> Batch {
        Batch { images: self.resized_pixels(batch.images), ..batch }
    }

    /// Numbers that make an image as the net sees it.
    pub fn image_values(self) -> usize {
        self.shape.channels * self.side_px * self.side_px
    }

    /// Numbers that make an image as it is in the data.
    pub fn values_in_data(self) -> usize {
        self.shape.values()
    }

    /// Pixels as they are in the data as the net reads them, `[n, channels, side, side]`.
    pub fn images(self, pixels: Vec<f32>, device: &Device) -> Tensor<4> {
        self.tensor(self.resized_pixels(pixels), device)
    }

    /// Images `[n, channels, side, side]` of a resized batch, and their classes `[n]`.
    pub fn tensors(self, batch: &Batch, device: &Device) -> (Tensor<4>, Tensor<1, Int>) {
        let classes = TensorData::new(batch.classes.clone(), [batch.classes.len()]);
        (self.tensor(batch.images.clone(), device), Tensor::from_data(classes, device))
    }

    fn resized_pixels(self, pixels: Vec<f32>) -> Vec<f32> {
        let side_px = self.shape.side_px;
        if self.side_px == side_px { pixels } else { resize(&pixels, side_px, self.side_px) }
    }

    fn tensor(self, pixels: Vec<f32>, device: &Device) -> Tensor<4> {
        let count = pixels.len() / self.image_values();
        Tensor::from_data(TensorData::new(pixels, [count, self.shape.channels, self.side_px, self.side_px]), device)
    }
}
