//! What keys and buttons do to a cell, and where the focus goes.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Place;
use crate::python::console::Console;
use crate::python::editor;
use notebook::editing::Edit;
use notebook::keys::{Deed, Press, deed};
use notebook::{CellId, CellKind};

/// What keys and buttons do to one cell.
#[derive(Clone, Copy)]
pub struct Keys {
    pub id: CellId,
    pub console: Console,
    pub place: Place,
    pub body: NodeRef<html::Section>,
    pub field: NodeRef<html::Textarea>,
    /// A text that is being edited.
    pub is_open: RwSignal<bool>,
}

impl Keys {
    /// True: the key is taken.
    pub fn in_text(self, event: &KeyboardEvent) -> bool {
        event.stop_propagation();
        if event.key() == "Tab" && !event.shift_key() && self.ask_for_words() {
            event.prevent_default();
            return true;
        }
        self.press(event, true)
    }

    pub fn beside_text(self, event: &KeyboardEvent) {
        // Buttons have keys of their own.
        if event.target() == event.current_target() {
            self.press(event, false);
        }
    }

    fn press(self, event: &KeyboardEvent, is_in_text: bool) -> bool {
        let key = event.key();
        let ctrl = event.ctrl_key() || event.meta_key();
        let press = Press { key: &key, shift: event.shift_key(), ctrl, alt: event.alt_key(), is_in_text };
        let before = self.place.before.get_value();
        let found = deed(press, before.as_deref());
        self.place.before.set_value(Some(key.clone()).filter(|_| found.is_none() && !is_in_text));
        if let Some(deed) = found {
            event.prevent_default();
            self.act(deed);
        }
        found.is_some()
    }

    pub fn act(self, deed: Deed) {
        let Self { console, place, .. } = self;
        let change = |change: &dyn Fn(&mut notebook::Notebook) -> Option<CellId>| {
            let id = console.notebook.try_update(change).flatten();
            if let Some(id) = id {
                place.active.set(Some(id));
            }
            id
        };
        match deed {
            Deed::Run => self.run(),
            Deed::RunAndGoOn => {
                self.run();
                change(&|notebook| Some(notebook.next(self.id)));
            }
            Deed::RunAndInsert => {
                self.run();
                place.to_edit.set(change(&|notebook| Some(notebook.insert_beside(self.id, true))));
            }
            Deed::Edit => place.to_edit.set(Some(self.id)),
            Deed::Leave => {
                console.completions.set(None);
                self.focus_cell();
            }
            Deed::InsertAbove => place.to_edit.set(change(&|notebook| Some(notebook.insert_beside(self.id, false)))),
            Deed::InsertBelow => place.to_edit.set(change(&|notebook| Some(notebook.insert_beside(self.id, true)))),
            Deed::Delete => {
                change(&|notebook| Some(notebook.delete(self.id)));
            }
            Deed::Restore => {
                change(&notebook::Notebook::restore);
            }
            Deed::ToMarkdown => {
                change(&|notebook| {
                    notebook.turn_into(self.id, CellKind::Markdown);
                    None
                });
                place.to_edit.set(Some(self.id));
            }
            Deed::ToCode => {
                change(&|notebook| {
                    notebook.turn_into(self.id, CellKind::Code);
                    None
                });
            }
            Deed::GoUp => {
                change(&|notebook| notebook.place(self.id)?.checked_sub(1).map(|place| notebook.cells()[place].id));
            }
            Deed::GoDown => {
                change(&|notebook| notebook.cells().get(notebook.place(self.id)? + 1).map(|cell| cell.id));
            }
            Deed::MoveUp | Deed::MoveDown => {
                change(&|notebook| {
                    notebook.shift(self.id, deed == Deed::MoveDown);
                    Some(self.id)
                });
            }
        }
    }

    /// Code is run, text is shown as it reads.
    fn run(self) {
        self.is_open.set(false);
        self.console.run(self.id);
    }

    fn focus_text(self) {
        if let Some(field) = self.field.get_untracked() {
            // A field that is there takes the focus.
            let _ = field.focus();
        }
    }

    fn focus_cell(self) {
        let body: Option<HtmlElement> = self.body.get_untracked().map(|body| body.unchecked_into());
        if let Some(body) = body {
            // The same.
            let _ = body.focus();
        }
    }

    /// After a word and with the interpreter there, Tab asks how it goes on.
    fn ask_for_words(self) -> bool {
        let Some(field) = self.field.get_untracked() else { return false };
        let text = field.value();
        let (start, end) = editor::selection(&field, &text);
        let is_after_word =
            text[..start].chars().next_back().is_some_and(|sign| sign.is_alphanumeric() || "_.".contains(sign));
        let asks = start == end && is_after_word && self.console.is_ready();
        if asks {
            self.console.complete(self.id, text.clone(), text[..start].chars().count());
        }
        asks
    }

    /// Puts the word in place of the one that was begun; `start` counts characters.
    pub fn take_word(self, start: usize, word: &str) {
        let Some(field) = self.field.get_untracked() else { return };
        let text = field.value();
        let from = text.char_indices().nth(start).map_or(text.len(), |(byte, _)| byte);
        let (_, to) = editor::selection(&field, &text);
        self.focus_text();
        let place = from + word.len();
        editor::apply(&field, &Edit { from, to: to.max(from), with: word.to_owned(), start: place, end: place });
        self.console.completions.set(None);
    }
}

/// A cell that has just been made, or asked for, takes the focus once it is there.
pub fn focus_when_asked(keys: Keys) {
    let place = keys.place;
    Effect::new(move || {
        if place.to_edit.get() == Some(keys.id) {
            place.to_edit.set(None);
            keys.is_open.set(true);
            // After the field is there.
            set_timeout(move || keys.focus_text(), Duration::ZERO);
        }
    });
    Effect::new(move || {
        let is_asked = place.active.get() == Some(keys.id);
        let is_within = keys.body.get().is_some_and(|body| {
            let focused = document().active_element();
            focused.is_some_and(|focused| body.contains(Some(&focused)))
        });
        if is_asked && !is_within {
            keys.focus_cell();
        }
    });
}
