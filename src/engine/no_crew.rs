//! The engine that most visitors load works alone: what the module `crew` of the others is, where there is none.

use std::cell::RefCell;

use burn::tensor::Tensor;

use super::experiment::Picture;
use super::learner::Learner;
use super::lesson::Job;
use data::dataset::Dataset;
use data::loader::Batch;
use protocol::{Backend, Fault, WorkersPoint};

/// There is none.
pub enum Crew {}

impl Crew {
    pub fn of(_job: &Job, _backend: Backend) -> Option<Self> {
        None
    }

    pub fn kill_one(&mut self) {
        match *self {}
    }

    pub fn show(&self, _picture: Picture) -> Picture {
        match *self {}
    }

    pub async fn step(
        &mut self,
        _learner: &mut dyn Learner,
        _learning_rate: f64,
        _batch: &Batch,
    ) -> Result<(Tensor<1>, Tensor<2>), Fault> {
        match *self {}
    }
}

/// Nothing: lessons that measure are in another engine.
pub async fn measure(_job: &Job, _data: &RefCell<Dataset>, _most: usize) -> Result<Vec<WorkersPoint>, Fault> {
    Ok(Vec::new())
}
