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

/// A helper's parts of a batch, and the weights of the step.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Which step.
    pub serial: u64,
    /// Whoever has not answered by then is taken for dead.
    pub patience_millis: f64,
    pub weights: Arc<[f32]>,
    /// Places in the batch's order, and resized images; in this order they are to be found.
    pub parts: Vec<(usize, Batch)>,
}

/// Numbers of workers who can share six parts evenly.
pub const EVEN: [usize; 4] = [1, 2, 3, 6];
/// More workers than this have nothing to do.
pub const MOST_PARTS: usize = EVEN[EVEN.len() - 1];
/// Each part costs what two thirds of an image cost, whatever it holds.
const LEAST_IMAGES: usize = 8;

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

impl Part {
    /// Forward and backward through resized images with the learner's weights as they are.
    ///
    /// # Errors
    /// Those of reading tensors.
    pub async fn of(batch: &Batch, feed: Feed, learner: &dyn Learner) -> Result<Self, Fault> {
        let begun_millis = clock_millis();
        let (images, classes) = feed.tensors(batch, &Device::flex());
        let Slope { loss, logits, gradients } = learner.gradients(images, classes);
        let [count, classes] = logits.dims();
        let first = [loss, logits.reshape([count * classes])];
        let mut values = read_all(first.into_iter().chain(gradients).collect()).await?;
        let gradients = values.split_off(2).concat();
        let logits = values.pop().unwrap_or_default();
        let loss_nats = values.concat().first().copied().unwrap_or(f32::NAN);
        Ok(Self { begun_millis, ended_millis: clock_millis(), count, classes, loss_nats, logits, gradients })
    }

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

/// A batch of `count` images is cut into six parts, or as many of eight images or more as a divisor of six, of sizes as equal as
/// can be. So two, three and six workers have the same to do, and the cut says nothing of how many there are.
pub fn cut(count: usize) -> Vec<Range<usize>> {
    let parts = EVEN.into_iter().rfind(|parts| parts * LEAST_IMAGES <= count).unwrap_or(1);
    let end = |part: usize| part * (count / parts) + part.min(count % parts);
    (0..parts).map(|part| end(part)..end(part + 1)).collect()
}

/// Milliseconds on a clock that all workers share.
pub fn clock_millis() -> f64 {
    if cfg!(target_arch = "wasm32") {
        let performance = worker::scope().performance();
        return performance.map_or(0.0, |clock| clock.time_origin() + clock.now());
    }
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_nearly_equal_and_leaves_nothing_out() {
        assert_eq!(cut(50), [0..9, 9..18, 18..26, 26..34, 34..42, 42..50]);
        assert_eq!(cut(25), [0..9, 9..17, 17..25]);
        assert_eq!(cut(17), [0..9, 9..17]);
        assert!(cut(15).len() == 1 && cut(15)[0] == (0..15));
        assert!(cut(1).len() == 1 && cut(1)[0] == (0..1));
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
