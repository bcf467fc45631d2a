//! The net on test images, a batch at a time, so that a long evaluation never keeps messages waiting; and what its last layer
//! reads of these images, and of training images where more are wanted.

use super::Tick;
use super::frame::Outbox;
use super::images::Images;
use crate::metrics::Tally;
use crate::projection::Projection;
use crate::read::read_all;
use data::dataset::Dataset;
use data::loader::batch;
use protocol::{Backend, Diverging, Fault, MetricPoint, RunEvent};
use torch_file::TorchFileError;

/// More features than this are projected: they would not fit into a message.
const MOST_WHOLE: usize = 2000;
/// Rows that a projection is found from.
const SAMPLE_ROWS: usize = 1000;

/// An evaluation under way.
pub struct EvaluationRun {
    step: u64,
    examples: usize,
    feature_rows: usize,
    whole: bool,
    tally: Tally,
    /// Images that were looked at.
    seen: usize,
    seed: u64,
    features: Vec<f32>,
    /// Features that wait for a projection.
    sample: Vec<f32>,
    projection: Option<Projection>,
}

impl EvaluationRun {
    /// Will try the net of this step on the first `examples` test images and keep the features of the first
    /// `feature_rows`; where these are more than `examples`, which are all test images then, of the first training images, too.
    /// Beyond [`MOST_WHOLE`] rows, `seed` decides where the search for their projection begins.
    pub fn new(step: u64, examples: usize, feature_rows: usize, whole: bool, classes: usize, seed: u64) -> Self {
        let tally = Tally::new(classes);
        let (features, sample) = (Vec::new(), Vec::new());
        Self { step, examples, feature_rows, whole, tally, seen: 0, seed, features, sample, projection: None }
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
        let start = self.seen;
        let is_tried = start < self.examples;
        let end = (start + batch_size).min(if is_tried { self.examples } else { self.feature_rows });
        let found = {
            let data = images.data.borrow();
            if is_tried {
                batch(&data.test, start..end)
            } else {
                batch(&data.train, start - self.examples..end.saturating_sub(self.examples))
            }
        };
        let Some(batch) = found else { return Ok(Tick::WaitingForData) };
        let count = batch.classes.len();
        if count == 0 {
            return Ok(Tick::Idle);
        }
        let output = images.learner.classify(images.feed.images(batch.images, &images.device));
        let [_, columns] = output.features.dims();
        let [_, classes] = output.logits.dims();
        let mut tensors = vec![output.logits.reshape([count * classes])];
        let wanted_rows = self.feature_rows.saturating_sub(start).min(count);
        self.seen += count;
        if wanted_rows > 0 {
            let features = output.features.slice([0..wanted_rows, 0..columns]);
            tensors.push(features.reshape([wanted_rows * columns]));
        }
        let values = read_all(tensors).await?;
        if is_tried {
            for (row, &class) in values[0].chunks_exact(classes).zip(&batch.classes) {
                self.tally.add(row, class as u8);
            }
        }
        if let Some(features) = values.get(1) {
            if let Some(value) = features.iter().find(|value| !value.is_finite()) {
                return Err(no_number(self.step, Diverging::Features, *value));
            }
            self.keep(features, columns);
        }
        Ok(if self.seen < self.examples.max(self.feature_rows) { Tick::Worked } else { Tick::Idle })
    }

    /// How many images there are features of.
    pub fn points(&self) -> usize {
        self.feature_rows
    }

    /// Features `[n, columns]`, projected as soon as there are enough of them to find a projection from.
    fn keep(&mut self, features: &[f32], columns: usize) {
        if self.feature_rows <= MOST_WHOLE || columns <= Projection::DIRECTIONS {
            self.features.extend_from_slice(features);
        } else if let Some(projection) = &self.projection {
            self.features.extend(projection.of(features));
        } else {
            self.sample.extend_from_slice(features);
            if self.seen >= SAMPLE_ROWS {
                let sample = std::mem::take(&mut self.sample);
                let projection = self.projection.insert(Projection::find(&sample, columns, self.seed));
                self.features.extend(projection.of(&sample));
            }
        }
    }

    /// Sends the evaluation and its mistakes; gives back the points of the test curves.
    ///
    /// # Errors
    /// Where the loss is no number, [`Fault::Diverged`], or [`Fault::Weights`] before the first step: then the weights came
    /// with a file. Nothing is sent then.
    pub fn send(mut self, data: &Dataset, out: &mut Outbox) -> Result<Vec<MetricPoint>, Fault> {
        let step = self.step;
        let (mut evaluation, mistakes) = self.tally.finish(step, self.whole);
        if !evaluation.loss_nats.is_finite() {
            return Err(no_number(step, Diverging::TestLoss, evaluation.loss_nats));
        }
        evaluation.feature_rows = self.feature_rows;
        evaluation.feature_columns = self.features.len() / self.feature_rows.max(1);
        if let Some(projection) = self.projection {
            evaluation.feature_sources = projection.sources();
            self.features.extend(projection.into_values());
        }
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
