//! What can go wrong with a GPU; each time the CPU takes over.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Cause;

/// Why the GPU is given up.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum GpuFault {
    /// It computes something else than the CPU, or nothing.
    #[error("The GPU failed its self-test ({detail}). Training continues on the CPU.")]
    SelfTest { detail: Cause },
    /// It went away while training; the run goes on from its last checkpoint.
    #[error("The GPU was lost ({detail}). Training continues on the CPU from step {step}.")]
    Lost { detail: Cause, step: u64 },
    /// It could not be started.
    #[error("The GPU could not be started ({detail}). Training continues on the CPU.")]
    Start { detail: Cause },
}
