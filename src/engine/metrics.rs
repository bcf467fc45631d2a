//! Numbers from logits, on the host: loss, accuracy, confusion, the worst mistakes; and the pace of training.

use std::collections::{BTreeMap, VecDeque};

use protocol::{Evaluation, MetricPoint, Mistake};

/// Class probabilities of one row of logits.
pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = logits.iter().map(|logit| (logit - largest).exp()).collect();
    let total: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// The position of the largest value; the first of equals, 0 for none.
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (index, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = index;
        }
    }
    best
}

/// The share of rows of `logits` `[n, classes]` whose largest value is at their class.
pub fn accuracy(logits: &[f32], classes: &[i32]) -> f64 {
    let width = logits.len() / classes.len().max(1);
    let right =
        logits.chunks_exact(width.max(1)).zip(classes).filter(|(row, class)| argmax(row) as i32 == **class).count();
    right as f64 / classes.len().max(1) as f64
}

/// An evaluation in the making: rows of logits arrive, the summary comes at the end.
#[derive(Default)]
pub struct Tally {
    classes: usize,
    confusion: Vec<u32>,
    loss_sum: f64,
    predictions: Vec<u8>,
    labels: Vec<u8>,
    mistakes: Vec<Mistake>,
}

/// Mistakes that are kept for showing.
const MISTAKES_KEPT: usize = 12;

impl Tally {
    pub fn new(classes: usize) -> Self {
        Self { classes, confusion: vec![0; classes * classes], ..Self::default() }
    }

    /// Examples seen.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Adds the logits of one test image.
    pub fn add(&mut self, logits: &[f32], label: u8) {
        let probabilities = softmax(logits);
        let predicted = argmax(logits) as u8;
        let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let normaliser = logits.iter().map(|logit| f64::from(logit - largest).exp()).sum::<f64>().ln();
        self.loss_sum += normaliser - f64::from(logits[usize::from(label)] - largest);
        self.confusion[usize::from(label) * self.classes + usize::from(predicted)] += 1;
        if predicted != label {
            let confidence = probabilities[usize::from(predicted)];
            self.mistakes.push(Mistake { index: self.labels.len() as u32, label, predicted, confidence });
        }
        self.predictions.push(predicted);
        self.labels.push(label);
    }

    /// The summary, and the mistakes made with the greatest confidence, worst first.
    pub fn finish(mut self, step: u64, whole: bool) -> (Evaluation, Vec<Mistake>) {
        let examples = self.labels.len();
        let right: u32 = (0..self.classes).map(|class| self.confusion[class * self.classes + class]).sum();
        self.mistakes.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        self.mistakes.truncate(MISTAKES_KEPT);
        let evaluation = Evaluation {
            step,
            examples: examples as u64,
            whole,
            loss_nats: self.loss_sum / examples.max(1) as f64,
            accuracy: f64::from(right) / examples.max(1) as f64,
            confusion: self.confusion,
            classes: self.classes,
            first_predictions: self.predictions.iter().copied().take(10).collect(),
            first_labels: self.labels.iter().copied().take(10).collect(),
            feature_rows: 0,
            feature_columns: 0,
            feature_sources: 0,
        };
        (evaluation, self.mistakes)
    }
}

/// Curves in bounded memory, for the checkpoint: when a curve is full, neighbours are merged to their mean.
#[derive(Clone, Debug, Default)]
pub struct History(BTreeMap<String, Thinned>);

#[derive(Clone, Debug)]
struct Thinned {
    stride: u64,
    sum: f64,
    count: u64,
    points: Vec<(u64, f64)>,
}

/// Points kept of one curve; even, so that pairs merge without a rest.
const HISTORY_POINTS: usize = 2000;

impl History {
    /// Adds a point; one of the same step as the last takes its place.
    pub fn push(&mut self, point: &MetricPoint) {
        let curve =
            self.0.entry(point.metric.clone()).or_insert(Thinned { stride: 1, sum: 0.0, count: 0, points: Vec::new() });
        if curve.stride == 1 && curve.points.last().is_some_and(|last| last.0 == point.step) {
            curve.points.pop();
        }
        curve.sum += point.value;
        curve.count += 1;
        if curve.count < curve.stride {
            return;
        }
        curve.points.push((point.step, curve.sum / curve.count as f64));
        (curve.sum, curve.count) = (0.0, 0);
        if curve.points.len() == HISTORY_POINTS {
            curve.points =
                curve.points.chunks_exact(2).map(|pair| (pair[1].0, (pair[0].1 + pair[1].1) / 2.0)).collect();
            curve.stride *= 2;
        }
    }

    /// All points, curve by curve.
    pub fn points(&self) -> Vec<MetricPoint> {
        self.0
            .iter()
            .flat_map(|(metric, curve)| curve.points.iter().map(|&(step, value)| MetricPoint::new(metric, step, value)))
            .collect()
    }
}

/// The pace of training: a mean over the last steps, as somebody who waits for them has it, silent until warm-up is over.
#[derive(Default)]
pub struct Pace {
    steps: u64,
    recent_millis: VecDeque<f64>,
}

const WARM_UP_STEPS: u64 = 3;
const PACE_WINDOW: usize = 51;

impl Pace {
    /// One step took this long.
    pub fn push(&mut self, step_millis: f64) {
        self.steps += 1;
        if self.steps > WARM_UP_STEPS {
            if self.recent_millis.len() == PACE_WINDOW {
                self.recent_millis.pop_front();
            }
            self.recent_millis.push_back(step_millis);
        }
    }

    pub fn mean_millis(&self) -> Option<f64> {
        let steps = self.recent_millis.len();
        (steps > 0).then(|| self.recent_millis.iter().sum::<f64>() / steps as f64)
    }
}

/// The middle one; none of nothing.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// This worker's WebAssembly memory; 0 outside the browser.
pub fn memory_bytes() -> u64 {
    if cfg!(target_arch = "wasm32") { worker::memory_bytes() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_of_three_images_can_be_checked_by_hand() {
        let mut tally = Tally::new(2);
        tally.add(&[0.0, 0.0], 0);
        tally.add(&[0.0, 3f32.ln()], 1);
        tally.add(&[0.0, 3f32.ln()], 0);
        let (evaluation, mistakes) = tally.finish(7, true);
        assert_eq!(evaluation.confusion, [1, 1, 0, 1]);
        assert!((evaluation.accuracy - 2.0 / 3.0).abs() < 1e-12);
        let expected = (2f64.ln() + (4.0 / 3.0f64).ln() + 4f64.ln()) / 3.0;
        assert!((evaluation.loss_nats - expected).abs() < 1e-6);
        assert_eq!((mistakes[0].index, mistakes[0].predicted), (2, 1));
        assert!((mistakes[0].confidence - 0.75).abs() < 1e-6);
    }

    #[test]
    fn a_million_points_stay_bounded_and_keep_their_mean() {
        let mut history = History::default();
        for step in 0..1_000_000 {
            history.push(&MetricPoint::new("train-loss", step, (step % 2) as f64));
        }
        let points = history.points();
        assert!(points.len() <= HISTORY_POINTS);
        assert!(points.iter().skip(1).all(|point| (point.value - 0.5).abs() < 1e-9));
    }

    #[test]
    fn the_pace_is_silent_at_first_then_a_mean() {
        let mut pace = Pace::default();
        for millis in [900.0, 50.0, 50.0] {
            pace.push(millis);
        }
        assert_eq!(pace.mean_millis(), None);
        for millis in [1.0, 2.0, 9.0] {
            pace.push(millis);
        }
        assert_eq!(pace.mean_millis(), Some(4.0));
    }
}
