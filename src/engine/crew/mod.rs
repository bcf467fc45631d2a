//! A training step on several workers: each takes a part of the batch, the leader waits for all gradients, takes their
//! weighted mean and makes the one step of the optimizer (synchronous data parallelism: Dean et al. 2012; Goyal et al. 2017).
//!
//! How a batch is cut depends on the setting `workers` alone. Whose part nobody takes, because a helper is not up yet or has
//! died, the leader computes itself, so the numbers are the same whoever did the work.

use std::ops::Range;
use std::sync::Arc;

use async_channel::Receiver;
use burn::tensor::{Device, Tensor, TensorData};

use self::part::{Part, Task, clock_millis, shares};
use super::batch_tensors::Feed;
use super::experiment::Picture;
use super::learner::Learner;
use super::lesson::Job;
use super::read::read_all;
use data::loader::Batch;
use protocol::{Backend, Fault};

mod measure;
pub mod part;
#[cfg(not(target_arch = "wasm32"))]
mod threads;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use measure::measure;
#[cfg(not(target_arch = "wasm32"))]
use threads::hire;
#[cfg(target_arch = "wasm32")]
use web::hire;

/// The leader's side of a run's workers.
pub struct Crew {
    job: Job,
    feed: Feed,
    /// Workers that get a part of each batch.
    employed: usize,
    /// One fewer than workers; none in the place of one that could not be started.
    helpers: Vec<Option<Helper>>,
    serial: u64,
    own_millis: f64,
    is_one_doomed: bool,
    /// Helpers that took the place of a dead one.
    pub replaced: u32,
    /// Of the last step.
    pub diary: Diary,
}

/// Who did what when in one step, in milliseconds from its beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diary {
    /// Worker (0 is the leader), begin and end of each part.
    pub parts: Vec<[f64; 3]>,
    /// When the last part had arrived, and when the optimizer's step was made.
    pub step: [f64; 2],
}

impl Diary {
    /// Share of the step that so many workers spent on their parts, on average.
    fn busy(&self, workers: usize) -> f64 {
        let parts_millis: f64 = self.parts.iter().map(|[_, begun, ended]| ended - begun).sum();
        parts_millis / (workers as f64 * self.step[1])
    }
}

/// One who computes parts elsewhere. Dropping it ends it.
pub struct Helper {
    /// Hands over a task; returns at once.
    give: Box<dyn Fn(&Task)>,
    /// Ends it without telling the leader.
    kill: Box<dyn Fn()>,
    /// Closed when the helper is dead, or silent for longer than a task's patience.
    replies: Receiver<Reply>,
    is_ready: bool,
}

/// What helpers say.
pub enum Reply {
    Ready,
    Done { serial: u64, part: Part },
}

/// A helper is taken for dead when it needs this many times as long as the leader, and at least [`PATIENCE_MILLIS`].
const PATIENCE: f64 = 10.0;
const PATIENCE_MILLIS: f64 = 3000.0;

impl Crew {
    /// The workers that these settings ask for; none where one does the work alone.
    pub fn of(job: &Job, backend: Backend) -> Option<Self> {
        let workers = job.settings.workers(backend);
        (workers > 1).then(|| Self::new(job.clone(), workers))
    }

    /// A leader with so many workers, itself among them.
    pub fn new(job: Job, workers: usize) -> Self {
        Self {
            employed: workers,
            feed: job.feed(),
            helpers: (1..workers).map(|_| Some(hire(&job))).collect(),
            job,
            serial: 0,
            own_millis: 0.0,
            is_one_doomed: false,
            replaced: 0,
            diary: Diary::default(),
        }
    }

    /// Cuts batches for so many workers from now on, at most as many as there are.
    pub fn employ(&mut self, workers: usize) {
        self.employed = workers;
    }

    /// Waits until every helper is up, or could not be started.
    pub async fn assemble(&mut self) {
        for slot in &mut self.helpers {
            if let Some(helper) = slot
                && !helper.is_ready
            {
                match helper.replies.recv().await {
                    Ok(_) => helper.is_ready = true,
                    Err(_) => *slot = None,
                }
            }
        }
    }

    /// Adds the last step's diary to a picture: `parts` `[parts, 3]` (worker, begin and end in milliseconds), `combining` `[2]`
    /// (begin and end of the optimizer's step) and `staff` `[2]` (workers that are up, workers replaced so far).
    pub fn show(&self, picture: Picture) -> Picture {
        let parts = self.diary.parts.iter().flatten().map(|number| *number as f32);
        picture
            .with("parts", &[self.diary.parts.len(), 3], parts)
            .with("combining", &[2], self.diary.step.map(|millis| millis as f32))
            .with("staff", &[2], [self.present() as f32, self.replaced as f32])
    }

    /// Workers that can take a part, the leader among them.
    pub fn present(&self) -> usize {
        1 + self.helpers.iter().flatten().filter(|helper| helper.is_ready).count()
    }

    /// One helper dies in the middle of the next step, as when a tab is short of memory.
    pub fn kill_one(&mut self) {
        self.is_one_doomed = true;
    }

    /// One step on a resized batch. Gives back loss `[1]` and logits `[n, classes]` from before it.
    ///
    /// # Errors
    /// Those of reading tensors; none of a helper's.
    pub async fn step(
        &mut self,
        learner: &mut dyn Learner,
        learning_rate: f64,
        batch: &Batch,
    ) -> Result<(Tensor<1>, Tensor<2>), Fault> {
        let begun_millis = clock_millis();
        self.serial += 1;
        self.welcome();
        let weights: Arc<[f32]> = read_all(learner.weights()).await?.concat().into();
        let tasks: Vec<Task> = shares(batch.classes.len(), self.employed)
            .into_iter()
            .map(|share| self.task(batch, share, &weights))
            .collect();
        let are_given: Vec<bool> =
            self.helpers.iter().zip(&tasks[1..]).map(|(slot, task)| give(slot.as_ref(), task)).collect();
        if std::mem::take(&mut self.is_one_doomed)
            && let Some(Some(helper)) =
                self.helpers.iter().zip(&are_given).find(|(_, given)| **given).map(|(slot, _)| slot)
        {
            (helper.kill)();
        }
        let mut parts = vec![(0, tasks[0].compute(self.feed, learner).await?)];
        self.own_millis = parts[0].1.millis();
        for (place, task) in tasks.iter().enumerate().skip(1).filter(|(_, task)| !task.batch.classes.is_empty()) {
            let answer = if are_given[place - 1] { self.answer(place - 1).await } else { None };
            parts.push(match answer {
                Some(part) => (place, part),
                None => (0, task.compute(self.feed, learner).await?),
            });
        }
        let arrived_millis = clock_millis();
        let whole = Part::mean(parts.iter().map(|(_, part)| part));
        learner.descend(learning_rate, &whole.gradients);
        self.diary = Diary {
            parts: parts
                .iter()
                .map(|(worker, part)| {
                    [*worker as f64, part.begun_millis - begun_millis, part.ended_millis - begun_millis]
                })
                .collect(),
            step: [arrived_millis, clock_millis()].map(|millis| millis - begun_millis),
        };
        let count = batch.classes.len();
        let logits = TensorData::new(whole.logits, [count, whole.classes]);
        Ok((Tensor::from_floats([whole.loss_nats], &Device::flex()), Tensor::from_data(logits, &Device::flex())))
    }

    /// Takes note of helpers that have come up since the last step.
    fn welcome(&mut self) {
        for helper in self.helpers.iter_mut().flatten().filter(|helper| !helper.is_ready) {
            helper.is_ready = helper.replies.try_recv().is_ok();
        }
    }

    fn task(&self, batch: &Batch, share: Range<usize>, weights: &Arc<[f32]>) -> Task {
        let image = self.feed.image_values();
        Task {
            serial: self.serial,
            patience_millis: PATIENCE_MILLIS.max(PATIENCE * self.own_millis),
            weights: Arc::clone(weights),
            batch: Batch {
                images: batch.images[share.start * image..share.end * image].to_vec(),
                classes: batch.classes[share].to_vec(),
            },
        }
    }

    /// What this helper made of the task of this step. None when it is dead: another is on its way.
    async fn answer(&mut self, place: usize) -> Option<Part> {
        let helper = self.helpers[place].as_ref()?;
        loop {
            match helper.replies.recv().await {
                Ok(Reply::Done { serial, part }) if serial == self.serial => return Some(part),
                // Of a step that went on without it.
                Ok(Reply::Done { .. } | Reply::Ready) => {}
                Err(_) => break,
            }
        }
        self.helpers[place] = Some(hire(&self.job));
        self.replaced += 1;
        None
    }
}

fn give(helper: Option<&Helper>, task: &Task) -> bool {
    let Some(helper) = helper.filter(|helper| helper.is_ready && !task.batch.classes.is_empty()) else { return false };
    (helper.give)(task);
    true
}
