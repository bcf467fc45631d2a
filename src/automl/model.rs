//! What a family of models must do to take part in the search; other crates and folders can add their own.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use super::matrix::Matrix;

/// Rows to learn from. Only [`Examples::new`] makes them, so a model may rely on what it checks.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    features: Matrix,
    classes: Vec<usize>,
    class_count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ModelError {
    #[error("There are no examples to learn from. Choose a table with more rows.")]
    NoExamples,
    #[error("There are {rows} rows of features but {classes} classes. Choose columns that belong together.")]
    CountMismatch { rows: usize, classes: usize },
    #[error("Class {class} of an example is not below the number of classes, {class_count}. Choose another target.")]
    ClassOutOfRange { class: usize, class_count: usize },
    #[error("A feature is no finite number. Look for very large numbers in the table, and leave their column out.")]
    NotFinite,
    /// What a family from outside has to report.
    #[error("{family} could not be trained: {detail}. Try other settings.")]
    Failed { family: String, detail: String },
}

impl Examples {
    /// `features` of shape `[rows, features]`, and each row's class, below `class_count`.
    ///
    /// # Errors
    /// [`ModelError`] unless there are rows, as many classes, and all features are finite.
    pub fn new(features: Matrix, classes: Vec<usize>, class_count: usize) -> Result<Self, ModelError> {
        if features.rows() == 0 {
            return Err(ModelError::NoExamples);
        }
        if features.rows() != classes.len() {
            return Err(ModelError::CountMismatch { rows: features.rows(), classes: classes.len() });
        }
        if let Some(&class) = classes.iter().find(|&&class| class >= class_count) {
            return Err(ModelError::ClassOutOfRange { class, class_count });
        }
        if !features.values().iter().all(|value| value.is_finite()) {
            return Err(ModelError::NotFinite);
        }
        Ok(Self { features, classes, class_count })
    }

    pub fn features(&self) -> &Matrix {
        &self.features
    }

    pub fn classes(&self) -> &[usize] {
        &self.classes
    }

    pub fn class_count(&self) -> usize {
        self.class_count
    }

    pub fn rows(&self) -> usize {
        self.classes.len()
    }
}

/// A family with its settings: a candidate of the search.
pub trait Recipe: Debug {
    /// The family's id, the same for all its candidates.
    fn family(&self) -> &'static str;

    /// The settings by name, for the reader.
    fn settings(&self) -> Vec<(&'static str, f64)>;

    /// Learns from the examples; the same seed gives the same model.
    ///
    /// # Errors
    /// [`ModelError::Failed`] where training did not succeed.
    fn fit(&self, examples: &Examples, seed: u64) -> Result<Box<dyn Model>, ModelError>;
}

/// A trained model.
pub trait Model: Debug {
    /// The probability of each class, `[rows, class_count]`, from `[rows, features]` with the features it was trained on.
    fn probabilities(&self, features: &Matrix) -> Matrix;
}
