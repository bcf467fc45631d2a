//! Numbers and tensors as short text, for boxes and tables.

use super::shape::Shape;

/// Rows and columns of a tensor that a box shows; the rest is dots.
const MOST_ROWS: usize = 4;
const MOST_COLUMNS: usize = 4;

/// A number in at most seven characters or so: whole numbers whole, others to three significant digits.
pub fn short(value: f64) -> String {
    let size = value.abs();
    let text = if !value.is_finite() {
        return if value.is_nan() { "NaN".to_owned() } else { format!("{}∞", if value < 0.0 { "−" } else { "" }) };
    } else if value == 0.0 || ((0.5..1e5).contains(&size) && (value - value.round()).abs() < 1e-6 * size) {
        format!("{:.0}", value.round() + 0.0)
    } else if (1e-3..1e5).contains(&size) {
        let digits = (2 - size.log10().floor() as i32).max(0) as usize;
        trimmed(&format!("{value:.digits$}"))
    } else {
        let scientific = format!("{value:.1e}");
        scientific.replace(".0e", "e")
    };
    text.replace('-', "−")
}

/// A tensor's rows, each as one line, columns under one another: `28`, `[0, 4, 8]`, or a line for each row of a matrix.
pub fn lines(shape: Shape, values: &[f32]) -> Vec<String> {
    let mut rows = rows(shape, values);
    for column in 0..rows.first().map_or(0, Vec::len) {
        let width = rows.iter().map(|row| chars(&row[column])).max().unwrap_or(0);
        for row in &mut rows {
            row[column] = format!("{}{}", " ".repeat(width - chars(&row[column])), row[column]);
        }
    }
    joined(shape, rows)
}

/// A tensor in one line: `[[1, 2], [3, 4]]`, with dots where it is long.
pub fn one_line(shape: Shape, values: &[f32]) -> String {
    let rows = joined(shape, rows(shape, values)).join(", ");
    match shape {
        Shape::Scalar | Shape::Vector(_) => rows,
        Shape::Matrix(..) => format!("[{rows}]"),
    }
}

/// How many lines [`lines`] gives, and how many characters the longest of them usually has.
pub fn extent(shape: Shape) -> (usize, usize) {
    /// `−1.25`
    const CELL_CHARS: usize = 5;
    let columns = shape.columns().min(MOST_COLUMNS);
    let dots = if shape.columns() > columns { 3 } else { 0 };
    let chars = match shape {
        Shape::Scalar => CELL_CHARS,
        Shape::Vector(_) | Shape::Matrix(..) => columns * (CELL_CHARS + 2) + dots,
    };
    (shape.rows().min(MOST_ROWS) + usize::from(shape.rows() > MOST_ROWS), chars)
}

/// The numbers that are shown, as text.
fn rows(shape: Shape, values: &[f32]) -> Vec<Vec<String>> {
    let row = |row: &[f32]| row.iter().take(MOST_COLUMNS).map(|value| short(f64::from(*value))).collect();
    values.chunks_exact(shape.columns()).take(shape.rows().min(MOST_ROWS)).map(row).collect()
}

/// Brackets around each row, and dots for what is not shown.
fn joined(shape: Shape, rows: Vec<Vec<String>>) -> Vec<String> {
    let more = if shape.columns() > MOST_COLUMNS { ", …" } else { "" };
    let is_cut = shape.rows() > rows.len() && !rows.is_empty();
    let rows = rows.into_iter().map(|row| match shape {
        Shape::Scalar => row.concat(),
        Shape::Vector(_) | Shape::Matrix(..) => format!("[{}{more}]", row.join(", ")),
    });
    rows.chain(is_cut.then(|| "…".to_owned())).collect()
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Without zeros at the end.
fn trimmed(text: &str) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let shown = [0.0, -0.0, 28.0, -2.5, 0.12345, 1234.56, 99999.0, 1e6, -1.24e-7, 0.1 + 0.2].map(short);
        assert_eq!(shown, ["0", "0", "28", "−2.5", "0.123", "1235", "99999", "1e6", "−1.2e−7", "0.3"]);
        assert_eq!([f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(short), ["NaN", "∞", "−∞"]);
        for value in [-0.012_345, -99.95, -99_999.6, -1.23e-30, 999.96, 0.000_999_96] {
            assert!(chars(&short(value)) <= 8, "{}", short(value));
        }
    }

    #[test]
    fn tensors_line_up() {
        assert_eq!(lines(Shape::Scalar, &[2.0]), ["2"]);
        assert_eq!(lines(Shape::Vector(3), &[0.0, 4.0, -8.0]), ["[0, 4, −8]"]);
        assert_eq!(lines(Shape::Matrix(2, 2), &[1.0, 20.0, 300.0, 4.0]), ["[  1, 20]", "[300,  4]"]);
        assert_eq!(one_line(Shape::Matrix(2, 2), &[1.0, 20.0, 300.0, 4.0]), "[[1, 20], [300, 4]]");
        assert_eq!(lines(Shape::Vector(7), &[1.0; 7]), ["[1, 1, 1, 1, …]"]);
        assert_eq!(lines(Shape::Matrix(9, 1), &[1.0; 9]), ["[1]", "[1]", "[1]", "[1]", "…"]);
        assert_eq!(lines(Shape::Vector(2), &[]), [""; 0]);
    }

    #[test]
    fn boxes_are_large_enough() {
        for shape in [Shape::Scalar, Shape::Vector(3), Shape::Vector(9), Shape::Matrix(9, 9), Shape::Matrix(2, 3)] {
            let lines = lines(shape, &vec![-1.25; shape.count()]);
            let (most_lines, most_chars) = extent(shape);
            assert_eq!(lines.len(), most_lines);
            assert!(lines.iter().all(|line| chars(line) <= most_chars), "{lines:?}");
        }
    }
}
