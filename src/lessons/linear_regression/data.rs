//! The lesson's examples: a made-up line in two dimensions whose weights are known, or the fifteen points.

use crate::course::settings::Settings;
use crate::data::loader::epoch_order;
use crate::data::toy;

use super::bowl::Bowl;

/// Examples in row order, and the parameters (w1, ..., wk, b) that are looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// `[n, k]`
    pub inputs: Vec<f32>,
    /// `[n]`
    pub targets: Vec<f32>,
    /// The truth that the data were made from, or the least squares solution where nobody knows it.
    pub goal: Vec<f64>,
    /// Examples from the same source that are never trained on; none for the fifteen points.
    pub held_back: Option<Bowl>,
}

/// The made-up line (Zhang et al., "Dive into Deep Learning", section 3.3).
const WEIGHTS: [f32; 2] = [2.0, -3.4];
const BIAS: f32 = 4.444;
const NOISE_SD: f32 = 0.01;
const TRAIN_COUNT: usize = 1000;
const TEST_COUNT: usize = 200;

impl Examples {
    /// By the settings `data` and `seed`.
    pub fn new(settings: &Settings) -> Self {
        if settings.choice("data") == "fifteen" {
            let (inputs, targets): (Vec<_>, Vec<_>) = toy::fifteen_points().into_iter().map(|[x, y]| (x, y)).unzip();
            let goal = Bowl::of_pairs(&inputs, &targets).minimum();
            return Self { inputs, targets, goal, held_back: None };
        }
        let (mut inputs, mut targets) =
            toy::linear(settings.integer("seed"), TRAIN_COUNT + TEST_COUNT, &WEIGHTS, BIAS, NOISE_SD);
        let (test_inputs, test_targets) =
            (inputs.split_off(TRAIN_COUNT * WEIGHTS.len()), targets.split_off(TRAIN_COUNT));
        Self {
            inputs,
            targets,
            goal: WEIGHTS.into_iter().chain([BIAS]).map(f64::from).collect(),
            held_back: Some(Bowl::of_pairs(&test_inputs, &test_targets)),
        }
    }

    pub fn len(&self) -> usize {
        self.targets.len()
    }

    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Inputs of one example, k.
    pub fn width(&self) -> usize {
        self.inputs.len().checked_div(self.len()).unwrap_or(0)
    }

    /// Inputs `[m, k]` and targets `[m]` of these examples.
    pub fn pick(&self, indices: &[u32]) -> (Vec<f32>, Vec<f32>) {
        let width = self.width();
        let places = || indices.iter().map(|&index| index as usize);
        let inputs = places().flat_map(|index| &self.inputs[index * width..(index + 1) * width]).copied().collect();
        (inputs, places().map(|index| self.targets[index]).collect())
    }
}

/// The order of one epoch over `count` examples, and the batch of one of its steps.
pub fn batch_of(seed: u64, count: usize, batch_size: usize, step: u64) -> Vec<u32> {
    let steps_per_epoch = count.div_ceil(batch_size).max(1) as u64;
    let order = epoch_order(seed, step / steps_per_epoch, &[count], count);
    let start = (step % steps_per_epoch) as usize * batch_size;
    order[start..(start + batch_size).min(count)].to_vec()
}
