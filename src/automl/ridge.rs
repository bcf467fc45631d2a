//! Ridge regression (Hoerl and Kennard 1970): the line of least squares with a penalty on its weights.
//!
//! Minimises `sum (y - w x - b)^2 + alpha |w|^2`, the intercept unpenalised: scikit-learn's `Ridge(alpha)`.

use super::cholesky::{Cholesky, dot};
use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe, Training};
use super::sums::Sums;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ridge {
    /// The penalty's strength; above 0.
    pub alpha: f64,
}

impl Recipe for Ridge {
    fn family(&self) -> &'static str {
        "ridge"
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        vec![("alpha", self.alpha)]
    }

    fn begin(&self, examples: &Examples, _seed: u64) -> Box<dyn Training> {
        let columns = examples.features().columns();
        let sums = Sums::new(vec![0.0; columns + 1], |place| if place < columns { self.alpha } else { 0.0 });
        Box::new(Fit::Summing(sums))
    }
}

/// Ridge regression on the way.
#[derive(Debug)]
enum Fit {
    Summing(Sums),
    Factoring { moments: Vec<f64>, squares: Cholesky },
}

impl Training for Fit {
    fn advance(&mut self, examples: &Examples) -> Result<Option<Box<dyn Model>>, ModelError> {
        let targets = examples.answers().targets();
        match self {
            Self::Summing(sums) => {
                if !sums.add_rows(examples.features(), |row, _| (1.0, targets.row(row)[0])) {
                    let Sums { moments, squares, .. } = std::mem::take(sums);
                    *self = Self::Factoring { moments, squares: Cholesky::new(squares) };
                }
                Ok(None)
            }
            Self::Factoring { moments, squares } => {
                let singular = |_| ModelError::Failed {
                    family: "ridge".to_owned(),
                    detail: "its columns depend on one another".to_owned(),
                };
                let is_under_way = squares.advance().map_err(singular)?;
                Ok(if is_under_way { None } else { Some(Box::new(RidgeModel { line: squares.solve(moments) })) })
            }
        }
    }
}

/// Weights and, last, the intercept.
#[derive(Clone, Debug, PartialEq)]
struct RidgeModel {
    line: Vec<f64>,
}

impl Model for RidgeModel {
    fn predict(&self, features: &Matrix) -> Matrix {
        let (weights, intercept) = self.line.split_at(features.columns());
        Matrix::from_values(1, features.iter().map(|row| dot(row, weights) + intercept[0]).collect())
    }
}
