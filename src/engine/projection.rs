//! Rows of many numbers as rows of few that are as far apart: along the directions in which a sample of them varies most.
//!
//! Seeded subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4). Which directions of the subspace are taken does not
//! matter for distances, so they are not turned into principal components.

use rand::RngExt;

use data::random::stream;

/// What rows of `sources` numbers become rows of [`Projection::DIRECTIONS`] numbers by.
pub struct Projection {
    /// `[sources]`
    mean: Vec<f32>,
    /// `[directions, sources]`, of length 1 and at right angles.
    directions: Vec<f32>,
}

/// Each brings the directions nearer to those of the largest variance.
const ROUNDS: usize = 4;
/// Of random numbers: apart from those that order the images.
const STREAM: u64 = u64::MAX - 2;
/// Sums side by side, which the compiler makes SIMD.
const LANES: usize = 8;

impl Projection {
    pub const DIRECTIONS: usize = 50;

    /// From a sample `[n, sources]`, of more sources than directions.
    pub fn find(sample: &[f32], sources: usize, seed: u64) -> Self {
        let mut mean = vec![0.0; sources];
        let share = 1.0 / (sample.len() / sources) as f32;
        sample.chunks_exact(sources).for_each(|row| add(&mut mean, share, row));
        let mut random = stream(seed, STREAM);
        let directions = (0..Self::DIRECTIONS * sources).map(|_| random.random::<f32>() - 0.5).collect();
        let mut found = Self { mean, directions };
        for _ in 0..ROUNDS {
            let mut turned = vec![0.0; found.directions.len()];
            for row in sample.chunks_exact(sources) {
                let centred = found.centred(row);
                for (direction, turned) in found.directions.chunks_exact(sources).zip(turned.chunks_exact_mut(sources))
                {
                    add(turned, dot(direction, &centred), &centred);
                }
            }
            orthonormalise(&mut turned, sources);
            found.directions = turned;
        }
        found
    }

    /// Rows `[n, sources]` as `[n, directions]`.
    pub fn of(&self, rows: &[f32]) -> Vec<f32> {
        let along = |row: &[f32]| {
            let centred = self.centred(row);
            self.directions
                .chunks_exact(self.sources())
                .map(move |direction| dot(direction, &centred))
                .collect::<Vec<_>>()
        };
        rows.chunks_exact(self.sources()).flat_map(along).collect()
    }

    pub fn sources(&self) -> usize {
        self.mean.len()
    }

    /// Mean `[sources]` and directions `[directions, sources]`.
    pub fn into_values(self) -> impl Iterator<Item = f32> {
        self.mean.into_iter().chain(self.directions)
    }

    fn centred(&self, row: &[f32]) -> Vec<f32> {
        row.iter().zip(&self.mean).map(|(value, mean)| value - mean).collect()
    }
}

/// Gram and Schmidt's way, with each row freed of those before it one after the other. A row that nothing is left of becomes 0.
fn orthonormalise(rows: &mut [f32], length: usize) {
    for row in 0..rows.len() / length {
        let (before, rest) = rows.split_at_mut(row * length);
        let row = &mut rest[..length];
        let whole = dot(row, row).sqrt();
        for other in before.chunks_exact(length) {
            let share = dot(row, other);
            add(row, -share, other);
        }
        let left = dot(row, row).sqrt();
        let scale = if left > 1e-5 * whole { 1.0 / left } else { 0.0 };
        row.iter_mut().for_each(|value| *value *= scale);
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

fn add(to: &mut [f32], share: f32, row: &[f32]) {
    to.iter_mut().zip(row).for_each(|(to, value)| *to += share * value);
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: usize = 83;

    /// Rows that vary in forty directions of eighty-three, the later the less.
    fn sample(rows: usize) -> Vec<f32> {
        let mut random = stream(3, 0);
        let mut number = || random.random::<f32>() - 0.5;
        let directions: Vec<f32> = (0..40 * SOURCES).map(|_| number()).collect();
        let row = |_| {
            let mut row = vec![3.0; SOURCES];
            for (index, direction) in directions.chunks_exact(SOURCES).enumerate() {
                add(&mut row, number() * 0.9f32.powi(index as i32), direction);
            }
            row
        };
        (0..rows).flat_map(row).collect()
    }

    #[test]
    fn distances_stay_as_they_are() {
        let before = sample(200);
        let projection = Projection::find(&before, SOURCES, 1);
        let after = projection.of(&before);
        let distance = |values: &[f32], columns: usize, (a, b): (usize, usize)| {
            let row = |index: usize| &values[index * columns..][..columns];
            row(a).iter().zip(row(b)).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>().sqrt()
        };
        for pair in [(0, 1), (7, 150), (20, 199), (3, 100)] {
            let (whole, projected) = (distance(&before, SOURCES, pair), distance(&after, Projection::DIRECTIONS, pair));
            assert!((projected / whole - 1.0).abs() < 1e-3, "{pair:?}: {projected} instead of {whole}");
        }
        assert_eq!(projection.sources(), SOURCES);
        assert_eq!(projection.into_values().count(), SOURCES * (1 + Projection::DIRECTIONS));
    }

    #[test]
    fn the_same_seed_gives_the_same_directions() {
        let values = || Projection::find(&sample(60), SOURCES, 5).into_values().collect::<Vec<_>>();
        assert_eq!(values(), values());
    }
}
