//! How good predictions are: accuracy and its error, the confusion matrix, the ROC curve, the best threshold.

use super::answers::Answers;
use super::matrix::Matrix;
use super::regression::r2;

/// How good a model's outputs are, 1 at best: the accuracy of classes, R2 of numbers.
pub fn score(truth: &Answers, outputs: &Matrix) -> f64 {
    match truth {
        Answers::Classes { of_row, .. } => accuracy(of_row, &outputs.largest_columns()),
        Answers::Numbers(values) => r2(values, outputs.values()),
    }
}

/// `counts[truth][predicted]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    pub counts: Vec<Vec<usize>>,
}

impl Confusion {
    pub fn of(truth: &[usize], predicted: &[usize], class_count: usize) -> Self {
        let mut counts = vec![vec![0; class_count]; class_count];
        for (&truth, &predicted) in truth.iter().zip(predicted) {
            counts[truth][predicted] += 1;
        }
        Self { counts }
    }

    pub fn total(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// The share that is right; 0 of nothing.
    pub fn accuracy(&self) -> f64 {
        let right: usize = (0..self.counts.len()).map(|class| self.counts[class][class]).sum();
        share(right, self.total()).unwrap_or(0.0)
    }

    /// Of those predicted to be of this class, the share that is; `None` where none is predicted.
    pub fn precision(&self, class: usize) -> Option<f64> {
        share(self.counts[class][class], self.counts.iter().map(|row| row[class]).sum())
    }

    /// Of those of this class, the share that is found; `None` where there are none.
    pub fn recall(&self, class: usize) -> Option<f64> {
        share(self.counts[class][class], self.counts[class].iter().sum())
    }

    /// The harmonic mean of precision and recall; `None` where the class neither occurs nor is predicted.
    pub fn f1(&self, class: usize) -> Option<f64> {
        let predicted: usize = self.counts.iter().map(|row| row[class]).sum();
        let there: usize = self.counts[class].iter().sum();
        share(2 * self.counts[class][class], predicted + there)
    }
}

/// The share of equal entries; 0 of nothing.
pub fn accuracy(truth: &[usize], predicted: &[usize]) -> f64 {
    let right = truth.iter().zip(predicted).filter(|(truth, predicted)| truth == predicted).count();
    share(right, truth.len()).unwrap_or(0.0)
}

/// The binomial standard error `sqrt(a (1 - a) / n)` of an accuracy over `rows` rows; infinite over none.
pub fn accuracy_standard_error(accuracy: f64, rows: usize) -> f64 {
    if rows == 0 { f64::INFINITY } else { (accuracy * (1.0 - accuracy) / rows as f64).sqrt() }
}

/// The accuracy of always saying the most frequent class: what every model has to beat.
pub fn majority_share(classes: &[usize]) -> f64 {
    let largest = super::prepare::rows_by_class(classes).iter().map(Vec::len).max();
    share(largest.unwrap_or(0), classes.len()).unwrap_or(0.0)
}

/// Mean and sample standard deviation; the deviation of fewer than two values is 0.
pub fn mean_and_spread(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count.max(1.0);
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (count - 1.0).max(1.0)).sqrt())
}

/// Both rates when all with at least this score are called positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RocPoint {
    pub threshold: f64,
    pub false_positive_rate: f64,
    pub true_positive_rate: f64,
}

/// From (0, 0) to (1, 1), one point for each different score; `None` unless there are positives and negatives.
pub fn roc_curve(positive: &[bool], scores: &[f64]) -> Option<Vec<RocPoint>> {
    let positives = positive.iter().filter(|&&positive| positive).count() as f64;
    let negatives = positive.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 {
        return None;
    }
    let (mut true_positives, mut false_positives) = (0.0, 0.0);
    let mut curve = vec![RocPoint { threshold: f64::INFINITY, false_positive_rate: 0.0, true_positive_rate: 0.0 }];
    for same in by_falling_score(positive, scores).chunk_by(|a, b| a.0 == b.0) {
        let found = same.iter().filter(|(_, positive)| *positive).count() as f64;
        true_positives += found;
        false_positives += same.len() as f64 - found;
        curve.push(RocPoint {
            threshold: same[0].0,
            false_positive_rate: false_positives / negatives,
            true_positive_rate: true_positives / positives,
        });
    }
    Some(curve)
}

/// The area below a ROC curve, by trapezoids: the chance that a positive scores above a negative.
pub fn roc_area(curve: &[RocPoint]) -> f64 {
    let trapezoid = |pair: &[RocPoint]| {
        (pair[1].false_positive_rate - pair[0].false_positive_rate)
            * f64::midpoint(pair[0].true_positive_rate, pair[1].true_positive_rate)
    };
    curve.windows(2).map(trapezoid).sum()
}

/// Scores from `threshold` on are called positive; `accuracy` is what that gave on the rows that it was chosen on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    pub threshold: f64,
    pub accuracy: f64,
}

/// The threshold of the highest accuracy on these (validation) scores, halfway between two scores; of equals the one
/// closest to 0.5. `None` for no rows.
pub fn best_threshold(positive: &[bool], scores: &[f64]) -> Option<Threshold> {
    let falling = by_falling_score(positive, scores);
    let rows = falling.len();
    let right_at =
        |threshold: f64| falling.iter().filter(|(score, positive)| (*score >= threshold) == *positive).count();
    let (mut best, mut best_right) = (0.5, right_at(0.5));
    // Nothing is called positive above the highest score.
    let mut right = falling.iter().filter(|(_, positive)| !positive).count();
    let mut above = f64::INFINITY;
    for same in falling.chunk_by(|a, b| a.0 == b.0) {
        let candidate = if above.is_finite() { f64::midpoint(above, same[0].0) } else { same[0].0 + 0.5 };
        consider(candidate, right, &mut best, &mut best_right);
        let found = same.iter().filter(|(_, positive)| *positive).count();
        right = right + found - (same.len() - found);
        above = same[0].0;
    }
    consider(above - 0.5, right, &mut best, &mut best_right);
    Some(Threshold { threshold: best, accuracy: share(best_right, rows)? })
}

fn consider(threshold: f64, right: usize, best: &mut f64, best_right: &mut usize) {
    let closer = (threshold - 0.5).abs() < (*best - 0.5).abs();
    if right > *best_right || right == *best_right && closer {
        (*best, *best_right) = (threshold, right);
    }
}

fn by_falling_score(positive: &[bool], scores: &[f64]) -> Vec<(f64, bool)> {
    let mut pairs: Vec<(f64, bool)> = scores.iter().copied().zip(positive.iter().copied()).collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    pairs
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
