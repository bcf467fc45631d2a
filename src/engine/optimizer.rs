//! Optimizers with PyTorch's hyper-parameters, whose state can be read without blocking and saved by parameter name.
//!
//! burn's own whole-module optimizer keeps its state behind synchronous reads, which a browser's GPU cannot do.

use std::collections::BTreeMap;

use burn::module::{Module, ModuleMapper, Param, ParamId};
use burn::optim::decay::WeightDecayConfig;
use burn::optim::{AdamConfig, AdamState, AdaptiveMomentumState, GradientsParams, Optimizer as UpdateRule};
use burn::tensor::Tensor;

use crate::device::gpu;

/// An update rule and, for each parameter, its moments.
#[derive(Debug)]
pub struct Optimizer {
    recipe: Recipe,
    pub moments: BTreeMap<ParamId, Moments>,
}

/// What an optimizer remembers of one parameter between steps, each tensor flattened to `[values]`.
#[derive(Clone, Debug)]
pub struct Moments {
    /// Steps taken.
    pub time: usize,
    /// SGD's velocity, AdaGrad's sum of squares, RMSprop's mean square, Adam's first moment.
    pub first: Tensor<1>,
    /// RMSprop's velocity, Adam's second moment.
    pub second: Option<Tensor<1>>,
    /// RMSprop's mean gradient, when centred.
    pub third: Option<Tensor<1>>,
}

/// An update rule, with the names and the meaning of PyTorch 1.13's `torch.optim`. g is the gradient plus `weight_decay`
/// times the value, lr the learning rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Recipe {
    /// w <- w - lr v, with v <- momentum v + (1 - dampening) g (Polyak 1964), which starts at g; with `nesterov`
    /// w <- w - lr (g + momentum v) (Sutskever et al. 2013).
    Sgd { momentum: f64, dampening: f64, nesterov: bool, weight_decay: f64 },
    /// s <- s + g^2, w <- w - lr / (1 + (t - 1) lr_decay) g / (sqrt(s) + epsilon) (Duchi, Hazan and Singer 2011).
    AdaGrad { lr_decay: f64, epsilon: f64, weight_decay: f64 },
    /// s <- alpha s + (1 - alpha) g^2, w <- w - lr g / (sqrt(s) + epsilon) (Hinton 2012, lecture 6); with momentum through
    /// a velocity as in SGD; `centered` takes the variance in place of s (Graves 2013).
    RmsProp { alpha: f64, epsilon: f64, momentum: f64, centered: bool, weight_decay: f64 },
    /// Mean gradient over root of mean square, both corrected for their start at zero (Kingma and Ba 2015).
    Adam { beta1: f64, beta2: f64, epsilon: f64, weight_decay: f64 },
}

impl Recipe {
    /// PyTorch's defaults.
    pub const SGD: Self = Self::Sgd { momentum: 0.0, dampening: 0.0, nesterov: false, weight_decay: 0.0 };
    pub const MOMENTUM: Self = Self::Sgd { momentum: 0.9, dampening: 0.0, nesterov: false, weight_decay: 0.0 };
    pub const ADAGRAD: Self = Self::AdaGrad { lr_decay: 0.0, epsilon: 1e-10, weight_decay: 0.0 };
    pub const RMSPROP: Self =
        Self::RmsProp { alpha: 0.99, epsilon: 1e-8, momentum: 0.0, centered: false, weight_decay: 0.0 };
    pub const ADAM: Self = Self::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.0 };

    /// `sgd`, `momentum`, `adagrad`, `rmsprop` or `adam`, the values of the setting `optimizer`, with PyTorch's defaults
    /// (momentum 0.9); anything else is `adam`.
    pub fn named(name: &str) -> Self {
        match name {
            "sgd" => Self::SGD,
            "momentum" => Self::MOMENTUM,
            "adagrad" => Self::ADAGRAD,
            "rmsprop" => Self::RMSPROP,
            _ => Self::ADAM,
        }
    }

    /// The same rule, with every gradient plus `weight_decay` times the value.
    #[must_use]
    pub fn with_weight_decay(mut self, decay: f64) -> Self {
        match &mut self {
            Self::Sgd { weight_decay, .. }
            | Self::AdaGrad { weight_decay, .. }
            | Self::RmsProp { weight_decay, .. }
            | Self::Adam { weight_decay, .. } => *weight_decay = decay,
        }
        self
    }

    /// The values `[n]` after one step along their gradient, and what to remember.
    fn step(
        self,
        learning_rate: f64,
        values: Tensor<1>,
        gradient: Tensor<1>,
        before: Option<Moments>,
    ) -> (Tensor<1>, Option<Moments>) {
        let time = before.as_ref().map_or(0, |moments| moments.time) + 1;
        match self {
            Self::Sgd { momentum, dampening, nesterov, weight_decay } => {
                let gradient = decayed(gradient, &values, weight_decay);
                if momentum == 0.0 {
                    return (values - gradient.mul_scalar(learning_rate), None);
                }
                let velocity = match before {
                    Some(Moments { first, .. }) => {
                        gradient.clone().mul_scalar(1.0 - dampening) + first.mul_scalar(momentum)
                    }
                    None => gradient.clone(),
                };
                let direction =
                    if nesterov { gradient + velocity.clone().mul_scalar(momentum) } else { velocity.clone() };
                let after = Moments { time, first: velocity, second: None, third: None };
                (values - direction.mul_scalar(learning_rate), Some(after))
            }
            Self::AdaGrad { lr_decay, epsilon, weight_decay } => {
                let gradient = decayed(gradient, &values, weight_decay);
                let sum = gradient.clone().square();
                let sum = match before {
                    Some(Moments { first, .. }) => first + sum,
                    None => sum,
                };
                let rate = learning_rate / (1.0 + (time - 1) as f64 * lr_decay);
                let direction = gradient / sum.clone().sqrt().add_scalar(epsilon);
                let after = Moments { time, first: sum, second: None, third: None };
                (values - direction.mul_scalar(rate), Some(after))
            }
            Self::RmsProp { alpha, epsilon, momentum, centered, weight_decay } => {
                let gradient = decayed(gradient, &values, weight_decay);
                let (square, velocity, mean) = match before {
                    Some(Moments { first, second, third, .. }) => (Some(first), second, third),
                    None => (None, None, None),
                };
                let square = running_mean(square, gradient.clone().square(), alpha);
                let mean = centered.then(|| running_mean(mean, gradient.clone(), alpha));
                let spread = match &mean {
                    Some(mean) => square.clone() - mean.clone().square(),
                    None => square.clone(),
                };
                let mut direction = gradient / spread.sqrt().add_scalar(epsilon);
                let mut after = Moments { time, first: square, second: None, third: mean };
                if momentum > 0.0 {
                    if let Some(velocity) = velocity {
                        direction = direction + velocity.mul_scalar(momentum);
                    }
                    after.second = Some(direction.clone());
                }
                (values - direction.mul_scalar(learning_rate), Some(after))
            }
            Self::Adam { beta1, beta2, epsilon, weight_decay } => {
                let moments = before.as_ref().and_then(|before| Some([&before.first, before.second.as_ref()?]));
                let [start1, start2] = [beta1, beta2].map(|beta| 1.0 - beta.powi(time as i32));
                let numbers = [learning_rate, beta1, beta2, start1, start2, weight_decay, epsilon];
                if let Some(after) = gpu::adam(&values, &gradient, moments, numbers.map(|number| number as f32)) {
                    let [values, first, second] = after;
                    return (values, Some(Moments { time, first, second: Some(second), third: None }));
                }
                let adam = AdamConfig::new()
                    .with_beta_1(beta1 as f32)
                    .with_beta_2(beta2 as f32)
                    .with_epsilon(epsilon as f32)
                    .with_weight_decay((weight_decay != 0.0).then(|| WeightDecayConfig::new(weight_decay as f32)))
                    .build();
                let state = before.and_then(|moments| {
                    let state = AdaptiveMomentumState::new(moments.time, moments.first, moments.second?);
                    Some(AdamState::new(state))
                });
                let (values, state) = adam.step(learning_rate, values, gradient, state);
                let after = state.map(|AdamState { momentum }| Moments {
                    time: momentum.time,
                    first: momentum.moment_1,
                    second: Some(momentum.moment_2),
                    third: None,
                });
                (values, after)
            }
        }
    }
}

impl Optimizer {
    /// By the value of the setting `optimizer`, see [`Recipe::named`].
    pub fn new(name: &str) -> Self {
        Self::with(Recipe::named(name))
    }

    /// With hyper-parameters of one's own.
    pub fn with(recipe: Recipe) -> Self {
        Self { recipe, moments: BTreeMap::new() }
    }

    /// For programs that take the step by hand.
    pub fn weight_decay(&self) -> f64 {
        match self.recipe {
            Recipe::Sgd { weight_decay, .. }
            | Recipe::AdaGrad { weight_decay, .. }
            | Recipe::RmsProp { weight_decay, .. }
            | Recipe::Adam { weight_decay, .. } => weight_decay,
        }
    }

    /// Moves every parameter that has a gradient.
    pub fn step<M: Module>(&mut self, learning_rate: f64, module: M, gradients: GradientsParams) -> M {
        module.map(&mut Step { optimizer: self, learning_rate, gradients })
    }

    fn update(&mut self, id: ParamId, learning_rate: f64, values: Tensor<1>, gradient: Tensor<1>) -> Tensor<1> {
        let before = self.moments.remove(&id);
        let (values, after) = self.recipe.step(learning_rate, values, gradient, before);
        if let Some(after) = after {
            self.moments.insert(id, after);
        }
        values
    }
}

fn decayed(gradient: Tensor<1>, values: &Tensor<1>, weight_decay: f64) -> Tensor<1> {
    if weight_decay == 0.0 { gradient } else { gradient + values.clone().mul_scalar(weight_decay) }
}

/// PyTorch starts every mean at zero.
fn running_mean(mean: Option<Tensor<1>>, newest: Tensor<1>, keep: f64) -> Tensor<1> {
    let newest = newest.mul_scalar(1.0 - keep);
    match mean {
        Some(mean) => mean.mul_scalar(keep) + newest,
        None => newest,
    }
}

struct Step<'a> {
    optimizer: &'a mut Optimizer,
    learning_rate: f64,
    gradients: GradientsParams,
}

impl ModuleMapper for Step<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, tensor, mapper) = param.consume();
        let Some(gradient) = self.gradients.remove::<D>(id) else {
            return Param::from_mapped_value(id, tensor, mapper);
        };
        let values = tensor.inner();
        let shape = values.dims();
        let count = shape.iter().product::<usize>();
        let values = self.optimizer.update(id, self.learning_rate, values.reshape([count]), gradient.reshape([count]));
        let tensor = Tensor::from_inner(values.reshape(shape)).require_grad();
        Param::from_mapped_value(id, tensor, mapper)
    }
}
