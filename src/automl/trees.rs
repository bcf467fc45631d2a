//! Regression trees (CART) over binned features: what forests and boosting are made of.
//!
//! A tree predicts one or more outputs and splits where the squared error falls most. With a column of zeros and ones for
//! each class that is the Gini impurity, and a leaf's mean the classes' shares.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::PIECE_VALUES;
use super::matrix::Matrix;

/// Features with more different values than this are cut into as many bins of about equally many rows.
const MOST_BINS: usize = 256;
const SMALLEST_GAIN: f64 = 1e-10;

/// Where growing stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Splits between root and leaf, at most.
    pub most_depth: usize,
    /// Rows on either side of a split, at least.
    pub least_leaf_rows: usize,
    /// Features that a split is chosen among, drawn anew for each.
    pub features: usize,
}

/// Each value's bin, feature by feature: bin `b` holds what is at most `edges[b]`, the last one the rest.
#[derive(Clone, Debug, Default)]
pub struct Bins {
    edges: Vec<Vec<f64>>,
    bins: Vec<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    outputs: usize,
    /// `[leaves, outputs]`.
    leaf_values: Vec<f64>,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    /// To `left` where the feature is at most `threshold`, otherwise to the node after `left`.
    Split {
        feature: usize,
        threshold: f64,
        left: usize,
    },
    Leaf(usize),
}

impl Bins {
    /// Takes the next feature in; false where all are.
    pub fn add_next(&mut self, features: &Matrix) -> bool {
        let column = self.edges.len();
        if column == features.columns() {
            return false;
        }
        let edges = edges(features.column(column));
        let bin = |value: f64| edges.partition_point(|&edge| edge < value) as u8;
        self.bins.push(features.column(column).map(bin).collect());
        self.edges.push(edges);
        true
    }
}

/// Cuts halfway between neighbouring values, at most one fewer than there may be bins.
fn edges(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut cuts: Vec<usize> = (1..sorted.len()).filter(|&index| sorted[index - 1] < sorted[index]).collect();
    if cuts.len() >= MOST_BINS {
        // The first change of value at or after each quantile.
        let quantile = |part: usize| part * sorted.len() / MOST_BINS;
        cuts = (1..MOST_BINS)
            .filter_map(|part| cuts.get(cuts.partition_point(|&cut| cut < quantile(part))).copied())
            .collect();
        cuts.dedup();
    }
    let halfway = |cut: usize| {
        let (below, above) = (sorted[cut - 1], sorted[cut]);
        // Two numbers that touch have none between them.
        let middle = f64::midpoint(below, above);
        if middle < above { middle } else { below }
    };
    cuts.into_iter().map(halfway).collect()
}

impl Tree {
    pub fn leaves(&self) -> usize {
        self.leaf_values.len() / self.outputs
    }

    /// The leaf that a row of features ends in.
    pub fn leaf(&self, row: &[f64]) -> usize {
        let mut node = 0;
        loop {
            match self.nodes[node] {
                Node::Split { feature, threshold, left } => node = left + usize::from(row[feature] > threshold),
                Node::Leaf(leaf) => return leaf,
            }
        }
    }

    /// What a leaf predicts, `[outputs]`.
    pub fn value(&self, leaf: usize) -> &[f64] {
        &self.leaf_values[leaf * self.outputs..][..self.outputs]
    }

    /// Boosting fits its leaves to its own loss.
    pub fn set_values(&mut self, leaf_values: Vec<f64>) {
        self.leaf_values = leaf_values;
    }
}

/// A tree that grows, some nodes at a time.
#[derive(Debug)]
pub struct Growth {
    limits: Limits,
    tree: Tree,
    /// Nodes to be split or to become leaves: their place, their rows, the splits above them.
    open: Vec<(usize, Vec<usize>, usize)>,
    /// All features, in whatever order the last draw left them.
    features: Vec<usize>,
}

impl Growth {
    /// From these rows; a row may occur more than once.
    pub fn new(bins: &Bins, outputs: usize, rows: Vec<usize>, limits: Limits) -> Self {
        let tree = Tree { nodes: vec![Node::Leaf(0)], outputs, leaf_values: Vec::new() };
        Self { limits, tree, open: vec![(0, rows, 0)], features: (0..bins.edges.len()).collect() }
    }

    /// Grows on towards `targets`, `[all rows, outputs]`, for a while; false where nothing is left to be done.
    pub fn advance(&mut self, bins: &Bins, targets: &[f64], random: &mut Xoshiro256PlusPlus) -> bool {
        Grower { bins, targets, random, growth: self }.grow();
        !self.open.is_empty()
    }

    pub fn into_tree(self) -> Tree {
        self.tree
    }
}

struct Grower<'a> {
    bins: &'a Bins,
    targets: &'a [f64],
    random: &'a mut Xoshiro256PlusPlus,
    growth: &'a mut Growth,
}

impl Grower<'_> {
    fn grow(&mut self) {
        let values_a_row = self.growth.features.len().min(self.growth.limits.features) * self.growth.tree.outputs;
        let mut looked_at = 0;
        while looked_at < PIECE_VALUES {
            let Some((node, rows, depth)) = self.growth.open.pop() else { break };
            looked_at += rows.len() * values_a_row;
            let sums = self.sums(&rows);
            let split = if depth < self.growth.limits.most_depth { self.best_split(&rows, &sums) } else { None };
            if let Some((feature, bin)) = split {
                let left = self.growth.tree.nodes.len();
                let threshold = self.bins.edges[feature][bin];
                self.growth.tree.nodes[node] = Node::Split { feature, threshold, left };
                self.growth.tree.nodes.extend([Node::Leaf(0), Node::Leaf(0)]);
                let is_left = |&row: &usize| usize::from(self.bins.bins[feature][row]) <= bin;
                let (left_rows, right_rows) = rows.into_iter().partition(is_left);
                self.growth.open.push((left + 1, right_rows, depth + 1));
                self.growth.open.push((left, left_rows, depth + 1));
            } else {
                self.growth.tree.nodes[node] = Node::Leaf(self.growth.tree.leaves());
                let count = rows.len().max(1) as f64;
                self.growth.tree.leaf_values.extend(sums.iter().map(|sum| sum / count));
            }
        }
    }

    fn sums(&self, rows: &[usize]) -> Vec<f64> {
        let mut sums = vec![0.0; self.growth.tree.outputs];
        rows.iter().for_each(|&row| self.add(row, &mut sums));
        sums
    }

    fn add(&self, row: usize, sums: &mut [f64]) {
        let targets = &self.targets[row * sums.len()..][..sums.len()];
        sums.iter_mut().zip(targets).for_each(|(sum, target)| *sum += target);
    }

    /// The feature and the last bin on its left. As many features as `limits` says are looked at, and more only until one
    /// of them can be split.
    fn best_split(&mut self, rows: &[usize], sums: &[f64]) -> Option<(usize, usize)> {
        if rows.len() < 2 * self.growth.limits.least_leaf_rows.max(1) {
            return None;
        }
        let mut best = None;
        let all = self.growth.features.len();
        for looked in 0..all {
            if looked >= self.growth.limits.features && best.is_some() {
                break;
            }
            if self.growth.limits.features < all {
                let drawn = self.random.random_range(looked..all);
                self.growth.features.swap(looked, drawn);
            }
            let feature = self.growth.features[looked];
            if let Some((gain, bin)) = self.best_bin(feature, rows, sums)
                && best.is_none_or(|(best_gain, _, _)| gain > best_gain)
            {
                best = Some((gain, feature, bin));
            }
        }
        best.map(|(_, feature, bin)| (feature, bin))
    }

    fn best_bin(&self, feature: usize, rows: &[usize], sums: &[f64]) -> Option<(f64, usize)> {
        let (bins, outputs) = (&self.bins.bins[feature], sums.len());
        let bin_count = self.bins.edges[feature].len() + 1;
        let (mut counts, mut bin_sums) = (vec![0; bin_count], vec![0.0; bin_count * outputs]);
        for &row in rows {
            let bin = usize::from(bins[row]);
            counts[bin] += 1;
            self.add(row, &mut bin_sums[bin * outputs..][..outputs]);
        }
        let unsplit = squares(sums.iter().copied(), rows.len());
        let (mut left_sums, mut left_count) = (vec![0.0; outputs], 0);
        let mut best = None;
        for bin in 0..bin_count - 1 {
            left_count += counts[bin];
            left_sums.iter_mut().zip(&bin_sums[bin * outputs..]).for_each(|(sum, more)| *sum += more);
            let right_count = rows.len() - left_count;
            if counts[bin] == 0 || left_count.min(right_count) < self.growth.limits.least_leaf_rows.max(1) {
                continue;
            }
            let right_sums = sums.iter().zip(&left_sums).map(|(all, left)| all - left);
            let gain = squares(left_sums.iter().copied(), left_count) + squares(right_sums, right_count) - unsplit;
            if gain > SMALLEST_GAIN && best.is_none_or(|(best_gain, _)| gain > best_gain) {
                best = Some((gain, bin));
            }
        }
        best
    }
}

/// What a node takes off the squared error by predicting its mean: `sum^2 / count`, over all outputs.
fn squares(sums: impl Iterator<Item = f64>, count: usize) -> f64 {
    sums.map(|sum| sum * sum).sum::<f64>() / count as f64
}
