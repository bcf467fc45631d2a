//! The hills of the second race: heights over a plane, written once for the map and for the walkers on it.

use burn::tensor::{Device, Tensor, TensorData};

use crate::lessons::small_data::values;

/// A height for each place (x, y).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// (x^2 + y^2) / 2: downhill is straight to the minimum.
    Bowl,
    /// 0.1 x^2 + 18 y^2: 180 times as steep across as along.
    Ravine,
    /// x^2 / 2 - y^2 / 2 + y^4 / 8 + 1/2: a pass at the origin, minima at (0, -sqrt 2) and (0, sqrt 2).
    Saddle,
    /// (1 - x)^2 / 50 + 2 (y - x^2)^2: a fiftieth of Rosenbrock's valley (1960), its minimum at (1, 1).
    Rosenbrock,
}

impl Surface {
    /// The setting `surface`.
    pub fn named(name: &str) -> Self {
        match name {
            "bowl" => Self::Bowl,
            "saddle" => Self::Saddle,
            "rosenbrock" => Self::Rosenbrock,
            _ => Self::Ravine,
        }
    }

    /// Heights over the places (x, y), all of one shape. None is below 0, and each minimum is at 0.
    pub fn height<const D: usize>(self, x: Tensor<D>, y: Tensor<D>) -> Tensor<D> {
        match self {
            Self::Bowl => (x.square() + y.square()) / 2.0,
            Self::Ravine => x.square() * 0.1 + y.square() * 18.0,
            Self::Saddle => {
                let across = y.square();
                x.square() / 2.0 - across.clone() / 2.0 + across.square() / 8.0 + 0.5
            }
            Self::Rosenbrock => (-x.clone() + 1.0).square() / 50.0 + (y - x.square()).square() * 2.0,
        }
    }

    /// Where all walkers start; on the saddle a hair beside the ridge, whose top would hold plain SGD for ever.
    pub fn start(self) -> [f32; 2] {
        match self {
            Self::Bowl => [-2.5, 1.5],
            Self::Ravine => [-2.5, 0.9],
            Self::Saddle => [-2.5, 0.01],
            Self::Rosenbrock => [-1.5, 2.0],
        }
    }

    /// The part of the plane that the map shows: x from, x to, y from, y to.
    pub fn bounds(self) -> [f32; 4] {
        match self {
            Self::Bowl | Self::Saddle => [-3.0, 3.0, -2.25, 2.25],
            Self::Ravine => [-3.0, 3.0, -1.25, 1.25],
            Self::Rosenbrock => [-2.0, 2.0, -0.75, 2.75],
        }
    }

    /// Heights at the middles of `side` x `side` cells over the bounds, the row of the smallest y first.
    pub fn map(self, side: usize) -> Vec<f32> {
        let [x_min, x_max, y_min, y_max] = self.bounds();
        let middle = |cell: usize| (cell as f32 + 0.5) / side as f32;
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for (row, column) in (0..side).flat_map(|row| (0..side).map(move |column| (row, column))) {
            x.push(x_min + (x_max - x_min) * middle(column));
            y.push(y_min + (y_max - y_min) * middle(row));
        }
        let tensor = |values| Tensor::<1>::from_data(TensorData::new(values, [side * side]), &Device::flex());
        values(self.height(tensor(x), tensor(y)))
    }
}
