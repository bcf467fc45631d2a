//! A run of an [`Experiment`]: as many steps a second as the reader wants to see, and a picture for each frame.

use web_time::Instant;

use super::checkpoint::{Checkpoint, Meta, VERSION};
use super::clock::{Clock, FRAME_MILLIS, Tempo, WORK_MILLIS};
use super::experiment::{Experiment, Picture, Plan};
use super::lesson::{Lesson, Training};
use super::metrics::{History, Pace, memory_bytes};
use super::tick::{Outbox, Tick, Wanted};
use course::settings::Settings;
use protocol::{BackendReport, Diverging, Event, Fault, MetricPoint, Progress, RunId, RunState, RunSummary};

mod merge;
#[cfg(all(test, feature = "labs"))]
mod tests;

use merge::merge;

/// One run of one lesson on small data.
pub struct Lab {
    run: RunId,
    lesson: &'static Lesson,
    settings: Settings,
    backend: BackendReport,
    pub(super) experiment: Box<dyn Experiment>,
    pub(super) plan: Plan,
    pub(super) step: u64,
    wanted: Wanted,
    state: RunState,
    history: History,
    speed: Pace,
    /// What the step that is under way has taken so far, if one is.
    under_way_millis: Option<f64>,
    clock: Clock,
    /// The reader has not seen the present numbers.
    is_picture_due: bool,
    last_saved_step: Option<u64>,
}

impl Lab {
    /// A run at its beginning, or where `checkpoint` left it. `table` is the reader's own CSV file, if there is one.
    ///
    /// # Errors
    /// The experiment's own, [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net, and
    /// [`Fault::Diverged`] for weights that are no numbers.
    pub fn new(
        run: RunId,
        lesson: &'static Lesson,
        settings: Settings,
        backend: BackendReport,
        checkpoint: Option<&Checkpoint>,
        tempo: Tempo,
        table: Option<&[u8]>,
    ) -> Result<Self, Fault> {
        let mut experiment = experiment(lesson, &settings, table)?;
        let (mut step, mut history) = (0, History::default());
        if let Some(checkpoint) = checkpoint {
            checkpoint.check(|name| experiment.must_be_finite(name))?;
            let differences = match checkpoint.meta.lesson == lesson.id {
                true => experiment.restore(&checkpoint.tensors, checkpoint.meta.step).err(),
                false => Some(vec![checkpoint.other_lesson(lesson.id)]),
            };
            if let Some(differences) = differences {
                return Err(Fault::CheckpointMismatch { differences });
            }
            step = checkpoint.meta.step;
            checkpoint.curves.iter().for_each(|point| history.push(point));
        }
        Ok(Self {
            run,
            lesson,
            backend,
            plan: experiment.plan(),
            experiment,
            step,
            wanted: Wanted::None,
            state: RunState::Loading,
            history,
            speed: Pace::default(),
            under_way_millis: None,
            clock: Clock::new(tempo, settings.real("pace")),
            settings,
            is_picture_due: true,
            last_saved_step: None,
        })
    }

    /// Announces the run: its summary, earlier curves, the state it starts from.
    pub fn begin(&mut self, out: &mut Outbox) {
        let summary = RunSummary {
            backend: self.backend.clone(),
            layers: self.experiment.layers(),
            train_examples: self.plan.train_examples,
            test_examples: self.plan.test_examples,
            steps_per_epoch: self.plan.steps_per_epoch,
            epochs: self.plan.epochs,
        };
        out.push((Event::Prepared { run: self.run, summary, step: self.step }, Vec::new()));
        self.send_progress(self.history.points(), out);
        self.send_picture(out);
        self.set_state(if self.finished() { RunState::Done } else { RunState::Ready }, out);
    }

    pub fn run(&mut self) {
        self.want(Wanted::All);
    }

    pub fn pause(&mut self) {
        self.wanted = Wanted::None;
    }

    pub fn single_step(&mut self) {
        self.want(Wanted::One);
    }

    /// A live setting has another value, as text.
    ///
    /// # Errors
    /// [`Fault::BadSetting`] and the experiment's own; the run goes on as it was.
    pub fn change(&mut self, key: &str, value: &str) -> Result<(), Fault> {
        let before = self.settings.clone();
        self.settings.set(self.lesson.settings, key, value)?;
        self.clock.set_pace(self.settings.real("pace"));
        if key != "pace" {
            self.is_picture_due = true;
            self.experiment.change(&self.settings).inspect_err(|_| self.settings = before)?;
            self.plan = self.experiment.plan();
        }
        Ok(())
    }

    pub fn run_id(&self) -> RunId {
        self.run
    }

    /// The steps of one frame, or a piece of one.
    ///
    /// # Errors
    /// The experiment's own, and [`Fault::Diverged`] when a loss or a weight is no longer a number.
    pub fn tick(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        if self.wanted == Wanted::None {
            return self.tick_rest(out);
        }
        self.set_state(RunState::Running, out);
        let began = Instant::now();
        let mut points = Vec::new();
        let mut outcome = Ok(());
        while self.wanted != Wanted::None
            && (self.under_way_millis.is_some() || self.wanted == Wanted::One || self.clock.is_due())
        {
            outcome = self.work(&mut points);
            let has_stepped = self.under_way_millis.is_none();
            if has_stepped && self.wanted == Wanted::One || self.finished() || outcome.is_err() {
                self.wanted = Wanted::None;
            }
            if began.elapsed().as_secs_f64() * 1000.0 > WORK_MILLIS {
                break;
            }
        }
        if !points.is_empty() || self.is_picture_due {
            // Without an observer, nothing depends on the machine's speed.
            let shown = if self.clock.tempo == Tempo::Watched { merge(points) } else { points };
            self.send_progress(shown, out);
            self.send_picture(out);
        }
        outcome?;
        // A step that takes longer than a frame wants the rests as well.
        let is_busy = self.clock.tempo == Tempo::Unwatched || self.under_way_millis.is_some();
        if is_busy || self.wanted == Wanted::None {
            return Ok(Tick::Worked);
        }
        let rest_millis = (FRAME_MILLIS - began.elapsed().as_secs_f64() * 1000.0).max(1.0);
        Ok(Tick::Resting { rest_millis })
    }

    /// What the run's model says of a CSV file.
    ///
    /// # Errors
    /// Those of [`Experiment::apply_to`].
    pub fn apply_to(&self, csv: &[u8]) -> Result<Vec<u8>, Fault> {
        self.experiment.apply_to(csv)
    }

    /// The whole run as a file, sent as `Event::Checkpoint`.
    ///
    /// # Errors
    /// [`Fault::Diverged`] for weights that are no numbers: such a run takes no other's place.
    pub fn save(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        let checkpoint = self.checked()?;
        self.last_saved_step = Some(self.step);
        let event = Event::Checkpoint { run: self.run, step: self.step, epoch: self.progress().epoch };
        out.push((event, checkpoint.to_bytes()));
        Ok(())
    }

    fn want(&mut self, wanted: Wanted) {
        if !self.finished() {
            self.wanted = wanted;
            self.clock.start();
        }
    }

    /// A piece of the next step, or what is left of it.
    fn work(&mut self, points: &mut Vec<MetricPoint>) -> Result<(), Fault> {
        let began = Instant::now();
        let is_under_way = self.experiment.advance()?;
        if !is_under_way {
            self.take_step(points)?;
        }
        let millis = self.under_way_millis.unwrap_or(0.0) + began.elapsed().as_secs_f64() * 1000.0;
        self.under_way_millis = is_under_way.then_some(millis);
        if !is_under_way {
            self.speed.push(millis);
        }
        Ok(())
    }

    pub(super) fn take_step(&mut self, points: &mut Vec<MetricPoint>) -> Result<(), Fault> {
        let values = self.experiment.step()?;
        self.step += 1;
        self.is_picture_due = true;
        for (metric, value) in values {
            match metric {
                _ if value.is_finite() => {}
                "train-loss" => return Err(Fault::diverged(self.step, Diverging::Loss, value)),
                "test-loss" => return Err(Fault::diverged(self.step, Diverging::TestLoss, value)),
                _ => continue,
            }
            let point = MetricPoint::new(metric, self.step, value);
            self.history.push(&point);
            points.push(point);
        }
        Ok(())
    }

    fn tick_rest(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        if self.is_picture_due {
            self.send_picture(out);
        }
        let was_running = self.state == RunState::Running;
        if self.last_saved_step.is_none() || (was_running && self.last_saved_step != Some(self.step)) {
            self.save(out)?;
        }
        if was_running {
            self.set_state(if self.finished() { RunState::Done } else { RunState::Paused }, out);
        }
        Ok(Tick::Idle)
    }

    /// The run as it is, if it can go on.
    pub(super) fn checked(&self) -> Result<Checkpoint, Fault> {
        let (lesson, settings) = (self.lesson.id.to_owned(), self.settings.clone());
        let meta = Meta { version: VERSION, lesson, settings, step: self.step, optimizer_time: self.step };
        let checkpoint = Checkpoint { meta, tensors: self.experiment.tensors(), curves: self.history.points() };
        checkpoint.check(|name| self.experiment.must_be_finite(name))?;
        Ok(checkpoint)
    }

    fn send_progress(&self, points: Vec<MetricPoint>, out: &mut Outbox) {
        out.push((Event::Progress { run: self.run, progress: self.progress(), points }, Vec::new()));
    }

    fn send_picture(&mut self, out: &mut Outbox) {
        self.is_picture_due = false;
        let Picture { arrays, values, words } = self.experiment.picture();
        let event = Event::Picture { run: self.run, step: self.step, arrays, words };
        out.push((event, bytemuck::cast_slice(&values).to_vec()));
    }

    fn set_state(&mut self, state: RunState, out: &mut Outbox) {
        if self.state != state {
            self.state = state;
            out.push((Event::State { run: self.run, state }, Vec::new()));
        }
    }

    fn progress(&self) -> Progress {
        let step_millis = self.speed.median_millis();
        let steps_per_epoch = self.plan.steps_per_epoch.max(1);
        let examples_per_step = self.plan.train_examples as f64 / steps_per_epoch as f64;
        Progress {
            step: self.step,
            epoch: self.step / steps_per_epoch,
            step_millis: step_millis.map(|millis| self.clock.step_millis(millis)),
            examples_per_second: step_millis.map(|millis| examples_per_step * 1000.0 / self.clock.step_millis(millis)),
            memory_bytes: memory_bytes(),
        }
    }

    fn finished(&self) -> bool {
        self.step >= self.plan.steps()
    }
}

/// What the lesson runs.
///
/// # Errors
/// The experiment's own, and [`Fault::NoSuchLesson`] for what is no lab of this module.
fn experiment(lesson: &Lesson, settings: &Settings, table: Option<&[u8]>) -> Result<Box<dyn Experiment>, Fault> {
    match lesson.training {
        Training::Lab(new) => new(settings),
        Training::Table(new, _) => new(settings, table),
        Training::Images(_) => Err(Fault::NoSuchLesson { id: lesson.id.to_owned() }),
    }
}
