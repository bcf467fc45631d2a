//! A run: Idle -> Running <-> Paused -> Done | Failed, advanced one small tick at a time so that messages get in between.

use std::cell::RefCell;
use std::rc::Rc;

use burn::tensor::{Device, Int, Tensor, TensorData};
use web_time::Instant;

use super::checkpoint::{Checkpoint, Meta};
use super::evaluation::EvaluationRun;
use super::metrics::{History, Pace, accuracy};
use super::net::{Net, seeded};
use super::optimizer::Optimizer;
use super::read::read_all;
use super::selftest;
use super::step::train_step;
use crate::data::dataset::{Dataset, IMAGE_SIDE_PX};
use crate::data::loader::{Batch, batch, epoch_order};
use crate::lessons::Manifest;
use crate::lessons::settings::Settings;
use crate::protocol::{Backend, BackendReport, Event, Fault, MetricPoint, Progress, RunId, RunState, RunSummary};

/// Images arrive while the run goes on.
pub type SharedDataset = Rc<RefCell<Dataset>>;

/// Events with their bulk, in the order in which they are to be sent.
pub type Outbox = Vec<(Event, Vec<u8>)>;

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
    steps_left_to_take: StepsWanted,
    state: RunState,
    order: (u64, Vec<u32>),
    unread: Vec<Unread>,
    last_read: Option<Instant>,
    evaluation: Option<EvaluationRun>,
    history: History,
    pace: Pace,
    last_checkpoint_step: Option<u64>,
    warm: bool,
}

/// What a tick did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// Something; call again.
    Worked,
    /// The next examples have not arrived.
    WaitingForData,
    /// Nothing is wanted.
    Idle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepsWanted {
    None,
    One,
    All,
}

/// A step whose loss and logits are still on the device.
struct Unread {
    step: u64,
    loss: Tensor<1>,
    logits: Tensor<2>,
    classes: Vec<i32>,
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
        let mut history = History::default();
        let mut step = 0;
        if let Some(checkpoint) = checkpoint {
            if checkpoint.meta.lesson != lesson.id {
                let differences = vec![format!("it was saved from lesson {}", checkpoint.meta.lesson)];
                return Err(Fault::CheckpointMismatch { differences });
            }
            net = checkpoint.restore(net, &mut optimizer, &device)?;
            step = checkpoint.meta.step;
            checkpoint.meta.curves.iter().for_each(|point| history.push(point));
        }
        let learning_rate = settings.real("lr");
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
            steps_left_to_take: StepsWanted::None,
            state: RunState::Loading,
            order: (u64::MAX, Vec::new()),
            unread: Vec::new(),
            last_read: None,
            evaluation: None,
            history,
            pace: Pace::default(),
            last_checkpoint_step: None,
            warm: false,
        })
    }

    /// Announces the run: its summary, earlier curves, the state it starts from.
    pub fn begin(&mut self, out: &mut Outbox) {
        let summary = RunSummary {
            backend: self.backend.clone(),
            layers: N::layers(),
            train_examples: self.train_examples() as u64,
            test_examples: self.data.borrow().test.len() as u64,
            steps_per_epoch: self.steps_per_epoch(),
            epochs: self.settings.integer("epochs"),
        };
        out.push((Event::Prepared { run: self.run, summary, step: self.step }, Vec::new()));
        let points = self.history.points();
        out.push((Event::Progress { run: self.run, progress: self.progress(), points }, Vec::new()));
        self.send_examples(out);
        if self.settings.integer("eval") > 0 {
            self.start_evaluation(false);
        }
        let state = if self.finished() { RunState::Done } else { RunState::Ready };
        self.set_state(state, out);
    }

    pub fn run(&mut self) {
        if !self.finished() {
            self.steps_left_to_take = StepsWanted::All;
        }
    }

    pub fn pause(&mut self) {
        self.steps_left_to_take = StepsWanted::None;
    }

    pub fn single_step(&mut self) {
        if !self.finished() {
            self.steps_left_to_take = StepsWanted::One;
        }
    }

    pub fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
        // The lesson's schema knows the range; a value outside it changes nothing that is saved.
        let _ = self.settings.set(self.lesson.settings, "lr", &learning_rate.to_string());
    }

    pub fn run_id(&self) -> RunId {
        self.run
    }

    pub fn step_count(&self) -> u64 {
        self.step
    }

    pub fn is_running(&self) -> bool {
        self.steps_left_to_take != StepsWanted::None
    }

    fn net(&self) -> &N {
        self.net.as_ref().expect("the net is taken only within a step, and put back")
    }

    /// A piece of work of some tens of milliseconds: one training step, or one batch of an evaluation.
    ///
    /// # Errors
    /// [`Fault::GpuLost`] when the device no longer answers, [`Fault::Diverged`] when the loss is no longer a number.
    pub async fn tick(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        if self.evaluation.is_some() {
            return self.tick_evaluation(out).await;
        }
        if self.steps_left_to_take == StepsWanted::None {
            return self.tick_pause(out).await;
        }
        self.last_read.get_or_insert_with(Instant::now);
        let Some(batch) = self.next_batch() else {
            self.last_read = None;
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
            curves: self.history.points(),
        };
        let checkpoint = Checkpoint::take(self.net(), &self.optimizer, meta).await?;
        self.last_checkpoint_step = Some(self.step);
        let event = Event::Checkpoint { run: self.run, step: self.step, epoch: self.progress().epoch };
        out.push((event, checkpoint.to_bytes()));
        Ok(())
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
        self.unread.push(Unread { step: self.step, loss, logits, classes: batch.classes });
    }

    async fn after_step(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        if self.steps_left_to_take == StepsWanted::One {
            self.steps_left_to_take = StepsWanted::None;
        }
        let epoch_ended = self.step % self.steps_per_epoch() == 0;
        let eval = self.settings.integer("eval");
        let evaluate = epoch_ended || (eval > 0 && self.step % eval == 0);
        let steps_per_read = match self.backend.backend {
            Backend::Cpu => 1,
            Backend::Gpu => GPU_STEPS_PER_READ,
        };
        if self.unread.len() >= steps_per_read || evaluate || !self.warm || !self.is_running() {
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
            self.steps_left_to_take = StepsWanted::None;
        }
        // Time spent on saving and testing is not a step's.
        if self.unread.is_empty() {
            self.last_read = None;
        }
        Ok(())
    }

    /// Brings losses and accuracies of the steps since the last read to the page.
    async fn read_back(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        if self.unread.is_empty() {
            return Ok(());
        }
        let unread = std::mem::take(&mut self.unread);
        let tensors = unread
            .iter()
            .flat_map(|step| {
                let [rows, columns] = step.logits.dims();
                [step.loss.clone(), step.logits.clone().reshape([rows * columns])]
            })
            .collect();
        let values = read_all(tensors).await.map_err(|fault| at_step(fault, self.step))?;
        if let Some(since) = self.last_read.take() {
            let step_millis = since.elapsed().as_secs_f64() * 1000.0 / unread.len() as f64;
            unread.iter().for_each(|_| self.pace.push(step_millis));
        }
        let mut points = Vec::new();
        for (step, values) in unread.iter().zip(values.chunks_exact(2)) {
            let loss = f64::from(values[0].first().copied().unwrap_or(f32::NAN));
            if !loss.is_finite() {
                self.steps_left_to_take = StepsWanted::None;
                return Err(Fault::Diverged { step: step.step, loss: loss.to_string() });
            }
            points.push(MetricPoint::new("train-loss", step.step, loss));
            points.push(MetricPoint::new("train-accuracy", step.step, accuracy(&values[1], &step.classes)));
        }
        self.send_points(points, out);
        Ok(())
    }

    async fn tick_pause(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        self.read_back(out).await?;
        let was = self.state;
        match was {
            RunState::Running | RunState::Compiling => {
                let state = if self.finished() { RunState::Done } else { RunState::Paused };
                if self.last_checkpoint_step != Some(self.step) {
                    self.save(out).await?;
                }
                self.set_state(state, out);
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
        let Some(mut evaluation) = self.evaluation.take() else {
            return Ok(Tick::Idle);
        };
        let net = self.net().valid();
        let device = self.device.clone().inner();
        let more = evaluation.advance(&net, &device, &self.data, self.backend.backend).await;
        match more.map_err(|fault| at_step(fault, self.step))? {
            Tick::Worked => self.evaluation = Some(evaluation),
            Tick::WaitingForData => {
                self.evaluation = Some(evaluation);
                return Ok(Tick::WaitingForData);
            }
            Tick::Idle => {
                let points = evaluation.send(self.run, &self.data.borrow(), out);
                self.send_points(points, out);
                if self.finished() {
                    self.steps_left_to_take = StepsWanted::None;
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

    fn send_points(&mut self, points: Vec<MetricPoint>, out: &mut Outbox) {
        points.iter().for_each(|point| self.history.push(point));
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
        let step_millis = self.pace.median_millis();
        let batch = self.settings.integer("batch") as f64;
        Progress {
            step: self.step,
            epoch: self.step / self.steps_per_epoch(),
            step_millis,
            examples_per_second: step_millis.map(|millis| batch * 1000.0 / millis),
            memory_bytes: memory_bytes(),
        }
    }

    fn train_examples(&self) -> usize {
        self.data.borrow().train.len().min(self.settings.integer("limit") as usize)
    }

    fn steps_per_epoch(&self) -> u64 {
        (self.train_examples() as u64).div_ceil(self.settings.integer("batch").max(1)).max(1)
    }

    fn finished(&self) -> bool {
        self.step >= self.steps_per_epoch() * self.settings.integer("epochs")
    }

    /// The examples of the next step; the last batch of an epoch holds what is left.
    fn next_batch(&mut self) -> Option<Batch> {
        let steps_per_epoch = self.steps_per_epoch();
        let epoch = self.step / steps_per_epoch;
        let data = self.data.borrow();
        if self.order.0 != epoch {
            let limit = self.train_examples();
            self.order = (epoch, epoch_order(self.settings.integer("seed"), epoch, data.train.sizes(), limit));
        }
        let size = self.settings.integer("batch").max(1) as usize;
        let start = (self.step % steps_per_epoch) as usize * size;
        let end = (start + size).min(self.order.1.len());
        batch(&data.train, self.order.1[start..end].iter().map(|&index| index as usize))
    }
}

fn at_step(fault: Fault, step: u64) -> Fault {
    match fault {
        Fault::GpuLost { detail, .. } => Fault::GpuLost { detail, step },
        other => other,
    }
}

/// This worker's WebAssembly memory; 0 outside the browser.
fn memory_bytes() -> u64 {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size(0) as u64 * 65_536;
    #[cfg(not(target_arch = "wasm32"))]
    0
}
