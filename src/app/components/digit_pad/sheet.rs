//! What the pad's canvas shows: strokes, or an image in their place, and the keyboard's pen.

use plotters::prelude::DrawingBackend;

use digit::{Drawing, Image, PAD_PX, PEN_PX, Point};
use plot::pen::{Look, Outcome, Pen, spaced};

/// Half the length of the cross that marks the keyboard's pen.
const CROSS_PX: f64 = 8.0;
/// See [`spaced`].
const CORNER_SPACING_PX: f64 = 8.0;

/// Draws the pad anew.
pub fn draw<B: DrawingBackend>(backend: &mut B, look: &Look, drawing: &Drawing, cursor: Option<Point>) {
    let mut sheet = Sheet { scale: look.width_px / f64::from(PAD_PX), pen: Pen { backend, look } };
    // A canvas that cannot be drawn on stays as it is.
    let _ = sheet.draw(drawing, cursor);
}

struct Sheet<'a, B> {
    pen: Pen<'a, B>,
    /// CSS pixels for each pixel of the pad.
    scale: f64,
}

impl<B: DrawingBackend> Sheet<'_, B> {
    fn draw(&mut self, drawing: &Drawing, cursor: Option<Point>) -> Outcome<B> {
        self.pen.fill()?;
        if let Some(image) = drawing.image() {
            self.image(image)?;
        }
        for line in drawing.lines() {
            self.line(&line)?;
        }
        cursor.map_or(Ok(()), |at| self.cross(at, drawing.is_pen_down()))
    }

    /// A line with round ends.
    fn line(&mut self, line: &[Point]) -> Outcome<B> {
        let ink = self.pen.look.theme.palette().ink;
        let points = spaced(line.iter().map(|&point| self.css(point)).collect(), CORNER_SPACING_PX);
        let width_px = f64::from(PEN_PX) * self.scale;
        if points.len() > 1 {
            self.pen.line(&points, ink, 1.0, width_px)?;
        }
        for end in points.first().into_iter().chain(points.last()) {
            self.pen.dot(*end, width_px / 2.0, ink, 1.0)?;
        }
        Ok(())
    }

    fn image(&mut self, image: &Image) -> Outcome<B> {
        let ink = self.pen.look.theme.palette().ink;
        let side_px = self.pen.look.width_px / image.side_px as f64;
        for (at, &value) in image.ink.iter().enumerate().filter(|&(_, &value)| value > 0) {
            let (column, row) = ((at % image.side_px) as f64, (at / image.side_px) as f64);
            let corner = (column * side_px, row * side_px);
            let opposite = ((column + 1.0) * side_px, (row + 1.0) * side_px);
            self.pen.rect(corner, opposite, ink, f64::from(value) / 255.0)?;
        }
        Ok(())
    }

    /// The keyboard's pen: thick while it leaves ink.
    fn cross(&mut self, at: Point, is_pen_down: bool) -> Outcome<B> {
        let accent = self.pen.look.theme.palette().accent;
        let (x, y) = self.css(at);
        let width_px = if is_pen_down { 4.0 } else { 2.0 };
        self.pen.line(&[(x - CROSS_PX, y), (x + CROSS_PX, y)], accent, 1.0, width_px)?;
        self.pen.line(&[(x, y - CROSS_PX), (x, y + CROSS_PX)], accent, 1.0, width_px)
    }

    fn css(&self, point: Point) -> (f64, f64) {
        (f64::from(point.x_px) * self.scale, f64::from(point.y_px) * self.scale)
    }
}
