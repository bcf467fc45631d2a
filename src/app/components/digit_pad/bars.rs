//! The net's answer: a bar for each class, and the likeliest one in words.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::i18n::*;

#[component]
pub fn Bars(
    /// Probabilities in class order, if there is a digit.
    answer: Signal<Option<Arc<[f32]>>>,
    /// False while the pen is down: bars move, the words wait, so that they are read out once.
    #[prop(into)]
    is_settled: Signal<bool>,
    classes: &'static [&'static str],
) -> impl IntoView {
    let i18n = use_i18n();
    let best = Memo::new(move |_| answer.with(|answer| answer.as_deref().and_then(likeliest)));
    let name = move |class: usize| classes.get(class).copied().unwrap_or_default();
    let words = move || {
        let (class, probability) = best.get().filter(|_| is_settled.get())?;
        Some(t_string!(i18n, pad.answer, class = name(class), percent = percent(probability)).to_string())
    };
    let bars = classes.iter().enumerate().map(|(class, &name)| {
        let probability =
            move || answer.with(|answer| answer.as_deref().and_then(|answer| answer.get(class).copied()));
        let is_best = move || best.get().is_some_and(|(best, _)| best == class);
        view! {
            <li class:digit-pad-best=is_best>
                <span class="digit-pad-class">{name}</span>
                <span class="digit-pad-track">
                    <span class="digit-pad-bar" style:width=move || format!("{:.1}%", 100.0 * probability().unwrap_or(0.0))></span>
                </span>
                <span class="digit-pad-percent">
                    {move || probability().map(|probability| format!("{} %", percent(probability)))}
                </span>
            </li>
        }
    });
    view! {
        <div
            class="digit-pad-answer"
            data-testid="prediction"
            data-class=move || best.get().map(|(class, _)| name(class)).unwrap_or_default()
        >
            <p class="digit-pad-words" aria-live="polite">
                {words}
            </p>
            <ul class="digit-pad-bars" aria-label=move || t_string!(i18n, pad.bars)>
                {bars.collect_view()}
            </ul>
        </div>
    }
}

/// The class with the largest probability.
fn likeliest(answer: &[f32]) -> Option<(usize, f32)> {
    answer.iter().copied().enumerate().max_by(|(_, left), (_, right)| left.total_cmp(right))
}

fn percent(probability: f32) -> String {
    format!("{:.0}", 100.0 * probability)
}
