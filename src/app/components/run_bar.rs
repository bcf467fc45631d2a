//! The bar that trains: the same in every lesson, always in sight.

use leptos::prelude::*;

use super::files::FileButtons;
use super::run_status::{RunProgress, RunStatus};
use super::share::ShareButtons;
use crate::conduct::Then;
use crate::i18n::*;
use crate::run_context::use_run_context;
use protocol::RunState;

#[component]
pub fn RunBar(
    /// Whether its place is out of sight: then it goes along at the window's edge.
    is_away: RwSignal<bool>,
    /// Of the settings, which narrow screens keep in a sheet.
    is_sheet_open: RwSignal<bool>,
    /// The stage alone, large, as for a class that looks at a wall.
    is_presenting: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    // Narrow screens keep what is rarely needed behind one button.
    let is_more_open = RwSignal::new(false);
    view! {
        <section class="run-bar" class:is-away=is_away translate="no" aria-label=move || t_string!(i18n, run.bar)>
            <div class="run-buttons">
                <RunButtons />
                <ResetButton />
                <button
                    class="button narrow-only"
                    data-testid="settings-open"
                    aria-controls="settings-sheet"
                    aria-expanded=move || is_sheet_open.get().to_string()
                    aria-label=move || t_string!(i18n, run.settings)
                    on:click=move |_| is_sheet_open.update(|is_open| *is_open = !*is_open)
                >
                    <span aria-hidden="true">"⚙"</span>
                </button>
                <button
                    class="button"
                    data-testid="more"
                    aria-expanded=move || is_more_open.get().to_string()
                    aria-label=move || t_string!(i18n, run.more)
                    on:click=move |_| is_more_open.update(|is_open| *is_open = !*is_open)
                >
                    <span aria-hidden="true">"⋯"</span>
                </button>
                <div class="run-more" class:is-open=is_more_open>
                    <FileButtons />
                    <ShareButtons />
                    <button class="button rare" data-testid="present" on:click=move |_| is_presenting.set(true)>
                        {t!(i18n, run.present)}
                    </button>
                </div>
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
            <span class="button-words">{t!(i18n, run.pause)}</span>
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
