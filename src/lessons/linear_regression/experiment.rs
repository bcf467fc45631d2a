//! The experiment: draws batches, lets one of the two programs learn from them, and measures how far it has come.

use burn::nn::loss::Reduction;
use burn::tensor::{Device, Tensor, TensorData};
use rand::{RngExt, SeedableRng};
use rand_distr::StandardNormal;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::bowl::{Bowl, Window};
use super::data::{Examples, batch_of};
use super::program::Program;
use super::trail::Trail;
use crate::lessons::small_data::*;

struct LinearRegression {
    examples: Examples,
    program: Program,
    settings: Settings,
    /// Steps taken.
    step: u64,
    /// The loss that is made smaller, over all examples.
    bowl: Bowl,
    /// Parameters (w1, ..., wk, b) after each step.
    trail: Trail,
}

/// Cells along each side of the loss surface.
const SIDE: usize = 60;
/// Examples that the scatter plot shows, and that the picture of the differences shows.
const SHOWN: usize = 200;
const SHOWN_DIFFERENCES: usize = 10;

/// The lesson's experiment.
///
/// # Errors
/// None: every value that the settings allow can be tried.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let examples = Examples::new(settings);
    let bowl = match settings.choice("targets") {
        "flat" => Bowl::of_all_combinations(&examples.inputs, &examples.targets),
        _ => Bowl::of_pairs(&examples.inputs, &examples.targets),
    };
    let first = first_parameters(settings.integer("seed"), examples.width());
    let mut trail = Trail::new(first.len());
    trail.push(first.iter().copied());
    let program = Program::new(settings, &first);
    Ok(Box::new(LinearRegression { examples, program, settings: settings.clone(), step: 0, bowl, trail }))
}

/// Weights from N(0, 0.01), bias 0.
fn first_parameters(seed: u64, width: usize) -> Vec<f32> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut draw = || 0.01 * random.sample::<f32, _>(StandardNormal);
    (0..width).map(|_| draw()).chain([0.0]).collect()
}

impl Experiment for LinearRegression {
    fn plan(&self) -> Plan {
        Plan {
            train_examples: self.examples.len() as u64,
            test_examples: 0,
            steps_per_epoch: self.examples.len().div_ceil(self.batch_size()) as u64,
            epochs: self.settings.integer("epochs"),
        }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        let parameters = self.examples.width() as u64 + 1;
        vec![LayerSummary { name: "linear".to_owned(), output: vec![1], parameters }]
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let (inputs, targets) = self.examples.pick(&self.batch(self.step));
        let count = targets.len();
        let device = Device::flex();
        let inputs = Tensor::from_data(TensorData::new(inputs, [count, self.examples.width()]), &device);
        let targets = Tensor::<1>::from_floats(targets.as_slice(), &device);
        // A target for each row; or, the trap, all targets in a single row: [1, n].
        let targets: Tensor<2> = if self.is_flat() { targets.unsqueeze() } else { targets.unsqueeze_dim(1) };
        let reduction = if self.is_sum() { Reduction::Sum } else { Reduction::Mean };
        let loss = self.program.step(inputs, targets, &reduction, self.settings.real("lr"));
        self.step += 1;
        let parameters = self.program.parameters();
        self.trail.push(parameters.iter().copied());

        // Losses are comparable only when both are means.
        let errors = if self.is_flat() { count * count } else { count };
        let loss = f64::from(loss) / if self.is_sum() { errors as f64 } else { 1.0 };
        let parameters: Vec<f64> = parameters.into_iter().map(f64::from).collect();
        let distance = |index: usize| (parameters[index] - self.examples.goal[index]).abs();
        let bias = self.examples.width();
        let mut metrics = vec![
            ("train-loss", loss),
            ("w-error", (0..bias).map(distance).fold(0.0, f64::max)),
            ("b-error", distance(bias)),
        ];
        metrics.extend(self.examples.held_back.as_ref().map(|bowl| ("test-loss", bowl.value(&parameters))));
        Ok(metrics)
    }

    fn picture(&mut self) -> Picture {
        let axes = self.axes();
        let on_axes = |parameters: &[f64]| (parameters[axes.0], parameters[axes.1]);
        let minimum = self.bowl.minimum();
        let window = Window::around(&[(0.0, 0.0), on_axes(&minimum), on_axes(&self.examples.goal)]);
        let surface = self.bowl.slice(&minimum, axes, &window, SIDE);
        let goal = on_axes(&self.examples.goal);
        let parameters = self.program.parameters();
        let here = [parameters[axes.0], parameters[axes.1]];
        // Once no smaller than where gradient descent turns unstable: what the whole batch's gradient is multiplied by.
        let errors_summed = match (self.is_sum(), self.is_flat()) {
            (false, _) => 1,
            (true, false) => self.batch_size(),
            (true, true) => self.batch_size().pow(2),
        };
        let limit = self.bowl.largest_learning_rate() / errors_summed as f64;
        let (rows, columns, differences) = self.differences(&parameters);
        let (points, fit, frame) = self.scatter(&parameters);
        Picture::default()
            .with("surface", &[SIDE, SIDE], surface)
            .with("window", &[4], window.to_array())
            .with("path", &[self.trail.len(), 2], self.trail.along(axes))
            .with("here", &[1, 2], here)
            .with("goal", &[1, 2], [goal.0 as f32, goal.1 as f32])
            .with("parameters", &[parameters.len()], parameters)
            .with("limit", &[1], [limit as f32])
            .with("differences", &[rows, columns], differences)
            .with("points", &[points.len() / 2, 2], points)
            .with("fit", &[2, 2], fit)
            .with("frame", &[4], frame.to_array())
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.settings = settings.clone();
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        let mut tensors = self.program.tensors();
        let shape = vec![self.trail.len(), self.examples.width() + 1];
        tensors.insert(TRAIL.to_owned(), Values { shape, values: self.trail.values().to_vec() });
        tensors
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        let mut tensors = tensors.clone();
        let width = self.examples.width();
        let trail = tensors.remove(TRAIL).ok_or_else(|| Difference::missing(TRAIL))?;
        self.program.restore(&tensors, step)?;
        self.step = step;
        self.trail = Trail::restored(width + 1, &trail.values, step + 1);
        Ok(())
    }
}

const TRAIL: &str = "trail";

impl LinearRegression {
    fn batch_size(&self) -> usize {
        (self.settings.integer("batch") as usize).clamp(1, self.examples.len())
    }

    fn batch(&self, step: u64) -> Vec<u32> {
        batch_of(self.settings.integer("seed"), self.examples.len(), self.batch_size(), step)
    }

    fn is_flat(&self) -> bool {
        self.settings.choice("targets") == "flat"
    }

    fn is_sum(&self) -> bool {
        self.settings.choice("reduction") == "sum"
    }

    /// The two parameters that span the loss surface: the last is the bias.
    fn axes(&self) -> (usize, usize) {
        match self.examples.width() {
            1 => (0, 1),
            width if self.settings.choice("surface") == "w1-b" => (0, width),
            _ => (0, 1),
        }
    }

    /// Predictions minus targets for a few examples of the newest batch, as the program subtracts them.
    fn differences(&self, parameters: &[f32]) -> (usize, usize, Vec<f32>) {
        let mut batch = self.batch(self.step.saturating_sub(1));
        batch.truncate(SHOWN_DIFFERENCES);
        let (inputs, targets) = self.examples.pick(&batch);
        let predictions: Vec<f32> = inputs.chunks(self.examples.width()).map(|row| predict(parameters, row)).collect();
        let rows = predictions.len();
        if self.is_flat() {
            let all = predictions.iter().flat_map(|prediction| targets.iter().map(move |target| prediction - target));
            (rows, rows, all.collect())
        } else {
            (rows, 1, predictions.iter().zip(&targets).map(|(prediction, target)| prediction - target).collect())
        }
    }

    /// Points, the line through them, and the part of the plane to show. With one input: the data and the fitted line. With more:
    /// over the first input, what the weights of the others leave of each target; the cloud closes in on the line.
    fn scatter(&self, parameters: &[f32]) -> (Vec<f32>, [f32; 4], Window) {
        let Examples { inputs, targets, .. } = &self.examples;
        let width = self.examples.width();
        let range = |values: &mut dyn Iterator<Item = f32>| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(f64::from(value)), high.max(f64::from(value)))
            })
        };
        let (low, high) = range(&mut targets.iter().copied());
        let (left, right) = range(&mut inputs.iter().step_by(width).copied());
        let frame = Window::around(&[(left, low), (right, high)]);
        let mut others = parameters.to_vec();
        let (slope, bias) = (std::mem::take(&mut others[0]), std::mem::take(&mut others[width]));
        let point = |(row, &target): (&[f32], &f32)| [row[0], target - predict(&others, row)];
        let points = inputs.chunks(width).zip(targets).take(SHOWN).flat_map(point).collect();
        let at = |x: f64| [x as f32, slope * x as f32 + bias];
        let ([x0, y0], [x1, y1]) = (at(frame.x_min), at(frame.x_max));
        (points, [x0, y0, x1, y1], frame)
    }
}

fn predict(parameters: &[f32], inputs: &[f32]) -> f32 {
    let (bias, weights) = parameters.split_last().unwrap_or((&0.0, &[]));
    inputs.iter().zip(weights).map(|(x, weight)| x * weight).sum::<f32>() + bias
}
