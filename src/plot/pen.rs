//! A pen for any plotters backend: takes CSS pixels and colours, gives device pixels.

use plotters::prelude::{Color, DrawingBackend, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle};
use plotters::style::TextStyle;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::palette::Theme;

/// What drawing on a backend returns.
pub type Outcome<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Size and colours of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    pub theme: Theme,
    /// In CSS pixels.
    pub width_px: f64,
    /// In CSS pixels.
    pub height_px: f64,
    /// Device pixels for each CSS pixel.
    pub ratio: f64,
}

/// Draws in CSS pixels from the upper left corner; lines and text scale with the screen's resolution.
pub struct Pen<'a, B> {
    pub backend: &'a mut B,
    pub look: &'a Look,
}

impl<B: DrawingBackend> Pen<'_, B> {
    /// Covers everything with paper.
    pub fn fill(&mut self) -> Outcome<B> {
        self.rect((0.0, 0.0), (self.look.width_px, self.look.height_px), self.look.theme.palette().paper, 1.0)
    }

    pub fn line(&mut self, points: &[(f64, f64)], colour: RGBColor, opacity: f64, width_px: f64) -> Outcome<B> {
        let style = ShapeStyle { color: colour.mix(opacity), filled: false, stroke_width: self.width(width_px) };
        match points {
            [from, to] => self.backend.draw_line(self.device(*from), self.device(*to), &style),
            _ => self.backend.draw_path(points.iter().map(|point| self.look.device(*point)), &style),
        }
    }

    pub fn polygon(&mut self, points: &[(f64, f64)], colour: RGBColor, opacity: f64) -> Outcome<B> {
        let style = ShapeStyle { color: colour.mix(opacity), filled: true, stroke_width: 0 };
        self.backend.fill_polygon(points.iter().map(|point| self.look.device(*point)), &style)
    }

    pub fn rect(&mut self, from: (f64, f64), to: (f64, f64), colour: RGBColor, opacity: f64) -> Outcome<B> {
        let style = ShapeStyle { color: colour.mix(opacity), filled: true, stroke_width: 0 };
        self.backend.draw_rect(self.device(from), self.device(to), &style, true)
    }

    pub fn dot(&mut self, centre: (f64, f64), radius_px: f64, colour: RGBColor, opacity: f64) -> Outcome<B> {
        let style = ShapeStyle { color: colour.mix(opacity), filled: true, stroke_width: 0 };
        self.backend.draw_circle(self.device(centre), self.width(radius_px), &style, true)
    }

    pub fn text(
        &mut self,
        text: &str,
        at: (f64, f64),
        colour: RGBColor,
        size_px: f64,
        anchor: (HPos, VPos),
    ) -> Outcome<B> {
        self.faded_text(text, at, (colour, 1.0), size_px, anchor)
    }

    pub fn faded_text(
        &mut self,
        text: &str,
        at: (f64, f64),
        (colour, opacity): (RGBColor, f64),
        size_px: f64,
        (h_pos, v_pos): (HPos, VPos),
    ) -> Outcome<B> {
        let font = FontDesc::new(FontFamily::SansSerif, size_px * self.look.ratio, FontStyle::Normal);
        let color = colour.mix(opacity).to_backend_color();
        let style = TextStyle { font, color, pos: Pos::new(h_pos, v_pos) };
        self.backend.draw_text(text, &style, self.device(at))
    }

    fn device(&self, at: (f64, f64)) -> BackendCoord {
        self.look.device(at)
    }

    fn width(&self, css_px: f64) -> u32 {
        (css_px * self.look.ratio).round().max(1.0) as u32
    }
}

impl Look {
    pub(super) fn device(&self, (x_px, y_px): (f64, f64)) -> BackendCoord {
        ((x_px * self.ratio).round() as i32, (y_px * self.ratio).round() as i32)
    }

    /// A smooth line with corners about this far apart, each where it passes close to the middle of a device pixel: rounded there, it
    /// does not waver. Keeps both ends.
    pub(super) fn steady(&self, line: Vec<(f64, f64)>, spacing_px: f64) -> Vec<(f64, f64)> {
        let off = |at: (f64, f64)| {
            let (x, y) = self.device(at);
            (at.0 * self.ratio - f64::from(x)).hypot(at.1 * self.ratio - f64::from(y))
        };
        let (Some(&first), Some(&last)) = (line.first(), line.last()) else { return line };
        let mut kept = vec![first];
        // The best place for the next corner so far, and the way that is left to look for a better one.
        let (mut best, mut before) = (None, first);
        let mut left_px = 2.0 * spacing_px;
        for pair in line.windows(2) {
            let length_px = (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1);
            let steps = (length_px / STEP_PX).ceil().max(1.0) as usize;
            for step in 1..=steps {
                let share = step as f64 / steps as f64;
                let at = (pair[0].0 + share * (pair[1].0 - pair[0].0), pair[0].1 + share * (pair[1].1 - pair[0].1));
                left_px -= length_px / steps as f64;
                let is_far = left_px <= spacing_px && (at.0 - before.0).hypot(at.1 - before.1) >= spacing_px * 0.7;
                if is_far && best.is_none_or(|best| off(at) < off(best)) {
                    best = Some(at);
                }
                if left_px <= 0.0
                    && let Some(corner) = best.take()
                {
                    kept.push(corner);
                    before = corner;
                    left_px = 2.0 * spacing_px - (at.0 - corner.0).hypot(at.1 - corner.1);
                }
            }
        }
        kept.push(last);
        kept
    }
}

/// Between places that a steady line's corners are chosen from.
const STEP_PX: f64 = 0.25;

/// Leaves out corners nearer than this to the last one kept, but never the last: a backend rounds each corner to a whole
/// pixel, and many small roundings make a slanted line waver.
pub fn spaced(line: Vec<(f64, f64)>, spacing_px: f64) -> Vec<(f64, f64)> {
    let Some((&first, rest)) = line.split_first() else { return line };
    let mut kept = vec![first];
    let mut before = first;
    for (index, &corner) in rest.iter().enumerate() {
        let is_far = (corner.0 - before.0).hypot(corner.1 - before.1) >= spacing_px;
        if is_far || index + 1 == rest.len() {
            kept.push(corner);
            before = corner;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_corners_go_but_both_ends_stay() {
        let line = vec![(0.0, 0.0), (1.0, 0.0), (4.0, 0.0), (4.5, 0.0), (5.0, 0.0)];
        assert_eq!(spaced(line, 3.0), [(0.0, 0.0), (4.0, 0.0), (5.0, 0.0)]);
        assert!(spaced(Vec::new(), 3.0).is_empty());
    }
    #[test]
    fn a_steady_circle_has_corners_near_whole_pixels() {
        let look = Look { ratio: 1.0, ..Look::default() };
        let on_circle = |degree: u32| f64::from(degree).to_radians().sin_cos();
        let circle: Vec<_> = (0..=360).map(on_circle).map(|(sine, cosine)| (40.0 * cosine, 40.0 * sine)).collect();
        let steady = look.steady(circle.clone(), 3.0);
        assert_eq!((steady.first(), steady.last()), (circle.first(), circle.last()));
        // 251 pixels around, a corner each 3 to 6.
        assert!((42..=84).contains(&steady.len()), "{}", steady.len());
        let wavering = |line: &[(f64, f64)]| {
            let off = line.iter().map(|&at| look.device(at)).map(|(x, y)| f64::from(x).hypot(f64::from(y)) - 40.0);
            (off.map(|off| off * off).sum::<f64>() / line.len() as f64).sqrt()
        };
        let spaced = spaced(circle, 3.0);
        assert!(wavering(&steady) < 0.6 * wavering(&spaced), "{} {}", wavering(&steady), wavering(&spaced));
        assert!(look.steady(Vec::new(), 3.0).is_empty());
    }
}
