//! A training step on several workers: each takes parts of the batch, the leader waits for all gradients, takes their
//! weighted mean and makes the one step of the optimizer (synchronous data parallelism: Dean et al. 2012; Goyal et al. 2017).
//!
//! How a batch is cut depends on its size alone, and the parts are added up in their order: however many workers there are,
//! however slow one of them is and whoever dies, the numbers are the same to the last digit.

use std::ops::Range;
use std::sync::Arc;

use async_channel::{Receiver, Sender};
use burn::tensor::{Device, Tensor, TensorData};

use self::diary::Diary;
use self::helper::{Helper, News, Reply};
use self::part::{MOST_PARTS, Part, Task, clock_millis, cut};
use self::round::{LEADER, Round};
use self::trial::Trial;
use super::batch_tensors::Feed;
use super::learner::Learner;
use super::lesson::Job;
use super::read::read_all;
use data::loader::Batch;
use protocol::{Backend, Fault};
use worker::next_task;

pub mod diary;
pub mod helper;
mod measure;
pub mod part;
mod round;
mod threads;
mod trial;
pub mod web;

pub use measure::measure;

/// There helpers are workers, elsewhere threads.
const IN_BROWSER: bool = cfg!(target_arch = "wasm32");

/// The leader's side of a run's workers.
pub struct Crew {
    job: Job,
    feed: Feed,
    /// Workers that get parts of each batch, the leader among them.
    employed: usize,
    /// How many there may be where the settings leave it to the machine.
    at_most: usize,
    /// Finds out how many help, where the settings leave it to the machine.
    trial: Option<Trial>,
    helpers: Vec<Helper>,
    newest_helper: u64,
    /// No more can be started than this.
    room: usize,
    news: Receiver<News>,
    say: Sender<News>,
    serial: u64,
    /// A part of the leader's.
    part_millis: f64,
    is_one_doomed: bool,
    /// Helpers that took the place of a dead one.
    pub replaced: u32,
    /// Of the last step.
    pub diary: Diary,
}

/// A helper is taken for dead when it needs this many times as long as the leader, and at least [`PATIENCE_MILLIS`].
const PATIENCE: f64 = 10.0;
const PATIENCE_MILLIS: f64 = 3000.0;

impl Crew {
    /// The workers that these settings ask for; none where a step is not to be cut.
    pub fn of(job: &Job, backend: Backend) -> Option<Self> {
        let is_shared = backend == Backend::Cpu && job.settings.value("workers").is_some();
        is_shared.then(|| Self::new(job.clone(), job.settings.integer("workers") as usize))
    }

    /// A leader with so many workers, itself among them; 0 for as many as help.
    pub fn new(job: Job, workers: usize) -> Self {
        let (say, news) = async_channel::unbounded();
        let mut crew = Self {
            feed: job.feed(),
            job,
            employed: 1,
            at_most: 1,
            trial: None,
            helpers: Vec::new(),
            newest_helper: LEADER,
            room: MOST_PARTS - 1,
            news,
            say,
            serial: 0,
            part_millis: 0.0,
            is_one_doomed: false,
            replaced: 0,
            diary: Diary::default(),
        };
        crew.ask_for(workers);
        crew
    }

    /// There shall be so many workers from now on; 0 for as many as help.
    pub fn ask_for(&mut self, workers: usize) {
        self.trial = (workers == 0).then(|| Trial::new(self.at_most));
        self.employ(workers.max(1));
        self.helpers.truncate(self.employed - 1);
    }

    /// How many there may be where the settings leave it to the machine.
    pub fn limit(&mut self, at_most: usize) {
        self.at_most = at_most.min(MOST_PARTS);
        if let Some(trial) = &mut self.trial {
            trial.limit(self.at_most);
            self.follow_trial();
        }
    }

    /// Whether the reader has asked for several, and so wants to see what they do.
    pub fn keeps_diary(&self) -> bool {
        self.trial.is_none() && self.employed > 1
    }

    /// Gives parts to so many workers from now on; who is there beyond them waits.
    pub fn employ(&mut self, workers: usize) {
        self.employed = workers.clamp(1, MOST_PARTS);
        while self.helpers.len() + 1 < self.employed && self.helpers.len() < self.room {
            self.hire_one();
        }
    }

    /// Waits until every helper is up, or could not be started.
    pub async fn assemble(&mut self) {
        while self.helpers.iter().any(|helper| !helper.is_ready)
            && let Ok(news) = self.news.recv().await
        {
            self.take_in(news, &mut Round::default());
        }
    }

    /// Workers that can take a part, the leader among them.
    pub fn present(&self) -> usize {
        1 + self.helpers.iter().filter(|helper| helper.is_ready).count()
    }

    /// Workers that get parts, the leader among them.
    pub fn at_work(&self) -> usize {
        self.present().min(self.employed)
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
        self.hear(&mut Round::default());
        let parts = self.parts(batch);
        let mut round = Round::new(parts.len(), &self.workers());
        self.give_out(&parts, &round, learner).await?;
        while !round.is_complete() {
            if let Some(place) = round.next() {
                let part = Part::of(&parts[place], self.feed, learner).await?;
                self.part_millis = lately(Some(self.part_millis), part.millis());
                round.arrive(LEADER, place, part);
                // What threads say comes in by itself.
                if IN_BROWSER && !self.helpers.is_empty() {
                    next_task().await;
                }
                self.hear(&mut round);
            } else if let Ok(news) = self.news.recv().await {
                self.take_in(news, &mut round);
            }
        }
        let arrived_millis = clock_millis();
        let whole = Part::mean(round.parts().map(|(_, part)| part));
        learner.descend(learning_rate, &whole.gradients);
        self.diary = Diary::of(&round, begun_millis, arrived_millis);
        self.judge();
        let count = batch.classes.len();
        let logits = TensorData::new(whole.logits, [count, whole.classes]);
        Ok((Tensor::from_floats([whole.loss_nats], &Device::flex()), Tensor::from_data(logits, &Device::flex())))
    }

    /// The batch's parts, in order.
    fn parts(&self, batch: &Batch) -> Vec<Batch> {
        let image = self.feed.image_values();
        let part = |range: Range<usize>| Batch {
            images: batch.images[range.start * image..range.end * image].to_vec(),
            classes: batch.classes[range].to_vec(),
        };
        cut(batch.classes.len()).into_iter().map(part).collect()
    }

    /// Who takes part in a step, and how many milliseconds each takes for a part.
    fn workers(&self) -> Vec<(u64, f64)> {
        let own_millis = self.part_millis.max(f64::MIN_POSITIVE);
        let ready = self.helpers.iter().filter(|helper| helper.is_ready).take(self.employed - 1);
        let helpers = ready.map(|helper| (helper.id, helper.part_millis.unwrap_or(own_millis)));
        std::iter::once((LEADER, own_millis)).chain(helpers).collect()
    }

    /// Sends each helper its parts, with the step's weights.
    async fn give_out(&mut self, parts: &[Batch], round: &Round, learner: &dyn Learner) -> Result<(), Fault> {
        let busy: Vec<&Helper> = self.helpers.iter().filter(|helper| !round.left(helper.id).is_empty()).collect();
        if busy.is_empty() {
            return Ok(());
        }
        let weights: Arc<[f32]> = read_all(learner.weights()).await?.concat().into();
        for helper in &busy {
            let places = round.left(helper.id);
            (helper.give)(Task {
                serial: self.serial,
                patience_millis: PATIENCE_MILLIS.max(PATIENCE * self.part_millis * places.len() as f64),
                weights: Arc::clone(&weights),
                parts: places.iter().map(|place| (*place, parts[*place].clone())).collect(),
            });
        }
        if std::mem::take(&mut self.is_one_doomed) {
            (busy[0].kill)();
        }
        Ok(())
    }

    /// Takes in what helpers have said by now.
    fn hear(&mut self, round: &mut Round) {
        while let Ok(news) = self.news.try_recv() {
            self.take_in(news, round);
        }
    }

    fn take_in(&mut self, (id, reply): News, round: &mut Round) {
        let Some(at) = self.helpers.iter().position(|helper| helper.id == id) else { return };
        let helper = &mut self.helpers[at];
        match reply {
            Reply::Ready => helper.is_ready = true,
            Reply::Done { serial, place, part } => {
                helper.part_millis = Some(lately(helper.part_millis, part.millis()));
                // A part of an earlier step, which went on without it, is none of this one's.
                if serial == self.serial {
                    round.arrive(id, place, part);
                }
            }
            Reply::Gone => {
                round.lose(id);
                if self.helpers.remove(at).is_ready {
                    self.replaced += 1;
                    self.hire_one();
                } else {
                    self.room = self.helpers.len();
                }
            }
        }
    }

    fn hire_one(&mut self) {
        self.newest_helper += 1;
        let hire = if IN_BROWSER { web::hire } else { threads::hire };
        self.helpers.push(hire(&self.job, self.newest_helper, &self.say));
    }

    /// After a step that all who are employed have shared: are more of them worth having, or fewer?
    fn judge(&mut self) {
        let are_all_there = self.present() >= self.employed.min(1 + self.room);
        if let Some(trial) = self.trial.as_mut().filter(|_| are_all_there) {
            trial.note(self.diary.step[1]);
            self.follow_trial();
        }
    }

    fn follow_trial(&mut self) {
        let Some(workers) = self.trial.as_ref().map(Trial::employed).filter(|workers| *workers != self.employed) else {
            return;
        };
        self.employ(workers);
        self.helpers.truncate(workers - 1);
    }
}

/// A running mean that forgets half with each value.
fn lately(before_millis: Option<f64>, millis: f64) -> f64 {
    before_millis.filter(|before| *before > 0.0).map_or(millis, |before| (before + millis) / 2.0)
}
