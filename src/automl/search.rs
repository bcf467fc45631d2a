//! The search: many candidates, each validated fold by fold, one fold a step; the test rows wait until the winner is known.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::finished::Finished;
use super::folds::{Fold, stratified_folds};
use super::matrix::Matrix;
use super::metrics;
use super::model::{ModelError, Recipe};
use super::part_seed;
use super::prepare::{Split, rows_by_class, split};
use super::table::Table;
use super::validation::validate;

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
    #[error("{folds} folds are no cross-validation. Choose two or more.")]
    TooFewFolds { folds: usize },
    #[error(
        "The class {class} has {rows} rows, but {needed} are needed for a test and {folds} folds. Choose fewer folds, or remove the class."
    )]
    RareClass { class: String, rows: usize, needed: usize, folds: usize },
    #[error("No candidate has been validated on all folds. Let the search run for longer, or choose other families.")]
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
    /// Validation accuracy on each fold so far.
    pub fold_accuracies: Vec<f64>,
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
    pub accuracy: Result<f64, ModelError>,
}

/// What a search has found so far: with the same table, candidates and options it goes on exactly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// Right answers on each fold so far, for each candidate.
    pub right: Vec<Vec<usize>>,
    /// The candidates that were given up.
    pub failed: Vec<usize>,
    /// Probabilities `[training rows, classes]` of the candidate whose turn it is.
    pub unseen: Vec<f32>,
    /// The same of the best candidate; empty while there is none.
    pub best_unseen: Vec<f32>,
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
    /// The probabilities of the candidate whose turn it is, `[training rows, classes]`, and of the best so far: each row's
    /// from the model that had not seen it.
    unseen: Matrix,
    best_unseen: Option<(usize, Matrix)>,
}

impl Search {
    /// Splits and deals; trains nothing yet.
    ///
    /// # Errors
    /// [`SearchError::TooFewFolds`], or [`SearchError::RareClass`] where a fold would lack a class.
    pub fn new(table: Table, candidates: Vec<Box<dyn Recipe>>, options: Options) -> Result<Self, SearchError> {
        if options.folds < 2 {
            return Err(SearchError::TooFewFolds { folds: options.folds });
        }
        let rows_of_class = rows_by_class(&table.target.of_row);
        let needed = options.folds + 1;
        if let Some((class, rows)) = rows_of_class.iter().enumerate().min_by_key(|(_, rows)| rows.len())
            && rows.len() < needed
        {
            let class = table.target.classes[class].clone();
            return Err(SearchError::RareClass { class, rows: rows.len(), needed, folds: options.folds });
        }
        let split = split(&table.target.of_row, options.test_share, options.seed);
        let train_classes: Vec<usize> = split.train.iter().map(|&row| table.target.of_row[row]).collect();
        let folds = stratified_folds(&train_classes, options.folds, part_seed(options.seed, 1));
        let unseen = Matrix::zeros(split.train.len(), table.target.classes.len());
        let entries = candidates.iter().enumerate().map(|(candidate, recipe)| Entry {
            candidate,
            family: recipe.family(),
            settings: recipe.settings(),
            fold_accuracies: Vec::new(),
            mean: 0.0,
            spread: 0.0,
            failure: None,
        });
        let entries = entries.collect();
        let (turn, best_unseen) = ((0, 0), None);
        Ok(Self { table, options, split, folds, candidates, entries, turn, unseen, best_unseen })
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

    /// Trains one candidate on one fold's training rows and validates it on the others; `None` when all are done. A
    /// candidate that fails is given up.
    pub fn step(&mut self) -> Option<Step> {
        let (candidate, fold) = self.turn;
        let recipe = self.candidates.get(candidate)?;
        let seed = part_seed(self.options.seed, (2 + candidate * self.options.folds + fold) as u64);
        let table_rows = |rows: &[usize]| rows.iter().map(|&row| self.split.train[row]).collect::<Vec<_>>();
        let Fold { train, validation } = &self.folds[fold];
        let found = validate(&self.table, recipe.as_ref(), &table_rows(train), &table_rows(validation), seed);
        let entry = &mut self.entries[candidate];
        let accuracy = match found {
            Ok((probabilities, accuracy)) => {
                for (&row, values) in validation.iter().zip(probabilities.iter()) {
                    // To the digits that a saved file keeps, so that a restored search ends where an unbroken one does.
                    let kept = self.unseen.row_mut(row).iter_mut().zip(values);
                    kept.for_each(|(kept, &value)| *kept = f64::from(value as f32));
                }
                entry.fold_accuracies.push(accuracy);
                (entry.mean, entry.spread) = metrics::mean_and_spread(&entry.fold_accuracies);
                Ok(accuracy)
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
        Some(Step { candidate, fold, accuracy })
    }

    /// The candidates that have begun: those validated on more folds first, of these the best mean, of equals the earlier
    /// candidate; failures last.
    pub fn leaderboard(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.entries.iter().filter(|entry| entry.begun()).cloned().collect();
        entries.sort_by(Entry::order);
        entries
    }

    /// Trains the best candidate on all training rows, and only now looks at the test rows.
    ///
    /// # Errors
    /// [`SearchError::NothingValidated`] before a candidate has been validated on all folds; what its training reports.
    pub fn finish(self) -> Result<Finished, SearchError> {
        let leaderboard = self.leaderboard();
        let (winner, unseen) = self.best_unseen.ok_or(SearchError::NothingValidated)?;
        let Self { table, split, candidates, options, .. } = self;
        let seed = part_seed(options.seed, (2 + candidates.len() * options.folds) as u64);
        Ok(Finished::new(table, &split, leaderboard, candidates[winner].as_ref(), &unseen, seed)?)
    }

    pub fn saved(&self) -> Saved {
        let right = |(accuracy, fold): (&f64, &Fold)| (accuracy * fold.validation.len() as f64).round() as usize;
        let rights = |entry: &Entry| entry.fold_accuracies.iter().zip(&self.folds).map(right).collect();
        let failed = self.entries.iter().filter(|entry| entry.failure.is_some());
        let narrow = |matrix: &Matrix| matrix.values().iter().map(|&value| value as f32).collect();
        Saved {
            right: self.entries.iter().map(rights).collect(),
            failed: failed.map(|entry| entry.candidate).collect(),
            unseen: narrow(&self.unseen),
            best_unseen: self.best_unseen.as_ref().map(|(_, matrix)| narrow(matrix)).unwrap_or_default(),
        }
    }

    /// Takes up what another search of the same table, candidates and options has saved.
    ///
    /// # Errors
    /// [`SearchError::OtherSearch`] where it does not fit; the search is as it was.
    pub fn restore(&mut self, saved: &Saved) -> Result<(), SearchError> {
        let size = self.unseen.values().len();
        let fits = saved.right.len() == self.entries.len()
            && saved.unseen.len() == size
            && [0, size].contains(&saved.best_unseen.len())
            && saved.right.iter().all(|rights| {
                rights.len() <= self.folds.len()
                    && rights.iter().zip(&self.folds).all(|(&right, fold)| right <= fold.validation.len())
            });
        if !fits {
            return Err(SearchError::OtherSearch);
        }
        for (entry, rights) in self.entries.iter_mut().zip(&saved.right) {
            let accuracy = |(&right, fold): (&usize, &Fold)| right as f64 / fold.validation.len() as f64;
            entry.fold_accuracies = rights.iter().zip(&self.folds).map(accuracy).collect();
            (entry.mean, entry.spread) = metrics::mean_and_spread(&entry.fold_accuracies);
            let detail = "it failed before this run was saved".to_owned();
            let failure = ModelError::Failed { family: entry.family.to_owned(), detail };
            entry.failure = saved.failed.contains(&entry.candidate).then_some(failure);
        }
        let columns = self.unseen.columns();
        let wide = |values: &[f32]| Matrix::from_values(columns, values.iter().copied().map(f64::from).collect());
        self.unseen = wide(&saved.unseen);
        self.best_unseen = self.best().filter(|_| !saved.best_unseen.is_empty()).zip(Some(wide(&saved.best_unseen)));
        self.turn = self.next_turn();
        Ok(())
    }

    /// The first candidate that is neither validated on all folds nor given up, and its next fold.
    fn next_turn(&self) -> (usize, usize) {
        let open = |entry: &&Entry| entry.failure.is_none() && entry.fold_accuracies.len() < self.folds.len();
        let next = self.entries.iter().find(open);
        next.map_or((self.entries.len(), 0), |entry| (entry.candidate, entry.fold_accuracies.len()))
    }

    /// The candidate with the best mean among those validated on all folds.
    fn best(&self) -> Option<usize> {
        let complete = self.entries.iter().filter(|entry| entry.fold_accuracies.len() == self.folds.len());
        complete.min_by(|a, b| a.order(b)).map(|entry| entry.candidate)
    }
}

impl Entry {
    /// Validated on all of so many folds.
    pub fn is_complete(&self, folds: usize) -> bool {
        self.fold_accuracies.len() == folds
    }

    fn begun(&self) -> bool {
        self.failure.is_some() || !self.fold_accuracies.is_empty()
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| (entry.failure.is_some(), usize::MAX - entry.fold_accuracies.len());
        let by_mean = || other.mean.total_cmp(&self.mean).then(self.candidate.cmp(&other.candidate));
        key(self).cmp(&key(other)).then_with(by_mean)
    }
}
