//! A round dot as shares of pixels, computed once for each size and place within a pixel.

use super::ink::WHOLE;
use super::{FINE, fine};

/// How much of each pixel around its middle a dot covers, row by row.
#[derive(Clone, Debug)]
pub struct Disc {
    /// From the middle's pixel to each side.
    pub reach: i32,
    pub spans: Vec<Span>,
}

/// The pixels of one row that are covered at all.
#[derive(Clone, Debug)]
pub struct Span {
    /// From the left side.
    pub start: i32,
    /// In 1/256.
    pub coverage: Vec<u32>,
}

impl Disc {
    /// `x` and `y`: the middle's place within its pixel, in quarters.
    pub fn new(radius: u32, x: i32, y: i32) -> Self {
        let radius = f64::from(radius) / f64::from(FINE);
        let (x, y) = fine((x, y));
        let reach = radius.ceil() as i32 + 1;
        let offset = |place: i32, middle: f64| f64::from(place) + 0.5 - middle;
        let covered = |row: i32, column: i32| {
            let distance = offset(column, x).hypot(offset(row, y));
            ((radius + 0.5 - distance).clamp(0.0, 1.0) * f64::from(WHOLE)) as u32
        };
        let span = |row: i32| {
            let columns = (-reach..=reach).filter(|&column| covered(row, column) > 0);
            let start = columns.clone().next().unwrap_or(0) + reach;
            Span { start, coverage: columns.map(|column| covered(row, column)).collect() }
        };
        Self { reach, spans: (-reach..=reach).map(span).collect() }
    }
}
