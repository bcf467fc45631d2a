//! Decision trees as scikit-learn 1.2 grows them: one alone, many side by side ([`bagging`]), one after the other ([`boosting`]). The same
//! lots are drawn in the same order and the same sums are taken in the same order, so that a program prints what it prints there.
//!
//! Knows no tensors and no Python: columns of numbers go in, nodes come out. `automl` has trees of its own, which are quicker, but others.

pub mod bagging;
pub mod boosting;
mod criterion;
pub mod lots;
mod sort;
mod splitter;
#[cfg(test)]
mod tests;
mod tree;

pub use criterion::Criterion;
pub use tree::{Branch, Node, Rules, Tree, grow, votes};

/// Numbers column by column, in single precision as trees compare them.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    columns: Vec<f32>,
    rows: usize,
}

impl Table {
    /// From [columns, rows]. None where the numbers do not fill whole columns.
    pub fn new(columns: Vec<f32>, rows: usize) -> Option<Self> {
        (rows > 0 && columns.len().is_multiple_of(rows)).then_some(Self { columns, rows })
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn width(&self) -> usize {
        self.columns.len() / self.rows
    }

    /// The value of a row in a column.
    pub fn value(&self, row: usize, column: usize) -> f32 {
        self.columns[column * self.rows + row]
    }
}

/// What trees learn: a number for each row and what the row weighs. Of classes, the number is the class's place.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a> {
    pub values: &'a [f64],
    pub weights: &'a [f64],
    /// How many classes there are; 1 for numbers.
    pub width: usize,
}
