//! Squared Euclidean distances between all rows of a matrix, eight rows at a time so that a worker can look up between.
//!
//! Differences are squared and summed as they are, not taken from dot products: half as much work again, but exact
//! where two rows are nearly the same, as the features of a well trained net are.

use super::{LANES, Lanes};

/// Points by their features, eight side by side, and their distances by rows.
pub struct SquaredDistances {
    points: usize,
    dimensions: usize,
    /// `panels[panel * dimensions + dimension][lane]` is point `8 panel + lane`.
    panels: Vec<Lanes>,
    /// The last rows that were asked for, `[8, points]`, with room for whole panels.
    rows: Vec<f32>,
}

impl SquaredDistances {
    /// Gets ready for `features` of shape `[points, dimensions]`, row by row; computes nothing yet.
    pub fn new(features: &[f32], dimensions: usize) -> Self {
        let points = features.len() / dimensions;
        let mut panels = vec![[0.0; LANES]; points.div_ceil(LANES) * dimensions];
        for (point, row) in features.chunks_exact(dimensions).enumerate() {
            let panel = &mut panels[point / LANES * dimensions..][..dimensions];
            for (lanes, &value) in panel.iter_mut().zip(row) {
                lanes[point % LANES] = value;
            }
        }
        let rows = vec![0.0; LANES * points.next_multiple_of(LANES)];
        Self { points, dimensions, panels, rows }
    }

    pub fn points(&self) -> usize {
        self.points
    }

    /// The squared distances from eight points, `first` (a multiple of eight) and those after it, to all, themselves
    /// included: `[at most 8, points]`.
    pub fn rows(&mut self, first: usize) -> impl Iterator<Item = &[f32]> {
        let width = self.points.next_multiple_of(LANES);
        let panel = |index: usize| &self.panels[index * self.dimensions..][..self.dimensions];
        let own = panel(first / LANES);
        for column_panel in 0..width / LANES {
            let columns = panel(column_panel);
            // Four rows of eight sums leave room for the operands in the sixteen registers that SIMD has everywhere.
            let halves = [half_tile::<0>(own, columns), half_tile::<4>(own, columns)];
            for (row, sums) in halves.as_flattened().iter().enumerate() {
                self.rows[row * width + column_panel * LANES..][..LANES].copy_from_slice(sums);
            }
        }
        self.rows.chunks_exact(width).take(self.points - first).map(|row| &row[..self.points])
    }
}

/// Squared distances from points `FIRST..FIRST + 4` of one panel to the eight of another.
fn half_tile<const FIRST: usize>(rows: &[Lanes], columns: &[Lanes]) -> [Lanes; 4] {
    let mut sums = [[0.0; LANES]; 4];
    for (row, column) in rows.iter().zip(columns) {
        for (sum, &value) in sums.iter_mut().zip(&row[FIRST..FIRST + 4]) {
            for lane in 0..LANES {
                let difference = value - column[lane];
                sum[lane] += difference * difference;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_four_five() {
        let mut distances = SquaredDistances::new(&[0.0, 0.0, 3.0, 4.0, 3.0, 0.0], 2);
        let rows: Vec<_> = distances.rows(0).collect();
        assert_eq!(rows, [[0.0, 25.0, 9.0], [25.0, 0.0, 16.0], [9.0, 16.0, 0.0]]);
    }

    #[test]
    fn agrees_with_the_plain_double_loop_across_panels() {
        let (points, dimensions) = (21, 5);
        let features: Vec<f32> = (0..points * dimensions).map(|index| ((index * 37) % 23) as f32).collect();
        let mut distances = SquaredDistances::new(&features, dimensions);
        let rows: Vec<Vec<f32>> = [0, 8, 16]
            .into_iter()
            .flat_map(|first| distances.rows(first).map(<[f32]>::to_vec).collect::<Vec<_>>())
            .collect();
        assert_eq!(rows.len(), points);
        for (a, row) in features.chunks_exact(dimensions).zip(&rows) {
            let expected =
                features.chunks_exact(dimensions).map(|b| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum());
            assert_eq!(*row, expected.collect::<Vec<f32>>());
        }
    }
}
