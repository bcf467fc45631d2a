//! The best split of a node: columns are drawn without putting them back, and those that are found constant are not drawn again below.

use crate::criterion::Sums;
use crate::lots::Xorshift;
use crate::sort::sort;
use crate::tree::Rules;
use crate::{Answers, Table};

/// Values nearer than this are one.
const NEAR: f32 = 1e-7;

/// A split, and how mixed its sides are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Split {
    pub column: usize,
    pub threshold: f64,
    /// Where in the node's rows its right side begins.
    pub at: usize,
    pub gain: f64,
    pub left_impurity: f64,
    pub right_impurity: f64,
}

/// Works on one node after the other.
#[derive(Debug)]
pub(crate) struct Splitter<'a> {
    table: &'a Table,
    rules: &'a Rules,
    pub sums: Sums<'a>,
    /// The tree's rows; a node's lie beside each other.
    pub rows: Vec<usize>,
    lots: Xorshift,
    /// The columns in the order that draws have left them in: those known as constant first.
    columns: Vec<usize>,
    /// The constant ones as they were found on the way down.
    constant: Vec<usize>,
    values: Vec<f32>,
}

/// How far a node's draw has come, in places of the list of columns: `..drawn` are constant and drawn, `..known` were constant
/// above, `..constant` are constant here, `open..` were drawn and are not constant.
struct Draw {
    drawn: usize,
    known: usize,
    constant: usize,
    open: usize,
    visited: usize,
}

impl Draw {
    fn found(&self) -> usize {
        self.constant - self.known
    }

    /// There are columns left, and not enough of them were drawn or none that was not constant.
    fn goes_on(&self, wanted: usize) -> bool {
        self.open > self.constant && (self.visited < wanted || self.visited <= self.found() + self.drawn)
    }
}

impl<'a> Splitter<'a> {
    pub fn new(table: &'a Table, answers: Answers<'a>, rules: &'a Rules, seed: u32) -> Self {
        let rows: Vec<usize> = (0..table.rows()).filter(|&row| answers.weights[row] != 0.0).collect();
        let whole_weight = rows.iter().map(|&row| answers.weights[row]).sum();
        Self {
            table,
            rules,
            sums: Sums::new(rules.criterion, answers, whole_weight),
            values: vec![0.0; rows.len()],
            rows,
            lots: Xorshift::new(seed),
            columns: (0..table.width()).collect(),
            constant: vec![0; table.width()],
        }
    }

    /// Splits the node that the sums were begun with, and parts its rows. None where no split is allowed. `known` columns are
    /// constant in it; it becomes how many are in its children.
    pub fn split(&mut self, start: usize, end: usize, impurity: f64, known: &mut usize) -> Option<Split> {
        let mut draw = Draw { drawn: 0, known: *known, constant: *known, open: self.columns.len(), visited: 0 };
        let (mut best, mut most) = (None, f64::NEG_INFINITY);
        while draw.goes_on(self.rules.columns) {
            if let Some(column) = self.draw(&mut draw, start, end) {
                self.sums.reset();
                self.search(column, start, end, &mut most, &mut best);
            }
        }
        self.columns[..draw.known].copy_from_slice(&self.constant[..draw.known]);
        self.constant[draw.known..draw.constant].copy_from_slice(&self.columns[draw.known..draw.constant]);
        *known = draw.constant;
        best.map(|split| self.parted(split, start, end, impurity))
    }

    /// Draws a column and puts the node's rows in its order; none where it is constant.
    fn draw(&mut self, draw: &mut Draw, start: usize, end: usize) -> Option<usize> {
        draw.visited += 1;
        let mut place = self.lots.between(draw.drawn, draw.open - draw.found());
        if place < draw.known {
            self.columns.swap(draw.drawn, place);
            draw.drawn += 1;
            return None;
        }
        place += draw.found();
        let column = self.columns[place];
        for (value, &row) in self.values[start..end].iter_mut().zip(&self.rows[start..end]) {
            *value = self.table.value(row, column);
        }
        sort(&mut self.values[start..end], &mut self.rows[start..end]);
        if self.values[end - 1] <= self.values[start] + NEAR {
            self.columns.swap(place, draw.constant);
            draw.constant += 1;
            return None;
        }
        draw.open -= 1;
        self.columns.swap(draw.open, place);
        Some(column)
    }

    /// Tries every place between two values of the column; of equally good ones the first stays.
    fn search(&mut self, column: usize, start: usize, end: usize, most: &mut f64, best: &mut Option<Split>) {
        let least = self.rules.leaf_rows;
        for at in start + 1..end {
            let (below, above) = (self.values[at - 1], self.values[at]);
            if above <= below + NEAR || at - start < least || end - at < least {
                continue;
            }
            self.sums.advance(&self.rows, at);
            if self.sums.left_weight < self.rules.leaf_weight || self.sums.right_weight < self.rules.leaf_weight {
                continue;
            }
            let merit = self.sums.merit(&self.rows);
            if merit > *most {
                *most = merit;
                let (below, above) = (f64::from(below), f64::from(above));
                let middle = below / 2.0 + above / 2.0;
                let threshold = if middle == above || middle.is_infinite() { below } else { middle };
                *best = Some(Split { column, threshold, at, gain: 0.0, left_impurity: 0.0, right_impurity: 0.0 });
            }
        }
    }

    /// The node's rows on their sides, and what the split is worth.
    fn parted(&mut self, split: Split, start: usize, end: usize, impurity: f64) -> Split {
        let (mut at, mut behind) = (start, end);
        while at < behind {
            if f64::from(self.table.value(self.rows[at], split.column)) <= split.threshold {
                at += 1;
            } else {
                behind -= 1;
                self.rows.swap(at, behind);
            }
        }
        self.sums.reset();
        self.sums.advance(&self.rows, split.at);
        let sides = self.sums.sides(&self.rows);
        Split { gain: self.sums.gain(impurity, sides), left_impurity: sides.0, right_impurity: sides.1, ..split }
    }
}
