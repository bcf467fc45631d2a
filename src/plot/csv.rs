//! Curves as comma-separated values, in full precision: the same numbers give the same text on every machine.

use super::line::Curve;
use super::series::{Point, Series};

const COLUMNS: &str = "step,value,min,max,running_mean,points";

/// One series: a heading, then a line for each point.
pub fn one_series(series: &Series) -> String {
    let mut text = format!("{COLUMNS}\n");
    for point in series.points() {
        text.push_str(&cells(&point));
    }
    text
}

/// Several curves below each other, the first column naming the curve.
pub fn curves(curves: &[Curve]) -> String {
    let mut text = format!("curve,{COLUMNS}\n");
    for curve in curves {
        let name = quoted(&curve.label);
        for point in curve.series.points() {
            text.push_str(&name);
            text.push(',');
            text.push_str(&cells(&point));
        }
    }
    text
}

fn cells(point: &Point) -> String {
    let Point { step, count, min, max, mean, running_mean } = point;
    format!("{step},{mean},{min},{max},{running_mean},{count}\n")
}

/// RFC 4180: quotes around a cell that holds a comma, a quote or a line break, quotes inside doubled.
pub(super) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
