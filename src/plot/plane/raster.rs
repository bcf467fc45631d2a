//! Fields of numbers as images, and images as rectangles for backends that know no images.

use plotters::prelude::{DrawingBackend, RGBColor, ShapeStyle};
use plotters_backend::BackendCoord;

use super::Tone;
use super::blend::{Grid, margins, strongest};
use crate::images::PixelImage;
use crate::palette::{Palette, Theme, mix, signed};
use crate::pen::Outcome;

/// Shades that a field is drawn in: more than the eye tells apart.
const SHADES: usize = 256;
/// How much of a class' colour a certain answer gets: its points must still stand out.
const MOST_COLOUR: f64 = 0.55;
const MOST_INK: f64 = 0.6;
/// A margin that is as good as certain.
const MOST_MARGIN: f32 = 8.0;
/// Larger images cost more than the eye gains.
const MOST_PIXELS: usize = 320_000;

/// A field (first row below) as pixels (first row above), for a part of the picture of this size in device pixels: a matrix as one
/// pixel a cell, samples of a smooth function as many pixels with all values between them.
pub fn image(values: &[f32], columns: usize, tone: Tone, theme: Theme, size: (usize, usize)) -> PixelImage {
    let rows = values.len().checked_div(columns).unwrap_or(0);
    if rows == 0 {
        return PixelImage::default();
    }
    let palette = theme.palette();
    let grid = Grid { columns, rows };
    match tone {
        Tone::Signed => {
            let largest = finite(values).map(f32::abs).fold(0.0, f32::max);
            let scale = if largest > 0.0 { 0.5 / largest } else { 0.0 };
            let ramp = ramp(|share| signed(2.0 * share - 1.0, palette));
            let shade = |&value: &f32| if value.is_finite() { ramp[index(0.5 + value * scale)] } else { [0; 4] };
            let rgba = values.chunks_exact(columns).rev().flatten().flat_map(shade).collect();
            PixelImage { width_px: columns, height_px: rows, rgba }
        }
        Tone::Depth => {
            let (low, high) = finite(values)
                .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
            let scale = if high > low { 1.0 / (high - low) } else { 0.0 };
            let ramp = ramp(|share| mix(palette.paper, palette.negative, MOST_INK * share));
            smooth(grid, size, |corners, weights| {
                let value: f32 = (0..4).map(|corner| weights[corner] * values[corners[corner]]).sum();
                value.is_finite().then(|| ramp[index((value - low) * scale)])
            })
        }
        Tone::Classes => {
            let margins = margins(&values[..rows * columns]);
            let ramps = class_ramps(palette);
            smooth(grid, size, |corners, weights| {
                let (class, lead) = strongest(corners.map(|corner| margins[corner]), weights);
                lead.is_finite().then(|| ramps[usize::from(class) % ramps.len()][index(lead / MOST_MARGIN)])
            })
        }
    }
}

/// Draws an image stretched between two corners as rectangles: one for each run of equal pixels in a row.
pub fn rects<B: DrawingBackend>(
    backend: &mut B,
    image: &PixelImage,
    from: BackendCoord,
    to: BackendCoord,
) -> Outcome<B> {
    let (columns, rows) = (image.width_px, image.height_px);
    if columns == 0 {
        return Ok(());
    }
    let x = |column: usize| from.0 + ((to.0 - from.0) as f64 * column as f64 / columns as f64).round() as i32;
    let y = |row: usize| from.1 + ((to.1 - from.1) as f64 * row as f64 / rows as f64).round() as i32;
    for (row, pixels) in image.rgba.as_chunks::<4>().0.chunks(columns).enumerate() {
        let mut column = 0;
        for run in pixels.chunk_by(|a, b| a == b) {
            let [red, green, blue, alpha] = run[0];
            let style = ShapeStyle { color: RGBColor(red, green, blue).into(), filled: true, stroke_width: 0 };
            if alpha > 0 {
                backend.draw_rect((x(column), y(row)), (x(column + run.len()), y(row + 1)), &style, true)?;
            }
            column += run.len();
        }
    }
    Ok(())
}

/// Every device pixel, or every second, third, ... where there are too many. What is between samples of which one has no colour
/// is as its nearest.
fn smooth(
    grid: Grid,
    (width, height): (usize, usize),
    shade: impl Fn([usize; 4], [f32; 4]) -> Option<[u8; 4]>,
) -> PixelImage {
    let apart = (1..).find(|apart| width.div_ceil(*apart) * height.div_ceil(*apart) <= MOST_PIXELS).unwrap_or(1);
    let (width, height) = (width.div_ceil(apart), height.div_ceil(apart));
    let mut rgba = Vec::with_capacity(4 * width * height);
    let across = Grid::taps(grid.columns, width);
    for up in Grid::taps(grid.rows, height).into_iter().rev() {
        for &along in &across {
            let (corners, weights) = grid.corners(along, up);
            let colour = shade(corners, weights).or_else(|| shade([grid.nearest(along, up); 4], [0.25; 4]));
            rgba.extend_from_slice(&colour.unwrap_or([0; 4]));
        }
    }
    PixelImage { width_px: width, height_px: height, rgba: rgba.into() }
}

/// From no lead to the largest.
fn class_ramps(palette: &Palette) -> Vec<Vec<[u8; 4]>> {
    let sure = |lead: f64| (lead * f64::from(MOST_MARGIN) / 2.0).tanh();
    let of_class = |&class: &RGBColor| ramp(|lead| mix(palette.paper, class, MOST_COLOUR * sure(lead)));
    palette.classes.iter().map(of_class).collect()
}

fn finite(values: &[f32]) -> impl Iterator<Item = f32> {
    values.iter().copied().filter(|value| value.is_finite())
}

fn ramp(colour: impl Fn(f64) -> RGBColor) -> Vec<[u8; 4]> {
    let pixel = |shade: usize| {
        let RGBColor(red, green, blue) = colour(shade as f64 / SHADES as f64);
        [red, green, blue, 255]
    };
    (0..=SHADES).map(pixel).collect()
}

/// Shares beyond 0 and 1 count as these.
fn index(share: f32) -> usize {
    ((share * SHADES as f32 + 0.5) as usize).min(SHADES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(image: &PixelImage) -> Vec<[u8; 4]> {
        image.rgba.as_chunks().0.to_vec()
    }

    fn rgba(RGBColor(red, green, blue): RGBColor) -> [u8; 4] {
        [red, green, blue, 255]
    }

    #[test]
    fn a_matrix_stays_one_of_cells_with_its_first_row_below() {
        let image = image(&[0.0, 0.0, 2.0, -2.0], 2, Tone::Signed, Theme::Light, (400, 300));
        let palette = Theme::Light.palette();
        assert_eq!((image.width_px, image.height_px), (2, 2));
        let (paper, positive, negative) = (rgba(palette.paper), rgba(palette.positive), rgba(palette.negative));
        assert_eq!(pixels(&image), [positive, negative, paper, paper]);
    }

    #[test]
    fn classes_have_their_colours_and_doubt_is_pale() {
        let palette = Theme::Dark.palette();
        let image = image(&[1.0, 1.999], 2, Tone::Classes, Theme::Dark, (2, 1));
        let sure = mix(palette.paper, palette.class(1), MOST_COLOUR);
        let found = pixels(&image);
        assert_eq!(found[0], rgba(palette.paper));
        assert!(found[1].iter().zip(rgba(sure)).all(|(a, b)| a.abs_diff(b) <= 1), "{found:?}");
    }

    #[test]
    fn a_border_between_samples_lies_where_both_classes_are_as_sure() {
        // Three times as sure, as a margin, on the left: the border is at three quarters of the way between the middles.
        let sure = |margin: f32| (margin / 2.0).tanh();
        let image = image(&[sure(3.0), 1.0 + sure(1.0)], 2, Tone::Classes, Theme::Light, (64, 1));
        let is_blue = |pixel: &[u8; 4]| pixel[2] > pixel[0];
        // Middles at 16 and 48 of 64.
        let found: Vec<_> = pixels(&image).iter().map(is_blue).collect();
        assert!(found[..39].iter().all(|is_blue| *is_blue) && !found[41..].contains(&true), "{found:?}");
    }

    #[test]
    fn a_slanted_border_between_coarse_samples_is_straight() {
        let side = 10;
        let margin = |index: usize| 1.5 * (index / side) as f32 - 0.5 * (index % side) as f32 - 4.0;
        let field: Vec<f32> = (0..side * side)
            .map(|index| f32::from(u8::from(margin(index) > 0.0)) + (margin(index).abs() / 2.0).tanh())
            .collect();
        let image = image(&field, side, Tone::Classes, Theme::Light, (200, 200));
        let is_blue = |x: usize, y: usize| image.rgba[4 * (y * 200 + x) + 2] > image.rgba[4 * (y * 200 + x)];
        for x in 0..200 {
            // Blue lies below; rows of pixels run down.
            let border = (0..200).position(|y| is_blue(x, y)).expect("blue is in all columns") as f64;
            let column = (x as f64 + 0.5) / 20.0 - 0.5;
            let row = (4.0 + 0.5 * column) / 1.5;
            assert!((border - (200.0 - (row + 0.5) * 20.0)).abs() <= 1.5, "{x}: {border}");
        }
    }

    #[test]
    fn depth_runs_from_paper_to_dark_and_holes_are_clear() {
        let palette = Theme::Light.palette();
        let image = image(&[3.0, f32::NAN, 7.0], 3, Tone::Depth, Theme::Light, (3, 1));
        let dark = mix(palette.paper, palette.negative, MOST_INK);
        assert_eq!(pixels(&image), [rgba(palette.paper), [0; 4], rgba(dark)]);
        let flat = super::image(&[5.0], 1, Tone::Depth, Theme::Light, (1, 1));
        assert_eq!(pixels(&flat), [rgba(palette.paper)]);
        assert_eq!(super::image(&[1.0], 0, Tone::Depth, Theme::Light, (1, 1)), PixelImage::default());
    }

    #[test]
    fn a_large_picture_has_no_more_pixels_than_it_needs() {
        let image = image(&[0.0, 1.0, 2.0, 3.0], 2, Tone::Depth, Theme::Light, (2000, 1000));
        assert_eq!((image.width_px, image.height_px), (667, 334));
    }
}
