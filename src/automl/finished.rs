//! The end of a search: the winner, trained on all training rows, and its one look at the test rows.

use super::importance::{Importance, permutation_importance};
use super::matrix::Matrix;
use super::metrics::{self, Confusion, RocPoint, Threshold};
use super::model::{Examples, Model, ModelError, Recipe};
use super::prepare::{Preparation, Split};
use super::search::Entry;
use super::table::{Features, Table};
use super::validation::{checked_probabilities, examples};

/// The winner, trained on all training rows, and its one look at the test rows.
#[derive(Debug)]
pub struct Finished {
    /// The first is the winner.
    pub leaderboard: Vec<Entry>,
    pub accuracy: f64,
    pub standard_error: f64,
    /// What always saying the test rows' most frequent class would reach.
    pub majority: f64,
    pub confusion: Confusion,
    /// Where there are two classes.
    pub binary: Option<Binary>,
    parts: (Table, Preparation, Box<dyn Model>, Examples),
}

impl Finished {
    /// `unseen`: the winner's probabilities for the training rows, each from the fold that had not seen it.
    pub(super) fn new(
        table: Table,
        split: &Split,
        leaderboard: Vec<Entry>,
        winner: &dyn Recipe,
        unseen: &Matrix,
        seed: u64,
    ) -> Result<Self, ModelError> {
        let preparation = Preparation::fit(&table.features, &split.train);
        let train = examples(&table, &preparation, &split.train)?;
        let model = winner.fit(&train, seed)?;
        let test = examples(&table, &preparation, &split.test)?;
        let probabilities = checked_probabilities(model.as_ref(), &test, winner.family())?;
        let confusion = Confusion::of(test.classes(), &probabilities.largest_columns(), test.class_count());
        let binary = if test.class_count() == 2 { Binary::of(&train, unseen, &test, &probabilities) } else { None };
        Ok(Self {
            leaderboard,
            accuracy: confusion.accuracy(),
            standard_error: metrics::accuracy_standard_error(confusion.accuracy(), test.rows()),
            majority: metrics::majority_share(test.classes()),
            confusion,
            binary,
            parts: (table, preparation, model, test),
        })
    }

    pub fn table(&self) -> &Table {
        &self.parts.0
    }

    pub fn preparation(&self) -> &Preparation {
        &self.parts.1
    }

    /// Classes of the test rows and the winner's probabilities for them, `[rows, classes]`.
    pub fn test_rows(&self) -> (&[usize], Matrix) {
        let (_, _, model, test) = &self.parts;
        (test.classes(), model.probabilities(test.features()))
    }

    /// The probability of each class, `[rows, classes]`, for a file read by [`Table::read_unlabelled`].
    pub fn predict(&self, features: &Features) -> Matrix {
        let (_, preparation, model, _) = &self.parts;
        model.probabilities(&preparation.apply(features, &(0..features.rows).collect::<Vec<_>>()))
    }

    /// How much the winner leans on one column of the table, on the test rows, which decide nothing any more.
    pub fn importance(&self, column: usize, repeats: usize, seed: u64) -> Importance {
        let (_, preparation, model, test) = &self.parts;
        permutation_importance(model.as_ref(), preparation.features(), test, column, repeats, seed)
    }
}

/// The second of two classes is the positive one.
#[derive(Clone, Debug, PartialEq)]
pub struct Binary {
    /// On the test rows.
    pub roc: Vec<RocPoint>,
    pub roc_area: f64,
    /// Chosen on the validation scores of the training rows, with its accuracy there.
    pub threshold: Threshold,
    /// With that threshold, on the test rows.
    pub accuracy_at_threshold: f64,
}

impl Binary {
    fn of(train: &Examples, unseen: &Matrix, test: &Examples, probabilities: &Matrix) -> Option<Self> {
        let positive = |examples: &Examples| examples.classes().iter().map(|&class| class == 1).collect::<Vec<_>>();
        let validation_scores: Vec<f64> = unseen.column(1).collect();
        let scores: Vec<f64> = probabilities.column(1).collect();
        let roc = metrics::roc_curve(&positive(test), &scores)?;
        let threshold = metrics::best_threshold(&positive(train), &validation_scores)?;
        let called: Vec<usize> = scores.iter().map(|&score| usize::from(score >= threshold.threshold)).collect();
        let accuracy_at_threshold = metrics::accuracy(test.classes(), &called);
        Some(Self { roc_area: metrics::roc_area(&roc), roc, threshold, accuracy_at_threshold })
    }
}
