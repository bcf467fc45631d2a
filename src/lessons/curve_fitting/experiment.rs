//! A net with one hidden layer bends a line through noisy points on a parabola: the program that runs.

use burn::module::Module;
use burn::nn::loss::{MseLoss, Reduction};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use super::hinges::{Hinges, WINDOW};
use crate::data::toy;
use crate::lessons::small_data::*;

pub struct CurveFitting {
    net: Mlp,
    optimizer: Optimizer,
    learning_rate: f64,
    steps: u64,
    train: Sample,
    /// The same curve with other noise: what the net must not learn by heart.
    test: Sample,
}

/// Points on the curve, as tensors x and y of `[points, 1]`.
struct Sample {
    points: Vec<[f32; 2]>,
    x: Tensor<2>,
    y: Tensor<2>,
}

pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let (seed, width) = (settings.integer("seed"), settings.integer("width") as usize);
    let (count, noise) = (settings.integer("count") as usize, settings.real("noise") as f32);
    let device = Device::flex().autodiff();
    Ok(Box::new(CurveFitting {
        net: Mlp::new(&[1, width, 1], Nonlinearity::Relu, seed, &device),
        optimizer: Optimizer::new(settings.choice("optimizer")),
        learning_rate: settings.real("lr"),
        steps: settings.integer("epochs"),
        train: Sample::new(toy::parabola(seed, count, noise), &device),
        test: Sample::new(toy::parabola(!seed, count, noise), &Device::flex()),
    }))
}

impl Experiment for CurveFitting {
    fn plan(&self) -> Plan {
        full_batch(self.train.points.len(), self.test.points.len(), self.steps)
    }

    fn layers(&self) -> Vec<LayerSummary> {
        self.net.layers()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let loss = self.train.mean_squared_error(&self.net);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.net);
        let net = self.net.clone();
        self.net = self.optimizer.step(self.learning_rate, net, gradients);

        let test_loss = self.test.mean_squared_error(&self.net.valid());
        Ok(vec![("train-loss", number(loss)), ("test-loss", number(test_loss))])
    }

    fn picture(&mut self) -> Picture {
        let hinges = self.hinges();
        let (lines, bends, fit) = (hinges.lines(WINDOW), hinges.bends(WINDOW), hinges.fit(WINDOW));
        with_net(Picture::default(), "", &self.tensors())
            .with("points", &[self.train.points.len(), 2], self.train.points.iter().flatten().copied())
            .with("fit", &[fit.len() / 2, 2], fit)
            .with("hinges", &[lines.len() / 2, 2], lines)
            .with("bends", &[bends.len()], bends)
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

impl CurveFitting {
    /// The net's parameters, unit by unit.
    fn hinges(&self) -> Hinges {
        let tensors = self.tensors();
        let values = |name: &str| tensors.get(name).map(|tensor| tensor.values.clone()).unwrap_or_default();
        Hinges {
            input_weights: values("layers.0.weight"),
            biases: values("layers.0.bias"),
            output_weights: values("layers.1.weight"),
            output_bias: values("layers.1.bias").first().copied().unwrap_or_default(),
        }
    }
}

impl Sample {
    fn new(points: Vec<[f32; 2]>, device: &Device) -> Self {
        let column = |axis: usize| rows(points.iter().map(|point| point[axis]).collect(), 1, device);
        Self { x: column(0), y: column(1), points }
    }

    fn mean_squared_error(&self, net: &Mlp) -> Tensor<1> {
        MseLoss::new().forward(net.forward(self.x.clone()), self.y.clone(), Reduction::Mean)
    }
}
