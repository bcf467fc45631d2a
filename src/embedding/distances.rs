//! Squared Euclidean distances between all rows of a matrix, eight rows at a time so that a worker can look up between.
//!
//! Differences are squared and summed as they are, not taken from dot products: half as much work again, but exact
//! where two rows are nearly the same, as the features of a well trained net are.

use std::ops::Range;

use super::{LANES, Lanes};

/// The distances between `points` rows. Takes `4 * points^2` bytes.
pub struct SquaredDistances {
    points: usize,
    dimensions: usize,
    /// The features, eight points side by side: `panels[panel * dimensions + dimension][lane]` is point `8 panel + lane`.
    panels: Vec<Lanes>,
    /// `values[i * points + j]`; rows from `finished_rows` on are only partly there.
    values: Vec<f32>,
    finished_rows: usize,
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
        Self { points, dimensions, panels, values: vec![0.0; points * points], finished_rows: 0 }
    }

    /// All at once.
    pub fn of(features: &[f32], dimensions: usize) -> Self {
        let mut distances = Self::new(features, dimensions);
        while !distances.advance().is_empty() {}
        distances
    }

    /// Completes the next eight rows and says which; an empty range when all are done.
    pub fn advance(&mut self) -> Range<usize> {
        let rows = self.finished_rows..self.points.min(self.finished_rows + LANES);
        if !rows.is_empty() {
            // Distances are symmetric: those to earlier points are there already.
            for panel in rows.start / LANES..self.points.div_ceil(LANES) {
                self.fill_tile(rows.start / LANES, panel);
            }
        }
        self.finished_rows = rows.end;
        rows
    }

    pub fn points(&self) -> usize {
        self.points
    }

    /// The squared distances from one point of a finished row to all, itself included.
    pub fn row(&self, point: usize) -> &[f32] {
        &self.values[point * self.points..][..self.points]
    }

    /// Distances between the eight points of one panel and the eight of another, on both sides of the diagonal.
    fn fill_tile(&mut self, row_panel: usize, column_panel: usize) {
        let panel = |index: usize| &self.panels[index * self.dimensions..][..self.dimensions];
        let (rows, columns) = (panel(row_panel), panel(column_panel));
        // Four rows of eight sums leave room for the operands in the sixteen registers that SIMD has everywhere.
        let halves = [half_tile::<0>(rows, columns), half_tile::<4>(rows, columns)];
        for (row, sums) in (row_panel * LANES..self.points).zip(halves.as_flattened()) {
            for (column, &sum) in (column_panel * LANES..self.points).zip(sums) {
                self.values[row * self.points + column] = sum;
                self.values[column * self.points + row] = sum;
            }
        }
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
        let distances = SquaredDistances::of(&[0.0, 0.0, 3.0, 4.0, 3.0, 0.0], 2);
        assert_eq!(distances.row(0), [0.0, 25.0, 9.0]);
        assert_eq!(distances.row(1), [25.0, 0.0, 16.0]);
        assert_eq!(distances.row(2), [9.0, 16.0, 0.0]);
    }

    #[test]
    fn agrees_with_the_plain_double_loop_across_panels() {
        let (points, dimensions) = (21, 5);
        let features: Vec<f32> = (0..points * dimensions).map(|index| ((index * 37) % 23) as f32).collect();
        let distances = SquaredDistances::of(&features, dimensions);
        for (i, a) in features.chunks_exact(dimensions).enumerate() {
            for (j, b) in features.chunks_exact(dimensions).enumerate() {
                let expected: f32 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
                assert_eq!(distances.row(i)[j], expected, "{i} {j}");
            }
        }
    }
}
