//! Random forest (Breiman 2001): trees on bootstrap samples, each split chosen among a few random features.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe, Training};
use super::trees::{Bins, Growth, Limits, Tree};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forest {
    pub trees: usize,
    pub most_depth: usize,
    pub least_leaf_rows: usize,
    /// The share of the features that each split is chosen among, 0 to 1; at least one feature.
    pub features_share: f64,
}

impl Recipe for Forest {
    fn family(&self) -> &'static str {
        "forest"
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("trees", self.trees as f64),
            ("most_depth", self.most_depth as f64),
            ("least_leaf_rows", self.least_leaf_rows as f64),
            ("features_share", self.features_share),
        ]
    }

    fn begin(&self, examples: &Examples, seed: u64) -> Box<dyn Training> {
        let targets = examples.answers().targets();
        let features = (self.features_share * examples.features().columns() as f64).round().max(1.0) as usize;
        let limits = Limits { most_depth: self.most_depth, least_leaf_rows: self.least_leaf_rows, features };
        let (random, bins) = (Xoshiro256PlusPlus::seed_from_u64(seed), Bins::default());
        let tree_count = self.trees.max(1);
        Box::new(Planting { random, bins, targets, limits, tree_count, trees: Vec::new(), growth: None })
    }
}

/// A forest on the way.
#[derive(Debug)]
struct Planting {
    random: Xoshiro256PlusPlus,
    bins: Bins,
    /// `[rows, outputs]`
    targets: Matrix,
    limits: Limits,
    tree_count: usize,
    trees: Vec<Tree>,
    growth: Option<Growth>,
}

impl Training for Planting {
    fn advance(&mut self, examples: &Examples) -> Result<Option<Box<dyn Model>>, ModelError> {
        if self.bins.add_next(examples.features()) {
            return Ok(None);
        }
        let (rows, outputs) = (examples.rows(), examples.answers().outputs());
        let mut growth = self.growth.take().unwrap_or_else(|| {
            let sample = (0..rows).map(|_| self.random.random_range(0..rows)).collect();
            Growth::new(&self.bins, outputs, sample, self.limits)
        });
        if growth.advance(&self.bins, self.targets.values(), &mut self.random) {
            self.growth = Some(growth);
        } else {
            self.trees.push(growth.into_tree());
        }
        let is_whole = self.trees.len() == self.tree_count;
        Ok(is_whole.then(|| Box::new(ForestModel { outputs, trees: std::mem::take(&mut self.trees) }) as _))
    }
}

#[derive(Clone, Debug)]
struct ForestModel {
    outputs: usize,
    trees: Vec<Tree>,
}

impl Model for ForestModel {
    /// The mean of what the trees say.
    fn predict(&self, features: &Matrix) -> Matrix {
        let mut means = Matrix::zeros(features.rows(), self.outputs);
        for (index, row) in features.iter().enumerate() {
            let row_means = means.row_mut(index);
            for tree in &self.trees {
                let shares = tree.value(tree.leaf(row));
                row_means.iter_mut().zip(shares).for_each(|(mean, share)| *mean += share / self.trees.len() as f64);
            }
        }
        means
    }
}
