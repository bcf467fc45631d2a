//! Shapes of scalars, vectors and matrices.

use crate::lessons::notation::mistake::Problem;

/// A shape as the reader sees it. Inside the engine every tensor has two axes: see [`Shape::rows`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Scalar,
    Vector(usize),
    Matrix(usize, usize),
}

impl Shape {
    /// The shape with these sizes of its axes.
    ///
    /// # Errors
    /// [`Problem::RankTooHigh`] beyond a matrix.
    pub fn of(sizes: &[usize]) -> Result<Self, Problem> {
        match *sizes {
            [] => Ok(Self::Scalar),
            [columns] => Ok(Self::Vector(columns)),
            [rows, columns] => Ok(Self::Matrix(rows, columns)),
            _ => Err(Problem::RankTooHigh { rank: sizes.len(), most: 2 }),
        }
    }

    /// 1 for scalars and vectors.
    pub fn rows(self) -> usize {
        match self {
            Self::Scalar | Self::Vector(_) => 1,
            Self::Matrix(rows, _) => rows,
        }
    }

    /// 1 for scalars.
    pub fn columns(self) -> usize {
        match self {
            Self::Scalar => 1,
            Self::Vector(columns) | Self::Matrix(_, columns) => columns,
        }
    }

    /// Number of values.
    pub fn count(self) -> usize {
        self.rows().saturating_mul(self.columns())
    }

    /// The sizes of its axes; none for a scalar.
    pub fn sizes(self) -> Vec<usize> {
        match self {
            Self::Scalar => vec![],
            Self::Vector(columns) => vec![columns],
            Self::Matrix(rows, columns) => vec![rows, columns],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shape::{self, Matrix, Scalar, Vector};
    use super::*;

    #[test]
    fn shapes_and_their_sizes_are_inverse() {
        for shape in [Scalar, Vector(3), Matrix(2, 3)] {
            assert_eq!(Shape::of(&shape.sizes()), Ok(shape));
        }
        assert_eq!(Shape::of(&[2, 3, 4]), Err(Problem::RankTooHigh { rank: 3, most: 2 }));
        assert_eq!(Matrix(2, 3).count(), 6);
        assert_eq!(Vector(3).sizes(), [3]);
    }
}
