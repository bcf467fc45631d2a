//! Pairs of normal numbers in single precision, to the last bit as PyTorch 1.13 makes blocks of them on processors with AVX2: Box and
//! Muller's rule with the logarithm, sine and cosine of Moshier's Cephes, products and sums rounded once.

use std::f32::consts::FRAC_1_SQRT_2;

/// Coefficients from the highest power down.
const LOG: [f32; 9] = [
    7.037_683_6e-2,
    -1.151_461e-1,
    1.167_699_84e-1,
    -1.242_014_1e-1,
    1.424_932_3e-1,
    -1.666_805_8e-1,
    2.000_071_4e-1,
    -2.499_999_4e-1,
    3.333_333e-1,
];
const SIN: [f32; 3] = [-1.951_529_6e-4, 8.332_161e-3, -1.666_665_5e-1];
const COS: [f32; 3] = [2.443_315_7e-5, -1.388_731_6e-3, 4.166_664_6e-2];
/// ln 2 in two parts, of which the first has few digits.
const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
/// A quarter of pi in three parts.
const QUARTER: [f32; 3] = [0.785_156_25, 2.418_756_5e-4, 3.774_895e-8];

/// Two normal numbers of two uniform ones from 0 to below 1.
pub fn pair(first: f32, second: f32) -> (f32, f32) {
    let radius = (-2.0 * ln(1.0 - first)).sqrt();
    let (sin, cos) = sin_cos(2.0 * std::f32::consts::PI * second);
    (radius * cos, radius * sin)
}

/// A product and a sum that are rounded once.
pub fn fused(a: f32, b: f32, c: f32) -> f32 {
    (f64::from(a) * f64::from(b) + f64::from(c)) as f32
}

fn polynomial(coefficients: &[f32], x: f32) -> f32 {
    coefficients.iter().copied().reduce(|sum, coefficient| fused(sum, x, coefficient)).unwrap_or(0.0)
}

/// Of a number above 0.
fn ln(x: f32) -> f32 {
    let bits = x.max(f32::MIN_POSITIVE).to_bits();
    // x = mantissa 2^power, with a mantissa around 1.
    let mut power = (bits >> 23) as f32 - 126.0;
    let mut mantissa = f32::from_bits((bits & 0x007f_ffff) | 0.5f32.to_bits());
    if mantissa < FRAC_1_SQRT_2 {
        power -= 1.0;
        mantissa += mantissa;
    }
    let x = mantissa - 1.0;
    let square = x * x;
    let bend = fused(polynomial(&LOG, x) * x, square, power * LN_2[1]);
    fused(power, LN_2[0], x + fused(-square, 0.5, bend))
}

/// Of an angle from 0 on.
fn sin_cos(x: f32) -> (f32, f32) {
    // The nearest even number of eighths of a turn, and what is left.
    let eighths = ((x * std::f32::consts::FRAC_2_PI * 2.0) as u32 + 1) & !1;
    let rest = QUARTER.iter().fold(x, |x, part| fused(-(eighths as f32), *part, x));
    let square = rest * rest;
    let cos = fused(polynomial(&COS, square) * square, square, -(square * 0.5)) + 1.0;
    let sin = fused(polynomial(&SIN, square) * square, rest, rest);
    match eighths / 2 % 4 {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}
