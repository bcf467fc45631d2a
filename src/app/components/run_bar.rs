//! The bar that trains: the same in every lesson, always in sight.

use leptos::prelude::*;

use super::files::FileButtons;
use super::run_status::{RunProgress, RunStatus};
use super::share::ShareButton;
use crate::conduct::Then;
use crate::i18n::*;
use crate::run_context::use_run_context;
use protocol::RunState;

#[component]
pub fn RunBar() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="run-bar" translate="no" aria-label=move || t_string!(i18n, run.bar)>
            <div class="run-buttons">
                <RunButtons />
                <ResetButton />
                <FileButtons />
                <ShareButton />
            </div>
            <RunStatus />
            <RunProgress />
        </section>
    }
}

/// All three stay where they are, so that the keyboard's focus does: what cannot be done now is only marked so.
#[component]
fn RunButtons() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let is_running = context.part(|view| matches!(view.state, RunState::Running | RunState::Compiling));
    view! {
        <button
            class="button"
            class:button-main=move || !is_running.get()
            data-testid="run"
            aria-disabled=move || is_running.get().to_string()
            on:click=move |_| context.run()
        >
            <span class="icon" aria-hidden="true">"▶"</span>
            {t!(i18n, run.run)}
        </button>
        <button
            class="button"
            class:button-main=move || is_running.get()
            data-testid="pause"
            aria-disabled=move || (!is_running.get()).to_string()
            on:click=move |_| context.pause()
        >
            <span class="icon" aria-hidden="true">"❚❚"</span>
            {t!(i18n, run.pause)}
        </button>
        <button
            class="button"
            data-testid="step"
            aria-disabled=move || is_running.get().to_string()
            on:click=move |_| context.step()
        >
            {t!(i18n, run.step)}
        </button>
    }
}

/// Stands out when settings were changed that only a new run takes up.
#[component]
fn ResetButton() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let changed = Memo::new(move |_| {
        let schema = context.lesson.get().map_or(&[][..], |lesson| lesson.settings);
        context.view.with(|view| match view.has_run() {
            true => context.settings.with(|wanted| wanted.changed_keys(&view.settings, schema)),
            false => Vec::new(),
        })
    });
    let title = move || {
        let keys = changed.get().join(", ");
        (!keys.is_empty()).then(|| t_string!(i18n, run.reset_changed, keys))
    };
    view! {
        <button
            class="button"
            class:button-changed=move || !changed.get().is_empty()
            data-testid="reset"
            data-changed=move || changed.get().join(",")
            title=title
            on:click=move |_| context.reset(Then::Wait)
        >
            {t!(i18n, run.reset)}
        </button>
    }
}
