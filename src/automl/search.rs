//! The search: many candidates, each validated fold by fold, one fold a step, which is cut into pieces; the test rows wait
//! until the winner is known.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::finished::{Closing, Finished};
use super::folds::{Fold, stratified_folds};
use super::matrix::Matrix;
use super::metrics;
use super::model::{ModelError, Recipe};
use super::part_seed;
use super::prepare::{Split, rows_by_class, split};
use super::table::Table;
use super::validation::{Outcome, Trial};

mod saved;

pub use saved::Saved;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    pub folds: usize,
    /// The share of the rows that is set aside for [`Search::finish`].
    pub test_share: f64,
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { folds: 5, test_share: 0.2, seed: 1 }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum SearchError {
    #[error("Cross-validation with {folds} folds is not possible. Choose two or more.")]
    TooFewFolds { folds: usize },
    #[error(
        "The class {class} has {rows} rows, but {needed} are needed for the test and {folds} folds. Choose fewer folds, or remove the class."
    )]
    RareClass { class: String, rows: usize, needed: usize, folds: usize },
    #[error(
        "The table has {rows} rows. Choose one with at least {needed} rows for {folds} folds, or choose fewer folds."
    )]
    TooFewRows { rows: usize, needed: usize, folds: usize },
    #[error("No candidate has been validated on all the folds. Give the search more time, or choose other families.")]
    NothingValidated,
    #[error("The saved search belongs to another table, or to other settings. Start a new one.")]
    OtherSearch,
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// A candidate's line on the leaderboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in the list of candidates.
    pub candidate: usize,
    pub family: &'static str,
    pub settings: Vec<(&'static str, f64)>,
    /// Validation accuracy, or R2, on each fold so far.
    pub fold_scores: Vec<f64>,
    /// Mean and sample standard deviation of these.
    pub mean: f64,
    pub spread: f64,
    /// Why it was given up.
    pub failure: Option<ModelError>,
}

/// What a step found out.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub candidate: usize,
    pub fold: usize,
    pub score: Result<f64, ModelError>,
}

#[derive(Debug)]
pub struct Search {
    table: Table,
    options: Options,
    split: Split,
    folds: Vec<Fold>,
    candidates: Vec<Box<dyn Recipe>>,
    entries: Vec<Entry>,
    /// The candidate and the fold whose turn it is.
    turn: (usize, usize),
    /// That fold's work, once it has begun.
    trial: Option<Result<Trial, ModelError>>,
    /// What the candidate whose turn it is says, `[training rows, outputs]`, and the best so far: each row's from the model
    /// that had not seen it.
    unseen: Matrix,
    best_unseen: Option<(usize, Matrix)>,
}

impl Search {
    /// Splits and deals; trains nothing yet.
    ///
    /// # Errors
    /// [`SearchError::TooFewFolds`]; [`SearchError::RareClass`] or [`SearchError::TooFewRows`] where a fold would lack a class, or
    /// rows.
    pub fn new(table: Table, candidates: Vec<Box<dyn Recipe>>, options: Options) -> Result<Self, SearchError> {
        if options.folds < 2 {
            return Err(SearchError::TooFewFolds { folds: options.folds });
        }
        let answers = &table.target.answers;
        if let Answers::Classes { of_row, .. } = answers {
            let (rows_of_class, needed) = (rows_by_class(of_row), options.folds + 1);
            if let Some((class, rows)) = rows_of_class.iter().enumerate().min_by_key(|(_, rows)| rows.len())
                && rows.len() < needed
            {
                let class = table.target.classes[class].clone();
                return Err(SearchError::RareClass { class, rows: rows.len(), needed, folds: options.folds });
            }
        }
        let split = split(&answers.strata(), options.test_share, options.seed);
        // R2 compares rows with their mean: one row alone has nothing to be compared with.
        if split.train.len() < 2 * options.folds || split.test.len() < 2 {
            let (rows, needed) = (answers.rows(), 4 * options.folds);
            return Err(SearchError::TooFewRows { rows, needed, folds: options.folds });
        }
        let folds = stratified_folds(&answers.of(&split.train).strata(), options.folds, part_seed(options.seed, 1));
        let unseen = Matrix::zeros(split.train.len(), answers.outputs());
        let entries = candidates.iter().enumerate().map(|(candidate, recipe)| Entry {
            candidate,
            family: recipe.family(),
            settings: recipe.settings(),
            fold_scores: Vec::new(),
            mean: 0.0,
            spread: 0.0,
            failure: None,
        });
        let entries = entries.collect();
        let (turn, trial, best_unseen) = ((0, 0), None, None);
        Ok(Self { table, options, split, folds, candidates, entries, turn, trial, unseen, best_unseen })
    }

    pub fn table(&self) -> &Table {
        &self.table
    }

    pub fn split(&self) -> &Split {
        &self.split
    }

    pub fn folds(&self) -> usize {
        self.options.folds
    }

    /// Steps taken (or spared, where a candidate failed), and steps in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.turn.0 * self.options.folds + self.turn.1, self.candidates.len() * self.options.folds)
    }

    /// One piece of the next step's work, short on any table; false where nothing is left of it.
    pub fn advance(&mut self) -> bool {
        let (candidate, fold) = self.turn;
        let Some(recipe) = self.candidates.get(candidate) else { return false };
        match &mut self.trial {
            None => {
                let seed = part_seed(self.options.seed, (2 + candidate * self.options.folds + fold) as u64);
                let table_rows = |rows: &[usize]| rows.iter().map(|&row| self.split.train[row]).collect::<Vec<_>>();
                let Fold { train, validation } = &self.folds[fold];
                let (train, validation) = (table_rows(train), table_rows(validation));
                self.trial = Some(Trial::new(&self.table, recipe.as_ref(), &train, &validation, seed));
                true
            }
            Some(Ok(trial)) => trial.advance().unwrap_or_else(|error| {
                self.trial = Some(Err(error));
                false
            }),
            Some(Err(_)) => false,
        }
    }

    /// Lets go of a step's work that is not done.
    pub fn give_up_fold(&mut self) {
        self.trial = None;
    }

    /// Trains one candidate on one fold's training rows and validates it on the others, or does what [`Self::advance`] has
    /// left of that; `None` when all are done. A candidate that fails is given up.
    pub fn step(&mut self) -> Option<Step> {
        let (candidate, fold) = self.turn;
        while self.advance() {}
        let outcome = self.trial.take()?.and_then(Trial::outcome);
        let validation = &self.folds[fold].validation;
        let entry = &mut self.entries[candidate];
        let score = match outcome {
            Ok(Outcome { rest, outputs, .. }) => {
                let score = saved::kept(rest.answers(), metrics::score(rest.answers(), &outputs));
                for (&row, values) in validation.iter().zip(outputs.iter()) {
                    // To the digits that a saved file keeps, so that a restored search ends where an unbroken one does.
                    let kept = self.unseen.row_mut(row).iter_mut().zip(values);
                    kept.for_each(|(kept, &value)| *kept = f64::from((value as f32).clamp(f32::MIN, f32::MAX)));
                }
                entry.fold_scores.push(score);
                (entry.mean, entry.spread) = metrics::mean_and_spread(&entry.fold_scores);
                Ok(score)
            }
            Err(error) => {
                entry.failure = Some(error.clone());
                Err(error)
            }
        };
        self.turn = self.next_turn();
        if self.best() == Some(candidate) && self.best_unseen.as_ref().is_none_or(|(best, _)| *best != candidate) {
            self.best_unseen = Some((candidate, self.unseen.clone()));
        }
        Some(Step { candidate, fold, score })
    }

    /// The candidates that have begun: those validated on more folds first, of these the best mean, of equals the earlier
    /// candidate; failures last.
    pub fn leaderboard(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.entries.iter().filter(|entry| entry.begun()).cloned().collect();
        entries.sort_by(Entry::order);
        entries
    }

    /// Begins to train the best candidate on all training rows, for the one look at the test rows.
    ///
    /// # Errors
    /// [`SearchError::NothingValidated`] before a candidate has been validated on all folds; what the preparation reports.
    pub fn close(self) -> Result<Closing, SearchError> {
        let leaderboard = self.leaderboard();
        let (winner, unseen) = self.best_unseen.ok_or(SearchError::NothingValidated)?;
        let Self { table, split, candidates, options, .. } = self;
        let seed = part_seed(options.seed, (2 + candidates.len() * options.folds) as u64);
        let trial = Trial::new(&table, candidates[winner].as_ref(), &split.train, &split.test, seed)?;
        Ok(Closing { table, leaderboard, unseen, trial })
    }

    /// Closes the search, all at once.
    ///
    /// # Errors
    /// Those of [`Self::close`]; what the training reports.
    pub fn finish(self) -> Result<Finished, SearchError> {
        Ok(self.close()?.finish()?)
    }

    /// The first candidate that is neither validated on all folds nor given up, and its next fold.
    fn next_turn(&self) -> (usize, usize) {
        let open = |entry: &&Entry| entry.failure.is_none() && entry.fold_scores.len() < self.folds.len();
        let next = self.entries.iter().find(open);
        next.map_or((self.entries.len(), 0), |entry| (entry.candidate, entry.fold_scores.len()))
    }

    /// The candidate with the best mean among those validated on all folds.
    fn best(&self) -> Option<usize> {
        let complete = self.entries.iter().filter(|entry| entry.fold_scores.len() == self.folds.len());
        complete.min_by(|a, b| a.order(b)).map(|entry| entry.candidate)
    }
}

impl Entry {
    /// Validated on all of so many folds.
    pub fn is_complete(&self, folds: usize) -> bool {
        self.fold_scores.len() == folds
    }

    fn begun(&self) -> bool {
        self.failure.is_some() || !self.fold_scores.is_empty()
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| (entry.failure.is_some(), usize::MAX - entry.fold_scores.len());
        let by_mean = || other.mean.total_cmp(&self.mean).then(self.candidate.cmp(&other.candidate));
        key(self).cmp(&key(other)).then_with(by_mean)
    }
}
