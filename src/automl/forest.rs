//! Random forest (Breiman 2001): trees on bootstrap samples, each split chosen among a few random features.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::matrix::Matrix;
use super::model::{Examples, Model, ModelError, Recipe};
use super::trees::{Bins, Limits, Tree};

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

    fn fit(&self, examples: &Examples, seed: u64) -> Result<Box<dyn Model>, ModelError> {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let (rows, class_count) = (examples.rows(), examples.class_count());
        let bins = Bins::of(examples.features());
        let mut targets = Matrix::zeros(rows, class_count);
        for (row, &class) in examples.classes().iter().enumerate() {
            targets.row_mut(row)[class] = 1.0;
        }
        let features = (self.features_share * examples.features().columns() as f64).round().max(1.0) as usize;
        let limits = Limits { most_depth: self.most_depth, least_leaf_rows: self.least_leaf_rows, features };
        let mut tree = || {
            let sample = (0..rows).map(|_| random.random_range(0..rows)).collect();
            Tree::grow(&bins, targets.values(), class_count, sample, limits, &mut random)
        };
        let trees = (0..self.trees.max(1)).map(|_| tree()).collect();
        Ok(Box::new(ForestModel { class_count, trees }))
    }
}

#[derive(Clone, Debug)]
struct ForestModel {
    class_count: usize,
    trees: Vec<Tree>,
}

impl Model for ForestModel {
    /// The mean of the trees' shares.
    fn probabilities(&self, features: &Matrix) -> Matrix {
        let mut probabilities = Matrix::zeros(features.rows(), self.class_count);
        for (index, row) in features.iter().enumerate() {
            let means = probabilities.row_mut(index);
            for tree in &self.trees {
                let shares = tree.value(tree.leaf(row));
                means.iter_mut().zip(shares).for_each(|(mean, share)| *mean += share / self.trees.len() as f64);
            }
        }
        probabilities
    }
}
