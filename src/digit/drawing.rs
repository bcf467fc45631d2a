//! What is on the digit pad, and what each movement of the pen does to it.

use super::{Normalised, Point};

/// Side of the pad. Its strokes are in these pixels, however large it is shown.
pub const PAD_PX: f32 = 280.0;
/// Width of the pen on the pad.
pub const PEN_PX: f32 = 20.0;
/// A pen that has moved less than this leaves no point.
const SMALLEST_MOVE_PX: f32 = 1.0;

/// Strokes, or a grey image put in their place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    strokes: Vec<Vec<Point>>,
    image: Option<Image>,
    /// Whose pen is down.
    hand: Option<Hand>,
}

/// Who draws: the keys, or a mouse, pen or finger by the browser's number for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Keys,
    Pointer(i32),
}

/// A square grey image: ink 0 to 255, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub side_px: usize,
    pub ink: Vec<u8>,
}

impl Drawing {
    /// Puts the pen down, unless another hand draws: a palm, or a second finger. An image that lies on the pad gives way.
    pub fn begin(&mut self, hand: Hand, at: Point) {
        if self.hand.is_none_or(|drawing| drawing == hand) {
            self.image = None;
            self.strokes.push(vec![at]);
            self.hand = Some(hand);
        }
    }

    /// Moves the pen; leaves ink while this hand has it down.
    pub fn extend(&mut self, hand: Hand, to: Point) {
        let is_drawing = self.is_drawn_by(hand);
        if let Some(stroke) = self.strokes.last_mut().filter(|_| is_drawing) {
            let moved_px = stroke.last().map_or(f32::INFINITY, |from| (to.x_px - from.x_px).hypot(to.y_px - from.y_px));
            if moved_px >= SMALLEST_MOVE_PX {
                stroke.push(to);
            }
        }
    }

    /// Lifts the pen, if it is this hand's.
    pub fn end(&mut self, hand: Hand) {
        self.hand.take_if(|drawing| *drawing == hand);
    }

    /// Takes back the last stroke, or the image.
    pub fn undo(&mut self) {
        self.hand = None;
        if self.image.take().is_none() {
            self.strokes.pop();
        }
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Puts an image in place of the strokes; white paper clears the pad, one that is not square leaves it as it is.
    pub fn show(&mut self, ink: Vec<u8>) {
        let side_px = ink.len().isqrt();
        if side_px * side_px == ink.len() {
            let is_paper = ink.iter().all(|&ink| ink == 0);
            *self = Self { image: (!is_paper).then_some(Image { side_px, ink }), ..Self::default() };
        }
    }

    pub fn is_pen_down(&self) -> bool {
        self.hand.is_some()
    }

    /// Whether it is this hand that has the pen down.
    pub fn is_drawn_by(&self, hand: Hand) -> bool {
        self.hand == Some(hand)
    }

    pub fn is_empty(&self) -> bool {
        self.strokes.is_empty() && self.image.is_none()
    }

    pub fn image(&self) -> Option<&Image> {
        self.image.as_ref()
    }

    /// The strokes with their corners rounded, as they are shown and read.
    pub fn lines(&self) -> Vec<Vec<Point>> {
        self.strokes.iter().map(|stroke| rounded(&rounded(stroke))).collect()
    }

    /// The drawing as the net reads it, `None` for an empty pad.
    pub fn normalised(&self) -> Option<Normalised> {
        match &self.image {
            Some(image) => Normalised::from_pixels(image.side_px, &image.ink),
            None => Normalised::from_strokes(&self.lines(), PEN_PX),
        }
    }
}

/// Cuts every corner at a quarter of its sides (Chaikin 1974); the ends stay.
fn rounded(line: &[Point]) -> Vec<Point> {
    let (Some(&first), Some(&last)) = (line.first(), line.last()) else { return Vec::new() };
    let cuts = line.windows(2).flat_map(|pair| [between(pair[0], pair[1], 0.25), between(pair[0], pair[1], 0.75)]);
    std::iter::once(first).chain(cuts).chain((line.len() > 1).then_some(last)).collect()
}

fn between(from: Point, to: Point, share: f32) -> Point {
    Point { x_px: from.x_px + share * (to.x_px - from.x_px), y_px: from.y_px + share * (to.y_px - from.y_px) }
}
