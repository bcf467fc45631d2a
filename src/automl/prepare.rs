//! Tables to numbers: the seeded split, and what is learned from the training rows alone (medians, categories, scales).

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::matrix::Matrix;
use super::table::{Column, Features, Values};

/// Row numbers, each set in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    pub train: Vec<usize>,
    pub test: Vec<usize>,
}

/// Sets `test_share` of the rows of each class aside, seeded. A class with two rows or more has one on either side.
pub fn split(classes: &[usize], test_share: f64, seed: u64) -> Split {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut split = Split { train: Vec::new(), test: Vec::new() };
    for mut rows in rows_by_class(classes) {
        rows.shuffle(&mut random);
        let wanted = (rows.len() as f64 * test_share.clamp(0.0, 1.0)).round() as usize;
        let test = if rows.len() > 1 { wanted.clamp(1, rows.len() - 1) } else { 0 };
        split.test.extend_from_slice(&rows[..test]);
        split.train.extend_from_slice(&rows[test..]);
    }
    split.train.sort_unstable();
    split.test.sort_unstable();
    split
}

/// The rows of each class, in order.
pub(super) fn rows_by_class(classes: &[usize]) -> Vec<Vec<usize>> {
    let class_count = classes.iter().max().map_or(0, |&largest| largest + 1);
    let mut rows = vec![Vec::new(); class_count];
    for (row, &class) in classes.iter().enumerate() {
        rows[class].push(row);
    }
    rows
}

/// What was learned from some rows, to be applied to any: missing numbers become the median, numbers are standardised,
/// categories become one feature each, with one of their own for missing values.
#[derive(Clone, Debug, PartialEq)]
pub struct Preparation {
    steps: Vec<Step>,
    features: Vec<Feature>,
}

/// A column of the prepared matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// The table's column that it comes from.
    pub column: usize,
    pub column_name: String,
    pub kind: FeatureKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeatureKind {
    /// A number, standardised.
    Number,
    /// 1 where the column says this, 0 elsewhere.
    Is(String),
    /// 1 where the column says nothing.
    Missing,
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Standardise {
        median: f64,
        mean: f64,
        deviation: f64,
    },
    /// Each category's place among the column's features, `None` for those that no training row has.
    OneHot {
        places: Vec<Option<usize>>,
        missing_place: Option<usize>,
        width: usize,
    },
}

impl Preparation {
    /// Learns from these rows, and looks at no other.
    pub fn fit(table: &Features, rows: &[usize]) -> Self {
        let mut preparation = Self { steps: Vec::new(), features: Vec::new() };
        for (index, column) in table.columns.iter().enumerate() {
            let (step, kinds) = match &column.values {
                Values::Numbers(values) => (standardise(values, rows), vec![FeatureKind::Number]),
                Values::Categories { names, of_row } => one_hot(names, of_row, rows),
            };
            preparation.steps.push(step);
            let feature = |kind| Feature { column: index, column_name: column.name.clone(), kind };
            preparation.features.extend(kinds.into_iter().map(feature));
        }
        preparation
    }

    /// The rows as numbers, `[rows, features]`. A category that no training row had is 0 in all its column's features.
    pub fn apply(&self, table: &Features, rows: &[usize]) -> Matrix {
        let mut matrix = Matrix::zeros(rows.len(), self.features.len());
        let mut start = 0;
        for (step, column) in self.steps.iter().zip(&table.columns) {
            for (index, &row) in rows.iter().enumerate() {
                step.write(column, row, &mut matrix.row_mut(index)[start..start + step.width()]);
            }
            start += step.width();
        }
        matrix
    }

    /// What each column of the matrix stands for.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }
}

impl Step {
    fn width(&self) -> usize {
        match self {
            Self::Standardise { .. } => 1,
            Self::OneHot { width, .. } => *width,
        }
    }

    fn write(&self, column: &Column, row: usize, features: &mut [f64]) {
        match (self, &column.values) {
            (Self::Standardise { median, mean, deviation }, Values::Numbers(values)) => {
                features[0] = (values[row].unwrap_or(*median) - mean) / deviation;
            }
            (Self::OneHot { places, missing_place, .. }, Values::Categories { of_row, .. }) => {
                let place = match of_row[row] {
                    Some(category) => places.get(category).copied().flatten(),
                    None => *missing_place,
                };
                if let Some(place) = place {
                    features[place] = 1.0;
                }
            }
            // A table of other types says nothing in this column.
            (Self::Standardise { .. }, Values::Categories { .. }) | (Self::OneHot { .. }, Values::Numbers(_)) => {}
        }
    }
}

fn standardise(values: &[Option<f64>], rows: &[usize]) -> Step {
    let mut known: Vec<f64> = rows.iter().filter_map(|&row| values[row]).collect();
    known.sort_unstable_by(f64::total_cmp);
    let median = match known.len() {
        0 => 0.0,
        count => f64::midpoint(known[(count - 1) / 2], known[count / 2]),
    };
    let filled = || rows.iter().map(|&row| values[row].unwrap_or(median));
    let count = rows.len().max(1) as f64;
    let mean = filled().sum::<f64>() / count;
    let variance = filled().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    // A column that is the same everywhere becomes 0, but for rounding.
    let constant = variance.sqrt() <= 1e-12 * mean.abs();
    Step::Standardise { median, mean, deviation: if constant { 1.0 } else { variance.sqrt() } }
}

fn one_hot(names: &[String], of_row: &[Option<usize>], rows: &[usize]) -> (Step, Vec<FeatureKind>) {
    let mut seen = vec![false; names.len()];
    let mut missing = false;
    for &row in rows {
        match of_row[row] {
            Some(category) => seen[category] = true,
            None => missing = true,
        }
    }
    let mut kinds = Vec::new();
    let mut places = Vec::new();
    for (name, seen) in names.iter().zip(seen) {
        places.push(seen.then_some(kinds.len()));
        if seen {
            kinds.push(FeatureKind::Is(name.clone()));
        }
    }
    let missing_place = missing.then_some(kinds.len());
    if missing {
        kinds.push(FeatureKind::Missing);
    }
    (Step::OneHot { places, missing_place, width: kinds.len() }, kinds)
}
