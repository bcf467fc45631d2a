//! The run that a worker has in hand: of an image classifier or of a lab, told and advanced alike.

use super::lab::Lab;
use super::session::Session;
use super::tick::{Outbox, Tick};
use protocol::{Fault, RunId};

pub enum Run {
    Images(Box<Session>),
    Lab(Box<Lab>),
}

impl Run {
    pub fn id(&self) -> RunId {
        match self {
            Self::Images(session) => session.run_id(),
            Self::Lab(lab) => lab.run_id(),
        }
    }

    /// Announces the run.
    pub fn begin(&mut self, out: &mut Outbox) {
        match self {
            Self::Images(session) => session.begin(out),
            Self::Lab(lab) => lab.begin(out),
        }
    }

    pub fn run(&mut self) {
        match self {
            Self::Images(session) => session.run(),
            Self::Lab(lab) => lab.run(),
        }
    }

    pub fn pause(&mut self) {
        match self {
            Self::Images(session) => session.pause(),
            Self::Lab(lab) => lab.pause(),
        }
    }

    pub fn single_step(&mut self) {
        match self {
            Self::Images(session) => session.single_step(),
            Self::Lab(lab) => lab.single_step(),
        }
    }

    /// A live setting has another value, as text.
    ///
    /// # Errors
    /// Those of [`Lab::change`]; the run goes on as it was.
    pub fn change(&mut self, key: &str, value: &str) -> Result<(), Fault> {
        match self {
            Self::Images(session) => session.change(key, value),
            Self::Lab(lab) => lab.change(key, value),
        }
    }

    /// A small piece of work; messages get in between.
    ///
    /// # Errors
    /// Those of [`Session::tick`] and [`Lab::tick`]; the run cannot go on.
    pub async fn tick(&mut self, out: &mut Outbox) -> Result<Tick, Fault> {
        match self {
            Self::Images(session) => session.tick(out).await,
            Self::Lab(lab) => lab.tick(out),
        }
    }

    /// Sends the whole run as a file.
    ///
    /// # Errors
    /// Those of [`Session::save`] and [`Lab::save`].
    pub async fn save(&mut self, out: &mut Outbox) -> Result<(), Fault> {
        match self {
            Self::Images(session) => session.save(out).await,
            Self::Lab(lab) => lab.save(out),
        }
    }
}
