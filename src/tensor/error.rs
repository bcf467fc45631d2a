//! What can go wrong with a tensor, in PyTorch's words, under the name of the exception that PyTorch raises.

use thiserror::Error;

/// A mistake of the program. The text is the one that PyTorch 1.13 prints.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{kind}: {text}")]
pub struct TensorError {
    /// The class of Python's exception.
    pub kind: Kind,
    pub text: String,
}

/// Python's exceptions that operations raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Runtime,
    Index,
    Type,
    Value,
    NotHere,
    Memory,
}

pub type Outcome<T> = Result<T, TensorError>;

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Runtime => "RuntimeError",
            Self::Index => "IndexError",
            Self::Type => "TypeError",
            Self::Value => "ValueError",
            Self::NotHere => "NotImplementedError",
            Self::Memory => "MemoryError",
        })
    }
}

impl TensorError {
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// A `RuntimeError`, which is what PyTorch raises most of the time.
pub fn runtime<T>(text: impl Into<String>) -> Outcome<T> {
    Err(TensorError::new(Kind::Runtime, text))
}

/// An `IndexError`.
pub fn out_of_range<T>(text: impl Into<String>) -> Outcome<T> {
    Err(TensorError::new(Kind::Index, text))
}

/// A `ValueError`.
pub fn bad_value<T>(text: impl Into<String>) -> Outcome<T> {
    Err(TensorError::new(Kind::Value, text))
}
