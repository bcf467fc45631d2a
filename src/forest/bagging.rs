//! Random forests (Breiman, 2001): each tree on rows drawn with putting back, each split of a few columns.

use crate::lots::Lots;
use crate::{Answers, Rules, Table, Tree, grow};

/// Grows as many trees as there are seeds; a seed decides on a tree's rows and columns. Without `draws` every tree sees all rows.
pub fn bag<L: Lots>(
    table: &Table,
    answers: Answers<'_>,
    rules: &Rules,
    seeds: &[u32],
    draws: Option<usize>,
) -> Vec<Tree> {
    seeds.iter().map(|&seed| one::<L>(table, answers, rules, seed, draws)).collect()
}

fn one<L: Lots>(table: &Table, answers: Answers<'_>, rules: &Rules, seed: u32, draws: Option<usize>) -> Tree {
    // Rows and columns begin with the same seed, each with a generator of its own.
    let columns_seed = L::seeded(seed).seed();
    let Some(draws) = draws else { return grow(table, answers, rules, columns_seed) };
    let mut lots = L::seeded(seed);
    let mut counts = vec![0.0; table.rows()];
    for _ in 0..draws {
        counts[lots.below(table.rows() as u32) as usize] += 1.0;
    }
    let weights: Vec<f64> = counts.iter().zip(answers.weights).map(|(count, weight)| count * weight).collect();
    grow(table, Answers { weights: &weights, ..answers }, rules, columns_seed)
}
