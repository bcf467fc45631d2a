//! Where the points start: their first two principal components, shrunk to a dot.
//!
//! Seeded subspace iteration with a Rayleigh-Ritz step (Halko, Martinsson & Tropp 2011, algorithm 4.4), orthogonalised by
//! one-sided Jacobi rotations (Hestenes 1958), which give the singular vectors on the way.

use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::{LANES, Lanes, Positions};

/// Standard deviation of the first component at the start, as with scikit-learn's `init="pca"`: small, so that the points
/// sort themselves before they repel each other.
pub const START_DEVIATION: f64 = 1e-4;

/// Directions iterated at once: two wanted, six that let these converge where variances are close.
const SUBSPACE: usize = LANES;
const ITERATIONS: usize = 16;

/// The rows of `features`, `[points, dimensions]`, on their first two principal components: the first with standard
/// deviation [`START_DEVIATION`], the second in proportion, the largest score of each positive.
///
/// A component without variance is replaced by seeded noise: points that start on one line never leave it.
pub fn principal_components(features: &[f32], dimensions: usize, seed: u64) -> Positions {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let centred = centred(features, dimensions);
    let mut directions = columns(SUBSPACE, dimensions, || StandardNormal.sample(&mut random));
    for _ in 0..ITERATIONS {
        normalise(&mut directions);
        directions = spread(&centred, dimensions, &project(&centred, &side_by_side(&directions)));
        // Enough to keep them apart; they need not be exactly orthogonal before the last.
        sweep(&mut directions);
    }
    orthogonalise(&mut directions);
    normalise(&mut directions);
    let mut scores = separate(&project(&centred, &side_by_side(&directions)));
    orthogonalise(&mut scores);

    let points = scores[0].len();
    let first_norm = norm(&scores[0]);
    let scale = START_DEVIATION * (points as f64).sqrt() / first_norm;
    [0, 1].map(|component| {
        let component = &scores[component];
        // Rounding leaves about this much where there is nothing.
        if norm(component) > 1e-6 * first_norm {
            let largest = component.iter().copied().fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a });
            component.iter().map(|score| (score * scale * largest.signum()) as f32).collect()
        } else {
            noise(points, &mut random)
        }
    })
}

/// Gaussian noise of standard deviation [`START_DEVIATION`].
pub fn noise(points: usize, random: &mut Xoshiro256PlusPlus) -> Vec<f32> {
    let normal = |_| -> f64 { StandardNormal.sample(random) };
    (0..points).map(normal).map(|value| (value * START_DEVIATION) as f32).collect()
}

fn centred(features: &[f32], dimensions: usize) -> Vec<f32> {
    let mut means = vec![0.0; dimensions];
    for row in features.chunks_exact(dimensions) {
        means.iter_mut().zip(row).for_each(|(mean, &value)| *mean += f64::from(value));
    }
    let points = (features.len() / dimensions) as f64;
    means.iter_mut().for_each(|mean| *mean /= points);
    let row =
        |row: &[f32]| -> Vec<f32> { row.iter().zip(&means).map(|(&v, mean)| (f64::from(v) - mean) as f32).collect() };
    features.chunks_exact(dimensions).flat_map(row).collect()
}

/// `features * directions`: `[points, dimensions] * [dimensions, 8] -> [points, 8]`.
fn project(features: &[f32], directions: &[Lanes]) -> Vec<Lanes> {
    let row = |row: &[f32]| {
        let mut sums = [0.0; LANES];
        for (&value, direction) in row.iter().zip(directions) {
            for lane in 0..LANES {
                sums[lane] += value * direction[lane];
            }
        }
        sums
    };
    features.chunks_exact(directions.len()).map(row).collect()
}

/// `features^T * scores`: `[dimensions, points] * [points, 8] -> [dimensions, 8]`, as columns.
fn spread(features: &[f32], dimensions: usize, scores: &[Lanes]) -> Vec<Vec<f64>> {
    let mut sums = vec![[0.0; LANES]; dimensions];
    for (row, score) in features.chunks_exact(dimensions).zip(scores) {
        for (&value, sum) in row.iter().zip(&mut sums) {
            for lane in 0..LANES {
                sum[lane] += value * score[lane];
            }
        }
    }
    separate(&sums)
}

fn columns(count: usize, length: usize, mut value: impl FnMut() -> f64) -> Vec<Vec<f64>> {
    (0..count).map(|_| (0..length).map(|_| value()).collect()).collect()
}

fn separate(lanes: &[Lanes]) -> Vec<Vec<f64>> {
    (0..LANES).map(|lane| lanes.iter().map(|row| f64::from(row[lane])).collect()).collect()
}

fn side_by_side(columns: &[Vec<f64>]) -> Vec<Lanes> {
    (0..columns[0].len()).map(|row| std::array::from_fn(|lane| columns[lane][row] as f32)).collect()
}

/// Rotates pairs of columns until all are orthogonal, then puts the longest first: the left singular vectors times the
/// singular values of the matrix they form.
fn orthogonalise(columns: &mut [Vec<f64>]) {
    const SWEEPS: usize = 30;
    for _ in 0..SWEEPS {
        if !sweep(columns) {
            break;
        }
    }
    columns.sort_by(|a, b| norm(b).total_cmp(&norm(a)));
}

/// Rotates every pair of columns once. False when all were orthogonal already.
fn sweep(columns: &mut [Vec<f64>]) -> bool {
    let mut rotated = false;
    for second in 1..columns.len() {
        let (head, tail) = columns.split_at_mut(second);
        for first in head {
            rotated |= make_orthogonal(first, &mut tail[0]);
        }
    }
    rotated
}

/// One Jacobi rotation. False when the two were orthogonal already.
fn make_orthogonal(a: &mut [f64], b: &mut [f64]) -> bool {
    const COSINE_TOLERANCE: f64 = 1e-12;
    let (aa, bb, ab) = (dot(a, a), dot(b, b), dot(a, b));
    if ab.abs() <= COSINE_TOLERANCE * (aa * bb).sqrt() {
        return false;
    }
    let cotangent_of_double = (bb - aa) / (2.0 * ab);
    let tangent = cotangent_of_double.signum() / (cotangent_of_double.abs() + cotangent_of_double.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = cosine * tangent;
    for (a, b) in a.iter_mut().zip(b) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
    true
}

/// Scales columns to length 1; those without length stay zero.
fn normalise(columns: &mut [Vec<f64>]) {
    for column in columns {
        let length = norm(column);
        if length > 0.0 {
            column.iter_mut().for_each(|value| *value /= length);
        }
    }
}

fn norm(column: &[f64]) -> f64 {
    dot(column, column).sqrt()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cross_lies_along_its_axes() {
        let features = [3.0, 0.0, -3.0, 0.0, 0.0, 1.0, 0.0, -1.0].map(|value: f32| value + 5.0);
        let [first, second] = principal_components(&features, 2, 1);
        let unit = (START_DEVIATION * 2f64.sqrt()) as f32;
        for (score, expected) in first.iter().zip([1.0, -1.0, 0.0, 0.0]) {
            assert!((score.abs() - f32::abs(expected * unit)).abs() < 1e-6 * unit, "{first:?}");
        }
        for (score, expected) in second.iter().zip([0.0, 0.0, 1.0, -1.0]) {
            assert!((score.abs() - f32::abs(expected * unit / 3.0)).abs() < 1e-6 * unit, "{second:?}");
        }
    }

    #[test]
    fn what_has_no_variance_becomes_noise() {
        for features in [vec![2.0; 30], (0..30).map(|index| (index / 3) as f32).collect()] {
            let [_, second] = principal_components(&features, 3, 1);
            assert!(second.iter().all(|score| score.is_finite()));
            assert!(second.iter().any(|&score| score != second[0]), "{second:?}");
        }
    }
}
