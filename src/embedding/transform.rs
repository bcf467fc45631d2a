//! Where a new point belongs in a picture that is there already: it moves, all others stay.
//!
//! As openTSNE's `transform` (Poličar, Stražar & Zupan 2019, "openTSNE: a modular Python library for t-SNE dimensionality
//! reduction and embedding"): the point starts amid its neighbours and descends the KL divergence of its own p and q, each
//! of which sums to 1 over this point's pairs. Perplexity, exaggeration and the bound on a step are openTSNE's.

use super::neighbours::{conditional_probabilities, nearest_neighbours};
use super::{LANES, Positions};
use fault::{Cause, Fault};
use protocol::Placed;

/// Lower than the picture's own: one point is held by the few that are most like it, not by half a class.
const PERPLEXITY: f64 = 5.0;
/// Three times the perplexity.
const ATTRACTING: usize = 15;
/// Neighbours that are named.
const NAMED: usize = 10;
/// In a picture that is still a dot, nothing else holds the point near its neighbours.
const EXAGGERATION: f32 = 1.5;
const STEPS: usize = 50;
/// The slope grows by at most twice the exaggeration per unit: with a rate under 2 / 3 no step overshoots for good.
const RATE: f32 = 0.5;
const LONGEST_STEP: f32 = 0.25;

/// The place of a point with the features `row`, `[dimensions]`, among points with `features`, `[points, dimensions]` row by
/// row, that lie at `positions`; and who its nearest ten are in the features. The same input gives the same numbers.
///
/// # Errors
/// [`Fault::BadMessage`] where there are no points or no features, or not as many as positions and row say.
pub fn place(features: &[f32], positions: &Positions, row: &[f32]) -> Result<Placed, Fault> {
    let [xs, ys] = positions;
    let points = xs.len().min(ys.len());
    let expected = points * row.len();
    if expected == 0 || features.len() != expected {
        return Err(Fault::BadMessage { detail: Cause::Length { found: features.len(), expected: expected.max(1) } });
    }
    let squared_distances: Vec<f32> =
        features.chunks_exact(row.len()).map(|other| squared_distance(row, other)).collect();
    let mut nearest = nearest_neighbours(&squared_distances, None, ATTRACTING);
    nearest.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let attraction = attraction(&nearest, points);
    let mut at = [mean(xs, &attraction), mean(ys, &attraction)];
    for _ in 0..STEPS {
        let [slope_x, slope_y] = slope(at, &attraction, positions);
        let rate = RATE.min(LONGEST_STEP / slope_x.hypot(slope_y));
        at = [at[0] - rate * slope_x, at[1] - rate * slope_y];
    }
    let neighbours = nearest.iter().take(NAMED).map(|&(_, point)| point).collect();
    Ok(Placed { x: at[0], y: at[1], neighbours })
}

/// How likely the new point picks each of `points`: 0 but for the nearest, given by squared distance and index.
fn attraction(nearest: &[(f32, u32)], points: usize) -> Vec<f32> {
    let perplexity = PERPLEXITY.min(points as f64 / 3.0).max(1.0);
    let squared_distances: Vec<f64> = nearest.iter().map(|&(distance, _)| f64::from(distance)).collect();
    let mut attraction = vec![0.0; points];
    for (&(_, point), probability) in nearest.iter().zip(conditional_probabilities(&squared_distances, perplexity)) {
        attraction[point as usize] = probability as f32;
    }
    attraction
}

/// `2 sum_j (exaggeration p_j - q_j) (y - y_j) / (1 + d_j^2)`, where `q_j` is `1 / (1 + d_j^2)` over the sum of these.
fn slope([x, y]: [f32; 2], attraction: &[f32], [xs, ys]: &Positions) -> [f32; 2] {
    let (mut pull, mut push, mut normaliser) = ([0.0; 2], [0.0; 2], 0.0);
    for ((&other_x, &other_y), &probability) in xs.iter().zip(ys).zip(attraction) {
        let (dx, dy) = (x - other_x, y - other_y);
        let weight = 1.0 / (1.0 + dx * dx + dy * dy);
        normaliser += weight;
        pull = [pull[0] + probability * weight * dx, pull[1] + probability * weight * dy];
        push = [push[0] + weight * weight * dx, push[1] + weight * weight * dy];
    }
    [0, 1].map(|axis| 2.0 * (EXAGGERATION * pull[axis] - push[axis] / normaliser))
}

/// Weighted by probabilities, which sum to 1.
fn mean(coordinates: &[f32], probabilities: &[f32]) -> f32 {
    coordinates.iter().zip(probabilities).map(|(coordinate, probability)| coordinate * probability).sum()
}

/// In eight sums side by side, which the compiler makes SIMD.
fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            let difference = a[lane] - b[lane];
            sums[lane] += difference * difference;
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| (a - b) * (a - b)).sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neighbours::Preparation;
    use crate::pca::principal_components;
    use crate::tsne::Tsne;
    use rand_distr::{Distribution, StandardNormal};
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::SeedableRng;

    const DIMENSIONS: usize = 10;
    const POINTS: usize = 150;

    /// Points of three Gaussian clusters in turn, each four deviations from the middle along an axis of its own.
    fn clusters(points: usize, seed: u64) -> Vec<f32> {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let value = |index: usize| -> f32 {
            let noise: f32 = StandardNormal.sample(&mut random);
            if index % DIMENSIONS == index / DIMENSIONS % 3 { noise + 4.0 } else { noise }
        };
        (0..points * DIMENSIONS).map(value).collect()
    }

    /// The picture of the reference points after so many steps.
    fn picture(features: &[f32], steps: usize) -> Positions {
        let affinities = Preparation::new(features, DIMENSIONS, 30.0).finish();
        let mut tsne = Tsne::new(affinities, principal_components(features, DIMENSIONS, 1), 200.0);
        (0..steps).for_each(|_| tsne.step());
        tsne.positions().clone()
    }

    /// All points, the nearest to a place first.
    fn by_distance([xs, ys]: &Positions, placed: &Placed) -> Vec<usize> {
        let distance = |point: usize| (xs[point] - placed.x).hypot(ys[point] - placed.y);
        let mut points: Vec<usize> = (0..xs.len()).collect();
        points.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)));
        points
    }

    #[test]
    fn a_copy_of_a_point_lands_beside_it() {
        let features = clusters(POINTS, 1);
        let positions = picture(&features, 600);
        for (point, row) in features.chunks_exact(DIMENSIONS).enumerate() {
            let placed = place(&features, &positions, row).unwrap();
            assert_eq!((placed.neighbours[0], placed.neighbours.len()), (point as u32, NAMED));
            let rank = by_distance(&positions, &placed).iter().position(|&other| other == point);
            assert!(rank < Some(3), "{point} {rank:?}");
        }
    }

    #[test]
    fn held_out_points_land_among_their_class() {
        let features = clusters(POINTS, 1);
        let held_out = clusters(100, 2);
        let positions = picture(&features, 600);
        let is_among_its_own = |(point, row): (usize, &[f32])| {
            let placed = place(&features, &positions, row).unwrap();
            let around = &by_distance(&positions, &placed)[..NAMED];
            around.iter().filter(|&&other| other % 3 == point % 3).count() > NAMED / 2
        };
        let right = held_out.chunks_exact(DIMENSIONS).enumerate().filter(|&held| is_among_its_own(held)).count();
        assert!(right >= 90, "{right} of 100");
    }

    #[test]
    fn the_same_input_gives_the_same_numbers() {
        let features = clusters(POINTS, 1);
        let positions = picture(&features, 50);
        let row = &clusters(1, 3);
        assert_eq!(place(&features, &positions, row), place(&features, &positions, row));
    }

    #[test]
    fn few_points_are_enough() {
        let one = place(&[1.0, 2.0], &[vec![5.0], vec![-5.0]], &[0.0, 0.0]).unwrap();
        assert_eq!(one, Placed { x: 5.0, y: -5.0, neighbours: vec![0] });
        let two = place(&[1.0, 4.0], &[vec![0.0, 10.0], vec![0.0, 0.0]], &[3.9]).unwrap();
        assert_eq!(two.neighbours, [1, 0]);
        assert!((two.x - 10.0).abs() < 0.5 && two.y == 0.0, "{two:?}");
        let alike = place(&[1.0; 3], &[vec![2.0; 3], vec![3.0; 3]], &[1.0]).unwrap();
        assert_eq!(alike, Placed { x: 2.0, y: 3.0, neighbours: vec![0, 1, 2] });
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let apart = [vec![0.0, 1.0], vec![0.0, 1.0]];
        for (features, positions, row) in [
            (&[][..], &[vec![], vec![]], &[1.0][..]),
            (&[], &apart, &[]),
            (&[1.0, 2.0], &apart, &[1.0, 2.0]),
            (&[1.0, 2.0, 3.0], &apart, &[1.0]),
        ] {
            let refused = place(features, positions, row);
            assert!(matches!(refused, Err(Fault::BadMessage { .. })), "{refused:?}");
        }
    }
}
