//! Four numbers at a time, from and to slices.

use wide::f32x4;

/// How many numbers one instruction takes.
pub const LANES: usize = 4;

/// Four numbers from `at` on.
#[inline(always)]
pub fn load(from: &[f32], at: usize) -> f32x4 {
    f32x4::new(*from[at..].first_chunk().expect("rows have room for whole lanes"))
}

#[inline(always)]
pub fn store(to: &mut [f32], at: usize, lanes: f32x4) {
    *to[at..].first_chunk_mut().expect("rows have room for whole lanes") = lanes.to_array();
}

/// The sum of all numbers, four sums side by side.
pub fn sum(values: &[f32]) -> f32 {
    let (fours, rest) = values.as_chunks::<LANES>();
    let sum = fours.iter().fold(f32x4::ZERO, |sum, four| sum + f32x4::new(*four));
    sum.reduce_add() + rest.iter().sum::<f32>()
}
