//! The k nearest neighbours: the classes, or the mean number, of the most similar training rows, by Euclidean distance.

use super::PIECE_VALUES;
use super::answers::Answers;
use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe, Training};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// How many neighbours vote; at least 1, at most all.
    pub count: usize,
    /// Nearer neighbours count for more, by the inverse of the distance.
    pub by_distance: bool,
}

impl Recipe for Neighbours {
    fn family(&self) -> &'static str {
        "neighbours"
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        vec![("neighbours", self.count as f64), ("by_distance", f64::from(self.by_distance))]
    }

    fn begin(&self, _examples: &Examples, _seed: u64) -> Box<dyn Training> {
        Box::new(*self)
    }
}

/// To learn is to remember.
impl Training for Neighbours {
    fn advance(&mut self, examples: &Examples) -> Result<Option<Box<dyn Model>>, ModelError> {
        Ok(Some(Box::new(NeighboursModel { recipe: *self, examples: examples.clone() })))
    }
}

/// All examples, remembered.
#[derive(Clone, Debug)]
struct NeighboursModel {
    recipe: Neighbours,
    examples: Examples,
}

impl Model for NeighboursModel {
    fn rows_at_once(&self) -> usize {
        (PIECE_VALUES / self.examples.features().values().len().max(1)).max(1)
    }

    fn predict(&self, features: &Matrix) -> Matrix {
        let mut outputs = Matrix::zeros(features.rows(), self.examples.answers().outputs());
        let mut nearest: Vec<(f64, usize)> = Vec::new();
        for (index, row) in features.iter().enumerate() {
            nearest.clear();
            let known = self.examples.features().iter().enumerate();
            nearest.extend(known.map(|(example, other)| (squared_distance(row, other), example)));
            self.vote(&mut nearest, outputs.row_mut(index));
        }
        outputs
    }
}

impl NeighboursModel {
    fn vote(&self, nearest: &mut [(f64, usize)], votes: &mut [f64]) {
        let count = self.recipe.count.clamp(1, nearest.len());
        // Equally near ones are taken in the order of the table, so that every platform takes the same.
        nearest.select_nth_unstable_by(count - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let nearest = &nearest[..count];
        // Those at the very same place outvote all others, however near.
        let same_place = nearest.iter().any(|&(squared, _)| squared == 0.0);
        let weight = |squared: f64| match (self.recipe.by_distance, same_place) {
            (false, _) => 1.0,
            (true, true) => f64::from(squared == 0.0),
            (true, false) => squared.sqrt().recip(),
        };
        match self.examples.answers() {
            Answers::Classes { of_row, .. } => {
                nearest.iter().for_each(|&(squared, example)| votes[of_row[example]] += weight(squared));
                let total: f64 = votes.iter().sum();
                votes.iter_mut().for_each(|vote| *vote /= total);
            }
            Answers::Numbers(values) => {
                let total: f64 = nearest.iter().map(|&(squared, _)| weight(squared)).sum();
                let weighted = nearest.iter().map(|&(squared, example)| weight(squared) * values[example]);
                votes[0] = weighted.sum::<f64>() / total;
            }
        }
    }
}

fn squared_distance(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| (left - right) * (left - right)).sum()
}
