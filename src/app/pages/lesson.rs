//! A lesson: its text, the bar that trains, the live figure, settings beside it, the code that runs below. What the run
//! changes is marked `translate="no"`: a browser's translation would put other nodes in its place, and it would stand still.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::address;
use crate::components::drop_zone::DropZone;
use crate::components::fault_box::Faults;
use crate::components::kept_runs::KeptRuns;
use crate::components::lesson_text::{LessonPart, LessonText};
use crate::components::model_summary::ModelSummary;
use crate::components::run_bar::RunBar;
use crate::components::run_status::LongSilence;
use crate::components::settings_panel::SettingsPanel;
use crate::components::source_view::SourceView;
use crate::components::weights_match::WeightsMatch;
use crate::figure::LiveFigure;
use crate::i18n::*;
use crate::language::{Language, say};
use crate::reading::Readings;
use crate::run_context::use_run_context;
use course::Manifest;

#[component]
pub fn LessonPage(lesson: &'static Manifest) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    open_as_asked(lesson);
    Readings::provide(lesson);
    on_cleanup(move || context.leave());
    view! {
        <DropZone>
            <header class="lesson-head">
                <p class="lesson-chapter">{move || say(language.locale.get(), lesson.chapter.title())}</p>
                <h1 tabindex="-1">{move || say(language.locale.get(), lesson.title)}</h1>
            </header>
            <LessonText part=LessonPart::BeforeFigure />
            <KeptRuns />
            <RunBar />
            <LongSilence />
            <Faults />
            <WeightsMatch />
            <div class="bench">
                <section class="figure" translate="no" aria-label=move || t_string!(i18n, run.figure)>
                    <LiveFigure lesson />
                </section>
                <aside class="panel">
                    <SettingsPanel lesson />
                    <ModelSummary />
                </aside>
            </div>
            <LessonText part=LessonPart::AfterFigure />
            <SourceView />
        </DropZone>
    }
}

/// Opens the lesson with the settings that the address holds.
fn open_as_asked(lesson: &'static Manifest) {
    let query = use_query_map().get_untracked();
    let pairs: Vec<(&str, &str)> = query.latest_values().map(|(key, value)| (&**key, value)).collect();
    let (settings, wishes, faults) = address::read(lesson.settings, pairs);
    use_run_context().open(lesson, settings, faults, wishes.run);
}
