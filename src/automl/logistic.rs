//! Logistic regression with an L2 penalty, by Newton's method (iteratively reweighted least squares).
//!
//! Minimises `|w|^2 / 2 + C sum log-loss`, the intercept unpenalised: scikit-learn's `LogisticRegression(C)`. More than two
//! classes are told apart one against the rest, and the probabilities scaled to sum to 1.

use std::ops::Range;

use super::cholesky::{Cholesky, NotPositive, dot};
use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe, Training};
use super::sums::Sums;

const MOST_ITERATIONS: usize = 100;
/// Newton's decrement, half of which is how far the loss still is from its minimum.
const SMALLEST_DECREMENT: f64 = 1e-14;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logistic {
    /// The inverse of the penalty's strength, scikit-learn's `C`; above 0.
    pub c: f64,
}

impl Recipe for Logistic {
    fn family(&self) -> &'static str {
        "logistic"
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        vec![("c", self.c)]
    }

    fn begin(&self, examples: &Examples, _seed: u64) -> Box<dyn Training> {
        Box::new(Lines::of(*self, examples))
    }
}

/// One line of weights, and its intercept, for each class against the rest; for two classes only for the second.
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticModel {
    pub weights: Vec<Vec<f64>>,
    pub intercepts: Vec<f64>,
}

impl Logistic {
    /// As [`Recipe::fit`], to look into.
    pub fn train(&self, examples: &Examples) -> LogisticModel {
        let mut lines = Lines::of(*self, examples);
        while lines.descend(examples) {}
        lines.model
    }
}

/// Logistic regression on the way.
#[derive(Debug)]
struct Lines {
    recipe: Logistic,
    /// Each row's class, and the classes that still want a line.
    of_row: Vec<usize>,
    classes: Range<usize>,
    descent: Option<Descent>,
    model: LogisticModel,
}

impl Lines {
    fn of(recipe: Logistic, examples: &Examples) -> Self {
        let count = examples.answers().outputs();
        let classes = if count == 2 { 1..2 } else { 0..count };
        let model = LogisticModel { weights: Vec::new(), intercepts: Vec::new() };
        Self { recipe, of_row: examples.answers().strata(), classes, descent: None, model }
    }

    /// False where every class has its line.
    fn descend(&mut self, examples: &Examples) -> bool {
        let features = examples.features();
        let next = self.descent.take().or_else(|| {
            let class = self.classes.next()?;
            let positive = self.of_row.iter().map(|&other| f64::from(other == class)).collect();
            Some(Descent::new(features, positive, self.recipe.c))
        });
        let Some(mut descent) = next else { return false };
        if descent.advance(features) {
            self.descent = Some(descent);
        } else {
            let mut line = descent.line;
            self.model.intercepts.push(line.pop().unwrap_or_default());
            self.model.weights.push(line);
        }
        true
    }
}

impl Training for Lines {
    fn advance(&mut self, examples: &Examples) -> Result<Option<Box<dyn Model>>, ModelError> {
        Ok(if self.descend(examples) { None } else { Some(Box::new(self.model.clone())) })
    }
}

impl Model for LogisticModel {
    fn predict(&self, features: &Matrix) -> Matrix {
        let line = |row: &[f64], class: usize| sigmoid(dot(row, &self.weights[class]) + self.intercepts[class]);
        if self.weights.len() == 1 {
            let pairs = features.iter().flat_map(|row| {
                let second = line(row, 0);
                [1.0 - second, second]
            });
            return Matrix::from_values(2, pairs.collect());
        }
        let mut values = Vec::new();
        for row in features.iter() {
            let each: Vec<f64> = (0..self.weights.len()).map(|class| line(row, class)).collect();
            // Where every line says "surely not", the least sure of them decides nothing: all are equal.
            let total: f64 = each.iter().sum();
            values.extend(each.iter().map(|p| if total > 0.0 { p / total } else { 1.0 / each.len() as f64 }));
        }
        Matrix::from_values(self.weights.len(), values)
    }
}

pub(super) fn sigmoid(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// Newton's method on the way, for one class against the rest.
#[derive(Debug)]
struct Descent {
    c: f64,
    positive: Vec<f64>,
    /// Weights and, last, the intercept; and the loss there.
    line: Vec<f64>,
    loss: f64,
    iterations: usize,
    stage: Stage,
}

/// What an iteration has come to.
#[derive(Debug)]
enum Stage {
    /// The gradient and the Hessian.
    Summing(Sums),
    Factoring {
        gradient: Vec<f64>,
        hessian: Cholesky,
    },
}

impl Descent {
    fn new(features: &Matrix, positive: Vec<f64>, c: f64) -> Self {
        let line = vec![0.0; features.columns() + 1];
        let loss = loss_nats(features, &positive, c, &line);
        let stage = Stage::Summing(slopes_at(&line));
        Self { c, positive, line, loss, iterations: 0, stage }
    }

    /// False at the minimum of the loss.
    fn advance(&mut self, features: &Matrix) -> bool {
        match &mut self.stage {
            Stage::Summing(slopes) => {
                let weigh = |row: usize, extended: &[f64]| {
                    let probability = sigmoid(dot(extended, &self.line));
                    (self.c * probability * (1.0 - probability), self.c * (probability - self.positive[row]))
                };
                if !slopes.add_rows(features, weigh) {
                    let Sums { moments, squares, .. } = std::mem::take(slopes);
                    self.stage = Stage::Factoring { gradient: moments, hessian: Cholesky::new(squares) };
                }
                true
            }
            Stage::Factoring { gradient, hessian } => match hessian.advance() {
                Err(NotPositive) => false,
                Ok(true) => true,
                Ok(false) => {
                    let direction = hessian.solve(gradient);
                    let decrement = dot(gradient, &direction);
                    decrement >= SMALLEST_DECREMENT && self.go(features, &direction)
                }
            },
        }
    }

    /// A full step, halved until the loss falls: far from the minimum Newton overshoots.
    fn go(&mut self, features: &Matrix, direction: &[f64]) -> bool {
        let step = (0..40).map(|halvings| 0.5f64.powi(halvings)).find_map(|length| {
            let next = self.line.iter().zip(direction).map(|(value, change)| value - length * change);
            let next: Vec<f64> = next.collect();
            let next_loss = loss_nats(features, &self.positive, self.c, &next);
            (next_loss < self.loss).then_some((next, next_loss))
        });
        let Some(step) = step else { return false };
        (self.line, self.loss) = step;
        self.iterations += 1;
        self.stage = Stage::Summing(slopes_at(&self.line));
        self.iterations < MOST_ITERATIONS
    }
}

fn loss_nats(features: &Matrix, positive: &[f64], c: f64, line: &[f64]) -> f64 {
    let (weights, intercept) = line.split_at(line.len() - 1);
    let row_nats = |(row, positive): (&[f64], &f64)| {
        let logit = dot(row, weights) + intercept[0];
        // ln(1 + e^logit) - positive logit, without overflow.
        logit.max(0.0) + (-logit.abs()).exp().ln_1p() - positive * logit
    };
    0.5 * dot(weights, weights) + c * features.iter().zip(positive).map(row_nats).sum::<f64>()
}

/// Of the penalty alone. The intercept bears none; a trace of one keeps the matrix positive where all are classed for sure.
fn slopes_at(line: &[f64]) -> Sums {
    let last = line.len() - 1;
    let gradient = line.iter().enumerate().map(|(place, &weight)| if place == last { 0.0 } else { weight });
    Sums::new(gradient.collect(), |place| if place == last { 1e-12 } else { 1.0 })
}
