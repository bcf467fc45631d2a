//! The program under the reader's hands, and what is wrong with it.

use leptos::prelude::*;
use leptos_use::use_debounce_fn;

use super::alignment::Alignment;
use super::words::sentence;
use crate::app::conduct::Then;
use crate::app::desk::use_desk;
use crate::app::i18n::*;
use crate::app::language::Language;
use crate::lessons::tensors::MOST_CHARS;
use crate::lessons::tensors::problem::Span;
use crate::lessons::tensors::program::Program;

/// How long the hand rests before the program is taken up.
const REST_MILLIS: f64 = 300.0;

/// Edits the setting `expr`; a program without mistakes is computed at once.
#[component]
pub fn Editor(text: Memo<String>, #[prop(into)] program: Signal<Program>) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let typed = RwSignal::new(text.get_untracked());
    // Presets and links change the program too. The setting has no spaces at its ends, which a hand may be typing now.
    Effect::new(move || {
        let text = text.get();
        if typed.with_untracked(|typed| typed.trim() != text) {
            typed.set(text);
        }
    });
    let take_up = use_debounce_fn(
        move || {
            let wanted = typed.get_untracked();
            if wanted.trim() == text.get_untracked() {
                return;
            }
            match desk.set("expr", &wanted) {
                Ok(()) if program.with_untracked(|program| program.problem.is_none()) => desk.reset(Then::Wait),
                Ok(()) => {}
                Err(fault) => desk.report(fault),
            }
        },
        REST_MILLIS,
    );
    let lines = move || typed.with(|typed| typed.lines().count().max(2) + 1).to_string();
    view! {
        <label class="program">
            <span>{t!(i18n, tensors.program)}</span>
            <textarea
                data-testid="expr"
                aria-describedby="program-help program-mistake"
                aria-invalid=move || program.with(|program| program.problem.is_some()).to_string()
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                maxlength=MOST_CHARS.to_string()
                rows=lines
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    take_up();
                }
            ></textarea>
        </label>
        <p class="note" id="program-help">{t!(i18n, tensors.program_help)}</p>
        <div id="program-mistake" role="status">
            <Mistake text program />
        </div>
        <Alignment program />
    }
}

/// The program with the characters in question marked, and why.
#[component]
fn Mistake(text: Memo<String>, program: Signal<Program>) -> impl IntoView {
    let language: Language = expect_context();
    move || {
        let problem = program.with(|program| program.problem.clone())?;
        let text = text.get();
        let words = sentence(language.locale.get(), &problem, &text);
        let Span { start, end } = problem.at;
        let part = |from: usize, to: usize| Span::new(from, to).of(&text);
        // Something must be marked where the program ends too early.
        let marked = Some(part(start, end)).filter(|marked| !marked.trim().is_empty()).unwrap_or("␣".to_owned());
        Some(view! {
            <div class="mistake" data-testid="mistake" data-at=start.to_string()>
                <pre>{part(0, start)}<mark>{marked}</mark>{part(end, usize::MAX)}</pre>
                <p>{words}</p>
            </div>
        })
    }
}
