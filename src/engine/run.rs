//! The run that a worker has in hand: a frame that all runs have alike, and a piece of work inside it, on images or in a lab.

use burn::tensor::Device;

use super::checkpoint::Checkpoint;
use super::clock::Tempo;
use super::crew;
use super::lesson::Job;
use protocol::{BackendReport, Exercise, Fault, GpuFault, RunEvent, RunId, RunState, RunSummary, WorkersPoint};

mod between;
mod evaluation;
pub mod frame;
mod images;
pub mod lab;
mod merge;
#[cfg(test)]
mod tests;

use frame::{Frame, Outbox, Wanted};
use images::Images;
pub use images::SharedDataset;
use lab::Lab;

/// Idle -> Running <-> Paused -> Done | Failed, advanced one small tick at a time so that messages get in between.
pub struct Run {
    frame: Frame,
    work: Work,
}

enum Work {
    Images(Box<Images>),
    Lab(Box<Lab>),
}

/// What a tick did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tick {
    /// Something; call again.
    Worked,
    /// The next examples have not arrived.
    WaitingForData,
    /// The next piece of work is not due yet.
    Resting { rest_millis: f64 },
    /// Nothing is wanted.
    Idle,
}

impl Run {
    /// A run at its beginning, or where `checkpoint` left it. `device` is the bare device, without autodiff.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net or lesson, [`Fault::NoSuchLesson`] for a lab,
    /// [`Fault::Diverged`] for weights that are no numbers.
    pub fn on_images(
        mut frame: Frame,
        device: &Device,
        data: SharedDataset,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Self, Fault> {
        let images = Images::new(&mut frame, device, data, checkpoint)?;
        Ok(Self { frame, work: Work::Images(Box::new(images)) })
    }

    /// The same in a lab. `table` is the reader's own CSV file, if there is one.
    ///
    /// # Errors
    /// Those of [`Lab::new`].
    pub fn in_lab(
        mut frame: Frame,
        tempo: Tempo,
        table: Option<&[u8]>,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Self, Fault> {
        let lab = Lab::new(&mut frame, tempo, table, checkpoint)?;
        Ok(Self { frame, work: Work::Lab(Box::new(lab)) })
    }

    pub fn id(&self) -> RunId {
        self.frame.id
    }

    /// What trains, and why.
    pub fn backend(&self) -> &BackendReport {
        &self.frame.backend
    }

    /// What there is to be sent, with its bulk, in this order.
    pub fn said(&mut self) -> Outbox {
        std::mem::take(&mut self.frame.out)
    }

    /// Has something said in the run's name.
    pub fn say(&mut self, event: RunEvent) {
        self.frame.say(event);
    }

    /// Announces the run: its summary, earlier curves, the state it starts from.
    pub fn begin(&mut self) {
        let Self { frame, work } = self;
        let layers = match work {
            Work::Images(images) => images.learner.layers(),
            Work::Lab(lab) => lab.experiment.layers(),
        };
        let summary = RunSummary { backend: frame.backend.clone(), layers, plan: frame.plan };
        frame.say(RunEvent::Prepared { summary, step: frame.step });
        match work {
            Work::Images(images) => images.begin(frame),
            Work::Lab(lab) => lab.begin(frame),
        }
        frame.set_state(if frame.is_finished() { RunState::Done } else { RunState::Ready });
    }

    pub fn run(&mut self) {
        self.want(Wanted::All);
    }

    pub fn pause(&mut self) {
        self.frame.wanted = Wanted::None;
    }

    pub fn single_step(&mut self) {
        self.want(Wanted::One);
    }

    /// The run cannot go on.
    pub fn fail(&mut self, fault: Fault) {
        self.say(RunEvent::Fault(fault));
        self.frame.set_state(RunState::Failed);
    }

    /// A live setting has another value, as text.
    ///
    /// # Errors
    /// [`Fault::BadSetting`] and an experiment's own; the run goes on as it was.
    pub fn change(&mut self, key: &str, value: &str) -> Result<(), Fault> {
        let Self { frame, work } = self;
        let before = frame.settings.clone();
        frame.settings.set(frame.lesson.settings, key, value)?;
        match work {
            Work::Images(images) => {
                images.change(frame, key);
                Ok(())
            }
            Work::Lab(lab) => lab.change(frame, key).inspect_err(|_| frame.settings = before),
        }
    }

    /// A piece of work of some tens of milliseconds: a training step, a batch of an evaluation, the steps of a frame.
    ///
    /// # Errors
    /// [`Fault::Gpu`] when the device no longer answers, [`Fault::Diverged`] when a loss, a feature or a weight is no
    /// longer a number, and an experiment's own; the run cannot go on.
    pub async fn tick(&mut self) -> Result<Tick, Fault> {
        let Self { frame, work } = self;
        let tick = match work {
            Work::Images(images) if images.is_evaluating() => images.evaluate(frame).await,
            Work::Images(images) if frame.is_picture_due => images.show(frame).await,
            Work::Images(images) if frame.wanted != Wanted::None => images.take_step(frame).await,
            Work::Lab(lab) if frame.wanted != Wanted::None => lab.take_steps(frame),
            Work::Images(_) | Work::Lab(_) => self.rest().await,
        };
        tick.map_err(|fault| self.at_step(fault))
    }

    /// The whole run as a file, sent as `RunEvent::Checkpoint`.
    ///
    /// # Errors
    /// [`Fault::Gpu`] when the device no longer answers, [`Fault::Diverged`] for weights that are no numbers: such a run
    /// takes no other's place.
    pub async fn save(&mut self) -> Result<(), Fault> {
        let saved = match &mut self.work {
            Work::Images(images) => images.save(&mut self.frame).await,
            Work::Lab(lab) => lab.save(&mut self.frame),
        };
        saved.map_err(|fault| self.at_step(fault))
    }

    /// What the run's model says of a CSV file.
    ///
    /// # Errors
    /// Those of [`super::experiment::Experiment::apply_to`]; [`Fault::NoModel`] for images.
    pub fn apply_to(&self, csv: &[u8]) -> Result<Vec<u8>, Fault> {
        match &self.work {
            Work::Images(_) => Err(Fault::NoModel),
            Work::Lab(lab) => lab.experiment.apply_to(csv),
        }
    }

    /// How much faster several workers are; see [`crew::measure`].
    ///
    /// # Errors
    /// Those of reading tensors; [`Fault::NoSuchLesson`] for a lab.
    pub async fn measure_workers(&mut self, most: usize) -> Result<Vec<WorkersPoint>, Fault> {
        let (frame, images) = self.images()?;
        crew::measure(&Job::new(frame.lesson, frame.settings.clone())?, &images.data, most).await
    }

    /// The same net, batch size and device in a loop without a run; see [`super::baseline_loop`].
    ///
    /// # Errors
    /// [`Fault::Gpu`] when the device no longer answers, [`Fault::NoSuchLesson`] where the lesson has no such loop.
    pub async fn measure_bare_loop(&mut self, exercise: Exercise, steps: usize) -> Result<Vec<f64>, Fault> {
        let (frame, images) = self.images()?;
        images.measure_bare_loop(frame, exercise, steps).await
    }

    /// There may be so many workers where the settings leave it to the machine, from the next step on.
    pub fn limit_workers(&mut self, at_most: u32) {
        if let Ok((_, images)) = self.images() {
            images.limit_workers(at_most as usize);
        }
    }

    /// One of several workers dies in the middle of the next step.
    pub fn kill_worker(&mut self) {
        if let Ok((_, images)) = self.images() {
            images.kill_worker();
        }
    }

    fn images(&mut self) -> Result<(&Frame, &mut Images), Fault> {
        match &mut self.work {
            Work::Images(images) => Ok((&self.frame, images)),
            Work::Lab(_) => Err(Fault::NoSuchLesson { id: self.frame.lesson.id.to_owned() }),
        }
    }

    fn want(&mut self, wanted: Wanted) {
        if self.frame.is_finished() {
            return;
        }
        self.frame.wanted = wanted;
        match &mut self.work {
            Work::Images(_) => {}
            Work::Lab(lab) => lab.clock.start(),
        }
    }

    /// Nothing is wanted: the run is saved, once, and seen as it is.
    async fn rest(&mut self) -> Result<Tick, Fault> {
        if let Work::Lab(lab) = &mut self.work
            && self.frame.is_picture_due
        {
            lab.show(&mut self.frame);
        }
        let was_running = matches!(self.frame.state, RunState::Running | RunState::Compiling);
        let saved_step = self.frame.saved_step;
        if saved_step.is_none() || was_running && saved_step != Some(self.frame.step) {
            self.save().await?;
        }
        if was_running {
            self.frame.set_state(if self.frame.is_finished() { RunState::Done } else { RunState::Paused });
            self.frame.is_picture_due = matches!(self.work, Work::Images(_));
        }
        Ok(if self.frame.is_picture_due { Tick::Worked } else { Tick::Idle })
    }

    /// Who reads tensors does not know the step.
    fn at_step(&self, fault: Fault) -> Fault {
        match fault {
            Fault::Gpu(GpuFault::Lost { detail, .. }) => GpuFault::Lost { detail, step: self.frame.step }.into(),
            other => other,
        }
    }
}
