//! What the page and its workers say to each other: closed enums of plain data, without burn and without the DOM.
//!
//! A message is an enum value as bytes (postcard) and, beside it, at most one buffer of bytes ("bulk": images, weights, features),
//! which travels as a transferable. Each variant says what its bulk holds; where it says nothing there is none.
//! `Ready` is the first event of every worker. Every event that belongs to a run carries its [`RunId`].

use serde::{Deserialize, Serialize};

use course::settings::Settings;
use data::own::OwnFile;
use torch_file::{Matching, Overrides, Wanted};

mod backend;
mod embedder;
mod measured;
mod recorder;

pub use course::backend::{Backend, BackendChoice};
pub use fault::{Cause, Death, Difference, Diverging, Fault, Helper, NotSaved, StorageError};
pub use backend::{BackendReason, BackendReport, GpuReport};
pub use embedder::{EmbedCommand, EmbedEvent, EmbedOptions};
pub use measured::{RacePoint, WorkersPoint};
pub use recorder::{RecordCommand, RecordEvent};

/// Numbers the runs of one visit, so that late events of an earlier run can be told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub u32);

/// Page to training worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Make this run the worker's only one: load its data, build its net (bulk: a checkpoint to go on from, or none).
    /// Answered by `Loading`, then `Prepared`, an `Examples`, an `Evaluation` and a `Checkpoint` of the state it starts from.
    Prepare {
        run: RunId,
        lesson: String,
        #[serde(with = "as_json")]
        settings: Settings,
        site: Site,
    },
    /// Train until paused or done.
    Run,
    /// Stop after the step in flight.
    Pause,
    /// Train one step, then stay paused.
    Step,
    /// A live setting has another value, as text; it applies from the next step on.
    Change { key: String, value: String },
    /// Send a `Checkpoint` now.
    Save,
    /// Keep the reader's own file for runs with `data=own` (bulk: the file; IDX, a batch of CIFAR-10 or CSV, gzip or plain).
    /// Answered by `OwnFiles`, and before it by a `Fault` where the file is refused, by `Table` where it is one.
    UseFile { name: String },
    /// Forget all that `UseFile` has brought. A run that trains on it goes on.
    ForgetFiles,
    /// Have the run's model predict for a table of the reader's own (bulk: CSV). Answered by `File`.
    ApplyTo { name: String },
    /// Take over a checkpoint's weights for prediction only, without data (bulk: the checkpoint).
    UseWeights { lesson: String },
    /// Find, in a file of weights from outside (bulk: PyTorch's, or safetensors), a tensor for each weight of the net that the
    /// lesson has with these settings; `choices` are the reader's. Needs no run. Answered by `Matched`.
    MatchWeights {
        lesson: String,
        #[serde(with = "as_json")]
        settings: Settings,
        file: String,
        choices: Overrides,
    },
    /// Classify one image (bulk: f32 values 0 to 1, as images are in the lesson's data) with the net as it stands. Answered by `Prediction`.
    Predict { request: u32 },
    /// Train the run's net by a bare burn loop beside it, to measure the session against. Answered by `BareLoop`.
    MeasureBareLoop { steps: u32 },
    /// Time moving square matrices of these sides to the device and back, and their products. Answered by `MatmulRace`.
    RaceMatmul { sizes: Vec<u32> },
    /// End one of the run's workers in the middle of its next step, to see that nothing is lost.
    KillWorker,
    /// Take the run's first steps with one worker, two, and so on up to `most`, once all images have arrived. Answered by
    /// `WorkersMeasured`, unless another run is prepared before.
    MeasureWorkers { most: u32 },
    /// Classify and show the layers' activations. Answered by `Prediction` and `Activations`.
    Inspect { request: u32 },
}

/// Training worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is up, and what it found of this machine's GPU.
    Ready { gpu: GpuReport },
    /// Bytes of the run's data that have arrived.
    Loading { run: RunId, file: String, done_bytes: u64, total_bytes: u64, from_cache: bool },
    /// Data of the run that does not come and is asked for again in so many seconds; whether the run stands still for it.
    Delayed { run: RunId, file: String, retry_seconds: u32, is_waited_for: bool },
    /// Data and net are there; the run stands at `step`.
    Prepared { run: RunId, summary: RunSummary, step: u64 },
    /// The run's state changed.
    State { run: RunId, state: RunState },
    /// Steps were taken. `points` are in step order.
    Progress { run: RunId, progress: Progress, points: Vec<MetricPoint> },
    /// The net was tried on test images (bulk: f32 features of the first `feature_rows` test images, row by row).
    Evaluation { run: RunId, evaluation: Evaluation },
    /// The first test images, for thumbnails (bulk: u8 values, `[labels.len(), channels, side, side]`). Sent once a run.
    Examples { run: RunId, labels: Vec<u8> },
    /// The images of the evaluation's worst mistakes (bulk: u8 values, `[mistakes.len(), channels, side, side]`).
    Mistakes { run: RunId, step: u64, mistakes: Vec<Mistake> },
    /// The numbers behind a live figure after `step` steps (bulk: f32, the arrays' values one after the other), and words.
    Picture { run: RunId, step: u64, arrays: Vec<Array>, words: Vec<Words> },
    /// What the reader's own table holds, before a run is prepared with it (bulk: f32, as for `Picture`).
    Table { arrays: Vec<Array>, words: Vec<Words> },
    /// Which tensor of a file becomes which weight (bulk: once each has one, the run at its beginning with these weights, as
    /// a checkpoint).
    Matched { file: String, matching: Matching, tensors: Vec<Wanted> },
    /// The reader's own file `answered` has been taken, or not: all that are kept now, the newest last.
    OwnFiles { answered: String, files: Vec<OwnFile> },
    /// A file for the reader to keep (bulk: its bytes).
    File { name: String },
    /// The whole run as a file (bulk: safetensors: weights, optimizer state, settings, curves).
    Checkpoint { run: RunId, step: u64, epoch: u64 },
    /// Class probabilities, in class order.
    Prediction { request: u32, probabilities: Vec<f32> },
    /// Filters and activations for an inspected image (bulk: f32, the grids' values one after the other).
    Activations { request: u32, grids: Vec<Grid> },
    /// Milliseconds of each step of the bare loop.
    BareLoop { step_millis: Vec<f64> },
    /// How long matrices of each size took on each device there is.
    MatmulRace { points: Vec<RacePoint> },
    /// How fast the run's first steps are with one worker, two, ...
    WorkersMeasured { points: Vec<WorkersPoint> },
    /// Something went wrong; the run it belongs to, if any, has stopped unless the fault says otherwise.
    Fault { run: Option<RunId>, fault: Fault },
}

/// Where the page lives, so that a worker can fetch data beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Absolute address of the folder that holds `data/`, with a slash at its end.
    pub base_url: String,
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
    /// The worker's WebAssembly memory; 0 outside the browser.
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

/// One set of equally large images inside a bulk buffer: filters or feature maps of one layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    pub name: String,
    pub images: usize,
    /// One, or red, green and blue.
    pub channels: usize,
    pub height_px: usize,
    pub width_px: usize,
}

/// One array inside a bulk buffer of f32 values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Array {
    pub name: String,
    pub shape: Vec<usize>,
}

/// Words of one kind: names, ids. Sentences are the page's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub name: String,
    pub words: Vec<String>,
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

/// Settings are bare values under their names, as files have them; only JSON tells a number from a word by its looks.
mod as_json {
    use serde::de::Error as _;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use course::settings::Settings;

    pub fn serialize<S: Serializer>(settings: &Settings, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&serde_json::to_string(settings).map_err(S::Error::custom)?)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Settings, D::Error> {
        serde_json::from_str(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
