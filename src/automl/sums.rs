//! Sums over rows that a line is fitted with, some rows at a time: each row's features, with a 1 for the intercept behind
//! them, and their products in pairs.

use super::PIECE_VALUES;
use super::matrix::Matrix;

#[derive(Debug, Default)]
pub(super) struct Sums {
    /// `[features + 1]`
    pub moments: Vec<f64>,
    /// The lower triangle of `[features + 1, features + 1]`, row by row.
    pub squares: Vec<Vec<f64>>,
    rows: usize,
}

impl Sums {
    /// Before the first row: what is there already, and the diagonal of the products.
    pub fn new(moments: Vec<f64>, diagonal: impl Fn(usize) -> f64) -> Self {
        let row = |row: usize| (0..=row).map(|column| if column == row { diagonal(row) } else { 0.0 }).collect();
        Self { squares: (0..moments.len()).map(row).collect(), moments, rows: 0 }
    }

    /// Adds rows for a while; false where none is left. `weigh` gives the weights of a row's products and of its features,
    /// from its number and its features with the 1.
    pub fn add_rows(&mut self, features: &Matrix, weigh: impl Fn(usize, &[f64]) -> (f64, f64)) -> bool {
        let size = features.columns() + 1;
        let end = (self.rows + (PIECE_VALUES / (size * size)).max(1)).min(features.rows());
        let mut extended = vec![1.0; size];
        for row in self.rows..end {
            extended[..size - 1].copy_from_slice(features.row(row));
            let (weight, pull) = weigh(row, &extended);
            for (index, &value) in extended.iter().enumerate() {
                self.moments[index] += pull * value;
                if value != 0.0 {
                    let scaled = weight * value;
                    self.squares[index].iter_mut().zip(&extended).for_each(|(sum, other)| *sum += scaled * other);
                }
            }
        }
        self.rows = end;
        end < features.rows()
    }
}
