//! What a drawing must go through before a net trained on MNIST can read it: cropped, fitted into a box of 20 pixels,
//! placed by its centre of mass in a field of 28. Pure; the pad that draws is `app::components::digit_pad`.
//!
//! Source: LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998, III.A:
//! the digits were "size normalized to fit in a 20x20 pixel box while preserving their aspect ratio", with "grey levels
//! as result of the anti-aliasing", then centred "by computing the center of mass of the pixels, and translating the
//! image so as to position this point at the center of the 28x28 field".

mod bitmap;
mod drawing;
mod strokes;

pub use bitmap::Bitmap;
pub use drawing::{Drawing, Hand, Image, PAD_PX, PEN_PX};
pub use strokes::Point;

/// Side of the image the net reads.
pub const FIELD_PX: usize = 28;
/// Side of the box the digit is fitted into.
pub const BOX_PX: usize = 20;
/// Width of a pen stroke inside the box: the median over MNIST's first 1,000 test digits, twice their area divided by
/// the length of their outline.
pub const STROKE_PX: f32 = 2.2;

/// A digit at every stage of the way, so that the page can show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Normalised {
    /// The drawing, cropped to its ink.
    pub ink: Bitmap,
    /// The same, its longer side fitted to [`BOX_PX`].
    pub boxed: Bitmap,
    /// What the net reads: `[28, 28]`, 0 to 1.
    pub centred: [f32; FIELD_PX * FIELD_PX],
}

impl Normalised {
    /// From pen strokes, each a line of points. They are drawn at the box's scale, so that the line is as thick as in
    /// MNIST whether the reader draws small or large. A drawing smaller than the pen's own width `pen_px` on the pad is a
    /// dot, and stays one. `None` where there is no ink.
    pub fn from_strokes(strokes: &[Vec<Point>], pen_px: f32) -> Option<Self> {
        let ink = strokes::draw(strokes, pen_px)?;
        Some(Self::from_ink(ink, strokes::FRAME_PX))
    }

    /// From a grey image of any size, ink 0 to 255, row by row. `None` where there is no ink, or a row is incomplete.
    pub fn from_pixels(width_px: usize, pixels: &[u8]) -> Option<Self> {
        if width_px == 0 || !pixels.len().is_multiple_of(width_px) {
            return None;
        }
        let ink = pixels.iter().map(|&ink| f32::from(ink) / 255.0).collect();
        let ink = Bitmap { width_px, height_px: pixels.len() / width_px, ink }.cropped()?;
        let longest_px = ink.width_px.max(ink.height_px);
        Some(Self::from_ink(ink, longest_px))
    }

    fn from_ink(ink: Bitmap, longest_px: usize) -> Self {
        let boxed = ink.boxed(longest_px);
        Self { centred: boxed.centred(), boxed, ink }
    }
}
