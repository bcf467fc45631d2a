//! What the page and its workers say to each other: closed enums of plain data, without burn and without the DOM.
//!
//! A message is an enum value as bytes (postcard) and, beside it, at most one buffer of bytes ("bulk": images, weights, features),
//! which travels as a transferable. Each variant says what its bulk holds; where it says nothing there is none.
//! Each kind of worker has an enum of its own. `Ready` is the first event of all of them; what else one says belongs to a run,
//! answers a request, or is a fault.

use serde::{Deserialize, Serialize};

use course::settings::Settings;
use data::own::OwnFile;
use torch_file::{Matching, Overrides, Wanted};

mod backend;
mod embedder;
mod measured;
mod picture;
mod predictor;
mod python;
mod recorder;
mod run;
pub mod set_weights;

pub use backend::{BackendReason, BackendReport, GpuReport};
pub use course::backend::{Backend, BackendChoice};
pub use embedder::{EmbedCommand, EmbedEvent, EmbedOptions, Placed};
pub use fault::{Cause, Death, Difference, Diverging, Fault, GpuFault, Helper, NotSaved, StorageError};
pub use measured::{RacePoint, WorkersPoint};
pub use picture::{Array, Picture, Words};
pub use predictor::{Grid, PREDICTOR, PredictCommand, PredictEvent};
pub use python::{MissingName, PythonCommand, PythonEnd, PythonEvent, PythonFigure, PythonMistake, PythonRun};
pub use recorder::{RecordCommand, RecordEvent};
pub use run::{
    Delay, Evaluation, LayerSummary, Loading, MetricPoint, Mistake, Plan, Progress, RunEvent, RunId, RunState,
    RunSummary,
};

/// Numbers what the page asks of a worker, so that answers that come too late can be told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Request(pub u32);

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
        /// How many workers it may have where the settings leave it to the machine.
        workers: u32,
    },
    /// It may have so many from the next step on.
    LimitWorkers { workers: u32 },
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
    /// End one of the run's workers in the middle of its next step, to see that nothing is lost.
    KillWorker,
    /// Forget all that `UseFile` has brought. A run that trains on it goes on.
    ForgetFiles,
    /// Something beside the run, which goes on whatever comes of it.
    Ask(Request, Question),
}

/// What is asked of a training worker. Each is answered by an `Answer` or a fault with the number of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// Keep the reader's own file for runs with `data=own` (bulk: the file; IDX, a batch of CIFAR-10 or CSV, gzip or plain).
    /// Answered by `OwnFiles`, and before it by a fault where the file is refused, by `Table` where it is one.
    UseFile { name: String },
    /// Have the run's model predict for a table of the reader's own (bulk: CSV). Answered by `File`.
    ApplyTo { name: String },
    /// Find, in a file of weights from outside (bulk: PyTorch's, or safetensors), a tensor for each weight of the net that the
    /// lesson has with these settings; `choices` are the reader's. Needs no run. Answered by `Matched`.
    MatchWeights {
        lesson: String,
        #[serde(with = "as_json")]
        settings: Settings,
        file: String,
        choices: Overrides,
    },
    /// Use the run's net in a bare burn loop beside it, to measure the run and others against. Answered by `BareLoop`.
    MeasureBareLoop { exercise: Exercise, steps: u32 },
    /// Time moving square matrices of these sides to the device and back, and their products. Answered by `MatmulRace`.
    RaceMatmul { sizes: Vec<u32> },
    /// Take the run's first steps with one worker, two, and so on up to `most`, once all images have arrived. Answered by
    /// `WorkersMeasured`, unless another run is prepared before.
    MeasureWorkers { most: u32 },
}

/// What a bare loop does with a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exercise {
    /// A step of training.
    Training,
    /// The logits, and no gradients.
    Inference,
}

/// Training worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is up, and what it found of this machine's GPU.
    Ready { gpu: GpuReport },
    /// What happens in a run.
    Run(RunId, RunEvent),
    /// What became of a request.
    Answer(Request, Result<Answer, Fault>),
    /// A message could not be read.
    Fault(Fault),
}

/// What a training worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// What the reader's own table holds, before a run is prepared with it (bulk: the picture's).
    Table(Picture),
    /// The reader's own file `answered` has been taken, or not: all that are kept now, the newest last.
    OwnFiles { answered: String, files: Vec<OwnFile> },
    /// A file for the reader to keep (bulk: its bytes).
    File { name: String },
    /// Which tensor of a file becomes which weight (bulk: once each has one, the run at its beginning with these weights, as
    /// a checkpoint).
    Matched { file: String, matching: Matching, tensors: Vec<Wanted> },
    /// Milliseconds of each step of the bare loop.
    BareLoop { step_millis: Vec<f64> },
    /// How long matrices of each size took on each device there is.
    MatmulRace { points: Vec<RacePoint> },
    /// How fast the run's first steps are with one worker, two, ...
    WorkersMeasured { points: Vec<WorkersPoint> },
}

/// Where the page lives, so that a worker can fetch data beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Absolute address of the folder that holds `data/`, with a slash at its end.
    pub base_url: String,
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
