//! Weights from outside: the file, the reader's choices, and the run that begins with them.

use std::sync::Arc;

use super::{Conductor, Then};
use crate::app::state::RunView;
use crate::protocol::Command;
use crate::torch_file::{How, Overrides};

/// The file that was opened last.
#[derive(Default)]
pub struct Outside {
    file: String,
    bytes: Arc<[u8]>,
    choices: Overrides,
}

impl Outside {
    /// Another file, without choices.
    pub fn open(&mut self, file: &str, bytes: Arc<[u8]>) {
        *self = Self { file: file.to_owned(), bytes, choices: Overrides::new() };
    }
}

impl Conductor {
    /// The reader gives a weight of the net a tensor of the file.
    pub fn choose_weight(&mut self, wanted: String, from: String) {
        self.outside.choices.insert(wanted, from);
        self.match_weights();
    }

    /// The run begins anew with the weights that were matched.
    pub fn use_weights(&mut self, view: &mut RunView) {
        let Some(matched) = view.matched.take().filter(|matched| matched.matching.is_complete()) else { return };
        let settings = view.settings.clone();
        self.start_new(view, settings, Arc::clone(&matched.start), Then::Wait);
    }

    pub(super) fn match_weights(&mut self) {
        let command = Command::MatchWeights { file: self.outside.file.clone(), choices: self.outside.choices.clone() };
        let bytes = Arc::clone(&self.outside.bytes);
        if let Some(trainer) = &mut self.trainer {
            trainer.send(command, bytes);
        }
    }

    /// Where every name fits, there is nothing to ask.
    pub(super) fn take_matched(&mut self, view: &mut RunView) {
        let is_clear =
            |matched: &crate::app::state::Matched| matched.matching.places.iter().all(|place| place.how == How::Exact);
        if view.matched.as_deref().is_some_and(is_clear) {
            self.use_weights(view);
        }
    }
}
