//! The reader's own data files: sent to every trainer that is started, and forgotten once one has refused them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::worker_queue::WorkerQueue;
use super::{Conductor, SideEffect};
use crate::run_view::RunView;
use data::own::OwnFile;
use protocol::{Command, Fault, Question};

/// What trainers have said of the files, by their names.
#[derive(Default)]
pub struct Answers {
    /// Sent, and not answered yet.
    waiting: BTreeSet<String>,
    /// A trainer has taken them.
    known: BTreeSet<String>,
    /// Given in this lesson, which is to train on them once they are taken.
    pub(super) unused: BTreeSet<String>,
}

impl Conductor {
    /// Takes a data file of the reader's own, for runs with `data=own`, in place of one of the same name.
    pub fn use_file(&mut self, name: String, bytes: Arc<[u8]>) {
        self.own_files.retain(|(older, _)| *older != name);
        self.answers.known.remove(&name);
        self.answers.unused.insert(name.clone());
        if self.trainer.is_some() {
            self.answers.waiting.insert(name.clone());
            self.ask(Question::UseFile { name: name.clone() }, Arc::clone(&bytes));
        }
        self.own_files.push((name, bytes));
    }

    /// The reader has no more use for them.
    pub fn forget_files(&mut self, view: &mut RunView) {
        self.own_files.clear();
        self.answers = Answers::default();
        view.own_files = Arc::default();
        self.tell(Command::ForgetFiles);
    }

    /// A new trainer knows none of them.
    pub(super) fn bring_own_files(&mut self, trainer: &mut WorkerQueue<Command>) {
        self.answers.waiting = self.own_files.iter().map(|(name, _)| name.clone()).collect();
        for (name, bytes) in &self.own_files {
            self.newest_request.0 += 1;
            let question = Question::UseFile { name: name.clone() };
            trainer.send(Command::Ask(self.newest_request, question), Arc::clone(bytes));
        }
    }

    /// The trainer has answered for a file: those that it has not kept are forgotten.
    pub(super) fn took(&mut self, answered: &str, kept: &[OwnFile]) -> Option<SideEffect> {
        let is_kept = |name: &str| kept.iter().any(|file| file.name == name);
        self.answers.waiting.remove(answered);
        self.own_files.retain(|(name, _)| self.answers.waiting.contains(name) || is_kept(name));
        let is_unused = self.answers.unused.remove(answered);
        if !is_kept(answered) {
            return None;
        }
        self.answers.known.insert(answered.to_owned());
        is_unused.then_some(SideEffect::UseOwn)
    }

    /// The trainer has died: the file that it was about to take, if it never was taken before, is not sent again.
    pub(super) fn leave_out_poison(&mut self, view: &mut RunView) {
        if !self.trainer.as_ref().is_some_and(WorkerQueue::is_ready) {
            return;
        }
        let Answers { waiting, known, .. } = &self.answers;
        let is_poison = |(name, _): &(String, Arc<[u8]>)| waiting.contains(name) && !known.contains(name);
        if let Some(place) = self.own_files.iter().position(is_poison) {
            let (file, _) = self.own_files.remove(place);
            view.report(Fault::FileLeftOut { file });
        }
    }
}
