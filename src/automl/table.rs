//! A table to learn from: typed columns without those that say nothing, and a target with two or more classes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::answers::Answers;
pub use super::columns::{Column, Values};
use super::leak::likely_leak;
use super::reading::{Cells, Rows};
use super::sheet::Sheet;
use super::written::{DateOrder, Written};

/// Of more rows so many are drawn, with a note; a caller may set a lower limit.
pub const MOST_ROWS: usize = 100_000;
pub const MOST_COLUMNS: usize = 100;
pub const MOST_MEGABYTES: usize = 200;
/// A text column with more different values than this is dropped, with a note.
pub const MOST_CATEGORIES: usize = 20;
pub const MOST_CLASSES: usize = 20;

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

/// The column to predict. Few different values are classes; of more, numbers are predicted as such.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub name: String,
    /// In order (of number, or of the alphabet); none where the answers are numbers.
    pub classes: Vec<String>,
    pub answers: Answers,
}

/// Something that the reader should know about the table, though it is no error.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// The file is not UTF-8, but this.
    Encoding { name: String },
    /// The first line is an example: names are made.
    NoHeading,
    /// The first line has one empty cell more than the others.
    HeadingLonger,
    /// The first line has one cell less than the others: the first column is taken for row names, as R writes them.
    RowNames,
    /// Only some rows of a long file are used, drawn from the whole of it.
    RowsDrawn { used: usize, rows: usize },
    /// Rows whose target is missing cannot be learned from.
    TargetMissing { rows: usize },
    /// A column without a value, dropped.
    Empty { column: String },
    /// A column that is the same everywhere, dropped.
    Constant { column: String },
    /// A column of whole numbers that only counts the rows, or names them, dropped.
    RowNumbers { column: String },
    /// A text column that is different in each row, dropped.
    Unique { column: String },
    /// A text column with too many different values (names, tickets), dropped.
    TooManyValues { column: String, different: usize, missing: usize },
    /// A column with a decimal comma.
    DecimalComma { column: String },
    /// A column of dates, read as days.
    Dates { column: String, order: DateOrder },
    /// Texts in a column of numbers, taken for missing values.
    NotNumbers { column: String, cells: usize, example: String },
    /// A column that the reader leaves out.
    LeftOut { column: String },
    /// A column that alone tells the class of nearly every row, while no other does: `share` of the rows, and that of the
    /// column that comes next.
    Leak { column: String, share: f64, next: f64 },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum TableError {
    #[error("The file is empty. Choose a CSV file whose first line names the columns.")]
    Empty,
    #[error("The file has only one line. Choose a CSV file with a line of column names and a line for each example.")]
    NoRows,
    #[error(
        "The file is not text, or its characters are damaged. Save the table as \"CSV UTF-8\" in the program it comes from, then choose it again."
    )]
    NotText,
    #[error(
        "The file is {megabytes} megabytes, but at most {MOST_MEGABYTES} can be read. Keep only some of its rows, then choose it again."
    )]
    TooLarge { megabytes: usize },
    #[error(
        "The file has {rows} rows, but predictions are made for at most {MOST_ROWS} at a time. Split it, then choose the parts one after another."
    )]
    TooManyRows { rows: usize },
    #[error(
        "Line {line} has {found} cells, but the first line has {expected}. Correct that line, then choose the file again."
    )]
    Ragged { line: u64, found: u64, expected: u64 },
    #[error(
        "The quotation mark that opens on line {line} is not closed where its cell ends. Close or double it, then choose the file again."
    )]
    Quotes { line: u64 },
    #[error("Line {line} cannot be read: {detail}. Correct it, then choose the file again.")]
    Unreadable { line: u64, detail: String },
    #[error("Two columns are called {name}. Give each its own name in the first line.")]
    SameName { name: String },
    #[error("The table has {columns} columns, but at most {MOST_COLUMNS} can be read. Remove some.")]
    TooWide { columns: usize },
    #[error("There is no column {target}. Choose one of: {}.", .columns.join(", "))]
    MissingTarget { target: String, columns: Vec<String> },
    #[error("Every row has {class} in the column {target}. Choose a column with two or more classes.")]
    OneClass { target: String, class: String },
    #[error(
        "The column {target} has {classes} different texts, but at most {MOST_CLASSES} can be classes. Choose another column, or one of numbers."
    )]
    TooManyClasses { target: String, classes: usize },
    #[error("The column {target} is empty. Choose another one to predict.")]
    EmptyTarget { target: String },
    #[error("No column is left to predict from. Choose a table with a number or a category besides the target.")]
    NoFeatures,
    #[error(
        "The file has no column {column}, which the model needs. Choose a file with the same columns as the training file."
    )]
    MissingColumn { column: String },
    #[error("{found} in row {row} of the column {column} is not a number. Correct it, then choose the file again.")]
    NotANumber { column: String, row: usize, found: String },
}

impl Table {
    /// Reads a CSV file. Of more than `most_rows` rows, and always of more than [`MOST_ROWS`], so many are drawn, the same for
    /// the same file.
    ///
    /// # Errors
    /// [`TableError`]; each names the line or the column that is wrong.
    pub fn read(bytes: &[u8], target: &str, most_rows: usize) -> Result<Self, TableError> {
        Sheet::read(bytes, most_rows, 0)?.table(target, &[])
    }

    pub(super) fn of(cells: &Cells, target: &str, left_out: &[&str]) -> Result<Self, TableError> {
        let Some(target_place) = cells.place(target) else {
            return Err(TableError::MissingTarget { target: target.to_owned(), columns: cells.names.clone() });
        };
        let numbers = numbers(cells, target_place);
        let known = |row: &usize| match &numbers {
            Some(numbers) => numbers[*row].is_some(),
            None => cells.class_cell(*row, target_place).is_some(),
        };
        let rows: Vec<usize> = (0..cells.rows.len()).filter(known).collect();
        let mut notes = cells.notes.clone();
        if rows.len() < cells.rows.len() {
            notes.push(Note::TargetMissing { rows: cells.rows.len() - rows.len() });
        }
        let target = match numbers {
            Some(numbers) => {
                let answers = Answers::Numbers(numbers.into_iter().flatten().collect());
                Target { name: target.to_owned(), classes: Vec::new(), answers }
            }
            None => {
                let classes = rows.iter().filter_map(|&row| cells.class_cell(row, target_place)).collect();
                Target::of(target, classes, cells.written)?
            }
        };
        let mut columns = Vec::new();
        for (place, name) in cells.names.iter().enumerate().filter(|(place, _)| *place != target_place) {
            if left_out.contains(&name.as_str()) {
                notes.push(Note::LeftOut { column: name.clone() });
            } else {
                columns.extend(Column::of(cells, place, &rows, &mut notes));
            }
        }
        if columns.is_empty() {
            return Err(TableError::NoFeatures);
        }
        let features = Features { rows: rows.len(), columns };
        notes.extend(likely_leak(&features, &target));
        Ok(Self { features, target, notes })
    }

    /// Reads a file to predict for: this table's columns, found by their names, whatever else it has. Categories that
    /// this table does not have become one more.
    ///
    /// # Errors
    /// [`TableError`]; a column that is missing, text where this table has numbers, or more than `most_rows` rows, among
    /// others.
    pub fn read_unlabelled(&self, bytes: &[u8], most_rows: usize) -> Result<Features, TableError> {
        let cells = Cells::read(bytes, Rows::All { most: most_rows.min(MOST_ROWS) })?;
        let columns = self.features.columns.iter().map(|column| {
            let missing = TableError::MissingColumn { column: column.name.clone() };
            column.like(&cells, cells.place(&column.name).ok_or(missing)?)
        });
        Ok(Features { rows: cells.rows.len(), columns: columns.collect::<Result<_, _>>()? })
    }
}

/// Each row's number of a column that has too many different values for classes, nearly all of them numbers.
fn numbers(cells: &Cells, place: usize) -> Option<Vec<Option<f64>>> {
    let texts: Vec<Option<&str>> = (0..cells.rows.len()).map(|row| cells.cell(row, place)).collect();
    let known = texts.iter().copied().flatten();
    if known.clone().collect::<BTreeSet<_>>().len() <= MOST_CLASSES {
        return None;
    }
    let written = Written::of(known, cells.written).filter(|written| !written.is_date())?;
    Some(texts.iter().map(|text| text.and_then(|text| written.number(text))).collect())
}

impl Target {
    /// Classes. `otherwise`: how numbers are written where these do not say.
    fn of(name: &str, cells: Vec<&str>, otherwise: Written) -> Result<Self, TableError> {
        let target = name.to_owned();
        let written = Written::of(cells.iter().copied(), otherwise);
        let number = |cell: &str| written.and_then(|written| written.number(cell));
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
        let answers = Answers::Classes { of_row, count: classes.len() };
        Ok(Self { name: target, classes: classes.into_iter().map(str::to_owned).collect(), answers })
    }
}
