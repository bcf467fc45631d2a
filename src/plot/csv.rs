//! Curves as comma-separated values, in full precision: the same numbers give the same text on every machine.

use super::chart::Curve;
use super::series::Point;

/// Several curves below each other, the first column naming the curve.
pub fn curves(curves: &[Curve]) -> String {
    let mut text = "curve,step,value,min,max,running_mean,points\n".to_owned();
    for curve in curves {
        let name = quoted(&curve.label);
        for Point { step, count, min, max, mean, running_mean } in curve.series.points() {
            text.push_str(&format!("{name},{step},{mean},{min},{max},{running_mean},{count}\n"));
        }
    }
    text
}

/// RFC 4180: quotes around a cell that holds a comma, a quote or a line break, quotes inside doubled.
pub(super) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
