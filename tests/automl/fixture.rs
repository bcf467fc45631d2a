//! What scikit-learn found: `fixtures/automl.json`, which `fixtures/automl.py` writes.

use emberlab::automl::answers::Answers;
use emberlab::automl::folds::folds_of;
use emberlab::automl::matrix::Matrix;
use emberlab::automl::model::{Examples, Recipe};
use emberlab::automl::table::Table;
use emberlab::automl::validation::validate;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Accuracies {
    pub logistic: Vec<f64>,
    pub neighbours: Vec<f64>,
    pub forest: Vec<f64>,
    pub boosting: Vec<f64>,
}

#[derive(Deserialize)]
pub struct Families<T> {
    pub ridge: T,
    pub neighbours: T,
    pub boosting: T,
    pub forest: T,
}

#[derive(Deserialize)]
pub struct Fixture {
    pub folds: usize,
    pub fold_of_row: Vec<usize>,
    pub matrix_row_3: Vec<f64>,
    pub matrix_column_sums: Vec<f64>,
    pub accuracies: Accuracies,
    pub logistic_areas: Vec<f64>,
    pub logistic_weights: Vec<f64>,
    pub logistic_intercept: f64,
    pub unseen: Vec<f64>,
    pub confusion: Vec<Vec<usize>>,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub coarse: Vec<f64>,
    pub coarse_area: f64,
    pub coarse_curve: [Vec<f64>; 3],
    pub importance_mean: Vec<f64>,
    pub importance_spread: Vec<f64>,
    pub importance_repeats: usize,
    pub smooth: Vec<f64>,
    pub smooth_classes: Vec<usize>,
    pub smooth_boosting_three: Vec<f64>,
    pub smooth_boosting_two: Vec<f64>,
    pub smooth_neighbours: Vec<f64>,
    pub smooth_logistic: Vec<f64>,
    pub smooth_numbers: Vec<f64>,
    pub said: Families<Vec<f64>>,
    pub r2: Families<f64>,
    pub rmse: Families<f64>,
    pub r2_error: f64,
    pub rmse_error: f64,
}

impl Fixture {
    pub fn load() -> Self {
        serde_json::from_str(include_str!("../fixtures/automl.json")).expect("the fixture is what the script writes")
    }

    pub fn fold_scores(&self, table: &Table, recipe: &dyn Recipe) -> Vec<f64> {
        let folds = folds_of(&self.fold_of_row, self.folds);
        folds.iter().map(|fold| validate(table, recipe, &fold.train, &fold.validation, 1).unwrap().1).collect()
    }

    pub fn smooth(&self, rows: std::ops::Range<usize>) -> Examples {
        let values = self.smooth[3 * rows.start..3 * rows.end].to_vec();
        let answers = Answers::Classes { of_row: self.smooth_classes[rows].to_vec(), count: 3 };
        Examples::new(Matrix::from_values(3, values), answers).unwrap()
    }
}
