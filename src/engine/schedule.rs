//! Which examples each step of a run trains on, and when it ends: all derived from settings and step, nothing stored.

use super::experiment::Plan;
use course::settings::Settings;
use data::dataset::Dataset;
use data::loader::{Batch, batch, epoch_order};

/// The order of a run over a data set of known size.
pub struct Schedule {
    seed: u64,
    pub batch_size: usize,
    epochs: u64,
    train_examples: usize,
    /// The order of the epoch last asked for.
    order: Option<(u64, Vec<u32>)>,
}

impl Schedule {
    /// From the settings `seed`, `batch`, `epochs` and `limit`.
    pub fn new(settings: &Settings, data: &Dataset) -> Self {
        Self {
            seed: settings.integer("seed"),
            batch_size: settings.integer("batch").max(1) as usize,
            epochs: settings.integer("epochs"),
            train_examples: data.train.len().min(settings.integer("limit") as usize),
            order: None,
        }
    }

    /// How long the run is. The last batch of an epoch holds what is left.
    pub fn plan(&self, test_examples: usize) -> Plan {
        Plan {
            train_examples: self.train_examples as u64,
            test_examples: test_examples as u64,
            steps_per_epoch: self.train_examples.div_ceil(self.batch_size).max(1) as u64,
            epochs: self.epochs,
        }
    }

    /// The examples of the step after `step`, or `None` while one of them has not arrived.
    pub fn batch_after(&mut self, step: u64, data: &Dataset) -> Option<Batch> {
        let (seed, limit) = (self.seed, self.train_examples);
        let steps_per_epoch = limit.div_ceil(self.batch_size).max(1) as u64;
        let epoch = step / steps_per_epoch;
        let (_, order) = match self.order.take() {
            Some(known) if known.0 == epoch => self.order.insert(known),
            Some(_) | None => self.order.insert((epoch, epoch_order(seed, epoch, data.train.sizes(), limit))),
        };
        let start = (step % steps_per_epoch) as usize * self.batch_size;
        let end = (start + self.batch_size).min(order.len());
        batch(&data.train, order[start..end].iter().map(|&index| index as usize))
    }
}
