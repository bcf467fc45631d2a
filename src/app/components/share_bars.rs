//! A bar for each class: probabilities, or how often each was right.

use std::sync::Arc;

use leptos::prelude::*;

#[component]
pub fn ShareBars(
    /// From 0 to 1 in class order, if there are any.
    #[prop(into)]
    shares: Signal<Option<Arc<[f32]>>>,
    /// The one that stands out.
    #[prop(into)]
    best: Signal<Option<usize>>,
    classes: &'static [&'static str],
    /// What the bars are.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let bars = classes.iter().enumerate().map(|(class, &name)| {
        let share = move || shares.with(|shares| shares.as_deref().and_then(|shares| shares.get(class).copied()));
        view! {
            <li class:share-best=move || best.get() == Some(class)>
                <span>{name}</span>
                <span class="share-track">
                    <span class="share-bar" style:width=move || format!("{:.1}%", 100.0 * share().unwrap_or(0.0))></span>
                </span>
                <span class="share-percent">{move || share().map(|share| format!("{}%", percent(share)))}</span>
            </li>
        }
    });
    view! {
        <ul class="share-bars" aria-label=label>
            {bars.collect_view()}
        </ul>
    }
}

/// The largest share and its place.
pub fn largest(shares: &[f32]) -> Option<(usize, f32)> {
    shares.iter().copied().enumerate().max_by(|(_, left), (_, right)| left.total_cmp(right))
}

/// A share as whole percents.
pub fn percent(share: f32) -> String {
    format!("{:.0}", 100.0 * share)
}
