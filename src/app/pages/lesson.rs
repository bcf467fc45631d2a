//! A lesson: title, one line, the stage; then its text, the other figures, the code that runs. What the run changes is marked
//! `translate="no"`: a browser's translation would put other nodes in its place, and it would stand still.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::address;
use crate::components::drop_zone::DropZone;
use crate::components::fault_box::Faults;
use crate::components::kept_runs::KeptRuns;
use crate::components::lesson_text::{LessonPart, LessonText};
use crate::components::neighbours::Neighbours;
use crate::components::run_status::LongSilence;
use crate::components::settings_panel::Locked;
use crate::components::source_view::SourceView;
use crate::components::stage::Stage;
use crate::components::weights_match::WeightsMatch;
use crate::figure::{Part, Places};
use crate::i18n::*;
use crate::language::{Language, say};
use crate::marks::Lit;
use crate::progress::Progress;
use crate::reading::Readings;
use crate::run_context::use_run_context;
use course::Manifest;

#[component]
pub fn LessonPage(lesson: &'static Manifest) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    open_as_asked(lesson);
    Readings::provide(lesson);
    Lit::provide();
    expect_context::<Progress>().follow(lesson, context);
    on_cleanup(move || context.leave());
    let places = Places::default();
    view! {
        <DropZone>
            <div class="opening">
                <header class="lesson-head">
                    <p class="lesson-chapter">
                        {move || say(language.locale.get(), lesson.chapter.title())} " · "
                        {t!(i18n, page.minutes, minutes = lesson.minutes)}
                    </p>
                    <h1 tabindex="-1">{move || say(language.locale.get(), lesson.title)}</h1>
                    <p class="lesson-line">{move || say(language.locale.get(), lesson.summary)}</p>
                </header>
                <Stage lesson places>
                    <KeptRuns />
                    <LongSilence />
                    <Faults />
                    <WeightsMatch />
                </Stage>
            </div>
            <LessonText part=LessonPart::BeforeFigure />
            <section class="figure" translate="no" aria-label=move || t_string!(i18n, run.figure)>
                <Part place=places.rest />
            </section>
            <LessonText part=LessonPart::AfterFigure />
            <SourceView />
            <Neighbours lesson />
        </DropZone>
    }
}

/// Opens the lesson with the settings that the address holds.
fn open_as_asked(lesson: &'static Manifest) {
    let query = use_query_map().get_untracked();
    let pairs: Vec<(&str, &str)> = query.latest_values().map(|(key, value)| (&**key, value)).collect();
    let (settings, wishes, faults) = address::read(lesson.settings, pairs);
    provide_context(Locked(wishes.locked));
    use_run_context().open(lesson, settings, faults, wishes.run);
}
