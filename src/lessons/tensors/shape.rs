//! The rules of shapes, as NumPy and PyTorch have them: what an operation makes of its operands' shapes, or why it cannot.

use super::problem::Kind;

/// Sizes of the axes, outermost first; none for a single number.
pub type Shape = Vec<usize>;

pub const MOST_RANK: usize = 5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dtype {
    Float32,
    Int64,
}

/// What a tensor is made by. Operands' shapes say the rest.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// These values in row order: a number, a list, `zeros`, `full`, `arange` ...
    Values(Vec<f64>),
    /// Standard normal.
    Normal,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    ToFloat,
    ToInt,
    /// The same cells in the same order: `reshape`, `squeeze`, `unsqueeze`.
    Reshape,
    /// Axis `i` of the result is axis `axes[i]` of the operand: `transpose`, `permute`, `T`.
    Permute {
        axes: Vec<usize>,
    },
    /// One cut for each axis of the operand.
    Index {
        cuts: Vec<Cut>,
    },
    /// One cell of the result for each group of cells that differ in these axes only, which stay with size 1 if kept.
    Reduce {
        fold: Fold,
        axes: Vec<usize>,
        keeps: bool,
    },
    Matmul,
}

/// What of an axis is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// One index; the axis goes.
    At(usize),
    /// `count` indices from `start`, `step` apart.
    Every { start: usize, step: usize, count: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    Sum,
    Mean,
    Max,
    Min,
}

impl Dtype {
    pub fn name(self) -> &'static str {
        match self {
            Self::Float32 => "float32",
            Self::Int64 => "int64",
        }
    }

    /// The type of a sum of the two.
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Int64, Self::Int64) => Self::Int64,
            (Self::Float32, _) | (_, Self::Float32) => Self::Float32,
        }
    }
}

/// The shape both operands are stretched to (NumPy user guide, "Broadcasting"): aligned at their last axes, sizes agree
/// where they are equal, or one of them is 1 or missing.
pub fn broadcast(left: &[usize], right: &[usize]) -> Result<Shape, Kind> {
    let from_right = |shape: &[usize], axis: usize| shape.iter().rev().nth(axis).copied().unwrap_or(1);
    let mut shape = Vec::new();
    for axis in (0..left.len().max(right.len())).rev() {
        shape.push(match (from_right(left, axis), from_right(right, axis)) {
            (size, 1) => size,
            (1, size) => size,
            (size, other) if size == other => size,
            _ => return Err(clash(left, right)),
        });
    }
    Ok(shape)
}

/// The last axes that disagree are what a reader, who compares from the right, meets first.
fn clash(left: &[usize], right: &[usize]) -> Kind {
    let disagree = |(left, right): (&usize, &usize)| left != right && *left != 1 && *right != 1;
    let axis = left.iter().rev().zip(right.iter().rev()).position(disagree).unwrap_or_default();
    Kind::Broadcast { left: left.to_vec(), right: right.to_vec(), axis }
}

/// Matrix product (`torch.matmul`): a vector on the left is a row, on the right a column, and its axis goes again; axes
/// before the last two are broadcast.
pub fn matmul(left: &[usize], right: &[usize]) -> Result<Shape, Kind> {
    let [(left_batch, rows, inner), (right_batch, other_inner, columns)] = matrices(left, right)?;
    if inner != other_inner {
        return Err(Kind::InnerSizes { left: left.to_vec(), right: right.to_vec() });
    }
    let mut shape = broadcast(left_batch, right_batch)?;
    shape.extend((left.len() > 1).then_some(rows));
    shape.extend((right.len() > 1).then_some(columns));
    Ok(shape)
}

/// Batch axes, rows and columns of either operand.
pub type Matrix<'a> = (&'a [usize], usize, usize);

/// Both operands of a product as stacks of matrices.
pub fn matrices<'a>(left: &'a [usize], right: &'a [usize]) -> Result<[Matrix<'a>; 2], Kind> {
    let left = match left {
        [] => return Err(Kind::MatmulOfScalar),
        [inner] => (&[][..], 1, *inner),
        [batch @ .., rows, inner] => (batch, *rows, *inner),
    };
    let right = match right {
        [] => return Err(Kind::MatmulOfScalar),
        [inner] => (&[][..], *inner, 1),
        [batch @ .., inner, columns] => (batch, *inner, *columns),
    };
    Ok([left, right])
}

/// The new shape, with one size of -1 filled in.
pub fn reshape(from: &[usize], to: &[i64]) -> Result<Shape, Kind> {
    let misfit = || Kind::Reshape { from: from.to_vec(), to: to.to_vec() };
    let count = from.iter().product::<usize>();
    let known = to.iter().filter(|size| **size != -1).try_fold(1usize, |product, size| {
        let size = usize::try_from(*size).ok().filter(|size| *size > 0)?;
        product.checked_mul(size)
    });
    let known = known.ok_or_else(misfit)?;
    let unknowns = to.iter().filter(|size| **size == -1).count();
    let fits = match unknowns {
        0 => known == count,
        1 => count.is_multiple_of(known),
        _ => false,
    };
    let size = |size: &i64| usize::try_from(*size).unwrap_or(count / known);
    if fits { Ok(to.iter().map(size).collect()) } else { Err(misfit()) }
}

/// An axis that may count from the end, of `rank` axes.
pub fn axis(axis: i64, rank: usize) -> Result<usize, Kind> {
    let from_front = if axis < 0 { axis + rank as i64 } else { axis };
    let place = usize::try_from(from_front).ok().filter(|place| *place < rank);
    place.ok_or(Kind::AxisOutOfRange { axis, rank })
}

/// The shape that is left when these axes are folded.
pub fn reduce(shape: &[usize], axes: &[usize], keeps: bool) -> Shape {
    let size = |(axis, size): (usize, &usize)| match (axes.contains(&axis), keeps) {
        (false, _) => Some(*size),
        (true, true) => Some(1),
        (true, false) => None,
    };
    shape.iter().enumerate().filter_map(size).collect()
}

/// The shape that the cuts leave.
pub fn cut(cuts: &[Cut]) -> Shape {
    let size = |cut: &Cut| match cut {
        Cut::At(_) => None,
        Cut::Every { count, .. } => Some(*count),
    };
    cuts.iter().filter_map(size).collect()
}

/// One index of an axis of this size, which may count from the end.
pub fn cut_at(index: i64, axis: usize, size: usize) -> Result<Cut, Kind> {
    let from_front = if index < 0 { index + size as i64 } else { index };
    let place = usize::try_from(from_front).ok().filter(|place| *place < size);
    place.map(Cut::At).ok_or(Kind::IndexOutOfRange { index, axis, size })
}

/// A slice of an axis of this size; bounds beyond it are drawn in, as in Python.
pub fn cut_slice(start: Option<i64>, end: Option<i64>, step: Option<i64>, size: usize) -> Result<Cut, Kind> {
    let step = step.unwrap_or(1);
    let step = usize::try_from(step).ok().filter(|step| *step > 0).ok_or(Kind::BadStep(step))?;
    let bound = |bound: i64| {
        let from_front = if bound < 0 { bound + size as i64 } else { bound };
        from_front.clamp(0, size as i64) as usize
    };
    let (start, end) = (start.map_or(0, bound), end.map_or(size, bound));
    match end.saturating_sub(start).div_ceil(step) {
        0 => Err(Kind::NoCells),
        count => Ok(Cut::Every { start, step, count }),
    }
}

/// The cell at this place of the row order, as one index for each axis.
pub fn index_of(mut cell: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (place, size) in index.iter_mut().zip(shape).rev() {
        *place = cell % size;
        cell /= size;
    }
    index
}

/// The inverse: the place in row order.
pub fn cell_at(index: &[usize], shape: &[usize]) -> usize {
    index.iter().zip(shape).fold(0, |cell, (place, size)| cell * size + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_stretched_from_the_right() {
        assert_eq!(broadcast(&[3, 4], &[4]), Ok(vec![3, 4]));
        assert_eq!(broadcast(&[3, 1], &[1, 4]), Ok(vec![3, 4]));
        assert_eq!(broadcast(&[], &[2, 3]), Ok(vec![2, 3]));
        assert_eq!(broadcast(&[5, 1, 4, 1], &[3, 1, 2]), Ok(vec![5, 3, 4, 2]));
        let clash = |left: &[usize], right: &[usize], axis| {
            Err(Kind::Broadcast { left: left.to_vec(), right: right.to_vec(), axis })
        };
        assert_eq!(broadcast(&[3, 4], &[3]), clash(&[3, 4], &[3], 0));
        assert_eq!(broadcast(&[2, 3, 4], &[5, 1, 4]), clash(&[2, 3, 4], &[5, 1, 4], 2));
    }

    #[test]
    fn products_follow_torch_matmul() {
        assert_eq!(matmul(&[2, 3], &[3, 4]), Ok(vec![2, 4]));
        assert_eq!(matmul(&[3], &[3]), Ok(vec![]));
        assert_eq!(matmul(&[3], &[3, 4]), Ok(vec![4]));
        assert_eq!(matmul(&[2, 3], &[3]), Ok(vec![2]));
        assert_eq!(matmul(&[5, 1, 2, 3], &[4, 3, 6]), Ok(vec![5, 4, 2, 6]));
        assert_eq!(matmul(&[2, 3], &[2, 3]), Err(Kind::InnerSizes { left: vec![2, 3], right: vec![2, 3] }));
        assert_eq!(matmul(&[], &[2, 3]), Err(Kind::MatmulOfScalar));
        assert!(matches!(matmul(&[2, 2, 3], &[3, 3, 2]), Err(Kind::Broadcast { axis: 0, .. })));
    }

    #[test]
    fn a_reshape_keeps_the_number_of_cells() {
        assert_eq!(reshape(&[12], &[3, 4]), Ok(vec![3, 4]));
        assert_eq!(reshape(&[3, 4], &[2, -1]), Ok(vec![2, 6]));
        assert_eq!(reshape(&[1], &[]), Ok(vec![]));
        for to in [&[5, 2][..], &[5, -1], &[-1, -1], &[-2, -6], &[0, -1], &[]] {
            assert_eq!(reshape(&[12], to), Err(Kind::Reshape { from: vec![12], to: to.to_vec() }));
        }
    }

    #[test]
    fn slices_are_drawn_in_and_indices_are_not() {
        assert_eq!(cut_slice(Some(1), Some(99), None, 5), Ok(Cut::Every { start: 1, step: 1, count: 4 }));
        assert_eq!(cut_slice(None, None, Some(2), 5), Ok(Cut::Every { start: 0, step: 2, count: 3 }));
        assert_eq!(cut_slice(Some(-2), None, None, 5), Ok(Cut::Every { start: 3, step: 1, count: 2 }));
        assert_eq!(cut_slice(Some(3), Some(1), None, 5), Err(Kind::NoCells));
        assert_eq!(cut_slice(None, None, Some(-1), 5), Err(Kind::BadStep(-1)));
        assert_eq!(cut_at(-1, 0, 5), Ok(Cut::At(4)));
        assert_eq!(cut_at(5, 1, 5), Err(Kind::IndexOutOfRange { index: 5, axis: 1, size: 5 }));
    }

    #[test]
    fn cells_and_indices_are_inverse() {
        let shape = [2, 3, 4];
        assert_eq!(index_of(23, &shape), [1, 2, 3]);
        assert!((0..24).all(|cell| cell_at(&index_of(cell, &shape), &shape) == cell));
        assert_eq!((index_of(0, &[]), cell_at(&[], &[])), (vec![], 0));
    }
}
