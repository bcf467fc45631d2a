//! Animations as GIF files: frames in, bytes out, each frame cut to what has changed. Knows neither page nor browser.
//!
//! Up to 256 colours a frame are kept exactly; more are reduced by NeuQuant (A. H. Dekker, "Kohonen neural networks for
//! optimal colour quantization", Network 5, 1994). Both are the crate `gif`'s.

use gif::{Encoder, EncodingError, Frame, Repeat};

use fault::{Cause, Fault};

pub mod worker;

/// Every so many pixels teach NeuQuant: good colours at 10 to 20 milliseconds a frame.
const SAMPLE_EVERY: i32 = 10;
/// Red, green, blue, opacity.
const CHANNELS: usize = 4;

/// A GIF in the making. It plays at an even pace, over and over.
pub struct Recorder {
    encoder: Encoder<Vec<u8>>,
    width_px: usize,
    height_px: usize,
    /// How long each frame stands, in hundredths of a second: the format's unit.
    delay_centis: u16,
    last_rgba: Vec<u8>,
    frames: u32,
}

/// The smallest rectangle that holds every changed pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rectangle {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Recorder {
    /// An animation of this size without frames.
    ///
    /// # Errors
    /// [`Fault::BadMessage`] for a picture without pixels, or no frames a second.
    pub fn new(width_px: u16, height_px: u16, frames_per_second: u16) -> Result<Self, Fault> {
        if width_px == 0 || height_px == 0 || !(1..=100).contains(&frames_per_second) {
            return Err(Fault::BadMessage { detail: Cause::NoAnimation });
        }
        let mut encoder = Encoder::new(Vec::new(), width_px, height_px, &[]).map_err(refused)?;
        encoder.set_repeat(Repeat::Infinite).map_err(refused)?;
        let (width_px, height_px) = (usize::from(width_px), usize::from(height_px));
        let delay_centis = 100 / frames_per_second;
        Ok(Self { encoder, width_px, height_px, delay_centis, last_rgba: Vec::new(), frames: 0 })
    }

    /// Adds a frame (RGBA `[height, width, 4]`, opaque) unless it looks like the last one.
    ///
    /// # Errors
    /// [`Fault::BadMessage`] when it has another size.
    pub fn push(&mut self, rgba: Vec<u8>) -> Result<(), Fault> {
        let expected = self.width_px * self.height_px * CHANNELS;
        if rgba.len() != expected {
            return Err(Fault::BadMessage { detail: Cause::Length { found: rgba.len(), expected } });
        }
        if let Some(rectangle) = self.changed(&rgba) {
            let frame = self.frame(&rgba, rectangle);
            self.encoder.write_frame(&frame).map_err(refused)?;
            self.frames += 1;
            self.last_rgba = rgba;
        }
        Ok(())
    }

    pub fn frames(&self) -> u32 {
        self.frames
    }

    /// The file.
    ///
    /// # Errors
    /// [`Fault::BadMessage`] when the encoder does not end well.
    pub fn finish(self) -> Result<Vec<u8>, Fault> {
        self.encoder.into_inner().map_err(refused)
    }

    fn changed(&self, rgba: &[u8]) -> Option<Rectangle> {
        if self.last_rgba.is_empty() {
            return Some(Rectangle { left: 0, top: 0, width: self.width_px, height: self.height_px });
        }
        let row_bytes = self.width_px * CHANNELS;
        let rows = || rgba.chunks_exact(row_bytes).zip(self.last_rgba.chunks_exact(row_bytes));
        let top = rows().position(|(now, last)| now != last)?;
        let bottom = rows().rposition(|(now, last)| now != last)?;
        let (mut left, mut right) = (self.width_px, 0);
        for (now, last) in rows().skip(top).take(bottom - top + 1) {
            let pixels = || now.chunks_exact(CHANNELS).zip(last.chunks_exact(CHANNELS));
            left = pixels().position(|(now, last)| now != last).map_or(left, |first| first.min(left));
            right = pixels().rposition(|(now, last)| now != last).map_or(right, |last| last.max(right));
        }
        Some(Rectangle { left, top, width: right - left + 1, height: bottom - top + 1 })
    }

    fn frame(&self, rgba: &[u8], rectangle: Rectangle) -> Frame<'static> {
        let Rectangle { left, top, width, height } = rectangle;
        let rows = rgba.chunks_exact(self.width_px * CHANNELS).skip(top).take(height);
        let mut pixels: Vec<u8> =
            rows.flat_map(|row| &row[left * CHANNELS..(left + width) * CHANNELS]).copied().collect();
        // Within the picture, whose sides are u16.
        let [left, top, width, height] = [left, top, width, height].map(|px| px as u16);
        let frame = Frame::from_rgba_speed(width, height, &mut pixels, SAMPLE_EVERY);
        Frame { left, top, delay: self.delay_centis, ..frame }
    }
}

fn refused(error: EncodingError) -> Fault {
    Fault::BadMessage { detail: error.to_string().into() }
}

mod tests;
