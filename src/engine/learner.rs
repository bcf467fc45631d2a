//! A net and its optimizer behind one face, so that a run drives every lesson's net alike.

use std::collections::BTreeMap;

use burn::module::ModuleMapper;
use burn::module::{ModuleVisitor, Param};
use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::GradientsParams;
use burn::tensor::TensorData;
use burn::tensor::{Device, Gradients, Int, Tensor};

use super::net::{FeatureMaps, Net, Output, seeded};
use super::optimizer::{Optimizer, Recipe};
use super::weights::{self, Entry, Values};
use course::settings::Settings;
use data::random::stream;
use protocol::{Difference, LayerSummary};

/// What a lesson's manifest names: the learner of a run with these settings, on a bare device, without autodiff.
pub type NewLearner = fn(&Settings, &Device) -> Box<dyn Learner>;

/// A classifier that learns. Nothing here reads a tensor back: that may take time, and is the run's business.
pub trait Learner {
    fn layers(&self) -> Vec<LayerSummary>;

    /// Step number `step` on images `[n, channels, height, width]` of these classes `[n]`. Gives back loss `[1]` and
    /// logits `[n, classes]` from before it, free of autodiff.
    fn train(
        &mut self,
        step: u64,
        learning_rate: f64,
        images: Tensor<4>,
        classes: Tensor<1, Int>,
    ) -> (Tensor<1>, Tensor<2>);

    /// Features and logits of images on the bare device.
    fn classify(&self, images: Tensor<4>) -> Output;

    /// Weights as images.
    fn filters(&self) -> Vec<FeatureMaps>;

    /// What the layers make of one image `[1, channels, height, width]` on the bare device.
    fn activations(&self, image: Tensor<4>) -> Vec<FeatureMaps>;

    /// Loss, logits and gradients of a batch without any noise.
    fn gradients(&self, images: Tensor<4>, classes: Tensor<1, Int>) -> Slope;

    /// One step of the optimizer along these gradients, one after the other in one row.
    fn descend(&mut self, learning_rate: f64, gradients: &[f32]);

    /// The parameters, each flattened to `[values]`.
    fn weights(&self) -> Vec<Tensor<1>>;

    /// The inverse of [`Self::weights`], one after the other in one row. The optimizer keeps its memory.
    fn take_over(&mut self, weights: &[f32]);

    /// Parameters and moments, named and shaped as in a file.
    fn entries(&self) -> Vec<Entry>;

    /// Steps that the optimizer's moments have seen.
    fn optimizer_time(&self) -> u64;

    /// The inverse of [`Self::entries`].
    ///
    /// # Errors
    /// What does not fit, one line each.
    fn restore(&mut self, tensors: &BTreeMap<String, Values>, optimizer_time: u64) -> Result<(), Vec<Difference>>;
}

/// What a batch says of the weights.
pub struct Slope {
    /// Mean cross-entropy, `[1]`.
    pub loss: Tensor<1>,
    /// `[n, classes]`
    pub logits: Tensor<2>,
    /// Of each parameter in the order of [`Learner::weights`], flattened to `[values]`.
    pub gradients: Vec<Tensor<1>>,
}

/// The learner of a net, with the optimizer that the settings name: SGD where they name none.
pub fn learner<N: Net + 'static>(settings: &Settings, device: &Device) -> Box<dyn Learner> {
    let recipe = match settings.choice("optimizer") {
        "" => Recipe::SGD,
        name => Recipe::named(name),
    };
    Box::new(NetWithOptimizer {
        net: Some(seeded::<N>(settings, &device.clone().autodiff())),
        optimizer: Optimizer::with(recipe.with_weight_decay(settings.real("weight-decay"))),
        seed: settings.integer("seed"),
    })
}

struct NetWithOptimizer<N: Net> {
    /// Empty only while a step is under way.
    net: Option<N>,
    optimizer: Optimizer,
    seed: u64,
}

impl<N: Net> NetWithOptimizer<N> {
    fn net(&self) -> &N {
        self.net.as_ref().expect("the net is taken only within a step, and put back")
    }
}

impl<N: Net> Learner for NetWithOptimizer<N> {
    fn layers(&self) -> Vec<LayerSummary> {
        self.net().layers()
    }

    fn train(
        &mut self,
        step: u64,
        learning_rate: f64,
        images: Tensor<4>,
        classes: Tensor<1, Int>,
    ) -> (Tensor<1>, Tensor<2>) {
        let net = self.net.take().expect("the net is taken only here, and put back below");
        let random = &mut stream(self.seed, step);
        let (net, loss, logits) =
            net.learn(&mut self.optimizer, learning_rate, images.autodiff(), classes.autodiff(), random);
        self.net = Some(net);
        (loss, logits)
    }

    fn classify(&self, images: Tensor<4>) -> Output {
        self.net().valid().forward(images)
    }

    fn filters(&self) -> Vec<FeatureMaps> {
        self.net().valid().filters()
    }

    fn activations(&self, image: Tensor<4>) -> Vec<FeatureMaps> {
        let free = |activation: FeatureMaps| FeatureMaps::new(activation.name, activation.images.inner());
        self.net().activations(image.autodiff()).into_iter().map(free).collect()
    }

    fn gradients(&self, images: Tensor<4>, classes: Tensor<1, Int>) -> Slope {
        let logits = self.net().forward(images.autodiff()).logits;
        let loss = CrossEntropyLossConfig::new().init(&logits.device()).forward(logits.clone(), classes.autodiff());
        let mut collect = Collect { gradients: Some(loss.backward()), tensors: Vec::new() };
        self.net().visit(&mut collect);
        Slope { loss: loss.inner(), logits: logits.inner(), gradients: collect.tensors }
    }

    fn descend(&mut self, learning_rate: f64, gradients: &[f32]) {
        let net = self.net.take().expect("the net is taken only within a step, and put back below");
        let mut register = Register { rest: gradients, gradients: GradientsParams::new() };
        net.visit(&mut register);
        self.net = Some(self.optimizer.step(learning_rate, net, register.gradients));
    }

    fn weights(&self) -> Vec<Tensor<1>> {
        let mut collect = Collect { gradients: None, tensors: Vec::new() };
        self.net().visit(&mut collect);
        collect.tensors
    }

    fn take_over(&mut self, weights: &[f32]) {
        let net = self.net.take().expect("the net is taken only within a step, and put back below");
        self.net = Some(net.map(&mut TakeOver { rest: weights }));
    }

    fn entries(&self) -> Vec<Entry> {
        weights::entries("", self.net(), &self.optimizer)
    }

    fn optimizer_time(&self) -> u64 {
        self.optimizer.moments.values().map(|moments| moments.time as u64).max().unwrap_or_default()
    }

    fn restore(&mut self, tensors: &BTreeMap<String, Values>, optimizer_time: u64) -> Result<(), Vec<Difference>> {
        let net = weights::restore("", self.net().clone(), &mut self.optimizer, tensors, optimizer_time)?;
        self.net = Some(net);
        Ok(())
    }
}

/// Parameters, or their gradients.
struct Collect {
    gradients: Option<Gradients>,
    tensors: Vec<Tensor<1>>,
}

impl ModuleVisitor for Collect {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let value = param.val();
        let tensor = match &self.gradients {
            Some(gradients) => value.grad(gradients).unwrap_or_else(|| value.inner().zeros_like()),
            None => value.inner(),
        };
        let count = tensor.dims().iter().product::<usize>();
        self.tensors.push(tensor.reshape([count]));
    }
}

struct Register<'a> {
    rest: &'a [f32],
    gradients: GradientsParams,
}

impl ModuleVisitor for Register<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let gradient = next(&mut self.rest, &param.val().inner());
        self.gradients.register(param.id, gradient);
    }
}

struct TakeOver<'a> {
    rest: &'a [f32],
}

impl ModuleMapper for TakeOver<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, tensor, mapper) = param.consume();
        let values = Tensor::from_inner(next(&mut self.rest, &tensor.inner())).require_grad();
        Param::from_mapped_value(id, values, mapper)
    }
}

/// The next values of a row, shaped like `parameter`, on its device.
fn next<const D: usize>(row: &mut &[f32], parameter: &Tensor<D>) -> Tensor<D> {
    let shape = parameter.dims();
    let (values, rest) = row.split_at(shape.iter().product());
    *row = rest;
    Tensor::from_data(TensorData::new(values.to_vec(), shape), &parameter.device())
}
