//! A net 2-H-2 learns which class a point of the plane belongs to: the program that runs.

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::activation::{log_softmax, softmax};
use burn::tensor::{Device, Int, Tensor};

use super::points::{self, CELLS};
use crate::data::toy::{self, Labelled};
use crate::lessons::small_data::*;

pub struct TwoBlobs {
    net: Mlp,
    optimizer: Optimizer,
    learning_rate: f64,
    steps: u64,
    train: Sample,
    /// Other points of the same kind; empty where the reader placed the points.
    test: Sample,
    /// Where the decision regions are computed: `[cells, 2]`.
    cells: Tensor<2>,
}

/// Points with their classes, as tensors `[points, 2]` and `[points]`.
struct Sample {
    points: Labelled<2>,
    x: Tensor<2>,
    classes: Tensor<1, Int>,
}

/// # Errors
/// [`Fault::BadExpression`] for placed points that cannot be read.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let device = Device::flex().autodiff();
    let widths = [2, settings.integer("width") as usize, 2];
    let (train, test) = samples(settings)?;
    Ok(Box::new(TwoBlobs {
        net: Mlp::new(&widths, Nonlinearity::Relu, settings.integer("seed"), &device),
        optimizer: Optimizer::new(settings.choice("optimizer")),
        learning_rate: settings.real("lr"),
        steps: settings.integer("epochs"),
        train,
        test,
        cells: rows(points::cell_middles().as_flattened().to_vec(), 2, &Device::flex()),
    }))
}

impl Experiment for TwoBlobs {
    fn plan(&self) -> Plan {
        full_batch(self.train.points.len(), self.test.points.len(), self.steps)
    }

    fn layers(&self) -> Vec<LayerSummary> {
        self.net.layers()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        if self.train.points.is_empty() {
            return Err(Fault::NoPoints);
        }
        let logits = self.net.forward(self.train.x.clone());
        let loss = cross_entropy(logits.clone(), self.train.classes.clone());
        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        let net = self.net.clone();
        self.net = self.optimizer.step(self.learning_rate, net, gradients);

        let right = accuracy(logits, self.train.classes.clone());
        let mut metrics = vec![("train-loss", number(loss)), ("train-accuracy", right)];
        if !self.test.points.is_empty() {
            let logits = self.net.valid().forward(self.test.x.clone());
            let classes = &self.test.classes;
            metrics.push(("test-loss", number(cross_entropy(logits.clone(), classes.clone()))));
            metrics.push(("test-accuracy", accuracy(logits, classes.clone())));
        }
        Ok(metrics)
    }

    fn picture(&mut self) -> Picture {
        let net = self.net.valid();
        let regions = softmax(net.forward(self.cells.clone()), 1).narrow(1, 1, 1);
        let picture =
            with_net(Picture::default(), "", &self.tensors()).with("regions", &[CELLS, CELLS], values(regions));
        let Labelled { positions, classes } = &self.train.points;
        let count = classes.len();
        if count == 0 {
            return picture;
        }
        let logits = net.forward(self.train.x.clone().inner());
        let targets = self.train.classes.clone().inner().reshape([count, 1]);
        // Of each point, -ln of the probability that its own class gets.
        let costs = log_softmax(logits.clone(), 1).gather(1, targets).neg();
        picture
            .with("points", &[count, 2], positions.iter().flatten().copied())
            .with("classes", &[count], classes.iter().map(|&class| f32::from(class)))
            .with("logits", &[count, 2], values(logits.clone()))
            .with("probabilities", &[count, 2], values(softmax(logits, 1)))
            .with("costs", &[count], values(costs))
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        (self.train, self.test) = samples(settings)?;
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

/// The points to learn from, and others to test with.
fn samples(settings: &Settings) -> Result<(Sample, Sample), Fault> {
    let (seed, count) = (settings.integer("seed"), settings.integer("count") as usize);
    let make = match settings.choice("data") {
        "moons" => toy::moons,
        "circles" => toy::circles,
        "spirals" => toy::spirals,
        _ => toy::blobs,
    };
    let (train, test) = match points::read(settings.text("points"))? {
        Some(placed) => (placed, Labelled::default()),
        None => (make(seed, count), make(!seed, count)),
    };
    Ok((Sample::new(train, &Device::flex().autodiff()), Sample::new(test, &Device::flex())))
}

impl Sample {
    fn new(points: Labelled<2>, device: &Device) -> Self {
        let x = rows(points.positions.as_flattened().to_vec(), 2, device);
        Self { x, classes: classes(&points.classes, device), points }
    }
}
