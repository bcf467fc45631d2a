//! Winograd's transforms for tiles of six places: from images, filters and answers, and the way back of their slopes.
//!
//! Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, section 4; points 0, 1, -1, 2, -2 and
//! infinity. Six places hold 4 answers of a filter of 3, or 2 of a filter of 5.

use wide::f32x4;

/// Places of a tile along one axis.
pub const TILE: usize = 6;

/// Along one axis, from six pixels: the paper's `B^T d`.
#[inline(always)]
pub fn of_pixels([d0, d1, d2, d3, d4, d5]: [f32x4; TILE]) -> [f32x4; TILE] {
    let [two, four, five] = [2.0, 4.0, 5.0].map(f32x4::splat);
    let (near, far) = (d4 - four * d2, d3 - four * d1);
    let (even, odd) = (d4 - d2, two * (d3 - d1));
    [four * d0 - five * d2 + d4, near + far, near - far, even + odd, even - odd, four * d1 - five * d3 + d5]
}

/// The slopes of six pixels from those of their transform: `B v`.
#[inline(always)]
pub fn to_pixels([v0, v1, v2, v3, v4, v5]: [f32x4; TILE]) -> [f32x4; TILE] {
    let [two, four, five] = [2.0, 4.0, 5.0].map(f32x4::splat);
    let (ones, one_apart) = (v1 + v2, v1 - v2);
    let (twos, two_apart) = (v3 + v4, two * (v3 - v4));
    [
        four * v0,
        four * (v5 - one_apart) - two_apart,
        -(five * v0 + four * ones + twos),
        one_apart + two_apart - five * v5,
        v0 + ones + twos,
        v5,
    ]
}

/// Along one axis, to the answers of a tile: `A^T m`.
#[inline(always)]
pub fn to_answers<const ANSWERS: usize>([m0, m1, m2, m3, m4, m5]: [f32x4; TILE]) -> [f32x4; ANSWERS] {
    let (ones, one_apart) = (m1 + m2, m1 - m2);
    let (twos, two_apart) = (m3 + m4, m3 - m4);
    let mut answers: [f32x4; ANSWERS] = std::array::from_fn(|power| {
        let scale = f32x4::splat((1 << power) as f32);
        if power % 2 == 0 { ones + scale * twos } else { one_apart + scale * two_apart }
    });
    answers[0] += m0;
    answers[ANSWERS - 1] += m5;
    answers
}

/// The slopes of a tile from those of its answers: `A y`.
#[inline(always)]
pub fn of_answers<const ANSWERS: usize>(y: [f32x4; ANSWERS]) -> [f32x4; TILE] {
    let [mut even, mut odd, mut even_twos, mut odd_twos] = [f32x4::ZERO; 4];
    for (power, &y) in y.iter().enumerate() {
        let scaled = f32x4::splat((1 << power) as f32) * y;
        if power % 2 == 0 {
            even += y;
            even_twos += scaled;
        } else {
            odd += y;
            odd_twos += scaled;
        }
    }
    [y[0], even + odd, even - odd, even_twos + odd_twos, even_twos - odd_twos, y[ANSWERS - 1]]
}

/// Widest filter.
pub const MOST_SIDE: usize = 5;

/// The paper's `G`: the transform of a filter of `side` along one axis; what is beyond it is 0.
pub fn filter_matrix(side: usize) -> [[f32; MOST_SIDE]; TILE] {
    // Each point, and the product of its distances from the others.
    let points: [(f32, f32); 5] = [(0.0, 4.0), (1.0, -6.0), (-1.0, -6.0), (2.0, 24.0), (-2.0, 24.0)];
    let mut matrix = [[0.0; MOST_SIDE]; TILE];
    for ((point, distances), row) in points.into_iter().zip(&mut matrix) {
        let mut share = 1.0 / distances;
        for value in &mut row[..side] {
            *value = share;
            share *= point;
        }
    }
    matrix[TILE - 1][side - 1] = 1.0;
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Along one axis: six pixels and a filter give the answers that sliding it gives.
    fn answers<const SIDE: usize, const ANSWERS: usize>(pixels: [f32; TILE], filter: [f32; SIDE]) -> [f32; ANSWERS] {
        let spread = of_pixels(pixels.map(f32x4::splat));
        let matrix = filter_matrix(SIDE);
        let spoken = std::array::from_fn(|place| {
            let weight: f32 = matrix[place].iter().zip(filter).map(|(share, weight)| share * weight).sum();
            f32x4::splat(weight) * spread[place]
        });
        to_answers::<ANSWERS>(spoken).map(|lanes| lanes.to_array()[0])
    }

    #[test]
    fn a_tile_is_as_good_as_sliding() {
        let pixels = [1.0, 0.0, 2.0, -1.0, 3.0, 5.0];
        let four: [f32; 4] = answers(pixels, [1.0, 2.0, -1.0]);
        for (found, expected) in four.into_iter().zip([-1.0, 5.0, -3.0, 0.0]) {
            assert!((found - expected).abs() < 1e-5, "{four:?}");
        }
        let two: [f32; 2] = answers(pixels, [1.0, 0.0, 1.0, 2.0, 0.5]);
        for (found, expected) in two.into_iter().zip([2.5, 7.5]) {
            assert!((found - expected).abs() < 1e-5, "{two:?}");
        }
    }

    #[test]
    fn slopes_go_back_by_the_transposed_matrices() {
        // <T x, y> = <x, T' y> for all unit vectors.
        let unit = |at: usize| -> [f32x4; TILE] {
            std::array::from_fn(|place| f32x4::splat(f32::from(u8::from(place == at))))
        };
        for (from, to) in (0..TILE).flat_map(|from| (0..TILE).map(move |to| (from, to))) {
            assert_eq!(of_pixels(unit(from))[to].to_array(), to_pixels(unit(to))[from].to_array(), "{from} {to}");
        }
        for (from, to) in (0..TILE).flat_map(|from| (0..4).map(move |to| (from, to))) {
            let answer: [f32x4; 4] = std::array::from_fn(|place| unit(to)[place]);
            assert_eq!(to_answers::<4>(unit(from))[to].to_array(), of_answers(answer)[from].to_array(), "{from} {to}");
        }
    }
}
