//! One model's trial: prepared and trained on some rows, judged on others, a piece at a time.

use super::answers::Scale;
use super::matrix::Matrix;
use super::metrics;
use super::model::{Examples, Model, ModelError, Recipe, Training};
use super::prepare::Preparation;
use super::table::Table;

/// Preparation and model see the training rows only.
#[derive(Debug)]
pub struct Trial {
    family: &'static str,
    preparation: Preparation,
    /// Of the training rows' numbers, which are standardised.
    scale: Option<Scale>,
    train: Examples,
    rest: Examples,
    training: Box<dyn Training>,
    model: Option<Box<dyn Model>>,
    judging: Judging,
}

/// What a trial comes to.
#[derive(Debug)]
pub struct Outcome {
    pub preparation: Preparation,
    pub train: Examples,
    pub rest: Examples,
    pub model: Box<dyn Model>,
    /// Of the rows that it was judged on, `[rows, outputs]`.
    pub outputs: Matrix,
    /// The training rows' mean number, where numbers are predicted.
    pub mean: Option<f64>,
}

impl Trial {
    /// Prepares rows of the table, to train on `train` and to be judged on `rest`.
    ///
    /// # Errors
    /// What the preparation reports.
    pub fn new(
        table: &Table,
        recipe: &dyn Recipe,
        train: &[usize],
        rest: &[usize],
        seed: u64,
    ) -> Result<Self, ModelError> {
        let preparation = Preparation::fit(&table.features, train);
        let answers = table.target.answers.of(train);
        let scale = Scale::of(&answers);
        let train = Examples::new(preparation.apply(&table.features, train), Scale::standardised(scale, answers))?;
        let rest = examples(table, &preparation, rest)?;
        let training = recipe.begin(&train, seed);
        let (model, judging) = (None, Judging::default());
        Ok(Self { family: recipe.family(), preparation, scale, train, rest, training, model, judging })
    }

    /// One piece of the work; false where none is left.
    ///
    /// # Errors
    /// What the training reports.
    pub fn advance(&mut self) -> Result<bool, ModelError> {
        match &self.model {
            None => {
                if let Some(model) = self.training.advance(&self.train)? {
                    self.model = Some(match self.scale {
                        Some(scale) => Box::new(Rescaled { model, scale }),
                        None => model,
                    });
                }
                Ok(true)
            }
            Some(model) => Ok(self.judging.advance(model.as_ref(), self.rest.features())),
        }
    }

    /// Does what is left of the work.
    ///
    /// # Errors
    /// What the training reports; [`ModelError::Failed`] where the model does not give a number for each row and output:
    /// families from outside may diverge.
    pub fn outcome(mut self) -> Result<Outcome, ModelError> {
        let failed =
            |family: &str, detail: &str| ModelError::Failed { family: family.to_owned(), detail: detail.to_owned() };
        while self.advance()? {}
        let Self { family, preparation, scale, train, rest, model, judging, .. } = self;
        let model = model.ok_or_else(|| failed(family, "its training did not end"))?;
        let outputs = judging.into_matrix();
        let fits = (outputs.rows(), outputs.columns()) == (rest.rows(), rest.answers().outputs());
        if !fits || !outputs.values().iter().all(|value| value.is_finite()) {
            return Err(failed(family, "its probabilities are not numbers, or there are too few"));
        }
        Ok(Outcome { preparation, train, rest, model, outputs, mean: scale.map(|scale| scale.mean) })
    }
}

/// A model that has learned standardised numbers, and says them as they were.
#[derive(Debug)]
struct Rescaled {
    model: Box<dyn Model>,
    scale: Scale,
}

impl Model for Rescaled {
    fn rows_at_once(&self) -> usize {
        self.model.rows_at_once()
    }

    fn predict(&self, features: &Matrix) -> Matrix {
        let standardised = self.model.predict(features);
        let values = standardised.values().iter().map(|&value| self.scale.undo(value));
        Matrix::from_values(standardised.columns(), values.collect())
    }
}

/// What a model says of rows, so many at a time as it can judge in a short while.
#[derive(Debug, Default)]
pub(super) struct Judging {
    columns: usize,
    values: Vec<f64>,
    rows: usize,
}

impl Judging {
    /// Judges some more of the same rows; false where none is left.
    pub fn advance(&mut self, model: &dyn Model, features: &Matrix) -> bool {
        let end = features.rows().min(self.rows + model.rows_at_once().max(1));
        if self.rows < end {
            let said = model.predict(&features.rows_of(self.rows..end));
            self.columns = said.columns();
            self.values.extend_from_slice(said.values());
            self.rows = end;
        }
        end < features.rows()
    }

    pub fn into_matrix(self) -> Matrix {
        Matrix::from_values(self.columns, self.values)
    }
}

/// What a model says of the validation rows, and its score, of a whole trial. Rows are the table's.
///
/// # Errors
/// Those of [`Trial`].
pub fn validate(
    table: &Table,
    recipe: &dyn Recipe,
    train: &[usize],
    validation: &[usize],
    seed: u64,
) -> Result<(Matrix, f64), ModelError> {
    let Outcome { rest, outputs, .. } = Trial::new(table, recipe, train, validation, seed)?.outcome()?;
    let score = metrics::score(rest.answers(), &outputs);
    Ok((outputs, score))
}

/// A table's rows, prepared, with their answers.
///
/// # Errors
/// [`ModelError`] where there are none, or a number has grown too large.
pub fn examples(table: &Table, preparation: &Preparation, rows: &[usize]) -> Result<Examples, ModelError> {
    Examples::new(preparation.apply(&table.features, rows), table.target.answers.of(rows))
}
