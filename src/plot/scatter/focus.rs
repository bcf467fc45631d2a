//! One point enlarged, with its image beside it.

use plotters::prelude::{DrawingBackend, RGBColor};
use plotters::style::text_anchor::{HPos, VPos};

use super::Scatter;
use crate::palette::mix;
use crate::pen::{Look, Outcome, Pen};

/// Side of a point's image, in its own pixels.
pub const IMAGE_PX: usize = 28;

/// Side of the enlarged image on the picture.
const THUMBNAIL_PX: f64 = 84.0;

/// The enlarged point and its image (`[28, 28]`, 0 to 255; empty when there is none).
#[derive(Clone, Copy, Debug)]
pub struct Focus<'a> {
    pub index: usize,
    pub image: &'a [u8],
}

impl Scatter<'_> {
    pub(super) fn draw_focus<B: DrawingBackend>(&self, pen: &mut Pen<B>, focus: &Focus) -> Outcome<B> {
        let (at, colour) = (self.px(pen.look, focus.index), self.colour(pen.look, focus.index));
        let palette = pen.look.theme.palette();
        pen.dot(at, 7.0, palette.paper, 0.8)?;
        pen.dot(at, 4.0, colour, 1.0)?;
        let corner = beside(at, pen.look);
        let far = (corner.0 + THUMBNAIL_PX, corner.1 + THUMBNAIL_PX);
        pen.rect((corner.0 - 3.0, corner.1 - 3.0), (far.0 + 3.0, far.1 + 3.0), colour, 1.0)?;
        pen.rect(corner, far, palette.paper, 1.0)?;
        draw_image(pen, focus.image, corner, palette.paper, palette.ink)?;
        let name_at = (corner.0 + 5.0, corner.1 + 4.0);
        pen.text(self.class_name(focus.index), name_at, colour, 15.0, (HPos::Left, VPos::Top))
    }
}

/// The upper left corner of a thumbnail beside `at` that stays on the picture.
fn beside(at: (f64, f64), look: &Look) -> (f64, f64) {
    let gap_px = 14.0;
    let right_px = at.0 + gap_px;
    let fits_right = right_px + THUMBNAIL_PX + 4.0 <= look.width_px;
    let x_px = if fits_right { right_px } else { at.0 - gap_px - THUMBNAIL_PX };
    let most_px = (look.height_px - THUMBNAIL_PX - 4.0).max(4.0);
    (x_px.max(4.0), (at.1 - THUMBNAIL_PX / 2.0).clamp(4.0, most_px))
}

fn draw_image<B: DrawingBackend>(
    pen: &mut Pen<B>,
    image: &[u8],
    corner: (f64, f64),
    paper: RGBColor,
    ink: RGBColor,
) -> Outcome<B> {
    let pixel_px = THUMBNAIL_PX / IMAGE_PX as f64;
    for (index, &value) in image.iter().enumerate().take(IMAGE_PX * IMAGE_PX).filter(|(_, value)| **value > 0) {
        let x_px = corner.0 + (index % IMAGE_PX) as f64 * pixel_px;
        let y_px = corner.1 + (index / IMAGE_PX) as f64 * pixel_px;
        let colour = mix(paper, ink, f64::from(value) / 255.0);
        pen.rect((x_px, y_px), (x_px + pixel_px, y_px + pixel_px), colour, 1.0)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    const LOOK: Look = Look { theme: Theme::Light, width_px: 228.0, height_px: 128.0, ratio: 1.0 };

    #[test]
    fn thumbnails_stay_on_the_picture() {
        assert_eq!(beside((114.0, 64.0), &LOOK), (128.0, 22.0));
        assert_eq!(beside((220.0, 2.0), &LOOK), (122.0, 4.0));
    }
}
