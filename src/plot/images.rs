//! Grids of small images as one block of RGBA pixels: digits, feature maps, filters.

use std::sync::Arc;

use super::palette::{Theme, brightness, signed};
use data::dataset::ImageShape;

/// Pixels ready for a canvas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PixelImage {
    pub width_px: usize,
    pub height_px: usize,
    /// Four bytes a pixel, row by row.
    pub rgba: Arc<[u8]>,
}

/// What the numbers of an image mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Paper at 0, ink at the largest value of the grid.
    #[default]
    Brightness,
    /// Orange and blue around 0, by the largest magnitude of the grid.
    Signed,
}

/// Channels, height and width of one image, in its own pixels: one channel, or the planes of red, green and blue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    pub channels: usize,
    pub height_px: usize,
    pub width_px: usize,
}

impl Shape {
    fn pixels(self) -> usize {
        self.height_px * self.width_px
    }

    /// Numbers that make an image.
    pub fn values(self) -> usize {
        self.channels * self.pixels()
    }
}

impl From<ImageShape> for Shape {
    fn from(ImageShape { channels, side_px }: ImageShape) -> Self {
        Self { channels, height_px: side_px, width_px: side_px }
    }
}

/// Lays images (`[images, channels, height, width]`, values of any range) out in rows of `columns`, one clear pixel apart. A last
/// image that is cut short is left out.
pub fn tile(values: &[f32], shape: Shape, columns: usize, tone: Tone, theme: Theme) -> PixelImage {
    let Shape { height_px: height, width_px: width, .. } = shape;
    let count = values.len().checked_div(shape.values()).unwrap_or(0);
    if count == 0 {
        return PixelImage::default();
    }
    let columns = columns.clamp(1, count);
    let grid_width = columns * (width + 1) - 1;
    let grid_height = count.div_ceil(columns) * (height + 1) - 1;
    let mut rgba = vec![0; 4 * grid_width * grid_height];
    let scale = reciprocal_of_largest(values, tone);
    for (index, image) in values.chunks_exact(shape.values()).enumerate() {
        let (left, top) = (index % columns * (width + 1), index / columns * (height + 1));
        for pixel in 0..shape.pixels() {
            let value = |channel: usize| f64::from(image[channel * shape.pixels() + pixel]) * scale;
            let at = (top + pixel / width) * grid_width + left + pixel % width;
            let colour = match shape.channels {
                3 => [value(0), value(1), value(2)].map(|value| light(value, tone)),
                _ => colour(value(0), tone, theme),
            };
            rgba[4 * at..4 * at + 4].copy_from_slice(&opaque(colour));
        }
    }
    PixelImage { width_px: grid_width, height_px: grid_height, rgba: rgba.into() }
}

/// One image of bytes: gray with paper at 0 and ink at 255, or in its own colours.
pub fn from_bytes(bytes: &[u8], shape: Shape, theme: Theme) -> PixelImage {
    let pixels = shape.pixels();
    if bytes.len() < shape.values() {
        return PixelImage::default();
    }
    let pixel = |pixel: usize| match shape.channels {
        3 => opaque([0, 1, 2].map(|channel| bytes[channel * pixels + pixel])),
        _ => opaque(colour(f64::from(bytes[pixel]) / 255.0, Tone::Brightness, theme)),
    };
    let rgba = (0..pixels).flat_map(pixel).collect();
    PixelImage { width_px: shape.width_px, height_px: shape.height_px, rgba }
}

fn opaque([red, green, blue]: [u8; 3]) -> [u8; 4] {
    [red, green, blue, 255]
}

/// A channel's value as light: from none at 0, or from none at -1.
fn light(value: f64, tone: Tone) -> u8 {
    let share = match tone {
        Tone::Brightness => value,
        Tone::Signed => 0.5 + 0.5 * value,
    };
    // Saturates beyond both ends.
    (255.0 * share).round() as u8
}

fn colour(value: f64, tone: Tone, theme: Theme) -> [u8; 3] {
    let palette = theme.palette();
    let colour = match tone {
        Tone::Brightness => brightness(value, palette),
        Tone::Signed => signed(value, palette),
    };
    [colour.0, colour.1, colour.2]
}

fn reciprocal_of_largest(values: &[f32], tone: Tone) -> f64 {
    let magnitude = |value: &f32| match tone {
        Tone::Brightness => *value,
        Tone::Signed => value.abs(),
    };
    let largest = values.iter().map(magnitude).filter(|value| value.is_finite()).fold(0.0, f32::max);
    if largest > 0.0 { 1.0 / f64::from(largest) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIR: Shape = Shape { channels: 1, height_px: 1, width_px: 2 };

    #[test]
    fn colours_are_three_planes() {
        let shape = Shape { channels: 3, ..PAIR };
        let photo = from_bytes(&[255, 0, 10, 20, 30, 40], shape, Theme::Dark);
        assert_eq!(&photo.rgba[..], [255, 10, 30, 255, 0, 20, 40, 255]);
        let filter = tile(&[1.0, -1.0, 0.0, 0.0, 0.5, -0.5], shape, 1, Tone::Signed, Theme::Light);
        assert_eq!(&filter.rgba[..], [255, 128, 191, 255, 0, 128, 64, 255]);
        assert_eq!(tile(&[1.0; 5], shape, 1, Tone::Signed, Theme::Light), PixelImage::default());
    }

    #[test]
    fn images_lie_in_rows_with_clear_gaps() {
        let image = tile(&[0.0, 1.0, 1.0, 0.0, 0.5, 0.5], PAIR, 2, Tone::Brightness, Theme::Light);
        assert_eq!((image.width_px, image.height_px), (5, 3));
        let pixel = |x: usize, y: usize| &image.rgba[4 * (y * 5 + x)..][..4];
        assert_eq!(pixel(0, 0), [255, 255, 255, 255]);
        assert_eq!(pixel(1, 0), [0x1d, 0x1d, 0x1f, 255]);
        assert_eq!(pixel(2, 0)[3], 0);
        assert_eq!(pixel(3, 0), [0x1d, 0x1d, 0x1f, 255]);
        assert_eq!(pixel(0, 1)[3], 0);
        assert_eq!(pixel(3, 2)[3], 0);
    }

    #[test]
    fn signed_images_are_scaled_by_the_largest_magnitude() {
        let image = tile(&[-4.0, 4.0], PAIR, 1, Tone::Signed, Theme::Dark);
        assert_eq!(&image.rgba[..], [0x1a, 0x73, 0xe8, 255, 0xe8, 0x71, 0x0a, 255]);
    }

    #[test]
    fn nothing_to_show_is_an_empty_image() {
        assert_eq!(tile(&[], PAIR, 4, Tone::Signed, Theme::Light), PixelImage::default());
        assert_eq!(tile(&[1.0], PAIR, 4, Tone::Signed, Theme::Light), PixelImage::default());
        assert_eq!(tile(&[1.0], Shape::default(), 4, Tone::Signed, Theme::Light), PixelImage::default());
        assert_eq!(from_bytes(&[1], PAIR, Theme::Light), PixelImage::default());
    }

    #[test]
    fn values_that_are_no_numbers_do_not_spoil_the_others() {
        let image = tile(&[f32::NAN, 2.0], PAIR, 1, Tone::Brightness, Theme::Light);
        assert_eq!(image.rgba[4..8], [0x1d, 0x1d, 0x1f, 255]);
    }
}
