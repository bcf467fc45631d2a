//! The discrete Fourier transform of a square of complex numbers, eight columns at a time.
//!
//! A pass transforms the columns and writes them as rows; two passes are the whole transform. Within a pass, Stockham's
//! self-sorting steps of radix 4, 3 and 2 (Van Loan 1992, "Computational Frameworks for the FFT", section 1.7).

use std::f64::consts::TAU;

use wide::f32x8;

use super::LANES;

/// A square of `size * size` complex numbers, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Square {
    pub re: Vec<f32>,
    pub im: Vec<f32>,
}

/// All that the transforms of one size share.
pub struct Fourier {
    size: usize,
    /// The steps' radices; their product is the size.
    radices: Vec<usize>,
    /// `e^(-i tau k / size)`.
    roots: Vec<(f32, f32)>,
    /// Eight columns, before and after a step.
    columns: [Vec<Complex>; 2],
    halfway: Square,
}

/// Eight complex numbers.
#[derive(Clone, Copy)]
struct Complex {
    re: f32x8,
    im: f32x8,
}

impl Square {
    pub fn zero(size: usize) -> Self {
        Self { re: vec![0.0; size * size], im: vec![0.0; size * size] }
    }
}

impl Fourier {
    /// `size` is a multiple of eight, and a product of twos and threes.
    pub fn new(size: usize) -> Self {
        let mut radices = Vec::new();
        let mut rest = size;
        for radix in [4, 3, 2] {
            while rest.is_multiple_of(radix) {
                radices.push(radix);
                rest /= radix;
            }
        }
        assert!(rest == 1 && size.is_multiple_of(LANES), "a size of {size} is no product of twos and threes");
        let root = |k: usize| (k as f64 * TAU / size as f64).sin_cos();
        let roots = (0..size).map(root).map(|(sin, cos)| (cos as f32, -sin as f32)).collect();
        let columns = [vec![Complex::ZERO; size], vec![Complex::ZERO; size]];
        Self { size, radices, roots, columns, halfway: Square::zero(size) }
    }

    pub fn size(&self) -> usize {
        self.size
    }

    /// The transform of what is 0 but for the first `used` rows and columns.
    pub fn forward(&mut self, square: &mut Square, used: usize) {
        let mut halfway = std::mem::replace(&mut self.halfway, Square { re: Vec::new(), im: Vec::new() });
        self.pass(square, &mut halfway, used, self.size);
        self.pass(&halfway, square, self.size, self.size);
        self.halfway = halfway;
    }

    /// What had this transform, times `size * size`: its first `used` rows and columns; the rest is left as it is.
    pub fn inverse(&mut self, square: &mut Square, used: usize) {
        // The inverse is the transform with both parts exchanged, before and after.
        std::mem::swap(&mut square.re, &mut square.im);
        let mut halfway = std::mem::replace(&mut self.halfway, Square { re: Vec::new(), im: Vec::new() });
        self.pass(square, &mut halfway, self.size, used);
        self.pass(&halfway, square, used, used);
        self.halfway = halfway;
        std::mem::swap(&mut square.re, &mut square.im);
    }

    /// Transforms the first `columns` columns of `from`, the rest being 0 or of no interest, into rows of `to`, of which
    /// the first `kept` numbers matter.
    fn pass(&mut self, from: &Square, to: &mut Square, columns: usize, kept: usize) {
        let size = self.size;
        let kept = kept.next_multiple_of(LANES).min(size);
        for first in (0..columns).step_by(LANES) {
            let at = |row: usize| row * size + first..row * size + first + LANES;
            for (row, column) in self.columns[0].iter_mut().enumerate() {
                *column = Complex { re: load(&from.re[at(row)]), im: load(&from.im[at(row)]) };
            }
            self.transform_columns();
            for rows in (0..kept).step_by(LANES) {
                let block = &self.columns[0][rows..rows + LANES];
                let re = f32x8::transpose(std::array::from_fn(|row| block[row].re));
                let im = f32x8::transpose(std::array::from_fn(|row| block[row].im));
                for lane in 0..LANES {
                    let at = (first + lane) * size + rows;
                    to.re[at..at + LANES].copy_from_slice(re[lane].as_array());
                    to.im[at..at + LANES].copy_from_slice(im[lane].as_array());
                }
            }
        }
        if columns < size {
            let end = columns.next_multiple_of(LANES);
            to.re[end * size..].fill(0.0);
            to.im[end * size..].fill(0.0);
        }
    }

    /// `columns[0]`, eight columns side by side, becomes their transform.
    fn transform_columns(&mut self) {
        let [from, to] = &mut self.columns;
        let (mut length, mut stride) = (self.size, 1);
        for &radix in &self.radices {
            let parts = length / radix;
            for part in 0..parts {
                let root = |power: usize| self.roots[part * power * stride % self.size];
                for offset in 0..stride {
                    let input = |j: usize| from[offset + stride * (part + parts * j)];
                    let output = &mut to[offset + stride * radix * part..];
                    match radix {
                        4 => {
                            let [b0, b1, b2, b3] = butterfly_4([input(0), input(1), input(2), input(3)]);
                            output[0] = b0;
                            output[stride] = b1.times(root(1));
                            output[2 * stride] = b2.times(root(2));
                            output[3 * stride] = b3.times(root(3));
                        }
                        3 => {
                            let [b0, b1, b2] = butterfly_3([input(0), input(1), input(2)]);
                            output[0] = b0;
                            output[stride] = b1.times(root(1));
                            output[2 * stride] = b2.times(root(2));
                        }
                        _ => {
                            let (a, b) = (input(0), input(1));
                            output[0] = a.plus(b);
                            output[stride] = a.minus(b).times(root(1));
                        }
                    }
                }
            }
            std::mem::swap(from, to);
            (length, stride) = (parts, stride * radix);
        }
    }
}

fn butterfly_4([a, b, c, d]: [Complex; 4]) -> [Complex; 4] {
    let (sum, difference) = (a.plus(c), a.minus(c));
    let (other_sum, turned) = (b.plus(d), b.minus(d).over_i());
    [sum.plus(other_sum), difference.plus(turned), sum.minus(other_sum), difference.minus(turned)]
}

fn butterfly_3([a, b, c]: [Complex; 3]) -> [Complex; 3] {
    const HALF_ROOT: f32 = 0.866_025_4;
    let sum = b.plus(c);
    let middle = a.minus(sum.scaled(0.5));
    let turned = b.minus(c).scaled(HALF_ROOT).over_i();
    [a.plus(sum), middle.plus(turned), middle.minus(turned)]
}

impl Complex {
    const ZERO: Self = Self { re: f32x8::ZERO, im: f32x8::ZERO };

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        Self { re: self.re - other.re, im: self.im - other.im }
    }

    #[inline(always)]
    fn scaled(self, by: f32) -> Self {
        let by = f32x8::splat(by);
        Self { re: self.re * by, im: self.im * by }
    }

    #[inline(always)]
    fn over_i(self) -> Self {
        Self { re: self.im, im: -self.re }
    }

    #[inline(always)]
    fn times(self, (re, im): (f32, f32)) -> Self {
        let (re, im) = (f32x8::splat(re), f32x8::splat(im));
        Self { re: self.re * re - self.im * im, im: self.re * im + self.im * re }
    }
}

#[inline(always)]
fn load(eight: &[f32]) -> f32x8 {
    f32x8::new(*eight.first_chunk().expect("a square's rows have room for whole lanes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(size: usize, used: usize) -> Square {
        let mut square = Square::zero(size);
        for row in 0..used {
            for column in 0..used {
                square.re[row * size + column] = ((row * 7 + column * 3) % 11) as f32 - 5.0;
                square.im[row * size + column] = ((row * 5 + column * 2) % 7) as f32 - 3.0;
            }
        }
        square
    }

    /// The sum of the definition, for one pair of frequencies.
    fn defined(square: &Square, size: usize, (v, u): (usize, usize)) -> (f64, f64) {
        let (mut re, mut im) = (0.0, 0.0);
        for row in 0..size {
            for column in 0..size {
                let angle = -TAU * (((row * v) % size + (column * u) % size) as f64) / size as f64;
                let (a, b) = (f64::from(square.re[row * size + column]), f64::from(square.im[row * size + column]));
                re += a * angle.cos() - b * angle.sin();
                im += a * angle.sin() + b * angle.cos();
            }
        }
        (re, im)
    }

    #[test]
    fn it_is_the_sum_of_the_definition() {
        for (size, used) in [(8, 8), (24, 9), (48, 24), (64, 32)] {
            let square = sample(size, used);
            let mut found = square.clone();
            Fourier::new(size).forward(&mut found, used);
            for (v, u) in [(0, 0), (1, 0), (0, 1), (3, 5), (size - 1, 2), (size / 2, size - 3)] {
                let (re, im) = defined(&square, size, (v, u));
                let at = v * size + u;
                let error = (f64::from(found.re[at]) - re).hypot(f64::from(found.im[at]) - im);
                assert!(error < 2e-3, "{size} {v} {u}: {} {} instead of {re} {im}", found.re[at], found.im[at]);
            }
        }
    }

    #[test]
    fn there_and_back() {
        for (size, used) in [(16, 16), (96, 41), (128, 64)] {
            let square = sample(size, used);
            let mut found = square.clone();
            let mut fourier = Fourier::new(size);
            fourier.forward(&mut found, used);
            fourier.inverse(&mut found, used);
            let scale = (size * size) as f32;
            for row in 0..used {
                for at in row * size..row * size + used {
                    assert!((found.re[at] / scale - square.re[at]).abs() < 1e-4, "{size} {at}");
                    assert!((found.im[at] / scale - square.im[at]).abs() < 1e-4, "{size} {at}");
                }
            }
        }
    }
}
