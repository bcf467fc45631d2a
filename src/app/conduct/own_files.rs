//! The reader's own data files: sent to every trainer that is started, and forgotten once one has refused them.

use std::sync::Arc;

use super::station::Station;
use super::{Conductor, Errand};
use crate::app::state::RunView;
use crate::data::own::OwnFile;
use crate::protocol::{Command, Fault};

/// A file as it lies on the reader's computer.
pub struct OwnBytes {
    name: String,
    bytes: Arc<[u8]>,
    /// Sent, and not answered yet.
    is_asked: bool,
    /// A trainer has taken it.
    is_known: bool,
}

impl OwnBytes {
    /// A file that an earlier visit trained on.
    pub fn kept(name: String, bytes: Arc<[u8]>) -> Self {
        Self { name, bytes, is_asked: false, is_known: true }
    }

    /// Its name and bytes, once a trainer has taken it.
    pub fn known(&self) -> Option<(String, Arc<[u8]>)> {
        self.is_known.then(|| (self.name.clone(), Arc::clone(&self.bytes)))
    }

    pub fn send_to(&mut self, trainer: &mut Station<Command>) {
        self.is_asked = true;
        trainer.send(Command::UseFile { name: self.name.clone() }, Arc::clone(&self.bytes));
    }
}

impl Conductor {
    /// Takes a data file of the reader's own, for runs with `data=own`, in place of one of the same name.
    pub fn use_file(&mut self, name: String, bytes: Arc<[u8]>) {
        let mut file = OwnBytes { name, bytes, is_asked: false, is_known: false };
        if let Some(trainer) = &mut self.trainer {
            file.send_to(trainer);
        }
        self.own_files.retain(|older| older.name != file.name);
        self.own_files.push(file);
    }

    /// The reader has no more use for them.
    pub fn forget_files(&mut self, view: &mut RunView) {
        self.own_files.clear();
        view.own_files = Arc::default();
        self.tell(Command::ForgetFiles);
    }

    /// The trainer has answered for a file: those that it has not kept are forgotten.
    pub(super) fn took(&mut self, answered: &str, kept: &[OwnFile]) -> Option<Errand> {
        let is_kept = |name: &str| kept.iter().any(|file| file.name == name);
        let mut is_new = false;
        if let Some(file) = self.own_files.iter_mut().find(|file| file.name == answered) {
            file.is_asked = false;
            is_new = is_kept(answered) && !std::mem::replace(&mut file.is_known, true);
        }
        self.own_files.retain(|file| file.is_asked || is_kept(&file.name));
        is_new.then_some(Errand::UseOwn)
    }

    /// The trainer has died: the file that it was about to take, if it never was taken before, is not sent again.
    pub(super) fn leave_out_poison(&mut self, view: &mut RunView) {
        if !self.trainer.as_ref().is_some_and(Station::is_ready) {
            return;
        }
        if let Some(place) = self.own_files.iter().position(|file| file.is_asked && !file.is_known) {
            let file = self.own_files.remove(place).name;
            view.report(Fault::FileLeftOut { file });
        }
    }
}
