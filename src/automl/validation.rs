//! One model's validation: prepared and trained on some rows, judged on others.

use super::matrix::Matrix;
use super::metrics;
use super::model::{Examples, Model, ModelError, Recipe};
use super::prepare::Preparation;
use super::table::Table;

/// Probabilities for the validation rows, and their accuracy, from a model and a preparation that saw the training rows
/// only. Rows are the table's.
///
/// # Errors
/// What the preparation or the training reports.
pub fn validate(
    table: &Table,
    recipe: &dyn Recipe,
    train: &[usize],
    validation: &[usize],
    seed: u64,
) -> Result<(Matrix, f64), ModelError> {
    let preparation = Preparation::fit(&table.features, train);
    let model = recipe.fit(&examples(table, &preparation, train)?, seed)?;
    let rest = examples(table, &preparation, validation)?;
    let probabilities = checked_probabilities(model.as_ref(), &rest, recipe.family())?;
    let accuracy = metrics::accuracy(rest.classes(), &probabilities.largest_columns());
    Ok((probabilities, accuracy))
}

/// A table's rows, prepared, with their classes.
///
/// # Errors
/// [`ModelError`] where there are none, or a number has grown too large.
pub fn examples(table: &Table, preparation: &Preparation, rows: &[usize]) -> Result<Examples, ModelError> {
    let classes = rows.iter().map(|&row| table.target.of_row[row]).collect();
    Examples::new(preparation.apply(&table.features, rows), classes, table.target.classes.len())
}

/// What a model says of rows.
///
/// # Errors
/// [`ModelError::Failed`] where it is no number for each row and class: families from outside may diverge.
pub(super) fn checked_probabilities(
    model: &dyn Model,
    rows: &Examples,
    family: &'static str,
) -> Result<Matrix, ModelError> {
    let probabilities = model.probabilities(rows.features());
    let fits = (probabilities.rows(), probabilities.columns()) == (rows.rows(), rows.class_count());
    let detail = "its probabilities are no numbers, or too few".to_owned();
    let finite = probabilities.values().iter().all(|value| value.is_finite());
    if fits && finite { Ok(probabilities) } else { Err(ModelError::Failed { family: family.to_owned(), detail }) }
}
