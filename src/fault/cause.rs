//! Why something failed: in our own words, which the page has in both languages, or as a browser or a library put it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Death;

/// The cause that stands inside a fault's sentence.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum Cause {
    /// The words of a browser or a library, as they are.
    #[error("“{0}”")]
    Quoted(String),
    /// A browser that gives none.
    #[error("the browser gives no reason")]
    Unsaid,
    #[error("damaged or cut short")]
    Damaged,
    /// What the server answered in place of the file.
    #[error("the server answered {status}")]
    Status { status: u16 },
    /// A server that says nothing.
    #[error("no answer for {seconds} s")]
    NoAnswer { seconds: u32 },
    /// The GPU's loss beside the CPU's.
    #[error("the loss differs by {difference:e}, where the largest value is {largest:e}")]
    LossDiffers { difference: f32, largest: f32 },
    /// One of the GPU's gradients beside the CPU's; counted from 1.
    #[error("gradient {place} differs by {difference:e}, where the largest value is {largest:e}")]
    GradientDiffers { place: usize, difference: f32, largest: f32 },
    /// A product of square matrices of ones.
    #[error("a product of {size} x {size} matrices is wrong")]
    WrongProduct { size: u32 },
    /// The engine was built for the CPU alone.
    #[error("this engine was built without a GPU")]
    NoGpuInside,
    /// A message of another length than it says.
    #[error("{found} values instead of {expected}")]
    Length { found: usize, expected: usize },
    /// A frame before its animation, or one without pixels.
    #[error("there is no animation to record")]
    NoAnimation,
}

impl From<String> for Cause {
    fn from(words: String) -> Self {
        if words.trim().is_empty() { Self::Unsaid } else { Self::Quoted(words) }
    }
}

impl From<Death> for Cause {
    fn from(death: Death) -> Self {
        match death {
            Death::Error { detail } => detail.into(),
            Death::NotStarted | Death::Gone => Self::Unsaid,
        }
    }
}

impl From<&str> for Cause {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}
