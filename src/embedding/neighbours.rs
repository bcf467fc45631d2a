//! From features to affinities in slices: each point's nearest neighbours, weighted so that the perplexity is met.

use super::LANES;
use super::affinities::Affinities;
use super::distances::SquaredDistances;

/// Finds affinities eight points at a time, so that a worker can look up between.
pub struct Preparation {
    distances: SquaredDistances,
    perplexity: f64,
    /// Neighbours kept per point.
    neighbours: usize,
    /// `[points, neighbours]`: who they are, and the probability that the point picks them.
    columns: Vec<u32>,
    conditional: Vec<f32>,
    finished: usize,
}

impl Preparation {
    /// `features` is `[points, dimensions]`, row by row, at least two points.
    ///
    /// Keeps `3 perplexity + 1` neighbours, as scikit-learn does; where there are fewer, the perplexity is lowered to fit.
    pub fn new(features: &[f32], dimensions: usize, perplexity: f64) -> Self {
        let distances = SquaredDistances::new(features, dimensions);
        let others = distances.points() - 1;
        let perplexity = perplexity.min(others as f64 / 3.0).max(1.0);
        let neighbours = others.min((3.0 * perplexity) as usize + 1);
        let entries = distances.points() * neighbours;
        let (columns, conditional) = (Vec::with_capacity(entries), Vec::with_capacity(entries));
        Self { distances, perplexity, neighbours, columns, conditional, finished: 0 }
    }

    /// Handles the next eight points. False when all are done.
    pub fn advance(&mut self) -> bool {
        if self.finished == self.distances.points() {
            return false;
        }
        for row in self.distances.rows(self.finished) {
            let nearest = nearest_neighbours(row, Some(self.finished), self.neighbours);
            let squared_distances: Vec<f64> = nearest.iter().map(|&(distance, _)| f64::from(distance)).collect();
            let probabilities = conditional_probabilities(&squared_distances, self.perplexity);
            self.columns.extend(nearest.iter().map(|&(_, neighbour)| neighbour));
            self.conditional.extend(probabilities.iter().map(|&probability| probability as f32));
            self.finished += 1;
        }
        true
    }

    /// How many points have their neighbours.
    pub fn finished(&self) -> usize {
        self.finished
    }

    /// Does what is left and hands over the result.
    pub fn finish(mut self) -> Affinities {
        while self.advance() {}
        Affinities::symmetrised(self.distances.points(), &self.columns, &self.conditional)
    }
}

/// The `count` points at the smallest of `squared_distances`, as distance and index, in no particular order; `left_out` is the
/// point itself, where it is one of them. Of equally distant ones the first win.
pub(super) fn nearest_neighbours(squared_distances: &[f32], left_out: Option<usize>, count: usize) -> Vec<(f32, u32)> {
    // Candidates come together until there are too many; then the farthest go, and what is as far away need not come.
    let room = 2 * count + LANES;
    let mut candidates: Vec<(f32, u32)> = Vec::with_capacity(room + LANES);
    let mut bound = f32::INFINITY;
    for (first, eight) in (0..).step_by(LANES).zip(squared_distances.chunks(LANES)) {
        if !eight.iter().fold(false, |any, &distance| any | (distance < bound)) {
            continue;
        }
        let near = eight.iter().zip(first..).filter(|&(&distance, other)| distance < bound && Some(other) != left_out);
        candidates.extend(near.map(|(&distance, other)| (distance, other as u32)));
        if candidates.len() > room {
            bound = keep_nearest(&mut candidates, count);
        }
    }
    keep_nearest(&mut candidates, count);
    candidates
}

/// Drops all but the nearest; how far the farthest of these is.
fn keep_nearest(candidates: &mut Vec<(f32, u32)>, count: usize) -> f32 {
    if count < candidates.len() {
        candidates.select_nth_unstable_by(count, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        candidates.truncate(count);
    }
    candidates.iter().map(|candidate| candidate.0).fold(0.0, f32::max)
}

/// Gaussian weights of sum 1 whose perplexity (e to the entropy in nats) is the wanted one: van der Maaten & Hinton 2008,
/// equation 1. Bisects the precision as scikit-learn does, to 1e-5 nats.
pub(super) fn conditional_probabilities(squared_distances: &[f64], perplexity: f64) -> Vec<f64> {
    const BISECTIONS: usize = 100;
    const TOLERANCE_NATS: f64 = 1e-5;
    // Weights relative to the nearest neighbour's: the same after division by their sum, and never all zero.
    let nearest = squared_distances.iter().copied().fold(f64::INFINITY, f64::min);
    let mut weights = vec![0.0; squared_distances.len()];
    let (mut precision, mut lower, mut upper) = (1.0, 0.0, f64::INFINITY);
    for _ in 0..BISECTIONS {
        let (mut sum, mut weighted_distance) = (0.0, 0.0);
        for (weight, distance) in weights.iter_mut().zip(squared_distances) {
            *weight = (-precision * (distance - nearest)).exp();
            sum += *weight;
            weighted_distance += *weight * (distance - nearest);
        }
        let entropy_nats = sum.ln() + precision * weighted_distance / sum;
        weights.iter_mut().for_each(|weight| *weight /= sum);
        let surplus_nats = entropy_nats - perplexity.ln();
        if surplus_nats.abs() <= TOLERANCE_NATS {
            break;
        }
        if surplus_nats > 0.0 {
            lower = precision;
            precision = if upper.is_finite() { (precision + upper) / 2.0 } else { precision * 2.0 };
        } else {
            upper = precision;
            precision = (precision + lower) / 2.0;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_leave_out_the_point_itself_and_break_ties_by_index() {
        let mut nearest = nearest_neighbours(&[0.0, 4.0, 1.0, 4.0, 9.0], Some(0), 2);
        nearest.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(nearest, [(1.0, 2), (4.0, 1)]);
    }

    #[test]
    fn perplexity_is_met_at_any_scale() {
        for scale in [1e-12, 1.0, 1e12] {
            let squared_distances: Vec<f64> = (1..=30).map(|index| f64::from(index) * scale).collect();
            let weights = conditional_probabilities(&squared_distances, 10.0);
            let entropy_nats: f64 = weights.iter().map(|weight| -weight * weight.max(1e-300).ln()).sum();
            assert!((entropy_nats.exp() - 10.0).abs() < 1e-3, "{scale}: {}", entropy_nats.exp());
            assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn equal_distances_get_equal_weights() {
        assert_eq!(conditional_probabilities(&[7.0; 4], 2.0), [0.25; 4]);
    }

    #[test]
    fn few_points_lower_the_perplexity() {
        let affinities = Preparation::new(&[0.0, 1.0, 2.0, 4.0], 1, 30.0).finish();
        assert_eq!(affinities.points(), 4);
        assert!((affinities.total() - 1.0).abs() < 1e-6);
    }
}
