//! Convolutions over few maps, and the slopes of their filters: rows of the padded image, shifted by each place of the filter, times its weights.

use wide::f32x4;

use crate::Sizes;
use crate::lanes::{LANES, load, store};
use crate::product::ROWS;

/// An image with zeros around it, `[maps_in, height + 2 padding, stride]`.
struct Padded {
    values: Vec<f32>,
    stride: usize,
    rows: usize,
}

impl Padded {
    fn new(sizes: &Sizes) -> Self {
        let rows = sizes.height + 2 * sizes.padding;
        let stride = sizes.width + 2 * sizes.padding + 2 * LANES;
        Self { values: vec![0.0; sizes.maps_in * rows * stride], stride, rows }
    }

    fn fill(&mut self, sizes: &Sizes, image: &[f32]) {
        for (index, pixels) in image.chunks_exact(sizes.width).enumerate() {
            let row = index / sizes.height * self.rows + index % sizes.height + sizes.padding;
            self.values[row * self.stride + sizes.padding..][..sizes.width].copy_from_slice(pixels);
        }
    }

    /// Where each place of a filter starts in the picture, in the order of its weights.
    fn starts(&self, sizes: &Sizes) -> Vec<usize> {
        let side = sizes.side;
        let place =
            |at: usize| (at / sizes.filter() * self.rows + at % sizes.filter() / side) * self.stride + at % side;
        (0..sizes.maps_in * sizes.filter()).map(place).collect()
    }
}

/// See [`crate::forward`].
pub fn forward(sizes: &Sizes, images: &[f32], filters: &[f32], biases: Option<&[f32]>) -> Vec<f32> {
    let mut picture = Padded::new(sizes);
    let starts = picture.starts(sizes);
    let (height, width) = (sizes.height_out(), sizes.width_out());
    // `[maps_out / 4, weights, 4]`
    let weight = |block: usize, at: usize, row: usize| filters.get((block * ROWS + row) * starts.len() + at).copied();
    let weights: Vec<[f32; ROWS]> = (0..sizes.maps_out.div_ceil(ROWS))
        .flat_map(|block| (0..starts.len()).map(move |at| (block, at)))
        .map(|(block, at)| std::array::from_fn(|row| weight(block, at, row).unwrap_or(0.0)))
        .collect();
    let bias = |map: usize| biases.and_then(|biases| biases.get(map)).copied().unwrap_or(0.0);
    let mut out = vec![0.0; sizes.images * sizes.values_out()];
    for (image, out) in images.chunks_exact(sizes.values_in()).zip(out.chunks_exact_mut(sizes.values_out())) {
        picture.fill(sizes, image);
        let blocks = weights.chunks_exact(starts.len()).zip(out.chunks_mut(ROWS * height * width)).enumerate();
        for (block, (weights, maps)) in blocks {
            let biases: [f32x4; ROWS] = std::array::from_fn(|row| f32x4::splat(bias(block * ROWS + row)));
            for y in 0..height {
                let rows = &picture.values[y * picture.stride..];
                for x in (0..width).step_by(2 * LANES) {
                    let mut sums = biases.map(|bias| [bias; 2]);
                    for (weights, start) in weights.iter().zip(&starts) {
                        let (first, second) = (load(rows, start + x), load(rows, start + x + LANES));
                        for (sum, &weight) in sums.iter_mut().zip(weights) {
                            let weight = f32x4::splat(weight);
                            sum[0] += weight * first;
                            sum[1] += weight * second;
                        }
                    }
                    for (map, sum) in maps.chunks_exact_mut(height * width).zip(sums) {
                        put(&mut map[y * width + x..(y + 1) * width], sum);
                    }
                }
            }
        }
    }
    out
}

/// As much of eight numbers as there is room for.
fn put(to: &mut [f32], [first, second]: [f32x4; 2]) {
    if to.len() >= 2 * LANES {
        store(to, 0, first);
        store(to, LANES, second);
    } else {
        let values = first.to_array().into_iter().chain(second.to_array());
        to.iter_mut().zip(values).for_each(|(to, value)| *to = value);
    }
}

/// Slopes of the filters, `[maps_out, maps_in, side, side]`.
pub fn backward(sizes: &Sizes, images: &[f32], slopes: &[f32]) -> Vec<f32> {
    let mut picture = Padded::new(sizes);
    let starts = picture.starts(sizes);
    let (height, width) = (sizes.height_out(), sizes.width_out());
    // Rows of slopes as long as the picture's, with zeros beyond their ends: pixels there do not count.
    let long = width.next_multiple_of(LANES);
    let rows_out = sizes.maps_out.next_multiple_of(ROWS);
    let mut rows = vec![0.0; rows_out * height * long];
    let mut filters = vec![0.0; rows_out * starts.len()];
    for (image, slopes) in images.chunks_exact(sizes.values_in()).zip(slopes.chunks_exact(sizes.values_out())) {
        picture.fill(sizes, image);
        for (to, from) in rows.chunks_exact_mut(long).zip(slopes.chunks_exact(width)) {
            to[..width].copy_from_slice(from);
        }
        for (maps, filters) in
            rows.chunks_exact(ROWS * height * long).zip(filters.chunks_exact_mut(ROWS * starts.len()))
        {
            for (pair, starts_of_pair) in starts.chunks(2).enumerate() {
                // The last of an odd number is taken twice, and kept once.
                let places = [starts_of_pair[0], starts_of_pair[starts_of_pair.len() - 1]];
                let mut sums = [[f32x4::ZERO; 2]; ROWS];
                for y in 0..height {
                    let pixels = places.map(|start| &picture.values[start + y * picture.stride..][..long]);
                    let slopes: [&[f32]; ROWS] = std::array::from_fn(|row| &maps[(row * height + y) * long..][..long]);
                    for x in (0..long).step_by(LANES) {
                        let [first, second] = pixels.map(|pixels| load(pixels, x));
                        for (sum, slopes) in sums.iter_mut().zip(slopes) {
                            let slope = load(slopes, x);
                            sum[0] += slope * first;
                            sum[1] += slope * second;
                        }
                    }
                }
                for (filter, sum) in filters.chunks_exact_mut(starts.len()).zip(sums) {
                    let values = filter[2 * pair..].iter_mut().take(starts_of_pair.len());
                    values.zip(sum).for_each(|(value, sum)| *value += sum.reduce_add());
                }
            }
        }
    }
    filters.truncate(sizes.maps_out * starts.len());
    filters
}
