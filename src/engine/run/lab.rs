//! Work in a lab: an [`Experiment`] takes as many steps a second as the reader wants to see, and shows a picture for each frame.

use web_time::Instant;

use super::Tick;
use super::frame::{Frame, Wanted};
use super::merge::merge;
use crate::checkpoint::{Checkpoint, Meta, is_weight};
use crate::clock::{Clock, FRAME_MILLIS, Tempo, WORK_MILLIS};
use crate::experiment::Experiment;
use crate::lesson::Training;
use protocol::set_weights::{self, SetWeight, WEIGHTS};
use protocol::{Diverging, Fault, MetricPoint, RunState};

pub struct Lab {
    pub experiment: Box<dyn Experiment>,
    /// What the step that is under way has taken so far, if one is.
    under_way_millis: Option<f64>,
    /// By the reader's hand; what has been set once learns on like all others.
    set_weights: Vec<SetWeight>,
    pub(super) clock: Clock,
}

impl Lab {
    /// The experiment of the frame's lesson. `table` is the reader's own CSV file, if there is one.
    ///
    /// # Errors
    /// The experiment's own, [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net or lesson,
    /// [`Fault::Diverged`] for weights that are no numbers, and [`Fault::NoSuchLesson`] for what is no lab of this module.
    pub fn new(
        frame: &mut Frame,
        tempo: Tempo,
        table: Option<&[u8]>,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Self, Fault> {
        let mut experiment = match frame.lesson.training {
            Training::Lab(new) => new(&frame.settings)?,
            Training::Table(new, _) => new(&frame.settings, table)?,
            Training::Images(_) => return Err(Fault::NoSuchLesson { id: frame.lesson.id.to_owned() }),
        };
        let set_weights = set_weights::read(frame.settings.text(WEIGHTS))?;
        match checkpoint {
            Some(checkpoint) => {
                frame.resume(checkpoint)?;
                checkpoint.check(|name| experiment.must_be_finite(name))?;
                let restored = experiment.restore(&checkpoint.tensors, checkpoint.meta.step);
                restored.map_err(|differences| Fault::CheckpointMismatch { differences })?;
            }
            None => set(&mut *experiment, &set_weights, 0)?,
        }
        frame.plan = experiment.plan();
        let clock = Clock::new(tempo, frame.settings.real("pace"));
        Ok(Self { experiment, under_way_millis: None, set_weights, clock })
    }

    /// Earlier curves, and the numbers as they are.
    pub(super) fn begin(&mut self, frame: &mut Frame) {
        let points = frame.ledger.history.points();
        self.say_progress(frame, points);
        self.show(frame);
    }

    pub(super) fn show(&mut self, frame: &mut Frame) {
        frame.is_picture_due = false;
        frame.say_picture(self.experiment.picture());
    }

    /// This setting has another value.
    pub(super) fn change(&mut self, frame: &mut Frame, key: &str) -> Result<(), Fault> {
        self.clock.set_pace(frame.settings.real("pace"));
        if key == WEIGHTS {
            frame.is_picture_due = true;
            let wanted = set_weights::read(frame.settings.text(WEIGHTS))?;
            let new: Vec<_> = wanted.iter().filter(|wanted| !self.set_weights.contains(wanted)).cloned().collect();
            set(&mut *self.experiment, &new, frame.step)?;
            self.set_weights = wanted;
        } else if key != "pace" {
            frame.is_picture_due = true;
            self.experiment.change(&frame.settings)?;
            frame.plan = self.experiment.plan();
        }
        Ok(())
    }

    /// The steps of one frame of the screen, or a piece of one.
    pub(super) fn take_steps(&mut self, frame: &mut Frame) -> Result<Tick, Fault> {
        frame.set_state(RunState::Running);
        let began = Instant::now();
        let mut points = Vec::new();
        let mut outcome = Ok(());
        while frame.wanted != Wanted::None
            && (self.under_way_millis.is_some() || frame.wanted == Wanted::One || self.clock.is_due())
        {
            outcome = self.work(frame, &mut points);
            let has_stepped = self.under_way_millis.is_none();
            if has_stepped && frame.wanted == Wanted::One || frame.is_finished() || outcome.is_err() {
                frame.wanted = Wanted::None;
            }
            if began.elapsed().as_secs_f64() * 1000.0 > WORK_MILLIS {
                break;
            }
        }
        if !points.is_empty() || frame.is_picture_due {
            // Without an observer, nothing depends on the machine's speed.
            let shown = if self.clock.tempo == Tempo::Watched { merge(points) } else { points };
            self.say_progress(frame, shown);
            self.show(frame);
        }
        outcome?;
        // A step that takes longer than a frame wants the rests as well.
        let is_busy = self.clock.tempo == Tempo::Unwatched || self.under_way_millis.is_some();
        if is_busy || frame.wanted == Wanted::None {
            return Ok(Tick::Worked);
        }
        let rest_millis = (FRAME_MILLIS - began.elapsed().as_secs_f64() * 1000.0).max(1.0);
        Ok(Tick::Resting { rest_millis })
    }

    /// Sends the run as a file.
    pub(super) fn save(&self, frame: &mut Frame) -> Result<(), Fault> {
        let checkpoint = self.checkpoint(frame)?;
        frame.say_checkpoint(&checkpoint);
        Ok(())
    }

    /// One whole step; its points are added to `points`.
    ///
    /// # Errors
    /// The experiment's own, and [`Fault::Diverged`] when a loss is no longer a number.
    pub fn take_step(&mut self, frame: &mut Frame, points: &mut Vec<MetricPoint>) -> Result<(), Fault> {
        let values = self.experiment.step()?;
        frame.step += 1;
        frame.is_picture_due = true;
        for (metric, value) in values {
            match metric {
                _ if value.is_finite() => {}
                "train-loss" => return Err(Fault::diverged(frame.step, Diverging::Loss, value)),
                "test-loss" => return Err(Fault::diverged(frame.step, Diverging::TestLoss, value)),
                _ => continue,
            }
            let point = MetricPoint::new(metric, frame.step, value);
            frame.ledger.history.push(&point);
            points.push(point);
        }
        Ok(())
    }

    /// The run as it is.
    ///
    /// # Errors
    /// [`Fault::Diverged`] for weights that are no numbers: it cannot go on.
    pub fn checkpoint(&self, frame: &Frame) -> Result<Checkpoint, Fault> {
        let meta = Meta { optimizer_time: frame.step, ..Meta::new(frame.lesson.id, &frame.settings, frame.step) };
        let checkpoint = Checkpoint { meta, tensors: self.experiment.tensors(), curves: frame.ledger.history.points() };
        checkpoint.check(|name| self.experiment.must_be_finite(name))?;
        Ok(checkpoint)
    }

    /// A piece of the next step, or what is left of it.
    fn work(&mut self, frame: &mut Frame, points: &mut Vec<MetricPoint>) -> Result<(), Fault> {
        let began = Instant::now();
        let is_under_way = self.experiment.advance()?;
        if !is_under_way {
            self.take_step(frame, points)?;
        }
        let millis = self.under_way_millis.unwrap_or(0.0) + began.elapsed().as_secs_f64() * 1000.0;
        self.under_way_millis = is_under_way.then_some(millis);
        if !is_under_way {
            frame.ledger.pace.push(millis);
        }
        Ok(())
    }

    fn say_progress(&self, frame: &mut Frame, points: Vec<MetricPoint>) {
        let step_millis = frame.ledger.pace.mean_millis().map(|millis| self.clock.step_millis(millis));
        let examples_per_step = frame.plan.train_examples as f64 / frame.plan.steps_per_epoch.max(1) as f64;
        frame.say_progress(points, step_millis, examples_per_step);
    }
}

/// Sets weights of an experiment that has taken so many steps; those that its net does not have are left.
fn set(experiment: &mut dyn Experiment, weights: &[SetWeight], step: u64) -> Result<(), Fault> {
    if weights.is_empty() {
        return Ok(());
    }
    let mut tensors = experiment.tensors();
    for weight in weights.iter().filter(|weight| is_weight(&weight.tensor)) {
        let tensor = tensors.get_mut(&weight.tensor);
        if let Some(value) = tensor.and_then(|tensor| tensor.values.get_mut(weight.index)) {
            *value = weight.value;
        }
    }
    experiment.restore(&tensors, step).map_err(|differences| Fault::CheckpointMismatch { differences })
}
