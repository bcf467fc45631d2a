//! What charts and planes stand in: margins, the scales between them, grid lines, numbers and names.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

use super::pen::{Look, Outcome, Pen};
use super::scale::{Scale, Spacing, Unit};

/// Where data lies on the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    pub x: Scale,
    pub y: Scale,
}

/// Two axes with their names.
#[derive(Clone, Copy, Debug)]
pub struct Axes<'a> {
    pub layout: Layout,
    pub x_label: &'a str,
    pub y_label: &'a str,
    /// Of the numbers beside the vertical axis.
    pub unit: Unit,
    pub x_step: f64,
    pub y_step: f64,
}

pub const FONT_PX: f64 = 12.0;

const LEFT_PX: f64 = 48.0;
const RIGHT_PX: f64 = 12.0;
const TOP_PX: f64 = 26.0;
const BOTTOM_PX: f64 = 24.0;
/// Between two numbers of the vertical axis, at least about so much.
const Y_SPACING_PX: f64 = 28.0;

impl Layout {
    /// Shows this part of the data between the margins of a picture of this size.
    pub fn new(look: &Look, (x_min, x_max): (f64, f64), (y_min, y_max): (f64, f64)) -> Self {
        let (right_px, bottom_px) = (look.width_px - RIGHT_PX, look.height_px - BOTTOM_PX);
        Self {
            x: Scale {
                data_min: x_min,
                data_max: x_max,
                start_px: LEFT_PX,
                end_px: right_px,
                spacing: Spacing::Linear,
            },
            y: Scale {
                data_min: y_min,
                data_max: y_max,
                start_px: bottom_px,
                end_px: TOP_PX,
                spacing: Spacing::Linear,
            },
        }
    }

    pub fn px_from_data(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x.px_from_data(x), self.y.px_from_data(y))
    }
}

impl<'a> Axes<'a> {
    /// With at least about so much between two numbers of the horizontal axis.
    pub fn new(layout: Layout, (x_label, y_label): (&'a str, &'a str), unit: Unit, x_spacing_px: f64) -> Self {
        let (x_step, y_step) = (layout.x.tick_step(x_spacing_px), layout.y.tick_step(Y_SPACING_PX));
        Self { layout, x_label, y_label, unit, x_step, y_step }
    }

    /// A line across for each number of the vertical axis.
    pub fn draw_rows<B: DrawingBackend>(&self, pen: &mut Pen<B>) -> Outcome<B> {
        let Layout { x, y } = self.layout;
        let line = pen.look.theme.palette().line;
        y.ticks(self.y_step)
            .into_iter()
            .map(|tick| y.px_from_data(tick))
            .try_for_each(|y_px| pen.line(&[(x.start_px, y_px), (x.end_px, y_px)], line, 1.0, 1.0))
    }

    /// A line upwards for each number of the horizontal axis.
    pub fn draw_columns<B: DrawingBackend>(&self, pen: &mut Pen<B>) -> Outcome<B> {
        let Layout { x, y } = self.layout;
        let line = pen.look.theme.palette().line;
        x.ticks(self.x_step)
            .into_iter()
            .map(|tick| x.px_from_data(tick))
            .try_for_each(|x_px| pen.line(&[(x_px, y.start_px), (x_px, y.end_px)], line, 1.0, 1.0))
    }

    /// The numbers beside both axes, and their names.
    pub fn draw_words<B: DrawingBackend>(&self, pen: &mut Pen<B>) -> Outcome<B> {
        let Layout { x, y } = self.layout;
        let muted = pen.look.theme.palette().muted;
        for tick in y.ticks(self.y_step) {
            let text = y.tick_label(tick, self.y_step, self.unit);
            pen.text(&text, (x.start_px - 6.0, y.px_from_data(tick)), muted, FONT_PX, (HPos::Right, VPos::Center))?;
        }
        // The last number leaves room for the axis' name.
        let name_px = self.x_label.chars().count() as f64 * FONT_PX * 0.6 + 30.0;
        let below_px = y.start_px + 7.0;
        for tick in x.ticks(self.x_step) {
            let x_px = x.px_from_data(tick);
            if x_px < x.end_px - name_px || self.x_label.is_empty() {
                let text = x.tick_label(tick, self.x_step, Unit::Plain);
                pen.text(&text, (x_px, below_px), muted, FONT_PX, (HPos::Center, VPos::Top))?;
            }
        }
        pen.text(self.x_label, (x.end_px, below_px), muted, FONT_PX, (HPos::Right, VPos::Top))?;
        pen.text(self.y_label, (0.0, 4.0), muted, FONT_PX, (HPos::Left, VPos::Top))
    }
}
