//! What a family of models must do to take part in the search; other crates and folders can add their own.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::matrix::Matrix;

/// Rows to learn from. Only [`Examples::new`] makes them, so a model may rely on what it checks.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    features: Matrix,
    answers: Answers,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ModelError {
    #[error("There are no examples to learn from. Choose a table with more rows.")]
    NoExamples,
    #[error("There are {rows} rows of features but {answers} answers. Choose columns that belong together.")]
    CountMismatch { rows: usize, answers: usize },
    #[error("Class {class} of an example is not below the number of classes, {class_count}. Choose another target.")]
    ClassOutOfRange { class: usize, class_count: usize },
    #[error(
        "A feature or an answer is not a finite number. Look for very large numbers in the table, and leave their column out."
    )]
    NotFinite,
    #[error("The probabilities from {family} are not numbers, or there are too few. Try other settings.")]
    NoProbabilities { family: String },
    /// In a run that was saved; why is not known any more.
    #[error("{family} could not be trained before this run was saved. Try other settings.")]
    FailedBefore { family: String },
    /// What a family from outside has to report.
    #[error("{family} could not be trained: {detail}. Try other settings.")]
    Failed { family: String, detail: String },
}

impl Examples {
    /// `features` of shape `[rows, features]`, and each row's answer.
    ///
    /// # Errors
    /// [`ModelError`] unless there are rows, as many answers, classes below their count, and all numbers are finite.
    pub fn new(features: Matrix, answers: Answers) -> Result<Self, ModelError> {
        if features.rows() == 0 {
            return Err(ModelError::NoExamples);
        }
        if features.rows() != answers.rows() {
            return Err(ModelError::CountMismatch { rows: features.rows(), answers: answers.rows() });
        }
        let numbers: &[f64] = match &answers {
            Answers::Classes { of_row, count } => match of_row.iter().find(|&class| class >= count) {
                Some(&class) => return Err(ModelError::ClassOutOfRange { class, class_count: *count }),
                None => &[],
            },
            Answers::Numbers(values) => values,
        };
        if !features.values().iter().chain(numbers).all(|value| value.is_finite()) {
            return Err(ModelError::NotFinite);
        }
        Ok(Self { features, answers })
    }

    pub fn features(&self) -> &Matrix {
        &self.features
    }

    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    pub fn rows(&self) -> usize {
        self.answers.rows()
    }
}

/// A family with its settings: a candidate of the search.
pub trait Recipe: Debug {
    /// The family's id, the same for all its candidates.
    fn family(&self) -> &'static str;

    /// The settings by name, for the reader.
    fn settings(&self) -> Vec<(&'static str, f64)>;

    /// Begins to learn from the examples; the same seed gives the same model.
    fn begin(&self, examples: &Examples, seed: u64) -> Box<dyn Training>;

    /// Learns all at once.
    ///
    /// # Errors
    /// [`ModelError::Failed`] where training did not succeed.
    fn fit(&self, examples: &Examples, seed: u64) -> Result<Box<dyn Model>, ModelError> {
        let mut training = self.begin(examples, seed);
        loop {
            if let Some(model) = training.advance(examples)? {
                return Ok(model);
            }
        }
    }
}

/// A model on the way: a tree, a round, some epochs at a time.
pub trait Training: Debug {
    /// One piece of the work, short on any table, with the examples that the training began with; the model after the last
    /// piece. How the work is cut changes nothing in the model.
    ///
    /// # Errors
    /// [`ModelError::Failed`] where training did not succeed.
    fn advance(&mut self, examples: &Examples) -> Result<Option<Box<dyn Model>>, ModelError>;
}

/// A trained model.
pub trait Model: Debug {
    /// How many rows it judges in a short while.
    fn rows_at_once(&self) -> usize {
        1_000
    }

    /// The probability of each class, or the number, `[rows, outputs]`, from `[rows, features]` with the features it was
    /// trained on.
    fn predict(&self, features: &Matrix) -> Matrix;
}
