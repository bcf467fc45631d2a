//! What is asked of a run without changing it: weights from outside that fit its net, and how fast this machine is at it.

use super::Session;
use crate::engine::{bare, crew, outside};
use crate::protocol::{Event, Fault, WorkersPoint};
use crate::torch_file::Overrides;

impl Session {
    /// What a file of weights from outside has for this net.
    ///
    /// # Errors
    /// Those of [`outside`].
    pub fn match_weights(&self, file: &str, bytes: &[u8], choices: &Overrides) -> Result<(Event, Vec<u8>), Fault> {
        outside::answer(file, bytes, choices, &*self.trainer.learner, self.lesson.id, &self.settings)
    }

    /// How much faster several workers are; see [`crew::measure`].
    ///
    /// # Errors
    /// Those of reading tensors.
    pub async fn measure_workers(&self, most: usize) -> Result<Vec<WorkersPoint>, Fault> {
        crew::measure(&self.trainer.job, &self.data, most).await
    }

    /// The same net, batch size and device in a loop without a session; see [`bare`].
    ///
    /// # Errors
    /// [`Fault::GpuLost`] when the device no longer answers.
    pub async fn measure_bare_loop(&mut self, steps: usize) -> Result<Vec<f64>, Fault> {
        let Some(batch) = self.next_batch() else { return Ok(Vec::new()) };
        bare::measure(&self.settings, &self.trainer.device, &batch, self.steps_per_read(), steps).await
    }
}
