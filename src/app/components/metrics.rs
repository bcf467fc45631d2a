//! The newest values of the run's curves as numbers: the same as in the curves' legends, and of which step they are.

use leptos::prelude::*;

use crate::i18n::*;
use crate::run_context::use_run_context;
use crate::run_view::RunView;
use plot::scale::{Unit, value_label};

/// Losses, and accuracies where the lesson classifies. Those of single batches jump: their running means are shown.
#[component]
pub fn Metrics() -> impl IntoView {
    let i18n = use_i18n();
    let lesson = use_run_context().lesson;
    let classifies = move || lesson.get().is_some_and(|lesson| !lesson.classes.is_empty());
    view! {
        <dl class="metrics">
            <Metric name="train-loss" label=Signal::derive(move || t_string!(i18n, run.train_loss)) is_mean=true />
            <Metric name="test-loss" label=Signal::derive(move || t_string!(i18n, run.test_loss)) />
            <Show when=classifies>
                <Metric name="train-accuracy" label=Signal::derive(move || t_string!(i18n, run.train_accuracy)) is_mean=true />
                <Metric name="test-accuracy" label=Signal::derive(move || t_string!(i18n, run.test_accuracy)) />
            </Show>
        </dl>
    }
}

/// What is to be read: a value, and the step it is of where that is not the newest one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shown {
    value: f64,
    old_step: Option<u64>,
}

/// One metric: to be read as in the legends, with full precision in `data-value`.
#[component]
pub fn Metric(
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    /// The running mean instead of the newest value.
    #[prop(optional)]
    is_mean: bool,
) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let value = context.part(move |view| view.metric(name));
    let shown = context.part(move |view| shown(view, name, is_mean));
    let unit = if name.contains("accuracy") { Unit::Percent } else { Unit::Plain };
    let note = move || match shown.get() {
        Some(Shown { old_step: Some(step), .. }) => t_string!(i18n, run.of_step, step).to_string(),
        Some(Shown { old_step: None, .. }) if is_mean => t_string!(i18n, run.mean).to_owned(),
        Some(_) | None => String::new(),
    };
    view! {
        <div>
            <dt>{label}</dt>
            <dd data-testid=format!("metric-{name}") data-value=move || value.get().map(|value| value.to_string())>
                {move || shown.get().map_or("–".to_owned(), |shown| value_label(shown.value, unit))}
            </dd>
            <dd class="metric-note">{note}</dd>
        </div>
    }
}

fn shown(view: &RunView, name: &str, is_mean: bool) -> Option<Shown> {
    let newest = view.curves.get(name)?.last()?;
    // Tests are far apart; all else is of each step.
    let is_old = name.starts_with("test-") && newest.step != view.progress.step;
    let value = if is_mean { newest.running_mean } else { newest.mean };
    Some(Shown { value, old_step: is_old.then_some(newest.step) })
}
