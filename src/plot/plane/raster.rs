//! Fields of numbers as small images, one pixel a cell, and images as rectangles for backends that know no images.

use plotters::prelude::{DrawingBackend, RGBColor, ShapeStyle};
use plotters_backend::BackendCoord;

use super::Tone;
use crate::images::PixelImage;
use crate::palette::{Palette, Theme, mix, signed};
use crate::pen::Outcome;

/// Shades that a field is drawn in: more than the eye tells apart.
const SHADES: usize = 128;
/// How much of a class' colour a certain answer gets: its points must still stand out.
const MOST_COLOUR: f64 = 0.55;
const MOST_INK: f64 = 0.6;

/// Cells (first row below) as pixels (first row above).
pub fn image(values: &[f32], columns: usize, tone: Tone, theme: Theme) -> PixelImage {
    let rows = values.len().checked_div(columns).unwrap_or(0);
    if rows == 0 {
        return PixelImage::default();
    }
    let palette = theme.palette();
    let shade = shader(values, tone, palette);
    let mut rgba = Vec::with_capacity(4 * rows * columns);
    for row in values.chunks_exact(columns).rev() {
        for &value in row {
            rgba.extend_from_slice(&if value.is_finite() { shade(value) } else { [0; 4] });
        }
    }
    PixelImage { width_px: columns, height_px: rows, rgba: rgba.into() }
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

/// From a finite value of this field to its colour.
fn shader(values: &[f32], tone: Tone, palette: &'static Palette) -> Box<dyn Fn(f32) -> [u8; 4]> {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    match tone {
        Tone::Classes => {
            let ramps: Vec<_> = palette
                .classes
                .iter()
                .map(|&class| ramp(move |share| mix(palette.paper, class, MOST_COLOUR * share)))
                .collect();
            Box::new(move |value| {
                let class = value.max(0.0).floor();
                let ramp = &ramps[class as usize % ramps.len()];
                ramp[index(value.max(0.0) - class)]
            })
        }
        Tone::Signed => {
            let largest = finite().map(f32::abs).fold(0.0, f32::max);
            let scale = if largest > 0.0 { 0.5 / largest } else { 0.0 };
            let ramp = ramp(|share| signed(2.0 * share - 1.0, palette));
            Box::new(move |value| ramp[index(0.5 + value * scale)])
        }
        Tone::Depth => {
            let (low, high) = finite()
                .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
            let scale = if high > low { 1.0 / (high - low) } else { 0.0 };
            let ramp = ramp(|share| mix(palette.paper, palette.negative, MOST_INK * share));
            Box::new(move |value| ramp[index((value - low) * scale)])
        }
    }
}

fn ramp(colour: impl Fn(f64) -> RGBColor) -> Vec<[u8; 4]> {
    let pixel = |shade: usize| {
        let RGBColor(red, green, blue) = colour(shade as f64 / SHADES as f64);
        [red, green, blue, 255]
    };
    (0..=SHADES).map(pixel).collect()
}

fn index(share: f32) -> usize {
    ((share * SHADES as f32).round() as usize).min(SHADES)
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
    fn the_first_row_lies_below() {
        let image = image(&[0.0, 0.0, 2.0, -2.0], 2, Tone::Signed, Theme::Light);
        let palette = Theme::Light.palette();
        assert_eq!((image.width_px, image.height_px), (2, 2));
        let (paper, positive, negative) = (rgba(palette.paper), rgba(palette.positive), rgba(palette.negative));
        assert_eq!(pixels(&image), [positive, negative, paper, paper]);
    }

    #[test]
    fn classes_have_their_colours_and_doubt_is_pale() {
        let palette = Theme::Dark.palette();
        let image = image(&[1.0, 1.999], 2, Tone::Classes, Theme::Dark);
        let sure = mix(palette.paper, palette.class(1), MOST_COLOUR);
        assert_eq!(pixels(&image), [rgba(palette.paper), rgba(sure)]);
    }

    #[test]
    fn depth_runs_from_paper_to_dark_and_holes_are_clear() {
        let palette = Theme::Light.palette();
        let image = image(&[3.0, f32::NAN, 7.0], 3, Tone::Depth, Theme::Light);
        let dark = mix(palette.paper, palette.negative, MOST_INK);
        assert_eq!(pixels(&image), [rgba(palette.paper), [0; 4], rgba(dark)]);
        assert_eq!(pixels(&super::image(&[5.0], 1, Tone::Depth, Theme::Light)), [rgba(palette.paper)]);
        assert_eq!(super::image(&[1.0], 0, Tone::Depth, Theme::Light), PixelImage::default());
    }
}
