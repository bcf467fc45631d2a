//! Symmetric positive systems of equations, by Cholesky's factors, some rows at a time.

use super::PIECE_VALUES;

/// The lower triangle, row by row: of the matrix, and in its first `factored` rows of its factor.
#[derive(Debug)]
pub(super) struct Cholesky {
    rows: Vec<Vec<f64>>,
    factored: usize,
}

/// The matrix is not positive definite.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotPositive;

impl Cholesky {
    /// Of a matrix whose row `r` has `r + 1` values: its lower triangle.
    pub fn new(rows: Vec<Vec<f64>>) -> Self {
        Self { rows, factored: 0 }
    }

    /// Factors rows for a while; false where all are.
    ///
    /// # Errors
    /// [`NotPositive`], found at the row where it shows.
    pub fn advance(&mut self) -> Result<bool, NotPositive> {
        let mut looked_at = 0;
        while self.factored < self.rows.len() && looked_at < PIECE_VALUES {
            self.factor_next()?;
            looked_at += self.factored * self.factored;
        }
        Ok(self.factored < self.rows.len())
    }

    fn factor_next(&mut self) -> Result<(), NotPositive> {
        let (above, rest) = self.rows.split_at_mut(self.factored);
        let row = &mut rest[0];
        for (column, other) in above.iter().enumerate() {
            let known = dot(&row[..column], &other[..column]);
            row[column] = (row[column] - known) / other[column];
        }
        let last = row.len() - 1;
        let value = row[last] - dot(&row[..last], &row[..last]);
        // Not a number, neither.
        if value > 0.0 {
            row[last] = value.sqrt();
            self.factored += 1;
            Ok(())
        } else {
            Err(NotPositive)
        }
    }

    /// x of `matrix x = right`, once all rows are factored.
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut solution = right.to_vec();
        for (row, factors) in self.rows.iter().enumerate() {
            let known = dot(&factors[..row], &solution[..row]);
            solution[row] = (solution[row] - known) / factors[row];
        }
        for (row, factors) in self.rows.iter().enumerate().rev() {
            solution[row] /= factors[row];
            let value = solution[row];
            solution[..row].iter_mut().zip(factors).for_each(|(other, factor)| *other -= value * factor);
        }
        solution
    }
}

pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_solved_by_hand() {
        // [[4, 2], [2, 3]] [1, 2] = [8, 8].
        let mut factors = Cholesky::new(vec![vec![4.0], vec![2.0, 3.0]]);
        assert_eq!(factors.advance(), Ok(false));
        let solution = factors.solve(&[8.0, 8.0]);
        assert!((solution[0] - 1.0).abs() < 1e-12 && (solution[1] - 2.0).abs() < 1e-12, "{solution:?}");
        assert_eq!(Cholesky::new(vec![vec![1.0], vec![2.0, 1.0]]).advance(), Err(NotPositive));
    }

    #[test]
    fn large_systems_are_factored_in_pieces() {
        let unit = |row: usize| (0..=row).map(|column| f64::from(column == row)).collect();
        let mut factors = Cholesky::new((0..400).map(unit).collect());
        let mut pieces = 1;
        while factors.advance().unwrap() {
            pieces += 1;
        }
        assert!(pieces > 1);
        assert_eq!(factors.solve(&vec![2.0; 400]), vec![2.0; 400]);
    }
}
