//! A run: Idle -> Running <-> Paused -> Done | Failed, advanced one small tick at a time so that messages get in between.

use std::cell::RefCell;
use std::rc::Rc;

use burn::tensor::Device;
use web_time::Instant;

use super::checkpoint::{Checkpoint, Meta, is_weight};
use super::evaluation::EvaluationRun;
use super::metrics::{Pace, memory_bytes};
use super::picture;
use super::schedule::Schedule;
use super::step_log::{Ledger, Unread};
use super::tick::{Outbox, Tick, Wanted};
use super::trainer::{Job, Trainer};
use course::settings::Settings;
use data::dataset::Dataset;
use data::loader::Batch;
use crate::lesson::Lesson;
use protocol::{Backend, BackendReport, Event, Fault, MetricPoint, Progress, RunId, RunState, RunSummary};

mod beside;
mod between;

/// Images arrive while the run goes on.
pub type SharedDataset = Rc<RefCell<Dataset>>;

/// One run of one lesson.
pub struct Session {
    run: RunId,
    lesson: &'static Lesson,
    settings: Settings,
    backend: BackendReport,
    data: SharedDataset,
    pub trainer: Trainer,
    learning_rate: f64,
    step: u64,
    wanted: Wanted,
    state: RunState,
    schedule: Schedule,
    ledger: Ledger,
    evaluation: Option<EvaluationRun>,
    last_checkpoint_step: Option<u64>,
    /// How long batches take to be read.
    reading: Pace,
    /// The reader has not seen the present weights.
    is_picture_due: bool,
    warm: bool,
}

/// A GPU is read every so many steps: each read makes it wait for everything before.
const GPU_STEPS_PER_READ: usize = 10;
/// A checkpoint is at most this many steps old.
const STEPS_PER_CHECKPOINT: u64 = 100;
/// Several workers' diary is shown every so many steps.
const STEPS_PER_DIARY: u64 = 10;
/// Test images that the page gets at least.
const SHOWN_EXAMPLES: usize = 100;

impl Session {
    /// A run at its beginning, or where `checkpoint` left it. `device` is the bare device, without autodiff.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net, [`Fault::NoSuchLesson`] for a lab,
    /// [`Fault::Diverged`] for weights that are no numbers.
    pub fn new(
        run: RunId,
        lesson: &'static Lesson,
        settings: Settings,
        backend: BackendReport,
        device: &Device,
        data: SharedDataset,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Self, Fault> {
        let new_learner = lesson.new_learner()?;
        let job = Job { lesson, settings: settings.clone(), new_learner };
        let trainer = Trainer::new(job, backend.backend, device, checkpoint)?;
        let mut ledger = Ledger::default();
        ledger.record(checkpoint.map_or(&[], |checkpoint| &checkpoint.curves));
        let schedule = Schedule::new(&settings, &data.borrow());
        Ok(Self {
            run,
            lesson,
            learning_rate: settings.real("lr"),
            settings,
            backend,
            data,
            trainer,
            step: checkpoint.map_or(0, |checkpoint| checkpoint.meta.step),
            wanted: Wanted::None,
            state: RunState::Loading,
            schedule,
            ledger,
            evaluation: None,
            last_checkpoint_step: None,
            reading: Pace::default(),
            is_picture_due: true,
            warm: false,
        })
    }

    /// Announces the run: its summary, earlier curves, the state it starts from.
    pub fn begin(&mut self, out: &mut Outbox) {
        let summary = RunSummary {
            backend: self.backend.clone(),
            layers: self.trainer.learner.layers(),
            train_examples: self.schedule.train_examples as u64,
            test_examples: self.data.borrow().test.len() as u64,
            steps_per_epoch: self.schedule.steps_per_epoch(),
            epochs: self.schedule.epochs,
        };
        out.push((Event::Prepared { run: self.run, summary, step: self.step }, Vec::new()));
        let points = self.ledger.history.points();
        self.send_progress(points, out);
        let shown = (self.settings.integer("points") as usize).max(SHOWN_EXAMPLES);
        out.push(picture::examples(self.run, &self.data.borrow().test, shown));
        if self.settings.integer("eval") > 0 {
            // A run restored at the end of an epoch shows the figure it was saved with.
            self.start_evaluation(self.step > 0 && self.schedule.ends_epoch(self.step));
        }
        let state = if self.finished() { RunState::Done } else { RunState::Ready };
        self.set_state(state, out);
    }

    pub fn run(&mut self) {
        if !self.finished() {
            self.wanted = Wanted::All;
        }
    }

    pub fn pause(&mut self) {
        self.wanted = Wanted::None;
    }

    pub fn single_step(&mut self) {
        if !self.finished() {
            self.wanted = Wanted::One;
        }
    }

    /// A live setting has another value, as text.
    ///
    /// # Errors
    /// [`Fault::BadSetting`]; the run goes on as it was.
    pub fn change(&mut self, key: &str, value: &str) -> Result<(), Fault> {
        self.settings.set(self.lesson.settings, key, value)?;
        self.learning_rate = self.settings.real("lr");
        Ok(())
    }

    pub fn run_id(&self) -> RunId {
        self.run
    }

    /// A piece of work of some tens of milliseconds: one training step, or one batch of an evaluation.
    ///
    /// # Errors
    /// [`Fault::GpuLost`] when the device no longer answers, [`Fault::Diverged`] when a loss, a feature or a weight is no
    /// longer a number.
    pub async fn tick(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        if self.evaluation.is_some() {
            return self.tick_evaluation(out).await;
        }
        if std::mem::take(&mut self.is_picture_due) {
            self.send_picture(out).await?;
            return Ok(Tick::Worked);
        }
        if self.wanted == Wanted::None {
            return self.tick_pause(out).await;
        }
        self.ledger.start_clock();
        let Some(batch) = self.next_batch() else {
            self.ledger.stop_clock();
            return Ok(Tick::WaitingForData);
        };
        if self.warm {
            self.set_state(RunState::Running, out);
        } else if self.state != RunState::Compiling {
            // Its own tick, so that the page can say so before the GPU's shaders are compiled.
            self.set_state(RunState::Compiling, out);
            return Ok(Tick::Worked);
        } else if self.backend.backend == Backend::Gpu {
            self.trainer.test(&batch).await?;
        }
        self.train(batch).await?;
        self.after_step(out).await?;
        Ok(Tick::Worked)
    }

    /// The whole run as a file, sent as `Event::Checkpoint`.
    ///
    /// # Errors
    /// [`Fault::GpuLost`] when the device no longer answers, [`Fault::Diverged`] for weights that are no numbers: such a run
    /// takes no other's place.
    pub async fn save(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        self.read_back(out).await?;
        let meta = Meta {
            version: 0,
            lesson: self.lesson.id.to_owned(),
            settings: self.settings.clone(),
            step: self.step,
            optimizer_time: 0,
        };
        let checkpoint = Checkpoint::take(&*self.trainer.learner, meta, self.ledger.history.points()).await?;
        checkpoint.check(is_weight)?;
        self.last_checkpoint_step = Some(self.step);
        let event = Event::Checkpoint { run: self.run, step: self.step, epoch: self.progress().epoch };
        out.push((event, checkpoint.to_bytes()));
        Ok(())
    }

    async fn train(&mut self, batch: Batch) -> Result<(), Fault> {
        let (loss, logits) = self.trainer.train(self.step, self.learning_rate, &batch).await?;
        self.step += 1;
        self.ledger.push(Unread { step: self.step, loss, logits, classes: batch.classes });
        Ok(())
    }

    async fn after_step(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        if self.wanted == Wanted::One {
            self.wanted = Wanted::None;
        }
        self.is_picture_due |= self.trainer.crew().is_some() && self.step.is_multiple_of(STEPS_PER_DIARY);
        let epoch_ended = self.schedule.ends_epoch(self.step);
        let eval = self.settings.integer("eval");
        let evaluate = epoch_ended || (eval > 0 && self.step.is_multiple_of(eval));
        if self.ledger.unread() >= self.steps_per_read() || evaluate || !self.warm || self.wanted == Wanted::None {
            self.read_back(out).await?;
            self.warm = true;
        }
        let old = self.step - self.last_checkpoint_step.unwrap_or_default();
        if old >= STEPS_PER_CHECKPOINT || epoch_ended {
            self.save(out).await?;
        }
        if evaluate {
            self.start_evaluation(epoch_ended);
        } else if self.finished() {
            self.wanted = Wanted::None;
        }
        Ok(())
    }

    /// Brings losses and accuracies of the steps since the last read to the page.
    async fn read_back(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        if self.ledger.unread() > 0 {
            let points = self.ledger.read().await.map_err(|fault| at_step(fault, self.step))?;
            self.send_progress(points, out);
        }
        Ok(())
    }

    fn send_progress(&self, points: Vec<MetricPoint>, out: &mut Outbox) {
        out.push((Event::Progress { run: self.run, progress: self.progress(), points }, Vec::new()));
    }

    fn set_state(&mut self, state: RunState, out: &mut Outbox) {
        if self.state != state {
            self.state = state;
            out.push((Event::State { run: self.run, state }, Vec::new()));
        }
    }

    fn progress(&self) -> Progress {
        let step_millis = self.ledger.pace.median_millis();
        let batch = self.schedule.batch_size as f64;
        Progress {
            step: self.step,
            epoch: self.schedule.epoch(self.step),
            step_millis,
            examples_per_second: step_millis.map(|millis| batch * 1000.0 / millis),
            memory_bytes: memory_bytes(),
        }
    }

    fn steps_per_read(&self) -> usize {
        match self.backend.backend {
            Backend::Cpu => 1,
            Backend::Gpu => GPU_STEPS_PER_READ,
        }
    }

    fn finished(&self) -> bool {
        self.step >= self.schedule.steps()
    }

    fn next_batch(&mut self) -> Option<Batch> {
        let started = Instant::now();
        let batch = self.schedule.batch_after(self.step, &self.data.borrow())?;
        let batch = self.trainer.feed.resized(batch);
        self.reading.push(started.elapsed().as_secs_f64() * 1000.0);
        Some(batch)
    }
}

fn at_step(fault: Fault, step: u64) -> Fault {
    match fault {
        Fault::GpuLost { detail, .. } => Fault::GpuLost { detail, step },
        other => other,
    }
}
