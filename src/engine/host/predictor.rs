//! A net that only predicts: it lives in a worker of its own, so that a drawn digit never waits for a training step.

use burn::tensor::{Device, Tensor};

use crate::batch_tensors::Feed;
use crate::checkpoint::Checkpoint;
use crate::learner::Learner;
use crate::lesson::{self, Job, Lesson, Lessons};
use crate::metrics::softmax;
use crate::net::Output;
use crate::read::read;
use protocol::{Cause, Fault, Grid, PredictCommand, PredictEvent, Request};

/// Serves the page for as long as the worker lives.
pub async fn serve(lessons: Lessons) {
    let (sender, messages) = async_channel::unbounded();
    // Sending fails only when the receiver is gone, and it lives as long as the worker.
    worker::listen(move |message| drop(sender.try_send(message)));
    worker::hold_life().await;
    worker::post(&PredictEvent::Ready, &[]);
    let mut predictor = None;
    while let Ok(message) = messages.recv().await {
        if let Err(fault) = obey(lessons, &mut predictor, message).await {
            worker::post(&PredictEvent::Fault(fault), &[]);
        }
    }
}

async fn obey(
    lessons: Lessons,
    predictor: &mut Option<Predictor>,
    message: Result<(PredictCommand, Vec<u8>), Fault>,
) -> Result<(), Fault> {
    let (command, bulk) = message?;
    let image = || bytemuck::pod_collect_to_vec::<u8, f32>(&bulk[..bulk.len() / 4 * 4]);
    match (command, predictor) {
        (PredictCommand::UseWeights { lesson }, predictor) => {
            let checkpoint = Checkpoint::from_bytes("the checkpoint", &bulk)?;
            *predictor = Some(Predictor::new(lesson::find(lessons, &lesson)?, &checkpoint)?);
        }
        (PredictCommand::Predict { request }, Some(predictor)) => predictor.predict(request, &image()).await?,
        (PredictCommand::Inspect { request }, Some(predictor)) => {
            predictor.predict(request, &image()).await?;
            predictor.inspect(request, &image()).await?;
        }
        (PredictCommand::Predict { .. } | PredictCommand::Inspect { .. }, None) => {}
    }
    Ok(())
}

struct Predictor {
    learner: Box<dyn Learner>,
    feed: Feed,
}

impl Predictor {
    /// The net of a checkpoint, on the CPU.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net, [`Fault::NoSuchLesson`] for a lab.
    fn new(lesson: &'static Lesson, checkpoint: &Checkpoint) -> Result<Self, Fault> {
        let job = Job::new(lesson, checkpoint.meta.settings.clone())?;
        let mut learner = job.learner(&Device::flex());
        checkpoint.restore(&mut *learner)?;
        Ok(Self { learner, feed: job.feed() })
    }

    /// Sends class probabilities of one image as it is in the data, values 0 to 1, and its features.
    ///
    /// # Errors
    /// [`Fault::BadMessage`] when the image has another size.
    async fn predict(&self, request: Request, image: &[f32]) -> Result<(), Fault> {
        let Output { features, logits } = self.learner.classify(self.image(image)?);
        let probabilities = softmax(&read(logits).await?);
        let features = read(features).await?;
        worker::post(&PredictEvent::Prediction { request, probabilities }, bytemuck::cast_slice(&features));
        Ok(())
    }

    /// Sends filters and feature maps for the same image.
    ///
    /// # Errors
    /// As [`Self::predict`].
    async fn inspect(&self, request: Request, image: &[f32]) -> Result<(), Fault> {
        let mut grids = Vec::new();
        let mut values = Vec::new();
        for activation in self.learner.activations(self.image(image)?) {
            let [images, channels, height_px, width_px] = activation.images.dims();
            grids.push(Grid { name: activation.name.to_owned(), images, channels, height_px, width_px });
            values.extend(read(activation.images).await?);
        }
        worker::post(&PredictEvent::Activations { request, grids }, bytemuck::cast_slice(&values));
        Ok(())
    }

    fn image(&self, pixels: &[f32]) -> Result<Tensor<4>, Fault> {
        let expected = self.feed.values_in_data();
        if pixels.len() != expected {
            return Err(Fault::BadMessage { detail: Cause::Length { found: pixels.len(), expected } });
        }
        Ok(self.feed.images(pixels.to_vec(), &Device::flex()))
    }
}
