//! What a run says of itself, from its data on their way to its checkpoints.

use serde::{Deserialize, Serialize};

use super::{BackendReport, Fault, Picture};

/// Numbers the runs of one visit, so that late events of an earlier run can be told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub u32);

/// What happens in a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RunEvent {
    /// Bytes of the run's data have arrived.
    Loading(Loading),
    /// Data of the run that does not come and is asked for again.
    Delayed(Delay),
    /// What the reader's own table holds that the run is prepared with, whether or not it can be (bulk: the picture's).
    Table(Picture),
    /// Data and net are there; the run stands at `step`.
    Prepared { summary: RunSummary, step: u64 },
    /// The run's state changed.
    State(RunState),
    /// Steps were taken. `points` are in step order.
    Progress { progress: Progress, points: Vec<MetricPoint> },
    /// The net was tried on test images (bulk: f32 features `[feature_rows, feature_columns]`, of the test images and then of the
    /// training images; then, where they were projected, mean `[feature_sources]` and directions
    /// `[feature_columns, feature_sources]`).
    Evaluation(Evaluation),
    /// The first test images, for thumbnails (bulk: u8 values, `[labels.len(), channels, side, side]`). Sent once a run.
    Examples { labels: Vec<u8> },
    /// The images of the evaluation's worst mistakes (bulk: u8 values, `[mistakes.len(), channels, side, side]`).
    Mistakes { step: u64, mistakes: Vec<Mistake> },
    /// The numbers behind a live figure (bulk: the picture's).
    Picture(Picture),
    /// The whole run as a file (bulk: safetensors: weights, optimizer state, settings, curves).
    Checkpoint { step: u64, epoch: u64 },
    /// Something went wrong. A run that has stopped says so itself.
    Fault(Fault),
}

/// How much of a run's data has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loading {
    pub file: String,
    pub done_bytes: u64,
    pub total_bytes: u64,
    pub from_cache: bool,
}

/// A file that does not come, and when it is asked for again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    pub file: String,
    pub retry_seconds: u32,
    /// The run stands still until it is there.
    pub is_waited_for: bool,
}

/// `data-state` on the page shows these names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    #[default]
    Idle,
    Loading,
    Ready,
    Compiling,
    Running,
    Paused,
    Done,
    Failed,
}

/// What a prepared run consists of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunSummary {
    pub backend: BackendReport,
    pub layers: Vec<LayerSummary>,
    pub plan: Plan,
}

/// How long a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub train_examples: u64,
    pub test_examples: u64,
    pub steps_per_epoch: u64,
    pub epochs: u64,
}

/// One row of the model's summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerSummary {
    pub name: String,
    /// Output shape for one example.
    pub output: Vec<usize>,
    pub parameters: u64,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Steps taken since the run's start.
    pub step: u64,
    /// Whole epochs behind the run.
    pub epoch: u64,
    /// Median of recent training steps, without evaluation; none before warm-up is over.
    pub step_millis: Option<f64>,
    pub examples_per_second: Option<f64>,
    /// Who shared the last step; 0 before any.
    pub workers: u32,
    /// The training worker's WebAssembly memory; 0 outside the browser.
    pub memory_bytes: u64,
}

/// One value of one curve. `metric` is `train-loss`, `train-accuracy`, `test-loss`, `test-accuracy` or a lesson's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricPoint {
    pub metric: String,
    pub step: u64,
    pub value: f64,
}

/// The net on the first `examples` test images after `step` steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    pub step: u64,
    pub examples: u64,
    /// True for the evaluation on all test images that ends an epoch.
    pub whole: bool,
    /// Mean cross-entropy.
    pub loss_nats: f64,
    pub accuracy: f64,
    /// `confusion[label * classes + predicted]`.
    pub confusion: Vec<u32>,
    pub classes: usize,
    /// The classes predicted for the first ten test images.
    pub first_predictions: Vec<u8>,
    pub first_labels: Vec<u8>,
    pub feature_rows: usize,
    pub feature_columns: usize,
    /// How many numbers a feature row had before it was projected; 0 where it was not.
    pub feature_sources: usize,
}

/// A test image taken for another class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mistake {
    /// Position in the test split.
    pub index: u32,
    pub label: u8,
    pub predicted: u8,
    /// Probability given to the wrong class.
    pub confidence: f32,
}

impl Plan {
    /// Steps of the whole run.
    pub fn steps(&self) -> u64 {
        self.steps_per_epoch * self.epochs
    }

    /// Whole epochs behind a run that has taken `step` steps.
    pub fn epoch(&self, step: u64) -> u64 {
        step / self.steps_per_epoch.max(1)
    }

    /// True when the step just taken was the last of its epoch.
    pub fn ends_epoch(&self, step: u64) -> bool {
        step.is_multiple_of(self.steps_per_epoch)
    }
}

impl RunState {
    /// The name that `data-state` carries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Compiling => "compiling",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl MetricPoint {
    pub fn new(metric: &str, step: u64, value: f64) -> Self {
        Self { metric: metric.to_owned(), step, value }
    }
}
