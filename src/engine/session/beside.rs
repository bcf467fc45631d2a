//! What is asked of a run without changing it: how fast this machine is at it.

use super::Session;
use crate::baseline_loop::Track;
use crate::crew;
use protocol::{Fault, WorkersPoint};

impl Session {
    /// How much faster several workers are; see [`crew::measure`].
    ///
    /// # Errors
    /// Those of reading tensors.
    pub async fn measure_workers(&self, most: usize) -> Result<Vec<WorkersPoint>, Fault> {
        crew::measure(&self.trainer.job, &self.data, most).await
    }

    /// The same net, batch size and device in a loop without a session; see [`crate::baseline_loop`].
    ///
    /// # Errors
    /// [`Fault::GpuLost`] when the device no longer answers, [`Fault::NoSuchLesson`] where the lesson has no such loop.
    pub async fn measure_bare_loop(&mut self, steps: usize) -> Result<Vec<f64>, Fault> {
        let Some(batch) = self.next_batch() else { return Ok(Vec::new()) };
        let bare_loop = self.lesson.bare_loop.ok_or_else(|| Fault::NoSuchLesson { id: self.lesson.id.to_owned() })?;
        bare_loop(Track {
            lesson: self.lesson,
            settings: &self.settings,
            device: &self.trainer.device,
            batch: &batch,
            steps_per_read: self.steps_per_read(),
            steps,
        })
        .await
    }
}
