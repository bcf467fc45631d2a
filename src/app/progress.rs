//! How far the reader has come in the course: lessons that were run to their end, and the one that was open last. Kept in the
//! browser.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::run_context::RunContext;
use super::storage;
use course::{Course, Manifest, find, neighbours};
use protocol::RunState;

const DONE: &str = "done";
const LAST: &str = "last";

/// Context.
#[derive(Clone, Copy)]
pub struct Progress {
    /// Ids.
    done: RwSignal<BTreeSet<String>>,
    /// The id of the lesson that was open last.
    last: RwSignal<Option<String>>,
}

impl Progress {
    /// Takes up what the last visit has left.
    pub fn provide() {
        let done = storage::choice(DONE).unwrap_or_default();
        provide_context(Self { done: RwSignal::new(ids(&done)), last: RwSignal::new(storage::choice(LAST)) });
    }

    /// Follows the reader through a lesson, as long as its page is open.
    pub fn follow(self, lesson: &'static Manifest, context: RunContext) {
        storage::remember(LAST, lesson.id);
        self.last.set(Some(lesson.id.to_owned()));
        let ended = context.part(|view| view.state == RunState::Done && view.progress.step > 0);
        Effect::new(move || {
            if ended.get() && self.done.try_update(|done| done.insert(lesson.id.to_owned())) == Some(true) {
                let done = self.done.with_untracked(|done| done.iter().cloned().collect::<Vec<_>>().join(","));
                storage::remember(DONE, &done);
            }
        });
    }

    pub fn is_done(self, lesson: &Manifest) -> bool {
        self.done.with(|done| done.contains(lesson.id))
    }

    /// Where to go on: the lesson that was open last, or the one after it where that is done. None on a first visit.
    pub fn next(self, course: Course) -> Option<&'static Manifest> {
        self.last.with(|last| self.done.with(|done| next(course, last.as_deref()?, done)))
    }
}

/// Separated by commas.
fn ids(text: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    // One by one, as in `Settings::defaults`.
    ids.extend(text.split(',').filter(|id| !id.is_empty()).map(str::to_owned));
    ids
}

fn next(course: Course, last: &str, done: &BTreeSet<String>) -> Option<&'static Manifest> {
    let last = find(course, last)?;
    if !done.contains(last.id) {
        return Some(last);
    }
    Some(neighbours(course, last.id).1.unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use course::{Chapter, Program, Text};

    use super::*;

    const NONE: Text = Text { en: "", zh: "" };
    const fn lesson(id: &'static str) -> Manifest {
        Manifest {
            id,
            chapter: Chapter::FirstSteps,
            title: NONE,
            summary: NONE,
            minutes: 0,
            settings: &[],
            lead: &[],
            sources: &[],
            classes: &[],
            program: Program::Lab,
        }
    }
    const ONE: Manifest = lesson("one");
    const TWO: Manifest = lesson("two");

    #[test]
    fn a_lesson_is_gone_on_with_until_it_is_done() {
        let next = |last, done: &str| next(&[&ONE, &TWO], last, &ids(done)).map(|lesson| lesson.id);
        assert_eq!(next("one", ""), Some("one"));
        assert_eq!(next("one", "one,"), Some("two"));
        assert_eq!(next("two", "one,two"), Some("two"), "nothing comes after the last");
        assert_eq!(next("gone", "one"), None);
    }
}
