//! The synthetic data sets of the lessons on small data, each a function of its seed.

use std::f64::consts::{PI, TAU};
use std::ops::RangeInclusive;

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_distr::StandardNormal;

use super::random::{Random, stream};

/// Points in `D` dimensions and the class of each, in equal order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labelled<const D: usize> {
    /// `[n][D]`; `as_flattened` gives the values in row order.
    pub positions: Vec<[f32; D]>,
    pub classes: Vec<u8>,
}

impl<const D: usize> Labelled<D> {
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    pub fn push(&mut self, position: [f32; D], class: u8) {
        self.positions.push(position);
        self.classes.push(class);
    }

    pub fn remove(&mut self, index: usize) {
        self.positions.remove(index);
        self.classes.remove(index);
    }

    /// Shuffles, then cuts: the first part holds `share` (0 to 1) of all points, rounded, the second the others.
    pub fn split(&self, seed: u64, share: f64) -> (Self, Self) {
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.shuffle(&mut stream(seed, SPLIT));
        let first = (self.len() as f64 * share.clamp(0.0, 1.0)).round() as usize;
        let (first, second) = order.split_at(first);
        (self.pick(first), self.pick(second))
    }

    fn pick(&self, indices: &[usize]) -> Self {
        Self {
            positions: indices.iter().map(|&index| self.positions[index]).collect(),
            classes: indices.iter().map(|&index| self.classes[index]).collect(),
        }
    }
}

/// The 15 pairs (x, y) that many tutorials on linear regression begin with.
pub fn fifteen_points() -> Vec<[f32; 2]> {
    FIFTEEN_POINTS.to_vec()
}

/// Inputs x `[count, weights.len()]`, each a standard normal, and y = x w + b + noise `[count]` (Zhang et al., "Dive
/// into Deep Learning", section 3.3).
pub fn linear(seed: u64, count: usize, weights: &[f32], bias: f32, noise_sd: f32) -> (Vec<f32>, Vec<f32>) {
    let mut random = stream(seed, LINEAR);
    let mut inputs = Vec::with_capacity(count * weights.len());
    let mut targets = Vec::with_capacity(count);
    for _ in 0..count {
        let row: Vec<f32> = weights.iter().map(|_| normal(&mut random) as f32).collect();
        let product: f32 = row.iter().zip(weights).map(|(x, weight)| x * weight).sum();
        targets.push(product + bias + noise_sd * normal(&mut random) as f32);
        inputs.extend(row);
    }
    (inputs, targets)
}

/// Pairs (x, y): x evenly spaced from -1 to 1, both included, y = x^2 + `noise` times a standard normal.
pub fn parabola(seed: u64, count: usize, noise: f32) -> Vec<[f32; 2]> {
    let mut random = stream(seed, PARABOLA);
    let step = 2.0 / count.saturating_sub(1).max(1) as f64;
    let point = |index| {
        let x = index as f64 * step - 1.0;
        [x as f32, (x * x + f64::from(noise) * normal(&mut random)) as f32]
    };
    (0..count).map(point).collect()
}

/// Two Gaussian clouds of standard deviation 1: class 0 about (2, 2), class 1 about (-2, -2).
pub fn blobs(seed: u64, per_class: usize) -> Labelled<2> {
    let mut random = stream(seed, BLOBS);
    two_classes(per_class, |class, _| jitter(&mut random, if class == 0 { (2.0, 2.0) } else { (-2.0, -2.0) }, 1.0))
}

/// Two half circles of radius 2 that reach into each other, with noise of standard deviation 0.3: scikit-learn's
/// `make_moons`, centred and twice as large.
pub fn moons(seed: u64, per_class: usize) -> Labelled<2> {
    let mut random = stream(seed, MOONS);
    two_classes(per_class, |class, share| {
        let (sine, cosine) = (PI * share).sin_cos();
        // The upper moon turned by half a turn about the origin is the lower one.
        let upper = (2.0 * cosine - 1.0, 2.0 * sine - 0.5);
        jitter(&mut random, if class == 0 { upper } else { (-upper.0, -upper.1) }, 0.3)
    })
}

/// A ring of radius 3.5 (class 0) about a ring of radius 1.5 (class 1), with noise of standard deviation 0.3.
pub fn circles(seed: u64, per_class: usize) -> Labelled<2> {
    let mut random = stream(seed, CIRCLES);
    two_classes(per_class, |class, _| {
        let radius = if class == 0 { 3.5 } else { 1.5 };
        let (sine, cosine) = random.random_range(0.0..TAU).sin_cos();
        jitter(&mut random, (radius * cosine, radius * sine), 0.3)
    })
}

/// Two arms that wind one and a half times about the origin, out to radius 4, with noise of standard deviation 0.12.
/// Class 1 is class 0 turned by half a turn.
pub fn spirals(seed: u64, per_class: usize) -> Labelled<2> {
    let mut random = stream(seed, SPIRALS);
    two_classes(per_class, |class, share| {
        let radius = 0.4 + 3.6 * share;
        let angle = 1.5 * TAU * share + if class == 0 { 0.0 } else { PI };
        jitter(&mut random, (radius * angle.cos(), radius * angle.sin()), 0.12)
    })
}

/// Clusters in space, one class each, one cluster after the other. The centre is uniform in a cube of side 30 about the
/// origin; each point lies at a signed distance N(0, 3) (standard deviation 3) from it, in the direction of two uniform
/// angles. How many points a cluster has is uniform in `points_each`.
pub fn clusters_3d(seed: u64, clusters: u8, points_each: RangeInclusive<usize>) -> Labelled<3> {
    labelled_clusters(seed, 0..clusters, points_each, 0.0)
}

/// [`clusters_3d`] that share `labels` classes: drawn at random, each class gets as many clusters as any other, up to one.
/// Centres of different classes lie at least `apart` from each other: one that does not is drawn again. Sixteen clusters
/// cannot fill the cube up to a distance of 7.
pub fn merged(seed: u64, clusters: u8, labels: u8, points_each: RangeInclusive<usize>, apart: f64) -> Labelled<3> {
    let mut label_of: Vec<u8> = (0..clusters).map(|cluster| cluster % labels.max(1)).collect();
    label_of.shuffle(&mut stream(seed, MERGED));
    labelled_clusters(seed, label_of, points_each, apart)
}

fn labelled_clusters(
    seed: u64,
    classes: impl IntoIterator<Item = u8>,
    points_each: RangeInclusive<usize>,
    apart: f64,
) -> Labelled<3> {
    let mut random = stream(seed, CLUSTERS);
    let mut all = Labelled::default();
    let mut centres: Vec<([f64; 3], u8)> = Vec::new();
    for class in classes {
        let centre = loop {
            let centre: [f64; 3] = std::array::from_fn(|_| random.random_range(-15.0..15.0));
            let square = |other: &[f64; 3]| (0..3).map(|axis| (other[axis] - centre[axis]).powi(2)).sum::<f64>();
            if centres.iter().all(|(other, of)| *of == class || square(other) >= apart.powi(2)) {
                break centre;
            }
        };
        centres.push((centre, class));
        for _ in 0..random.random_range(points_each.clone()) {
            let distance = 3.0 * normal(&mut random);
            let (sine, cosine) = random.random_range(0.0..TAU).sin_cos();
            let (turn_sine, turn_cosine) = random.random_range(0.0..TAU).sin_cos();
            let direction = [sine * turn_cosine, sine * turn_sine, cosine];
            all.push(std::array::from_fn(|axis| (centre[axis] + distance * direction[axis]) as f32), class);
        }
    }
    all
}

const FIFTEEN_POINTS: [[f32; 2]; 15] = [
    [3.3, 1.7],
    [4.4, 2.76],
    [5.5, 2.09],
    [6.71, 3.19],
    [6.93, 1.694],
    [4.168, 1.573],
    [9.779, 3.366],
    [6.182, 2.596],
    [7.59, 2.53],
    [2.167, 1.221],
    [7.042, 2.827],
    [10.791, 3.465],
    [5.313, 1.65],
    [7.997, 2.904],
    [3.1, 1.3],
];

/// Streams of random numbers, so that no two sets of one seed share theirs.
const LINEAR: u64 = 1;
const PARABOLA: u64 = 2;
const BLOBS: u64 = 3;
const MOONS: u64 = 4;
const CIRCLES: u64 = 5;
const SPIRALS: u64 = 6;
const CLUSTERS: u64 = 7;
const MERGED: u64 = 8;
const SPLIT: u64 = 9;

fn normal(random: &mut Random) -> f64 {
    random.sample(StandardNormal)
}

fn jitter(random: &mut Random, (x, y): (f64, f64), noise_sd: f64) -> [f32; 2] {
    [(x + noise_sd * normal(random)) as f32, (y + noise_sd * normal(random)) as f32]
}

/// All of class 0, then all of class 1. `place` gets the class and the point's share of the way through it, 0 to 1.
fn two_classes(per_class: usize, mut place: impl FnMut(u8, f64) -> [f32; 2]) -> Labelled<2> {
    let mut all = Labelled::default();
    let step = 1.0 / per_class.saturating_sub(1).max(1) as f64;
    for class in 0..2 {
        for index in 0..per_class {
            all.push(place(class, index as f64 * step), class);
        }
    }
    all
}
