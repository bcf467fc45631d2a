//! Convolutions by tiles: images and filters are transformed, multiplied place by place as small matrices, and transformed back.
//! A filter of 5x5 takes 36 multiplications for 4 answers, not 100; one of 3x3 takes 36 for 16, not 144.

use wide::f32x4;

use crate::Sizes;
use crate::lanes::{LANES, load, store};
use crate::phases::Phases;
use crate::product::{COLUMNS, ROWS, product};
use crate::transform::{MOST_SIDE, TILE, filter_matrix, of_answers, of_pixels, to_answers, to_pixels};

/// Places of a tile.
const PLACES: usize = TILE * TILE;
/// Tiles in work at once: what belongs to them stays in the processor's cache.
const MOST_TILES: usize = 112;

/// How images are cut into tiles.
#[derive(Clone, Copy, Debug)]
struct Plan {
    sizes: Sizes,
    /// Tiles below each other and side by side in one image.
    down: usize,
    across: usize,
    /// Images in work at once.
    block: usize,
    /// Answers of a tile along one axis.
    step: usize,
    /// Room for their tiles, and for the lanes beyond the last.
    stride: usize,
}

impl Plan {
    fn new(sizes: &Sizes, step: usize) -> Self {
        let (down, across) = (sizes.height_out().div_ceil(step), sizes.width_out().div_ceil(step));
        let block = (MOST_TILES / (down * across)).clamp(1, sizes.images);
        let stride = (block * down * across + LANES - 1).next_multiple_of(COLUMNS);
        Self { sizes: *sizes, down, across, block, step, stride }
    }

    /// `[places, maps, stride]`, for all tiles in work.
    fn room(&self, maps: usize) -> Vec<f32> {
        vec![0.0; PLACES * maps * self.stride]
    }

    fn pixels(&self) -> Phases {
        let Sizes { height, width, padding, .. } = self.sizes;
        Phases::new((height, width), padding, self.step, (self.down, self.across))
    }

    fn answers(&self) -> Phases {
        let size = (self.sizes.height_out(), self.sizes.width_out());
        Phases::new(size, 0, self.step, (self.down, self.across))
    }

    /// Each row of tiles of an image: its number, and where its tiles lie in a row of a room.
    fn rows(&self, image: usize) -> impl Iterator<Item = (usize, usize)> {
        let Self { down, across, .. } = *self;
        (0..down).map(move |row| (row, (image * down + row) * across))
    }
}

/// See [`crate::forward`].
pub fn forward<const STEP: usize>(sizes: &Sizes, images: &[f32], filters: &[f32], biases: Option<&[f32]>) -> Vec<f32> {
    let plan = Plan::new(sizes, STEP);
    let rows_out = sizes.maps_out.next_multiple_of(ROWS);
    let index = |map_out, map_in| map_out * sizes.maps_in + map_in;
    let weights = spread_filters(sizes, filters, (sizes.maps_out, sizes.maps_in), index);
    let (mut spread, mut spoken) = (plan.room(sizes.maps_in), plan.room(rows_out));
    let (mut pixels, mut answers) = (plan.pixels(), plan.answers());
    let mut out = vec![0.0; sizes.images * sizes.values_out()];
    let blocks = images.chunks(plan.block * sizes.values_in());
    for (images, out) in blocks.zip(out.chunks_mut(plan.block * sizes.values_out())) {
        spread_images(&plan, images, &mut pixels, &mut spread);
        for ((weights, spread), spoken) in places(&weights).zip(places(&spread)).zip(places_mut(&mut spoken)) {
            product(weights, spread, plan.stride, spoken);
        }
        gather_answers::<STEP>(&plan, &spoken, rows_out, biases, &mut answers, out);
    }
    out
}

/// Slopes of the images; see [`crate::backward`].
pub fn backward<const STEP: usize>(sizes: &Sizes, filters: &[f32], slopes: &[f32]) -> Vec<f32> {
    let plan = Plan::new(sizes, STEP);
    let (rows_in, rows_out) = (sizes.maps_in.next_multiple_of(ROWS), sizes.maps_out.next_multiple_of(ROWS));
    // The same weights as forward, turned around.
    let index = |map_in, map_out| map_out * sizes.maps_in + map_in;
    let weights = spread_filters(sizes, filters, (sizes.maps_in, rows_out), index);
    let (mut spoken, mut back) = (plan.room(rows_out), plan.room(rows_in));
    let (mut pixels, mut answers) = (plan.pixels(), plan.answers());
    let mut images = vec![0.0; sizes.images * sizes.values_in()];
    let blocks = slopes.chunks(plan.block * sizes.values_out());
    for (slopes, images) in blocks.zip(images.chunks_mut(plan.block * sizes.values_in())) {
        spread_slopes::<STEP>(&plan, slopes, rows_out, &mut answers, &mut spoken);
        for ((weights, spoken), back) in places(&weights).zip(places(&spoken)).zip(places_mut(&mut back)) {
            product(weights, spoken, plan.stride, back);
        }
        gather_images(&plan, &back, rows_in, &mut pixels, images);
    }
    images
}

/// What belongs to each place of the tiles.
fn places(room: &[f32]) -> impl Iterator<Item = &[f32]> {
    room.chunks_exact(room.len() / PLACES)
}

fn places_mut(room: &mut [f32]) -> impl Iterator<Item = &mut [f32]> {
    let each = room.len() / PLACES;
    room.chunks_exact_mut(each)
}

/// `G w G^T` of each filter, `[places, rows / ROWS, columns, ROWS]`; `index` says which filter is that of a row and a column.
/// Beyond the last row, and where there is no such filter, stand zeros.
fn spread_filters(
    sizes: &Sizes,
    filters: &[f32],
    (rows, columns): (usize, usize),
    index: impl Fn(usize, usize) -> usize,
) -> Vec<f32> {
    let (side, size) = (sizes.side, sizes.filter());
    let matrix = filter_matrix(side).map(|row| row.map(f32x4::splat));
    let each = rows.next_multiple_of(ROWS) * columns;
    let mut weights = vec![0.0; PLACES * each];
    for (row, column) in (0..rows).step_by(LANES).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        // A filter in each lane.
        let own: [Option<&[f32]>; LANES] = std::array::from_fn(|lane| {
            (row + lane < rows).then(|| filters.chunks_exact(size).nth(index(row + lane, column))).flatten()
        });
        let value = |place: usize| f32x4::new(own.map(|filter| filter.map_or(0.0, |filter| filter[place])));
        let at = (row / ROWS * columns + column) * ROWS + row % ROWS;
        let mut values = [f32x4::ZERO; MOST_SIDE * MOST_SIDE];
        values[..size].iter_mut().enumerate().for_each(|(place, lanes)| *lanes = value(place));
        for (y, down) in matrix.iter().enumerate() {
            let mut along = [f32x4::ZERO; MOST_SIDE];
            for (&share, values) in down.iter().zip(values.chunks_exact(side)) {
                along.iter_mut().zip(values).for_each(|(sum, &value)| *sum += share * value);
            }
            for (x, across) in matrix.iter().enumerate() {
                let sum = across.iter().zip(along).fold(f32x4::ZERO, |sum, (&share, value)| sum + share * value);
                store(&mut weights, (y * TILE + x) * each + at, sum);
            }
        }
    }
    weights
}

/// `B^T d B` of all tiles, `[places, maps_in, stride]`.
fn spread_images(plan: &Plan, images: &[f32], pixels: &mut Phases, spread: &mut [f32]) {
    let maps = plan.sizes.maps_in;
    let mut columns = vec![0.0; TILE * pixels.row()];
    pixels.clear();
    for (index, map) in images.chunks_exact(plan.sizes.height * plan.sizes.width).enumerate() {
        let (image, map_in) = (index / maps, index % maps);
        pixels.fill(map);
        let row = pixels.row();
        for (tiles, start) in plan.rows(image) {
            let rows = &pixels.rows()[tiles * plan.step * row..][..TILE * row];
            for at in (0..row).step_by(LANES) {
                let down = of_pixels(std::array::from_fn(|y| load(rows, y * row + at)));
                down.into_iter().enumerate().for_each(|(y, lanes)| store(&mut columns, y * row + at, lanes));
            }
            for (y, columns) in columns.chunks_exact(row).enumerate() {
                for at in (0..plan.across).step_by(LANES) {
                    let along = of_pixels(std::array::from_fn(|x| load(columns, pixels.place(x) + at)));
                    for (x, lanes) in along.into_iter().enumerate() {
                        store(spread, ((y * TILE + x) * maps + map_in) * plan.stride + start + at, lanes);
                    }
                }
            }
        }
    }
}

/// `A^T m A` of all tiles and the biases, `[images, maps_out, height_out, width_out]`.
fn gather_answers<const STEP: usize>(
    plan: &Plan,
    spoken: &[f32],
    rows_out: usize,
    biases: Option<&[f32]>,
    answers: &mut Phases,
    out: &mut [f32],
) {
    let maps = plan.sizes.maps_out;
    for (index, map) in out.chunks_exact_mut(plan.sizes.height_out() * plan.sizes.width_out()).enumerate() {
        let (image, map_out) = (index / maps, index % maps);
        let bias = f32x4::splat(biases.map_or(0.0, |biases| biases[map_out]));
        let row = answers.row();
        for (tiles, start) in plan.rows(image) {
            for at in (0..plan.across).step_by(LANES) {
                let along: [[f32x4; STEP]; TILE] = std::array::from_fn(|y| {
                    to_answers(std::array::from_fn(|x| {
                        load(spoken, ((y * TILE + x) * rows_out + map_out) * plan.stride + start + at)
                    }))
                });
                for (x, column) in turned(along).into_iter().enumerate() {
                    let down: [f32x4; STEP] = to_answers(column);
                    for (y, lanes) in down.into_iter().enumerate() {
                        let place = (tiles * STEP + y) * row + answers.place(x) + at;
                        store(answers.rows_mut(), place, lanes + bias);
                    }
                }
            }
        }
        answers.read(map);
    }
}

/// `A y A^T` of the slopes of all answers, `[places, rows_out, stride]`.
fn spread_slopes<const STEP: usize>(
    plan: &Plan,
    slopes: &[f32],
    rows_out: usize,
    answers: &mut Phases,
    spoken: &mut [f32],
) {
    let maps = plan.sizes.maps_out;
    answers.clear();
    for (index, map) in slopes.chunks_exact(plan.sizes.height_out() * plan.sizes.width_out()).enumerate() {
        let (image, map_out) = (index / maps, index % maps);
        answers.fill(map);
        let row = answers.row();
        for (tiles, start) in plan.rows(image) {
            for at in (0..plan.across).step_by(LANES) {
                let down: [[f32x4; TILE]; STEP] = std::array::from_fn(|x| {
                    let place = tiles * STEP * row + answers.place(x) + at;
                    of_answers::<STEP>(std::array::from_fn(|y| load(answers.rows(), place + y * row)))
                });
                for (y, row_of_tile) in turned(down).into_iter().enumerate() {
                    let along = of_answers::<STEP>(row_of_tile);
                    for (x, lanes) in along.into_iter().enumerate() {
                        store(spoken, ((y * TILE + x) * rows_out + map_out) * plan.stride + start + at, lanes);
                    }
                }
            }
        }
    }
}

/// `B v B^T` of all tiles, added up where they overlap: `[images, maps_in, height, width]`.
fn gather_images(plan: &Plan, back: &[f32], rows_in: usize, pixels: &mut Phases, images: &mut [f32]) {
    let maps = plan.sizes.maps_in;
    for (index, map) in images.chunks_exact_mut(plan.sizes.height * plan.sizes.width).enumerate() {
        let (image, map_in) = (index / maps, index % maps);
        pixels.clear();
        let row = pixels.row();
        for (tiles, start) in plan.rows(image) {
            for at in (0..plan.across).step_by(LANES) {
                // Lanes beyond the last tile belong to the next row.
                let is_tile = mask(plan.across - at);
                let along: [[f32x4; TILE]; TILE] = std::array::from_fn(|y| {
                    to_pixels(std::array::from_fn(|x| {
                        load(back, ((y * TILE + x) * rows_in + map_in) * plan.stride + start + at) & is_tile
                    }))
                });
                for (x, column) in turned(along).into_iter().enumerate() {
                    let down = to_pixels(column);
                    for (y, lanes) in down.into_iter().enumerate() {
                        let place = (tiles * plan.step + y) * row + pixels.place(x) + at;
                        let before = load(pixels.rows(), place);
                        store(pixels.rows_mut(), place, before + lanes);
                    }
                }
            }
        }
        pixels.read(map);
    }
}

/// Rows as columns.
#[inline(always)]
fn turned<const ROWS: usize, const COLUMNS: usize>(rows: [[f32x4; COLUMNS]; ROWS]) -> [[f32x4; ROWS]; COLUMNS] {
    std::array::from_fn(|column| std::array::from_fn(|row| rows[row][column]))
}

/// All bits of the first `count` lanes.
fn mask(count: usize) -> f32x4 {
    f32x4::new(std::array::from_fn(|lane| if lane < count { f32::from_bits(u32::MAX) } else { 0.0 }))
}
