//! The first three principal components of rows that change a little from picture to picture. Pure.
//!
//! Subspace iteration (Golub and Van Loan, "Matrix Computations", 4th ed., section 8.2.4) that goes on from the last
//! picture's directions: a few products in place of a full decomposition, and axes that do not flip from one to the next.

use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Components that are kept.
pub const COMPONENTS: usize = 3;

/// The directions found so far, each of length 1, the one of largest variance first.
#[derive(Clone, Debug, PartialEq)]
pub struct Pca {
    width: usize,
    directions: Vec<Vec<f64>>,
}

/// Rows on their components.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// `[rows, 3]`; components beyond the rows' width are 0.
    pub scores: Vec<f32>,
    /// What share of the rows' variance the components hold, 0 to 1.
    pub share: f32,
}

/// Products at the very first picture, and at each later one.
const FIRST_ROUNDS: usize = 60;
const ROUNDS: usize = 3;

impl Pca {
    pub fn new(width: usize) -> Self {
        Self { width, directions: Vec::new() }
    }

    /// Rows `[n, width]` on the directions of their largest variance.
    pub fn project(&mut self, rows: &[f32]) -> Projection {
        let rows = centred(rows, self.width);
        let rounds = if self.directions.is_empty() { FIRST_ROUNDS } else { ROUNDS };
        if self.directions.is_empty() {
            let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
            let mut draw = |_| -> f64 { StandardNormal.sample(&mut random) };
            self.directions =
                (0..COMPONENTS.min(self.width)).map(|_| (0..self.width).map(&mut draw).collect()).collect();
            orthonormalise(&mut self.directions);
        }
        for _ in 0..rounds {
            let mut turned: Vec<_> = self.directions.iter().map(|direction| turn(&rows, direction)).collect();
            orthonormalise(&mut turned);
            for (direction, turned) in self.directions.iter_mut().zip(turned) {
                // Nothing varies along it any more: the old direction is as good as any.
                if dot(&turned, &turned) > 0.5 {
                    *direction = turned;
                }
            }
        }
        self.scores(&rows)
    }

    fn scores(&self, rows: &[Vec<f64>]) -> Projection {
        let score = |row: &Vec<f64>, component: usize| match self.directions.get(component) {
            Some(direction) => dot(row, direction),
            None => 0.0,
        };
        let scores: Vec<f64> = rows.iter().flat_map(|row| (0..COMPONENTS).map(|at| score(row, at))).collect();
        let total: f64 = rows.iter().map(|row| dot(row, row)).sum();
        let share = if total > 0.0 { dot(&scores, &scores) / total } else { 0.0 };
        Projection { scores: scores.into_iter().map(|score| score as f32).collect(), share: share as f32 }
    }
}

fn centred(rows: &[f32], width: usize) -> Vec<Vec<f64>> {
    let rows = rows.chunks_exact(width.max(1));
    let count = rows.len().max(1) as f64;
    let mut means = vec![0.0; width];
    for row in rows.clone() {
        means.iter_mut().zip(row).for_each(|(mean, &value)| *mean += f64::from(value) / count);
    }
    rows.map(|row| row.iter().zip(&means).map(|(&value, mean)| f64::from(value) - mean).collect()).collect()
}

/// The covariance times a direction, but for a factor.
fn turn(rows: &[Vec<f64>], direction: &[f64]) -> Vec<f64> {
    let mut turned = vec![0.0; direction.len()];
    for row in rows {
        let score = dot(row, direction);
        turned.iter_mut().zip(row).for_each(|(sum, value)| *sum += score * value);
    }
    turned
}

/// Gram and Schmidt. Directions without length of their own become zero.
fn orthonormalise(directions: &mut [Vec<f64>]) {
    for index in 0..directions.len() {
        let (before, rest) = directions.split_at_mut(index);
        let direction = &mut rest[0];
        let length_before = dot(direction, direction).sqrt();
        for other in before {
            let shared = dot(direction, other);
            direction.iter_mut().zip(other).for_each(|(value, other)| *value -= shared * *other);
        }
        let length = dot(direction, direction).sqrt();
        let scale = if length > 1e-9 * length_before { 1.0 / length } else { 0.0 };
        direction.iter_mut().for_each(|value| *value *= scale);
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six points on the axes of a box of half sides 3, 2 and 1, in a space of five dimensions.
    fn cross() -> Vec<f32> {
        let mut rows = Vec::new();
        for (axis, length) in [(4, 3.0), (0, 2.0), (2, 1.0)] {
            for sign in [-1.0, 1.0] {
                let mut row = [7.0; 5];
                row[axis] += sign * length;
                rows.extend(row);
            }
        }
        rows
    }

    #[test]
    fn components_are_ordered_by_variance_and_hold_it_all() {
        let Projection { scores, share } = Pca::new(5).project(&cross());
        let lengths: Vec<f32> = scores.chunks(3).map(|row| row[0].hypot(row[1]).hypot(row[2])).collect();
        for (length, expected) in lengths.iter().zip([3.0, 3.0, 2.0, 2.0, 1.0, 1.0]) {
            assert!((length - expected).abs() < 1e-5, "{lengths:?}");
        }
        assert!(scores[0].abs() > 2.999 && scores[7].abs() > 1.999 && scores[14].abs() > 0.999, "{scores:?}");
        assert!((share - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_next_picture_goes_on_from_the_last() {
        let mut pca = Pca::new(5);
        let first = pca.project(&cross()).scores;
        let later: Vec<f32> = cross().iter().map(|value| value * 1.01).collect();
        let second = pca.project(&later).scores;
        assert!(first.iter().zip(&second).all(|(a, b)| (a - b).abs() < 0.05), "{first:?} {second:?}");
    }

    #[test]
    fn narrow_and_constant_rows_have_empty_components() {
        let line = Pca::new(1).project(&[1.0, 3.0]);
        assert_eq!((line.scores, line.share), (vec![-1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 1.0));
        let still = Pca::new(4).project(&[2.0; 8]);
        assert_eq!((still.scores, still.share), (vec![0.0; 6], 0.0));
    }
}
