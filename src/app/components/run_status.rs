//! Where the run stands: state, steps, epochs, speed, time left.

use leptos::prelude::*;

use crate::conduct::Conductor;
use crate::i18n::*;
use crate::language::Language;
use crate::run_context::use_run_context;
use crate::run_view::Quiet;
use crate::text;
use protocol::{Backend, RunState};

#[component]
pub fn RunStatus() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let state = context.part(|view| view.state);
    let loading = context.part(|view| view.loading.clone());
    let has_shaders = context.part(|view| view.backend.as_ref().is_some_and(|report| report.backend == Backend::Gpu));
    let step = context.part(|view| view.progress.step);
    let epoch = context.part(|view| view.progress.epoch);
    let steps = context.part(|view| view.total_steps());
    let epochs = context.part(|view| view.summary.as_ref().map_or(0, |summary| summary.plan.epochs));
    let speed = context.part(|view| view.progress.examples_per_second);
    // For the benchmark, which watches that it stays flat.
    let memory_mib = context.part(|view| (view.progress.memory_bytes >> 20).to_string());
    let seed = context.part(|view| view.settings.value("seed").map(ToString::to_string));
    // Megabytes tick too often to be read out.
    let is_quiet = move || if state.get() == RunState::Loading { "off" } else { "polite" };
    let total = move |total: u64| (total > 0).then(|| view! { <span class="of">{t!(i18n, run.of, total)}</span> });
    view! {
        <div class="run-status">
            <p
                class="status"
                role="status"
                aria-live=is_quiet
                data-testid="status"
                data-state=move || state.get().name()
            >
                {move || match state.get() {
                    // Only a GPU has shaders.
                    RunState::Compiling if !has_shaders.get() => t_string!(i18n, run.preparing).to_owned(),
                    state => text::state(language.locale.get(), state, loading.get().as_ref()),
                }}
            </p>
            <dl class="counters">
                <div>
                    <dt>{t!(i18n, run.step_count)}</dt>
                    <dd>
                        <span data-testid="step-count">{step}</span>
                        {move || total(steps.get())}
                    </dd>
                </div>
                <div>
                    <dt>{t!(i18n, run.epoch_count)}</dt>
                    <dd>
                        <span data-testid="epoch-count">{epoch}</span>
                        {move || total(epochs.get())}
                    </dd>
                </div>
                <div>
                    <dt>{t!(i18n, run.speed)}</dt>
                    <dd data-testid="examples-per-second" data-memory-mib=memory_mib>
                        {move || speed.get().map_or("–".to_owned(), |speed| format!("{speed:.0}"))}
                    </dd>
                </div>
                <div>
                    <dt>{t!(i18n, run.seed)}</dt>
                    <dd data-testid="seed">{seed}</dd>
                </div>
            </dl>
        </div>
    }
}

/// The run's progress; while data is on its way, that of the data.
#[component]
pub fn RunProgress() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let loading = context.part(|view| view.loading.clone());
    let delay = context.part(|view| view.delay.clone());
    let is_loading = context.part(|view| view.state == RunState::Loading);
    let share = context.part(|view| match &view.loading {
        Some(rest) if view.state == RunState::Loading => share(rest.done_bytes, rest.total_bytes),
        _ => share(view.progress.step, view.total_steps()),
    });
    let seconds_left = context.part(|view| {
        let seconds_left = view.seconds_left().filter(|_| view.state == RunState::Running);
        // Whole seconds: the text need not change more often.
        seconds_left.map(|seconds| seconds.round() as u64)
    });
    let notes = move || {
        let locale = language.locale.get();
        let left = seconds_left.get().map(|seconds| {
            let time = text::duration(locale, seconds as f64);
            td_string!(locale, run.time_left, time)
        });
        // The rest of the data arrives while the net trains on the first of it.
        let rest = match delay.get() {
            Some(delay) => Some(text::delayed(locale, &delay)),
            None => loading.get().filter(|_| !is_loading.get()).map(|rest| text::arriving(locale, &rest)),
        };
        [left, rest].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="run-progress">
            <progress aria-label=move || t_string!(i18n, run.progress) max="1000" prop:value=share></progress>
            <span class="time-left" data-testid="time-left">
                {notes}
            </span>
        </div>
    }
}

/// A worker that says nothing for long: what that may mean, and a way to end it.
#[component]
pub fn LongSilence() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let quiet = context.part(|view| view.quiet);
    let is_quiet = Memo::new(move |_| quiet.get().is_some());
    let words = move || match quiet.get()? {
        Quiet::Starting { seconds } => Some(t_string!(i18n, run.quiet_starting, seconds)),
        Quiet::Working { seconds } => Some(t_string!(i18n, run.quiet_working, seconds)),
    };
    let note = move || {
        view! {
            <div class="banner" data-testid="long-silence">
                <p>{words}</p>
                <button class="button" data-testid="stop" on:click=move |_| context.act(Conductor::stop)>
                    {t!(i18n, run.stop)}
                </button>
            </div>
        }
    };
    move || is_quiet.get().then(note)
}

/// In thousandths.
fn share(done: u64, total: u64) -> u32 {
    if total == 0 { 0 } else { (done as f64 / total as f64 * 1000.0) as u32 }
}
