//! What is asked of a run without changing it: how fast this machine is at it.

use super::Session;
use crate::engine::{bare, crew};
use crate::protocol::{Fault, WorkersPoint};

impl Session {
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
