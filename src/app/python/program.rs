//! A lesson's PyTorch program: to change, to run beside the lesson's own, to stop.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen_futures::spawn_local;

use super::console::Console;
use super::editor::CodeEditor;
use super::notices::{Consent, Trouble};
use super::output_view::OutputView;
use crate::address::Route;
use crate::components::download;
use crate::i18n::*;
use crate::language::{Language, say};
use crate::reading::Readings;
use crate::run_context::use_run_context;
use crate::site::Site;
use crate::storage::{self, KeptNotebook};
use crate::text;
use course::program_text::with_settings;
use notebook::outputs::Stage;
use notebook::session::State;
use notebook::{Cell, Notebook, from_lesson, ipynb};

/// Of the lesson that is open.
pub fn program() -> AnyView {
    let Readings(reading) = expect_context();
    // The same in each language: built once.
    let source = Memo::new(move |_| {
        reading.with(|reading| reading.sources.iter().find(|(name, _)| name.ends_with(".py")).cloned())
    });
    (move || source.get().map(|(name, source)| view! { <Program name source /> })).into_any()
}

#[component]
fn Program(name: String, source: String) -> impl IntoView {
    let i18n = use_i18n();
    let context = use_run_context();
    // Its values are the lesson's settings.
    let original = Memo::new(move |_| context.settings.with(|settings| with_settings(&source, settings)));
    let lesson = context.lesson.get_untracked();
    let file = lesson.map_or(name.trim_end_matches(".py"), |lesson| lesson.id);
    let notebook = Notebook::new(file, [Cell { source: original.get_untracked(), ..Cell::default() }]);
    let cell = notebook.ids()[0];
    let console = Console::new(notebook, context.program_losses);
    provide_context(console);
    let field = NodeRef::<html::Textarea>::new();
    let text = console.part(cell, |cell| cell.source.clone());
    let text = Signal::derive(move || text.get().unwrap_or_default());
    let stage = console.stage(cell);
    let write = move |text: String| {
        console.notebook.update(|notebook| {
            if let Some(cell) = notebook.cell_mut(cell) {
                cell.source = text;
            }
        });
    };
    // What the reader has not changed follows the settings.
    Effect::new(move |before: Option<String>| {
        let now = original.get();
        if before.is_some_and(|before| text.get_untracked() == before) {
            write(now.clone());
        }
        now
    });
    let reset = move |_| {
        write(original.get_untracked());
        console.restart();
        console.notebook.update(Notebook::clear_outputs);
    };
    let is_changed = move || text.get() != original.get();
    let marked = console.part(cell, |cell| cell.outputs.mistaken_line());
    let on_key = Callback::new(move |event: leptos::ev::KeyboardEvent| {
        let runs = event.key() == "Enter" && (event.ctrl_key() || event.meta_key() || event.shift_key());
        if runs {
            event.prevent_default();
            console.run(cell);
        }
        runs
    });
    let language: Language = expect_context();
    let site: Site = expect_context();
    let address = site.base_url.clone();
    // With what the lesson has trained so far.
    let notebook = move || {
        let title =
            lesson.map_or(String::new(), |lesson| say(language.locale.get_untracked(), lesson.title).to_owned());
        let address = format!("{address}lesson/{}/", lesson.map_or("", |lesson| lesson.id));
        let head = t_string!(i18n, python.from_lesson, title, address);
        let trained = context.view.with_untracked(|view| view.checkpoint.clone());
        let said = trained.as_ref().map(|trained| t_string!(i18n, python.trained, step = trained.step));
        let trained = trained.as_ref().zip(said.as_deref());
        let trained = trained.map(|(trained, said)| (said, trained.bytes.as_ref()));
        console.notebook.with_untracked(|program| from_lesson::notebook(program, &head, trained))
    };
    let save = {
        let notebook = notebook.clone();
        move |_| {
            let file = notebook();
            download::save(&format!("{}.ipynb", file.name), "application/x-ipynb+json", ipynb::write(&file).as_bytes());
        }
    };
    let navigate = use_navigate();
    let open = move |_| {
        let (notebook, navigate, path) = (notebook(), navigate.clone(), Route::Notebook.path(&site.base_path));
        let kept = KeptNotebook::fresh(&notebook.name, ipynb::write(&notebook));
        spawn_local(async move {
            match storage::keep_notebook(&kept).await {
                // The path has the site's folder in it.
                Ok(()) => navigate(&path, NavigateOptions { resolve: false, ..NavigateOptions::default() }),
                Err(error) => console.trouble.set(Some(Trouble::NotKept(error))),
            }
        });
    };
    view! {
        <section class="lesson-program" aria-labelledby="program-title">
            <h2 id="program-title">{t!(i18n, python.program)}</h2>
            <p class="note">{t!(i18n, python.program_note)}</p>
            <div class="run-buttons">
                <button
                    class="button button-main"
                    data-testid="program-run"
                    on:click=move |_| console.run(cell)
                >
                    {t!(i18n, python.run)}
                </button>
                <button
                    class="button"
                    data-testid="program-stop"
                    aria-disabled=move || (!is_active(stage.get())).to_string()
                    on:click=move |_| console.stop()
                >
                    {t!(i18n, python.stop)}
                </button>
                <button
                    class="button"
                    class:button-changed=is_changed
                    data-testid="program-reset"
                    on:click=reset
                >
                    {t!(i18n, python.reset)}
                </button>
                <button class="button" data-testid="program-save" on:click=save>
                    {t!(i18n, python.save_notebook)}
                </button>
                <button class="button" data-testid="program-open" on:click=open>
                    {t!(i18n, python.open_notebook)}
                </button>
                <Status />
            </div>
            <CodeEditor
                source=text
                on_input=Callback::new(write)
                on_key
                testid=Signal::derive(|| "program-source".to_owned())
                label=Signal::derive(move || t_string!(i18n, python.program).to_owned())
                marked=Signal::derive(move || marked.get().flatten())
                field
            />
            <Troubles />
            <OutputView cell name=Signal::derive(|| "program".to_owned()) />
        </section>
    }
}

/// Whether there is something to stop.
pub fn is_active(stage: Stage) -> bool {
    match stage {
        Stage::Waiting | Stage::Running => true,
        Stage::Idle | Stage::Done | Stage::Failed | Stage::Stopped => false,
    }
}

/// What the interpreter does, in a word.
#[component]
pub fn Status() -> impl IntoView {
    let i18n = use_i18n();
    let console: Console = expect_context();
    let state = Memo::new(move |_| console.session.with(|session| session.state()));
    let words = move || match state.get() {
        State::Idle => t_string!(i18n, python.idle),
        State::Starting => t_string!(i18n, python.starting),
        State::Running => t_string!(i18n, python.running),
        State::Done => t_string!(i18n, python.done),
        State::Failed => t_string!(i18n, python.failed),
        State::Stopped => t_string!(i18n, python.stopped),
    };
    view! {
        <span class="program-status" role="status" translate="no" data-testid="notebook-status" data-state=move || state.get().name()>
            {words}
        </span>
    }
}

/// A question before a stranger's program runs; why the interpreter is not there, or that its variables are gone.
#[component]
pub fn Troubles() -> impl IntoView {
    let i18n = use_i18n();
    let console: Console = expect_context();
    let language: Language = expect_context();
    let trouble = move || {
        console.trouble.get().map(|trouble| match trouble {
            Trouble::NotBuilt => t_string!(i18n, python.not_built).to_owned(),
            Trouble::NotKept(error) => t_string!(i18n, python.not_kept, detail = error.to_string()),
            Trouble::Died { detail } => {
                t_string!(i18n, python.died, detail = text::cause(language.locale.get(), &detail))
            }
        })
    };
    let lost = move || {
        let has_lost = console.session.with(|session| session.lost_variables) && console.trouble.get().is_none();
        has_lost.then(|| t_string!(i18n, python.lost).to_owned())
    };
    let sentence = move || trouble().or_else(lost);
    let is_asked = move || matches!(console.consent.get(), Consent::Asked(_));
    view! {
        {move || {
            is_asked()
                .then(|| {
                    view! {
                        <div class="fault" role="alert" data-testid="notebook-consent">
                            <p>{t!(i18n, python.consent)}</p>
                            <button class="button button-main" data-testid="notebook-consent-yes" on:click=move |_| console.consent(true)>
                                {t!(i18n, python.consent_yes)}
                            </button>
                            <button class="button" on:click=move |_| console.consent(false)>
                                {t!(i18n, python.consent_no)}
                            </button>
                        </div>
                    }
                })
        }}
        {move || sentence().map(|sentence| view! { <p class="fault" role="alert" data-testid="python-trouble">{sentence}</p> })}
    }
}
