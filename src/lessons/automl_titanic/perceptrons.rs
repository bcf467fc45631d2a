//! The family of multi-layer perceptrons, trained by burn: a candidate like any other.

use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::GradientsParams;
use burn::tensor::activation::softmax;
use burn::tensor::{Device, Int, Tensor, TensorData};
use rand::seq::{IndexedRandom, SliceRandom};

use crate::automl::matrix::Matrix;
use crate::automl::model::{Examples, Model, ModelError, Recipe};
use crate::data::random::stream;
use crate::engine::mlp::{Activation, Mlp};
use crate::engine::optimizer::{self, Optimizer};

/// One hidden layer of ReLU units, Adam with 0.01, batches of 32.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Perceptron {
    pub hidden: usize,
    pub epochs: usize,
    pub weight_decay: f64,
}

const LEARNING_RATE: f64 = 0.01;
const BATCH: usize = 32;
/// Of large tables each epoch sees so many examples, drawn anew.
const MOST_EXAMPLES_AN_EPOCH: usize = 4_000;

/// A sensible one first, then others of a grid, none twice.
pub fn perceptrons(count: usize, seed: u64) -> Vec<Box<dyn Recipe>> {
    let random = &mut stream(seed, 5);
    let mut kept = vec![Perceptron { hidden: 16, epochs: 20, weight_decay: 0.01 }];
    let mut pick = |choices: &[usize]| choices.choose(random).copied().unwrap_or(1);
    // Far more draws than the grid has cells.
    for _ in 0..50 * count {
        let (hidden, epochs) = (pick(&[4, 8, 16, 32, 64]), pick(&[10, 20, 40]));
        let weight_decay = [0.0, 0.001, 0.01, 0.03][pick(&[0, 1, 2, 3])];
        let next = Perceptron { hidden, epochs, weight_decay };
        if kept.len() < count && !kept.contains(&next) {
            kept.push(next);
        }
    }
    kept.into_iter().take(count).map(|recipe| Box::new(recipe) as Box<dyn Recipe>).collect()
}

impl Recipe for Perceptron {
    fn family(&self) -> &'static str {
        "perceptron"
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        vec![("hidden", self.hidden as f64), ("epochs", self.epochs as f64), ("weight-decay", self.weight_decay)]
    }

    fn fit(&self, examples: &Examples, seed: u64) -> Result<Box<dyn Model>, ModelError> {
        let device = Device::flex().autodiff();
        let columns = examples.features().columns();
        let mut net = Mlp::new(&[columns, self.hidden, examples.class_count()], Activation::Relu, seed, &device);
        let mut optimizer = Optimizer::with(optimizer::Recipe::ADAM.with_weight_decay(self.weight_decay));
        let mut order: Vec<usize> = (0..examples.rows()).collect();
        let random = &mut stream(seed, 0);
        for _ in 0..self.epochs {
            order.shuffle(random);
            for batch in order[..order.len().min(MOST_EXAMPLES_AN_EPOCH)].chunks(BATCH) {
                let x = tensor(batch.iter().map(|&row| examples.features().row(row)), columns, &device);
                let classes: Vec<i32> = batch.iter().map(|&row| examples.classes()[row] as i32).collect();
                let classes = Tensor::<1, Int>::from_data(TensorData::new(classes, [batch.len()]), &device);
                let loss = CrossEntropyLossConfig::new().init(&device).forward(net.forward(x), classes);
                let gradients = GradientsParams::from_grads(loss.backward(), &net);
                net = optimizer.step(LEARNING_RATE, net, gradients);
            }
        }
        Ok(Box::new(Trained { net }))
    }
}

#[derive(Debug)]
struct Trained {
    net: Mlp,
}

impl Model for Trained {
    fn probabilities(&self, features: &Matrix) -> Matrix {
        use burn::module::Module;
        let net = self.net.valid();
        let x = tensor(features.iter(), features.columns(), &Device::flex());
        let probabilities = softmax(net.forward(x), 1);
        let [_, classes] = probabilities.dims();
        let values = probabilities.into_data().try_into_vec::<f32>().expect("the CPU has its f32 values at hand");
        Matrix::from_values(classes, values.into_iter().map(f64::from).collect())
    }
}

fn tensor<'a>(rows: impl Iterator<Item = &'a [f64]>, columns: usize, device: &Device) -> Tensor<2> {
    let values: Vec<f32> = rows.flatten().map(|&value| value as f32).collect();
    let count = values.len() / columns.max(1);
    Tensor::from_data(TensorData::new(values, [count, columns]), device)
}
