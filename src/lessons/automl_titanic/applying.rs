//! The winner's word on a table of the reader's own, as a CSV file.

use crate::automl::answers::Answers;
use crate::automl::finished::Finished;
use crate::automl::table::{MOST_ROWS, TableError};
use crate::protocol::Fault;

/// For each row of the file its number, and the predicted number, or the likeliest class and that class's probability.
///
/// # Errors
/// [`Fault::Table`] where the file cannot be read, or lacks a column.
pub fn predictions(finished: &Finished, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let features = finished.table().read_unlabelled(bytes, MOST_ROWS)?;
    let outputs = finished.predict(&features);
    let target = &finished.table().target;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| TableError::Unreadable { line: 0, detail: error.to_string() };
    let heading = ["row", &target.name, "probability"];
    match &target.answers {
        Answers::Classes { .. } => {
            writer.write_record(heading).map_err(failed)?;
            for (row, (class, values)) in outputs.largest_columns().into_iter().zip(outputs.iter()).enumerate() {
                let record = [(row + 1).to_string(), target.classes[class].clone(), format!("{:.4}", values[class])];
                writer.write_record(&record).map_err(failed)?;
            }
        }
        Answers::Numbers(_) => {
            writer.write_record(&heading[..2]).map_err(failed)?;
            for (row, value) in outputs.column(0).enumerate() {
                writer.write_record([(row + 1).to_string(), six_digits(value)]).map_err(failed)?;
            }
        }
    }
    writer.into_inner().map_err(|error| Fault::Table(failed(error.into_error().into())))
}

/// Six digits that say something, more where they stand before the point.
fn six_digits(value: f64) -> String {
    let before = if value == 0.0 { 1.0 } else { value.abs().log10().floor() + 1.0 };
    format!("{value:.*}", (6.0 - before).clamp(0.0, 20.0) as usize)
}

#[cfg(test)]
mod tests {
    use super::six_digits;

    #[test]
    fn numbers_are_written_with_six_digits() {
        let found = [0.0, 1234567.8, -12.3456789, 0.0012345678].map(six_digits);
        assert_eq!(found, ["0.00000", "1234568", "-12.3457", "0.00123457"]);
    }
}
