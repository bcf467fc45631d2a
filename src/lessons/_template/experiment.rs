//! The lesson's program: weight and bias of a line, as two raw tensors, learn y = 2 x from nine points.

use burn::tensor::{Device, Tensor};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::lessons::small_data::*;

/// From -1 to 1.
const X: [f32; 9] = [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0];
const SLOPE: f32 = 2.0;

/// The lesson's program.
///
/// # Errors
/// None: every setting in range makes a run.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(settings.integer("seed"));
    let mut number = || [random.random_range(-1.0..1.0)];
    Ok(Box::new(Line { weight: number(), bias: number(), settings: settings.clone() }))
}

struct Line {
    weight: [f32; 1],
    bias: [f32; 1],
    settings: Settings,
}

impl Experiment for Line {
    fn plan(&self) -> Plan {
        full_batch(X.len(), 0, self.settings.integer("epochs"))
    }

    fn layers(&self) -> Vec<LayerSummary> {
        Vec::new()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let device = Device::flex().autodiff();
        let x = Tensor::<1>::from_floats(X, &device);
        let y = x.clone().mul_scalar(SLOPE);
        let weight = Tensor::<1>::from_floats(self.weight, &device).require_grad();
        let bias = Tensor::<1>::from_floats(self.bias, &device).require_grad();

        let loss = (x * weight.clone() + bias.clone() - y).square().mean();
        let gradients = loss.backward();
        let learning_rate = self.settings.real("lr");
        for (tensor, number) in [(weight, &mut self.weight), (bias, &mut self.bias)] {
            let gradient = tensor.grad(&gradients).expect("the loss depends on both");
            number[0] -= learning_rate as f32 * gradient.into_scalar::<f32>();
        }
        Ok(vec![("train-loss", f64::from(loss.into_scalar::<f32>())), ("weight", f64::from(self.weight[0]))])
    }

    fn picture(&mut self) -> Picture {
        let line = [X[0], X[X.len() - 1]].map(|x| [x, x * self.weight[0] + self.bias[0]]);
        let points = X.map(|x| [x, x * SLOPE]);
        Picture::default().with("points", &[X.len(), 2], points.as_flattened().iter().copied()).with(
            "line",
            &[2, 2],
            line.as_flattened().iter().copied(),
        )
    }

    fn change(&mut self, settings: &Settings) -> Result<(), Fault> {
        self.settings = settings.clone();
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        let values = |number: [f32; 1]| Values { shape: vec![1], values: number.to_vec() };
        BTreeMap::from([("weight".to_owned(), values(self.weight)), ("bias".to_owned(), values(self.bias))])
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, _step: u64) -> Result<(), Vec<Difference>> {
        let number = |name: &str| {
            let values = tensors.get(name).map(|values| &values.values[..]);
            <[f32; 1]>::try_from(values.unwrap_or_default()).map_err(|_| Difference::missing(name))
        };
        (self.weight, self.bias) = (number("weight")?, number("bias")?);
        Ok(())
    }
}
