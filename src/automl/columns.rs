//! A column's cells as numbers or categories, or the reason why it is of no use.

use std::collections::{BTreeSet, HashSet};

use super::reading::Cells;
use super::table::{MOST_CATEGORIES, Note, TableError};
use super::written::Written;

/// What every category is called that a file to predict for has, and the table has not.
pub const ANOTHER: &str = "(another)";
/// A text that is different in so many rows names them.
const LEAST_NAMED_ROWS: usize = 10;
/// Columns of whole numbers that are called so name rows, where no two are the same.
const ROW_NAMES: [&str; 10] = ["id", "no", "nr", "row", "index", "key", "编号", "序号", "行号", "学号"];

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: String,
    pub missing: usize,
    pub values: Values,
    /// How its numbers are written; `None` for categories.
    pub written: Option<Written>,
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

impl Column {
    /// These rows of a file's column; `None` where they say nothing. Either way, what the reader should know is noted.
    pub(super) fn of(cells: &Cells, place: usize, rows: &[usize], notes: &mut Vec<Note>) -> Option<Self> {
        let name = cells.names[place].clone();
        let column = name.clone();
        let texts: Vec<Option<&str>> = rows.iter().map(|&row| cells.cell(row, place)).collect();
        let known = texts.iter().copied().flatten();
        let missing = texts.len() - known.clone().count();
        if let Some(written) = Written::of(known.clone(), cells.written) {
            let values: Vec<Option<f64>> =
                texts.iter().map(|text| text.and_then(|text| written.number(text))).collect();
            let first = values.iter().flatten().next();
            // Filled in, one number tells no rows apart.
            if values.iter().flatten().all(|value| Some(value) == first) {
                notes.push(Note::Constant { column });
                return None;
            }
            let places = rows.iter().map(|&row| cells.places[row]);
            if !written.is_date() && names_rows(&name, &values, places) {
                notes.push(Note::RowNumbers { column });
                return None;
            }
            match written {
                Written::Comma => notes.push(Note::DecimalComma { column: column.clone() }),
                Written::Date(order) => notes.push(Note::Dates { column: column.clone(), order }),
                Written::Point => {}
            }
            let mut strange = known.clone().filter(|text| written.number(text).is_none());
            if let Some(example) = strange.next() {
                notes.push(Note::NotNumbers { column, cells: 1 + strange.count(), example: example.to_owned() });
            }
            let missing = values.iter().filter(|value| value.is_none()).count();
            return Some(Self { name, missing, values: Values::Numbers(values), written: Some(written) });
        }
        let different: BTreeSet<&str> = known.collect();
        let is_different = different.len() + missing == texts.len();
        let useless = match different.len() {
            0 => Some(Note::Empty { column }),
            // One category and missing values beside it still tell rows apart.
            1 if missing == 0 => Some(Note::Constant { column }),
            count if is_different && count >= LEAST_NAMED_ROWS => Some(Note::Unique { column }),
            count if count > MOST_CATEGORIES => Some(Note::TooManyValues { column, different: count, missing }),
            _ => None,
        };
        if let Some(note) = useless {
            notes.push(note);
            return None;
        }
        let of_row = texts.iter().map(|text| different.iter().position(|name| Some(*name) == *text)).collect();
        let names = different.into_iter().map(str::to_owned).collect();
        Some(Self { name, missing, values: Values::Categories { names, of_row }, written: None })
    }

    /// Another file's column, of this one's type.
    pub(super) fn like(&self, cells: &Cells, place: usize) -> Result<Self, TableError> {
        let texts: Vec<Option<&str>> = (0..cells.rows.len()).map(|row| cells.cell(row, place)).collect();
        let values = match (&self.values, self.written) {
            (Values::Categories { names, .. }, _) => {
                let index = |text| names.iter().position(|name| name == text).unwrap_or(names.len());
                let of_row = texts.into_iter().map(|text| text.map(index)).collect();
                let names = names.iter().cloned().chain([ANOTHER.to_owned()]).collect();
                Values::Categories { names, of_row }
            }
            (Values::Numbers(_), written) => {
                Values::Numbers(self.numbers(&texts, written.unwrap_or(cells.written), cells.written)?)
            }
        };
        let missing = match &values {
            Values::Numbers(values) => values.iter().filter(|value| value.is_none()).count(),
            Values::Categories { of_row, .. } => of_row.iter().filter(|category| category.is_none()).count(),
        };
        Ok(Self { name: self.name.clone(), missing, values, written: self.written })
    }

    /// A file to predict for may have other decimal signs than the table; dates stay dates.
    fn numbers(&self, texts: &[Option<&str>], here: Written, file: Written) -> Result<Vec<Option<f64>>, TableError> {
        let otherwise = if here.is_date() { here } else { file };
        let found = Written::of(texts.iter().copied().flatten(), otherwise);
        let Some(written) = found.filter(|found| found.is_date() == here.is_date()) else {
            let mut rows = texts.iter().enumerate().filter_map(|(row, text)| Some((row, (*text)?)));
            return match rows.find(|(_, text)| here.number(text).is_none()) {
                None => Ok(texts.iter().map(|text| text.and_then(|text| here.number(text))).collect()),
                Some((row, found)) => {
                    Err(TableError::NotANumber { column: self.name.clone(), row: row + 1, found: found.to_owned() })
                }
            };
        };
        Ok(texts.iter().map(|text| text.and_then(|text| written.number(text))).collect())
    }
}

/// Whole numbers, no two the same, that rise by as much from each row to the next, or that are called an id.
fn names_rows(name: &str, values: &[Option<f64>], places: impl Iterator<Item = usize>) -> bool {
    if values.len() < LEAST_NAMED_ROWS || !values.iter().all(|value| value.is_some_and(|value| value.fract() == 0.0)) {
        return false;
    }
    let pairs: Vec<(f64, f64)> = values.iter().flatten().copied().zip(places.map(|place| place as f64)).collect();
    let [(first, first_place), (second, second_place), ..] = pairs[..] else { return false };
    let slope = (second - first) / (second_place - first_place);
    if pairs.iter().all(|(value, place)| *value == first + slope * (place - first_place)) {
        return slope != 0.0;
    }
    let lower = name.to_lowercase();
    let is_called =
        |id: &&str| lower == **id || lower.ends_with(&format!("_{id}")) || lower.ends_with(&format!(" {id}"));
    let is_called_id = name.ends_with("Id") || name.ends_with("ID") || ROW_NAMES.iter().any(is_called);
    let different: HashSet<u64> = pairs.iter().map(|(value, _)| value.to_bits()).collect();
    is_called_id && different.len() == pairs.len()
}
