//! A net's parameters and its optimizer's memory by name, as PyTorch names and shapes them.

use std::collections::BTreeMap;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::tensor::{Tensor, TensorData};

use super::optimizer::{Moments, Optimizer};
use protocol::Difference;

/// One tensor in row order.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    pub shape: Vec<usize>,
    pub values: Vec<f32>,
}

/// All parameters and moments of a net on the CPU: `<prefix>layers.0.weight`, `optimizer.first.<prefix>layers.0.weight`, ...
/// An experiment with several nets gives each a prefix of its own, such as `teacher.`; with one net it is empty.
pub fn state<M: Module>(prefix: &str, module: &M, optimizer: &Optimizer) -> BTreeMap<String, Values> {
    let read = |entry: Entry| {
        let values = entry.tensor.into_data().try_into_vec::<f32>();
        let values = values.expect("parameters are f32, and the CPU has them at hand");
        (entry.name, entry.layout.to_file(values))
    };
    entries(prefix, module, optimizer).into_iter().map(read).collect()
}

/// The inverse of [`state`], for an optimizer that has taken `time` steps. Moments that are not among `tensors` start
/// afresh; names that begin otherwise than `prefix` are none of its business.
///
/// # Errors
/// Each missing, unknown or differently shaped tensor, one line each.
pub fn restore<M: Module>(
    prefix: &str,
    module: M,
    optimizer: &mut Optimizer,
    tensors: &BTreeMap<String, Values>,
    time: u64,
) -> Result<M, Vec<Difference>> {
    let slots = slots(prefix, &module);
    let differences = differences(prefix, &slots, tensors);
    if !differences.is_empty() {
        return Err(differences);
    }
    for slot in &slots {
        let flat = |kind: &str| {
            let values = slot.layout.values_in(tensors.get(&format!("{kind}{}", slot.name))?)?;
            let count = values.len();
            Some(Tensor::<1>::from_data(TensorData::new(values, [count]), &slot.tensor.device()))
        };
        optimizer.moments.remove(&slot.id);
        if let Some(first) = flat(FIRST) {
            let moments = Moments { time: time as usize, first, second: flat(SECOND), third: flat(THIRD) };
            optimizer.moments.insert(slot.id, moments);
        }
    }
    Ok(module.map(&mut Restore { path: Path::below(prefix), slots: &slots, tensors }))
}

const FIRST: &str = "optimizer.first.";
const SECOND: &str = "optimizer.second.";
const THIRD: &str = "optimizer.third.";

/// A tensor on its way to a file.
pub struct Entry {
    pub name: String,
    pub tensor: Tensor<1>,
    pub layout: Layout,
}

/// Parameters, each with its moments behind it.
pub(super) fn entries<M: Module>(prefix: &str, module: &M, optimizer: &Optimizer) -> Vec<Entry> {
    let mut entries = Vec::new();
    for Slot { name, id, layout, tensor } in slots(prefix, module) {
        if let Some(Moments { time: _, first, second, third }) = optimizer.moments.get(&id) {
            for (kind, moment) in [(FIRST, Some(first)), (SECOND, second.as_ref()), (THIRD, third.as_ref())] {
                let Some(tensor) = moment.cloned() else { continue };
                entries.push(Entry { name: format!("{kind}{name}"), tensor, layout: layout.clone() });
            }
        }
        entries.push(Entry { name, tensor, layout });
    }
    entries
}

/// The shape of a parameter here and in a file.
#[derive(Clone)]
pub struct Layout {
    shape: Vec<usize>,
    /// burn keeps a linear layer as `[in, out]`, PyTorch as `[out, in]`.
    transposed: bool,
}

impl Layout {
    /// Values in burn's order to values in PyTorch's.
    pub fn to_file(&self, values: Vec<f32>) -> Values {
        let values = if self.transposed { transpose(&values, self.shape[0], self.shape[1]) } else { values };
        Values { shape: self.file_shape(), values }
    }

    /// As in a file.
    pub fn file_shape(&self) -> Vec<usize> {
        let mut shape = self.shape.clone();
        if self.transposed {
            shape.reverse();
        }
        shape
    }

    /// The values in burn's order, if their number is right.
    fn values_in(&self, found: &Values) -> Option<Vec<f32>> {
        (found.values.len() == self.shape.iter().product::<usize>()).then(|| {
            if self.transposed { transpose(&found.values, self.shape[1], self.shape[0]) } else { found.values.clone() }
        })
    }
}

/// `[rows, columns]` to `[columns, rows]`.
fn transpose(values: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    (0..columns).flat_map(|column| (0..rows).map(move |row| values[row * columns + column])).collect()
}

/// A parameter's place in the net, and its values `[n]`.
struct Slot {
    name: String,
    id: ParamId,
    layout: Layout,
    tensor: Tensor<1>,
}

fn slots<M: Module>(prefix: &str, module: &M) -> Vec<Slot> {
    let mut collect = Collect { path: Path::below(prefix), slots: Vec::new() };
    module.visit(&mut collect);
    collect.slots
}

fn differences(prefix: &str, slots: &[Slot], tensors: &BTreeMap<String, Values>) -> Vec<Difference> {
    let mut differences = Vec::new();
    for Slot { name, layout, .. } in slots {
        let needed = layout.file_shape();
        match tensors.get(name) {
            None => differences.extend(Difference::missing(name)),
            Some(Values { shape, .. }) if *shape != needed => {
                differences.extend(Difference::shape(name, shape, &needed));
            }
            Some(_) => {}
        }
    }
    let is_ours = |name: &str| name.starts_with(prefix) && !name.starts_with("optimizer.");
    let is_known = |name: &str| slots.iter().any(|slot| slot.name == name);
    let unknown = tensors.keys().filter(|name| is_ours(name) && !is_known(name));
    differences.extend(unknown.map(|name| Difference::Unknown { name: name.clone() }));
    differences
}

/// Field names from the net down to where a visitor stands.
struct Path {
    prefix: String,
    /// Each with the kind of its container.
    fields: Vec<(String, String)>,
}

impl Path {
    fn below(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), fields: Vec::new() }
    }

    fn enter(&mut self, name: &str, container: &str) {
        self.fields.push((name.to_owned(), container.to_owned()));
    }

    fn name(&self) -> String {
        let fields = self.fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        format!("{}{}", self.prefix, fields.join("."))
    }

    fn in_linear(&self) -> bool {
        self.fields.last().is_some_and(|(_, container)| container == "Struct:Linear")
    }
}

struct Collect {
    path: Path,
    slots: Vec<Slot>,
}

impl ModuleVisitor for Collect {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.fields.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let tensor = param.val().inner();
        let shape = tensor.dims().to_vec();
        let count = shape.iter().product::<usize>();
        self.slots.push(Slot {
            name: self.path.name(),
            id: param.id,
            layout: Layout { shape, transposed: D == 2 && self.path.in_linear() },
            tensor: tensor.reshape([count]),
        });
    }
}

struct Restore<'a> {
    path: Path,
    slots: &'a [Slot],
    tensors: &'a BTreeMap<String, Values>,
}

impl ModuleMapper for Restore<'_> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.fields.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let name = self.path.name();
        let slot = self.slots.iter().find(|slot| slot.name == name);
        let values = slot.and_then(|slot| slot.layout.values_in(self.tensors.get(&name)?));
        let (id, tensor, mapper) = param.consume();
        let Some(values) = values else {
            return Param::from_mapped_value(id, tensor, mapper);
        };
        let restored = Tensor::<D>::from_data(TensorData::new(values, tensor.dims()), &tensor.device());
        let restored = if tensor.is_require_grad() { restored.require_grad() } else { restored };
        Param::from_mapped_value(id, restored, mapper)
    }
}

#[cfg(test)]
mod tests {
    use burn::optim::GradientsParams;
    use burn::tensor::Device;

    use super::*;
    use crate::mlp::{Mlp, Nonlinearity};
    use crate::optimizer::Recipe;

    fn net(seed: u64) -> Mlp {
        Mlp::new(&[2, 5, 1], Nonlinearity::Tanh, seed, &Device::flex().autodiff())
    }

    fn train(mut net: Mlp, optimizer: &mut Optimizer, steps: usize) -> Mlp {
        let x = Tensor::<2>::from_floats([[1.0, -0.5], [0.25, 2.0]], &Device::flex().autodiff());
        for _ in 0..steps {
            let loss = (net.forward(x.clone()) - 1.0).square().mean();
            let gradients = GradientsParams::from_grads(loss.backward(), &net);
            net = optimizer.step(0.01, net, gradients);
        }
        net
    }

    #[test]
    fn every_optimizer_goes_on_exactly_from_what_was_saved() {
        let centred = Recipe::RmsProp { alpha: 0.9, epsilon: 1e-8, momentum: 0.5, centered: true, weight_decay: 0.1 };
        let decaying = Recipe::AdaGrad { lr_decay: 0.1, epsilon: 1e-10, weight_decay: 0.0 };
        for recipe in [Recipe::SGD, Recipe::MOMENTUM, decaying, Recipe::RMSPROP, centred, Recipe::ADAM] {
            let mut optimizer = Optimizer::with(recipe);
            let half = train(net(1), &mut optimizer, 3);
            let saved = state("net.", &half, &optimizer);
            let unbroken = train(half, &mut optimizer, 3);

            let mut resumed_optimizer = Optimizer::with(recipe);
            let resumed = restore("net.", net(2), &mut resumed_optimizer, &saved, 3).unwrap();
            let resumed = train(resumed, &mut resumed_optimizer, 3);
            let states = [(&unbroken, &optimizer), (&resumed, &resumed_optimizer)];
            let [left, right] = states.map(|(net, optimizer)| state("", net, optimizer));
            assert_eq!(left, right, "{recipe:?}");
        }
    }
}
