//! What is to be predicted of each row: one of several classes, or a number.

use super::matrix::Matrix;

#[derive(Clone, Debug, PartialEq)]
pub enum Answers {
    /// Each row's class, below `count`.
    Classes {
        of_row: Vec<usize>,
        count: usize,
    },
    Numbers(Vec<f64>),
}

impl Answers {
    pub fn rows(&self) -> usize {
        match self {
            Self::Classes { of_row, .. } => of_row.len(),
            Self::Numbers(values) => values.len(),
        }
    }

    /// How many numbers a model says of a row: each class's probability, or the number.
    pub fn outputs(&self) -> usize {
        match self {
            Self::Classes { count, .. } => *count,
            Self::Numbers(_) => 1,
        }
    }

    /// Those of some rows.
    #[must_use]
    pub fn of(&self, rows: &[usize]) -> Self {
        match self {
            Self::Classes { of_row, count } => {
                Self::Classes { of_row: rows.iter().map(|&row| of_row[row]).collect(), count: *count }
            }
            Self::Numbers(values) => Self::Numbers(rows.iter().map(|&row| values[row]).collect()),
        }
    }

    /// The group that each row is in, where a split shall give every part its share of each: classes; numbers are all alike.
    pub fn strata(&self) -> Vec<usize> {
        match self {
            Self::Classes { of_row, .. } => of_row.clone(),
            Self::Numbers(values) => vec![0; values.len()],
        }
    }

    /// What a perfect model would say, `[rows, outputs]`.
    pub fn targets(&self) -> Matrix {
        match self {
            Self::Classes { of_row, count } => {
                let mut targets = Matrix::zeros(of_row.len(), *count);
                for (row, &class) in of_row.iter().enumerate() {
                    targets.row_mut(row)[class] = 1.0;
                }
                targets
            }
            Self::Numbers(values) => Matrix::from_values(1, values.clone()),
        }
    }
}

/// Where numbers lie and how far they spread: models learn them with mean 0 and deviation 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub mean: f64,
    pub deviation: f64,
}

impl Scale {
    /// Of the numbers; of classes, which have none, it is `None`.
    pub fn of(answers: &Answers) -> Option<Self> {
        let Answers::Numbers(values) = answers else { return None };
        let count = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
        // Of numbers that are the same everywhere rounding is no spread.
        let constant = variance.sqrt() <= 1e-12 * mean.abs();
        Some(Self { mean, deviation: if constant { 1.0 } else { variance.sqrt() } })
    }

    /// Numbers as models learn them; classes as they are.
    #[must_use]
    pub fn standardised(scale: Option<Self>, answers: Answers) -> Answers {
        match (scale, answers) {
            (Some(Self { mean, deviation }), Answers::Numbers(values)) => {
                Answers::Numbers(values.into_iter().map(|value| (value - mean) / deviation).collect())
            }
            (_, answers) => answers,
        }
    }

    pub fn undo(&self, value: f64) -> f64 {
        self.mean + self.deviation * value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_standardised_and_classes_are_columns() {
        let numbers = Answers::Numbers(vec![1.0, 3.0, 5.0, 7.0]).of(&[0, 1]);
        let scale = Scale::of(&numbers).unwrap();
        assert_eq!((scale.mean, scale.deviation), (2.0, 1.0));
        let standardised = Scale::standardised(Some(scale), numbers);
        assert_eq!(standardised, Answers::Numbers(vec![-1.0, 1.0]));
        assert_eq!((scale.undo(-1.0), standardised.outputs(), standardised.strata()), (1.0, 1, vec![0, 0]));
        let classes = Answers::Classes { of_row: vec![2, 0], count: 3 };
        assert_eq!(classes.targets().values(), [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]);
        assert_eq!((Scale::of(&classes), classes.strata()), (None, vec![2, 0]));
        assert_eq!(Scale::of(&Answers::Numbers(vec![0.1; 3])).unwrap().deviation, 1.0);
    }
}
