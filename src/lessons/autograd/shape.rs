//! Shapes of scalars, vectors and matrices, and how two of them broadcast.

use std::fmt;

/// A shape as the reader sees it. Inside the engine every tensor has two axes: see [`Shape::rows`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Scalar,
    Vector(usize),
    Matrix(usize, usize),
}

/// Two sizes that meet on one axis and do not fit: the left one, the right one.
pub type Clash = (usize, usize);

impl Shape {
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
        self.rows() * self.columns()
    }

    /// The sizes of its axes; none for a scalar.
    pub fn sizes(self) -> Vec<usize> {
        match self {
            Self::Scalar => vec![],
            Self::Vector(columns) => vec![columns],
            Self::Matrix(rows, columns) => vec![rows, columns],
        }
    }

    /// The shape of an elementwise operation on two tensors: axes are matched from the right, and a missing axis or one
    /// of size 1 is repeated (NumPy's and PyTorch's rule).
    ///
    /// # Errors
    /// The two sizes that are neither equal nor 1.
    pub fn broadcast(self, other: Self) -> Result<Self, Clash> {
        let columns = join(self.columns(), other.columns())?;
        let rows = join(self.rows(), other.rows())?;
        Ok(match self.sizes().len().max(other.sizes().len()) {
            0 => Self::Scalar,
            1 => Self::Vector(columns),
            _ => Self::Matrix(rows, columns),
        })
    }
}

fn join(left: usize, right: usize) -> Result<usize, Clash> {
    match (left, right) {
        (1, size) | (size, 1) => Ok(size),
        (left, right) if left == right => Ok(left),
        clash => Err(clash),
    }
}

/// As Python writes it: `()`, `(3,)`, `(2, 3)`.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar => f.write_str("()"),
            Self::Vector(columns) => write!(f, "({columns},)"),
            Self::Matrix(rows, columns) => write!(f, "({rows}, {columns})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shape::{Matrix, Scalar, Vector};

    #[test]
    fn axes_are_matched_from_the_right() {
        assert_eq!(Scalar.broadcast(Scalar), Ok(Scalar));
        assert_eq!(Scalar.broadcast(Matrix(2, 3)), Ok(Matrix(2, 3)));
        assert_eq!(Matrix(2, 3).broadcast(Vector(3)), Ok(Matrix(2, 3)));
        assert_eq!(Matrix(2, 1).broadcast(Vector(3)), Ok(Matrix(2, 3)));
        assert_eq!(Vector(1).broadcast(Vector(4)), Ok(Vector(4)));
        assert_eq!(Matrix(1, 1).broadcast(Scalar), Ok(Matrix(1, 1)));
        assert_eq!(Matrix(2, 3).broadcast(Vector(2)), Err((3, 2)));
        assert_eq!(Matrix(2, 3).broadcast(Matrix(4, 3)), Err((2, 4)));
    }

    #[test]
    fn shapes_read_as_in_python() {
        assert_eq!(format!("{Scalar} {} {}", Vector(3), Matrix(2, 3)), "() (3,) (2, 3)");
        assert_eq!(Matrix(2, 3).count(), 6);
        assert_eq!(Vector(3).sizes(), [3]);
    }
}
