//! How a file separates its cells, and whether its first line names the columns.

use csv::StringRecord;

use super::reading::is_missing;
use super::written::Written;

/// In the order of trust: where each line has a tab or a semicolon, commas are decimal commas.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];
/// So many lines tell the separator.
const LINES_LOOKED_AT: usize = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub separator: u8,
    /// The byte at which the table begins: Excel's line `sep=;` stands before it.
    pub start: usize,
}

impl Dialect {
    pub fn of(text: &str) -> Self {
        if let Some(dialect) = Self::named(text) {
            return dialect;
        }
        let counts = separators_by_line(text);
        let count = |place: usize| move |line: &[usize; 4]| line[place];
        let in_each_line = |place: &usize| {
            let rows = counts.iter().skip(1).map(count(*place)).collect::<Vec<_>>();
            let heading = counts.first().map_or(0, count(*place));
            let Some(&first) = rows.first() else { return false };
            heading > 0 && first > 0 && heading.abs_diff(first) <= 1 && rows.iter().all(|&row| row == first)
        };
        let most_in_heading = || {
            // The last of equals wins, and the comma stands last.
            let in_heading = |place: &usize| counts.first().map_or(0, count(*place));
            (0..SEPARATORS.len()).max_by_key(in_heading).unwrap_or(SEPARATORS.len() - 1)
        };
        let place = (0..SEPARATORS.len()).find(in_each_line).unwrap_or_else(most_in_heading);
        Self { separator: SEPARATORS[place], start: 0 }
    }

    /// What the line `sep=;` says, which Excel writes and obeys.
    fn named(text: &str) -> Option<Self> {
        let line = text.split(['\r', '\n']).next()?;
        let inside = line.trim().trim_matches('"').to_ascii_lowercase();
        let [separator] = inside.strip_prefix("sep=")?.as_bytes() else { return None };
        let rest = &text[line.len()..];
        let line_end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
        Some(Self { separator: *separator, start: line.len() + line_end })
    }
}

/// How often each separator stands outside quotes, in each of the first lines that are not empty.
fn separators_by_line(text: &str) -> Vec<[usize; 4]> {
    let mut lines = Vec::new();
    let mut line = [0; 4];
    let (mut is_empty, mut is_quoted) = (true, false);
    let bytes = text.as_bytes();
    let place_of = |byte: u8| SEPARATORS.iter().position(|&separator| separator == byte);
    let is_border = |byte: Option<&u8>| byte.is_none_or(|&byte| place_of(byte).is_some() || b"\r\n".contains(&byte));
    for (at, &byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &bytes[at]);
        match byte {
            b'"' if is_quoted => is_quoted = !is_border(bytes.get(at + 1)),
            b'"' => is_quoted = is_border(before),
            b'\r' | b'\n' if !is_quoted => {
                if !is_empty {
                    lines.push(std::mem::take(&mut line));
                }
                is_empty = true;
                if lines.len() == LINES_LOOKED_AT {
                    return lines;
                }
                continue;
            }
            _ if !is_quoted => {
                if let Some(place) = place_of(byte) {
                    line[place] += 1;
                }
            }
            _ => {}
        }
        is_empty = false;
    }
    if !is_empty {
        lines.push(line);
    }
    lines
}

/// Whether the first line is an example already: it has numbers where the lines below it have numbers, and where they have
/// texts, one of these. Numbers that count up one by one (years, 0, 1, 2) are names.
pub(super) fn is_example(first: &StringRecord, rows: &[StringRecord]) -> bool {
    let is_number = |cell: &str| Written::of_one(cell.trim()).is_some();
    let numbers: Vec<f64> = first.iter().filter_map(|cell| cell.trim().parse().ok()).collect();
    let counts_up = numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] - pair[0] == 1.0);
    if rows.is_empty() || counts_up || !first.iter().any(is_number) {
        return false;
    }
    let mut has_texts = false;
    let mut is_one_of_the_texts = false;
    for (place, cell) in first.iter().enumerate() {
        let cells = || rows.iter().filter_map(move |row| row.get(place)).filter(|cell| !is_missing(cell.trim()));
        if cells().next().is_none() {
            continue;
        }
        if cells().all(is_number) {
            if !is_missing(cell.trim()) && !is_number(cell) {
                return false;
            }
        } else {
            has_texts = true;
            is_one_of_the_texts |= cells().any(|other| other.trim() == cell.trim());
        }
    }
    is_one_of_the_texts || !has_texts
}
