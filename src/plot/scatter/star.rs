//! A point of the reader's own among the others: a star, tied to the points that it is most like.

use plotters::prelude::DrawingBackend;

use super::{Emphasis, MARGIN_PX, Scatter};
use crate::pen::{Outcome, Pen};

/// A point without a class: where it belongs, and its nearest points.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// In data units.
    pub at: (f32, f32),
    pub neighbours: &'a [u32],
}

/// From the middle of the star to its five tips, and to the corners between them.
const TIP_PX: f64 = 11.0;
const CORNER_PX: f64 = 4.6;
/// Of paper around it.
const RIM: f64 = 1.35;

impl Drawn<'_> {
    /// Draws a star on a rim of paper, and fine lines to its neighbours. What lies beyond the frame is shown at its edge.
    pub(super) fn draw<B: DrawingBackend>(&self, pen: &mut Pen<B>, scatter: &Scatter) -> Outcome<B> {
        let (look, palette) = (pen.look, pen.look.theme.palette());
        let (x_px, y_px) = scatter.px_of(look, self.at);
        let within = |px: f64, length_px: f64| px.clamp(MARGIN_PX, (length_px - MARGIN_PX).max(MARGIN_PX));
        let at = (within(x_px, look.width_px), within(y_px, look.height_px));
        let is_shown = |&index: &usize| index < scatter.len() && scatter.emphasis_of(index) != Emphasis::Hidden;
        for index in self.neighbours.iter().map(|&index| index as usize).filter(is_shown) {
            pen.line(&[at, scatter.px(look, index)], palette.ink, 0.4, 1.0)?;
        }
        pen.polygon(&star(at, RIM), palette.paper, 1.0)?;
        pen.polygon(&star(at, 1.0), palette.ink, 1.0)
    }
}

/// The ten corners of a star that points up.
fn star((x_px, y_px): (f64, f64), scale: f64) -> [(f64, f64); 10] {
    std::array::from_fn(|corner| {
        let radius_px = scale * if corner.is_multiple_of(2) { TIP_PX } else { CORNER_PX };
        let (sine, cosine) = (corner as f64 * std::f64::consts::PI / 5.0).sin_cos();
        (x_px + radius_px * sine, y_px - radius_px * cosine)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitmap::Bitmap;
    use crate::motion::Frame;
    use crate::palette::Theme;
    use crate::pen::Look;

    const LOOK: Look = Look { theme: Theme::Light, width_px: 228.0, height_px: 128.0, ratio: 1.0 };

    /// Two points, 50 px left of the middle and above it, of classes 0 and 1.
    fn pair(drawn: Option<Drawn<'static>>) -> Scatter<'static> {
        Scatter {
            positions: &[-1.0, 0.0, 0.0, 1.0],
            frame: Frame { centre: (0.0, 0.0), half_width: 1.0 },
            labels: &[0, 1],
            classes: &["shirt", "shoe"],
            drawn,
            ..Scatter::default()
        }
    }

    /// Red, green and blue by column and row.
    fn colours(scatter: Scatter<'static>) -> impl Fn(usize, usize) -> [u8; 3] {
        let mut bitmap = Bitmap::default();
        let look = bitmap.begin(&LOOK);
        scatter.draw(&mut bitmap, &look).unwrap();
        let image = bitmap.image();
        move |x_px, y_px| {
            let at = 4 * (y_px * image.width_px + x_px);
            [image.rgba[at], image.rgba[at + 1], image.rgba[at + 2]]
        }
    }

    fn ink() -> [u8; 3] {
        let ink = LOOK.theme.palette().ink;
        [ink.0, ink.1, ink.2]
    }

    #[test]
    fn a_star_in_ink_is_larger_than_points_and_tied_to_its_neighbours() {
        let paper = [255; 3];
        let without = colours(pair(None));
        assert_eq!((without(114, 64), without(90, 64)), (paper, paper));
        let drawn = Some(Drawn { at: (0.0, 0.0), neighbours: &[0, 9] });
        let with = colours(pair(drawn));
        assert_eq!((with(114, 64), with(114, 56)), (ink(), ink()));
        assert_eq!(with(117, 56), paper, "between two tips");
        assert_ne!(with(90, 64), paper, "on the way to point 0");
        assert_eq!(with(114, 35), paper, "point 1 is no neighbour");
        let hidden = colours(Scatter { emphasis: &[Emphasis::Hidden], ..pair(drawn) });
        assert_eq!(hidden(90, 64), paper);
    }

    #[test]
    fn beyond_the_frame_it_is_shown_at_the_edge() {
        let far = colours(pair(Some(Drawn { at: (100.0, -100.0), neighbours: &[] })));
        assert_eq!(far(214, 114), ink());
    }
}
