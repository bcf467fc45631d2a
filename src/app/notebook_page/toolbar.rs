//! What is done with the whole notebook: run, stop, open, save; and which others there are.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::shelf::{Entry, Ready, Shelf};
use crate::components::{download, files};
use crate::i18n::*;
use crate::python::console::Console;
use crate::python::program::Status;
use notebook::{ipynb, percent};

#[component]
pub fn Toolbar() -> impl IntoView {
    let i18n = use_i18n();
    let (console, shelf): (Console, Shelf) = (expect_context(), expect_context());
    let is_idle =
        move || console.session.with(|session| session.running().is_none() && session.waiting().next().is_none());
    let choose = move |event: Event| files::chosen(&event).into_iter().for_each(|file| shelf.take(file));
    let name = move || console.notebook.with(|notebook| notebook.name.clone());
    let rename = move |event: Event| {
        let name = event_target_value(&event).trim().to_owned();
        console.notebook.update(|notebook| {
            if !name.is_empty() {
                notebook.name = name;
            }
        });
    };
    let save = move |_| {
        let (name, text) = console.notebook.with_untracked(|notebook| (notebook.name.clone(), ipynb::write(notebook)));
        download::save(&format!("{name}.ipynb"), "application/x-ipynb+json", text.as_bytes());
    };
    let save_program = move |_| {
        let (name, text) =
            console.notebook.with_untracked(|notebook| (notebook.name.clone(), percent::write(notebook)));
        download::save(&format!("{name}.py"), "text/x-python", text.as_bytes());
    };
    view! {
        <header class="notebook-head">
            <h1 tabindex="-1">{t!(i18n, python.notebook)}</h1>
            <p class="note">{t!(i18n, python.notebook_note)}</p>
        </header>
        <div class="run-bar notebook-bar" role="toolbar" aria-label=move || t_string!(i18n, python.notebook)>
            <div class="run-buttons">
                <button class="button button-main" data-testid="notebook-run-all" on:click=move |_| console.run_all()>
                    {t!(i18n, python.run_all)}
                </button>
                <button
                    class="button"
                    data-testid="notebook-stop"
                    aria-disabled=move || is_idle().to_string()
                    on:click=move |_| console.stop()
                >
                    {t!(i18n, python.stop)}
                </button>
                <button class="button" data-testid="notebook-restart" on:click=move |_| console.restart()>
                    {t!(i18n, python.restart)}
                </button>
                <label class="button">
                    {t!(i18n, python.open)}
                    <input type="file" class="file-input" data-testid="notebook-open" on:change=choose />
                </label>
                <button class="button" data-testid="notebook-save" on:click=save>
                    {t!(i18n, python.save)}
                </button>
                <button class="button" data-testid="notebook-save-program" on:click=save_program>
                    {t!(i18n, python.save_program)}
                </button>
                <button class="button" data-testid="notebook-new" on:click=move |_| shelf.begin()>
                    {t!(i18n, python.begin)}
                </button>
                <CopyLink />
                <Status />
            </div>
            <div class="notebook-names">
                <input
                    class="notebook-name"
                    type="text"
                    data-testid="notebook-name"
                    aria-label=move || t_string!(i18n, python.name)
                    prop:value=name
                    on:change=rename
                />
                <Others />
            </div>
        </div>
        {move || shelf.note.get().map(|note| view! { <p class="fault" role="alert" data-testid="notebook-note">{note.words(i18n.get_locale())}</p> })}
    }
}

#[component]
fn CopyLink() -> impl IntoView {
    let i18n = use_i18n();
    let shelf: Shelf = expect_context();
    let copy = move |_| {
        let Some(address) = shelf.link() else { return };
        spawn_local(async move {
            // Refused by the reader, who knows.
            if let Err(error) = JsFuture::from(window().navigator().clipboard().write_text(&address)).await {
                web_sys::console::warn_1(&error);
            }
        });
    };
    window().is_secure_context().then(|| {
        view! {
            <button class="button" data-testid="notebook-copy-link" on:click=copy>
                {t!(i18n, python.copy_link)}
            </button>
        }
    })
}

/// All notebooks of this browser, and those of the course.
#[component]
fn Others() -> impl IntoView {
    let i18n = use_i18n();
    let shelf: Shelf = expect_context();
    let open = move |event: Event| shelf.choose(&event_target_value(&event));
    let kept = move || {
        let option = |entry: Entry| view! { <option value=format!("kept:{}", entry.id)>{entry.name}</option> };
        shelf.entries.get().into_iter().map(option).collect::<Vec<_>>()
    };
    let course = move || {
        let option = |entry: Ready| view! { <option value=format!("course:{}", entry.file)>{entry.title}</option> };
        shelf.course.get().into_iter().map(option).collect::<Vec<_>>()
    };
    view! {
        <select class="notebook-others" data-testid="notebook-others" aria-label=move || t_string!(i18n, python.others) on:change=open prop:value="">
            <option value="">{move || t_string!(i18n, python.others)}</option>
            <optgroup label=move || t_string!(i18n, python.of_course)>{course}</optgroup>
            <optgroup label=move || t_string!(i18n, python.of_browser)>{kept}</optgroup>
        </select>
    }
}
