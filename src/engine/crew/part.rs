//! A worker's part of a batch: what it is given, what it finds, and how the parts make a whole again.

use std::ops::Range;
use std::sync::Arc;

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use crate::batch_tensors::Feed;
use crate::learner::{Learner, Slope};
use crate::read::read_all;
use data::loader::Batch;
use protocol::Fault;

/// Some of a batch's images, resized, and the weights of the step.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Which step.
    pub serial: u64,
    /// Whoever has not answered by then is taken for dead.
    pub patience_millis: f64,
    /// All parts of a step have the same.
    pub weights: Arc<[f32]>,
    pub batch: Batch,
}

/// What a worker finds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    pub begun_millis: f64,
    pub ended_millis: f64,
    /// Images.
    pub count: usize,
    pub classes: usize,
    /// Mean over these images.
    pub loss_nats: f32,
    /// `[count, classes]`; beside a message, not in it.
    #[serde(skip)]
    pub logits: Vec<f32>,
    /// Of the mean, all parameters in one row; beside a message, not in it.
    #[serde(skip)]
    pub gradients: Vec<f32>,
}

impl Task {
    /// Forward and backward with the learner's weights as they are.
    ///
    /// # Errors
    /// Those of reading tensors.
    pub async fn compute(&self, feed: Feed, learner: &dyn Learner) -> Result<Part, Fault> {
        let begun_millis = clock_millis();
        let (images, classes) = feed.tensors(&self.batch, &Device::flex());
        let Slope { loss, logits, gradients } = learner.gradients(images, classes);
        let [count, classes] = logits.dims();
        let first = [loss, logits.reshape([count * classes])];
        let mut values = read_all(first.into_iter().chain(gradients).collect()).await?;
        let gradients = values.split_off(2).concat();
        let logits = values.pop().unwrap_or_default();
        let loss_nats = values.concat().first().copied().unwrap_or(f32::NAN);
        Ok(Part { begun_millis, ended_millis: clock_millis(), count, classes, loss_nats, logits, gradients })
    }
}

impl Part {
    pub fn millis(&self) -> f64 {
        self.ended_millis - self.begun_millis
    }

    /// The parts of one batch in order, each weighted by its images: sum over k of n_k / n g_k.
    pub fn mean<'a>(parts: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let count: usize = parts.clone().map(|part| part.count).sum();
        let mut whole = Self { count, ..Self::default() };
        for part in parts {
            let weight = part.count as f32 / count as f32;
            whole.classes = part.classes;
            whole.loss_nats += weight * part.loss_nats;
            whole.logits.extend_from_slice(&part.logits);
            whole.gradients.resize(part.gradients.len(), 0.0);
            for (sum, gradient) in whole.gradients.iter_mut().zip(&part.gradients) {
                *sum += weight * gradient;
            }
        }
        whole
    }
}

/// `count` images for so many workers: as equal as can be, the larger parts first.
pub fn shares(count: usize, workers: usize) -> Vec<Range<usize>> {
    let end = |worker: usize| worker * (count / workers) + worker.min(count % workers);
    (0..workers).map(|worker| end(worker)..end(worker + 1)).collect()
}

/// Milliseconds on a clock that all workers share.
#[cfg(target_arch = "wasm32")]
pub fn clock_millis() -> f64 {
    let performance = worker::scope().performance();
    performance.map_or(0.0, |clock| clock.time_origin() + clock.now())
}

/// Milliseconds on a clock that all workers share.
#[cfg(not(target_arch = "wasm32"))]
pub fn clock_millis() -> f64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_nearly_equal_and_leave_nothing_out() {
        assert_eq!(shares(64, 3), [0..22, 22..43, 43..64]);
        assert_eq!(shares(5, 2), [0..3, 3..5]);
        assert_eq!(shares(2, 3), [0..1, 1..2, 2..2]);
    }

    #[test]
    fn a_mean_of_parts_is_weighted_by_their_images() {
        let part = |count, loss_nats, logits: &[f32], gradients: &[f32]| Part {
            count,
            classes: 1,
            loss_nats,
            logits: logits.to_vec(),
            gradients: gradients.to_vec(),
            ..Part::default()
        };
        let parts = [part(3, 1.0, &[1.0, 2.0, 3.0], &[4.0, 0.0]), part(1, 5.0, &[4.0], &[0.0, 8.0])];
        assert_eq!(Part::mean(parts.iter()), part(4, 2.0, &[1.0, 2.0, 3.0, 4.0], &[3.0, 2.0]));
    }
}
