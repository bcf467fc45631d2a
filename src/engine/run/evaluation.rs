//! The net on test images, a batch at a time, so that a long evaluation never keeps messages waiting.

use super::Tick;
use super::frame::Outbox;
use super::images::Images;
use crate::metrics::Tally;
use crate::read::read_all;
use data::dataset::Dataset;
use data::loader::batch;
use protocol::{Backend, Diverging, Fault, MetricPoint, RunEvent};
use torch_file::TorchFileError;

/// An evaluation under way.
pub struct EvaluationRun {
    step: u64,
    examples: usize,
    feature_rows: usize,
    whole: bool,
    tally: Tally,
    features: Vec<f32>,
}

impl EvaluationRun {
    /// Will try the net of this step on the first `examples` test images and keep the features of the first
    /// `feature_rows`.
    pub fn new(step: u64, examples: usize, feature_rows: usize, whole: bool, classes: usize) -> Self {
        Self { step, examples, feature_rows, whole, tally: Tally::new(classes), features: Vec::new() }
    }

    /// One batch. `Tick::Idle` when there is nothing left to do.
    ///
    /// # Errors
    /// [`Fault::Gpu`] when the device no longer answers, [`Fault::Diverged`] for features that are no numbers.
    pub async fn advance(&mut self, images: &Images, backend: Backend) -> Result<Tick, Fault> {
        let batch_size = match backend {
            Backend::Cpu => 50,
            Backend::Gpu => 250,
        };
        let start = self.tally.len();
        let end = (start + batch_size).min(self.examples);
        let Some(batch) = batch(&images.data.borrow().test, start..end) else {
            return Ok(Tick::WaitingForData);
        };
        let count = batch.classes.len();
        if count == 0 {
            return Ok(Tick::Idle);
        }
        let output = images.learner.classify(images.feed.images(batch.images, &images.device));
        let [_, columns] = output.features.dims();
        let [_, classes] = output.logits.dims();
        let mut tensors = vec![output.logits.reshape([count * classes])];
        let wanted_rows = self.feature_rows.saturating_sub(start).min(count);
        if wanted_rows > 0 {
            let features = output.features.slice([0..wanted_rows, 0..columns]);
            tensors.push(features.reshape([wanted_rows * columns]));
        }
        let values = read_all(tensors).await?;
        for (row, &class) in values[0].chunks_exact(classes).zip(&batch.classes) {
            self.tally.add(row, class as u8);
        }
        if let Some(features) = values.get(1) {
            if let Some(value) = features.iter().find(|value| !value.is_finite()) {
                return Err(no_number(self.step, Diverging::Features, *value));
            }
            self.features.extend_from_slice(features);
        }
        Ok(if self.tally.len() < self.examples { Tick::Worked } else { Tick::Idle })
    }

    /// Sends the evaluation and its mistakes; gives back the points of the test curves.
    ///
    /// # Errors
    /// Where the loss is no number, [`Fault::Diverged`], or [`Fault::Weights`] before the first step: then the weights came
    /// with a file. Nothing is sent then.
    pub fn send(self, data: &Dataset, out: &mut Outbox) -> Result<Vec<MetricPoint>, Fault> {
        let step = self.step;
        let (mut evaluation, mistakes) = self.tally.finish(step, self.whole);
        if !evaluation.loss_nats.is_finite() {
            return Err(no_number(step, Diverging::TestLoss, evaluation.loss_nats));
        }
        evaluation.feature_rows = self.feature_rows;
        evaluation.feature_columns = self.features.len() / self.feature_rows.max(1);
        let points = vec![
            MetricPoint::new("test-loss", step, evaluation.loss_nats),
            MetricPoint::new("test-accuracy", step, evaluation.accuracy),
        ];
        let pixels = mistakes
            .iter()
            .flat_map(|mistake| match data.test.example(mistake.index as usize) {
                Some((pixels, _)) => pixels.to_vec(),
                None => vec![0; data.test.shape().values()],
            })
            .collect();
        out.push((RunEvent::Evaluation(evaluation), bytemuck::cast_slice(&self.features).to_vec()));
        out.push((RunEvent::Mistakes { step, mistakes }, pixels));
        Ok(points)
    }
}

/// Before the first step, the weights came with a file.
fn no_number(step: u64, what: Diverging, value: impl Into<f64>) -> Fault {
    let value = value.into();
    match step {
        0 => TorchFileError::Overflow { loss: value.to_string() }.into(),
        _ => Fault::diverged(step, what, value),
    }
}
