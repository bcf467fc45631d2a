//! A CSV file before it is known what to predict: its columns, what each holds, and which of them can be a class.

use std::collections::{BTreeMap, HashSet};

use super::columns::{Column, Values};
use super::reading::{Cells, Rows};
use super::table::{MOST_CLASSES, MOST_ROWS, Note, Table, TableError};
use super::written::Written;

/// Bars of a column's histogram.
pub const BARS: usize = 12;
/// As many rows as this for each class, at the mean, or a column is taken for a number before it is taken for a class.
const ROWS_PER_CLASS: usize = 5;
/// So many categories are named.
const MOST_NAMED: usize = 12;

/// A file's rows, or as many as are used.
pub struct Sheet {
    cells: Cells,
}

/// What a column holds in the rows that are used.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub name: String,
    pub kind: Kind,
    pub missing: usize,
    pub different: usize,
    /// The range of numbers (days for dates), the categories, or one text of many.
    pub contents: String,
    /// Rows in each of [`BARS`] equal parts of the range, or of each category, the most frequent first. Empty where
    /// neither would say anything.
    pub histogram: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    Date,
    Category,
    /// Too many different texts.
    Text,
    /// Counts or names the rows.
    RowNumber,
    /// The same everywhere, or empty.
    Constant,
}

impl Sheet {
    /// Reads a CSV file. Of more than `most_rows` rows, and always of more than [`MOST_ROWS`], so many are drawn.
    ///
    /// # Errors
    /// [`TableError`]; each names the line that is wrong.
    pub fn read(bytes: &[u8], most_rows: usize, seed: u64) -> Result<Self, TableError> {
        Ok(Self { cells: Cells::read(bytes, Rows::Drawn { most: most_rows.min(MOST_ROWS), seed })? })
    }

    pub fn names(&self) -> &[String] {
        &self.cells.names
    }

    /// What is unusual about the file, whatever is predicted.
    pub fn notes(&self) -> &[Note] {
        &self.cells.notes
    }

    /// The table that predicts this column from the others but for some.
    ///
    /// # Errors
    /// [`TableError`] where the column cannot be predicted, or nothing is left to predict it from.
    pub fn table(&self, target: &str, left_out: &[&str]) -> Result<Table, TableError> {
        Table::of(&self.cells, target, left_out)
    }

    /// What is predicted unless the reader says otherwise: the last column that looks like a class, or else the last that
    /// can be one, or else the last of numbers, or else the last that is not the same everywhere.
    pub fn default_target(&self) -> &str {
        let looks_like_one = |counts: &BTreeMap<&str, usize>| {
            let rows: usize = counts.values().sum();
            rows >= ROWS_PER_CLASS * counts.len() && counts.iter().all(|(class, &rows)| rows > 1 && !is_measured(class))
        };
        let classes: Vec<_> = (0..self.names().len()).map(|place| self.classes(place)).collect();
        let last = |is_wanted: &dyn Fn(usize) -> bool| (0..classes.len()).rev().find(|&place| is_wanted(place));
        let rows: Vec<usize> = (0..self.cells.rows.len()).collect();
        let place = last(&|place| classes[place].as_ref().is_some_and(looks_like_one))
            .or_else(|| last(&|place| classes[place].is_some()))
            .or_else(|| last(&|place| self.summary(place, &rows).kind == Kind::Number))
            .or_else(|| last(&|place| self.different(place) > 1));
        &self.names()[place.unwrap_or(classes.len() - 1)]
    }

    /// Each column of the file, in order.
    pub fn summaries(&self) -> Vec<Summary> {
        let rows: Vec<usize> = (0..self.cells.rows.len()).collect();
        (0..self.names().len()).map(|place| self.summary(place, &rows)).collect()
    }

    fn summary(&self, place: usize, rows: &[usize]) -> Summary {
        let mut notes = Vec::new();
        let column = Column::of(&self.cells, place, rows, &mut notes);
        let kind = match (&column, notes.first()) {
            (Some(Column { written: Some(Written::Date(_)), .. }), _) => Kind::Date,
            (Some(Column { values: Values::Numbers(_), .. }), _) => Kind::Number,
            (Some(Column { values: Values::Categories { .. }, .. }), _) => Kind::Category,
            (None, Some(Note::RowNumbers { .. })) => Kind::RowNumber,
            (None, Some(Note::Unique { .. } | Note::TooManyValues { .. })) => Kind::Text,
            (None, _) => Kind::Constant,
        };
        let (contents, histogram) = match column.as_ref().map(|column| &column.values) {
            Some(Values::Numbers(values)) => range_and_bars(values),
            Some(Values::Categories { names, of_row }) => names_and_bars(names, of_row),
            None => (rows.iter().find_map(|&row| self.cells.cell(row, place)).unwrap_or("").to_owned(), Vec::new()),
        };
        let missing = rows.iter().filter(|&&row| self.cells.cell(row, place).is_none()).count();
        Summary {
            name: self.names()[place].clone(),
            kind,
            missing: column.map_or(missing, |column| column.missing),
            different: self.different(place),
            contents,
            histogram,
        }
    }

    fn different(&self, place: usize) -> usize {
        (0..self.cells.rows.len()).filter_map(|row| self.cells.cell(row, place)).collect::<HashSet<_>>().len()
    }

    /// The values of a column that can be a class, and how many rows have each.
    fn classes(&self, place: usize) -> Option<BTreeMap<&str, usize>> {
        let mut counts = BTreeMap::new();
        for class in (0..self.cells.rows.len()).filter_map(|row| self.cells.class_cell(row, place)) {
            *counts.entry(class).or_default() += 1;
            if counts.len() > MOST_CLASSES {
                return None;
            }
        }
        (counts.len() > 1).then_some(counts)
    }
}

/// No whole number: nobody writes classes like this.
fn is_measured(class: &str) -> bool {
    Written::of_one(class).and_then(|written| written.number(class)).is_some_and(|number| number.fract() != 0.0)
}

fn range_and_bars(values: &[Option<f64>]) -> (String, Vec<usize>) {
    let known = || values.iter().copied().flatten();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let mut bars = vec![0; BARS];
    for value in known() {
        // A column of numbers is never the same everywhere.
        let at = (value - least) / (most - least) * BARS as f64;
        bars[(at as usize).min(BARS - 1)] += 1;
    }
    (format!("{least} – {most}"), bars)
}

fn names_and_bars(names: &[String], of_row: &[Option<usize>]) -> (String, Vec<usize>) {
    let mut counts: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 0)).collect();
    of_row.iter().flatten().for_each(|&category| counts[category].1 += 1);
    counts.sort_by_key(|count| std::cmp::Reverse(count.1));
    let mut named: Vec<&str> = counts.iter().take(MOST_NAMED).map(|(name, _)| *name).collect();
    if counts.len() > MOST_NAMED {
        named.push("…");
    }
    (named.join(", "), counts.iter().take(BARS).map(|(_, rows)| *rows).collect())
}
