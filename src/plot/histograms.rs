//! Histograms below each other, one row each with its own axis: how numbers are spread, layer by layer.

use std::sync::Arc;

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

use super::csv::quoted;
use super::pen::{Look, Outcome, Pen};
use super::scale::{Scale, Spacing, Unit, value_label};

/// How often values fall into each of the equal bins from `low` to `high`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistogramRow {
    pub label: String,
    pub counts: Arc<[f32]>,
    pub low: f64,
    pub high: f64,
}

/// Height of one row's picture.
pub const ROW_PX: f64 = 62.0;

const FONT_PX: f64 = 12.0;
const SIDE_PX: f64 = 6.0;
const TOP_PX: f64 = 17.0;
const BOTTOM_PX: f64 = 17.0;

/// Draws the rows, each scaled to its own fullest bin.
pub fn draw<B: DrawingBackend>(rows: &[HistogramRow], backend: &mut B, look: &Look) -> Outcome<B> {
    let mut pen = Pen { backend, look };
    pen.fill()?;
    for (index, row) in rows.iter().enumerate() {
        draw_row(&mut pen, row, index as f64 * ROW_PX)?;
    }
    Ok(())
}

/// One line for each bin: row, from, to, count.
pub fn csv(rows: &[HistogramRow]) -> String {
    let mut text = "row,from,to,count\n".to_owned();
    for row in rows {
        let label = quoted(&row.label);
        for (bin, count) in row.counts.iter().enumerate() {
            text.push_str(&format!("{label},{},{},{count}\n", row.edge(bin), row.edge(bin + 1)));
        }
    }
    text
}

impl HistogramRow {
    /// The row in words: its name and its range.
    pub fn reading(&self) -> String {
        format!("{}: {} … {}", self.label, value_label(self.low, Unit::Plain), value_label(self.high, Unit::Plain))
    }

    /// Where a bin begins.
    fn edge(&self, bin: usize) -> f64 {
        self.low + (self.high - self.low) * bin as f64 / self.counts.len().max(1) as f64
    }
}

fn draw_row<B: DrawingBackend>(pen: &mut Pen<B>, row: &HistogramRow, top_px: f64) -> Outcome<B> {
    let palette = pen.look.theme.palette();
    let (left_px, right_px) = (SIDE_PX, pen.look.width_px - SIDE_PX);
    let (ceiling_px, floor_px) = (top_px + TOP_PX, top_px + ROW_PX - BOTTOM_PX);
    let x =
        Scale { data_min: row.low, data_max: row.high, start_px: left_px, end_px: right_px, spacing: Spacing::Linear };
    if row.low < 0.0 && row.high > 0.0 {
        let zero_px = x.px_from_data(0.0);
        pen.line(&[(zero_px, ceiling_px), (zero_px, floor_px)], palette.line, 1.0, 1.0)?;
    }
    let fullest = row.counts.iter().copied().filter(|count| count.is_finite()).fold(0.0, f32::max);
    if fullest > 0.0 {
        let bin_px = (right_px - left_px) / row.counts.len() as f64;
        let mut outline = vec![(left_px, floor_px)];
        for (bin, count) in row.counts.iter().enumerate() {
            let share = f64::from(count.max(0.0) / fullest);
            let y_px = floor_px - share * (floor_px - ceiling_px);
            outline.extend([(left_px + bin as f64 * bin_px, y_px), (left_px + (bin + 1) as f64 * bin_px, y_px)]);
        }
        outline.push((right_px, floor_px));
        pen.polygon(&outline, palette.accent, 0.8)?;
    }
    pen.line(&[(left_px, floor_px), (right_px, floor_px)], palette.muted, 0.6, 1.0)?;
    pen.text(&row.label, (left_px, top_px + 2.0), palette.ink, FONT_PX, (HPos::Left, VPos::Top))?;
    let (low, high) = (value_label(row.low, Unit::Plain), value_label(row.high, Unit::Plain));
    pen.text(&low, (left_px, floor_px + 3.0), palette.muted, FONT_PX, (HPos::Left, VPos::Top))?;
    pen.text(&high, (right_px, floor_px + 3.0), palette.muted, FONT_PX, (HPos::Right, VPos::Top))
}
