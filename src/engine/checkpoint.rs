//! A run as a file: safetensors with weights, optimizer state and curves, PyTorch names and shapes, and one
//! metadata entry, `emberlab`, with settings and step as JSON.

use std::collections::{BTreeMap, HashMap};

use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};

use super::learner::Learner;
use super::read::read_all;
pub use super::weights::Values;
use course::settings::Settings;
use protocol::{Difference, Diverging, Fault, MetricPoint, NotSaved};

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

impl Meta {
    /// Of a run at this step, whose optimizer has seen nothing.
    pub fn new(lesson: &str, settings: &Settings, step: u64) -> Self {
        Self { version: VERSION, lesson: lesson.to_owned(), settings: settings.clone(), step, optimizer_time: 0 }
    }
}

const KEY: &str = "emberlab";
/// Version of the layout.
pub const VERSION: u32 = 1;
const CURVES: &str = "curves.";

/// Whether a tensor of this name is the net's own, not the optimizer's.
pub fn is_weight(name: &str) -> bool {
    !name.contains("optimizer.")
}

impl Checkpoint {
    /// Reads a learner from its device.
    ///
    /// # Errors
    /// [`Fault::Gpu`] when the device no longer answers.
    pub async fn take(learner: &dyn Learner, meta: Meta, curves: Vec<MetricPoint>) -> Result<Self, Fault> {
        let entries = learner.entries();
        let values = read_all(entries.iter().map(|entry| entry.tensor.clone()).collect()).await?;
        let tensors =
            entries.into_iter().zip(values).map(|(entry, values)| (entry.name, entry.layout.to_file(values))).collect();
        let meta = Meta { optimizer_time: learner.optimizer_time(), ..meta };
        Ok(Self { meta, tensors, curves })
    }

    /// Makes a learner what it was when it was saved.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] that lists each missing, unknown or differently shaped tensor, [`Fault::Diverged`] where
    /// some are no numbers: no step leads back from there.
    pub fn restore(&self, learner: &mut dyn Learner) -> Result<(), Fault> {
        self.check(is_weight)?;
        learner
            .restore(&self.tensors, self.meta.optimizer_time)
            .map_err(|differences| Fault::CheckpointMismatch { differences })
    }

    /// Whether the run can go on from here: every value of the tensors that matter is a number.
    ///
    /// # Errors
    /// [`Fault::Diverged`] with the first that is none.
    pub fn check(&self, matters: impl Fn(&str) -> bool) -> Result<(), Fault> {
        let mut values = self.tensors.iter().filter(|(name, _)| matters(name)).flat_map(|(_, tensor)| &tensor.values);
        match values.find(|value| !value.is_finite()) {
            Some(value) => Err(Fault::diverged(self.meta.step, Diverging::Weights, *value)),
            None => Ok(()),
        }
    }

    /// Whether a run of lesson `here` can go on from it.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] where it is another lesson's.
    pub fn check_lesson(&self, here: &str) -> Result<(), Fault> {
        if self.meta.lesson == here {
            return Ok(());
        }
        let difference = Difference::Lesson { saved: self.meta.lesson.clone(), here: here.to_owned() };
        Err(Fault::CheckpointMismatch { differences: vec![difference] })
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
        let not = |detail: NotSaved| Fault::NotACheckpoint { file: file.to_owned(), detail };
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|_| not(NotSaved::NoHeader))?;
        let meta = header.metadata().as_ref().and_then(|entries| entries.get(KEY));
        let meta = meta.ok_or_else(|| not(NotSaved::NoEntry))?;
        let meta: Meta = serde_json::from_str(meta).map_err(|_| not(NotSaved::Damaged))?;
        if meta.version != VERSION {
            return Err(not(NotSaved::OtherVersion { found: meta.version, known: VERSION }));
        }
        let file = SafeTensors::deserialize(bytes).map_err(|_| not(NotSaved::Damaged))?;
        let (mut tensors, mut curves) = (BTreeMap::new(), Vec::new());
        for (name, view) in file.iter() {
            if let (Some(metric), Dtype::F64) = (name.strip_prefix(CURVES), view.dtype()) {
                let pairs: Vec<f64> = bytemuck::pod_collect_to_vec(view.data());
                curves.extend(pairs.chunks_exact(2).map(|pair| MetricPoint::new(metric, pair[0] as u64, pair[1])));
                continue;
            }
            if view.dtype() != Dtype::F32 {
                let (tensor, found) = (name.to_owned(), view.dtype().to_string());
                return Err(not(NotSaved::OtherNumbers { tensor, found }));
            }
            let values = bytemuck::pod_collect_to_vec(view.data());
            tensors.insert(name.to_owned(), Values { shape: view.shape().to_vec(), values });
        }
        // A file keeps its tensors in an order of its own.
        curves.sort_by(|a, b| (&a.metric, a.step).cmp(&(&b.metric, b.step)));
        Ok(Self { meta, tensors, curves })
    }
}
