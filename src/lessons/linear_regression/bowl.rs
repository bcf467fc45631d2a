//! The mean squared error of a linear model as a function of its parameters: a bowl, known exactly from a few sums.

/// L(p) = p'Ap - 2c'p + s for parameters p = (w1, ..., wk, b); Bishop 2006, section 3.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Bowl {
    /// A, `[k + 1, k + 1]` row by row: the mean of x x', where x ends with a 1 for the bias.
    curvature: Vec<f64>,
    /// c, `[k + 1]`.
    pull: Vec<f64>,
    /// s: the mean of the squared targets.
    offset: f64,
}

/// A rectangle in the plane of two parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub x_min: f64,
    pub x_max: f64,
    pub y_min: f64,
    pub y_max: f64,
}

impl Bowl {
    /// Each prediction minus its own target: inputs `[n, k]`, targets `[n]`.
    pub fn of_pairs(inputs: &[f32], targets: &[f32]) -> Self {
        let mut bowl = Self::of_inputs(inputs, targets);
        let count = targets.len().max(1) as f64;
        for (row, &target) in rows(inputs, targets.len()).zip(targets) {
            bowl.pull.iter_mut().zip(row).for_each(|(pull, x)| *pull += x * f64::from(target) / count);
        }
        bowl
    }

    /// Each prediction minus every target, as when `[n, 1]` minus `[1, n]` is stretched to `[n, n]`.
    pub fn of_all_combinations(inputs: &[f32], targets: &[f32]) -> Self {
        let mut bowl = Self::of_inputs(inputs, targets);
        let count = targets.len().max(1) as f64;
        let mean_target = targets.iter().copied().map(f64::from).sum::<f64>() / count;
        for row in rows(inputs, targets.len()) {
            bowl.pull.iter_mut().zip(row).for_each(|(pull, x)| *pull += x * mean_target / count);
        }
        bowl
    }

    /// The loss at these parameters.
    pub fn value(&self, at: &[f64]) -> f64 {
        let bent: f64 = self.bend(at).iter().zip(at).map(|(bend, p)| bend * p).sum();
        let pulled: f64 = self.pull.iter().zip(at).map(|(pull, p)| pull * p).sum();
        bent - 2.0 * pulled + self.offset
    }

    /// How the loss changes with each parameter: 2 (A p - c).
    pub fn gradient(&self, at: &[f64]) -> Vec<f64> {
        self.bend(at).iter().zip(&self.pull).map(|(bend, pull)| 2.0 * (bend - pull)).collect()
    }

    /// The least squares solution A p = c, by Gaussian elimination; a parameter that the data do not settle is 0.
    pub fn minimum(&self) -> Vec<f64> {
        let size = self.size();
        let mut rows: Vec<Vec<f64>> =
            (0..size).map(|row| self.row(row).iter().copied().chain([self.pull[row]]).collect()).collect();
        for column in 0..size {
            let pivot = (column..size).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()));
            let Some(pivot) = pivot.filter(|&pivot| rows[pivot][column].abs() > 1e-12) else { continue };
            rows.swap(column, pivot);
            let leader = rows[column].clone();
            for (index, row) in rows.iter_mut().enumerate().filter(|(index, _)| *index != column) {
                let factor = row[column] / leader[column];
                debug_assert_ne!(index, column);
                row.iter_mut().zip(&leader).for_each(|(value, lead)| *value -= factor * lead);
            }
        }
        let solved = |column: usize| match rows[column][column].abs() {
            pivot if pivot > 1e-12 => rows[column][size] / rows[column][column],
            _ => 0.0,
        };
        (0..size).map(solved).collect()
    }

    /// The learning rate at which steps along the full gradient begin to overshoot further each time: 2 over the largest
    /// curvature (LeCun et al. 1998, section 4.6).
    pub fn largest_learning_rate(&self) -> f64 {
        // The power method; the curvature 2A has only non-negative eigenvalues.
        let mut direction = vec![1.0; self.size()];
        let mut length = 1.0;
        for _ in 0..100 {
            direction = self.bend(&direction);
            length = direction.iter().map(|value| value * value).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
            direction.iter_mut().for_each(|value| *value /= length);
        }
        1.0 / length
    }

    /// The loss over two of the parameters, the others as in `at`: `[side, side]`, each value at the middle of its cell,
    /// first row at `y_min`.
    pub fn slice(&self, at: &[f64], (x_axis, y_axis): (usize, usize), window: &Window, side: usize) -> Vec<f32> {
        let mut place = at.to_vec();
        let middle = |low: f64, high: f64, cell: usize| low + (high - low) * (cell as f64 + 0.5) / side as f64;
        let mut values = Vec::with_capacity(side * side);
        for row in 0..side {
            place[y_axis] = middle(window.y_min, window.y_max, row);
            for column in 0..side {
                place[x_axis] = middle(window.x_min, window.x_max, column);
                values.push(self.value(&place) as f32);
            }
        }
        values
    }

    fn of_inputs(inputs: &[f32], targets: &[f32]) -> Self {
        let count = targets.len();
        let size = inputs.len().checked_div(count).unwrap_or(0) + 1;
        let mut curvature = vec![0.0; size * size];
        for row in rows(inputs, count) {
            for (index, value) in curvature.iter_mut().enumerate() {
                *value += row[index / size] * row[index % size] / count as f64;
            }
        }
        let offset = targets.iter().map(|&target| f64::from(target).powi(2)).sum::<f64>() / count.max(1) as f64;
        Self { curvature, pull: vec![0.0; size], offset }
    }

    fn size(&self) -> usize {
        self.pull.len()
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.curvature[row * self.size()..(row + 1) * self.size()]
    }

    /// A p.
    fn bend(&self, at: &[f64]) -> Vec<f64> {
        (0..self.size()).map(|row| self.row(row).iter().zip(at).map(|(a, p)| a * p).sum()).collect()
    }
}

impl Window {
    /// A rectangle around these places with air on all sides.
    pub fn around(places: &[(f64, f64)]) -> Self {
        let range = |values: &mut dyn Iterator<Item = f64>| {
            let (low, high) =
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
            let air = (0.35 * (high - low)).max(0.5);
            (low - air, high + air)
        };
        let (x_min, x_max) = range(&mut places.iter().map(|place| place.0));
        let (y_min, y_max) = range(&mut places.iter().map(|place| place.1));
        Self { x_min, x_max, y_min, y_max }
    }

    pub fn to_array(self) -> [f32; 4] {
        [self.x_min, self.x_max, self.y_min, self.y_max].map(|value| value as f32)
    }
}

/// The inputs of `count` examples, each with a 1 at its end.
fn rows(inputs: &[f32], count: usize) -> impl Iterator<Item = Vec<f64>> {
    let width = inputs.len().checked_div(count).unwrap_or(0);
    (0..count).map(move |index| {
        let row = &inputs[index * width..(index + 1) * width];
        row.iter().copied().map(f64::from).chain([1.0]).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const INPUTS: [f32; 3] = [0.0, 1.0, 2.0];
    const TARGETS: [f32; 3] = [1.0, 3.0, 5.0];

    #[test]
    fn the_bowl_is_the_mean_squared_error() {
        let bowl = Bowl::of_pairs(&INPUTS, &TARGETS);
        // w = 1, b = 0: the errors are -1, -2, -3.
        assert!((bowl.value(&[1.0, 0.0]) - 14.0 / 3.0).abs() < 1e-12);
        assert!(bowl.value(&[2.0, 1.0]).abs() < 1e-12);
        let minimum = bowl.minimum();
        assert!((minimum[0] - 2.0).abs() < 1e-12 && (minimum[1] - 1.0).abs() < 1e-12);
        assert!(bowl.gradient(&minimum).iter().all(|slope| slope.abs() < 1e-12));
        // dL/dw = 2 mean(error x) = 2 (0 - 2 - 6) / 3, dL/db = 2 mean(error).
        let gradient = bowl.gradient(&[1.0, 0.0]);
        assert!((gradient[0] + 16.0 / 3.0).abs() < 1e-12 && (gradient[1] + 4.0).abs() < 1e-12);
    }

    #[test]
    fn all_combinations_are_best_met_by_the_mean_alone() {
        let bowl = Bowl::of_all_combinations(&INPUTS, &TARGETS);
        let minimum = bowl.minimum();
        assert!(minimum[0].abs() < 1e-12 && (minimum[1] - 3.0).abs() < 1e-12);
        // The variance of 1, 3, 5.
        assert!((bowl.value(&minimum) - 8.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn beyond_the_largest_learning_rate_steps_grow() {
        let bowl = Bowl::of_pairs(&INPUTS, &TARGETS);
        let limit = bowl.largest_learning_rate();
        let loss_after = |learning_rate: f64| {
            let mut at = vec![0.0, 0.0];
            for _ in 0..500 {
                let gradient = bowl.gradient(&at);
                at.iter_mut().zip(gradient).for_each(|(p, slope)| *p -= learning_rate * slope);
            }
            bowl.value(&at)
        };
        assert!(loss_after(0.98 * limit) < 1e-3);
        assert!(loss_after(1.02 * limit) > 1e3);
    }

    #[test]
    fn parameters_that_nothing_settles_are_zero() {
        let bowl = Bowl::of_pairs(&[0.0, 0.0], &[1.0, 3.0]);
        assert_eq!(bowl.minimum(), [0.0, 2.0]);
        assert_eq!(Bowl::of_pairs(&[], &[]).minimum(), [0.0]);
    }

    #[test]
    fn a_slice_holds_the_middles_of_its_cells() {
        let bowl = Bowl::of_pairs(&INPUTS, &TARGETS);
        let window = Window { x_min: 1.0, x_max: 3.0, y_min: 0.0, y_max: 4.0 };
        let slice = bowl.slice(&[0.0, 0.0], (0, 1), &window, 2);
        let expected = [(1.5, 1.0), (2.5, 1.0), (1.5, 3.0), (2.5, 3.0)].map(|(w, b)| bowl.value(&[w, b]) as f32);
        assert_eq!(slice, expected);
    }
}
