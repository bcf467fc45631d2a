//! Rows of many numbers as rows of few that are as far apart: along the directions in which a sample of them varies most.
//!
//! Seeded subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4). Which directions of the subspace are taken does not
//! matter for distances, so they are not turned into principal components.

use burn::tensor::{Tensor, TensorData};
use rand::RngExt;

use super::read::read;
use data::random::stream;
use protocol::Fault;

/// What a row of numbers becomes a row of [`Projection::DIRECTIONS`] numbers by.
pub struct Projection {
    /// `[1, sources]`
    mean: Tensor<2>,
    /// `[directions, sources]`, of length 1 and at right angles.
    directions: Tensor<2>,
    /// The same, mean first.
    values: Vec<f32>,
}

/// Each brings the directions nearer to those of the largest variance.
const ROUNDS: usize = 4;
/// Of random numbers: apart from those that order the images.
const STREAM: u64 = u64::MAX - 2;

impl Projection {
    pub const DIRECTIONS: usize = 50;

    /// From a sample `[n, sources]`, of more sources than directions.
    ///
    /// # Errors
    /// [`Fault::Gpu`] when the device no longer answers.
    pub async fn find(sample: Tensor<2>, seed: u64) -> Result<Self, Fault> {
        let (device, [_, sources]) = (sample.device(), sample.dims());
        let mean = sample.clone().mean_dim(0);
        let centred = sample - mean.clone();
        let mut random = stream(seed, STREAM);
        let mut rows: Vec<f32> = (0..Self::DIRECTIONS * sources).map(|_| random.random::<f32>() - 0.5).collect();
        let tensor = |rows: Vec<f32>| Tensor::from_data(TensorData::new(rows, [Self::DIRECTIONS, sources]), &device);
        for _ in 0..ROUNDS {
            let scores = tensor(rows).matmul(centred.clone().transpose()); // [directions, n]
            rows = read(scores.matmul(centred.clone())).await?;
            orthonormalise(&mut rows, sources);
        }
        let mut values = read(mean.clone()).await?;
        values.extend_from_slice(&rows);
        Ok(Self { mean, directions: tensor(rows), values })
    }

    /// Rows `[n, sources]` as `[n, directions]`.
    pub fn of(&self, rows: Tensor<2>) -> Tensor<2> {
        (rows - self.mean.clone()).matmul(self.directions.clone().transpose())
    }

    pub fn sources(&self) -> usize {
        self.mean.dims()[1]
    }

    /// Mean `[sources]` and directions `[directions, sources]`.
    pub fn into_values(self) -> Vec<f32> {
        self.values
    }
}

/// Gram and Schmidt's way, with each row freed of those before it one after the other. A row that nothing is left of becomes 0.
fn orthonormalise(rows: &mut [f32], length: usize) {
    for row in 0..rows.len() / length {
        let (before, rest) = rows.split_at_mut(row * length);
        let row = &mut rest[..length];
        let whole = dot(row, row).sqrt();
        for other in before.chunks_exact(length) {
            let share = dot(row, other) as f32;
            row.iter_mut().zip(other).for_each(|(value, other)| *value -= share * other);
        }
        let left = dot(row, row).sqrt();
        let scale = if left > 1e-6 * whole { 1.0 / left } else { 0.0 };
        row.iter_mut().for_each(|value| *value = (f64::from(*value) * scale) as f32);
    }
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;
    use pollster::block_on;

    const SOURCES: usize = 80;

    /// Rows that vary in forty directions of eighty, the later the less.
    fn sample(rows: usize) -> Tensor<2> {
        let mut random = stream(3, 0);
        let mut number = || random.random::<f32>() - 0.5;
        let directions: Vec<f32> = (0..40 * SOURCES).map(|_| number()).collect();
        let scores: Vec<f32> = (0..rows * 40).map(|index| number() * 0.9f32.powi((index % 40) as i32)).collect();
        let device = Device::flex();
        let tensor = |values, shape: [usize; 2]| Tensor::<2>::from_data(TensorData::new(values, shape), &device);
        tensor(scores, [rows, 40]).matmul(tensor(directions, [40, SOURCES])) + 3.0
    }

    fn values(tensor: Tensor<2>) -> Vec<f32> {
        block_on(read(tensor)).unwrap()
    }

    #[test]
    fn distances_stay_as_they_are() {
        let sample = sample(200);
        let projection = block_on(Projection::find(sample.clone(), 1)).unwrap();
        let (before, after) = (values(sample.clone()), values(projection.of(sample)));
        let distance = |values: &[f32], columns: usize, (a, b): (usize, usize)| {
            let row = |index: usize| &values[index * columns..][..columns];
            row(a).iter().zip(row(b)).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>().sqrt()
        };
        for pair in [(0, 1), (7, 150), (20, 199), (3, 100)] {
            let (whole, projected) = (distance(&before, SOURCES, pair), distance(&after, Projection::DIRECTIONS, pair));
            assert!((projected / whole - 1.0).abs() < 1e-3, "{pair:?}: {projected} instead of {whole}");
        }
        assert_eq!(projection.sources(), SOURCES);
        assert_eq!(projection.into_values().len(), SOURCES * (1 + Projection::DIRECTIONS));
    }

    #[test]
    fn the_same_seed_gives_the_same_directions() {
        let values = || block_on(Projection::find(sample(60), 5)).unwrap().into_values();
        assert_eq!(values(), values());
    }
}
