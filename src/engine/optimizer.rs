//! Optimizers whose state can be read without blocking and saved by parameter name.
//!
//! burn's own whole-module optimizer keeps its state behind synchronous reads, which a browser's GPU cannot do. The
//! update rules are burn's; only where the moments live is ours.

use std::collections::BTreeMap;

use burn::module::{ModuleMapper, Param, ParamId};
use burn::optim::momentum::{Momentum, MomentumConfig, MomentumState};
use burn::optim::{
    Adam, AdamConfig, AdamState, AdaptiveMomentumState, GradientsParams, Optimizer as UpdateRule, Sgd, SgdConfig,
};
use burn::tensor::Tensor;

use super::net::Net;

/// An update rule and, for each parameter, its moments.
pub struct Optimizer {
    rule: Rule,
    pub moments: BTreeMap<ParamId, Moments>,
}

/// The moments of one parameter, flattened to `[values]`.
#[derive(Clone)]
pub struct Moments {
    /// Steps taken.
    pub time: usize,
    /// Adam's first moment, or the velocity of momentum.
    pub first: Tensor<1>,
    /// Adam's second moment.
    pub second: Option<Tensor<1>>,
}

enum Rule {
    /// Kingma and Ba 2015, with PyTorch's constants.
    Adam(Adam),
    /// w <- w - lr * gradient.
    Sgd(Sgd),
    /// Polyak 1964: v <- 0.9 v + gradient, w <- w - lr * v.
    Momentum(Momentum),
}

impl Optimizer {
    /// `adam`, `sgd` or `momentum`, the values of the setting `optimizer`; anything else is `adam`, its default.
    pub fn new(name: &str) -> Self {
        let rule = match name {
            "sgd" => Rule::Sgd(SgdConfig::new().build()),
            "momentum" => Rule::Momentum(Momentum::new(&MomentumConfig::new().with_momentum(0.9).with_dampening(0.0))),
            _ => Rule::Adam(AdamConfig::new().with_epsilon(1e-8).build()),
        };
        Self { rule, moments: BTreeMap::new() }
    }

    /// Moves every parameter that has a gradient.
    pub fn step<N: Net>(&mut self, learning_rate: f64, net: N, gradients: GradientsParams) -> N {
        net.map(&mut Step { optimizer: self, learning_rate, gradients })
    }

    fn update(&mut self, id: ParamId, learning_rate: f64, values: Tensor<1>, gradient: Tensor<1>) -> Tensor<1> {
        let before = self.moments.remove(&id);
        let time = before.as_ref().map_or(0, |moments| moments.time) + 1;
        let (values, after) = match &self.rule {
            Rule::Adam(adam) => {
                let state = before.and_then(|moments| {
                    let state = AdaptiveMomentumState::new(moments.time, moments.first, moments.second?);
                    Some(AdamState::new(state))
                });
                let (values, state) = adam.step(learning_rate, values, gradient, state);
                let after = state.map(|AdamState { momentum }| Moments {
                    time: momentum.time,
                    first: momentum.moment_1,
                    second: Some(momentum.moment_2),
                });
                (values, after)
            }
            Rule::Sgd(sgd) => (sgd.step(learning_rate, values, gradient, None).0, None),
            Rule::Momentum(momentum) => {
                let state = before.map(|moments| MomentumState::new(moments.first));
                let (velocity, _) = momentum.transform(gradient, state);
                let values = values - velocity.clone().mul_scalar(learning_rate);
                (values, Some(Moments { time, first: velocity, second: None }))
            }
        };
        if let Some(after) = after {
            self.moments.insert(id, after);
        }
        values
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
