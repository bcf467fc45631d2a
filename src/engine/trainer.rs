//! What learns in a run: a learner on its device, and the workers that share its steps where there are several.

use burn::tensor::{Device, Tensor};

use super::batch_tensors::Feed;
use super::checkpoint::Checkpoint;
use super::crew::Crew;
use super::learner::{Learner, NewLearner};
use super::selftest;
use course::settings::Settings;
use data::loader::Batch;
use crate::lesson::Lesson;
use protocol::{Backend, Fault};

/// What is to be learned: all that a worker has to know to begin.
#[derive(Clone)]
pub struct Job {
    pub lesson: &'static Lesson,
    pub settings: Settings,
    pub new_learner: NewLearner,
}

pub struct Trainer {
    pub job: Job,
    pub learner: Box<dyn Learner>,
    pub feed: Feed,
    /// The bare device, without autodiff.
    pub device: Device,
    crew: Option<Crew>,
}

impl Trainer {
    /// With its first weights, or those of `checkpoint`.
    ///
    /// # Errors
    /// [`Fault::CheckpointMismatch`] when the checkpoint belongs to another net or lesson, [`Fault::Diverged`] for weights that
    /// are no numbers.
    pub fn new(job: Job, backend: Backend, device: &Device, checkpoint: Option<&Checkpoint>) -> Result<Self, Fault> {
        let mut learner = (job.new_learner)(&job.settings, device);
        if let Some(checkpoint) = checkpoint {
            if checkpoint.meta.lesson != job.lesson.id {
                return Err(Fault::CheckpointMismatch { differences: vec![checkpoint.other_lesson(job.lesson.id)] });
            }
            checkpoint.restore(&mut *learner)?;
        }
        let (feed, crew) = (Feed::of(job.lesson, &job.settings), Crew::of(&job, backend));
        Ok(Self { job, learner, feed, device: device.clone(), crew })
    }

    /// Step number `step` on a resized batch. Gives back loss `[1]` and logits `[n, classes]` from before it.
    ///
    /// # Errors
    /// Those of [`Crew::step`].
    pub async fn train(
        &mut self,
        step: u64,
        learning_rate: f64,
        batch: &Batch,
    ) -> Result<(Tensor<1>, Tensor<2>), Fault> {
        if let Some(crew) = &mut self.crew {
            return crew.step(&mut *self.learner, learning_rate, batch).await;
        }
        let (images, classes) = self.feed.tensors(batch, &self.device);
        Ok(self.learner.train(step, learning_rate, images, classes))
    }

    /// Whether this device computes on this batch what the CPU does.
    ///
    /// # Errors
    /// Those of [`selftest`].
    pub async fn test(&self, batch: &Batch) -> Result<(), Fault> {
        let twin = (self.job.new_learner)(&self.job.settings, &Device::flex());
        selftest::compare(&*self.learner, twin, self.feed, batch, &self.device).await
    }

    /// One of the workers dies in the middle of the next step.
    pub fn kill_worker(&mut self) {
        if let Some(crew) = &mut self.crew {
            crew.kill_one();
        }
    }

    pub fn crew(&mut self) -> Option<&mut Crew> {
        self.crew.as_mut()
    }
}
