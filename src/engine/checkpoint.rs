//! A run as a file: safetensors with weights, optimizer state and curves, PyTorch names and shapes, and one
//! metadata entry, `emberlab`, with settings and step as JSON.

use std::collections::{BTreeMap, HashMap};

use burn::module::{ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::tensor::{Device, Tensor, TensorData};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};

use super::net::Net;
use super::optimizer::{Moments, Optimizer};
use super::read::read_all;
use crate::lessons::settings::Settings;
use crate::protocol::{Fault, MetricPoint};

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    pub meta: Meta,
    /// `conv1.weight`, ... and `optimizer.first.conv1.weight`, `optimizer.second.conv1.weight`, ...
    pub tensors: BTreeMap<String, Values>,
    /// In the file `curves.train-loss`, ...: `[points, 2]` of step and value, with all their digits.
    pub curves: Vec<MetricPoint>,
}

/// The metadata entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// Version of this layout.
    pub version: u32,
    pub lesson: String,
    pub settings: Settings,
    /// Steps taken; with the seed it fixes which examples come next.
    pub step: u64,
    /// Updates that the optimizer's moments have seen.
    pub optimizer_time: u64,
}

/// One tensor in row order.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    pub shape: Vec<usize>,
    pub values: Vec<f32>,
}

const KEY: &str = "emberlab";
const VERSION: u32 = 1;
const FIRST: &str = "optimizer.first.";
const SECOND: &str = "optimizer.second.";
const CURVES: &str = "curves.";

impl Checkpoint {
    /// Reads net and optimizer from their device.
    ///
    /// # Errors
    /// [`Fault::GpuLost`] when the device no longer answers.
    pub async fn take<N: Net>(
        net: &N,
        optimizer: &Optimizer,
        mut meta: Meta,
        curves: Vec<MetricPoint>,
    ) -> Result<Self, Fault> {
        let slots = slots(net);
        let mut names = Vec::new();
        let mut tensors = Vec::new();
        for slot in &slots {
            names.push((slot.name.clone(), slot));
            tensors.push(slot.tensor.clone());
            if let Some(moments) = optimizer.moments.get(&slot.id) {
                meta.optimizer_time = moments.time as u64;
                names.push((format!("{FIRST}{}", slot.name), slot));
                tensors.push(moments.first.clone());
                if let Some(second) = &moments.second {
                    names.push((format!("{SECOND}{}", slot.name), slot));
                    tensors.push(second.clone());
                }
            }
        }
        let values = read_all(tensors).await?;
        let tensors =
            names.into_iter().zip(values).map(|((name, slot), values)| (name, slot.to_file(values))).collect();
        Ok(Self { meta: Meta { version: VERSION, ..meta }, tensors, curves })
    }

    /// The net and optimizer as they were saved.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] that lists each missing, unknown or differently shaped tensor.
    pub fn restore<N: Net>(&self, net: N, optimizer: &mut Optimizer, device: &Device) -> Result<N, Fault> {
        let slots = slots(&net);
        let mut differences = Vec::new();
        for slot in &slots {
            match self.tensors.get(&slot.name) {
                None => differences.push(format!("{} is missing", slot.name)),
                Some(found) if found.shape != slot.file_shape() => differences.push(format!(
                    "{} has shape {:?}, this net needs {:?}",
                    slot.name,
                    found.shape,
                    slot.file_shape()
                )),
                Some(_) => {}
            }
        }
        let known = |name: &str| slots.iter().any(|slot| slot.name == name);
        let unknown = self.tensors.keys().filter(|name| !name.starts_with("optimizer.") && !known(name));
        differences.extend(unknown.map(|name| format!("{name} belongs to no layer of this net")));
        if !differences.is_empty() {
            return Err(Fault::CheckpointMismatch { differences });
        }
        for slot in &slots {
            let flat = |prefix: &str| {
                let values = slot.values_in(self.tensors.get(&format!("{prefix}{}", slot.name))?)?;
                let count = values.len();
                Some(Tensor::<1>::from_data(TensorData::new(values, [count]), &device.clone().inner()))
            };
            if let Some(first) = flat(FIRST) {
                let moments = Moments { time: self.meta.optimizer_time as usize, first, second: flat(SECOND) };
                optimizer.moments.insert(slot.id, moments);
            }
        }
        Ok(net.map(&mut Restore { path: Path::default(), slots: &slots, tensors: &self.tensors }))
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut curves: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for point in &self.curves {
            curves.entry(format!("{CURVES}{}", point.metric)).or_default().extend([point.step as f64, point.value]);
        }
        let mut views = Vec::new();
        for (name, tensor) in &self.tensors {
            let view = TensorView::new(Dtype::F32, tensor.shape.clone(), bytemuck::cast_slice(&tensor.values));
            views.push((name.as_str(), view.expect("the values were made with this shape")));
        }
        for (name, pairs) in &curves {
            let view = TensorView::new(Dtype::F64, vec![pairs.len() / 2, 2], bytemuck::cast_slice(pairs));
            views.push((name.as_str(), view.expect("each point adds two numbers")));
        }
        let meta = serde_json::to_string(&self.meta).expect("settings are plain JSON values");
        safetensors::serialize(views, Some(HashMap::from([(KEY.to_owned(), meta)])))
            .expect("the header of a lesson's net stays far below the format's limit")
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Fault::NotACheckpoint`] with the cause.
    pub fn from_bytes(file: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let not = |detail: String| Fault::NotACheckpoint { file: file.to_owned(), detail };
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|error| not(error.to_string()))?;
        let meta = header.metadata().as_ref().and_then(|entries| entries.get(KEY));
        let meta = meta.ok_or_else(|| not(format!("its metadata has no entry \"{KEY}\"")))?;
        let meta: Meta = serde_json::from_str(meta).map_err(|error| not(error.to_string()))?;
        if meta.version != VERSION {
            return Err(not(format!("its layout is version {}, this page reads {VERSION}", meta.version)));
        }
        let file = SafeTensors::deserialize(bytes).map_err(|error| not(error.to_string()))?;
        let (mut tensors, mut curves) = (BTreeMap::new(), Vec::new());
        for (name, view) in file.iter() {
            if let (Some(metric), Dtype::F64) = (name.strip_prefix(CURVES), view.dtype()) {
                let pairs: Vec<f64> = bytemuck::pod_collect_to_vec(view.data());
                curves.extend(pairs.chunks_exact(2).map(|pair| MetricPoint::new(metric, pair[0] as u64, pair[1])));
                continue;
            }
            if view.dtype() != Dtype::F32 {
                return Err(not(format!("{name} holds {:?}, expected F32", view.dtype())));
            }
            let values = bytemuck::pod_collect_to_vec(view.data());
            tensors.insert(name.to_owned(), Values { shape: view.shape().to_vec(), values });
        }
        // A file keeps its tensors in an order of its own.
        curves.sort_by(|a, b| (&a.metric, a.step).cmp(&(&b.metric, b.step)));
        Ok(Self { meta, tensors, curves })
    }
}

/// A parameter's place in the net.
struct Slot {
    name: String,
    id: ParamId,
    shape: Vec<usize>,
    /// burn keeps a linear layer as `[in, out]`, PyTorch as `[out, in]`.
    transposed: bool,
    tensor: Tensor<1>,
}

impl Slot {
    fn file_shape(&self) -> Vec<usize> {
        let mut shape = self.shape.clone();
        if self.transposed {
            shape.reverse();
        }
        shape
    }

    fn to_file(&self, values: Vec<f32>) -> Values {
        let values = if self.transposed { transpose(&values, self.shape[0], self.shape[1]) } else { values };
        Values { shape: self.file_shape(), values }
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

/// Field names from the net down to where a visitor stands.
#[derive(Default)]
struct Path(Vec<(String, String)>);

impl Path {
    fn name(&self) -> String {
        self.0.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(".")
    }

    fn in_linear(&self) -> bool {
        self.0.last().is_some_and(|(_, container)| container == "Struct:Linear")
    }
}

fn slots<N: Net>(net: &N) -> Vec<Slot> {
    let mut collect = Collect::default();
    net.visit(&mut collect);
    collect.slots
}

#[derive(Default)]
struct Collect {
    path: Path,
    slots: Vec<Slot>,
}

impl ModuleVisitor for Collect {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.0.push((name.to_owned(), container.to_owned()));
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.0.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let tensor = param.val().inner();
        let shape = tensor.dims().to_vec();
        let count = shape.iter().product::<usize>();
        self.slots.push(Slot {
            name: self.path.name(),
            id: param.id,
            transposed: D == 2 && self.path.in_linear(),
            shape,
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
        self.path.0.push((name.to_owned(), container.to_owned()));
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.0.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let name = self.path.name();
        let slot = self.slots.iter().find(|slot| slot.name == name);
        let values = slot.and_then(|slot| slot.values_in(self.tensors.get(&name)?));
        let (id, tensor, mapper) = param.consume();
        let Some(values) = values else {
            return Param::from_mapped_value(id, tensor, mapper);
        };
        let restored = Tensor::<D>::from_data(TensorData::new(values, tensor.dims()), &tensor.device());
        let restored = if tensor.is_require_grad() { restored.require_grad() } else { restored };
        Param::from_mapped_value(id, restored, mapper)
    }
}
