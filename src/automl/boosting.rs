//! Gradient boosting (Friedman 2001): small trees, each fitted to what those before it still get wrong. Classes are told
//! apart by their logits; a number is its own.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::answers::Answers;
use super::logistic::sigmoid;
use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe, Training};
use super::trees::{Bins, Growth, Limits, Tree};

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

    fn begin(&self, examples: &Examples, seed: u64) -> Box<dyn Training> {
        let (rows, features) = (examples.rows(), examples.features().columns());
        let model = BoostingModel::start(examples, self.learning_rate);
        Box::new(Rounds {
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
            bins: Bins::default(),
            limits: Limits { most_depth: self.most_depth, least_leaf_rows: self.least_leaf_rows, features },
            tree_count: self.rounds * model.start_logits.len(),
            logits: model.start_logits.repeat(rows),
            before: Vec::new(),
            sample_rows: ((self.rows_share * rows as f64).round() as usize).clamp(1, rows),
            order: (0..rows).collect(),
            residuals: Vec::new(),
            growth: None,
            model,
        })
    }
}

/// Boosting on the way.
#[derive(Debug)]
struct Rounds {
    random: Xoshiro256PlusPlus,
    bins: Bins,
    limits: Limits,
    tree_count: usize,
    /// `[rows, logits]`, now and before the round.
    logits: Vec<f64>,
    before: Vec<f64>,
    /// The first `sample_rows` of `order` are the round's.
    sample_rows: usize,
    order: Vec<usize>,
    /// `[rows]`, of the tree that grows.
    residuals: Vec<f64>,
    growth: Option<Growth>,
    model: BoostingModel,
}

impl Training for Rounds {
    fn advance(&mut self, examples: &Examples) -> Result<Option<Box<dyn Model>>, ModelError> {
        if self.bins.add_next(examples.features()) {
            return Ok(None);
        }
        if self.model.trees.len() == self.tree_count {
            return Ok(Some(Box::new(self.model.clone())));
        }
        let mut growth = self.growth.take().unwrap_or_else(|| self.plant(examples));
        if growth.advance(&self.bins, &self.residuals, &mut self.random) {
            self.growth = Some(growth);
        } else {
            self.harvest(examples.features(), growth.into_tree());
        }
        Ok(None)
    }
}

impl Rounds {
    /// Begins a tree, and with the first logit's a round.
    fn plant(&mut self, examples: &Examples) -> Growth {
        let (rows, logit_count) = (examples.rows(), self.model.start_logits.len());
        let output = self.model.trees.len() % logit_count;
        if output == 0 {
            if self.sample_rows < rows {
                self.order.shuffle(&mut self.random);
            }
            // All trees of a round see the same probabilities.
            self.before = self.logits.clone();
        }
        let logits = self.before.chunks_exact(logit_count);
        self.residuals = match examples.answers() {
            Answers::Classes { of_row, .. } => {
                logits.zip(of_row).map(|(logits, &class)| residual(logits, output, class)).collect()
            }
            Answers::Numbers(values) => logits.zip(values).map(|(logits, value)| value - logits[0]).collect(),
        };
        Growth::new(&self.bins, 1, self.order[..self.sample_rows].to_vec(), self.limits)
    }

    /// Adds a tree's corrections to all rows.
    fn harvest(&mut self, features: &Matrix, mut tree: Tree) {
        let logit_count = self.model.start_logits.len();
        let output = self.model.trees.len() % logit_count;
        let leaves: Vec<usize> = features.iter().map(|row| tree.leaf(row)).collect();
        let sample = &self.order[..self.sample_rows];
        // A number's squared error is least at the mean that a leaf has already.
        if !self.model.is_number {
            tree.set_values(newton_steps(&tree, &leaves, &self.residuals, sample, logit_count));
        }
        for (logits, &leaf) in self.logits.chunks_exact_mut(logit_count).zip(&leaves) {
            logits[output] += self.model.learning_rate * tree.value(leaf)[0];
        }
        self.model.trees.push(tree);
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
    /// One for a number or for two classes, otherwise one for each class.
    start_logits: Vec<f64>,
    is_number: bool,
    learning_rate: f64,
    /// `[rounds, logits]`.
    trees: Vec<Tree>,
}

impl BoostingModel {
    /// Before the first tree: the classes' shares, or the numbers' mean. A class that does not occur counts as one row in a
    /// million.
    fn start(examples: &Examples, learning_rate: f64) -> Self {
        let (start_logits, is_number) = match examples.answers() {
            Answers::Classes { of_row, count } => {
                let mut shares = vec![0.0f64; *count];
                of_row.iter().for_each(|&class| shares[class] += 1.0 / examples.rows() as f64);
                let logs: Vec<f64> = shares.iter().map(|share| share.max(1e-6).ln()).collect();
                (if let [first, second] = logs[..] { vec![second - first] } else { logs }, false)
            }
            Answers::Numbers(values) => (vec![values.iter().sum::<f64>() / values.len() as f64], true),
        };
        Self { start_logits, is_number, learning_rate, trees: Vec::new() }
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
    fn predict(&self, features: &Matrix) -> Matrix {
        let outputs = if self.is_number { 1 } else { self.start_logits.len().max(2) };
        let row_outputs = |row: &[f64]| match (&self.logits(row)[..], self.is_number) {
            (logits, true) => logits.to_vec(),
            (&[logit], false) => vec![1.0 - sigmoid(logit), sigmoid(logit)],
            (logits, false) => softmax(logits),
        };
        Matrix::from_values(outputs, features.iter().flat_map(row_outputs).collect())
    }
}

fn softmax(logits: &[f64]) -> Vec<f64> {
    let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logits.iter().map(|logit| (logit - largest).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / total).collect()
}
