//! The winner's word on a table of the reader's own, as a CSV file.

use crate::automl::finished::Finished;
use crate::automl::table::{MOST_ROWS, TableError};
use crate::protocol::Fault;

/// For each row of the file its number, the likeliest class and that class's probability.
///
/// # Errors
/// [`Fault::Table`] where the file cannot be read, or lacks a column.
pub fn predictions(finished: &Finished, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let features = finished.table().read_unlabelled(bytes, MOST_ROWS)?;
    let probabilities = finished.predict(&features);
    let target = &finished.table().target;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| TableError::Unreadable { line: 0, detail: error.to_string() };
    let heading = ["row".to_owned(), target.name.clone(), "probability".to_owned()];
    writer.write_record(&heading).map_err(failed)?;
    for (row, (class, values)) in probabilities.largest_columns().into_iter().zip(probabilities.iter()).enumerate() {
        let record = [(row + 1).to_string(), target.classes[class].clone(), format!("{:.4}", values[class])];
        writer.write_record(&record).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Fault::Table(failed(error.into_error().into())))
}
