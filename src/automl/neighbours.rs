//! The k nearest neighbours: the classes of the most similar training rows, by Euclidean distance.

use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe};

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

    fn fit(&self, examples: &Examples, _seed: u64) -> Result<Box<dyn Model>, ModelError> {
        Ok(Box::new(NeighboursModel { recipe: *self, examples: examples.clone() }))
    }
}

/// All examples, remembered.
#[derive(Clone, Debug)]
struct NeighboursModel {
    recipe: Neighbours,
    examples: Examples,
}

impl Model for NeighboursModel {
    fn probabilities(&self, features: &Matrix) -> Matrix {
        let mut probabilities = Matrix::zeros(features.rows(), self.examples.class_count());
        let mut nearest: Vec<(f64, usize)> = Vec::new();
        for (index, row) in features.iter().enumerate() {
            nearest.clear();
            let known = self.examples.features().iter().enumerate();
            nearest.extend(known.map(|(example, other)| (squared_distance(row, other), example)));
            self.vote(&mut nearest, probabilities.row_mut(index));
        }
        probabilities
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
        for &(squared, example) in nearest {
            votes[self.examples.classes()[example]] += match (self.recipe.by_distance, same_place) {
                (false, _) => 1.0,
                (true, true) => f64::from(squared == 0.0),
                (true, false) => squared.sqrt().recip(),
            };
        }
        let total: f64 = votes.iter().sum();
        votes.iter_mut().for_each(|vote| *vote /= total);
    }
}

fn squared_distance(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| (left - right) * (left - right)).sum()
}
