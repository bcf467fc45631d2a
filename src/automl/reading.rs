//! The bytes of a CSV file to rows of cells, naming the line of whatever is wrong.

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};

use super::table::{MOST_COLUMNS, TableError};

/// What the file says, still as text.
pub(super) struct Cells {
    pub names: Vec<String>,
    pub rows: Vec<StringRecord>,
    /// Rows beyond the limit, counted but not kept.
    pub left_out: usize,
}

impl Cells {
    /// Comma, semicolon or tab, whichever the first line has most of; quotes as in RFC 4180.
    pub fn read(bytes: &[u8], most_rows: usize) -> Result<Self, TableError> {
        let (mut reader, names) = open(bytes)?;
        let mut rows = Vec::new();
        let mut left_out = 0;
        for record in reader.records() {
            let record = record.map_err(named)?;
            if rows.len() < most_rows {
                rows.push(record);
            } else {
                left_out += 1;
            }
        }
        if rows.is_empty() {
            return Err(TableError::NoRows);
        }
        Ok(Self { names, rows, left_out })
    }

    /// A column's place by its name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// A cell without the space around it, `None` where it says that the value is missing.
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        let cell = self.rows[row][column].trim();
        let missing = ["", "?", "na", "n/a", "nan", "null"].iter().any(|word| cell.eq_ignore_ascii_case(word));
        (!missing).then_some(cell)
    }
}

/// The names in the first line.
pub(super) fn column_names(bytes: &[u8]) -> Result<Vec<String>, TableError> {
    Ok(open(bytes)?.1)
}

fn open(bytes: &[u8]) -> Result<(Reader<&[u8]>, Vec<String>), TableError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| TableError::NotText)?;
    if text.trim().is_empty() {
        return Err(TableError::Empty);
    }
    let delimiter = delimiter(text);
    if let Some(line) = open_quote_line(bytes, delimiter) {
        return Err(TableError::Quotes { line });
    }
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let headers = reader.headers().map_err(named)?;
    let mut names: Vec<String> = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        let name = if header.trim().is_empty() { format!("column {}", index + 1) } else { header.trim().to_owned() };
        if names.contains(&name) {
            return Err(TableError::SameName { name });
        }
        names.push(name);
    }
    if names.len() > MOST_COLUMNS {
        return Err(TableError::TooWide { columns: names.len() });
    }
    Ok((reader, names))
}

fn delimiter(text: &str) -> u8 {
    let first_line = text.trim_start().lines().next().unwrap_or_default();
    let count = |delimiter: u8| first_line.bytes().filter(|&byte| byte == delimiter).count();
    // The last of equals wins, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// The line on which a quoted cell begins that never ends, or ends in the middle of a cell.
fn open_quote_line(bytes: &[u8], delimiter: u8) -> Option<u64> {
    let mut line = 1;
    let mut opened_at = None;
    let mut previous = b'\n';
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        let next = rest.peek().copied();
        let cell_starts = previous == delimiter || previous == b'\n' || previous == b'\r';
        match (byte, opened_at) {
            (b'"', None) if cell_starts => opened_at = Some(line),
            (b'"', Some(_)) if next == Some(b'"') => {
                rest.next();
            }
            (b'"', Some(_)) if next.is_none_or(|next| [delimiter, b'\n', b'\r'].contains(&next)) => opened_at = None,
            (b'"', Some(start)) => return Some(start),
            (b'\n', _) => line += 1,
            _ => {}
        }
        previous = byte;
    }
    opened_at
}

fn named(error: csv::Error) -> TableError {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            TableError::Ragged { line, found: *len, expected: *expected_len }
        }
        _ => TableError::Unreadable { line, detail: error.to_string() },
    }
}
