//! Where a cell comes from: for every operation, the operands' cells that one cell of the result is made of.

use super::shape::{Cut, Operation, cell_at, index_of};
use crate::lessons::notation::shape::matrices;

/// The cells (places in row order) of each operand that take part in cell `cell` of a result of shape `shape`.
///
/// For a reduction and a product they come in the order in which they are summed.
pub fn takes_part(operation: &Operation, operands: &[&[usize]], shape: &[usize], cell: usize) -> Vec<Vec<usize>> {
    match (operation, operands) {
        (Operation::Made(_), _) => Vec::new(),
        (Operation::Add | Operation::Subtract | Operation::Multiply | Operation::Divide | Operation::Power, _) => {
            let index = index_of(cell, shape);
            operands.iter().map(|operand| vec![stretched(&index, operand)]).collect()
        }
        (Operation::Negate | Operation::Function(_), _) => vec![vec![cell]],
        (Operation::ToFloat | Operation::ToInt | Operation::Reshape, _) => vec![vec![cell]],
        (Operation::Permute { axes }, [operand]) => {
            let mut index = vec![0; axes.len()];
            for (place, axis) in index_of(cell, shape).into_iter().zip(axes) {
                index[*axis] = place;
            }
            vec![vec![cell_at(&index, operand)]]
        }
        (Operation::Index { cuts }, [operand]) => {
            let mut places = index_of(cell, shape).into_iter();
            let index = cuts.iter().map(|cut| match cut {
                Cut::At(place) => *place,
                Cut::Every { start, step, .. } => start + step * places.next().unwrap_or_default(),
            });
            vec![vec![cell_at(&index.collect::<Vec<_>>(), operand)]]
        }
        (Operation::Reduce { axes, keeps, .. }, [operand]) => vec![group(axes, *keeps, operand, shape, cell)],
        (Operation::Matmul, [left, right]) => row_and_column(left, right, shape, cell),
        // Every operation above has the operands that `program` gave it.
        (Operation::Permute { .. } | Operation::Index { .. } | Operation::Reduce { .. } | Operation::Matmul, _) => {
            Vec::new()
        }
    }
}

/// An axis of size 1, or a missing one, is stretched: its only place stands for all.
fn stretched(index: &[usize], operand: &[usize]) -> usize {
    let own = &index[index.len() - operand.len()..];
    let places: Vec<_> = own.iter().zip(operand).map(|(place, size)| if *size == 1 { 0 } else { *place }).collect();
    cell_at(&places, operand)
}

fn group(axes: &[usize], keeps: bool, operand: &[usize], shape: &[usize], cell: usize) -> Vec<usize> {
    let mut places = index_of(cell, shape).into_iter();
    let mut index = vec![0; operand.len()];
    for (axis, place) in index.iter_mut().enumerate() {
        if keeps || !axes.contains(&axis) {
            *place = places.next().unwrap_or_default();
        }
    }
    let folded: Vec<usize> = axes.iter().map(|axis| operand[*axis]).collect();
    let cells = (0..folded.iter().product()).map(|member| {
        for (axis, place) in axes.iter().zip(index_of(member, &folded)) {
            index[*axis] = place;
        }
        cell_at(&index, operand)
    });
    cells.collect()
}

fn row_and_column(left: &[usize], right: &[usize], shape: &[usize], cell: usize) -> Vec<Vec<usize>> {
    let Ok([(left_batch, rows, inner), (right_batch, _, columns)]) = matrices(left, right) else {
        return Vec::new();
    };
    let index = index_of(cell, shape);
    let (mut batch, mut row, mut column) = (index.as_slice(), 0, 0);
    if let ([before @ .., last], true) = (batch, right.len() > 1) {
        (batch, column) = (before, *last);
    }
    if let ([before @ .., last], true) = (batch, left.len() > 1) {
        (batch, row) = (before, *last);
    }
    let first = stretched(batch, left_batch) * rows * inner + row * inner;
    let top = stretched(batch, right_batch) * inner * columns + column;
    vec![(0..inner).map(|k| first + k).collect(), (0..inner).map(|k| top + k * columns).collect()]
}

#[cfg(test)]
mod tests {
    use super::super::shape::Fold;
    use super::*;

    #[test]
    fn a_product_takes_a_row_and_a_column() {
        let cells = takes_part(&Operation::Matmul, &[&[2, 3], &[3, 4]], &[2, 4], 6);
        assert_eq!(cells, [vec![3, 4, 5], vec![2, 6, 10]]);
        let dot = takes_part(&Operation::Matmul, &[&[3], &[3]], &[], 0);
        assert_eq!(dot, [vec![0, 1, 2], vec![0, 1, 2]]);
        let batched = takes_part(&Operation::Matmul, &[&[2, 2, 3], &[3, 1]], &[2, 2, 1], 3);
        assert_eq!(batched, [vec![9, 10, 11], vec![0, 1, 2]]);
    }

    #[test]
    fn a_reduction_takes_its_group() {
        let sum = |axes: &[usize], keeps| Operation::Reduce { fold: Fold::Sum, axes: axes.to_vec(), keeps };
        assert_eq!(takes_part(&sum(&[1], false), &[&[3, 4]], &[3], 1), [vec![4, 5, 6, 7]]);
        assert_eq!(takes_part(&sum(&[0], true), &[&[3, 4]], &[1, 4], 2), [vec![2, 6, 10]]);
        assert_eq!(takes_part(&sum(&[0, 1], false), &[&[2, 2]], &[], 0), [vec![0, 1, 2, 3]]);
        assert_eq!(takes_part(&sum(&[0, 2], false), &[&[2, 3, 2]], &[3], 1), [vec![2, 3, 8, 9]]);
    }

    #[test]
    fn a_broadcast_takes_the_stretched_cell() {
        assert_eq!(takes_part(&Operation::Add, &[&[3, 4], &[4]], &[3, 4], 6), [vec![6], vec![2]]);
        assert_eq!(takes_part(&Operation::Add, &[&[3, 1], &[1, 4]], &[3, 4], 6), [vec![1], vec![2]]);
        assert_eq!(takes_part(&Operation::Add, &[&[2, 2], &[]], &[2, 2], 3), [vec![3], vec![0]]);
    }

    #[test]
    fn a_move_takes_the_cell_itself() {
        let transpose = Operation::Permute { axes: vec![1, 0] };
        assert_eq!(takes_part(&transpose, &[&[2, 3]], &[3, 2], 1), [vec![3]]);
        let cuts = vec![Cut::Every { start: 1, step: 2, count: 2 }, Cut::At(2)];
        assert_eq!(takes_part(&Operation::Index { cuts }, &[&[4, 3]], &[2], 1), [vec![11]]);
        assert_eq!(takes_part(&Operation::Reshape, &[&[12]], &[3, 4], 7), [vec![7]]);
    }
}
