//! Lines of equal value through a grid of numbers: marching squares (Lorensen and Cline 1987, in two dimensions).

mod finer;

pub use finer::finer;

/// How many powers of ten lie between the lowest line and the highest.
const DECADES: f64 = 3.0;

/// No edge.
const NONE: u32 = u32::MAX;

/// Heights for `count` lines: their distances from the smallest value are evenly spaced on a logarithmic scale, so that a
/// valley's floor shows as well as its walls. None where all values are alike.
pub fn levels(values: &[f32], count: usize) -> Vec<f32> {
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let (low, high) =
        finite.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low >= high {
        return Vec::new();
    }
    let share = |index: usize| 10f64.powf(-DECADES * (1.0 - (index as f64 + 0.5) / count as f64));
    (0..count).map(|index| (f64::from(low) + share(index) * (f64::from(high) - f64::from(low))) as f32).collect()
}

/// The lines where `values` (`[rows, columns]`) pass `level`, as columns and rows of the grid, both counted from zero; a
/// closed line ends where it began. Squares with a corner that is no number have no lines.
pub fn isolines(values: &[f32], columns: usize, level: f32) -> Vec<Vec<(f64, f64)>> {
    let rows = values.len().checked_div(columns).unwrap_or(0);
    let mut edges = Edges { values, columns, level, next: vec![[NONE; 2]; 2 * rows * columns], crossed: Vec::new() };
    for row in 0..rows.saturating_sub(1) {
        for column in 0..columns - 1 {
            edges.cross(column, row);
        }
    }
    edges.lines()
}

/// The edges of the grid and how lines run from one to the next. Edge `2 i` leads from value `i` to the next column, edge
/// `2 i + 1` to the next row.
struct Edges<'a> {
    values: &'a [f32],
    columns: usize,
    level: f32,
    /// The one or two edges that the line through an edge goes on to.
    next: Vec<[u32; 2]>,
    crossed: Vec<u32>,
}

impl Edges<'_> {
    /// Joins the edges of one square that the line passes.
    fn cross(&mut self, column: usize, row: usize) {
        let (below, above) = (row * self.columns + column, (row + 1) * self.columns + column);
        // Around the square: lower left, lower right, upper right, upper left.
        let corners = [below, below + 1, above + 1, above].map(|index| self.values[index]);
        let is_high = corners.map(|value| value > self.level);
        if is_high == [is_high[0]; 4] || corners.iter().any(|value| !value.is_finite()) {
            return;
        }
        // Between one corner and the next.
        let around = [2 * below, 2 * (below + 1) + 1, 2 * above, 2 * below + 1].map(|edge| edge as u32);
        let is_crossed = |side: usize| is_high[side] != is_high[(side + 1) % 4];
        if (0..4).all(is_crossed) {
            // A saddle: its middle says which corners belong together.
            let is_middle_high = corners.iter().sum::<f32>() / 4.0 > self.level;
            let [lower, right, upper, left] = around;
            if is_middle_high == is_high[0] {
                self.join(lower, right);
                self.join(upper, left);
            } else {
                self.join(left, lower);
                self.join(right, upper);
            }
        } else {
            let mut sides = (0..4).filter(|&side| is_crossed(side)).map(|side| around[side]);
            if let (Some(from), Some(to)) = (sides.next(), sides.next()) {
                self.join(from, to);
            }
        }
    }

    fn join(&mut self, from: u32, to: u32) {
        for (edge, other) in [(from, to), (to, from)] {
            let next = &mut self.next[edge as usize];
            if *next == [NONE; 2] {
                self.crossed.push(edge);
            }
            next[usize::from(next[0] != NONE)] = other;
        }
    }

    /// Follows every line once: those with ends first, then the closed ones.
    fn lines(mut self) -> Vec<Vec<(f64, f64)>> {
        let crossed = std::mem::take(&mut self.crossed);
        let ends = crossed.iter().copied().filter(|&edge| self.next[edge as usize][1] == NONE).collect::<Vec<_>>();
        let mut lines = Vec::new();
        for start in ends.into_iter().chain(crossed) {
            let mut line = vec![self.point(start)];
            let mut edge = start;
            while let Some(next) = self.take(edge) {
                line.push(self.point(next));
                edge = next;
            }
            if line.len() > 1 {
                lines.push(line);
            }
        }
        lines
    }

    /// Where the line through an edge goes on to; both ends forget the way.
    fn take(&mut self, edge: u32) -> Option<u32> {
        let next = self.next[edge as usize].into_iter().find(|&next| next != NONE)?;
        for (from, to) in [(edge, next), (next, edge)] {
            if let Some(way) = self.next[from as usize].iter_mut().find(|way| **way == to) {
                *way = NONE;
            }
        }
        Some(next)
    }

    /// Where the line crosses an edge.
    fn point(&self, edge: u32) -> (f64, f64) {
        let (from, is_upward) = (edge as usize / 2, edge % 2 == 1);
        let to = if is_upward { from + self.columns } else { from + 1 };
        let (low, high) = (f64::from(self.values[from]), f64::from(self.values[to]));
        let share = (f64::from(self.level) - low) / (high - low);
        let (column, row) = ((from % self.columns) as f64, (from / self.columns) as f64);
        if is_upward { (column, row + share) } else { (column + share, row) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_has_one_straight_line() {
        let lines = isolines(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0], 2, 0.25);
        assert_eq!(lines, [vec![(0.25, 0.0), (0.25, 1.0), (0.25, 2.0)]]);
    }

    #[test]
    fn a_peak_has_a_closed_line_around_it() {
        let mut peak = [0.0; 9];
        peak[4] = 1.0;
        let lines = isolines(&peak, 3, 0.5);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].len(), 5);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].iter().all(|(x, y)| ((x - 1.0).abs() + (y - 1.0).abs() - 0.5).abs() < 1e-12));
    }

    #[test]
    fn a_saddle_has_two_lines_that_do_not_cross() {
        let corners = [1.0, 0.0, 0.0, 1.0];
        // Below the middle's height the two high corners hang together: the lines cut off the low ones.
        assert_eq!(isolines(&corners, 2, 0.25), [[(0.75, 0.0), (1.0, 0.25)], [(0.25, 1.0), (0.0, 0.75)]]);
        // Above it, the high ones.
        assert_eq!(isolines(&corners, 2, 0.75), [[(0.0, 0.25), (0.25, 0.0)], [(1.0, 0.75), (0.75, 1.0)]]);
    }

    #[test]
    fn a_bowl_of_a_hundred_rows_has_round_lines() {
        let bowl: Vec<f32> = (0..10_000)
            .map(|index| ((index % 100) as f32 - 50.0).powi(2) + ((index / 100) as f32 - 50.0).powi(2))
            .collect();
        let lines = isolines(&bowl, 100, 900.0);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].iter().all(|(x, y)| ((x - 50.0).hypot(y - 50.0) - 30.0).abs() < 0.02));
    }

    #[test]
    fn lines_of_a_finer_surface_reach_the_edges_of_its_cells() {
        // x at the middles of four columns in three rows; the level is at the middle of the third.
        let slope = [0.0, 1.0, 2.0, 3.0].repeat(3);
        let lines = isolines(&finer(&slope, 4, (9, 7)), 9, 2.0);
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0][0].1, lines[0][6].1), (0.0, 6.0));
        assert!(lines[0].iter().all(|(column, _)| (column - 5.0).abs() < 1e-5), "{lines:?}");
    }

    #[test]
    fn levels_lie_close_together_near_the_floor() {
        let levels = levels(&[1.0, 101.0, f32::NAN], 3);
        let heights: Vec<_> = levels.iter().map(|level| f64::from(level - 1.0)).collect();
        for (height, expected) in heights.iter().zip([0.316, 3.16, 31.6]) {
            assert!((height / expected - 1.0).abs() < 0.01, "{heights:?}");
        }
        assert!(super::levels(&[2.0, 2.0], 5).is_empty());
        assert!(super::levels(&[], 5).is_empty());
    }

    #[test]
    fn holes_and_slivers_have_no_lines() {
        assert!(isolines(&[0.0, 1.0, f32::NAN, 1.0], 2, 0.5).is_empty());
        assert!(isolines(&[0.0, 1.0], 2, 0.5).is_empty());
        assert!(isolines(&[0.0, 1.0], 1, 0.5).is_empty());
        assert!(isolines(&[], 0, 0.5).is_empty());
    }
}
