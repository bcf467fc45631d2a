//! Counts seconds: how long a worker has been silent, and since when there was no checkpoint. Silence is no death: a worker's
//! end is told by its link; a step that is long is shown, and the reader may stop it.

use crate::run_view::{Quiet, RunView};
use protocol::{RunId, RunState};

/// Silence that the reader is told of. Steps that are longer are rare, and most modules arrive sooner.
pub const QUIET_SECONDS: u32 = 10;
/// Between checkpoints while training, so that a dead worker or a closed page costs little.
const CHECKPOINT_SECONDS: u32 = 10;
/// The same while there is a digit to classify, so that its bars move as the net learns.
const FRESH_WEIGHTS_SECONDS: u32 = 2;

/// Counts calls, not time: a page that was asleep has not waited.
#[derive(Debug, Default)]
pub struct Watch {
    /// Whether the trainer was at work when last heard of.
    pub was_running: bool,
    silent_seconds: u32,
    expects_answer: bool,
    checkpoint_seconds: u32,
    /// Where the last worker ended: the run, and the step it would have gone on from.
    last_death: Option<(RunId, u64)>,
}

impl Watch {
    /// The trainer gave a sign of life.
    pub fn heard(&mut self, state: RunState) {
        self.was_running = matches!(state, RunState::Running | RunState::Compiling);
        self.silent_seconds = 0;
        self.expects_answer = false;
    }

    /// A command was sent that is answered at once.
    pub fn expect_answer(&mut self) {
        self.expects_answer = true;
    }

    /// Another second went by: has there been silence for so long that the reader should know?
    pub fn quiet(&mut self, state: RunState, is_ready: bool) -> Option<Quiet> {
        if !is_ready || self.expects_answer || matches!(state, RunState::Running | RunState::Compiling) {
            self.silent_seconds += 1;
        }
        let seconds = self.silent_seconds;
        (seconds >= QUIET_SECONDS).then_some(if is_ready {
            Quiet::Working { seconds }
        } else {
            Quiet::Starting { seconds }
        })
    }

    /// The trainer ended while it had this to do. True where the one before it ended at the same place.
    pub fn died_at(&mut self, run: RunId, step: u64) -> bool {
        self.silent_seconds = 0;
        self.expects_answer = false;
        self.last_death.replace((run, step)) == Some((run, step))
    }

    /// Another second went by: is it time for a checkpoint?
    pub fn wants_checkpoint(&mut self, view: &RunView, is_for_prediction: bool) -> bool {
        if view.state != RunState::Running {
            return false;
        }
        self.checkpoint_seconds += 1;
        let due = if is_for_prediction { FRESH_WEIGHTS_SECONDS } else { CHECKPOINT_SECONDS };
        let is_due = self.checkpoint_seconds >= due;
        if is_due {
            self.checkpoint_seconds = 0;
        }
        is_due
    }
}
