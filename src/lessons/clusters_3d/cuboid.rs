//! The box that decision regions are computed in, and places inside it. Pure.

/// A box with its sides along the axes, around points of the plane or of space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cuboid {
    pub low: [f32; 3],
    pub high: [f32; 3],
}

impl Cuboid {
    /// The smallest box that holds all points; from 0 to 1 without any.
    pub fn around(points: &[[f32; 3]]) -> Self {
        let edge = |axis: usize, most: fn(f32, f32) -> f32| points.iter().map(|point| point[axis]).reduce(most);
        Self {
            low: std::array::from_fn(|axis| edge(axis, f32::min).unwrap_or(0.0)),
            high: std::array::from_fn(|axis| edge(axis, f32::max).unwrap_or(1.0)),
        }
    }

    /// The six numbers that a picture carries: `low`, then `high`.
    pub fn to_array(&self) -> [f32; 6] {
        let ([a, b, c], [d, e, f]) = (self.low, self.high);
        [a, b, c, d, e, f]
    }

    /// The inverse of [`Self::to_array`].
    pub fn from_array(values: &[f32]) -> Option<Self> {
        let &[a, b, c, d, e, f] = values else { return None };
        Some(Self { low: [a, b, c], high: [d, e, f] })
    }

    /// A share (0 to 1) of the way along one axis.
    pub fn along(&self, axis: usize, share: f32) -> f32 {
        self.low[axis] + share * (self.high[axis] - self.low[axis])
    }

    /// The middles of `side` x `side` cells of the level sheet at this z, row by row from the smallest y.
    pub fn level(&self, z: f32, side: usize) -> Vec<[f32; 3]> {
        let share = |cell: usize| (cell as f32 + 0.5) / side as f32;
        let row =
            |row: usize| (0..side).map(move |column| [self.along(0, share(column)), self.along(1, share(row)), z]);
        (0..side).flat_map(row).collect()
    }

    /// `side` places along each axis, walls included, `[z][y][x]`.
    pub fn lattice(&self, side: usize) -> Vec<[f32; 3]> {
        let share = |place: usize| place as f32 / (side.max(2) - 1) as f32;
        let place = |index: usize| {
            let (x, y, z) = (index % side, index / side % side, index / side / side);
            [self.along(0, share(x)), self.along(1, share(y)), self.along(2, share(z))]
        };
        (0..side.pow(3)).map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Cuboid = Cuboid { low: [0.0, 0.0, 10.0], high: [4.0, 2.0, 12.0] };

    #[test]
    fn it_holds_all_points() {
        assert_eq!(Cuboid::around(&[[4.0, 0.0, 11.0], [0.0, 2.0, 10.0], [1.0, 1.0, 12.0]]), BOX);
        assert_eq!(Cuboid::around(&[]).to_array(), [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        assert_eq!(Cuboid::from_array(&BOX.to_array()), Some(BOX));
        assert_eq!(Cuboid::from_array(&[]), None);
    }

    #[test]
    fn cells_have_middles_and_lattices_reach_the_walls() {
        assert_eq!(BOX.level(11.0, 2), [[1.0, 0.5, 11.0], [3.0, 0.5, 11.0], [1.0, 1.5, 11.0], [3.0, 1.5, 11.0]]);
        let lattice = BOX.lattice(3);
        assert_eq!((lattice.len(), lattice[0], lattice[1], lattice[26]), (27, BOX.low, [2.0, 0.0, 10.0], BOX.high));
    }
}
