//! Automatic machine learning on a table: typed columns, honest validation, a seeded search over families of models.
//!
//! A CSV file is read ([`sheet`]) and becomes typed columns ([`table`]); some rows are set aside as a test ([`prepare::split`]), the others are
//! dealt into [`folds`]. For each fold a [`prepare::Preparation`] learns medians, categories and scales from the training
//! rows alone and turns all rows into a [`matrix`]. Families of models ([`model`]: [`logistic`] or [`ridge`], [`neighbours`],
//! [`forest`], [`boosting`], and what is plugged in from outside) are compared by [`search`], one fold at a time; [`metrics`],
//! [`regression`] and [`importance`] say how good the winner is and what it looks at. Plain Rust: no burn, no DOM, everything seeded.

pub mod answers;
pub mod boosting;
pub mod candidates;
mod cholesky;
pub mod columns;
mod decoding;
mod dialect;
pub mod finished;
pub mod folds;
pub mod forest;
pub mod importance;
mod leak;
pub mod logistic;
pub mod matrix;
pub mod metrics;
pub mod model;
pub mod neighbours;
pub mod prepare;
mod reading;
pub mod regression;
pub mod ridge;
pub mod search;
pub mod sheet;
mod sums;
pub mod table;
mod tests;
pub mod trees;
pub mod validation;
pub mod written;

/// Values that one piece of work looks at, about: a small part of a second, so that whoever waits is answered in between.
const PIECE_VALUES: usize = 10_000_000;

/// A seed for one part of a run: any fixed mixing will do, as long as neighbouring parts share nothing.
fn part_seed(seed: u64, part: u64) -> u64 {
    (seed ^ part.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93).rotate_left(32)
}
