//! A line chart: several curves over training steps, with grid, axes, a mark where a run diverged, and a cross-hair.

use std::collections::BTreeMap;
use std::sync::Arc;

use plotters::prelude::{DrawingBackend, RGBColor};
use plotters::style::text_anchor::{HPos, VPos};

use super::axes::{Axes, FONT_PX, Layout};
use super::dash::Dash;
use super::palette::mix;
use super::pen::{Look, Outcome, Pen};
use super::scale::{Unit, padded_range};
use super::series::{Point, Series};

/// One curve of a chart, with its name in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    pub label: String,
    pub series: Arc<Series>,
    pub style: CurveStyle,
}

/// How a curve looks. Dash and colour both tell curves apart, so neither is needed alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CurveStyle {
    /// Index into [`super::palette::Palette::curves`].
    pub colour: usize,
    pub dash: Dash,
    /// For past runs: thin and faint, behind the others.
    pub pale: bool,
    /// Draws the running mean as the line, and the raw values faintly behind it.
    pub smooth: bool,
}

/// What a chart shows.
#[derive(Clone, Copy, Debug)]
pub struct LineChart<'a> {
    pub curves: &'a [Curve],
    /// The name of the curve that stands out: the others are faint.
    pub lit: Option<&'a str>,
    pub x_label: &'a str,
    pub y_label: &'a str,
    pub unit: Unit,
    /// Where the run diverged: the curves end there.
    pub mark: Option<Mark<'a>>,
    /// Step under the cross-hair.
    pub crosshair: Option<f64>,
}

/// A step that stands out, and what it is called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark<'a> {
    pub step: u64,
    pub label: &'a str,
}

/// How much of the paper shines through what does not stand out.
const FAINTNESS: f64 = 0.8;
/// Half the side of the cross where a run diverged.
const CROSS_PX: f64 = 5.0;

impl CurveStyle {
    pub fn new(colour: usize, dash: Dash) -> Self {
        Self { colour, dash, ..Self::default() }
    }

    /// The value that the curve's line passes through at a point.
    pub fn value(&self, point: &Point) -> f64 {
        if self.smooth { point.running_mean } else { point.mean }
    }

    fn width_px(&self) -> f64 {
        if self.pale { 1.0 } else { 2.0 }
    }

    fn opacity(&self) -> f64 {
        if self.pale { 0.35 } else { 1.0 }
    }
}

impl LineChart<'_> {
    /// The scales that `draw` uses on a picture of this size.
    pub fn layout(&self, look: &Look) -> Layout {
        let last_steps = self.curves.iter().filter_map(|curve| curve.series.step_range()).map(|(_, last)| last);
        let last_step = last_steps.chain(self.mark.map(|mark| mark.step)).max();
        let values = self.curves.iter().flat_map(|curve| {
            curve.series.points().map(|point| {
                // Of a past run only the line is drawn.
                let value = curve.style.value(&point);
                if curve.style.pale { (value, value) } else { (point.min, point.max) }
            })
        });
        let (low, high) = padded_range(values, self.unit);
        Layout::new(look, (0.0, last_step.unwrap_or(100).max(1) as f64), (low, high))
    }

    /// Draws the chart; every curve is at most a few strokes for each pixel column, however long the run was.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, look: &Look) -> Outcome<B> {
        let layout = self.layout(look);
        let mut pen = Pen { backend, look };
        pen.fill()?;
        let axes = Axes::new(layout, (self.x_label, self.y_label), self.unit, 70.0);
        // Steps are whole numbers.
        let axes = Axes { x_step: axes.x_step.max(1.0), ..axes };
        axes.draw_rows(&mut pen)?;
        axes.draw_words(&mut pen)?;
        let (pale, bold): (Vec<_>, Vec<_>) = self.curves.iter().partition(|curve| curve.style.pale);
        let has_lit = self.curves.iter().any(|curve| Some(curve.label.as_str()) == self.lit);
        for curve in pale.into_iter().chain(bold) {
            let is_faint = has_lit && Some(curve.label.as_str()) != self.lit;
            draw_curve(&mut pen, &layout, curve, if is_faint { FAINTNESS } else { 0.0 })?;
        }
        if let Some(mark) = self.mark {
            draw_mark(&mut pen, &layout, mark)?;
        }
        match self.crosshair {
            Some(step) => draw_crosshair(&mut pen, &layout, self.curves, step),
            None => Ok(()),
        }
    }
}

fn draw_curve<B: DrawingBackend>(pen: &mut Pen<B>, layout: &Layout, curve: &Curve, faintness: f64) -> Outcome<B> {
    let style = &curve.style;
    let palette = pen.look.theme.palette();
    let colour = mix(palette.curve(style.colour), palette.paper, faintness);
    let columns = columns(&curve.series, style, layout, pen.look);
    let is_thinned = columns.iter().any(|column| column.min < column.max);
    if !style.pale && (style.smooth || is_thinned) {
        draw_raw(pen, layout, &columns, colour)?;
    }
    let line: Vec<_> =
        columns.iter().map(|column| (column.x_px, layout.y.px_from_data(column.sum / column.count))).collect();
    if let [(x_px, y_px)] = line[..] {
        return pen.dot((x_px, y_px), 2.5, colour, style.opacity());
    }
    for stroke in style.dash.strokes(&line, style.width_px()) {
        pen.line(&stroke, colour, style.opacity(), style.width_px())?;
    }
    Ok(())
}

/// The raw values behind a line: a faint band from smallest to largest.
fn draw_raw<B: DrawingBackend>(pen: &mut Pen<B>, layout: &Layout, columns: &[Column], colour: RGBColor) -> Outcome<B> {
    let up = columns.iter().map(|column| (column.x_px, layout.y.px_from_data(column.max)));
    let down = columns.iter().rev().map(|column| (column.x_px, layout.y.px_from_data(column.min)));
    let outline: Vec<_> = up.chain(down).collect();
    pen.polygon(&outline, colour, 0.18)?;
    // Where each column is a single value the band has no area; its edge shows the values themselves.
    pen.line(&outline, colour, 0.18, 1.0)
}

/// A dashed line with a cross at its foot, its name on the side that has room.
fn draw_mark<B: DrawingBackend>(pen: &mut Pen<B>, Layout { x, y }: &Layout, mark: Mark) -> Outcome<B> {
    let palette = pen.look.theme.palette();
    let colour = palette.positive;
    let x_px = x.px_from_data(mark.step as f64);
    for stroke in Dash::Dashed.strokes(&[(x_px, y.end_px), (x_px, y.start_px)], 1.5) {
        pen.line(&stroke, colour, 0.9, 1.5)?;
    }
    let foot_px = y.start_px - CROSS_PX;
    for slope in [-CROSS_PX, CROSS_PX] {
        pen.line(&[(x_px - CROSS_PX, foot_px - slope), (x_px + CROSS_PX, foot_px + slope)], colour, 1.0, 2.0)?;
    }
    let is_right = x_px < (x.start_px + x.end_px) / 2.0;
    let (gap_px, side) = if is_right { (CROSS_PX + 3.0, HPos::Left) } else { (-CROSS_PX - 3.0, HPos::Right) };
    pen.text(mark.label, (x_px + gap_px, foot_px), palette.ink, FONT_PX, (side, VPos::Center))
}

fn draw_crosshair<B: DrawingBackend>(
    pen: &mut Pen<B>,
    Layout { x, y }: &Layout,
    curves: &[Curve],
    step: f64,
) -> Outcome<B> {
    let palette = pen.look.theme.palette();
    let x_px = x.px_from_data(step.clamp(x.data_min, x.data_max));
    pen.line(&[(x_px, y.end_px), (x_px, y.start_px)], palette.muted, 0.7, 1.0)?;
    // The step's number stands beside the line's upper end, on the side that has room.
    let text = format!("{}", step.round());
    let width_px = text.len() as f64 * FONT_PX * 0.6 + 8.0;
    let left_px = if x_px + width_px < x.end_px { x_px + 3.0 } else { x_px - 3.0 - width_px };
    let (corner, far) = ((left_px, y.end_px), (left_px + width_px, y.end_px + FONT_PX + 4.0));
    pen.rect(corner, far, palette.paper, 0.85)?;
    pen.text(&text, (left_px + 4.0, y.end_px + 2.0), palette.ink, FONT_PX, (HPos::Left, VPos::Top))?;
    for curve in curves.iter().filter(|curve| !curve.style.pale) {
        if let Some(point) = curve.series.point_at(step) {
            let at = (x.px_from_data(point.step as f64), y.px_from_data(curve.style.value(&point)));
            pen.dot(at, 4.5, palette.paper, 1.0)?;
            pen.dot(at, 3.5, palette.curve(curve.style.colour), 1.0)?;
        }
    }
    Ok(())
}

/// The points that share one column of device pixels.
struct Column {
    x_px: f64,
    min: f64,
    max: f64,
    sum: f64,
    count: f64,
}

fn columns(series: &Series, style: &CurveStyle, layout: &Layout, look: &Look) -> Vec<Column> {
    let mut columns = BTreeMap::<i64, Column>::new();
    for point in series.points() {
        let x_px = layout.x.px_from_data(point.step as f64);
        let value = style.value(&point);
        columns
            .entry((x_px * look.ratio) as i64)
            .and_modify(|column| {
                column.min = column.min.min(point.min);
                column.max = column.max.max(point.max);
                column.sum += value;
                column.count += 1.0;
            })
            .or_insert(Column { x_px, min: point.min, max: point.max, sum: value, count: 1.0 });
    }
    columns.into_values().collect()
}
