//! What the page and the embedding worker say to each other.

use serde::{Deserialize, Serialize};

use super::{Fault, RunId};

/// Page to embedding worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EmbedCommand {
    /// New features (bulk: f32 `[points, dimensions]`; then, where they are projections of `sources` numbers and that is not 0,
    /// mean `[sources]` and directions `[dimensions, sources]`). Points that are there already keep their positions.
    Features {
        run: RunId,
        step: u64,
        points: usize,
        dimensions: usize,
        sources: usize,
        options: EmbedOptions,
    },
    /// Change perplexity or learning rate of the embedding in hand.
    Tune {
        options: EmbedOptions,
    },
    /// One more point, the reader's drawing, as the net of this run sees it (bulk: f32 `[dimensions]`, or `[sources]`): a frame follows at
    /// once, and from now on each frame says where it belongs. For another run than the last `Features` it does nothing.
    Place {
        run: RunId,
    },
    /// The drawing is gone: a frame without it follows.
    Clear,
    Pause,
    Resume,
    /// Forget the positions: the next `Features` starts from PCA.
    Reset,
}

/// Embedding worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EmbedEvent {
    Ready,
    /// Positions after `iteration` iterations on the features of `step` (bulk: f32 `[points, 2]`). While the first neighbours are
    /// looked for, the start of those points that have theirs, and `iteration` 0.
    Frame {
        run: RunId,
        step: u64,
        iteration: u64,
        kl_nats: f64,
        /// Where the drawing belongs, if there is one.
        drawn: Option<Placed>,
    },
    Fault(Fault),
}

/// How t-SNE is run; see the room `embedding`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EmbedOptions {
    pub perplexity: f64,
    pub learning_rate: f64,
    pub seed: u64,
}

impl Default for EmbedOptions {
    fn default() -> Self {
        Self { perplexity: 30.0, learning_rate: 200.0, seed: 1 }
    }
}

/// Where a point that is not among the features belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    pub x: f32,
    pub y: f32,
    /// Its nearest points by their features, the nearest first, at most ten.
    pub neighbours: Vec<u32>,
}
