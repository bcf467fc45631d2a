//! What the page and the Python worker say to each other. The worker is no Rust (`src/python/worker.mjs`): each message is JSON, its
//! kind among its fields, and a buffer.

use serde::{Deserialize, Serialize};

use super::Request;

/// Numbers the texts that are run, one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PythonRun(pub u32);

/// Page to Python.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PythonCommand {
    /// Run this text in the namespace of this name. Answered by what it prints and shows, then `Done`.
    Run {
        run: PythonRun,
        /// What a traceback calls it.
        name: String,
        source: String,
        space: String,
        /// `sys.argv` after the name.
        arguments: Vec<String>,
    },
    /// End what runs, as Ctrl-C does.
    Stop,
    /// A file of the reader's for programs to open (bulk: its bytes).
    File { name: String },
    /// Which names of these texts are not here? Nothing of them is run. Answered by `Missing`.
    Names { request: Request, sources: Vec<String> },
    /// How can the word before this place, counted in characters, go on? Answered by `Completions`.
    Complete { request: Request, source: String, place: usize, space: String },
}

/// Python to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PythonEvent {
    Ready {
        /// Whether a running program hears of `Stop`: it needs a browser that can suspend WebAssembly.
        can_suspend: bool,
    },
    /// More of what the program prints, or says beside it: warnings, progress bars.
    Text {
        run: PythonRun,
        is_error: bool,
        text: String,
    },
    /// What has been printed and shown is to go, once something else comes or at once.
    Clear {
        run: PythonRun,
        wait: bool,
    },
    /// A value, as text.
    Value {
        run: PythonRun,
        text: String,
    },
    /// A value that is a picture (bulk: a PNG file).
    Picture {
        run: PythonRun,
        text: String,
    },
    Table {
        run: PythonRun,
        columns: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    /// A figure (bulk: a PNG file), in place of an earlier one of the same number.
    Figure {
        run: PythonRun,
        #[serde(flatten)]
        figure: PythonFigure,
    },
    /// Losses that gradients were asked for, one a step: more of one net's curve. What is no number is missing.
    Losses {
        run: PythonRun,
        /// Nets are counted from 0 in the order of their first loss.
        net: usize,
        /// Of the first value, counted from 1.
        step: u64,
        values: Vec<Option<f64>>,
    },
    Mistake {
        run: PythonRun,
        #[serde(flatten)]
        mistake: PythonMistake,
    },
    Done {
        run: PythonRun,
        end: PythonEnd,
    },
    Missing {
        request: Request,
        total: usize,
        names: Vec<MissingName>,
    },
    /// `words` may stand from character `start` on.
    Completions {
        request: Request,
        start: usize,
        words: Vec<String>,
    },
}

/// What a figure shows, in numbers and words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PythonFigure {
    pub number: u32,
    /// It will not change any more.
    pub is_final: bool,
    pub alt: String,
    pub width_px: f64,
    pub height_px: f64,
    pub lines: usize,
    pub points: usize,
    pub images: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PythonMistake {
    /// The exception's class.
    pub error: String,
    /// In the text that was run, counted from 1.
    pub line: Option<usize>,
    /// The traceback, without lines that are not the reader's.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PythonEnd {
    Finished,
    Failed,
    Stopped,
}

/// A name that programs use and that is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingName {
    pub name: String,
    /// In which of the texts, counted from 0.
    pub cell: usize,
    /// Counted from 1.
    pub line: usize,
    /// A name that is here and much like it; empty where there is none.
    pub near: String,
}
