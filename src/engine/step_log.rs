//! What a run's steps gave: losses waiting on the device, the curves so far, the pace.

use burn::tensor::Tensor;
use web_time::Instant;

use super::metrics::{History, Pace, accuracy};
use super::read::read_all;
use protocol::{Diverging, Fault, MetricPoint};

/// The books of one run.
#[derive(Default)]
pub struct Ledger {
    unread: Vec<Unread>,
    /// When the first unread step began.
    since: Option<Instant>,
    pub history: History,
    pub pace: Pace,
}

/// A step whose loss `[1]` and logits `[n, classes]` are still on the device.
pub struct Unread {
    pub step: u64,
    pub loss: Tensor<1>,
    pub logits: Tensor<2>,
    pub classes: Vec<i32>,
}

impl Ledger {
    /// A step begins.
    pub fn start_clock(&mut self) {
        self.since.get_or_insert_with(Instant::now);
    }

    /// What comes next is not a step's time.
    pub fn stop_clock(&mut self) {
        self.since = None;
    }

    pub fn push(&mut self, step: Unread) {
        self.unread.push(step);
    }

    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Loss and accuracy of each step since the last read, now part of the history.
    ///
    /// # Errors
    /// [`Fault::Gpu`] when the device no longer answers, [`Fault::Diverged`] when a loss is no longer a number.
    pub async fn read(&mut self) -> Result<Vec<MetricPoint>, Fault> {
        let unread = std::mem::take(&mut self.unread);
        let tensors = unread
            .iter()
            .flat_map(|step| {
                let [rows, columns] = step.logits.dims();
                [step.loss.clone(), step.logits.clone().reshape([rows * columns])]
            })
            .collect();
        let values = read_all(tensors).await?;
        if let Some(since) = self.since.take() {
            let step_millis = since.elapsed().as_secs_f64() * 1000.0 / unread.len().max(1) as f64;
            unread.iter().for_each(|_| self.pace.push(step_millis));
        }
        let mut points = Vec::with_capacity(2 * unread.len());
        for (step, values) in unread.iter().zip(values.chunks_exact(2)) {
            let loss = values[0].first().copied().unwrap_or(f32::NAN);
            if !loss.is_finite() {
                return Err(Fault::diverged(step.step, Diverging::Loss, loss));
            }
            points.push(MetricPoint::new("train-loss", step.step, f64::from(loss)));
            points.push(MetricPoint::new("train-accuracy", step.step, accuracy(&values[1], &step.classes)));
        }
        self.record(&points);
        Ok(points)
    }

    /// Adds points to the history.
    pub fn record(&mut self, points: &[MetricPoint]) {
        points.iter().for_each(|point| self.history.push(point));
    }
}
