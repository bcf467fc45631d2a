//! Weights from outside: the file, the reader's choices, and the run that begins with them.

use std::sync::Arc;

use super::{Conductor, Then};
use crate::run_view::{Matched, RunView};
use course::settings::Settings;
use protocol::Question;
use torch_file::Overrides;

/// The file that was opened last.
#[derive(Default)]
pub struct Outside {
    file: String,
    bytes: Arc<[u8]>,
    choices: Overrides,
    /// Of the net that is to have the weights.
    settings: Settings,
}

impl Outside {
    /// Another file, without choices.
    pub fn open(&mut self, file: &str, bytes: Arc<[u8]>, settings: Settings) {
        *self = Self { file: file.to_owned(), bytes, choices: Overrides::new(), settings };
    }
}

impl Conductor {
    /// The reader gives a weight of the net a tensor of the file.
    pub fn choose_weight(&mut self, view: &mut RunView, wanted: String, from: String) {
        self.outside.choices.insert(wanted, from);
        self.match_weights(view);
    }

    /// The run begins anew with the weights that were matched.
    pub fn use_weights(&mut self, view: &mut RunView) {
        let Some(matched) = view.matched.take().filter(|matched| matched.matching.is_complete()) else { return };
        let settings = self.outside.settings.clone();
        self.start_new(view, settings, Arc::clone(&matched.start), Then::Wait);
    }

    pub(super) fn match_weights(&mut self, view: &mut RunView) {
        let Some(lesson) = self.lesson else { return };
        if self.trainer.is_none() {
            self.place_again(view, Then::Wait);
        }
        let Outside { file, bytes, choices, settings } = &self.outside;
        let (lesson, settings) = (lesson.id.to_owned(), settings.clone());
        let question = Question::MatchWeights { lesson, settings, file: file.clone(), choices: choices.clone() };
        let bytes = Arc::clone(bytes);
        self.ask(question, bytes);
    }

    /// Where file and net are clearly the same, there is nothing to ask; what is not used is said.
    pub(super) fn take_matched(&mut self, view: &mut RunView) {
        let Some(matched) = view.matched.clone().filter(|matched| matched.matching.is_clear()) else { return };
        self.use_weights(view);
        if matched.matching.has_more() {
            view.matched = Some(Arc::new(Matched { is_taken: true, start: Arc::default(), ..(*matched).clone() }));
        }
    }
}
