//! Everything that can go wrong for a reader, each with a sentence that says what to do.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use automl::search::SearchError;
use automl::table::TableError;
use file_kind::FileKind;
use torch_file::TorchFileError;

mod allowed;
mod cause;
mod gpu;
mod misfit;
mod storage;

pub use allowed::Allowed;
pub use cause::Cause;
pub use gpu::GpuFault;
pub use misfit::{Difference, NotSaved};
pub use storage::StorageError;

/// An error as the page shows it. [`Fault::code`] is what `data-code` carries.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum Fault {
    /// The file does not begin with the IDX magic number of its kind.
    #[error(
        "{file} is not an IDX file of the expected kind: its magic number is {found:#010x} instead of {expected:#010x}. Choose the original file."
    )]
    BadMagic { file: String, expected: u32, found: u32 },
    /// The file is shorter or longer than its header says.
    #[error("{file} has the wrong length: {expected_bytes} bytes expected, {found_bytes} found. Download it again.")]
    WrongLength { file: String, expected_bytes: u64, found_bytes: u64 },
    /// Images and labels disagree in number.
    #[error(
        "{images} holds {image_count} images, but {labels} holds {label_count} labels. Choose two files that belong together."
    )]
    CountMismatch { images: String, labels: String, image_count: u64, label_count: u64 },
    /// A label names no class.
    #[error(
        "{file} gives example {index} the label {label}, but labels run from 0 to {last}. Choose a file with no label above {last}."
    )]
    LabelOutOfRange { file: String, index: u64, label: u8, last: u8 },
    /// Images of another size than the lesson's net reads.
    #[error("{file} holds images of {found} (channels x height x width), but this lesson reads {expected}.")]
    WrongImageSize { file: String, found: String, expected: String },
    /// The server answered with a web page.
    #[error(
        "{file} is a web page, not data: the server has no such file. Run `cargo xtask data`, or put the file next to the page."
    )]
    HtmlInstead { file: String },
    /// The unpacked bytes are not the ones the catalogue lists.
    #[error(
        "The checksum of {file} does not match the catalogue: expected {expected}, found {found}. Download it again."
    )]
    Checksum { file: String, expected: String, found: String },
    /// The bytes are not gzip, or damaged.
    #[error("{file} could not be unpacked: {detail}. Download it again.")]
    Unpack { file: String, detail: Cause },
    /// The download failed.
    #[error("{file} could not be fetched: {detail}. Check the connection, then press Reset.")]
    Network { file: String, detail: Cause },
    /// The lesson's words did not come.
    #[error("{file}, the text of this lesson, could not be fetched: {detail}. The page will try again by itself.")]
    TextMissing { file: String, detail: Cause },
    /// A part of the page's own code did not come.
    #[error("A part of this page ({part}) could not be fetched. Check the connection, then press Try again.")]
    PartMissing { part: String },
    /// The host has another build of the site than the one that is open.
    #[error(
        "There is a new version of this page, and files of the old one may be gone. Press Reload; your run is kept."
    )]
    NewVersion,
    /// The catalogue names no such data set, or holds none of its files.
    #[error("This site does not have the data set {name}. Choose another one, or run `cargo xtask data`.")]
    NoSuchData { name: String },
    /// The reader's own images and labels were asked for, but are not both there.
    #[error(
        "Choose an images file and a labels file of your own, both in IDX format (for colour images, CIFAR-10 binary batches work too). Then press Reset."
    )]
    OwnFiles,
    /// A file that this lesson, or none, reads. `lesson` is the id of one that does; empty where none does.
    #[error("{file} is not a file that this lesson reads ({kind:?}). Choose another one{}.", in_lesson(.lesson))]
    WrongKind { file: String, kind: FileKind, lesson: String },
    /// More bytes than are read, as the file lies there or once it is unpacked.
    #[error(
        "{file} holds more than {} MB{}, the most that can be read. Choose a smaller one.",
        .most_bytes / 1_000_000,
        if *.is_unpacked { " once it is unpacked" } else { "" }
    )]
    FileTooLarge { file: String, most_bytes: u64, is_unpacked: bool },
    /// The browser could not read the file.
    #[error("{file} could not be read: it may have been moved, changed or damaged. Choose it again.")]
    UnreadFile { file: String },
    /// The worker stopped while it took this file.
    #[error(
        "The worker stopped while it was reading {file}, which is left out from now on. Choose a smaller file, or another one."
    )]
    FileLeftOut { file: String },
    /// Fewer images than a training and a test set need.
    #[error(
        "{file} has too few images ({found}): at least 2 are needed, one to train on and one to test on. Choose another file."
    )]
    TooFewImages { file: String, found: u64 },
    /// Pictures in too few or too many folders to be classes.
    #[error(
        "The number of folders with pictures is {found}, but 2 to {most} are needed: one for each class. Choose others."
    )]
    PictureFolders { found: u64, most: u64 },
    /// More pictures than can be decoded in reasonable time.
    #[error("There are {found} pictures, but at most {most} can be read. Choose fewer.")]
    TooManyPictures { found: u64, most: u64 },
    /// Files among pictures that are none; the pictures are used.
    #[error(
        "Some of the files are not pictures ({count}, such as {file}): they were left out. Take them out of the folder."
    )]
    LeftAside { file: String, count: u64 },
    /// No lesson has this id.
    #[error("There is no lesson called {id}. Choose one from the list.")]
    NoSuchLesson { id: String },
    /// A setting outside its range.
    #[error("{key} is {found}, which is not {expected}. The default is used until you change it.")]
    BadSetting { key: String, found: String, expected: Allowed },
    /// A text that a lesson reads as a program or a list does not make sense.
    #[error("{key} cannot be understood at character {at} ({found}). Correct it there.")]
    BadExpression { key: String, at: u64, found: String },
    /// A figure that has nothing to compute with.
    #[error("There are no points to learn from. Add some, or go back to the generated ones.")]
    NoPoints,
    /// A lesson on tables wants a file that is not there.
    #[error("Choose a CSV file of your own, then press Reset.")]
    OwnTable,
    /// The run has found no model that could predict.
    #[error("There is no model yet. Let the search finish, then choose the file again.")]
    NoModel,
    /// Weights from outside that cannot be read, or do not fit.
    #[error(transparent)]
    Weights(#[from] TorchFileError),
    /// A CSV file that cannot be learned from.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A search that cannot begin or go on.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The run can learn no more: what showed it first is no longer a number, or one too large to work with.
    #[error("{what} became {value} at step {step}: the run diverged. Lower the learning rate and press Reset.")]
    Diverged { step: u64, what: Diverging, value: String },
    /// The file is not a checkpoint at all.
    #[error(
        "{file} cannot be opened as a saved run: {detail}. Each lesson opens the runs that were saved in it; lessons on images open weights from elsewhere, too."
    )]
    NotACheckpoint { file: String, detail: NotSaved },
    /// The checkpoint belongs to another net.
    #[error(
        "This file does not fit this lesson: {}. Open it in the lesson it was saved from.",
        Difference::list(.differences)
    )]
    CheckpointMismatch { differences: Vec<Difference> },
    /// The CPU takes over.
    #[error(transparent)]
    Gpu(#[from] GpuFault),
    /// A worker is no more. `again`: it went on from the same step as the one before, and came no further.
    #[error(
        "The training worker stopped ({death}). {}",
        if *.again { "It stopped at the same place before: Restart goes back to the last checkpoint and waits there, so that you can change a setting first: a smaller batch, for instance." } else { "Press Restart to continue from the last checkpoint." }
    )]
    WorkerDied { death: Death, again: bool },
    /// A worker beside the training is no more; the training goes on.
    #[error(
        "The worker that {} stopped ({death}). A new one is started with the next {}.",
        .helper.does(), .helper.needs()
    )]
    HelperDied { helper: Helper, death: Death },
    /// A message that the receiver does not understand.
    #[error("The page and its worker are different versions ({detail}). Reload the page.")]
    BadMessage { detail: Cause },
    /// The browser refused to store or read a saved run.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The same, where the reader wanted to open, rename, delete or save a run that is kept.
    #[error("That cannot be done with the kept runs: {}. Try again.", .0.reason())]
    KeptRuns(StorageError),
}

/// How a worker came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Death {
    /// By an error, in the browser's words.
    #[error("{detail}")]
    Error { detail: String },
    /// Its code did not come, or the browser refused to start it.
    #[error("its code could not be started")]
    NotStarted,
    /// The browser ended it without a word, most often for want of memory.
    #[error("the browser ended it, most likely because memory ran out")]
    Gone,
}

/// A worker beside the one that trains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Helper {
    /// Classifies the reader's digits.
    Predictor,
    /// Moves the points of the embedding.
    Embedder,
}

impl Helper {
    fn does(self) -> &'static str {
        match self {
            Self::Predictor => "reads your digits",
            Self::Embedder => "moves the points of the embedding",
        }
    }

    fn needs(self) -> &'static str {
        match self {
            Self::Predictor => "stroke",
            Self::Embedder => "look at the test images",
        }
    }
}

/// What may show first that a run has diverged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Diverging {
    /// Of a step on the training examples.
    Loss,
    /// Of an evaluation.
    TestLoss,
    /// What the net's last layer sees, and what the embedding shows.
    Features,
    /// Of the step that was taken last, or of a file.
    Weights,
}

impl std::fmt::Display for Diverging {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Loss => "The loss",
            Self::TestLoss => "The test loss",
            Self::Features => "A feature of the net",
            Self::Weights => "A weight",
        })
    }
}

impl Fault {
    /// `value` says that the run has diverged.
    pub fn diverged(step: u64, what: Diverging, value: impl Into<f64>) -> Self {
        let value = value.into();
        let is_long = value.is_finite() && value.abs() >= 1e6;
        Self::Diverged { step, what, value: if is_long { format!("{value:.2e}") } else { value.to_string() } }
    }

    /// A short stable name for automation and translation.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadMagic { .. } => "bad-magic",
            Self::WrongLength { .. } => "wrong-length",
            Self::CountMismatch { .. } => "count-mismatch",
            Self::LabelOutOfRange { .. } => "label-out-of-range",
            Self::WrongImageSize { .. } => "wrong-image-size",
            Self::HtmlInstead { .. } => "html-instead",
            Self::Checksum { .. } => "checksum",
            Self::Unpack { .. } => "unpack",
            Self::Network { .. } => "network",
            Self::TextMissing { .. } => "text-missing",
            Self::PartMissing { .. } => "part-missing",
            Self::NewVersion => "new-version",
            Self::NoSuchData { .. } => "no-such-data",
            Self::OwnFiles => "own-files",
            Self::WrongKind { .. } => "wrong-kind",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::UnreadFile { .. } => "unread-file",
            Self::FileLeftOut { .. } => "file-left-out",
            Self::TooFewImages { .. } => "too-few-images",
            Self::PictureFolders { .. } => "picture-folders",
            Self::TooManyPictures { .. } => "too-many-pictures",
            Self::LeftAside { .. } => "left-aside",
            Self::NoSuchLesson { .. } => "no-such-lesson",
            Self::BadSetting { .. } => "bad-setting",
            Self::BadExpression { .. } => "bad-expression",
            Self::NoPoints => "no-points",
            Self::OwnTable => "own-table",
            Self::NoModel => "no-model",
            Self::Weights(_) => "weights",
            Self::Table(_) => "table",
            Self::Search(_) => "search",
            Self::Diverged { .. } => "diverged",
            Self::NotACheckpoint { .. } => "not-a-checkpoint",
            Self::CheckpointMismatch { .. } => "checkpoint-mismatch",
            Self::Gpu(GpuFault::SelfTest { .. }) => "self-test",
            Self::Gpu(GpuFault::Lost { .. }) => "gpu-lost",
            Self::Gpu(GpuFault::Start { .. }) => "gpu-start",
            Self::WorkerDied { .. } => "worker-died",
            Self::HelperDied { .. } => "helper-died",
            Self::BadMessage { .. } => "bad-message",
            Self::Storage(_) | Self::KeptRuns(_) => "storage",
        }
    }
}

fn in_lesson(lesson: &str) -> String {
    if lesson.is_empty() { String::new() } else { format!(", or open it in the lesson {lesson}") }
}
