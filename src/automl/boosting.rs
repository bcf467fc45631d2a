//! Gradient boosting (Friedman 2001): small trees, each fitted to what those before it still get wrong.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::logistic::sigmoid;
use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe};
use super::trees::{Bins, Limits, Tree};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Boosting {
    pub rounds: usize,
    /// The share of each tree's correction that is taken, above 0.
    pub learning_rate: f64,
    pub most_depth: usize,
    pub least_leaf_rows: usize,
    /// The share of the rows that each tree sees, drawn without replacement.
    pub rows_share: f64,
}

impl Recipe for Boosting {
    fn family(&self) -> &'static str {
        "boosting"
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("rounds", self.rounds as f64),
            ("learning_rate", self.learning_rate),
            ("most_depth", self.most_depth as f64),
            ("least_leaf_rows", self.least_leaf_rows as f64),
            ("rows_share", self.rows_share),
        ]
    }

    fn fit(&self, examples: &Examples, seed: u64) -> Result<Box<dyn Model>, ModelError> {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let (rows, features) = (examples.rows(), examples.features());
        let bins = Bins::of(features);
        let limits =
            Limits { most_depth: self.most_depth, least_leaf_rows: self.least_leaf_rows, features: features.columns() };
        let mut model = BoostingModel::start(examples, self.learning_rate);
        let logit_count = model.start_logits.len();
        let mut logits = model.start_logits.repeat(rows);
        let sample_rows = ((self.rows_share * rows as f64).round() as usize).clamp(1, rows);
        let mut order: Vec<usize> = (0..rows).collect();
        for _ in 0..self.rounds {
            if sample_rows < rows {
                order.shuffle(&mut random);
            }
            // All trees of a round see the same probabilities.
            let before = logits.clone();
            for output in 0..logit_count {
                let residuals: Vec<f64> = (0..rows)
                    .map(|row| residual(&before[row * logit_count..][..logit_count], output, examples.classes()[row]))
                    .collect();
                let sample = order[..sample_rows].to_vec();
                let mut tree = Tree::grow(&bins, &residuals, 1, sample, limits, &mut random);
                let leaves: Vec<usize> = features.iter().map(|row| tree.leaf(row)).collect();
                tree.set_values(newton_steps(&tree, &leaves, &residuals, &order[..sample_rows], logit_count));
                for (row, &leaf) in leaves.iter().enumerate() {
                    logits[row * logit_count + output] += self.learning_rate * tree.value(leaf)[0];
                }
                model.trees.push(tree);
            }
        }
        Ok(Box::new(model))
    }
}

/// Truth less probability: the slope of the log-likelihood. One logit is the second of two classes'.
fn residual(logits: &[f64], output: usize, class: usize) -> f64 {
    match logits {
        [logit] => f64::from(class == 1) - sigmoid(*logit),
        _ => f64::from(class == output) - softmax(logits)[output],
    }
}

/// One Newton step of the log-likelihood in each leaf, over the rows that the tree saw (Friedman 2001, algorithms 5 and 6).
fn newton_steps(tree: &Tree, leaves: &[usize], residuals: &[f64], sample: &[usize], logit_count: usize) -> Vec<f64> {
    let (mut slopes, mut curvatures) = (vec![0.0; tree.leaves()], vec![0.0; tree.leaves()]);
    for &row in sample {
        let residual: f64 = residuals[row];
        slopes[leaves[row]] += residual;
        curvatures[leaves[row]] += residual.abs() * (1.0 - residual.abs());
    }
    let scale = if logit_count == 1 { 1.0 } else { (logit_count - 1) as f64 / logit_count as f64 };
    let step = |(slope, curvature): (f64, f64)| if curvature < 1e-150 { 0.0 } else { scale * slope / curvature };
    slopes.into_iter().zip(curvatures).map(step).collect()
}

#[derive(Clone, Debug)]
struct BoostingModel {
    /// One for two classes, otherwise one for each class.
    start_logits: Vec<f64>,
    learning_rate: f64,
    /// `[rounds, logits]`.
    trees: Vec<Tree>,
}

impl BoostingModel {
    /// Before the first tree: the classes' shares. A class that does not occur counts as one row in a million.
    fn start(examples: &Examples, learning_rate: f64) -> Self {
        let mut shares = vec![0.0f64; examples.class_count()];
        examples.classes().iter().for_each(|&class| shares[class] += 1.0 / examples.rows() as f64);
        let logs: Vec<f64> = shares.iter().map(|share| share.max(1e-6).ln()).collect();
        let start_logits = if let [first, second] = logs[..] { vec![second - first] } else { logs };
        Self { start_logits, learning_rate, trees: Vec::new() }
    }

    fn logits(&self, row: &[f64]) -> Vec<f64> {
        let mut logits = self.start_logits.clone();
        for round in self.trees.chunks_exact(logits.len()) {
            for (logit, tree) in logits.iter_mut().zip(round) {
                *logit += self.learning_rate * tree.value(tree.leaf(row))[0];
            }
        }
        logits
    }
}

impl Model for BoostingModel {
    fn probabilities(&self, features: &Matrix) -> Matrix {
        let class_count = self.start_logits.len().max(2);
        let row_probabilities = |row: &[f64]| match self.logits(row)[..] {
            [logit] => vec![1.0 - sigmoid(logit), sigmoid(logit)],
            ref logits => softmax(logits),
        };
        Matrix::from_values(class_count, features.iter().flat_map(row_probabilities).collect())
    }
}

fn softmax(logits: &[f64]) -> Vec<f64> {
    let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logits.iter().map(|logit| (logit - largest).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / total).collect()
}
