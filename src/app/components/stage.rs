//! The stage: Run, the lead figure, the numbers, and the settings that matter, all within the first screen. The rest of the
//! settings stands behind them; on narrow screens in a sheet that comes up from below.

use super::model_summary::ModelSummary;
use super::run_bar::RunBar;
use super::settings_panel::SettingsPanel;
use crate::figure::{LeadFigure, Part, Places};
use crate::i18n::*;
use course::Manifest;
use leptos::prelude::*;
use leptos::{ev, html};

const NAME: &str = "stage";

#[component]
pub fn Stage(
    lesson: &'static Manifest,
    places: Places,
    /// What there is to say about the run.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let (is_sheet_open, is_presenting) = (RwSignal::new(false), RwSignal::new(false));
    let bar = NodeRef::<html::Div>::new();
    let is_away = RwSignal::new(false);
    let listeners = [
        window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                is_sheet_open.set(false);
                is_presenting.set(false);
            }
        }),
        window_event_listener(ev::scroll, move |_| {
            let is_above = bar.get_untracked().is_some_and(|bar| bar.get_bounding_client_rect().top() < 0.0);
            is_away.maybe_update(|is_away| std::mem::replace(is_away, is_above) != is_above);
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    view! {
        <section
            class=NAME
            class:is-presenting=is_presenting
            data-testid=NAME
            aria-label=move || t_string!(i18n, run.stage)
        >
            // Keeps the bar's room where it is, while it goes along at the window's edge.
            <div class="run-bar-place" node_ref=bar>
                <RunBar is_away is_sheet_open is_presenting />
            </div>
            <Show when=move || is_presenting.get()>
                <button class="button stage-leave" data-testid="present-leave" on:click=move |_| is_presenting.set(false)>
                    {t!(i18n, run.close)} " (Esc)"
                </button>
            </Show>
            {children()}
            <div class="stage-body" translate="no">
                <div class="stage-figure" data-testid="stage-figure">
                    <LeadFigure lesson places />
                </div>
                <div class="stage-side" class:is-waiting=move || !places.has_arrived.get()>
                    <Part place=places.numbers />
                    <aside id="settings-sheet" class="panel" class:is-open=move || is_sheet_open.get()>
                        <SettingsPanel lesson close=move || is_sheet_open.set(false)>
                            <Part place=places.questions />
                        </SettingsPanel>
                        <ModelSummary />
                    </aside>
                </div>
            </div>
        </section>
    }
}

/// Brings the stage into view, where the reader has scrolled on from it.
pub fn show() {
    let stage = document().query_selector(&format!(".{NAME}")).ok().flatten();
    if let Some(stage) = stage.filter(|stage| stage.get_bounding_client_rect().top() < 0.0) {
        stage.scroll_into_view();
    }
}
