//! Logistic regression with an L2 penalty, by Newton's method (iteratively reweighted least squares).
//!
//! Minimises `|w|^2 / 2 + C sum log-loss`, the intercept unpenalised: scikit-learn's `LogisticRegression(C)`. More than two
//! classes are told apart one against the rest, and the probabilities scaled to sum to 1.

use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe};

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

    fn fit(&self, examples: &Examples, _seed: u64) -> Result<Box<dyn Model>, ModelError> {
        Ok(Box::new(self.train(examples)))
    }
}

/// One line of weights, and its intercept, for each class against the rest; for two classes only for the second.
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticModel {
    pub weights: Vec<Vec<f64>>,
    pub intercepts: Vec<f64>,
}

impl Logistic {
    pub fn train(&self, examples: &Examples) -> LogisticModel {
        let classes = if examples.class_count() == 2 { 1..2 } else { 0..examples.class_count() };
        let (mut weights, mut intercepts) = (Vec::new(), Vec::new());
        for class in classes {
            let positive: Vec<f64> = examples.classes().iter().map(|&other| f64::from(other == class)).collect();
            let mut line = minimise(examples.features(), &positive, self.c);
            intercepts.push(line.pop().unwrap_or_default());
            weights.push(line);
        }
        LogisticModel { weights, intercepts }
    }
}

impl Model for LogisticModel {
    fn probabilities(&self, features: &Matrix) -> Matrix {
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

/// Weights and, last, the intercept at the minimum of the loss.
fn minimise(features: &Matrix, positive: &[f64], c: f64) -> Vec<f64> {
    let size = features.columns() + 1;
    let mut line = vec![0.0; size];
    let mut loss = loss_nats(features, positive, c, &line);
    for _ in 0..MOST_ITERATIONS {
        let (gradient, hessian) = slopes(features, positive, c, &line);
        let Some(direction) = solve(hessian, &gradient) else { break };
        if dot(&gradient, &direction) < SMALLEST_DECREMENT {
            break;
        }
        // A full step, halved until the loss falls: far from the minimum Newton overshoots.
        let step = (0..40).map(|halvings| 0.5f64.powi(halvings)).find_map(|length| {
            let next: Vec<f64> = line.iter().zip(&direction).map(|(value, change)| value - length * change).collect();
            let next_loss = loss_nats(features, positive, c, &next);
            (next_loss < loss).then_some((next, next_loss))
        });
        let Some(step) = step else { break };
        (line, loss) = step;
    }
    line
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

/// The gradient, and the lower triangle of the Hessian, row by row.
fn slopes(features: &Matrix, positive: &[f64], c: f64, line: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let last = line.len() - 1;
    let mut gradient = line.to_vec();
    gradient[last] = 0.0;
    let mut hessian: Vec<Vec<f64>> = (0..=last).map(|row| vec![0.0; row + 1]).collect();
    for (index, row) in hessian.iter_mut().enumerate() {
        // The intercept bears no penalty; a trace of one keeps the matrix positive where all are classed for sure.
        row[index] = if index == last { 1e-12 } else { 1.0 };
    }
    let mut extended = vec![1.0; line.len()];
    for (row, positive) in features.iter().zip(positive) {
        extended[..last].copy_from_slice(row);
        let probability = sigmoid(dot(&extended, line));
        let pull = c * (probability - positive);
        let weight = c * probability * (1.0 - probability);
        for (index, &value) in extended.iter().enumerate() {
            gradient[index] += pull * value;
            if value != 0.0 {
                let scaled = weight * value;
                hessian[index].iter_mut().zip(&extended).for_each(|(sum, other)| *sum += scaled * other);
            }
        }
    }
    (gradient, hessian)
}

/// Solves `matrix x = right` by Cholesky's factors; `None` unless the matrix is positive definite.
fn solve(mut matrix: Vec<Vec<f64>>, right: &[f64]) -> Option<Vec<f64>> {
    for row in 0..matrix.len() {
        for column in 0..=row {
            let known = dot(&matrix[row][..column], &matrix[column][..column]);
            let value = matrix[row][column] - known;
            if row == column {
                (value > 0.0).then_some(())?;
                matrix[row][row] = value.sqrt();
            } else {
                matrix[row][column] = value / matrix[column][column];
            }
        }
    }
    let mut solution = right.to_vec();
    for row in 0..matrix.len() {
        let known = dot(&matrix[row][..row], &solution[..row]);
        solution[row] = (solution[row] - known) / matrix[row][row];
    }
    for row in (0..matrix.len()).rev() {
        solution[row] /= matrix[row][row];
        let value = solution[row];
        solution[..row].iter_mut().zip(&matrix[row]).for_each(|(other, factor)| *other -= value * factor);
    }
    Some(solution)
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
