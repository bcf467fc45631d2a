//! A deep net learns to tell two moons apart, from first weights of the reader's choice.

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::activation::softmax;
use burn::tensor::{Device, Int, Tensor};

use super::health::Health;
use super::probe::{Reading, histogram, look, range};
use crate::data::toy::{Labelled, moons};
use crate::engine::init::Init;
use crate::lessons::small_data::*;

struct Initialization {
    net: Mlp,
    optimizer: Optimizer,
    learning_rate: f64,
    steps: u64,
    train: Labelled<2>,
    test: Labelled<2>,
}

const POINTS_PER_CLASS: usize = 100;
const BINS: usize = 41;
/// Cells along each side of the decision regions, and half their width in data units.
const SIDE: usize = 36;
const REACH: f32 = 4.5;

/// The lesson's experiment.
///
/// # Errors
/// None: every value that the settings allow can be tried.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let seed = settings.integer("seed");
    let (depth, width) = (settings.integer("depth") as usize, settings.integer("width") as usize);
    let widths = [vec![2], vec![width; depth], vec![2]].concat();
    let activation = Nonlinearity::named(settings.choice("activation"));
    Ok(Box::new(Initialization {
        net: Mlp::with_init(init(settings), &widths, activation, seed, &Device::flex().autodiff()),
        optimizer: Optimizer::new(settings.choice("optimizer")),
        learning_rate: settings.real("lr"),
        steps: settings.integer("epochs"),
        train: moons(seed, POINTS_PER_CLASS),
        test: moons(!seed, POINTS_PER_CLASS),
    }))
}

/// The setting `init`.
fn init(settings: &Settings) -> Init {
    match settings.choice("init") {
        "zeros" => Init::Zeros,
        "normal" => Init::Normal { sd: settings.real("sd") },
        "xavier-normal" => Init::XavierNormal,
        "kaiming-uniform" => Init::KaimingUniform,
        "kaiming-normal" => Init::KaimingNormal,
        "pytorch" => Init::PyTorch,
        _ => Init::XavierUniform,
    }
}

impl Experiment for Initialization {
    fn plan(&self) -> Plan {
        full_batch(self.train.len(), self.test.len(), self.steps)
    }

    fn layers(&self) -> Vec<LayerSummary> {
        self.net.layers()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let (loss, accuracy) = measure(&self.net, &self.train, &Device::flex().autodiff());
        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        self.net = self.optimizer.step(self.learning_rate, self.net.clone(), gradients);
        let (test_loss, test_accuracy) = measure(&self.net.valid(), &self.test, &Device::flex());
        Ok(vec![
            ("train-loss", number(loss)),
            ("train-accuracy", accuracy),
            ("test-loss", number(test_loss)),
            ("test-accuracy", test_accuracy),
        ])
    }

    fn picture(&mut self) -> Picture {
        let (positions, classes) = tensors(&self.train, &Device::flex().autodiff());
        let readings = look(&self.net, positions, classes);
        let health = readings.iter().flat_map(|reading| reading.health(self.net.activation).to_row());
        let picture = Picture::default()
            .with("health", &[readings.len(), Health::NUMBERS], health)
            .with("regions", &[SIDE, SIDE], self.regions())
            .with("points", &[self.train.len(), 2], self.train.positions.iter().flatten().copied())
            .with("classes", &[self.train.len()], self.train.classes.iter().map(|class| f32::from(*class)));
        let picture = with_histograms(picture, "activations", &readings, |reading| &reading.activations);
        with_histograms(picture, "gradients", &readings, |reading| &reading.gradients)
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.learning_rate = settings.real("lr");
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        state("", &self.net, &self.optimizer)
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        self.net = restore("", self.net.clone(), &mut self.optimizer, tensors, step)?;
        Ok(())
    }
}

impl Initialization {
    /// The probability of class 1 over the plane, `[SIDE, SIDE]`, the row of the smallest y first.
    fn regions(&self) -> Vec<f32> {
        let middle = |cell: usize| REACH * (2.0 * (cell as f32 + 0.5) / SIDE as f32 - 1.0);
        let places = (0..SIDE * SIDE).flat_map(|cell| [middle(cell % SIDE), middle(cell / SIDE)]).collect();
        let places = rows(places, 2, &Device::flex());
        values(softmax(self.net.valid().forward(places), 1).slice([0..SIDE * SIDE, 1..2]))
    }
}

/// Mean cross-entropy, and the share of points that get their class.
fn measure(net: &Mlp, points: &Labelled<2>, device: &Device) -> (Tensor<1>, f64) {
    let (positions, classes) = tensors(points, device);
    let logits = net.forward(positions);
    (cross_entropy(logits.clone(), classes.clone()), accuracy(logits, classes))
}

/// `<name>` `[layers, BINS]` over the one range `<name>-range` `[2]`, so that layers can be compared.
fn with_histograms(picture: Picture, name: &str, readings: &[Reading], of: fn(&Reading) -> &[f32]) -> Picture {
    let range = range(readings.iter().map(of));
    let counts = readings.iter().flat_map(|reading| histogram(of(reading), range, BINS));
    picture.with(name, &[readings.len(), BINS], counts).with(&format!("{name}-range"), &[2], range)
}

/// Positions `[n, 2]` and classes `[n]`.
fn tensors(points: &Labelled<2>, device: &Device) -> (Tensor<2>, Tensor<1, Int>) {
    (rows(points.positions.as_flattened().to_vec(), 2, device), classes(&points.classes, device))
}
