//! Products of small matrices with long rows, in blocks that stay in the processor's registers.

use wide::f32x4;

use crate::lanes::{LANES, load, store};

/// Rows that one block computes.
pub const ROWS: usize = 4;
/// Columns that one block computes; rows are as long as a multiple of it.
pub const COLUMNS: usize = 2 * LANES;

/// `out = left right` with `right` as `[inner, stride]` and `out` as `[rows, stride]`; `left` comes as `[rows / 4, inner, 4]`.
#[inline(never)]
pub fn product(left: &[f32], right: &[f32], stride: usize, out: &mut [f32]) {
    let inner = right.len() / stride;
    for (left, out) in left.chunks_exact(ROWS * inner).zip(out.chunks_exact_mut(ROWS * stride)) {
        for at in (0..stride).step_by(COLUMNS) {
            let mut sums = [[f32x4::ZERO; 2]; ROWS];
            for (weights, row) in left.as_chunks::<ROWS>().0.iter().zip(right.chunks_exact(stride)) {
                let (first, second) = (load(row, at), load(row, at + LANES));
                for (sum, &weight) in sums.iter_mut().zip(weights) {
                    let weight = f32x4::splat(weight);
                    sum[0] += weight * first;
                    sum[1] += weight * second;
                }
            }
            for (row, sum) in out.chunks_exact_mut(stride).zip(sums) {
                store(row, at, sum[0]);
                store(row, at + LANES, sum[1]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_that_of_the_textbook() {
        let (inner, stride) = (3, 8);
        let right: Vec<f32> = (0..inner * stride).map(|number| (number % 7) as f32 - 3.0).collect();
        // Rows of two blocks: row r times column c is weight (r + c) % 5.
        let weight = |row: usize, column: usize| ((row + column) % 5) as f32;
        let left: Vec<f32> = (0..2)
            .flat_map(|block| {
                (0..inner).flat_map(move |column| (0..ROWS).map(move |row| weight(block * ROWS + row, column)))
            })
            .collect();
        let mut out = vec![9.0; 8 * stride];
        product(&left, &right, stride, &mut out);
        for (row, column) in (0..8).flat_map(|row| (0..stride).map(move |column| (row, column))) {
            let expected: f32 = (0..inner).map(|at| weight(row, at) * right[at * stride + column]).sum();
            assert_eq!(out[row * stride + column], expected);
        }
    }
}
