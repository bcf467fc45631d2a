//! Words of a lesson's text and marks of its figures that mean the same: who points at one sees the other.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The name of what is pointed at, as the figure's legend says it in the page's language. Context of a lesson's page.
#[derive(Clone, Copy, Default)]
pub struct Lit(RwSignal<Option<String>>);

impl Lit {
    pub fn provide() {
        provide_context(Self::default());
    }

    /// Of this page; outside lessons one of its own.
    pub fn of_page() -> Self {
        use_context().unwrap_or_default()
    }

    pub fn get(self) -> Option<String> {
        self.0.get()
    }

    pub fn is(self, name: &str) -> bool {
        self.0.with(|lit| lit.as_deref() == Some(name))
    }

    /// Pointing moves on all the time; what changes nothing wakes nobody.
    pub fn set(self, name: Option<String>) {
        if self.0.with_untracked(|lit| *lit != name) {
            self.0.set(name);
        }
    }

    /// The pointer is over a text: over one of its words that names a mark, or none.
    pub fn over(self, event: &Event) {
        let word = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let word = word.and_then(|element| element.closest("[data-mark]").ok().flatten());
        self.set(word.and_then(|word| word.get_attribute("data-mark")));
    }

    /// The words of a text that name what is lit are lit too.
    pub fn show_in(self, text: &Element) {
        let lit = self.get();
        let Ok(words) = text.query_selector_all("[data-mark]") else { return };
        for place in 0..words.length() {
            if let Some(word) = words.get(place).and_then(|node| node.dyn_into::<Element>().ok()) {
                let is_lit = lit.is_some() && word.get_attribute("data-mark") == lit;
                // A class name without spaces is accepted.
                let _ = word.class_list().toggle_with_force("is-lit", is_lit);
            }
        }
    }
}
