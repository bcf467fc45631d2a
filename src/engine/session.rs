//! A run: Idle -> Running <-> Paused -> Done | Failed, advanced one small tick at a time so that messages get in between.

use std::cell::RefCell;
use std::rc::Rc;

use burn::tensor::{Device, Int, Tensor, TensorData};

use super::bare;
use super::checkpoint::{Checkpoint, Meta};
use super::evaluation::EvaluationRun;
use super::ledger::{Ledger, Unread};
use super::metrics::memory_bytes;
use super::net::{Net, seeded};
use super::optimizer::Optimizer;
use super::schedule::Schedule;
use super::selftest;
use super::step::train_step;
use super::tick::{Outbox, Tick};
use crate::data::dataset::{Dataset, IMAGE_SIDE_PX};
use crate::data::loader::Batch;
use crate::lessons::Manifest;
use crate::lessons::settings::Settings;
use crate::protocol::{Backend, BackendReport, Event, Fault, MetricPoint, Progress, RunId, RunState, RunSummary};

/// Images arrive while the run goes on.
pub type SharedDataset = Rc<RefCell<Dataset>>;

/// One run of one lesson.
pub struct Session<N: Net> {
    run: RunId,
    lesson: &'static Manifest,
    settings: Settings,
    backend: BackendReport,
    device: Device,
    data: SharedDataset,
    /// Empty only while a step is under way.
    net: Option<N>,
    optimizer: Optimizer,
    learning_rate: f64,
    step: u64,
    wanted: StepsWanted,
    state: RunState,
    schedule: Schedule,
    ledger: Ledger,
    evaluation: Option<EvaluationRun>,
    last_checkpoint_step: Option<u64>,
    warm: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepsWanted {
    None,
    One,
    All,
}

/// A GPU is read every so many steps: each read makes it wait for everything before.
const GPU_STEPS_PER_READ: usize = 10;
/// A checkpoint is at most this many steps old.
const STEPS_PER_CHECKPOINT: u64 = 100;
/// Test images of the evaluations between the epochs' ends.
const QUICK_EVALUATION_EXAMPLES: usize = 1000;

impl<N: Net> Session<N> {
    /// A run at its beginning, or where `checkpoint` left it. `device` is the bare device, without autodiff.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net.
    pub fn new(
        run: RunId,
        lesson: &'static Manifest,
        settings: Settings,
        backend: BackendReport,
        device: &Device,
        data: SharedDataset,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Self, Fault> {
        let device = device.clone().autodiff();
        let mut net = seeded::<N>(settings.integer("seed"), &device);
        let mut optimizer = Optimizer::new(settings.choice("optimizer"));
        let mut ledger = Ledger::default();
        let mut step = 0;
        if let Some(checkpoint) = checkpoint {
            if checkpoint.meta.lesson != lesson.id {
                let differences = vec![format!("it was saved from lesson {}", checkpoint.meta.lesson)];
                return Err(Fault::CheckpointMismatch { differences });
            }
            net = checkpoint.restore(net, &mut optimizer)?;
            step = checkpoint.meta.step;
            ledger.record(&checkpoint.curves);
        }
        let learning_rate = settings.real("lr");
        let schedule = Schedule::new(&settings, &data.borrow());
        Ok(Self {
            run,
            lesson,
            settings,
            backend,
            device,
            data,
            net: Some(net),
            optimizer,
            learning_rate,
            step,
            wanted: StepsWanted::None,
            state: RunState::Loading,
            schedule,
            ledger,
            evaluation: None,
            last_checkpoint_step: None,
            warm: false,
        })
    }

    /// Announces the run: its summary, earlier curves, the state it starts from.
    pub fn begin(&mut self, out: &mut Outbox) {
        let summary = RunSummary {
            backend: self.backend.clone(),
            layers: N::layers(),
            train_examples: self.schedule.train_examples as u64,
            test_examples: self.data.borrow().test.len() as u64,
            steps_per_epoch: self.schedule.steps_per_epoch(),
            epochs: self.schedule.epochs,
        };
        out.push((Event::Prepared { run: self.run, summary, step: self.step }, Vec::new()));
        let points = self.ledger.history.points();
        self.send_progress(points, out);
        self.send_examples(out);
        if self.settings.integer("eval") > 0 {
            // A run restored at the end of an epoch shows the figure it was saved with.
            self.start_evaluation(self.step > 0 && self.schedule.ends_epoch(self.step));
        }
        let state = if self.finished() { RunState::Done } else { RunState::Ready };
        self.set_state(state, out);
    }

    pub fn run(&mut self) {
        if !self.finished() {
            self.wanted = StepsWanted::All;
        }
    }

    pub fn pause(&mut self) {
        self.wanted = StepsWanted::None;
    }

    pub fn single_step(&mut self) {
        if !self.finished() {
            self.wanted = StepsWanted::One;
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
    /// [`Fault::GpuLost`] when the device no longer answers, [`Fault::Diverged`] when the loss is no longer a number.
    pub async fn tick(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        if self.evaluation.is_some() {
            return self.tick_evaluation(out).await;
        }
        if self.wanted == StepsWanted::None {
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
            selftest::compare(self.net(), &batch, &self.device).await?;
        }
        self.train(batch);
        self.after_step(out).await?;
        Ok(Tick::Worked)
    }

    /// The whole run as a file, sent as `Event::Checkpoint`.
    ///
    /// # Errors
    /// [`Fault::GpuLost`] when the device no longer answers.
    pub async fn save(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        self.read_back(out).await?;
        let meta = Meta {
            version: 0,
            lesson: self.lesson.id.to_owned(),
            settings: self.settings.clone(),
            step: self.step,
            optimizer_time: 0,
        };
        let checkpoint = Checkpoint::take(self.net(), &self.optimizer, meta, self.ledger.history.points()).await?;
        self.last_checkpoint_step = Some(self.step);
        let event = Event::Checkpoint { run: self.run, step: self.step, epoch: self.progress().epoch };
        out.push((event, checkpoint.to_bytes()));
        Ok(())
    }

    /// The same net, batch size and device in a loop without a session; see [`bare`].
    ///
    /// # Errors
    /// [`Fault::GpuLost`] when the device no longer answers.
    pub async fn measure_bare_loop(&mut self, steps: usize) -> Result<Vec<f64>, Fault> {
        let Some(batch) = self.next_batch() else { return Ok(Vec::new()) };
        let device = self.device.clone().inner();
        bare::measure::<N>(&device, &batch, self.steps_per_read(), steps, self.steps_per_read()).await
    }

    fn train(&mut self, batch: Batch) {
        let count = batch.classes.len();
        let images = TensorData::new(batch.images, [count, 1, IMAGE_SIDE_PX, IMAGE_SIDE_PX]);
        let images = Tensor::<4>::from_data(images, &self.device);
        let classes = TensorData::new(batch.classes.clone(), [count]);
        let classes = Tensor::<1, Int>::from_data(classes, &self.device);
        let net = self.net.take().expect("the net is taken only here, and put back below");
        let (net, loss, logits) = train_step(net, &mut self.optimizer, self.learning_rate, images, classes);
        self.net = Some(net);
        self.step += 1;
        self.ledger.push(Unread { step: self.step, loss, logits, classes: batch.classes });
    }

    async fn after_step(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        if self.wanted == StepsWanted::One {
            self.wanted = StepsWanted::None;
        }
        let epoch_ended = self.schedule.ends_epoch(self.step);
        let eval = self.settings.integer("eval");
        let evaluate = epoch_ended || (eval > 0 && self.step.is_multiple_of(eval));
        if self.ledger.unread() >= self.steps_per_read() || evaluate || !self.warm || self.wanted == StepsWanted::None {
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
            self.wanted = StepsWanted::None;
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

    async fn tick_pause(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        self.read_back(out).await?;
        match self.state {
            RunState::Running | RunState::Compiling => {
                if self.last_checkpoint_step != Some(self.step) {
                    self.save(out).await?;
                }
                self.set_state(if self.finished() { RunState::Done } else { RunState::Paused }, out);
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

    async fn tick_evaluation(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        let Some(mut evaluation) = self.evaluation.take() else { return Ok(Tick::Idle) };
        let net = self.net().valid();
        let device = self.device.clone().inner();
        let more = evaluation.advance(&net, &device, &self.data, self.backend.backend).await;
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
                let points = evaluation.send(self.run, &self.data.borrow(), out);
                self.ledger.record(&points);
                self.send_progress(points, out);
                if self.finished() {
                    self.wanted = StepsWanted::None;
                }
            }
        }
        Ok(Tick::Worked)
    }

    fn start_evaluation(&mut self, whole: bool) {
        let all = self.data.borrow().test.len();
        let points = (self.settings.integer("points") as usize).min(all);
        let examples = if whole { all } else { QUICK_EVALUATION_EXAMPLES.max(points).min(all) };
        self.evaluation = Some(EvaluationRun::new(self.step, examples, points, whole, self.lesson.classes.len()));
    }

    fn send_progress(&self, points: Vec<MetricPoint>, out: &mut Outbox) {
        out.push((Event::Progress { run: self.run, progress: self.progress(), points }, Vec::new()));
    }

    fn send_examples(&self, out: &mut Outbox) {
        let data = self.data.borrow();
        let count = (self.settings.integer("points") as usize).min(data.test.len());
        let mut labels = Vec::with_capacity(count);
        let mut pixels = Vec::new();
        for (image, label) in (0..count).map_while(|index| data.test.example(index)) {
            pixels.extend_from_slice(image);
            labels.push(label);
        }
        out.push((Event::Examples { run: self.run, labels }, pixels));
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

    fn net(&self) -> &N {
        self.net.as_ref().expect("the net is taken only within a step, and put back")
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
        self.schedule.batch_after(self.step, &self.data.borrow())
    }
}

fn at_step(fault: Fault, step: u64) -> Fault {
    match fault {
        Fault::GpuLost { detail, .. } => Fault::GpuLost { detail, step },
        other => other,
    }
}
