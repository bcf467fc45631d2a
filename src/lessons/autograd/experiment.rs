//! A program as an experiment: each step runs one node, forward or backward.

use std::collections::BTreeMap;

use burn::tensor::{DType, Device, Tensor};

use super::autodiff::{self, Pass};
use super::graph::{Graph, Kind, Move, Node};
use super::reading::{Reading, relative_difference};
use crate::course::settings::Settings;
use crate::engine::checkpoint::Values;
use crate::engine::experiment::{Experiment, Picture, Plan};
use crate::protocol::{Difference, Fault, LayerSummary};

/// The program of the setting `expr`.
///
/// # Errors
/// [`Fault::BadExpression`] with the character at which it cannot be read.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let text = settings.text("expr");
    let graph = Graph::new(text, settings.integer("seed")).map_err(|mistake| mistake.fault(text))?;
    Ok(Box::new(Autograd::new(graph)))
}

struct Autograd {
    graph: Graph,
    /// Moves made so far.
    done: usize,
    /// The value of each node; operations get theirs when it is their turn.
    values: Vec<Option<Tensor<2>>>,
    pass: Option<Pass>,
    /// The nodes that have gone backward in the present pass.
    visited: Vec<bool>,
    /// What each variable has collected, by autodiff and by differences; empty before the first gradient.
    collected: Vec<(Vec<f32>, Vec<f32>)>,
}

impl Autograd {
    fn new(graph: Graph) -> Self {
        let value = |node: &Node| match &node.kind {
            Kind::Variable(numbers) | Kind::Constant(numbers) => {
                Some(autodiff::tensor(numbers, node.shape, &Device::flex(), DType::F32))
            }
            Kind::Operation { .. } => None,
        };
        let count = graph.nodes.len();
        let values = graph.nodes.iter().map(value).collect();
        let collected = vec![(Vec::new(), Vec::new()); count];
        Self { graph, done: 0, values, pass: None, visited: vec![false; count], collected }
    }

    fn forward(&mut self, node: usize) {
        let Some(operation) = self.graph.operation(node) else { return };
        let inputs: Vec<_> = self.graph.inputs(node).iter().filter_map(|&input| self.values[input].clone()).collect();
        self.values[node] = Some(autodiff::apply(&self.graph, node, operation, &inputs));
    }

    /// burn makes a whole pass at once when its root's turn comes; node after node, it is then shown.
    fn backward(&mut self, node: usize, root: usize) {
        if node == root {
            self.pass = Some(autodiff::backward(&self.graph, root));
            self.visited.fill(false);
        }
        self.visited[node] = true;
        if let (true, Some(pass)) = (self.graph.is_variable(node), &self.pass) {
            let (collected, by_differences) = &mut self.collected[node];
            let differences = autodiff::differences(&self.graph, root, node);
            accumulate(collected, &pass.gradients[node]);
            accumulate(by_differences, &differences.iter().map(|value| *value as f32).collect::<Vec<_>>());
        }
    }

    /// How far autodiff and differences are apart, for the variable where they are farthest.
    fn largest_difference(&self) -> f64 {
        let differences = self.collected.iter().map(|(a, b)| relative_difference(a, b));
        differences.fold(0.0, |largest, value| if value > largest || value.is_nan() { value } else { largest })
    }
}

impl Experiment for Autograd {
    fn plan(&self) -> Plan {
        Plan { steps_per_epoch: self.graph.moves.len() as u64, epochs: 1, ..Plan::default() }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        Vec::new()
    }

    /// `result`: the newest scalar. `difference`: see [`relative_difference`].
    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let Some(&next) = self.graph.moves.get(self.done) else { return Ok(Vec::new()) };
        self.done += 1;
        let metric = match next {
            Move::Forward { node } => {
                self.forward(node);
                let is_scalar = self.graph.nodes[node].shape.count() == 1;
                let value = self.values[node].clone().filter(|_| is_scalar).map(autodiff::numbers);
                value.and_then(|value| Some(("result", f64::from(*value.first()?))))
            }
            Move::Backward { node, root } => {
                self.backward(node, root);
                self.graph.is_variable(node).then(|| ("difference", self.largest_difference()))
            }
            Move::ZeroGrad { node } => {
                let zeros = vec![0.0; self.graph.nodes[node].shape.count()];
                self.collected[node] = (zeros.clone(), zeros);
                None
            }
        };
        // What is no number has no place on a curve; the picture shows it.
        Ok(metric.into_iter().filter(|(_, value)| value.is_finite()).collect())
    }

    fn picture(&mut self) -> Picture {
        let mut picture = Picture::default();
        let mut add = |reading: Reading, values: &[f32]| {
            if let (Some(shape), false) = (reading.shape(&self.graph), values.is_empty()) {
                let picture_so_far = std::mem::take(&mut picture);
                picture = picture_so_far.with(&reading.to_string(), &shape.sizes(), values.iter().copied());
            }
        };
        for node in 0..self.graph.nodes.len() {
            let value = self.values[node].clone().map(autodiff::numbers).unwrap_or_default();
            add(Reading::Value { node }, &value);
            let (collected, by_differences) = &self.collected[node];
            add(Reading::Difference { node }, by_differences);
            match (&self.pass, self.graph.is_variable(node)) {
                (_, true) => add(Reading::Gradient { node }, collected),
                (Some(pass), false) if self.visited[node] => add(Reading::Gradient { node }, &pass.gradients[node]),
                (Some(_) | None, false) => {}
            }
        }
        if let Some(pass) = &self.pass {
            for (index, edge) in self.graph.edges().into_iter().enumerate().filter(|(_, edge)| self.visited[edge.to]) {
                add(Reading::Flow { to: edge.to, input: edge.input }, &pass.flows[index]);
                add(Reading::Local { to: edge.to, input: edge.input }, &pass.locals[index]);
            }
        }
        picture
    }

    /// Another program is another run.
    fn change(&mut self, _settings: &Settings) -> Result<(), Fault> {
        Ok(())
    }

    /// Each variable under its name, and what it has collected as `name.grad`.
    fn tensors(&self) -> BTreeMap<String, Values> {
        let mut tensors = BTreeMap::new();
        for node in self.graph.variables() {
            let (name, shape) = (&self.graph.nodes[node].name, self.graph.nodes[node].shape.sizes());
            let values = self.values[node].clone().map(autodiff::numbers).unwrap_or_default();
            tensors.insert(name.clone(), Values { shape: shape.clone(), values });
            let collected = &self.collected[node].0;
            if !collected.is_empty() {
                tensors.insert(format!("{name}.grad"), Values { shape, values: collected.clone() });
            }
        }
        tensors
    }

    /// What the reader's program gives, it gives.
    fn must_be_finite(&self, _: &str) -> bool {
        false
    }

    /// Programs are short: the steps are taken again.
    fn restore(&mut self, tensors: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        let mut again = Self::new(self.graph.clone());
        let needed = again.tensors();
        let fits = |name: &str, own: &Values| tensors.get(name).is_some_and(|found| found.shape == own.shape);
        let misfits = needed.iter().filter(|(name, own)| !fits(name, own));
        let mut differences: Vec<_> = misfits.flat_map(|(name, _)| Difference::missing(name)).collect();
        let last = self.graph.moves.len() as u64;
        if step > last {
            differences.push(Difference::Step { step, last });
        }
        if !differences.is_empty() {
            return Err(differences);
        }
        for _ in 0..step {
            again.step().map_err(Difference::fault)?;
        }
        *self = again;
        Ok(())
    }
}

/// Gradients add up until they are set to zero.
fn accumulate(collected: &mut Vec<f32>, gradient: &[f32]) {
    if collected.is_empty() {
        *collected = vec![0.0; gradient.len()];
    }
    collected.iter_mut().zip(gradient).for_each(|(sum, value)| *sum += value);
}
