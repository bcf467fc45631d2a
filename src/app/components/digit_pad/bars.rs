//! The net's answer: a bar for each class, and the likeliest one in words.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::share_bars::{ShareBars, largest, percent};
use crate::i18n::*;

#[component]
pub fn Bars(
    /// Probabilities in class order, if there is a digit.
    answer: Signal<Option<Arc<[f32]>>>,
    /// False while the pen is down: bars move, the words wait, so that they are read out once.
    #[prop(into)]
    is_settled: Signal<bool>,
    classes: &'static [&'static str],
    testid: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let best = Memo::new(move |_| answer.with(|answer| answer.as_deref().and_then(largest)));
    let name = move |class: usize| classes.get(class).copied().unwrap_or_default();
    let words = move || {
        let (class, probability) = best.get().filter(|_| is_settled.get())?;
        Some(t_string!(i18n, pad.answer, class = name(class), percent = percent(probability)).to_string())
    };
    view! {
        <div
            class="digit-pad-answer"
            data-testid=testid
            data-class=move || best.get().map(|(class, _)| name(class)).unwrap_or_default()
        >
            <p class="digit-pad-words" aria-live="polite">
                {words}
            </p>
            <ShareBars
                shares=answer
                best=Signal::derive(move || best.get().map(|(class, _)| class))
                classes=classes
                label=Signal::derive(move || t_string!(i18n, pad.bars).to_owned())
            />
        </div>
    }
}
