//! Work on images: the batches of a data set go through a classifier, one training step at a time.

use std::cell::RefCell;
use std::rc::Rc;

use burn::tensor::Device;
use web_time::Instant;

use super::Tick;
use super::evaluation::EvaluationRun;
use super::frame::{Frame, Wanted};
use crate::baseline_loop::Track;
use crate::batch_tensors::Feed;
use crate::checkpoint::{Checkpoint, Meta, is_weight};
use crate::crew::Crew;
use crate::learner::Learner;
use crate::lesson::Job;
use crate::metrics::Pace;
use crate::schedule::Schedule;
use crate::selftest;
use crate::step_log::Unread;
use data::dataset::Dataset;
use data::loader::Batch;
use protocol::{Backend, Exercise, Fault, MetricPoint, RunState};

/// Images arrive while the run goes on.
pub type SharedDataset = Rc<RefCell<Dataset>>;

pub struct Images {
    pub(super) learner: Box<dyn Learner>,
    pub(super) feed: Feed,
    /// The bare device, without autodiff.
    pub(super) device: Device,
    /// Who shares the steps, where the lesson has them cut.
    pub(super) crew: Option<Crew>,
    pub(super) data: SharedDataset,
    schedule: Schedule,
    pub(super) evaluation: Option<EvaluationRun>,
    /// Images that the page has.
    pub(super) said_examples: usize,
    /// How long batches take to be read.
    pub(super) reading: Pace,
    /// The first step is behind it, which a GPU compiles its programs in.
    warm: bool,
}

/// A GPU is read every so many steps: each read makes it wait for everything before.
const GPU_STEPS_PER_READ: usize = 10;
/// A checkpoint is at most this many steps old.
const STEPS_PER_CHECKPOINT: u64 = 100;
/// The diary of several workers that were asked for is shown every so many steps.
const STEPS_PER_DIARY: u64 = 10;

impl Images {
    /// With its first weights, or those of `checkpoint`.
    ///
    /// # Errors
    /// Those of [`super::Run::on_images`].
    pub fn new(
        frame: &mut Frame,
        device: &Device,
        data: SharedDataset,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Self, Fault> {
        let job = Job::new(frame.lesson, frame.settings.clone())?;
        let mut learner = job.learner(device);
        if let Some(checkpoint) = checkpoint {
            frame.resume(checkpoint)?;
            checkpoint.restore(&mut *learner)?;
        }
        let schedule = Schedule::new(&frame.settings, &data.borrow());
        frame.plan = schedule.plan(data.borrow().test.len());
        Ok(Self {
            learner,
            feed: job.feed(),
            device: device.clone(),
            crew: Crew::of(&job, frame.backend.backend),
            data,
            schedule,
            evaluation: None,
            said_examples: 0,
            reading: Pace::default(),
            warm: false,
        })
    }

    /// The next training step.
    pub async fn take_step(&mut self, frame: &mut Frame) -> Result<Tick, Fault> {
        frame.ledger.start_clock();
        let Some(batch) = self.next_batch(frame.step) else {
            frame.ledger.stop_clock();
            return Ok(Tick::WaitingForData);
        };
        if self.warm {
            frame.set_state(RunState::Running);
        } else if frame.state != RunState::Compiling {
            // Its own tick, so that the page can say so before the GPU's shaders are compiled.
            frame.set_state(RunState::Compiling);
            return Ok(Tick::Worked);
        } else if frame.backend.backend == Backend::Gpu {
            let twin = Job::new(frame.lesson, frame.settings.clone())?.learner(&Device::flex());
            selftest::compare(&*self.learner, twin, self.feed, &batch, &self.device).await?;
        }
        self.train(frame, batch).await?;
        self.after_step(frame).await?;
        Ok(Tick::Worked)
    }

    /// Sends the run as a file, and before it what has not been read yet.
    pub async fn save(&mut self, frame: &mut Frame) -> Result<(), Fault> {
        self.read_back(frame).await?;
        let meta = Meta::new(frame.lesson.id, &frame.settings, frame.step);
        let checkpoint = Checkpoint::take(&*self.learner, meta, frame.ledger.history.points()).await?;
        checkpoint.check(is_weight)?;
        frame.say_checkpoint(&checkpoint);
        Ok(())
    }

    pub async fn measure_bare_loop(
        &mut self,
        frame: &Frame,
        exercise: Exercise,
        steps: usize,
    ) -> Result<Vec<f64>, Fault> {
        let Some(batch) = self.next_batch(frame.step) else { return Ok(Vec::new()) };
        let bare_loop = frame.lesson.bare_loop.ok_or_else(|| Fault::NoSuchLesson { id: frame.lesson.id.to_owned() })?;
        bare_loop(Track {
            exercise,
            lesson: frame.lesson,
            settings: &frame.settings,
            device: &self.device,
            batch: &batch,
            steps_per_read: steps_per_read(frame),
            steps,
        })
        .await
    }

    /// A live setting has another value.
    pub fn change(&mut self, frame: &Frame, key: &str) {
        if let Some(crew) = self.crew.as_mut().filter(|_| key == "workers") {
            crew.ask_for(frame.settings.integer("workers") as usize);
        }
    }

    /// There may be so many workers where the settings leave it to the machine.
    pub fn limit_workers(&mut self, at_most: usize) {
        if let Some(crew) = &mut self.crew {
            crew.limit(at_most);
        }
    }

    pub fn kill_worker(&mut self) {
        if let Some(crew) = &mut self.crew {
            crew.kill_one();
        }
    }

    async fn train(&mut self, frame: &mut Frame, batch: Batch) -> Result<(), Fault> {
        let learning_rate = frame.settings.real("lr");
        let (loss, logits) = match &mut self.crew {
            Some(crew) => {
                let found = crew.step(&mut *self.learner, learning_rate, &batch).await?;
                frame.workers = crew.at_work();
                found
            }
            None => {
                let (images, classes) = self.feed.tensors(&batch, &self.device);
                self.learner.train(frame.step, learning_rate, images, classes)
            }
        };
        frame.step += 1;
        frame.ledger.push(Unread { step: frame.step, loss, logits, classes: batch.classes });
        Ok(())
    }

    async fn after_step(&mut self, frame: &mut Frame) -> Result<(), Fault> {
        if frame.wanted == Wanted::One {
            frame.wanted = Wanted::None;
        }
        let keeps_diary = self.crew.as_ref().is_some_and(Crew::keeps_diary);
        frame.is_picture_due |= keeps_diary && frame.step.is_multiple_of(STEPS_PER_DIARY);
        let epoch_ended = frame.plan.ends_epoch(frame.step);
        let eval = frame.settings.integer("eval");
        let evaluate = epoch_ended || (eval > 0 && frame.step.is_multiple_of(eval));
        let is_read = frame.ledger.unread() >= steps_per_read(frame);
        if is_read || evaluate || !self.warm || frame.wanted == Wanted::None {
            self.read_back(frame).await?;
            self.warm = true;
        }
        let old = frame.step - frame.saved_step.unwrap_or_default();
        if old >= STEPS_PER_CHECKPOINT || epoch_ended {
            self.save(frame).await?;
        }
        if evaluate {
            self.start_evaluation(frame, epoch_ended);
        } else if frame.is_finished() {
            frame.wanted = Wanted::None;
        }
        Ok(())
    }

    /// Brings losses and accuracies of the steps since the last read to the page.
    async fn read_back(&mut self, frame: &mut Frame) -> Result<(), Fault> {
        if frame.ledger.unread() > 0 {
            let points = frame.ledger.read().await?;
            self.say_progress(frame, points);
        }
        Ok(())
    }

    pub(super) fn say_progress(&self, frame: &mut Frame, points: Vec<MetricPoint>) {
        frame.say_progress(points, frame.ledger.pace.mean_millis(), self.schedule.batch_size as f64);
    }

    pub(super) fn next_batch(&mut self, step: u64) -> Option<Batch> {
        let started = Instant::now();
        let batch = self.schedule.batch_after(step, &self.data.borrow())?;
        let batch = self.feed.resized(batch);
        self.reading.push(started.elapsed().as_secs_f64() * 1000.0);
        Some(batch)
    }
}

fn steps_per_read(frame: &Frame) -> usize {
    match frame.backend.backend {
        Backend::Cpu => 1,
        Backend::Gpu => GPU_STEPS_PER_READ,
    }
}
