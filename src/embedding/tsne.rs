//! t-SNE's descent, one step at a time (van der Maaten & Hinton 2008, section 3.4).

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::affinities::Affinities;
use super::gradient::{gradient, kl_nats};
use super::mesh::Mesh;
use super::{Positions, pca};

/// Steps from a principal-component start during which attraction is exaggerated, and by how much.
const EXAGGERATED_STEPS: u32 = 250;
const EXAGGERATION: f32 = 12.0;
const EARLY_MOMENTUM: f32 = 0.5;
const MOMENTUM: f32 = 0.8;
const SMALLEST_GAIN: f32 = 0.01;
/// The learning rate is quoted for up to so many.
const FEW_POINTS: f64 = 2400.0;
/// The divergence is computed every so many steps.
const KL_INTERVAL: u64 = 10;

/// Points on their way.
pub struct Tsne {
    affinities: Affinities,
    positions: Positions,
    velocities: Positions,
    gains: Positions,
    mesh: Option<Mesh>,
    learning_rate: f64,
    exaggerated_steps_left: u32,
    steps: u64,
    kl_nats: f64,
}

impl Tsne {
    /// Starts from principal components, with early exaggeration. `learning_rate` as in [`Tsne::set_learning_rate`].
    pub fn new(affinities: Affinities, start: Positions, learning_rate: f64) -> Self {
        Self { exaggerated_steps_left: EXAGGERATED_STEPS, ..Self::resume(affinities, start, learning_rate) }
    }

    /// Goes on from positions that are apart already, without exaggeration.
    pub fn resume(affinities: Affinities, positions: Positions, learning_rate: f64) -> Self {
        let points = affinities.points();
        Self {
            affinities,
            positions,
            velocities: [vec![0.0; points], vec![0.0; points]],
            gains: [vec![1.0; points], vec![1.0; points]],
            mesh: None,
            learning_rate,
            exaggerated_steps_left: 0,
            steps: 0,
            kl_nats: 0.0,
        }
    }

    /// New affinities of the same points: they travel on from where they are, as fast as they are. Points beyond those
    /// known so far appear amid their neighbours; where there are fewer, the last ones vanish.
    pub fn retarget(&mut self, affinities: Affinities, seed: u64) {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let points = affinities.points();
        for axis in 0..2 {
            let position = &mut self.positions[axis];
            position.truncate(points);
            let jitter = pca::noise(points - position.len(), &mut random);
            let arrivals: Vec<f32> = (position.len()..points)
                .zip(jitter)
                .map(|(point, jitter)| mean_of_known(&affinities, point, position) + jitter)
                .collect();
            position.extend(arrivals);
            self.velocities[axis].resize(points, 0.0);
            self.gains[axis].resize(points, 1.0);
        }
        self.affinities = affinities;
    }

    /// Moves every point once.
    pub fn step(&mut self) {
        let (exaggeration, momentum) =
            if self.exaggerated_steps_left > 0 { (EXAGGERATION, EARLY_MOMENTUM) } else { (1.0, MOMENTUM) };
        let gradient = gradient(&self.affinities, &self.positions, exaggeration, &mut self.mesh);
        if self.steps.is_multiple_of(KL_INTERVAL) {
            self.kl_nats = kl_nats(&self.affinities, &self.positions, gradient.normaliser);
        }
        let rate = (self.learning_rate / 4.0 * more_points(self.affinities.points())) as f32;
        for (axis, slopes) in gradient.axes.iter().enumerate() {
            let position = &mut self.positions[axis];
            let motion = self.velocities[axis].iter_mut().zip(&mut self.gains[axis]);
            for ((position, (velocity, gain)), slope) in position.iter_mut().zip(motion).zip(slopes) {
                // Jacobs 1988: faster while going downhill, slower after overshooting.
                *gain = if *velocity * slope < 0.0 { *gain + 0.2 } else { *gain * 0.8 }.max(SMALLEST_GAIN);
                *velocity = momentum * *velocity - rate * *gain * slope;
                *position += *velocity;
            }
            centre(position);
        }
        self.exaggerated_steps_left = self.exaggerated_steps_left.saturating_sub(1);
        self.steps += 1;
    }

    /// Takes effect with the next step. Quoted as by bhtsne, FIt-SNE and openTSNE, for a gradient without the paper's
    /// factor of 4, and for up to 2,400 points: 200 here is 50 in scikit-learn. More points take steps that are longer in
    /// proportion, as in all of these (Belkina et al. 2019).
    pub fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }

    pub fn positions(&self) -> &Positions {
        &self.positions
    }

    /// Kullback-Leibler divergence of the picture from the features, without exaggeration, at most ten steps old; 0
    /// before the first step.
    pub fn kl_nats(&self) -> f64 {
        self.kl_nats
    }
}

/// Each point's share of the picture's slope is one of so many.
fn more_points(points: usize) -> f64 {
    (points as f64 / FEW_POINTS).max(1.0)
}

/// Keeps the picture from drifting away.
fn centre(position: &mut [f32]) {
    let mean = position.iter().copied().map(f64::from).sum::<f64>() / position.len() as f64;
    position.iter_mut().for_each(|position| *position -= mean as f32);
}

/// Where a new point belongs on one axis: the mean of the known points it is drawn to, else the middle.
fn mean_of_known(affinities: &Affinities, point: usize, known: &[f32]) -> f32 {
    let (neighbours, probabilities) = affinities.row(point);
    let (mut sum, mut weights) = (0.0, 0.0);
    for (&neighbour, &probability) in neighbours.iter().zip(probabilities) {
        if let Some(position) = known.get(neighbour as usize) {
            sum += probability * position;
            weights += probability;
        }
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neighbours::Preparation;

    /// Two clusters of twelve points in three dimensions, ten apart.
    fn features() -> Vec<f32> {
        (0..24).flat_map(|i| [(i / 12 * 10) as f32, (i % 5) as f32 * 0.1, (i % 7) as f32 * 0.1]).collect()
    }

    fn affinities(features: &[f32]) -> Affinities {
        Preparation::new(features, 3, 4.0).finish()
    }

    fn after(steps: usize, mut tsne: Tsne) -> Tsne {
        (0..steps).for_each(|_| tsne.step());
        tsne
    }

    fn started() -> Tsne {
        Tsne::new(affinities(&features()), pca::principal_components(&features(), 3, 1), 20.0)
    }

    #[test]
    fn clusters_come_apart() {
        let tsne = after(500, started());
        let [xs, ys] = tsne.positions();
        let distance = |a: usize, b: usize| (xs[a] - xs[b]).hypot(ys[a] - ys[b]);
        let within = (0..12).map(|point| distance(0, point)).fold(0.0, f32::max);
        let between = (12..24).map(|point| distance(0, point)).fold(f32::INFINITY, f32::min);
        assert!(between > within, "{between} {within}");
        assert!(tsne.kl_nats() < 0.5, "{}", tsne.kl_nats());
    }

    #[test]
    fn new_features_do_not_make_points_jump() {
        let mut tsne = after(400, started());
        let before = tsne.positions().clone();
        let changed: Vec<f32> = features().iter().enumerate().map(|(i, value)| value + (i % 2) as f32 * 0.1).collect();
        tsne.retarget(affinities(&changed), 1);
        assert_eq!(*tsne.positions(), before);
        let tsne = after(1, tsne);
        let moves = tsne.positions().iter().flatten().zip(before.iter().flatten()).map(|(a, b)| (a - b).abs());
        let radius = before.iter().flatten().fold(0.0, |radius: f32, x| radius.max(x.abs()));
        let longest = moves.fold(0.0, f32::max);
        assert!(longest < 0.25 * radius, "{longest} of {radius}");
    }

    #[test]
    fn points_that_arrive_later_join_their_neighbours() {
        let mut tsne = after(400, Tsne::new(affinities(&features()[..60]), [vec![0.0; 20], vec![0.0; 20]], 20.0));
        tsne.positions[0] = (0..20).map(|point| if point < 12 { -5.0 } else { 5.0 }).collect();
        tsne.retarget(affinities(&features()), 1);
        assert!(tsne.positions()[0][20..].iter().all(|&x| (x - 5.0).abs() < 1e-2), "{:?}", tsne.positions()[0]);
        tsne.retarget(affinities(&features()[..60]), 1);
        assert_eq!(after(1, tsne).positions()[1].len(), 20);
    }
}
