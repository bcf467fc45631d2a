//! A net 1-H-1 with ReLU, taken apart: each hidden unit is a hinge, and their sum is the fitted line. Pure.

/// The parameters of H units: y = output_bias + sum over j of output_weight_j * max(0, input_weight_j * x + bias_j).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hinges {
    /// `[H]`, like `biases` and `output_weights`.
    pub input_weights: Vec<f32>,
    pub biases: Vec<f32>,
    pub output_weights: Vec<f32>,
    pub output_bias: f32,
}

/// The values of x that the picture shows.
pub const WINDOW: (f32, f32) = (-1.25, 1.25);

impl Hinges {
    /// Where units bend inside the window, in ascending order: x = -bias / input_weight.
    pub fn bends(&self, (x_min, x_max): (f32, f32)) -> Vec<f32> {
        let bends = (0..self.len()).filter_map(|unit| self.bend(unit));
        let mut bends: Vec<f32> = bends.filter(|x| (x_min..=x_max).contains(x)).collect();
        bends.sort_by(f32::total_cmp);
        bends
    }

    /// What each unit adds to the output, as lines `x0, y0, x1, y1, ...` of two or three corners; one that is no number
    /// ends each line.
    pub fn lines(&self, (x_min, x_max): (f32, f32)) -> Vec<f32> {
        let mut lines = Vec::new();
        for unit in 0..self.len() {
            let bend = self.bend(unit).filter(|&x| x_min < x && x < x_max);
            for x in [Some(x_min), bend, Some(x_max)].into_iter().flatten() {
                lines.extend([x, self.contribution(unit, x)]);
            }
            lines.extend([f32::NAN, f32::NAN]);
        }
        lines
    }

    /// The net's output as one line `x0, y0, x1, y1, ...`: straight between its bends, so these corners are all of it.
    pub fn fit(&self, window: (f32, f32)) -> Vec<f32> {
        let corners = [window.0].into_iter().chain(self.bends(window)).chain([window.1]);
        corners.flat_map(|x| [x, self.output(x)]).collect()
    }

    fn output(&self, x: f32) -> f32 {
        self.output_bias + (0..self.len()).map(|unit| self.contribution(unit, x)).sum::<f32>()
    }

    fn contribution(&self, unit: usize, x: f32) -> f32 {
        self.output_weights[unit] * (self.input_weights[unit] * x + self.biases[unit]).max(0.0)
    }

    /// None for a unit that reads nothing of x.
    fn bend(&self, unit: usize) -> Option<f32> {
        let weight = self.input_weights[unit];
        (weight != 0.0).then(|| -self.biases[unit] / weight)
    }

    fn len(&self) -> usize {
        self.input_weights.len().min(self.biases.len()).min(self.output_weights.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// |x - 0.5| as two hinges, a third unit outside the window, a fourth that reads nothing.
    fn example() -> Hinges {
        Hinges {
            input_weights: vec![2.0, -1.0, 1.0, 0.0],
            biases: vec![-1.0, 0.5, 9.0, 1.0],
            output_weights: vec![0.5, 1.0, 0.0, 3.0],
            output_bias: -3.0,
        }
    }

    #[test]
    fn hinges_bend_where_their_sum_is_zero() {
        assert_eq!(example().bends((-1.0, 1.0)), [0.5, 0.5]);
        assert_eq!(example().bends((-10.0, 1.0)), [-9.0, 0.5, 0.5]);
    }

    #[test]
    fn two_hinges_make_an_absolute_value() {
        assert_eq!(example().fit((-1.0, 1.0)), [-1.0, 1.5, 0.5, 0.0, 0.5, 0.0, 1.0, 0.5]);
    }

    #[test]
    fn each_unit_has_a_line_of_its_own() {
        let lines = example().lines((-1.0, 1.0));
        let corners: Vec<&[f32]> = lines.split(|value| value.is_nan()).filter(|line| !line.is_empty()).collect();
        assert_eq!(corners[0], [-1.0, 0.0, 0.5, 0.0, 1.0, 0.5]);
        assert_eq!(corners[1], [-1.0, 1.5, 0.5, 0.0, 1.0, 0.0]);
        assert_eq!(corners[2], [-1.0, 0.0, 1.0, 0.0]);
        assert_eq!(corners[3], [-1.0, 3.0, 1.0, 3.0]);
    }

    #[test]
    fn no_units_leave_a_level_line() {
        let level = Hinges { output_bias: 2.0, ..Hinges::default() };
        assert_eq!(level.fit((-1.0, 1.0)), [-1.0, 2.0, 1.0, 2.0]);
        assert!(level.lines((-1.0, 1.0)).is_empty());
    }
}
