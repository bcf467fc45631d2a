//! Slopes of filters and images, summed up over those answers that have a slope themselves: behind a pool of 2x2 three of four have
//! none, and behind a ReLU half of the rest.

use wide::f32x4;

use crate::Sizes;
use crate::lanes::{LANES, load, store};

/// Beyond this share of answers with a slope, tiles are sooner done with the images.
const MOST_SPOKEN: f32 = 0.2;

/// Slopes of the filters, `[maps_out, maps_in, side, side]`.
pub fn filters(sizes: &Sizes, images: &[f32], slopes: &[f32]) -> Vec<f32> {
    let mut picture = Picture::new(sizes);
    let rows = Rows::new(sizes);
    let mut sums = vec![0.0; sizes.maps_out * rows.filter()];
    let mut spoken = Vec::new();
    for (image, slopes) in images.chunks_exact(sizes.values_in()).zip(slopes.chunks_exact(sizes.values_out())) {
        picture.fill(sizes, image);
        for (map, sums) in maps_out(sizes, slopes).zip(sums.chunks_exact_mut(rows.filter())) {
            picture.find(sizes, map, &mut spoken);
            for (row, sums) in sums.chunks_exact_mut(rows.length).enumerate() {
                let pixels = &picture.values[row * picture.stride..];
                in_groups(rows.length, |at, lanes| match lanes {
                    10 => gather::<10>(&spoken, &pixels[at..], &mut sums[at..]),
                    6 => gather::<6>(&spoken, &pixels[at..], &mut sums[at..]),
                    2 => gather::<2>(&spoken, &pixels[at..], &mut sums[at..]),
                    _ => gather::<1>(&spoken, &pixels[at..], &mut sums[at..]),
                });
            }
        }
    }
    let mut filters = vec![0.0; sizes.maps_out * sizes.maps_in * sizes.filter()];
    for (sums, filters) in
        sums.chunks_exact(rows.filter()).zip(filters.chunks_exact_mut(sizes.maps_in * sizes.filter()))
    {
        rows.places(sizes).zip(filters).for_each(|(at, slope)| *slope = sums[at]);
    }
    filters
}

/// Slopes of the images, `[images, maps_in, height, width]`; none where so many answers have a slope that tiles are quicker.
pub fn images(sizes: &Sizes, filters: &[f32], slopes: &[f32]) -> Option<Vec<f32>> {
    let spoken = slopes.iter().filter(|slope| **slope != 0.0).count();
    if spoken as f32 > MOST_SPOKEN * slopes.len() as f32 {
        return None;
    }
    let mut picture = Picture::new(sizes);
    let rows = Rows::new(sizes);
    let mut weights = vec![0.0; sizes.maps_out * rows.filter()];
    for (weights, filters) in
        weights.chunks_exact_mut(rows.filter()).zip(filters.chunks_exact(sizes.maps_in * sizes.filter()))
    {
        rows.places(sizes).zip(filters).for_each(|(at, weight)| weights[at] = *weight);
    }
    let mut images = vec![0.0; sizes.images * sizes.values_in()];
    let mut spoken = Vec::new();
    for (image, slopes) in images.chunks_exact_mut(sizes.values_in()).zip(slopes.chunks_exact(sizes.values_out())) {
        picture.values.fill(0.0);
        for (map, weights) in maps_out(sizes, slopes).zip(weights.chunks_exact(rows.filter())) {
            picture.find(sizes, map, &mut spoken);
            for (row, weights) in weights.chunks_exact(rows.length).enumerate() {
                let pixels = &mut picture.values[row * picture.stride..];
                in_groups(rows.length, |at, lanes| match lanes {
                    10 => scatter::<10>(&spoken, &weights[at..], &mut pixels[at..]),
                    6 => scatter::<6>(&spoken, &weights[at..], &mut pixels[at..]),
                    2 => scatter::<2>(&spoken, &weights[at..], &mut pixels[at..]),
                    _ => scatter::<1>(&spoken, &weights[at..], &mut pixels[at..]),
                });
            }
        }
        picture.read(sizes, image);
    }
    Some(images)
}

/// An image with zeros around it, all maps of a pixel side by side: `[height + 2 padding, width + 2 padding, maps_in]`.
struct Picture {
    values: Vec<f32>,
    /// Of a row.
    stride: usize,
}

/// Filters with all maps of a place side by side, `[maps_out, side, length]`: a row of a filter, and zeros up to whole lanes.
struct Rows {
    side: usize,
    length: usize,
}

/// An answer's slope, and where its pixels begin.
#[derive(Clone, Copy)]
struct Spoken {
    start: usize,
    slope: f32,
}

impl Picture {
    fn new(sizes: &Sizes) -> Self {
        let stride = (sizes.width + 2 * sizes.padding) * sizes.maps_in;
        // The last lanes may reach beyond the last pixel.
        Self { values: vec![0.0; (sizes.height + 2 * sizes.padding) * stride + LANES], stride }
    }

    fn fill(&mut self, sizes: &Sizes, image: &[f32]) {
        for (row, pixels) in image.chunks_exact(sizes.width).enumerate() {
            let start = self.start(sizes, row);
            let places = self.values[start..].iter_mut().step_by(sizes.maps_in);
            places.zip(pixels).for_each(|(place, pixel)| *place = *pixel);
        }
    }

    fn read(&self, sizes: &Sizes, image: &mut [f32]) {
        for (row, pixels) in image.chunks_exact_mut(sizes.width).enumerate() {
            let places = self.values[self.start(sizes, row)..].iter().step_by(sizes.maps_in);
            places.zip(pixels).for_each(|(place, pixel)| *pixel = *place);
        }
    }

    /// Where a row of a map begins; rows are counted through all maps.
    fn start(&self, sizes: &Sizes, row: usize) -> usize {
        let (map, row) = (row / sizes.height, row % sizes.height);
        (row + sizes.padding) * self.stride + sizes.padding * sizes.maps_in + map
    }

    /// The answers of a map that have a slope.
    fn find(&self, sizes: &Sizes, map: &[f32], spoken: &mut Vec<Spoken>) {
        spoken.clear();
        for (row, slopes) in map.chunks_exact(sizes.width_out()).enumerate() {
            let found = slopes.iter().enumerate().filter(|(_, slope)| **slope != 0.0);
            spoken.extend(found.map(|(x, &slope)| Spoken { start: row * self.stride + x * sizes.maps_in, slope }));
        }
    }
}

impl Rows {
    fn new(sizes: &Sizes) -> Self {
        Self { side: sizes.side, length: (sizes.side * sizes.maps_in).next_multiple_of(LANES) }
    }

    fn filter(&self) -> usize {
        self.side * self.length
    }

    /// Where the weights `[maps_in, side, side]` stand in a filter.
    fn places(&self, sizes: &Sizes) -> impl Iterator<Item = usize> {
        let (maps, side, length) = (sizes.maps_in, self.side, self.length);
        (0..maps).flat_map(move |map| (0..side * side).map(move |at| at / side * length + at % side * maps + map))
    }
}

fn maps_out<'a>(sizes: &Sizes, slopes: &'a [f32]) -> impl Iterator<Item = &'a [f32]> {
    slopes.chunks_exact(sizes.height_out() * sizes.width_out())
}

/// A row in groups of as many lanes as registers hold: where each begins, and how many.
#[inline(always)]
fn in_groups(length: usize, mut group: impl FnMut(usize, usize)) {
    let mut at = 0;
    while at < length {
        let lanes = match (length - at) / LANES {
            10.. => 10,
            6.. => 6,
            2.. => 2,
            _ => 1,
        };
        group(at, lanes);
        at += lanes * LANES;
    }
}

/// Adds to `sums` the answers' pixels times their slopes: first those of an image, so that rounding stays as small as it is for one.
#[inline(always)]
fn gather<const COUNT: usize>(spoken: &[Spoken], pixels: &[f32], sums: &mut [f32]) {
    let mut lanes = [f32x4::ZERO; COUNT];
    for &Spoken { start, slope } in spoken {
        let (slope, pixels) = (f32x4::splat(slope), &pixels[start..start + COUNT * LANES]);
        for (lane, sum) in lanes.iter_mut().enumerate() {
            *sum += slope * load(pixels, lane * LANES);
        }
    }
    for (lane, sum) in lanes.into_iter().enumerate() {
        let before = load(sums, lane * LANES);
        store(sums, lane * LANES, before + sum);
    }
}

/// Adds the weights times the answers' slopes to their pixels.
#[inline(always)]
fn scatter<const COUNT: usize>(spoken: &[Spoken], weights: &[f32], pixels: &mut [f32]) {
    let lanes: [f32x4; COUNT] = std::array::from_fn(|lane| load(weights, lane * LANES));
    for &Spoken { start, slope } in spoken {
        let (slope, pixels) = (f32x4::splat(slope), &mut pixels[start..start + COUNT * LANES]);
        for (lane, weight) in lanes.iter().enumerate() {
            let before = load(pixels, lane * LANES);
            store(pixels, lane * LANES, before + slope * *weight);
        }
    }
}
