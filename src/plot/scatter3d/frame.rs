//! The box around points of space, and where a point lies in the cube that the camera looks at.

/// A box with the same scale on all axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame3d {
    pub centre: [f64; 3],
    /// From the centre to each wall.
    pub half: [f64; 3],
}

/// A flat cloud still gets a box that can be seen.
const LEAST_SHARE: f64 = 0.05;

impl Frame3d {
    /// The smallest box that holds all points (`x0, y0, z0, x1, ...`), with a little air. Without points, from -1 to 1.
    pub fn around(positions: &[f32]) -> Self {
        let (mut low, mut high) = ([f32::INFINITY; 3], [f32::NEG_INFINITY; 3]);
        for point in positions.as_chunks::<3>().0.iter().filter(|point| point.iter().all(|value| value.is_finite())) {
            for axis in 0..3 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        if low[0] > high[0] {
            return Self { centre: [0.0; 3], half: [1.0; 3] };
        }
        let half: [f64; 3] = std::array::from_fn(|axis| f64::from(high[axis] - low[axis]) * 0.51);
        let least = (half.into_iter().fold(0.0, f64::max) * LEAST_SHARE).max(1e-9);
        Self {
            centre: std::array::from_fn(|axis| f64::from(low[axis] + high[axis]) / 2.0),
            half: half.map(|half| half.max(least)),
        }
    }

    /// From data units to the cube from -1 to 1.
    pub fn place(&self, point: &[f32]) -> [f64; 3] {
        let largest = self.largest();
        std::array::from_fn(|axis| (f64::from(point[axis]) - self.centre[axis]) / largest)
    }

    /// From the middle of the cube to the box's walls.
    pub fn extent(&self) -> [f64; 3] {
        self.half.map(|half| half / self.largest())
    }

    fn largest(&self) -> f64 {
        self.half.into_iter().fold(f64::MIN_POSITIVE, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_axes_have_the_same_scale() {
        let frame = Frame3d { centre: [10.0, 0.0, 0.0], half: [4.0, 2.0, 1.0] };
        assert_eq!(frame.place(&[14.0, 2.0, -1.0]), [1.0, 0.5, -0.25]);
        assert_eq!(frame.extent(), [1.0, 0.5, 0.25]);
    }

    #[test]
    fn the_box_holds_all_points_and_is_never_flat() {
        let frame = Frame3d::around(&[0.0, 0.0, 5.0, 10.0, -20.0, 5.0, f32::NAN, 1e9, 0.0]);
        assert_eq!(frame.centre, [5.0, -10.0, 5.0]);
        assert_eq!(frame.half, [5.1, 10.2, 0.51]);
        assert_eq!(Frame3d::around(&[]).half, [1.0; 3]);
        assert!(Frame3d::around(&[2.0, 2.0, 2.0]).half[0] > 0.0);
    }
}
