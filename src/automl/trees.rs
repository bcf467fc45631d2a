//! Regression trees (CART) over binned features: what forests and boosting are made of.
//!
//! A tree predicts one or more outputs and splits where the squared error falls most. With a column of zeros and ones for
//! each class that is the Gini impurity, and a leaf's mean the classes' shares.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

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
#[derive(Clone, Debug)]
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
    pub fn of(features: &Matrix) -> Self {
        let edges: Vec<Vec<f64>> = (0..features.columns()).map(|column| edges(features.column(column))).collect();
        let bin = |value: f64, edges: &[f64]| edges.partition_point(|&edge| edge < value) as u8;
        let bins = edges
            .iter()
            .enumerate()
            .map(|(column, edges)| features.column(column).map(|value| bin(value, edges)).collect());
        Self { bins: bins.collect(), edges }
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
    /// Grows a tree on these rows (a row may occur more than once) towards `targets`, `[all rows, outputs]`.
    pub fn grow(
        bins: &Bins,
        targets: &[f64],
        outputs: usize,
        rows: Vec<usize>,
        limits: Limits,
        random: &mut Xoshiro256PlusPlus,
    ) -> Self {
        let features = (0..bins.edges.len()).collect();
        let tree = Self { nodes: vec![Node::Leaf(0)], outputs, leaf_values: Vec::new() };
        let mut grower = Grower { bins, targets, limits, random, features, tree };
        grower.grow(rows);
        grower.tree
    }

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

struct Grower<'a> {
    bins: &'a Bins,
    targets: &'a [f64],
    limits: Limits,
    random: &'a mut Xoshiro256PlusPlus,
    /// All features, in whatever order the last draw left them.
    features: Vec<usize>,
    tree: Tree,
}

impl Grower<'_> {
    fn grow(&mut self, rows: Vec<usize>) {
        let mut open = vec![(0, rows, 0)];
        while let Some((node, rows, depth)) = open.pop() {
            let sums = self.sums(&rows);
            let split = if depth < self.limits.most_depth { self.best_split(&rows, &sums) } else { None };
            if let Some((feature, bin)) = split {
                let left = self.tree.nodes.len();
                let threshold = self.bins.edges[feature][bin];
                self.tree.nodes[node] = Node::Split { feature, threshold, left };
                self.tree.nodes.extend([Node::Leaf(0), Node::Leaf(0)]);
                let is_left = |&row: &usize| usize::from(self.bins.bins[feature][row]) <= bin;
                let (left_rows, right_rows) = rows.into_iter().partition(is_left);
                open.push((left + 1, right_rows, depth + 1));
                open.push((left, left_rows, depth + 1));
            } else {
                self.tree.nodes[node] = Node::Leaf(self.tree.leaves());
                let count = rows.len().max(1) as f64;
                self.tree.leaf_values.extend(sums.iter().map(|sum| sum / count));
            }
        }
    }

    fn sums(&self, rows: &[usize]) -> Vec<f64> {
        let mut sums = vec![0.0; self.tree.outputs];
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
        if rows.len() < 2 * self.limits.least_leaf_rows.max(1) {
            return None;
        }
        let mut best = None;
        let all = self.features.len();
        for looked in 0..all {
            if looked >= self.limits.features && best.is_some() {
                break;
            }
            if self.limits.features < all {
                let drawn = self.random.random_range(looked..all);
                self.features.swap(looked, drawn);
            }
            let feature = self.features[looked];
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
            if counts[bin] == 0 || left_count.min(right_count) < self.limits.least_leaf_rows.max(1) {
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
