//! What tensors are made by, and the shapes that moving, cutting and folding leave, as NumPy and PyTorch have them.

use crate::lessons::notation::function::Function;
use crate::lessons::notation::making::Filling;
use crate::lessons::notation::mistake::Problem;
use crate::lessons::notation::shape::Shape;

pub const MOST_RANK: usize = 5;

/// What a tensor is made by. Operands' shapes say the rest.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// A number, a list, `zeros`, `arange`, `randn` ...
    Made(Filling),
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Negate,
    Function(Function),
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

/// The new shape, with one size of -1 filled in.
pub fn reshape(from: &[usize], to: &[i64]) -> Result<Shape, Problem> {
    let misfit = || Problem::Reshape { from: from.to_vec(), to: to.to_vec() };
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
pub fn axis(axis: i64, rank: usize) -> Result<usize, Problem> {
    let from_front = if axis < 0 { axis + rank as i64 } else { axis };
    let place = usize::try_from(from_front).ok().filter(|place| *place < rank);
    place.ok_or(Problem::AxisOutOfRange { axis, rank })
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
pub fn cut_at(index: i64, axis: usize, size: usize) -> Result<Cut, Problem> {
    let from_front = if index < 0 { index + size as i64 } else { index };
    let place = usize::try_from(from_front).ok().filter(|place| *place < size);
    place.map(Cut::At).ok_or(Problem::IndexOutOfRange { index, axis, size })
}

/// A slice of an axis of this size; bounds beyond it are drawn in, as in Python.
pub fn cut_slice(start: Option<i64>, end: Option<i64>, step: Option<i64>, size: usize) -> Result<Cut, Problem> {
    let step = step.unwrap_or(1);
    let step = usize::try_from(step).ok().filter(|step| *step > 0).ok_or(Problem::BadStep(step))?;
    let bound = |bound: i64| {
        let from_front = if bound < 0 { bound + size as i64 } else { bound };
        from_front.clamp(0, size as i64) as usize
    };
    let (start, end) = (start.map_or(0, bound), end.map_or(size, bound));
    match end.saturating_sub(start).div_ceil(step) {
        0 => Err(Problem::NoCells),
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
    fn a_reshape_keeps_the_number_of_cells() {
        assert_eq!(reshape(&[12], &[3, 4]), Ok(vec![3, 4]));
        assert_eq!(reshape(&[3, 4], &[2, -1]), Ok(vec![2, 6]));
        assert_eq!(reshape(&[1], &[]), Ok(vec![]));
        for to in [&[5, 2][..], &[5, -1], &[-1, -1], &[-2, -6], &[0, -1], &[]] {
            assert_eq!(reshape(&[12], to), Err(Problem::Reshape { from: vec![12], to: to.to_vec() }));
        }
    }

    #[test]
    fn slices_are_drawn_in_and_indices_are_not() {
        assert_eq!(cut_slice(Some(1), Some(99), None, 5), Ok(Cut::Every { start: 1, step: 1, count: 4 }));
        assert_eq!(cut_slice(None, None, Some(2), 5), Ok(Cut::Every { start: 0, step: 2, count: 3 }));
        assert_eq!(cut_slice(Some(-2), None, None, 5), Ok(Cut::Every { start: 3, step: 1, count: 2 }));
        assert_eq!(cut_slice(Some(3), Some(1), None, 5), Err(Problem::NoCells));
        assert_eq!(cut_slice(None, None, Some(-1), 5), Err(Problem::BadStep(-1)));
        assert_eq!(cut_at(-1, 0, 5), Ok(Cut::At(4)));
        assert_eq!(cut_at(5, 1, 5), Err(Problem::IndexOutOfRange { index: 5, axis: 1, size: 5 }));
    }

    #[test]
    fn cells_and_indices_are_inverse() {
        let shape = [2, 3, 4];
        assert_eq!(index_of(23, &shape), [1, 2, 3]);
        assert!((0..24).all(|cell| cell_at(&index_of(cell, &shape), &shape) == cell));
        assert_eq!((index_of(0, &[]), cell_at(&[], &[])), (vec![], 0));
    }
}
