//! The newest values of the run's curves as numbers.

use leptos::prelude::*;

use crate::i18n::*;
use crate::run_context::use_run_context;

/// Losses, and accuracies where the lesson classifies.
#[component]
pub fn Metrics() -> impl IntoView {
    let i18n = use_i18n();
    let lesson = use_run_context().lesson;
    let classifies = move || lesson.get().is_some_and(|lesson| !lesson.classes.is_empty());
    view! {
        <dl class="metrics">
            <Metric name="train-loss" label=Signal::derive(move || t_string!(i18n, run.train_loss)) />
            <Metric name="test-loss" label=Signal::derive(move || t_string!(i18n, run.test_loss)) />
            <Show when=classifies>
                <Metric name="train-accuracy" label=Signal::derive(move || t_string!(i18n, run.train_accuracy)) />
                <Metric name="test-accuracy" label=Signal::derive(move || t_string!(i18n, run.test_accuracy)) />
            </Show>
        </dl>
    }
}

/// One metric: four decimals to read, full precision in `data-value`.
#[component]
pub fn Metric(name: &'static str, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let value = use_run_context().part(move |view| view.metric(name));
    view! {
        <div>
            <dt>{label}</dt>
            <dd data-testid=format!("metric-{name}") data-value=move || value.get().map(|value| value.to_string())>
                {move || value.get().map_or("–".to_owned(), |value| format!("{value:.4}"))}
            </dd>
        </div>
    }
}
