//! Counts seconds: how long the trainer has been silent, and since when there was no checkpoint.

use crate::app::state::RunView;
use crate::protocol::RunState;

/// A training worker reports far more often than this; one that does not is dead.
pub const PATIENCE_SECONDS: u32 = 30;
/// Between checkpoints while training, so that a dead worker or a closed page costs little.
const CHECKPOINT_SECONDS: u32 = 10;
/// The same while there is a digit to classify, so that its bars move as the net learns.
const FRESH_WEIGHTS_SECONDS: u32 = 2;

/// Counts calls, not time: a page that was asleep must not take its workers for dead.
#[derive(Debug, Default)]
pub struct Watch {
    /// Whether the trainer was at work when last heard of.
    pub was_running: bool,
    silent_seconds: u32,
    expects_answer: bool,
    checkpoint_seconds: u32,
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

    /// Another second went by.
    pub fn is_silent_too_long(&mut self, state: RunState) -> bool {
        if self.expects_answer || state == RunState::Running {
            self.silent_seconds += 1;
        }
        self.silent_seconds > PATIENCE_SECONDS
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
