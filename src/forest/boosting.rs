//! Gradient boosting (Friedman, 2001): each tree learns what is still wrong, and its leaves take a step of Newton's.

use crate::lots::Lots;
use crate::{Answers, Rules, Table, Tree, grow};

/// What is wrong with a prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    Squares,
    /// Of one class or not.
    Logistic,
    /// Of several classes, each with a tree of its own a stage.
    Softmax,
}

/// How it goes on.
#[derive(Clone, Debug)]
pub struct Course {
    pub loss: Loss,
    pub stages: usize,
    pub rate: f64,
    /// How many rows each stage learns from, drawn without putting back; none for all.
    pub draws: Option<usize>,
}

/// The trees, stage by stage. `raw` [rows, columns] are the predictions to begin with and becomes those at the end; `answers` have
/// the class's place for [`Loss::Softmax`], 0 or 1 for [`Loss::Logistic`].
pub fn boost(
    table: &Table,
    answers: Answers<'_>,
    rules: &Rules,
    course: &Course,
    lots: &mut impl Lots,
    raw: &mut [f64],
) -> Vec<Tree> {
    let (rows, columns) = (table.rows(), raw.len() / table.rows());
    let mut trees = Vec::new();
    for _ in 0..course.stages {
        let inside = course.draws.map_or_else(|| vec![true; rows], |draws| drawn(rows, draws, lots));
        let weights: Vec<f64> =
            answers.weights.iter().zip(&inside).map(|(weight, &is_in)| weight * f64::from(u8::from(is_in))).collect();
        // Each class's tree learns from where the stage began.
        let before = raw.to_vec();
        for column in 0..columns {
            let wrong = residuals(course.loss, answers.values, &before, columns, column);
            let own = Answers { values: &wrong, weights: &weights, width: 1 };
            let mut tree = grow(table, own, rules, lots.seed());
            let leaves: Vec<usize> = (0..rows).map(|row| tree.leaf(table, row)).collect();
            if course.loss != Loss::Squares {
                let share = if course.loss == Loss::Softmax { (columns - 1) as f64 / columns as f64 } else { 1.0 };
                let truth: Vec<f64> = match course.loss {
                    Loss::Softmax => one_of(answers.values, column),
                    Loss::Squares | Loss::Logistic => answers.values.to_vec(),
                };
                step(&mut tree, &leaves, &inside, &truth, own, share);
            }
            for (row, leaf) in leaves.iter().enumerate() {
                raw[row * columns + column] += course.rate * tree.values[*leaf];
            }
            trees.push(tree);
        }
    }
    trees
}

/// Which rows a stage sees: each with the chance that is left for it.
fn drawn(rows: usize, draws: usize, lots: &mut impl Lots) -> Vec<bool> {
    let chances: Vec<f64> = (0..rows).map(|_| lots.double()).collect();
    let mut taken = 0;
    let mut take = |(row, chance): (usize, &f64)| {
        let is_in = chance * ((rows - row) as f64) < (draws - taken) as f64;
        taken += usize::from(is_in);
        is_in
    };
    chances.iter().enumerate().map(&mut take).collect()
}

fn one_of(classes: &[f64], column: usize) -> Vec<f64> {
    classes.iter().map(|&class| f64::from(u8::from(class as usize == column))).collect()
}

/// What is wrong with each row's prediction for a column.
fn residuals(loss: Loss, answers: &[f64], raw: &[f64], columns: usize, column: usize) -> Vec<f64> {
    match loss {
        Loss::Squares => answers.iter().zip(raw).map(|(answer, raw)| answer - raw).collect(),
        Loss::Logistic => answers.iter().zip(raw).map(|(answer, raw)| answer - 1.0 / (1.0 + (-raw).exp())).collect(),
        Loss::Softmax => {
            let chance = |raw: &[f64]| {
                let most = raw.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let total: f64 = raw.iter().map(|raw| (raw - most).exp()).sum();
                (raw[column] - (total.ln() + most)).exp()
            };
            one_of(answers, column)
                .iter()
                .zip(raw.chunks_exact(columns))
                .map(|(truth, raw)| truth - chance(raw))
                .collect()
        }
    }
}

/// Each leaf's step: what is wrong in it, divided by how steep the loss is there.
fn step(tree: &mut Tree, leaves: &[usize], inside: &[bool], truth: &[f64], wrong: Answers<'_>, share: f64) {
    for place in (0..tree.nodes.len()).filter(|&place| tree.nodes[place].branch.is_none()) {
        let rows: Vec<usize> = (0..leaves.len()).filter(|&row| leaves[row] == place && inside[row]).collect();
        let (mut up, mut down) = (Vec::new(), Vec::new());
        for row in rows {
            let (weight, wrong, truth) = (wrong.weights[row], wrong.values[row], truth[row]);
            up.push(weight * wrong);
            down.push(weight * (truth - wrong) * (1.0 - truth + wrong));
        }
        let (up, down) = (paired(&up) * share, paired(&down));
        tree.values[place] = if down.abs() < 1e-150 { 0.0 } else { up / down };
    }
}

/// A sum as numpy takes it, in eight strands and by halves, so that its last digit is the same.
fn paired(numbers: &[f64]) -> f64 {
    let count = numbers.len();
    if count < 8 {
        return numbers.iter().sum();
    }
    if count > 128 {
        let half = count / 2 - count / 2 % 8;
        return paired(&numbers[..half]) + paired(&numbers[half..]);
    }
    let (eights, rest) = numbers.as_chunks::<8>();
    let mut strands = eights[0];
    for eight in &eights[1..] {
        for (strand, number) in strands.iter_mut().zip(eight) {
            *strand += number;
        }
    }
    let [a, b, c, d, e, f, g, h] = strands;
    rest.iter().fold(((a + b) + (c + d)) + ((e + f) + (g + h)), |sum, number| sum + number)
}
