//! Gradients, losses, optimizers and initialisers against PyTorch: `fixtures/oracle.py` says how each number came about.
#![cfg(not(target_arch = "wasm32"))]

use burn::module::{Module, Param};
use burn::nn::loss::{CrossEntropyLossConfig, MseLoss, Reduction};
use burn::optim::GradientsParams;
use burn::tensor::activation::{log_softmax, relu, sigmoid};
use burn::tensor::{Device, Int, Tensor, TensorData};
use emberlab::engine::init::Init;
use emberlab::engine::optimizer::{Optimizer, Recipe};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    /// `[2, 3]`
    a: Vec<f32>,
    /// `[3, 2]`
    b: Vec<f32>,
    gradients: Vec<GradientCase>,
    start: Vec<f32>,
    curvature: Vec<f32>,
    slopes: Vec<Vec<f32>>,
    learning_rate: f64,
    optimizers: Vec<OptimizerCase>,
    /// `[4, 1]`
    predictions: Vec<f32>,
    /// `[4, 1]`
    targets: Vec<f32>,
    /// `[4, 3]`
    logits: Vec<f32>,
    classes: Vec<i64>,
    losses: Vec<LossCase>,
    initialisers: Vec<InitialiserCase>,
}

#[derive(Deserialize)]
struct GradientCase {
    name: String,
    value: f64,
    a: Vec<f64>,
    b: Vec<f64>,
}

#[derive(Deserialize)]
struct OptimizerCase {
    recipe: RecipeCase,
    /// Values after each step.
    steps: Vec<Vec<f64>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RecipeCase {
    Sgd { momentum: f64, dampening: f64, nesterov: bool, weight_decay: f64 },
    AdaGrad { lr_decay: f64, eps: f64, weight_decay: f64 },
    RmsProp { alpha: f64, eps: f64, momentum: f64, centered: bool, weight_decay: f64 },
    Adam { beta1: f64, beta2: f64, eps: f64, weight_decay: f64 },
}

#[derive(Deserialize)]
struct LossCase {
    name: String,
    value: f64,
    gradient: Vec<f64>,
}

#[derive(Deserialize)]
struct InitialiserCase {
    name: String,
    fan_in: usize,
    fan_out: usize,
    /// Standard deviation of a normal distribution, bound of a uniform one.
    parameter: f64,
}

/// Largest difference allowed, relative to the largest value expected.
const TOLERANCE: f64 = 1e-5;

impl Fixture {
    fn load() -> Self {
        serde_json::from_str(include_str!("fixtures/oracle.json")).expect("the fixture is what the script writes")
    }
}

impl RecipeCase {
    fn recipe(self) -> Recipe {
        match self {
            Self::Sgd { momentum, dampening, nesterov, weight_decay } => {
                Recipe::Sgd { momentum, dampening, nesterov, weight_decay }
            }
            Self::AdaGrad { lr_decay, eps: epsilon, weight_decay } => {
                Recipe::AdaGrad { lr_decay, epsilon, weight_decay }
            }
            Self::RmsProp { alpha, eps: epsilon, momentum, centered, weight_decay } => {
                Recipe::RmsProp { alpha, epsilon, momentum, centered, weight_decay }
            }
            Self::Adam { beta1, beta2, eps: epsilon, weight_decay } => {
                Recipe::Adam { beta1, beta2, epsilon, weight_decay }
            }
        }
    }
}

fn tensor<const D: usize>(values: &[f32], shape: [usize; D]) -> Tensor<D> {
    Tensor::from_data(TensorData::new(values.to_vec(), shape), &Device::flex().autodiff())
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().expect("f32")
}

fn assert_close(what: &str, found: &[f32], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let scale = expected.iter().fold(f64::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
    for (found, expected) in found.iter().zip(expected) {
        let difference = (f64::from(*found) - expected).abs();
        assert!(difference <= TOLERANCE * scale, "{what}: {found}, PyTorch says {expected}");
    }
}

/// The script's expressions of a `[2, 3]` and b `[3, 2]`.
fn expression(name: &str, a: Tensor<2>, b: Tensor<2>) -> Tensor<1> {
    match name {
        "2 x.x" => a.square().sum().mul_scalar(2.0),
        "(x + 2)^2 + 3" => (a.add_scalar(2.0).powf_scalar(2.0) + 3.0).sum(),
        "mean(2 (x + 1)^2)" => (a.add_scalar(1.0).square() * 2.0).mean(),
        "mean(tanh(a b))" => a.matmul(b).tanh().mean(),
        "sum(exp(a) log(a^2 + 1))" => (a.clone().exp() * (a.square() + 1.0).log()).sum(),
        "sum(sin(a) sigmoid(a))" => (a.clone().sin() * sigmoid(a)).sum(),
        "sum(relu(a) a)" => (relu(a.clone()) * a).sum(),
        "sum(a^3 / (a^2 + 1))" => (a.clone().powi_scalar(3) / (a.square() + 1.0)).sum(),
        "sum(a (a - row sums of b))" => (a.clone() * (a - b.sum_dim(1).transpose())).sum(),
        "sum(mean of each row, squared)" => a.mean_dim(1).square().sum(),
        "sum(largest of each column)" => a.max_dim(0).sum(),
        "sum(sqrt(abs(a b)))" => a.matmul(b).abs().sqrt().sum(),
        "minus log softmax of each row's first" => -log_softmax(a.matmul(b), 1).slice([0..2, 0..1]).mean(),
        "a b transposed, twice" => {
            let product = a.matmul(b);
            product.clone().transpose().matmul(product).sum()
        }
        other => panic!("no such expression: {other}"),
    }
}

#[test]
fn gradients_of_expressions() {
    let fixture = Fixture::load();
    assert!(fixture.gradients.len() >= 12);
    for case in &fixture.gradients {
        let (a, b) = (tensor(&fixture.a, [2, 3]).require_grad(), tensor(&fixture.b, [3, 2]).require_grad());
        let value = expression(&case.name, a.clone(), b.clone());
        let gradients = value.backward();
        assert_close(&case.name, &values(value), &[case.value]);
        assert_close(&case.name, &a.grad(&gradients).map(values).unwrap(), &case.a);
        assert_close(&case.name, &b.grad(&gradients).map_or(vec![0.0; 6], values), &case.b);
    }
}

#[test]
fn losses_and_their_gradients() {
    let fixture = Fixture::load();
    let targets = || tensor(&fixture.targets, [4, 1]);
    let classes = Tensor::<1, Int>::from_data(fixture.classes.as_slice(), &Device::flex().autodiff());
    for case in &fixture.losses {
        let at = match case.name.as_str() {
            "cross-entropy" | "cross-entropy-by-hand" => tensor(&fixture.logits, [4, 3]),
            _ => tensor(&fixture.predictions, [4, 1]),
        };
        let at = at.require_grad();
        let loss = match case.name.as_str() {
            "mse" => MseLoss::new().forward(at.clone(), targets(), Reduction::Mean),
            "mse-sum" => MseLoss::new().forward(at.clone(), targets(), Reduction::Sum),
            "squared-error-by-hand" => ((at.clone() - targets()).square() / 2.0).sum() / 4.0,
            "cross-entropy" => CrossEntropyLossConfig::new().init(&at.device()).forward(at.clone(), classes.clone()),
            "cross-entropy-by-hand" => {
                let probabilities = at.clone().exp() / at.clone().exp().sum_dim(1);
                -probabilities.gather(1, classes.clone().reshape([4, 1])).log().mean()
            }
            other => panic!("no such loss: {other}"),
        };
        let gradients = loss.backward();
        assert_close(&case.name, &values(loss), &[case.value]);
        assert_close(&case.name, &at.grad(&gradients).map(values).unwrap(), &case.gradient);
    }
}

#[derive(Module, Debug)]
struct Point {
    w: Param<Tensor<1>>,
}

#[test]
fn five_steps_of_each_optimizer() {
    let fixture = Fixture::load();
    let count = fixture.start.len();
    assert!(fixture.optimizers.len() >= 20);
    for case in &fixture.optimizers {
        let recipe = case.recipe.recipe();
        let mut optimizer = Optimizer::with(recipe);
        let mut point = Point { w: Param::from_tensor(tensor(&fixture.start, [count])) };
        let start: Vec<f64> = fixture.start.iter().copied().map(f64::from).collect();
        for (slope, expected) in fixture.slopes.iter().zip(&case.steps) {
            let w = point.w.val();
            let bowl = tensor(&fixture.curvature, [count]) * w.clone().square() / 2.0;
            let loss = (bowl + tensor(slope, [count]) * w).sum();
            let gradients = GradientsParams::from_grads(loss.backward(), &point);
            point = optimizer.step(fixture.learning_rate, point, gradients);
            let found = values(point.w.val().inner());
            assert_close(&format!("{recipe:?}"), &found, expected);
            // Also the way gone, which is the optimizer's own work.
            let way: Vec<f32> = found.iter().zip(&fixture.start).map(|(to, from)| to - from).collect();
            let expected: Vec<f64> = expected.iter().zip(&start).map(|(to, from)| to - from).collect();
            assert_close(&format!("{recipe:?}, way"), &way, &expected);
        }
    }
}

#[test]
fn the_names_of_the_setting_are_pytorchs_defaults() {
    let fixture = Fixture::load();
    let defaults: Vec<_> = fixture.optimizers.iter().map(|case| case.recipe.recipe()).collect();
    for name in ["sgd", "momentum", "adagrad", "rmsprop", "adam"] {
        assert!(defaults.contains(&Recipe::named(name)), "{name}");
    }
}

#[test]
fn bounds_and_deviations_of_initialisers() {
    for case in Fixture::load().initialisers {
        let init = match case.name.as_str() {
            "xavier-uniform" => Init::XavierUniform,
            "xavier-normal" => Init::XavierNormal,
            "kaiming-uniform" => Init::KaimingUniform,
            "kaiming-normal" => Init::KaimingNormal,
            "pytorch" => Init::PyTorch,
            other => panic!("no such initialiser: {other}"),
        };
        let (sd, bound) = (init.sd(case.fan_in, case.fan_out), init.bound(case.fan_in, case.fan_out));
        let found = if bound.is_finite() { bound } else { sd };
        let what = format!("{} {}-{}", case.name, case.fan_in, case.fan_out);
        assert!((found / case.parameter - 1.0).abs() < TOLERANCE, "{what}: {found}");

        // What is drawn has them: the mean square of n draws strays by about sqrt(2 / n).
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        let weights = init.weights(case.fan_in, case.fan_out, &mut random);
        let square = |value: &f32| f64::from(*value).powi(2);
        let count = weights.len() as f64;
        let found_sd = (weights.iter().map(square).sum::<f64>() / count).sqrt();
        assert!((found_sd / sd - 1.0).abs() < 3.0 / count.sqrt(), "{what}: {found_sd}, expected {sd}");
        assert!(weights.iter().all(|weight| f64::from(weight.abs()) <= bound * 1.000_001), "{what}");
        let biases = init.biases(case.fan_in, case.fan_out, &mut random);
        assert_eq!(biases.iter().any(|bias| *bias != 0.0), init == Init::PyTorch, "{what}");
    }
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    assert_eq!(Init::Zeros.weights(2, 3, &mut random), [0.0; 6]);
    assert_eq!(Init::Normal { sd: 0.01 }.sd(5, 7), 0.01);
}
