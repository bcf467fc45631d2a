//! A matrix of numbers, row by row: one row an example, one column a feature.

use std::ops::Range;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    columns: usize,
    values: Vec<f64>,
}

impl Matrix {
    /// Zeros, `[rows, columns]`.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { columns, values: vec![0.0; rows * columns] }
    }

    /// From values row by row; what does not fill a row at the end is cut off.
    pub fn from_values(columns: usize, mut values: Vec<f64>) -> Self {
        values.truncate(values.len().checked_div(columns).unwrap_or(0) * columns);
        Self { columns, values }
    }

    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.columns).unwrap_or(0)
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.columns..][..self.columns]
    }

    pub fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.values[row * self.columns..][..self.columns]
    }

    /// Some of the rows, in order.
    pub fn rows_of(&self, rows: Range<usize>) -> Self {
        let values = self.values[rows.start * self.columns..rows.end * self.columns].to_vec();
        Self { columns: self.columns, values }
    }

    /// All rows in order; none where there are no columns.
    pub fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.columns.max(1))
    }

    /// One column, from the first row to the last.
    pub fn column(&self, column: usize) -> impl Iterator<Item = f64> {
        self.iter().map(move |row| row[column])
    }

    /// All values, row by row: `[rows * columns]`.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The column with the largest value of each row, the first of equals: the predicted class from probabilities.
    pub fn largest_columns(&self) -> Vec<usize> {
        let largest = |row: &[f64]| (0..row.len()).rev().max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap_or_default();
        self.iter().map(largest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_columns_and_largest() {
        let matrix = Matrix::from_values(2, vec![1.0, 2.0, 3.0, 3.0, 5.0, 4.0, 9.0]);
        assert_eq!((matrix.rows(), matrix.columns()), (3, 2));
        assert_eq!(matrix.column(1).collect::<Vec<_>>(), [2.0, 3.0, 4.0]);
        assert_eq!(matrix.largest_columns(), [1, 0, 0]);
        assert_eq!(matrix.rows_of(1..3).values(), [3.0, 3.0, 5.0, 4.0]);
        assert_eq!(Matrix::default().rows(), 0);
    }
}
