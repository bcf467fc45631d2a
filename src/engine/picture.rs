//! What a session shows beside its curves: the batch that comes next, weights as images, test images.

use super::experiment::Picture;
use super::read::read;
use super::trainer::Trainer;
use data::dataset::Split;
use data::loader::Batch;
use protocol::{Event, Fault, RunId};

/// Images of a batch that are shown.
const SHOWN: usize = 40;

/// Arrays `batch` `[shown, channels, side, side]`, their classes `batch-classes` `[shown]`, `batch-shape` `[4]`, `read-millis` `[1]`
/// (how long the batch took to be read and resized), and each of the learner's filters `[images, channels, height, width]`.
/// With several workers also the last step's diary. `batch` is resized.
///
/// # Errors
/// [`Fault::GpuLost`] when the device no longer answers.
pub async fn picture(trainer: &mut Trainer, batch: &Batch, read_millis: Option<f64>) -> Result<Picture, Fault> {
    let (side, channels, count) = (trainer.feed.side_px, trainer.feed.channels(), batch.classes.len());
    let shown = count.min(SHOWN);
    let images = batch.images[..trainer.feed.image_values() * shown].iter().copied();
    let mut picture = Picture::default()
        .with("batch", &[shown, channels, side, side], images)
        .with("batch-classes", &[shown], batch.classes[..shown].iter().map(|&class| class as f32))
        .with("batch-shape", &[4], [count, channels, side, side].map(|size| size as f32))
        .with("read-millis", &[1], [read_millis.unwrap_or(f64::NAN) as f32]);
    for filter in trainer.learner.filters() {
        let shape = filter.images.dims();
        picture = picture.with(filter.name, &shape, read(filter.images).await?);
    }
    Ok(match trainer.crew() {
        Some(crew) => crew.show(picture),
        None => picture,
    })
}

/// The first test images that are there, `count` at most.
pub fn examples(run: RunId, test: &Split, count: usize) -> (Event, Vec<u8>) {
    let (mut labels, mut pixels) = (Vec::with_capacity(count), Vec::new());
    for (image, label) in (0..count.min(test.len())).map_while(|index| test.example(index)) {
        pixels.extend_from_slice(image);
        labels.push(label);
    }
    (Event::Examples { run, labels }, pixels)
}
