//! What the page and the recorder say to each other: frames of an animation go in, a GIF file comes out.

use serde::{Deserialize, Serialize};

use super::Fault;

/// Page to recorder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RecordCommand {
    /// Begin an animation; one that was not finished is forgotten.
    Begin { width_px: u16, height_px: u16, frames_per_second: u16 },
    /// The figure as it looks now (bulk: u8 RGBA, `[height, width, 4]`). Answered by `Frames`.
    Frame,
    /// The animation is complete. Answered by `File`.
    Finish,
}

/// Recorder to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RecordEvent {
    Ready,
    /// So many frames are in the animation; one that looks like the last is left out.
    Frames {
        count: u32,
    },
    /// The animation (bulk: the GIF file).
    File,
    Fault(Fault),
}
