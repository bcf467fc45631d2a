//! The family of multi-layer perceptrons, trained by burn: a candidate like any other.

use burn::nn::loss::{CrossEntropyLossConfig, MseLoss, Reduction};
use burn::optim::GradientsParams;
use burn::tensor::activation::softmax;
use burn::tensor::{Device, Int, Tensor, TensorData};
use rand::seq::{IndexedRandom, SliceRandom};

use crate::automl::answers::Answers;
use crate::automl::matrix::Matrix;
use crate::automl::model::{Examples, Model, ModelError, Recipe, Training};
use crate::data::random::{Random, stream};
use crate::engine::mlp::{Mlp, Nonlinearity};
use crate::engine::optimizer::{self, Optimizer};
use crate::lessons::small_data::{rows as rows_of, values};

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
/// Batches that are trained on within one piece of work.
const PIECE_BATCHES: usize = 8;

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

    fn begin(&self, examples: &Examples, seed: u64) -> Box<dyn Training> {
        let device = Device::flex().autodiff();
        let widths = [examples.features().columns(), self.hidden, examples.answers().outputs()];
        Box::new(Epochs {
            net: Mlp::new(&widths, Nonlinearity::Relu, seed, &device),
            optimizer: Optimizer::with(optimizer::Recipe::ADAM.with_weight_decay(self.weight_decay)),
            order: (0..examples.rows()).collect(),
            random: stream(seed, 0),
            left: self.epochs,
            batches_done: 0,
            device,
        })
    }
}

/// A perceptron on the way.
#[derive(Debug)]
struct Epochs {
    net: Mlp,
    optimizer: Optimizer,
    order: Vec<usize>,
    random: Random,
    /// Epochs, and of the first of them the batches that are done.
    left: usize,
    batches_done: usize,
    device: Device,
}

impl Training for Epochs {
    fn advance(&mut self, examples: &Examples) -> Result<Option<Box<dyn Model>>, ModelError> {
        if self.left == 0 {
            let is_number = matches!(examples.answers(), Answers::Numbers(_));
            return Ok(Some(Box::new(Trained { net: self.net.clone(), is_number })));
        }
        if self.batches_done == 0 {
            self.order.shuffle(&mut self.random);
        }
        let epoch = self.order[..self.order.len().min(MOST_EXAMPLES_AN_EPOCH)].to_vec();
        for batch in epoch.chunks(BATCH).skip(self.batches_done).take(PIECE_BATCHES) {
            self.learn(examples, batch);
        }
        self.batches_done += PIECE_BATCHES;
        if self.batches_done * BATCH >= epoch.len() {
            (self.left, self.batches_done) = (self.left - 1, 0);
        }
        Ok(None)
    }
}

impl Epochs {
    fn learn(&mut self, examples: &Examples, batch: &[usize]) {
        let rows = batch.iter().map(|&row| examples.features().row(row));
        let x = tensor(rows, examples.features().columns(), &self.device);
        let said = self.net.forward(x);
        let loss = match examples.answers() {
            Answers::Classes { of_row, .. } => {
                let classes: Vec<i32> = batch.iter().map(|&row| of_row[row] as i32).collect();
                let classes = Tensor::<1, Int>::from_data(TensorData::new(classes, [batch.len()]), &self.device);
                CrossEntropyLossConfig::new().init(&self.device).forward(said, classes)
            }
            Answers::Numbers(values) => {
                let numbers: Vec<f32> = batch.iter().map(|&row| values[row] as f32).collect();
                let numbers = Tensor::from_data(TensorData::new(numbers, [batch.len(), 1]), &self.device);
                MseLoss::new().forward(said, numbers, Reduction::Mean)
            }
        };
        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        self.net = self.optimizer.step(LEARNING_RATE, self.net.clone(), gradients);
    }
}

#[derive(Debug)]
struct Trained {
    net: Mlp,
    is_number: bool,
}

impl Model for Trained {
    fn predict(&self, features: &Matrix) -> Matrix {
        use burn::module::Module;
        let net = self.net.valid();
        let x = tensor(features.iter(), features.columns(), &Device::flex());
        let said = if self.is_number { net.forward(x) } else { softmax(net.forward(x), 1) };
        let [_, outputs] = said.dims();
        Matrix::from_values(outputs, values(said).into_iter().map(f64::from).collect())
    }
}

fn tensor<'a>(rows: impl Iterator<Item = &'a [f64]>, columns: usize, device: &Device) -> Tensor<2> {
    let values: Vec<f32> = rows.flatten().map(|&value| value as f32).collect();
    rows_of(values, columns, device)
}
