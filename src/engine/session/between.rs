//! What a run does between its training steps: the evaluation, the picture of the present weights, the pause.

use super::{Session, at_step};
use crate::evaluation::EvaluationRun;
use crate::picture;
use crate::tick::{Outbox, Tick, Wanted};
use protocol::{Event, Fault, RunState};

/// Test images of the evaluations between the epochs' ends.
const QUICK_EVALUATION_EXAMPLES: usize = 1000;

impl Session {
    /// From the next tick on the net is tried on test images: on all of them, or on as many as a quick look takes.
    pub(super) fn start_evaluation(&mut self, whole: bool) {
        let all = self.data.borrow().test.len();
        let points = (self.settings.integer("points") as usize).min(all);
        let examples = if whole { all } else { QUICK_EVALUATION_EXAMPLES.max(points).min(all) };
        self.evaluation = Some(EvaluationRun::new(self.step, examples, points, whole, self.lesson.classes.len()));
    }

    /// One batch of the evaluation that goes on.
    pub(super) async fn tick_evaluation(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        let Some(mut evaluation) = self.evaluation.take() else { return Ok(Tick::Idle) };
        let more = evaluation.advance(&self.trainer, &self.data, self.backend.backend).await;
        match more.map_err(|fault| at_step(fault, self.step))? {
            Tick::Worked => {
                self.evaluation = Some(evaluation);
                // A sign of life: on a slow device a whole evaluation takes minutes.
                self.send_progress(Vec::new(), out);
            }
            Tick::WaitingForData | Tick::Resting { .. } => {
                self.evaluation = Some(evaluation);
                return Ok(Tick::WaitingForData);
            }
            Tick::Idle => {
                self.is_picture_due = true;
                let points = evaluation.send(self.run, &self.data.borrow(), out)?;
                self.ledger.record(&points);
                self.send_progress(points, out);
                if self.finished() {
                    self.wanted = Wanted::None;
                }
            }
        }
        Ok(Tick::Worked)
    }

    /// The present weights, as the lesson shows them.
    pub(super) async fn send_picture(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        let Some(batch) = self.next_batch() else { return Ok(()) };
        let picture = picture::picture(&mut self.trainer, &batch, self.reading.median_millis()).await?;
        let bulk = bytemuck::cast_slice(&picture.values).to_vec();
        let (arrays, words) = (picture.arrays, picture.words);
        out.push((Event::Picture { run: self.run, step: self.step, arrays, words }, bulk));
        Ok(())
    }

    /// Nothing is wanted: what has not been read yet is read, and the run saved, once.
    pub(super) async fn tick_pause(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        self.read_back(out).await?;
        match self.state {
            RunState::Running | RunState::Compiling => {
                if self.last_checkpoint_step != Some(self.step) {
                    self.save(out).await?;
                }
                self.set_state(if self.finished() { RunState::Done } else { RunState::Paused }, out);
                self.is_picture_due = true;
                Ok(Tick::Worked)
            }
            RunState::Idle
            | RunState::Loading
            | RunState::Ready
            | RunState::Paused
            | RunState::Done
            | RunState::Failed => {
                if self.last_checkpoint_step.is_none() {
                    self.save(out).await?;
                }
                Ok(Tick::Idle)
            }
        }
    }
}
