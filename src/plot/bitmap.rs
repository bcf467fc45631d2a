//! Pixels in memory as a plotters backend: thousands of smooth dots in a frame, placed to a quarter of a pixel.

use std::convert::Infallible;
use std::f64::consts::TAU;

use plotters::prelude::DrawingBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};

use super::images::PixelImage;
use super::pen::Look;

mod disc;
mod ink;

use disc::{Disc, Span};
use ink::{Ink, WHOLE};

/// A picture in the making. All coordinates and widths that it takes are quarters of a device pixel: dots that move slowly
/// would jump from pixel to pixel otherwise. It knows no letters: texts are left out.
#[derive(Clone, Debug, Default)]
pub struct Bitmap {
    width: usize,
    height: usize,
    /// Red, green, blue and alpha 255 in memory order.
    pixels: Vec<u32>,
    /// By radius and place within the pixel.
    discs: Vec<Option<Disc>>,
}

type Error = DrawingErrorKind<Infallible>;

/// Coordinates for each pixel.
const FINE: i32 = 4;
/// The most that a dot's radius may be, in quarters of a pixel.
const MOST_RADIUS: u32 = 255;
/// Of a ring, drawn as a polygon.
const CORNERS: u32 = 32;

impl Bitmap {
    /// Takes the size of a picture; gives the look to draw it with. What was drawn before stays until it is painted over.
    pub fn begin(&mut self, look: &Look) -> Look {
        self.width = (look.width_px * look.ratio).round() as usize;
        self.height = (look.height_px * look.ratio).round() as usize;
        self.pixels.resize(self.width * self.height, 0);
        Look { ratio: look.ratio * f64::from(FINE), ..*look }
    }

    /// What has been drawn.
    pub fn image(&self) -> PixelImage {
        let rgba = bytemuck::cast_slice(&self.pixels).into();
        PixelImage { width_px: self.width, height_px: self.height, rgba }
    }

    fn dot(&mut self, centre: BackendCoord, radius: u32, ink: Ink) {
        let radius = radius.min(MOST_RADIUS);
        let (column, row) = (centre.0.div_euclid(FINE), centre.1.div_euclid(FINE));
        let place = centre.1.rem_euclid(FINE) * FINE + centre.0.rem_euclid(FINE);
        let key = radius as usize * (FINE * FINE) as usize + place as usize;
        if self.discs.len() <= key {
            self.discs.resize(key + 1, None);
        }
        let disc = self.discs[key].get_or_insert_with(|| Disc::new(radius, place % FINE, place / FINE));
        let (left, top) = (column - disc.reach, row - disc.reach);
        let (width, height) = (self.width as i32, self.height as i32);
        for (line, Span { start, coverage }) in disc.spans.iter().enumerate() {
            let (x, y) = (left + start, top + line as i32);
            let first = (-x).max(0);
            let last = (width - x).min(coverage.len() as i32);
            if (0..height).contains(&y) && first < last {
                let at = (y * width + x + first) as usize;
                let coverage = &coverage[first as usize..last as usize];
                for (pixel, &coverage) in self.pixels[at..at + coverage.len()].iter_mut().zip(coverage) {
                    ink.cover(pixel, coverage);
                }
            }
        }
    }

    /// A straight line with blunt ends, smooth along its sides.
    fn stroke(&mut self, from: BackendCoord, to: BackendCoord, width: u32, ink: Ink) {
        let ((x0, y0), (x1, y1)) = (fine(from), fine(to));
        let is_steep = (y1 - y0).abs() > (x1 - x0).abs();
        let (mut a, mut b) = if is_steep { ((y0, x0), (y1, x1)) } else { ((x0, y0), (x1, y1)) };
        if a.0 > b.0 {
            std::mem::swap(&mut a, &mut b);
        }
        let (long, short) = if is_steep { (self.height, self.width) } else { (self.width, self.height) };
        let slope = if b.0 > a.0 { (b.1 - a.1) / (b.0 - a.0) } else { 0.0 };
        let half = f64::from(width) / f64::from(FINE) / 2.0 * slope.hypot(1.0);
        for major in a.0.floor().max(0.0) as usize..(b.0.ceil().clamp(0.0, long as f64) as usize) {
            let middle = major as f64 + 0.5;
            let share = (b.0.min(middle + 0.5) - a.0.max(middle - 0.5)).clamp(0.0, 1.0);
            let at = a.1 + slope * (middle.clamp(a.0, b.0) - a.0);
            let minors =
                (at - half - 0.5).floor().max(0.0) as usize..((at + half + 1.5).clamp(0.0, short as f64) as usize);
            for minor in minors {
                let distance = (minor as f64 + 0.5 - at).abs();
                let coverage = share * (half + 0.5 - distance).clamp(0.0, 1.0);
                let (x, y) = if is_steep { (minor, major) } else { (major, minor) };
                ink.cover(&mut self.pixels[y * self.width + x], (coverage * f64::from(WHOLE)) as u32);
            }
        }
    }

    /// Even-odd filling, smooth where edges are steep. What is translucent covers whole pixels, those whose middle is inside:
    /// neighbours would show a seam where each covers a part.
    fn fill(&mut self, corners: &[(f64, f64)], ink: Ink) {
        let heights = || corners.iter().map(|corner| corner.1);
        let (top, bottom) = (heights().fold(f64::INFINITY, f64::min), heights().fold(f64::NEG_INFINITY, f64::max));
        let mut crossings = Vec::new();
        for row in top.floor().max(0.0) as usize..(bottom.ceil().clamp(0.0, self.height as f64) as usize) {
            let y = row as f64 + 0.5;
            crossings.clear();
            for (index, from) in corners.iter().enumerate() {
                let to = corners[(index + 1) % corners.len()];
                if (from.1 <= y) != (to.1 <= y) {
                    crossings.push(from.0 + (to.0 - from.0) * (y - from.1) / (to.1 - from.1));
                }
            }
            crossings.sort_unstable_by(f64::total_cmp);
            let line = &mut self.pixels[row * self.width..(row + 1) * self.width];
            for [left, right] in crossings.as_chunks().0 {
                let column = |at: f64| at.clamp(0.0, line.len() as f64) as usize;
                if ink.is_translucent() {
                    let (start, end) = (column((left - 0.5).ceil()), column((right - 0.5).ceil()));
                    ink.cover_all(&mut line[start..end.max(start)]);
                    continue;
                }
                let (start, end) = (column(left.floor()), column(right.ceil()));
                let (inner, inner_end) = (column(left.ceil()).min(end), column(right.floor()).max(start));
                for column in (start..inner).chain(inner_end.max(inner)..end) {
                    let coverage = right.min(column as f64 + 1.0) - left.max(column as f64);
                    ink.cover(&mut line[column], (coverage.clamp(0.0, 1.0) * f64::from(WHOLE)) as u32);
                }
                if inner < inner_end {
                    ink.cover_all(&mut line[inner..inner_end]);
                }
            }
        }
    }
}

/// From quarters to pixels.
fn fine((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / f64::from(FINE), f64::from(y) / f64::from(FINE))
}

impl DrawingBackend for Bitmap {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.width as u32 * FINE as u32, self.height as u32 * FINE as u32)
    }

    fn ensure_prepared(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Result<(), Error> {
        self.dot(at, 1, Ink::new(colour));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Error> {
        if fill {
            self.dot(centre, radius, Ink::new(style.color()));
            return Ok(());
        }
        let corner = |index: u32| {
            let (sine, cosine) = (f64::from(index) / f64::from(CORNERS) * TAU).sin_cos();
            let offset = |share: f64| (share * f64::from(radius)).round() as i32;
            (centre.0 + offset(cosine), centre.1 + offset(sine))
        };
        self.draw_path((0..=CORNERS).map(corner), style)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Result<(), Error> {
        self.stroke(from, to, style.stroke_width(), Ink::new(style.color()));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Error> {
        let corners: Vec<_> = path.into_iter().collect();
        corners.windows(2).try_for_each(|pair| self.draw_line(pair[0], pair[1], style))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Error> {
        let corners = [a, (b.0, a.1), b, (a.0, b.1)];
        if fill { self.fill_polygon(corners, style) } else { self.draw_path(corners.into_iter().chain([a]), style) }
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), Error> {
        let corners: Vec<_> = corners.into_iter().map(fine).collect();
        self.fill(&corners, Ink::new(style.color()));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, _text: &str, _style: &S, _at: BackendCoord) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::prelude::RGBColor;

    use super::*;
    use crate::palette::Theme;
    use crate::pen::Pen;

    const LOOK: Look = Look { theme: Theme::Light, width_px: 8.0, height_px: 6.0, ratio: 1.0 };
    const BLACK: RGBColor = RGBColor(0, 0, 0);

    /// Red of each pixel, row by row, on paper of 255.
    fn drawn(draw: impl FnOnce(&mut Pen<Bitmap>)) -> Vec<Vec<u8>> {
        let mut bitmap = Bitmap::default();
        let look = bitmap.begin(&LOOK);
        Pen { backend: &mut bitmap, look: &look }.fill().unwrap();
        draw(&mut Pen { backend: &mut bitmap, look: &look });
        let image = bitmap.image();
        assert!(image.rgba.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255));
        image.rgba.as_chunks::<4>().0.chunks(8).map(|row| row.iter().map(|pixel| pixel[0]).collect()).collect()
    }

    #[test]
    fn a_dot_has_the_area_of_its_circle_wherever_it_lies() {
        for centre in [(4.0, 3.0), (4.25, 3.5), (3.5, 2.75)] {
            let rows = drawn(|pen| pen.dot(centre, 2.0, BLACK, 1.0).unwrap());
            let ink: f64 = rows.iter().flatten().map(|&red| 1.0 - f64::from(red) / 255.0).sum();
            assert!((ink / (4.0 * std::f64::consts::PI) - 1.0).abs() < 0.03, "{centre:?}: {ink}");
        }
        let faint = drawn(|pen| pen.dot((4.0, 3.0), 2.0, BLACK, 0.5).unwrap());
        assert_eq!((faint[2][3], faint[0][0]), (127, 255));
    }

    #[test]
    fn dots_lines_and_areas_are_cut_at_the_edges() {
        let far = drawn(|pen| {
            pen.dot((-20.0, 900.0), 3.0, BLACK, 1.0).unwrap();
            pen.dot((0.0, 0.0), 2.0, BLACK, 1.0).unwrap();
            pen.line(&[(-50.0, 5.5), (90.0, 5.5)], BLACK, 1.0, 1.0).unwrap();
            pen.rect((6.0, -9.0), (99.0, 2.0), BLACK, 1.0).unwrap();
        });
        assert_eq!((far[0][0], far[0][5], far[0][6], far[1][7], far[2][7]), (0, 255, 0, 0, 255));
        assert_eq!((&far[5][..], far[4][4]), (&[0; 8][..], 255));
    }

    #[test]
    fn lines_are_as_wide_as_asked_in_every_direction() {
        for (from, to) in [((1.0, 3.0), (7.0, 3.0)), ((4.0, 0.0), (4.0, 6.0)), ((7.0, 6.0), (1.0, 0.0))] {
            let rows = drawn(|pen| pen.line(&[from, to], BLACK, 1.0, 1.0).unwrap());
            let ink: f64 = rows.iter().flatten().map(|&red| 1.0 - f64::from(red) / 255.0).sum();
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            assert!((ink / length - 1.0).abs() < 0.1, "{from:?} {to:?}: {ink} for {length}");
        }
    }

    #[test]
    fn translucent_neighbours_show_no_seam() {
        let rows = drawn(|pen| {
            pen.polygon(&[(0.0, 0.0), (3.25, 0.0), (4.75, 6.0), (0.0, 6.0)], BLACK, 0.5).unwrap();
            pen.polygon(&[(3.25, 0.0), (8.0, 0.0), (8.0, 6.0), (4.75, 6.0)], BLACK, 0.5).unwrap();
        });
        assert!(rows.iter().flatten().all(|&red| red == 127), "{rows:?}");
    }

    #[test]
    fn a_triangle_has_its_area() {
        let rows = drawn(|pen| pen.polygon(&[(1.0, 1.0), (7.0, 1.0), (1.0, 5.0)], BLACK, 1.0).unwrap());
        let ink: f64 = rows.iter().flatten().map(|&red| 1.0 - f64::from(red) / 255.0).sum();
        assert!((ink - 12.0).abs() < 0.3, "{ink}");
    }
}
