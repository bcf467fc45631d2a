//! What can be put on a plane, and how the legend names it.

use std::sync::Arc;

use plotters::prelude::RGBColor;

use crate::dash::Dash;
use crate::palette::Palette;
use crate::scale::Spacing;

/// The part of the plane that is shown, in data units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub x_min: f64,
    pub x_max: f64,
    pub y_min: f64,
    pub y_max: f64,
}

/// One thing on the picture; later layers lie above earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Layer {
    /// `[rows, columns]` cells over the whole bounds, first row at `y_min`, first column at `x_min`; each value belongs
    /// to the middle of its cell. Cells that are no numbers stay clear. The tone says what lies between the middles.
    Field { values: Arc<[f32]>, columns: usize, tone: Tone },
    /// Lines of equal value through such cells, at `levels` heights that lie closer together near the lowest.
    Contours { values: Arc<[f32]>, columns: usize, levels: usize },
    /// `x0, y0, x1, y1, ...`; a coordinate that is no number breaks the line. `colour` indexes [`Palette::curves`].
    Line { points: Arc<[f32]>, colour: usize, width_px: f64, dash: Dash, label: String },
    /// `x0, y0, x1, y1, ...`, each in the colour of its class; without classes in ink.
    Points { positions: Arc<[f32]>, classes: Arc<[u8]>, radius_px: f64, hollow: bool, label: String },
    /// `x0, y0, x1, y1, ...`, all in the colour of a line; `colour` indexes [`Palette::curves`].
    Dots { positions: Arc<[f32]>, colour: usize, radius_px: f64, label: String },
}

/// What the numbers of a field mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// The class, plus how surely it beats the next, as its fraction: 0 where both are as likely, below 1 where it is certain; (p - q)
    /// / (p + q) for their probabilities. Drawn smoothly, with borders where two classes are as sure.
    Classes,
    /// Orange and blue around zero, by the largest magnitude of the field. A matrix: each cell is a rectangle of one colour.
    Signed,
    /// Paper at the smallest value, dark at the largest. Drawn smoothly.
    #[default]
    Depth,
}

impl Tone {
    /// What [`Tone::Classes`] shows of two classes: the likelier one plus how sure one is, from 0 at even odds to almost 1.
    pub fn of_two(of_one: f32) -> f32 {
        let sure = (2.0 * (of_one - 0.5).abs()).clamp(0.0, 0.999_999);
        if of_one > 0.5 { 1.0 + sure } else { sure }
    }
}

/// How a layer is told from others in the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    Line {
        colour: usize,
        dash: Dash,
    },
    /// The one class of all its points, if it is one.
    Points {
        class: Option<u8>,
        hollow: bool,
    },
    Dots {
        colour: usize,
    },
}

impl Bounds {
    /// As many units to both sides of zero on both axes.
    pub const fn square(half_width: f64) -> Self {
        Self { x_min: -half_width, x_max: half_width, y_min: -half_width, y_max: half_width }
    }

    /// An array `x_min, x_max, y_min, y_max`; one unit to all sides of zero where there is none.
    pub fn of(values: &[f32]) -> Self {
        let &[x_min, x_max, y_min, y_max] = values else { return Self::square(1.0) };
        let [x_min, x_max, y_min, y_max] = [x_min, x_max, y_min, y_max].map(f64::from);
        Self { x_min, x_max, y_min, y_max }
    }

    /// As numbers that run evenly along axes of this spacing.
    pub fn on_axes(&self, (x, y): (Spacing, Spacing)) -> Self {
        Self {
            x_min: x.on_axis(self.x_min),
            x_max: x.on_axis(self.x_max),
            y_min: y.on_axis(self.y_min),
            y_max: y.on_axis(self.y_max),
        }
    }

    pub fn clamp(&self, (x, y): (f64, f64)) -> (f64, f64) {
        // Not `f64::clamp`, which panics for bounds that are no numbers.
        (x.max(self.x_min).min(self.x_max), y.max(self.y_min).min(self.y_max))
    }
}

impl Layer {
    /// Points `x0, y0, x1, y1, ...` in ink.
    pub fn points(positions: impl Into<Arc<[f32]>>, radius_px: f64, label: impl Into<String>) -> Self {
        let (positions, label) = (positions.into(), label.into());
        Self::Points { positions, classes: [].into(), radius_px, hollow: false, label }
    }

    /// Rings around places.
    pub fn rings(positions: impl Into<Arc<[f32]>>, radius_px: f64, label: impl Into<String>) -> Self {
        let (positions, label) = (positions.into(), label.into());
        Self::Points { positions, classes: [].into(), radius_px, hollow: true, label }
    }

    /// Points in the colour of a line: what stands at its end, say.
    pub fn dots(positions: impl Into<Arc<[f32]>>, colour: usize, radius_px: f64, label: impl Into<String>) -> Self {
        Self::Dots { positions: positions.into(), colour, radius_px, label: label.into() }
    }

    /// A line through places, by colour and dash.
    pub fn line(
        points: impl Into<Arc<[f32]>>,
        (colour, dash): (usize, Dash),
        width_px: f64,
        label: impl Into<String>,
    ) -> Self {
        Self::Line { points: points.into(), colour, width_px, dash, label: label.into() }
    }

    /// The layer's name in the legend; none where it has no name.
    pub fn label(&self) -> Option<&str> {
        match self {
            Self::Field { .. } | Self::Contours { .. } => None,
            Self::Line { label, .. } | Self::Points { label, .. } | Self::Dots { label, .. } => {
                Some(label).filter(|label| !label.is_empty()).map(String::as_str)
            }
        }
    }

    /// How the legend shows it.
    pub fn mark(&self) -> Option<Mark> {
        match self {
            Self::Field { .. } | Self::Contours { .. } => None,
            Self::Line { colour, dash, .. } => Some(Mark::Line { colour: *colour, dash: *dash }),
            Self::Points { classes, hollow, .. } => {
                let first = classes.first().copied();
                let is_one = classes.iter().all(|&class| Some(class) == first);
                Some(Mark::Points { class: first.filter(|_| is_one), hollow: *hollow })
            }
            Self::Dots { colour, .. } => Some(Mark::Dots { colour: *colour }),
        }
    }
}

impl Mark {
    pub fn colour(self, palette: &Palette) -> RGBColor {
        match self {
            Self::Line { colour, .. } | Self::Dots { colour } => palette.curve(colour),
            Self::Points { class, .. } => class_colour(palette, class),
        }
    }
}

/// The colour of a point's class; ink where it has none.
pub(super) fn class_colour(palette: &Palette, class: Option<u8>) -> RGBColor {
    class.map_or(palette.ink, |class| palette.class(usize::from(class)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    #[test]
    fn dots_wear_the_colour_of_their_line() {
        let palette = Theme::Light.palette();
        let dots = Layer::dots([1.0, 2.0], 4, 3.0, "Adam");
        let line = Layer::line([1.0, 2.0], (4, Dash::Solid), 2.0, "Adam");
        let colour = |layer: &Layer| layer.mark().map(|mark| mark.colour(palette));
        assert_eq!((dots.label(), colour(&dots)), (Some("Adam"), Some(palette.curves[4])));
        assert_eq!(colour(&dots), colour(&line));
    }

    #[test]
    fn shades_tell_the_class_and_fade_at_the_border() {
        assert_eq!([0.25, 0.5, 0.75].map(Tone::of_two), [0.5, 0.0, 1.5]);
        assert!(Tone::of_two(0.0) < 1.0 && Tone::of_two(1.0) < 2.0, "certainty is no further class");
        assert!(Tone::of_two(f32::NAN).is_nan());
    }
}
