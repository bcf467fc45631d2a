//! Why a file is no saved run, and what a saved run and a net disagree in: plain data, for both languages.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Fault;

/// Why a file cannot be opened as a run that was saved here.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum NotSaved {
    #[error("it does not begin with a safetensors header")]
    NoHeader,
    /// Header and bytes contradict each other, or what the header says of the run cannot be read.
    #[error("it is damaged or cut short")]
    Damaged,
    /// A file of another program.
    #[error("its metadata has no entry \"emberlab\"")]
    NoEntry,
    #[error("its layout is version {found}, but this page reads version {known}")]
    OtherVersion { found: u32, known: u32 },
    #[error("{tensor} holds numbers of type {found} instead of F32")]
    OtherNumbers { tensor: String, found: String },
}

/// One disagreement of a saved run and the net that is to take it over.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum Difference {
    /// The lesson's id, and that of the run.
    #[error("it was saved in the lesson {saved}, but this is {here}")]
    Lesson { saved: String, here: String },
    #[error("{name} is missing")]
    Missing { name: String },
    #[error("{name} belongs to no layer of this net")]
    Unknown { name: String },
    #[error("{name} has shape {found:?}, but this net needs {needed:?}")]
    Shape { name: String, found: Vec<usize>, needed: Vec<usize> },
    /// More steps than the run can have.
    #[error("it is at step {step}, but the last step here is {last}")]
    Step { step: u64, last: u64 },
    /// What the run met on its way back to where it stood.
    #[error(transparent)]
    Fault(Box<Fault>),
}

impl Difference {
    /// The one difference that a tensor of this name is missing.
    pub fn missing(name: impl Into<String>) -> Vec<Self> {
        vec![Self::Missing { name: name.into() }]
    }

    /// The one difference that a tensor has another shape.
    pub fn shape(name: impl Into<String>, found: &[usize], needed: &[usize]) -> Vec<Self> {
        vec![Self::Shape { name: name.into(), found: found.to_vec(), needed: needed.to_vec() }]
    }

    /// The one difference that something went wrong on the way.
    pub fn fault(fault: impl Into<Fault>) -> Vec<Self> {
        vec![Self::Fault(Box::new(fault.into()))]
    }

    /// All of them in English.
    pub fn list(differences: &[Self]) -> String {
        differences.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }
}
