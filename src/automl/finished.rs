//! The end of a search: the winner, trained on all training rows, and its one look at the test rows.

use super::answers::Answers;
use super::importance::Shuffling;
use super::matrix::Matrix;
use super::metrics::{self, Confusion, RocPoint, Threshold};
use super::model::{Examples, Model, ModelError};
use super::prepare::Preparation;
use super::regression;
use super::search::Entry;
use super::table::{Features, Table};
use super::validation::{Outcome, Trial};

/// The winner, trained on all training rows, and its one look at the test rows.
#[derive(Debug)]
pub struct Finished {
    /// The first is the winner.
    pub leaderboard: Vec<Entry>,
    /// Accuracy of classes, R2 of numbers, with its standard error.
    pub score: f64,
    pub standard_error: f64,
    /// The score of always saying the test rows' most frequent class, or the training rows' mean number.
    pub baseline: f64,
    pub look: Look,
    outputs: Matrix,
    parts: (Table, Preparation, Box<dyn Model>, Examples),
}

/// What else the test rows show.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    Classes {
        confusion: Confusion,
        /// Where there are two.
        binary: Option<Binary>,
    },
    /// The root of the mean squared error, its standard error, and that of always saying the training rows' mean.
    Numbers { rmse: f64, standard_error: f64, baseline: f64 },
}

/// A search that is over, while its winner is trained on all training rows.
#[derive(Debug)]
pub struct Closing {
    pub(super) table: Table,
    pub(super) leaderboard: Vec<Entry>,
    /// What the winner says of the training rows, each from the fold that had not seen it.
    pub(super) unseen: Matrix,
    pub(super) trial: Trial,
}

impl Closing {
    pub fn table(&self) -> &Table {
        &self.table
    }

    pub fn leaderboard(&self) -> &[Entry] {
        &self.leaderboard
    }

    /// One piece of the work; false where only [`Self::finish`] is left.
    ///
    /// # Errors
    /// What the training reports.
    pub fn advance(&mut self) -> Result<bool, ModelError> {
        self.trial.advance()
    }

    /// Does what is left of the work, and judges the winner on the test rows.
    ///
    /// # Errors
    /// What the training reports.
    pub fn finish(self) -> Result<Finished, ModelError> {
        let Self { table, leaderboard, unseen, trial } = self;
        let Outcome { preparation, train, rest: test, model, outputs, mean } = trial.outcome()?;
        let score = metrics::score(test.answers(), &outputs);
        let (standard_error, baseline, look) = match test.answers() {
            Answers::Classes { of_row, count } => {
                let confusion = Confusion::of(of_row, &outputs.largest_columns(), *count);
                let train_classes = train.answers().strata();
                let binary = if *count == 2 { Binary::of(&train_classes, &unseen, of_row, &outputs) } else { None };
                let error = metrics::accuracy_standard_error(score, test.rows());
                (error, metrics::majority_share(of_row), Look::Classes { confusion, binary })
            }
            Answers::Numbers(truth) => {
                let (said, always) = (outputs.values(), vec![mean.unwrap_or_default(); truth.len()]);
                let look = Look::Numbers {
                    rmse: regression::rmse(truth, said),
                    standard_error: regression::rmse_standard_error(truth, said),
                    baseline: regression::rmse(truth, &always),
                };
                (regression::r2_standard_error(truth, said), regression::r2(truth, &always), look)
            }
        };
        let parts = (table, preparation, model, test);
        Ok(Finished { leaderboard, score, standard_error, baseline, look, outputs, parts })
    }
}

impl Finished {
    pub fn table(&self) -> &Table {
        &self.parts.0
    }

    pub fn preparation(&self) -> &Preparation {
        &self.parts.1
    }

    /// Answers of the test rows and what the winner says of them, `[rows, outputs]`.
    pub fn test_rows(&self) -> (&Answers, &Matrix) {
        (self.parts.3.answers(), &self.outputs)
    }

    /// Where two classes are told apart.
    pub fn binary(&self) -> Option<&Binary> {
        match &self.look {
            Look::Classes { binary, .. } => binary.as_ref(),
            Look::Numbers { .. } => None,
        }
    }

    /// The probability of each class, or the number, `[rows, outputs]`, for a file read by [`Table::read_unlabelled`].
    pub fn predict(&self, features: &Features) -> Matrix {
        let (_, preparation, model, _) = &self.parts;
        model.predict(&preparation.apply(features, &(0..features.rows).collect::<Vec<_>>()))
    }

    /// How much the winner leans on each column of the table, on the test rows, which decide nothing any more.
    pub fn shuffling(&self, seed: u64) -> Shuffling {
        let (table, preparation, _, test) = &self.parts;
        let columns = table.features.columns.len();
        Shuffling::new(preparation.features(), columns, test.rows(), self.score, seed)
    }

    /// One piece of a round of [`Self::shuffling`]; false where only its end is left.
    pub fn shuffle(&self, shuffling: &mut Shuffling) -> bool {
        let (_, _, model, test) = &self.parts;
        shuffling.advance(model.as_ref(), test)
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
    fn of(train: &[usize], unseen: &Matrix, test: &[usize], probabilities: &Matrix) -> Option<Self> {
        let positive = |classes: &[usize]| classes.iter().map(|&class| class == 1).collect::<Vec<_>>();
        let validation_scores: Vec<f64> = unseen.column(1).collect();
        let scores: Vec<f64> = probabilities.column(1).collect();
        let roc = metrics::roc_curve(&positive(test), &scores)?;
        let threshold = metrics::best_threshold(&positive(train), &validation_scores)?;
        let called: Vec<usize> = scores.iter().map(|&score| usize::from(score >= threshold.threshold)).collect();
        let accuracy_at_threshold = metrics::accuracy(test, &called);
        Some(Self { roc_area: metrics::roc_area(&roc), roc, threshold, accuracy_at_threshold })
    }
}
