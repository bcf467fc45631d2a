//! What every run has, whatever is worked on in it: whose it is, where it stands, what is wanted of it, and what it has to say.

use crate::checkpoint::Checkpoint;
use crate::experiment::Plan;
use crate::lesson::Lesson;
use crate::metrics::memory_bytes;
use crate::step_log::Ledger;
use course::settings::Settings;
use protocol::{BackendReport, Fault, MetricPoint, Picture, Progress, RunEvent, RunId, RunState};

/// What a run has to say, with its bulk, in the order in which it is to be sent.
pub type Outbox = Vec<(RunEvent, Vec<u8>)>;

pub struct Frame {
    pub id: RunId,
    pub lesson: &'static Lesson,
    /// Of live settings the newest value: the learning rate of the next step is here, and nowhere else.
    pub settings: Settings,
    pub backend: BackendReport,
    pub plan: Plan,
    /// Steps taken.
    pub step: u64,
    /// Who shared the last step.
    pub workers: usize,
    pub wanted: Wanted,
    pub state: RunState,
    pub ledger: Ledger,
    pub saved_step: Option<u64>,
    /// The reader has not seen the present numbers.
    pub is_picture_due: bool,
    pub out: Outbox,
}

/// Steps that the reader has asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    None,
    One,
    All,
}

impl Frame {
    /// A run of a lesson before its first step.
    pub fn new(id: RunId, lesson: &'static Lesson, settings: Settings, backend: BackendReport) -> Self {
        Self {
            id,
            lesson,
            settings,
            backend,
            plan: Plan::default(),
            step: 0,
            workers: 1,
            wanted: Wanted::None,
            state: RunState::Loading,
            ledger: Ledger::default(),
            saved_step: None,
            is_picture_due: true,
            out: Outbox::new(),
        }
    }

    /// Stands where a checkpoint left the run.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] for one of another lesson.
    pub fn resume(&mut self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        checkpoint.check_lesson(self.lesson.id)?;
        self.step = checkpoint.meta.step;
        self.ledger.record(&checkpoint.curves);
        Ok(())
    }

    pub fn is_finished(&self) -> bool {
        self.step >= self.plan.steps()
    }

    pub fn set_state(&mut self, state: RunState) {
        if self.state != state {
            self.state = state;
            self.say(RunEvent::State(state));
        }
    }

    pub fn say(&mut self, event: RunEvent) {
        self.out.push((event, Vec::new()));
    }

    /// Says how far the run is. A step takes `step_millis`, and so many examples.
    pub fn say_progress(&mut self, points: Vec<MetricPoint>, step_millis: Option<f64>, examples_per_step: f64) {
        let progress = Progress {
            step: self.step,
            epoch: self.plan.epoch(self.step),
            step_millis,
            examples_per_second: step_millis.map(|millis| examples_per_step * 1000.0 / millis),
            workers: self.workers as u32,
            memory_bytes: memory_bytes(),
        };
        self.say(RunEvent::Progress { progress, points });
    }

    pub fn say_picture(&mut self, picture: Picture) {
        let picture = Picture { step: self.step, ..picture };
        let bulk = picture.bulk();
        self.out.push((RunEvent::Picture(picture), bulk));
    }

    pub fn say_checkpoint(&mut self, checkpoint: &Checkpoint) {
        self.saved_step = Some(self.step);
        let event = RunEvent::Checkpoint { step: self.step, epoch: self.plan.epoch(self.step) };
        self.out.push((event, checkpoint.to_bytes()));
    }
}
