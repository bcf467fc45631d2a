//! How mixed the answers of a node are, and how much less so behind a split (Breiman and others, 1984; Friedman, 2001).

use crate::Answers;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    Gini,
    Entropy,
    /// The variance of numbers.
    Squares,
    /// The same, but a split is judged by how far the two means are apart.
    Friedman,
}

impl Criterion {
    fn counts_classes(self) -> bool {
        match self {
            Self::Gini | Self::Entropy => true,
            Self::Squares | Self::Friedman => false,
        }
    }
}

/// Sums over a node's rows, and over those on both sides of a split.
#[derive(Debug)]
pub(crate) struct Sums<'a> {
    criterion: Criterion,
    answers: Answers<'a>,
    /// What all rows of the tree weigh.
    whole_weight: f64,
    /// Where the node is, and how far its left side goes.
    start: usize,
    end: usize,
    at: usize,
    pub weight: f64,
    pub left_weight: f64,
    pub right_weight: f64,
    total: Vec<f64>,
    left: Vec<f64>,
    right: Vec<f64>,
    squares: f64,
}

impl<'a> Sums<'a> {
    pub fn new(criterion: Criterion, answers: Answers<'a>, whole_weight: f64) -> Self {
        let zeros = vec![0.0; answers.width];
        Self {
            criterion,
            answers,
            whole_weight,
            start: 0,
            end: 0,
            at: 0,
            weight: 0.0,
            left_weight: 0.0,
            right_weight: 0.0,
            total: zeros.clone(),
            left: zeros.clone(),
            right: zeros,
            squares: 0.0,
        }
    }

    /// Where a row's share goes, and how much it is.
    fn share(&self, row: usize) -> (usize, f64) {
        let (answer, weight) = (self.answers.values[row], self.answers.weights[row]);
        if self.criterion.counts_classes() { (answer as usize, weight) } else { (0, weight * answer) }
    }

    /// Takes up the node of these rows, of which `rows[start..end]` are its own.
    pub fn begin(&mut self, rows: &[usize], start: usize, end: usize) {
        (self.start, self.end, self.weight, self.squares) = (start, end, 0.0, 0.0);
        self.total.fill(0.0);
        for &row in &rows[start..end] {
            let (place, share) = self.share(row);
            self.total[place] += share;
            self.squares += share * self.answers.values[row];
            self.weight += self.answers.weights[row];
        }
        self.reset();
    }

    /// All rows to the right.
    pub fn reset(&mut self) {
        self.left.fill(0.0);
        self.right.copy_from_slice(&self.total);
        (self.at, self.left_weight, self.right_weight) = (self.start, 0.0, self.weight);
    }

    /// Moves the split to before `rows[to]`, from the nearer of the two ends.
    pub fn advance(&mut self, rows: &[usize], to: usize) {
        if to - self.at <= self.end - to {
            for &row in &rows[self.at..to] {
                let (place, share) = self.share(row);
                self.left[place] += share;
                self.left_weight += self.answers.weights[row];
            }
        } else {
            self.left.copy_from_slice(&self.total);
            self.left_weight = self.weight;
            for &row in rows[to..self.end].iter().rev() {
                let (place, share) = self.share(row);
                self.left[place] -= share;
                self.left_weight -= self.answers.weights[row];
            }
        }
        self.right_weight = self.weight - self.left_weight;
        for (right, (total, left)) in self.right.iter_mut().zip(self.total.iter().zip(&self.left)) {
            *right = total - left;
        }
        self.at = to;
    }

    /// How mixed the node is.
    pub fn impurity(&self) -> f64 {
        self.mixed(&self.total, self.weight, self.squares)
    }

    /// How mixed both sides are.
    pub fn sides(&self, rows: &[usize]) -> (f64, f64) {
        let (values, weights) = (self.answers.values, self.answers.weights);
        let squares: f64 = if self.criterion.counts_classes() {
            0.0
        } else {
            rows[self.start..self.at].iter().map(|&row| weights[row] * values[row] * values[row]).sum()
        };
        (
            self.mixed(&self.left, self.left_weight, squares),
            self.mixed(&self.right, self.right_weight, self.squares - squares),
        )
    }

    fn mixed(&self, sums: &[f64], weight: f64, squares: f64) -> f64 {
        match self.criterion {
            Criterion::Gini => 1.0 - sums.iter().map(|count| count * count).sum::<f64>() / (weight * weight),
            Criterion::Entropy => {
                let shares = sums.iter().filter(|count| **count > 0.0).map(|count| count / weight);
                shares.fold(0.0, |entropy, share| entropy - share * (share.ln() / std::f64::consts::LN_2))
            }
            Criterion::Squares | Criterion::Friedman => {
                let mean = sums[0] / weight;
                squares / weight - mean * mean
            }
        }
    }

    /// What orders splits of one node: the larger the better.
    pub fn merit(&self, rows: &[usize]) -> f64 {
        match self.criterion {
            Criterion::Gini | Criterion::Entropy => {
                let (left, right) = self.sides(rows);
                -self.right_weight * right - self.left_weight * left
            }
            Criterion::Squares => {
                self.left[0] * self.left[0] / self.left_weight + self.right[0] * self.right[0] / self.right_weight
            }
            Criterion::Friedman => {
                let apart = self.right_weight * self.left[0] - self.left_weight * self.right[0];
                apart * apart / (self.left_weight * self.right_weight)
            }
        }
    }

    /// How much less mixed the answers are behind the split than in the node, by its share in all rows.
    pub fn gain(&self, before: f64, (left, right): (f64, f64)) -> f64 {
        if self.criterion == Criterion::Friedman {
            return self.friedman_gain();
        }
        let rest = before - self.right_weight / self.weight * right - self.left_weight / self.weight * left;
        self.weight / self.whole_weight * rest
    }

    fn friedman_gain(&self) -> f64 {
        let apart = self.right_weight * self.left[0] - self.left_weight * self.right[0];
        apart * apart / (self.left_weight * self.right_weight * self.weight)
    }

    /// What the node says: the classes' weights, or the mean.
    pub fn value(&self) -> impl Iterator<Item = f64> {
        let divisor = if self.criterion.counts_classes() { 1.0 } else { self.weight };
        self.total.iter().map(move |sum| sum / divisor)
    }
}
