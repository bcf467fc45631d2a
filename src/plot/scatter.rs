//! An embedding: each point its class as a coloured digit (or a dot, where there are many), one point enlarged with its image,
//! a star for a point of the reader's own, a lasso around what the reader wants to know about.

use plotters::prelude::{DrawingBackend, RGBColor};
use plotters::style::text_anchor::{HPos, VPos};

use super::motion::Frame;
use super::pen::{Look, Outcome, Pen};

mod focus;
mod lasso;
mod names;
mod star;
mod view;

pub use focus::{Focus, IMAGE_PX};
pub use star::Drawn;
pub use view::View;

const MARGIN_PX: f64 = 14.0;
/// More points than this are dots, and their classes' names stand among them.
const MOST_LETTERS: usize = 2000;

/// How much a class stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    #[default]
    Shown,
    Dimmed,
    Hidden,
}

impl Emphasis {
    pub fn opacity(self) -> f64 {
        match self {
            Self::Shown => 1.0,
            Self::Dimmed | Self::Hidden => 0.12,
        }
    }
}

/// What a scatter plot shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scatter<'a> {
    /// `x0, y0, x1, y1, ...` in data units.
    pub positions: &'a [f32],
    pub frame: Frame,
    /// Each point's class.
    pub labels: &'a [u8],
    pub classes: &'a [&'a str],
    /// By class; classes beyond its end are shown.
    pub emphasis: &'a [Emphasis],
    pub focus: Option<Focus<'a>>,
    pub drawn: Option<Drawn<'a>>,
    /// Points that stand out before all others, in order; none where all are alike.
    pub caught: &'a [u32],
    /// The way of a lasso so far, in pixels.
    pub lasso: &'a [(f64, f64)],
    /// How many times as large as the whole; dots grow a little.
    pub zoom: Option<f64>,
}

/// Where the next point is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

impl Scatter<'_> {
    /// Draws everything.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, look: &Look) -> Outcome<B> {
        self.draw_points(backend, look)?;
        self.draw_rest(backend, look)
    }

    /// True where points are too many for letters: [`Scatter::draw_points`] uses none then.
    pub fn is_dotted(&self) -> bool {
        self.len() > MOST_LETTERS
    }

    /// Draws all points.
    pub fn draw_points<B: DrawingBackend>(&self, backend: &mut B, look: &Look) -> Outcome<B> {
        let mut pen = Pen { backend, look };
        pen.fill()?;
        // Dimmed points lie behind the others.
        for emphasis in [Emphasis::Dimmed, Emphasis::Shown] {
            for index in 0..self.len() {
                if self.emphasis_of(index) == emphasis {
                    self.draw_point(&mut pen, index)?;
                }
            }
        }
        Ok(())
    }

    /// Draws the classes' names among dots, the reader's own point, the lasso, and the point in focus in front of all.
    pub fn draw_rest<B: DrawingBackend>(&self, backend: &mut B, look: &Look) -> Outcome<B> {
        let mut pen = Pen { backend, look };
        if self.is_dotted() {
            self.draw_names(&mut pen)?;
        }
        self.draw_lasso(&mut pen)?;
        if let Some(drawn) = &self.drawn {
            drawn.draw(&mut pen, self)?;
        }
        match &self.focus {
            Some(focus) if focus.index < self.len() => self.draw_focus(&mut pen, focus),
            Some(_) | None => Ok(()),
        }
    }

    /// The shown point nearest to a place on the picture, at most `within_px` away.
    pub fn nearest(&self, look: &Look, at: (f64, f64), within_px: f64) -> Option<usize> {
        self.best(look, |point| {
            let distance_px = (point.0 - at.0).hypot(point.1 - at.1);
            (distance_px <= within_px).then_some(distance_px)
        })
    }

    /// The shown point next to point `from`, looking in one direction.
    pub fn next(&self, look: &Look, from: usize, direction: Direction) -> Option<usize> {
        let origin = self.px(look, from);
        self.best(look, |point| {
            let (right, down) = (point.0 - origin.0, point.1 - origin.1);
            let (ahead, aside) = match direction {
                Direction::Left => (-right, down),
                Direction::Right => (right, down),
                Direction::Up => (-down, right),
                Direction::Down => (down, right),
            };
            (ahead > 0.0 && aside.abs() <= ahead).then_some(ahead + 2.0 * aside.abs())
        })
    }

    /// How many points have a place and a class.
    pub fn len(&self) -> usize {
        self.labels.len().min(self.positions.len() / 2)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The point with the smallest cost, among those that are shown and have one.
    fn best(&self, look: &Look, cost: impl Fn((f64, f64)) -> Option<f64>) -> Option<usize> {
        (0..self.len())
            .filter(|&index| self.emphasis_of(index) != Emphasis::Hidden)
            .filter_map(|index| Some((index, cost(self.px(look, index))?)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(index, _)| index)
    }

    fn px(&self, look: &Look, index: usize) -> (f64, f64) {
        self.px_of(look, (self.positions[2 * index], self.positions[2 * index + 1]))
    }

    fn px_of(&self, look: &Look, (x, y): (f32, f32)) -> (f64, f64) {
        let px_per_unit = half_px(look) / self.frame.half_width;
        let (x, y) = (f64::from(x), f64::from(y));
        // Upwards is up, as in the books.
        (
            look.width_px / 2.0 + (x - self.frame.centre.0) * px_per_unit,
            look.height_px / 2.0 - (y - self.frame.centre.1) * px_per_unit,
        )
    }

    fn emphasis_of(&self, index: usize) -> Emphasis {
        let of_class = self.emphasis.get(usize::from(self.labels[index])).copied().unwrap_or_default();
        let is_caught = || self.caught.is_empty() || self.caught.binary_search(&(index as u32)).is_ok();
        match of_class {
            Emphasis::Shown if !is_caught() => Emphasis::Dimmed,
            other => other,
        }
    }

    fn class_name(&self, index: usize) -> &str {
        self.classes.get(usize::from(self.labels[index])).copied().unwrap_or_default()
    }

    fn colour(&self, look: &Look, index: usize) -> RGBColor {
        look.theme.palette().class(usize::from(self.labels[index]))
    }

    fn draw_point<B: DrawingBackend>(&self, pen: &mut Pen<B>, index: usize) -> Outcome<B> {
        let (at, colour) = (self.px(pen.look, index), self.colour(pen.look, index));
        let opacity = self.emphasis_of(index).opacity();
        let name = self.class_name(index);
        // Two thousand points need smaller marks than five hundred.
        let size_px = match self.len() {
            0..=1000 => 13.0,
            1001..=MOST_LETTERS => 10.0,
            2001..=20_000 => 8.0 * self.growth(),
            _ => 5.0 * self.growth(),
        };
        if name.chars().count() == 1 && !self.is_dotted() {
            pen.faded_text(name, at, (colour, opacity), size_px, (HPos::Center, VPos::Center))
        } else {
            pen.dot(at, size_px / 4.0, colour, opacity)
        }
    }

    fn growth(&self) -> f64 {
        self.zoom.unwrap_or(1.0).sqrt().min(4.0)
    }
}

/// From the middle of a picture to the edge of a frame.
pub fn half_px(look: &Look) -> f64 {
    (look.width_px.min(look.height_px) / 2.0 - MARGIN_PX).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look { theme: crate::palette::Theme::Light, width_px: 228.0, height_px: 128.0, ratio: 1.0 };

    fn cross() -> Scatter<'static> {
        Scatter {
            positions: &[0.0, 0.0, 1.0, 0.0, 0.0, 1.0, -1.0, 0.0, 0.0, -1.0],
            frame: Frame { centre: (0.0, 0.0), half_width: 1.0 },
            labels: &[0, 1, 2, 3, 4],
            classes: &["0", "1", "2", "3", "4"],
            ..Scatter::default()
        }
    }

    #[test]
    fn both_axes_have_the_same_scale_and_up_is_up() {
        assert_eq!(cross().px(&LOOK, 0), (114.0, 64.0));
        assert_eq!(cross().px(&LOOK, 1), (164.0, 64.0));
        assert_eq!(cross().px(&LOOK, 2), (114.0, 14.0));
    }

    #[test]
    fn the_pointer_finds_the_nearest_point_in_reach() {
        assert_eq!(cross().nearest(&LOOK, (160.0, 60.0), 12.0), Some(1));
        assert_eq!(cross().nearest(&LOOK, (140.0, 64.0), 12.0), None);
        let hidden = Scatter { emphasis: &[Emphasis::Shown, Emphasis::Hidden], ..cross() };
        assert_eq!(hidden.nearest(&LOOK, (160.0, 60.0), 12.0), None);
    }

    #[test]
    fn arrow_keys_walk_over_the_points() {
        assert_eq!(cross().next(&LOOK, 0, Direction::Right), Some(1));
        assert_eq!(cross().next(&LOOK, 0, Direction::Up), Some(2));
        assert_eq!(cross().next(&LOOK, 0, Direction::Left), Some(3));
        assert_eq!(cross().next(&LOOK, 0, Direction::Down), Some(4));
        assert_eq!(cross().next(&LOOK, 1, Direction::Right), None);
    }
}
