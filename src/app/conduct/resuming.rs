//! Kept runs: going on from one, on the data it was trained on, and the last checkpoint of a run that the reader leaves.

use std::sync::Arc;

use super::Conductor;
use super::worker_queue::WorkerQueue;
use crate::run_view::RunView;
use crate::saved::SavedRun;
use course::settings::Settings;
use protocol::{Command, RunId, RunState};

/// A worker that is still to send its last checkpoint is waited for so long.
const PARTING_SECONDS: u32 = 10;

/// A last checkpoint that was asked for, and the worker that is to send it where another one has taken over.
#[derive(Default)]
pub struct Parting {
    is_asked: bool,
    trainer: Option<WorkerQueue<Command>>,
    seconds: u32,
}

impl Conductor {
    /// Goes on from a kept run, with data files of the reader's own where it learns from those. Tells the run's number
    /// and settings; a file that does not fit changes nothing.
    pub fn resume(
        &mut self,
        view: &mut RunView,
        file: &str,
        bytes: Arc<[u8]>,
        data: Vec<(String, Arc<[u8]>)>,
        wanted: &Settings,
    ) -> Option<(RunId, Settings)> {
        let lesson = self.lesson?;
        if let Err(fault) = SavedRun::read(file, &bytes).and_then(|saved| saved.settings_for(lesson)) {
            view.report(fault);
            return None;
        }
        if !data.is_empty() && data != self.own_files {
            self.own_files = data;
            // A new worker knows these files and no others.
            self.rest(view);
            let last = self.trainer.take();
            self.let_part(last);
        }
        let settings = self.load(view, file, bytes, wanted)?;
        Some((self.newest_run, settings))
    }

    /// The data files of the reader's own, in the order in which they were given.
    pub fn own_files(&self) -> &[(String, Arc<[u8]>)] {
        &self.own_files
    }

    /// The page may be gone in a moment: asks for the run as it is.
    pub fn hide(&mut self, view: &RunView) {
        if view.state == RunState::Running {
            self.tell(Command::Save);
        }
    }

    /// Stops the run in hand, after a last checkpoint.
    pub(super) fn part(&mut self) {
        if !std::mem::replace(&mut self.parting.is_asked, true) {
            self.tell(Command::Save);
        }
        self.tell(Command::Pause);
    }

    /// Another worker takes over: one that was asked for a last checkpoint stays until it has sent it.
    pub(super) fn replace_trainer(&mut self, trainer: WorkerQueue<Command>) {
        let last = self.trainer.replace(trainer);
        self.let_part(last);
    }

    /// A checkpoint is here.
    pub(super) fn has_parted(&mut self) {
        self.parting = Parting::default();
    }

    /// Another second went by.
    pub(super) fn tick_parting(&mut self) {
        self.parting.seconds += 1;
        if self.parting.trainer.is_some() && self.parting.seconds > PARTING_SECONDS {
            self.has_parted();
        }
    }

    fn let_part(&mut self, trainer: Option<WorkerQueue<Command>>) {
        if trainer.is_some() && self.parting.is_asked {
            self.parting.trainer = trainer;
            self.parting.seconds = 0;
        }
    }
}
