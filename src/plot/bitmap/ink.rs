//! Covering pixels with a colour, wholly or in part.

use plotters::prelude::RGBColor;
use plotters_backend::BackendColor;

/// Full coverage, and full opacity.
pub const WHOLE: u32 = 256;

/// A colour to cover pixels with.
#[derive(Clone, Copy)]
pub struct Ink {
    colour: u32,
    /// In 1/256.
    opacity: u32,
}

impl Ink {
    pub fn new(colour: BackendColor) -> Self {
        let (red, green, blue) = colour.rgb;
        let opacity = (colour.alpha.clamp(0.0, 1.0) * f64::from(WHOLE)).round() as u32;
        Self { colour: packed(RGBColor(red, green, blue)), opacity }
    }

    pub fn is_translucent(self) -> bool {
        self.opacity < WHOLE
    }

    /// Covers these pixels wholly.
    pub fn cover_all(self, pixels: &mut [u32]) {
        match self.opacity {
            WHOLE => pixels.fill(self.colour),
            _ => pixels.iter_mut().for_each(|pixel| self.cover(pixel, WHOLE)),
        }
    }

    /// Covers this share of a pixel, in 1/256.
    pub fn cover(self, pixel: &mut u32, coverage: u32) {
        let coverage = coverage * self.opacity / WHOLE;
        if coverage == WHOLE {
            *pixel = self.colour;
        } else if coverage > 0 {
            // Two channels at a time: neither spills over, as the shares add up to 256.
            const EVEN: u32 = 0x00ff_00ff;
            let rest = WHOLE - coverage;
            let even = (((self.colour & EVEN) * coverage + (*pixel & EVEN) * rest) >> 8) & EVEN;
            let odd = ((self.colour >> 8 & EVEN) * coverage + (*pixel >> 8 & EVEN) * rest) & !EVEN;
            *pixel = even | odd;
        }
    }
}

fn packed(RGBColor(red, green, blue): RGBColor) -> u32 {
    u32::from_ne_bytes([red, green, blue, 255])
}
