//! The numbers behind a plane as comma-separated values, in full precision.

use std::fmt::Write;

use super::{Bounds, Layer};
use crate::csv::quoted;

/// One line for each cell, corner and point: layer, label, x, y, value. The value is a cell's, a point's class, or empty.
pub fn csv(bounds: &Bounds, layers: &[Layer]) -> String {
    let mut text = "layer,label,x,y,value\n".to_owned();
    for (index, layer) in layers.iter().enumerate() {
        match layer {
            Layer::Field { values, columns, .. } => {
                cells(&mut text, &format!("{index} field,"), bounds, values, *columns)
            }
            Layer::Contours { values, columns, .. } => {
                cells(&mut text, &format!("{index} contours,"), bounds, values, *columns);
            }
            Layer::Line { points, label, .. } => {
                pairs(&mut text, &format!("{index} line,{}", quoted(label)), points, &[])
            }
            Layer::Points { positions, classes, label, .. } => {
                pairs(&mut text, &format!("{index} points,{}", quoted(label)), positions, classes);
            }
            Layer::Dots { positions, label, .. } => {
                pairs(&mut text, &format!("{index} points,{}", quoted(label)), positions, &[]);
            }
        }
    }
    text
}

fn cells(text: &mut String, start: &str, bounds: &Bounds, values: &[f32], columns: usize) {
    let rows = values.len().checked_div(columns).unwrap_or(0);
    let middle =
        |low: f64, high: f64, cell: usize, cells: usize| low + (high - low) * (cell as f64 + 0.5) / cells as f64;
    for (index, value) in values.iter().enumerate().take(rows * columns) {
        let x = middle(bounds.x_min, bounds.x_max, index % columns, columns);
        let y = middle(bounds.y_min, bounds.y_max, index / columns, rows);
        line(text, format_args!("{start},{x},{y},{value}"));
    }
}

fn pairs(text: &mut String, start: &str, points: &[f32], classes: &[u8]) {
    for (index, [x, y]) in points.as_chunks().0.iter().enumerate() {
        match classes.get(index) {
            Some(class) => line(text, format_args!("{start},{x},{y},{class}")),
            None => line(text, format_args!("{start},{x},{y},")),
        }
    }
}

fn line(text: &mut String, line: std::fmt::Arguments) {
    writeln!(text, "{line}").expect("a string takes all that is written");
}
