//! The field in which the reader writes a program, and the mistake in it.

use leptos::prelude::*;
use leptos_use::use_debounce_fn;

use super::mistake::{Mistake, Span};
use super::words::sentence;
use crate::app::conduct::Then;
use crate::app::i18n::*;
use crate::app::language::Language;
use crate::app::run_context::use_run_context;

/// How long the keys rest before a program becomes the run's.
const REST_MILLIS: f64 = 400.0;

/// Edits the setting `expr`; a program without mistakes is run by itself. One with a mistake becomes the setting only where
/// `takes_mistakes`, else the last right one stays. `name` and `mistake_name` are what tests find field and mistake by.
#[component]
pub fn Editor(
    name: &'static str,
    mistake_name: &'static str,
    most_chars: usize,
    read: fn(&str) -> Option<Mistake>,
    #[prop(optional)] takes_mistakes: bool,
    /// What can be written.
    children: Children,
) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let wanted = Memo::new(move |_| context.settings.with(|settings| settings.text("expr").to_owned()));
    let draft = RwSignal::new(wanted.get_untracked());
    // Presets and links change the program too. The setting has no spaces at its ends, which a hand may be typing now.
    Effect::new(move || {
        let wanted = wanted.get();
        if draft.with_untracked(|draft| draft.trim() != wanted) {
            draft.set(wanted);
        }
    });
    let mistake = Memo::new(move |_| draft.with(|draft| read(draft)));
    let take = move || {
        let (text, is_right) = (draft.get_untracked(), mistake.with_untracked(Option::is_none));
        if text.trim() != wanted.get_untracked() && (is_right || takes_mistakes) {
            match context.set("expr", &text) {
                Ok(()) if is_right => context.reset(Then::Wait),
                Ok(()) => {}
                Err(fault) => context.report(fault),
            }
        }
    };
    let take_soon = use_debounce_fn(take, REST_MILLIS);
    let on_input = move |event| {
        draft.set(event_target_value(&event));
        take_soon();
    };
    view! {
        <section class="program">
            <label for=name>{t!(i18n, notation.program)}</label>
            <textarea
                id=name
                data-testid=name
                rows=move || draft.with(|draft| draft.lines().count().clamp(3, 12) + 1).to_string()
                maxlength=most_chars.to_string()
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                aria-describedby="program-help program-mistake"
                aria-invalid=move || mistake.with(Option::is_some).to_string()
                prop:value=draft
                on:input=on_input
                // Who leaves the field to press Run means the new program.
                on:change=move |_| take()
            ></textarea>
            <div id="program-mistake" role="status">
                {move || mistake.get().map(|mistake| view! { <Complaint name=mistake_name text=draft.get() mistake /> })}
            </div>
            <p class="note" id="program-help">{children()}</p>
        </section>
    }
}

/// The line with the mistake, the place marked, and what is wrong.
#[component]
fn Complaint(name: &'static str, text: String, mistake: Mistake) -> impl IntoView {
    let language: Language = expect_context();
    let Span { start, end } = mistake.at;
    let [before, marked, after] =
        [(0, start), (start, end), (end, usize::MAX)].map(|(from, to)| Span::new(from, to).of(&text));
    let before = before.rsplit('\n').next().unwrap_or_default().to_owned();
    let after = after.split('\n').next().unwrap_or_default().to_owned();
    // What is missing has no characters of its own.
    let (marked, after) = if marked.trim().is_empty() { ("␣".to_owned(), String::new()) } else { (marked, after) };
    let words = move || sentence(language.locale.get(), &mistake, &text);
    view! {
        <div class="mistake" data-testid=name data-at=(start + 1).to_string()>
            <pre>{before}<mark>{marked}</mark>{after}</pre>
            <p>{words}</p>
        </div>
    }
}
