//! The two programs behind one switch: the same start, the same steps, the same file.

use burn::module::Param;
use burn::nn::Linear;
use burn::nn::loss::Reduction;
use burn::tensor::{Device, Tensor};

use super::by_hand::ByHand;
use super::layers::{Layers, Net};
use crate::engine::weights;
use crate::lessons::small_data::*;

pub enum Program {
    ByHand(Box<ByHand>),
    Layers(Box<Layers>),
}

impl Program {
    /// Both programs begin with the same parameters.
    pub fn new(settings: &Settings, parameters: &[f32]) -> Self {
        let width = parameters.len() - 1;
        let (weight, bias) = parameters.split_at(width);
        let [weight, bias] = [weight, bias].map(|column| rows(column.to_vec(), 1, &Device::flex()));
        if settings.choice("program") == "by-hand" {
            return Self::ByHand(Box::new(ByHand { weight, bias }));
        }
        let linear = Linear {
            weight: Param::from_tensor(weight.autodiff()),
            bias: Some(Param::from_tensor(bias.autodiff().reshape([1]))),
        };
        let optimizer = Optimizer::new(settings.choice("optimizer"));
        Self::Layers(Box::new(Layers { net: Net { linear }, optimizer }))
    }

    /// w1, ..., wk, b.
    pub fn parameters(&self) -> Vec<f32> {
        match self {
            Self::ByHand(program) => [values(program.weight.clone()), values(program.bias.clone())].concat(),
            Self::Layers(program) => {
                let linear = &program.net.linear;
                let bias = linear.bias.as_ref().map(|bias| values(bias.val().inner()));
                [values(linear.weight.val().inner()), bias.unwrap_or_default()].concat()
            }
        }
    }

    /// Inputs `[n, k]` and targets `[n, 1]` make the parameters a little better. Gives back the loss from before the change.
    pub fn step(&mut self, inputs: Tensor<2>, targets: Tensor<2>, reduction: &Reduction, learning_rate: f64) -> f32 {
        match self {
            Self::ByHand(program) => program.step(inputs, targets, reduction, learning_rate),
            Self::Layers(program) => program.step(inputs, targets, reduction, learning_rate),
        }
    }

    /// Everything to go on from, by name.
    pub fn tensors(&self) -> BTreeMap<String, Values> {
        match self {
            Self::ByHand(program) => {
                let named = |name: &str, tensor: &Tensor<2>| {
                    (name.to_owned(), Values { shape: tensor.dims().to_vec(), values: values(tensor.clone()) })
                };
                BTreeMap::from([named("weight", &program.weight), named("bias", &program.bias)])
            }
            Self::Layers(program) => weights::state("", &program.net, &program.optimizer),
        }
    }

    /// The inverse, after `step` steps.
    ///
    /// # Errors
    /// What does not fit, one line each.
    pub fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        match self {
            Self::ByHand(program) => {
                let find = |name: &str, shape: [usize; 2]| match tensors.get(name) {
                    Some(found) if found.shape == shape => Ok(rows(found.values.clone(), 1, &Device::flex())),
                    Some(found) => Err(Difference::shape(name, &found.shape, &shape)),
                    None => Err(Difference::missing(name)),
                };
                let (weight, bias) = (find("weight", program.weight.dims())?, find("bias", program.bias.dims())?);
                **program = ByHand { weight, bias };
            }
            Self::Layers(program) => {
                program.net = weights::restore("", program.net.clone(), &mut program.optimizer, tensors, step)?;
            }
        }
        Ok(())
    }
}
