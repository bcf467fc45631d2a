//! The bytes of a CSV file to rows of cells, naming the line of whatever is wrong.

use std::collections::HashSet;

use csv::{Reader, ReaderBuilder, StringRecord};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::decoding::decode;
use super::dialect::{Dialect, is_example};
use super::table::{MOST_COLUMNS, MOST_MEGABYTES, Note, TableError};
use super::written::Written;

/// What the file says, still as text.
pub(super) struct Cells {
    pub names: Vec<String>,
    /// Those that are used, in the order of the file.
    pub rows: Vec<StringRecord>,
    /// Each row's place in the file, the first example's being 0.
    pub places: Vec<usize>,
    /// How numbers are written where a column does not say.
    pub written: Written,
    /// What is unusual about the file.
    pub notes: Vec<Note>,
}

/// Which rows of a long file are used.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rows {
    /// At most so many, drawn from the whole file.
    Drawn { most: usize, seed: u64 },
    /// All of them, or none where there are more.
    All { most: usize },
}

/// So many rows tell whether the first line names the columns.
const ROWS_LOOKED_AT: usize = 200;
/// So many tell how numbers are written.
const ROWS_TO_JUDGE_BY: usize = 1_000;
const NOTHING: [&str; 25] = [
    "",
    "?",
    "na",
    "n/a",
    "#n/a",
    "#n/a n/a",
    "#na",
    "<na>",
    "nan",
    "-nan",
    "#nan",
    "null",
    "(null)",
    "\\n",
    "#null!",
    "#value!",
    "#ref!",
    "#div/0!",
    "#name?",
    "#num!",
    "nat",
    "missing",
    "缺失",
    "缺失值",
    "空值",
];
/// These are missing values in a column to predict from; in the column to predict they may be a class.
const NOTHING_OR_A_CLASS: [&str; 10] = ["-", "--", "---", "–", "—", ".", "..", "none", "nil", "无"];

impl Cells {
    /// Quotes as in RFC 4180; encoding, separator and heading as the file has them.
    pub fn read(bytes: &[u8], wanted: Rows) -> Result<Self, TableError> {
        if bytes.len() > MOST_MEGABYTES * 1_000_000 {
            return Err(TableError::TooLarge { megabytes: bytes.len() / 1_000_000 });
        }
        let (text, encoding) = decode(bytes)?;
        if text.trim().is_empty() {
            return Err(TableError::Empty);
        }
        let mut notes: Vec<Note> = encoding.map(|name| Note::Encoding { name: name.to_owned() }).into_iter().collect();
        let dialect = Dialect::of(&text);
        if let Some(line) = open_quote_line(&text, dialect) {
            return Err(TableError::Quotes { line });
        }
        let heading = Heading::of(&text, dialect, &mut notes)?;
        let mut reader = open(&text, dialect);
        let mut draw = Draw::new(wanted);
        let mut record = StringRecord::new();
        let mut is_first = true;
        loop {
            match reader.read_record(&mut record) {
                Ok(true) if std::mem::take(&mut is_first) && !heading.is_example => continue,
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => return Err(unreadable(&text, dialect, &error)),
            }
            if heading.width > 1 && is_blank(&record) {
                continue;
            }
            if record.len() != heading.width && !is_padded(&mut record, heading.width) {
                let at = record.position().map_or(0, csv::Position::byte);
                let (found, expected) = (record.len() as u64, heading.width as u64);
                return Err(TableError::Ragged { line: line_at(&text, dialect, at), found, expected });
            }
            draw.take(&record);
        }
        let (total, mut drawn) = (draw.seen, draw.drawn);
        if total == 0 {
            return Err(TableError::NoRows);
        }
        match wanted {
            Rows::All { most } if total > most => return Err(TableError::TooManyRows { rows: total }),
            Rows::Drawn { most, .. } if total > most => notes.push(Note::RowsDrawn { used: most, rows: total }),
            Rows::All { .. } | Rows::Drawn { .. } => {}
        }
        drawn.sort_unstable_by_key(|(place, _)| *place);
        let (places, rows): (Vec<usize>, Vec<StringRecord>) = drawn.into_iter().unzip();
        let written = usual_writing(&rows, dialect.separator);
        Ok(Self { names: heading.names, rows, places, written, notes })
    }

    /// A column's place by its name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// A cell without the space around it, `None` where it says that the value is missing.
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        Some(self.rows[row][column].trim()).filter(|cell| !is_missing(cell))
    }

    /// The same in a column to predict: what may be a class is one.
    pub fn class_cell(&self, row: usize, column: usize) -> Option<&str> {
        Some(self.rows[row][column].trim()).filter(|cell| !is_one_of(cell, &NOTHING))
    }
}

/// Whether a cell says that its value is missing.
pub(super) fn is_missing(cell: &str) -> bool {
    is_one_of(cell, &NOTHING) || is_one_of(cell, &NOTHING_OR_A_CLASS)
}

fn is_one_of(cell: &str, words: &[&str]) -> bool {
    words.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// The names of the columns, and how wide the rows are.
struct Heading {
    names: Vec<String>,
    width: usize,
    /// The first line is an example, and the names are made.
    is_example: bool,
}

impl Heading {
    fn of(text: &str, dialect: Dialect, notes: &mut Vec<Note>) -> Result<Self, TableError> {
        let mut reader = open(text, dialect);
        let mut first = StringRecord::new();
        reader.read_record(&mut first).map_err(|error| unreadable(text, dialect, &error))?;
        if first.len() > MOST_COLUMNS + 1 {
            return Err(TableError::TooWide { columns: first.len() });
        }
        // Where one of these cannot be read, reading all of them will say so.
        let rows: Vec<StringRecord> = reader.records().take(ROWS_LOOKED_AT).map_while(Result::ok).collect();
        let widths = || rows.iter().map(StringRecord::len);
        let frequency = |width: &usize| (widths().filter(|other| other == width).count(), *width == first.len());
        let width = widths().max_by_key(frequency).unwrap_or(first.len());
        let is_last_empty =
            |record: &StringRecord| record.iter().next_back().is_some_and(|cell| cell.trim().is_empty());
        let mut names: Vec<String> = first.iter().map(|name| name.trim().to_owned()).collect();
        if names.len() == width + 1 && is_last_empty(&first) {
            notes.push(Note::HeadingLonger);
            names.pop();
        } else if names.len() + 1 == width && !rows.iter().all(is_last_empty) {
            // As R writes row names.
            notes.push(Note::RowNames);
            names.insert(0, String::new());
        }
        let is_example = names.len() == first.len() && is_example(&first, &rows);
        if is_example {
            notes.push(Note::NoHeading);
            names = vec![String::new(); first.len()];
        }
        if names.len() > MOST_COLUMNS {
            return Err(TableError::TooWide { columns: names.len() });
        }
        for (place, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
            *name = format!("column {}", place + 1);
        }
        let mut known = HashSet::new();
        match names.iter().find(|name| !known.insert(name.as_str())) {
            Some(name) => Err(TableError::SameName { name: name.clone() }),
            None => Ok(Self { width: names.len(), names, is_example }),
        }
    }
}

/// Reservoir sampling (J. Vitter, "Random sampling with a reservoir", 1985, algorithm R): each row of the file is as likely
/// as any other, whatever its length, in one pass.
struct Draw {
    most: usize,
    random: Option<Xoshiro256PlusPlus>,
    seen: usize,
    drawn: Vec<(usize, StringRecord)>,
}

impl Draw {
    fn new(wanted: Rows) -> Self {
        let (most, random) = match wanted {
            Rows::Drawn { most, seed } => (most, Some(Xoshiro256PlusPlus::seed_from_u64(seed))),
            Rows::All { most } => (most, None),
        };
        Self { most, random, seen: 0, drawn: Vec::new() }
    }

    fn take(&mut self, record: &StringRecord) {
        let place = self.seen;
        self.seen += 1;
        if self.drawn.len() < self.most {
            self.drawn.push((place, record.clone()));
        } else if let Some(random) = &mut self.random {
            let instead_of = random.random_range(0..=place);
            if let Some(drawn) = self.drawn.get_mut(instead_of) {
                *drawn = (place, record.clone());
            }
        }
    }
}

fn open(text: &str, dialect: Dialect) -> Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.separator)
        .from_reader(&text.as_bytes()[dialect.start..])
}

/// A line of spaces, or the mark at the end of old files.
fn is_blank(record: &StringRecord) -> bool {
    let is_nothing = |letter: char| letter.is_whitespace() || letter == '\u{1a}';
    record.len() == 1 && record.iter().all(|cell| cell.trim_matches(is_nothing).is_empty())
}

/// Cells beyond the width that hold nothing are cut off: spreadsheets leave separators at a line's end.
fn is_padded(record: &mut StringRecord, width: usize) -> bool {
    let is_padded = record.len() > width && record.iter().skip(width).all(|cell| cell.trim().is_empty());
    if is_padded {
        record.truncate(width);
    }
    is_padded
}

/// How the numbers are written of which one way alone makes sense, in rows from the whole file. Where there are none, "1,234" between semicolons or tabs
/// is a decimal comma.
fn usual_writing(rows: &[StringRecord], separator: u8) -> Written {
    let some = || rows.iter().step_by(rows.len().div_ceil(ROWS_TO_JUDGE_BY).max(1));
    let cells = || some().flat_map(StringRecord::iter).filter(|cell| cell.contains([',', '.']));
    let (mut points, mut commas) = (0, 0);
    for cell in cells().filter(|cell| !Written::is_ambiguous(cell)) {
        match Written::of_one(cell) {
            Some(Written::Point) => points += 1,
            Some(Written::Comma) => commas += 1,
            Some(Written::Date(_)) | None => {}
        }
    }
    let is_comma = match commas == points {
        false => commas > points,
        true => separator != b',' && cells().any(|cell| cell.contains(',') && Written::is_ambiguous(cell)),
    };
    if is_comma { Written::Comma } else { Written::Point }
}

/// The line on which a quoted cell begins that never ends, or ends in the middle of a cell.
fn open_quote_line(text: &str, dialect: Dialect) -> Option<u64> {
    let bytes = &text.as_bytes()[dialect.start..];
    let is_border = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == dialect.separator || b"\r\n".contains(&byte));
    let mut opened_at = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        match (byte, opened_at) {
            (b'"', None) if is_border(at.checked_sub(1).map(|before| &bytes[before])) => opened_at = Some(at),
            (b'"', Some(_)) if next == Some(&b'"') => at += 1,
            (b'"', Some(_)) if is_border(next) => opened_at = None,
            (b'"', Some(_)) => break,
            _ => {}
        }
        at += 1;
    }
    opened_at.map(|at| line_at(text, dialect, at as u64))
}

fn unreadable(text: &str, dialect: Dialect, error: &csv::Error) -> TableError {
    let at = error.position().map_or(0, csv::Position::byte);
    TableError::Unreadable { line: line_at(text, dialect, at), detail: error.to_string() }
}

/// The line, from 1, of the table's byte `at`. A record's own place is before the line end of the record above it.
fn line_at(text: &str, dialect: Dialect, at: u64) -> u64 {
    let bytes = text.as_bytes();
    let mut at = dialect.start + at as usize;
    while bytes.get(at).is_some_and(|byte| b"\r\n".contains(byte)) {
        at += 1;
    }
    let before = &bytes[..at.min(bytes.len())];
    let is_end = |(at, &byte): (usize, &u8)| byte == b'\n' || byte == b'\r' && before.get(at + 1) != Some(&b'\n');
    1 + before.iter().enumerate().filter(|&(at, byte)| is_end((at, byte))).count() as u64
}
