//! Permutation importance (Breiman 2001): how much accuracy is lost when one column of the table is shuffled.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::matrix::Matrix;
use super::metrics::{accuracy, mean_and_spread};
use super::model::{Examples, Model};
use super::part_seed;
use super::prepare::Feature;

#[derive(Clone, Debug, PartialEq)]
pub struct Importance {
    /// The table's column.
    pub column: usize,
    /// Accuracy as it is less accuracy with the column shuffled: the mean over the repeats, and their deviation.
    pub mean_loss: f64,
    pub spread: f64,
}

/// One column's importance on these rows. All features that come from it are shuffled together, as if the table's column
/// had been.
pub fn permutation_importance(
    model: &dyn Model,
    features: &[Feature],
    rows: &Examples,
    column: usize,
    repeats: usize,
    seed: u64,
) -> Importance {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(part_seed(seed, column as u64));
    let places: Vec<usize> = (0..features.len()).filter(|&place| features[place].column == column).collect();
    let accuracy_of = |matrix: &Matrix| accuracy(rows.classes(), &model.probabilities(matrix).largest_columns());
    let unshuffled = accuracy_of(rows.features());
    let mut order: Vec<usize> = (0..rows.rows()).collect();
    let mut shuffled = rows.features().clone();
    let losses: Vec<f64> = (0..repeats.max(1))
        .map(|_| {
            order.shuffle(&mut random);
            for (row, &other) in order.iter().enumerate() {
                for &place in &places {
                    shuffled.row_mut(row)[place] = rows.features().row(other)[place];
                }
            }
            unshuffled - accuracy_of(&shuffled)
        })
        .collect();
    let (mean_loss, spread) = mean_and_spread(&losses);
    Importance { column, mean_loss, spread }
}
