//! A search as numbers for a file, and back.

use super::{Entry, Search, SearchError};
use crate::answers::Answers;
use crate::folds::Fold;
use crate::matrix::Matrix;
use crate::metrics;
use crate::model::ModelError;

/// What a search has found so far: with the same table, candidates and options it goes on exactly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// On each fold so far, for each candidate: the right answers, where classes are predicted; of numbers what R2 lacks of
    /// 1.
    pub marks: Vec<Vec<f32>>,
    /// The candidates that were given up.
    pub failed: Vec<usize>,
    /// What the candidate whose turn it is says, `[training rows, outputs]`.
    pub unseen: Vec<f32>,
    /// The same of the best candidate; empty while there is none.
    pub best_unseen: Vec<f32>,
}

impl Search {
    pub fn saved(&self) -> Saved {
        let marks = |entry: &Entry| {
            let scores = entry.fold_scores.iter().zip(&self.folds);
            scores.map(|(&score, fold)| mark(&self.table.target.answers, score, fold)).collect()
        };
        let failed = self.entries.iter().filter(|entry| entry.failure.is_some());
        let narrow = |matrix: &Matrix| matrix.values().iter().map(|&value| value as f32).collect();
        Saved {
            marks: self.entries.iter().map(marks).collect(),
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
        let answers = &self.table.target.answers;
        let fits = saved.marks.len() == self.entries.len()
            && saved.unseen.len() == size
            && [0, size].contains(&saved.best_unseen.len())
            && saved.marks.iter().all(|marks| {
                marks.len() <= self.folds.len()
                    && marks.iter().zip(&self.folds).all(|(&mark, fold)| score(answers, mark, fold) <= 1.0)
            });
        if !fits {
            return Err(SearchError::OtherSearch);
        }
        for (entry, marks) in self.entries.iter_mut().zip(&saved.marks) {
            let scores = marks.iter().zip(&self.folds).map(|(&mark, fold)| score(answers, mark, fold));
            entry.fold_scores = scores.collect();
            (entry.mean, entry.spread) = metrics::mean_and_spread(&entry.fold_scores);
            let failure = ModelError::FailedBefore { family: entry.family.to_owned() };
            entry.failure = saved.failed.contains(&entry.candidate).then_some(failure);
        }
        let columns = self.unseen.columns();
        let wide = |values: &[f32]| Matrix::from_values(columns, values.iter().copied().map(f64::from).collect());
        self.unseen = wide(&saved.unseen);
        self.best_unseen = self.best().filter(|_| !saved.best_unseen.is_empty()).zip(Some(wide(&saved.best_unseen)));
        self.turn = self.next_turn();
        Ok(())
    }
}

/// A score to the digits that a file keeps.
pub(super) fn kept(answers: &Answers, score: f64) -> f64 {
    match answers {
        Answers::Classes { .. } => score,
        Answers::Numbers(_) => 1.0 - f64::from(lack(score)),
    }
}

fn mark(answers: &Answers, score: f64, fold: &Fold) -> f32 {
    match answers {
        Answers::Classes { .. } => (score * fold.validation.len() as f64).round() as f32,
        Answers::Numbers(_) => lack(score),
    }
}

fn score(answers: &Answers, mark: f32, fold: &Fold) -> f64 {
    match answers {
        Answers::Classes { .. } => f64::from(mark) / fold.validation.len() as f64,
        Answers::Numbers(_) => 1.0 - f64::from(mark),
    }
}

/// A model may be as bad as numbers go.
fn lack(r2: f64) -> f32 {
    ((1.0 - r2) as f32).min(f32::MAX)
}
