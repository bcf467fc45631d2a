//! One tree: grown depth first, the left side before the right one; and asked.

use crate::criterion::Criterion;
use crate::splitter::Splitter;
use crate::{Answers, Table};

/// How a tree grows.
#[derive(Clone, Debug)]
pub struct Rules {
    pub criterion: Criterion,
    /// How many columns are tried for a split.
    pub columns: usize,
    pub depth: usize,
    /// A node of fewer rows is not split.
    pub split_rows: usize,
    /// A leaf has at least so many rows, and weighs at least so much.
    pub leaf_rows: usize,
    pub leaf_weight: f64,
    /// A split gains at least so much.
    pub gain: f64,
}

/// Where a node's rows go on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Branch {
    pub column: usize,
    /// Values up to it go left.
    pub threshold: f64,
    pub left: usize,
    pub right: usize,
}

/// A node; without a branch, a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    pub branch: Option<Branch>,
    pub impurity: f64,
    pub rows: usize,
    pub weight: f64,
}

/// A grown tree; node 0 is the root.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    pub nodes: Vec<Node>,
    /// What each node says, [nodes, width].
    pub values: Vec<f64>,
}

/// A node that waits, and whose child it is.
struct Waiting {
    start: usize,
    end: usize,
    depth: usize,
    impurity: f64,
    constant: usize,
    parent: usize,
    is_left: bool,
}

/// Grows a tree on the rows that weigh anything. `seed` is what its own lots begin with.
pub fn grow(table: &Table, answers: Answers<'_>, rules: &Rules, seed: u32) -> Tree {
    let mut splitter = Splitter::new(table, answers, rules, seed);
    let mut tree = Tree { nodes: Vec::new(), values: Vec::new() };
    let end = splitter.rows.len();
    splitter.sums.begin(&splitter.rows, 0, end);
    let impurity = splitter.sums.impurity();
    let mut waiting = vec![Waiting { start: 0, end, depth: 0, impurity, constant: 0, parent: 0, is_left: false }];
    while let Some(node) = waiting.pop() {
        let Waiting { start, end, depth, impurity, mut constant, parent, is_left } = node;
        let place = tree.nodes.len();
        splitter.sums.begin(&splitter.rows, start, end);
        tree.values.extend(splitter.sums.value());
        tree.nodes.push(Node { branch: None, impurity, rows: end - start, weight: splitter.sums.weight });
        if let Some(branch) = tree.nodes[parent].branch.as_mut().filter(|_| place > 0) {
            *(if is_left { &mut branch.left } else { &mut branch.right }) = place;
        }
        let is_leaf = depth >= rules.depth
            || end - start < rules.split_rows.max(2 * rules.leaf_rows)
            || splitter.sums.weight < 2.0 * rules.leaf_weight
            || impurity <= f64::EPSILON;
        let split = (!is_leaf).then(|| splitter.split(start, end, impurity, &mut constant)).flatten();
        // What is below by a rounding still counts.
        let Some(split) = split.filter(|split| split.gain + f64::EPSILON >= rules.gain) else { continue };
        tree.nodes[place].branch = Some(Branch { column: split.column, threshold: split.threshold, left: 0, right: 0 });
        let side = |start, end, impurity, is_left| Waiting {
            start,
            end,
            depth: depth + 1,
            impurity,
            constant,
            parent: place,
            is_left,
        };
        waiting.push(side(split.at, end, split.right_impurity, false));
        waiting.push(side(start, split.at, split.left_impurity, true));
    }
    tree
}

impl Tree {
    /// The leaf that a row ends in.
    pub fn leaf(&self, table: &Table, row: usize) -> usize {
        let mut at = 0;
        while let Some(branch) = self.nodes[at].branch {
            let is_left = f64::from(table.value(row, branch.column)) <= branch.threshold;
            at = if is_left { branch.left } else { branch.right };
        }
        at
    }
}

/// What trees say together of each row: `sums` [rows, columns] with each tree's values added, times `scale`, tree by tree. Trees that
/// say one number take turns over the columns.
pub fn votes(table: &Table, trees: &[Tree], scale: f64, sums: &mut [f64]) {
    let columns = sums.len() / table.rows();
    for (number, tree) in trees.iter().enumerate() {
        let width = tree.values.len() / tree.nodes.len();
        let first = if width == columns { 0 } else { number % columns };
        for (row, sums) in sums.chunks_exact_mut(columns).enumerate() {
            let leaf = tree.leaf(table, row);
            let said = &tree.values[leaf * width..(leaf + 1) * width];
            for (sum, value) in sums[first..].iter_mut().zip(said) {
                *sum += scale * value;
            }
        }
    }
}
