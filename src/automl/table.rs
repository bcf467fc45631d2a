//! A CSV file as typed columns: numbers or categories, missing values counted, and a target with two or more classes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::reading::{self, Cells};

/// Rows beyond these are left out, with a note; a caller may set a lower limit.
pub const MOST_ROWS: usize = 100_000;
pub const MOST_COLUMNS: usize = 100;
/// A text column with more different values than this is dropped, with a note.
pub const MOST_CATEGORIES: usize = 20;
pub const MOST_CLASSES: usize = 20;
/// What every category is called that a file to predict for has, and the table has not.
pub const ANOTHER: &str = "(another)";
/// Numbers beyond this have squares that overflow: they are read as text.
const LARGEST_NUMBER: f64 = 1e100;

/// What a model may look at, and what it shall predict.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub features: Features,
    pub target: Target,
    /// What was left out on the way, in the order of the file.
    pub notes: Vec<Note>,
}

/// The columns to predict from, all with the same rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    pub rows: usize,
    pub columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: String,
    pub missing: usize,
    pub values: Values,
}

/// `None` is a missing value.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    Numbers(Vec<Option<f64>>),
    /// Each row's index into `names`.
    Categories {
        names: Vec<String>,
        of_row: Vec<Option<usize>>,
    },
}

/// The column to predict: each row's index into `classes`, which are in order (of number, or of the alphabet).
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub name: String,
    pub classes: Vec<String>,
    pub of_row: Vec<usize>,
}

/// Something that the reader should know about the table, though it is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Only the first rows of a long file are used.
    RowsLeftOut { used: usize, left_out: usize },
    /// Rows whose target is missing cannot be learned from.
    TargetMissing { rows: usize },
    /// A text column with too many different values (names, tickets), dropped.
    TooManyValues { column: String, different: usize, missing: usize },
    /// A column that is the same everywhere, dropped.
    Constant { column: String },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum TableError {
    #[error("The file is empty. Choose a CSV file whose first line names the columns.")]
    Empty,
    #[error("The file has one line only. Choose a CSV file with a line of names and a line for each example.")]
    NoRows,
    #[error("The file is not text in UTF-8. Save it as \"CSV UTF-8\", then choose it again.")]
    NotText,
    #[error("Line {line} has {found} cells, the first line {expected}. Correct that line, then choose the file again.")]
    Ragged { line: u64, found: u64, expected: u64 },
    #[error(
        "The quotation mark that opens on line {line} is not closed where its cell ends. Close or double it, then choose the file again."
    )]
    Quotes { line: u64 },
    #[error("Line {line} cannot be read: {detail}. Correct it, then choose the file again.")]
    Unreadable { line: u64, detail: String },
    #[error("Two columns are called {name}. Give each its own name in the first line.")]
    SameName { name: String },
    #[error("The table has {columns} columns, at most {MOST_COLUMNS} are read. Remove some.")]
    TooWide { columns: usize },
    #[error("There is no column {target}. Choose one of: {}.", .columns.join(", "))]
    MissingTarget { target: String, columns: Vec<String> },
    #[error("Every row says {class} in the column {target}. Choose a column with two or more classes.")]
    OneClass { target: String, class: String },
    #[error(
        "The column {target} has {classes} different values, at most {MOST_CLASSES} can be classes. Choose another column."
    )]
    TooManyClasses { target: String, classes: usize },
    #[error("The column {target} is empty. Choose another one to predict.")]
    EmptyTarget { target: String },
    #[error("No column is left to predict from. Choose a table with a number or a category beside the target.")]
    NoFeatures,
    #[error("The file has no column {column}, which the model reads. Choose a file with the training file's columns.")]
    MissingColumn { column: String },
    #[error("{found} in row {row} of the column {column} is no number. Correct it, then choose the file again.")]
    NotANumber { column: String, row: usize, found: String },
}

/// The columns that a file offers as a target, in the order of the file.
///
/// # Errors
/// [`TableError`] for a file without a first line.
pub fn column_names(bytes: &[u8]) -> Result<Vec<String>, TableError> {
    reading::column_names(bytes)
}

impl Table {
    /// Reads a CSV file with a line of names. At most `most_rows` rows, and never more than [`MOST_ROWS`], are used.
    ///
    /// # Errors
    /// [`TableError`]; each names the line or the column that is wrong.
    pub fn read(bytes: &[u8], target: &str, most_rows: usize) -> Result<Self, TableError> {
        let cells = Cells::read(bytes, most_rows.min(MOST_ROWS))?;
        let Some(target_place) = cells.place(target) else {
            return Err(TableError::MissingTarget { target: target.to_owned(), columns: cells.names });
        };
        let rows: Vec<usize> = (0..cells.rows.len()).filter(|&row| cells.cell(row, target_place).is_some()).collect();
        let mut notes = Vec::new();
        if cells.left_out > 0 {
            notes.push(Note::RowsLeftOut { used: cells.rows.len(), left_out: cells.left_out });
        }
        if rows.len() < cells.rows.len() {
            notes.push(Note::TargetMissing { rows: cells.rows.len() - rows.len() });
        }
        let target = Target::of(target, rows.iter().filter_map(|&row| cells.cell(row, target_place)).collect())?;
        let mut columns = Vec::new();
        for place in (0..cells.names.len()).filter(|&place| place != target_place) {
            let values = rows.iter().map(|&row| cells.cell(row, place)).collect();
            match Column::of(&cells.names[place], values) {
                Ok(column) => columns.push(column),
                Err(note) => notes.push(note),
            }
        }
        if columns.is_empty() {
            return Err(TableError::NoFeatures);
        }
        Ok(Self { features: Features { rows: rows.len(), columns }, target, notes })
    }

    /// Reads a file to predict for: this table's columns, found by their names, whatever else it has. Categories that
    /// this table does not have become one more.
    ///
    /// # Errors
    /// [`TableError`]; a column that is missing, or text where this table has numbers, among others.
    pub fn read_unlabelled(&self, bytes: &[u8], most_rows: usize) -> Result<Features, TableError> {
        let cells = Cells::read(bytes, most_rows.min(MOST_ROWS))?;
        let rows = cells.rows.len();
        let columns = self.features.columns.iter().map(|column| {
            let missing = TableError::MissingColumn { column: column.name.clone() };
            let place = cells.place(&column.name).ok_or(missing)?;
            column.like((0..rows).map(|row| cells.cell(row, place)).collect())
        });
        Ok(Features { rows, columns: columns.collect::<Result<_, _>>()? })
    }
}

impl Target {
    fn of(name: &str, cells: Vec<&str>) -> Result<Self, TableError> {
        let target = name.to_owned();
        let mut classes: Vec<&str> = cells.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        match classes[..] {
            [] => return Err(TableError::EmptyTarget { target }),
            [class] => return Err(TableError::OneClass { target, class: class.to_owned() }),
            _ if classes.len() > MOST_CLASSES => {
                return Err(TableError::TooManyClasses { target, classes: classes.len() });
            }
            _ => {}
        }
        if classes.iter().all(|class| number(class).is_some()) {
            classes.sort_by(|a, b| number(a).partial_cmp(&number(b)).unwrap_or(std::cmp::Ordering::Equal));
        }
        let of_row = cells.iter().filter_map(|cell| classes.iter().position(|class| class == cell)).collect();
        Ok(Self { name: target, classes: classes.into_iter().map(str::to_owned).collect(), of_row })
    }
}

impl Column {
    fn of(name: &str, cells: Vec<Option<&str>>) -> Result<Self, Note> {
        let column = name.to_owned();
        let missing = cells.iter().filter(|cell| cell.is_none()).count();
        let different: BTreeSet<&str> = cells.iter().copied().flatten().collect();
        let numbers = different.iter().all(|cell| number(cell).is_some());
        // One category and missing values beside it still tell rows apart; one number does not, once it is filled in.
        if different.is_empty() || different.len() == 1 && (missing == 0 || numbers) {
            return Err(Note::Constant { column });
        }
        let values = if numbers {
            Values::Numbers(cells.into_iter().map(|cell| cell.and_then(number)).collect())
        } else if different.len() <= MOST_CATEGORIES {
            let of_row = cells.iter().map(|cell| different.iter().position(|name| Some(*name) == *cell)).collect();
            Values::Categories { names: different.into_iter().map(str::to_owned).collect(), of_row }
        } else {
            return Err(Note::TooManyValues { column, different: different.len(), missing });
        };
        Ok(Self { name: column, missing, values })
    }

    /// Other cells, of this column's type.
    fn like(&self, cells: Vec<Option<&str>>) -> Result<Self, TableError> {
        let missing = cells.iter().filter(|cell| cell.is_none()).count();
        let values = match &self.values {
            Values::Numbers(_) => Values::Numbers(self.numbers(&cells)?),
            Values::Categories { names, .. } => {
                let index = |cell| names.iter().position(|name| name == cell).unwrap_or(names.len());
                let of_row = cells.into_iter().map(|cell| cell.map(index)).collect();
                let names = names.iter().cloned().chain([ANOTHER.to_owned()]).collect();
                Values::Categories { names, of_row }
            }
        };
        Ok(Self { name: self.name.clone(), missing, values })
    }

    fn numbers(&self, cells: &[Option<&str>]) -> Result<Vec<Option<f64>>, TableError> {
        let parsed = cells.iter().enumerate().map(|(index, cell)| match cell {
            None => Ok(None),
            Some(cell) => number(cell).map(Some).ok_or_else(|| TableError::NotANumber {
                column: self.name.clone(),
                row: index + 1,
                found: (*cell).to_owned(),
            }),
        });
        parsed.collect()
    }
}

fn number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|number: &f64| number.abs() <= LARGEST_NUMBER)
}
