//! What the page and the worker that classifies the reader's digits say to each other.

use serde::{Deserialize, Serialize};

use super::{Fault, Request};

/// The job that such a worker is named after.
pub const PREDICTOR: &str = "predictor";

/// Page to predictor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PredictCommand {
    /// Take over a checkpoint's weights (bulk: the checkpoint).
    UseWeights { lesson: String },
    /// Classify one image (bulk: f32 values 0 to 1, as images are in the lesson's data). Answered by `Prediction`.
    Predict { request: Request },
    /// Classify and show the layers' activations. Answered by `Prediction` and `Activations`.
    Inspect { request: Request },
}

/// Predictor to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PredictEvent {
    Ready,
    /// Class probabilities, in class order (bulk: f32, what the net's last layer reads, as the features of an `Evaluation` are).
    Prediction {
        request: Request,
        probabilities: Vec<f32>,
    },
    /// Filters and activations for an inspected image (bulk: f32, the grids' values one after the other).
    Activations {
        request: Request,
        grids: Vec<Grid>,
    },
    Fault(Fault),
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
