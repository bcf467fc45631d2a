//! What a setting may be, as a fault says it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The values that a setting takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Allowed {
    Integer { min: u64, max: u64 },
    Real { min: f64, max: f64 },
    OneOf { options: Vec<String> },
    Text { max_chars: usize },
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Real { min, max } => write!(f, "a number from {min} to {max}"),
            Self::OneOf { options } => write!(f, "one of {}", options.join(", ")),
            Self::Text { max_chars } => write!(f, "a text of at most {max_chars} characters"),
        }
    }
}
