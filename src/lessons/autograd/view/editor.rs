//! The reader's program as text, and where it goes wrong.

use leptos::prelude::*;
use leptos_use::use_debounce_fn;

use super::words;
use crate::app::conduct::Then;
use crate::app::desk::use_desk;
use crate::app::i18n::*;
use crate::lessons::autograd::graph::Graph;
use crate::lessons::autograd::mistake::{Mistake, Span};

/// How long the keys rest before a program becomes the run's.
const REST_MILLIS: f64 = 400.0;

/// A text that is right becomes the program by itself; one that is not leaves the last right one on the page.
#[component]
pub fn Editor() -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let wanted = Memo::new(move |_| desk.settings.with(|settings| settings.text("expr").to_owned()));
    let seed = Memo::new(move |_| desk.settings.with(|settings| settings.integer("seed")));
    let draft = RwSignal::new(wanted.get_untracked());
    Effect::new(move || {
        let wanted = wanted.get();
        if draft.with_untracked(|draft| draft.trim() != wanted) {
            draft.set(wanted);
        }
    });
    let mistake = Memo::new(move |_| draft.with(|draft| Graph::new(draft, seed.get()).err()));
    let take = move || {
        let text = draft.get_untracked();
        if mistake.get_untracked().is_none() && text.trim() != wanted.get_untracked() {
            match desk.set("expr", &text) {
                Ok(()) => desk.reset(Then::Wait),
                Err(fault) => desk.report(fault),
            }
        }
    };
    let take_soon = use_debounce_fn(take, REST_MILLIS);
    let on_input = move |event| {
        draft.set(event_target_value(&event));
        take_soon();
    };
    let complaint = move || mistake.get().map(|mistake| view! { <Complaint draft=draft.get() mistake /> });
    view! {
        <section class="autograd-editor">
            <label for="expression">{t!(i18n, autograd.program)}</label>
            <textarea
                id="expression"
                data-testid="expression"
                rows=move || draft.with(|draft| draft.lines().count().clamp(3, 12) + 1).to_string()
                maxlength="600"
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                aria-describedby="expression-hint"
                aria-invalid=move || mistake.with(Option::is_some).to_string()
                prop:value=draft
                on:input=on_input
                // Who leaves the field to press Run means the new program.
                on:change=move |_| take()
            ></textarea>
            <div role="alert">{complaint}</div>
            <p class="note" id="expression-hint">
                {t!(i18n, autograd.program_hint, functions = words::functions)}
            </p>
        </section>
    }
}

/// The line with the mistake, the place marked, and what is wrong.
#[component]
fn Complaint(draft: String, mistake: Mistake) -> impl IntoView {
    let i18n = use_i18n();
    let Span { start, end } = mistake.span;
    let chars: Vec<char> = draft.chars().collect();
    let line_start = chars[..start].iter().rposition(|c| *c == '\n').map_or(0, |place| place + 1);
    let line_end = chars[start..].iter().position(|c| *c == '\n').map_or(chars.len(), |place| start + place);
    let text = |from: usize, to: usize| chars[from..to.max(from)].iter().collect::<String>();
    let marked_end = end.min(line_end).max(start);
    let before = text(line_start, start);
    // What is missing has no characters of its own.
    let marked = if marked_end == start { " ".to_owned() } else { text(start, marked_end) };
    let after = text(marked_end, line_end);
    let words = move || {
        let (at, problem) = (start + 1, words::problem(i18n.get_locale(), &mistake.problem));
        t_string!(i18n, autograd.mistake, at, problem)
    };
    view! {
        <div class="autograd-mistake" data-testid="expression-error" data-at=(start + 1).to_string()>
            <pre>
                {before}
                <mark>{marked}</mark>
                {after}
            </pre>
            <p>{words}</p>
        </div>
    }
}
