//! Permutation importance (Breiman 2001): how much worse a model is when one column of the table is shuffled.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::matrix::Matrix;
use super::metrics::{mean_and_spread, score};
use super::model::{Examples, Model};
use super::part_seed;
use super::prepare::Feature;
use super::validation::Judging;

#[derive(Clone, Debug, PartialEq)]
pub struct Importance {
    /// The table's column.
    pub column: usize,
    /// Score (accuracy or R2) as it is less score with the column shuffled: the mean over the rounds, and their deviation.
    pub mean_loss: f64,
    pub spread: f64,
}

/// The importance of all columns on the same rows, in rounds: each shuffles every column once. All features that come from
/// a column are shuffled together, as if the table's column had been.
#[derive(Debug)]
pub struct Shuffling {
    columns: Vec<Column>,
    unshuffled: f64,
    rounds: usize,
    /// The column whose turn it is, and the rows with that column shuffled.
    turn: usize,
    under_way: Option<(Matrix, Judging)>,
}

#[derive(Debug)]
struct Column {
    /// Its features.
    places: Vec<usize>,
    random: Xoshiro256PlusPlus,
    order: Vec<usize>,
    losses: Vec<f64>,
}

impl Shuffling {
    /// Of the first `columns` columns of a table; `unshuffled` is the score as it is.
    pub fn new(features: &[Feature], columns: usize, rows: usize, unshuffled: f64, seed: u64) -> Self {
        let column = |column: usize| Column {
            places: (0..features.len()).filter(|&place| features[place].column == column).collect(),
            random: Xoshiro256PlusPlus::seed_from_u64(part_seed(seed, column as u64)),
            order: (0..rows).collect(),
            losses: Vec::new(),
        };
        Self { columns: (0..columns).map(column).collect(), unshuffled, rounds: 0, turn: 0, under_way: None }
    }

    /// One piece of a round; false where only [`Self::end_round`] is left. `rows` and `model` are always the same.
    pub fn advance(&mut self, model: &dyn Model, rows: &Examples) -> bool {
        let Some(column) = self.columns.get_mut(self.turn) else { return false };
        let Some((shuffled, judging)) = &mut self.under_way else {
            self.under_way = Some((column.shuffle(rows.features()), Judging::default()));
            return true;
        };
        if !judging.advance(model, shuffled) {
            let said = std::mem::take(judging).into_matrix();
            let loss = self.unshuffled - score(rows.answers(), &said);
            // To the digits that a saved file keeps, so that a restored run ends where an unbroken one does.
            column.losses.push(f64::from(loss as f32));
            self.under_way = None;
            self.turn += 1;
        }
        true
    }

    /// Counts the round, if it is whole; otherwise it goes on.
    pub fn end_round(&mut self) {
        if self.turn == self.columns.len() {
            (self.turn, self.rounds) = (0, self.rounds + 1);
        }
    }

    /// Rounds that are over.
    pub fn rounds(&self) -> usize {
        self.rounds
    }

    /// Each column's importance after so many rounds; none before the first is over.
    pub fn importances(&self) -> Vec<Importance> {
        let importance = |(column, shuffles): (usize, &Column)| {
            let (mean_loss, spread) = mean_and_spread(&shuffles.losses[..self.rounds]);
            Importance { column, mean_loss, spread }
        };
        if self.rounds == 0 { Vec::new() } else { self.columns.iter().enumerate().map(importance).collect() }
    }

    /// The losses of the rounds that are over, `[rounds, columns]`.
    pub fn losses(&self) -> Vec<f32> {
        let round = |round: usize| self.columns.iter().map(move |column| column.losses[round] as f32);
        (0..self.rounds).flat_map(round).collect()
    }

    /// Goes on, from the beginning, to where another one was: to its [`Self::losses`].
    pub fn restore(&mut self, losses: &[f32]) {
        for round in losses.chunks_exact(self.columns.len().max(1)) {
            for (column, &loss) in self.columns.iter_mut().zip(round) {
                column.order.shuffle(&mut column.random);
                column.losses.push(f64::from(loss));
            }
            self.rounds += 1;
        }
    }
}

impl Column {
    fn shuffle(&mut self, features: &Matrix) -> Matrix {
        self.order.shuffle(&mut self.random);
        let mut shuffled = features.clone();
        for (row, &other) in self.order.iter().enumerate() {
            for &place in &self.places {
                shuffled.row_mut(row)[place] = features.row(other)[place];
            }
        }
        shuffled
    }
}
