//! Saving and loading a net, data files of the reader's own: buttons, and what happens to chosen or dropped files.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileList, HtmlInputElement};

use crate::app::desk::{Desk, use_desk};
use crate::app::i18n::*;
use crate::protocol::{Fault, NotSaved};

/// How the names of saved nets end: ours and PyTorch's.
const SAVED: [&str; 3] = [".safetensors", ".pt", ".pth"];

#[component]
pub fn FileButtons() -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let choose = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(files) = input.files() {
            take(desk, &files, |_| {});
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    view! {
        <button
            class="button"
            data-testid="save"
            title=move || t_string!(i18n, run.save_help)
            on:click=move |_| desk.save()
        >
            {t!(i18n, run.save)}
        </button>
        <label class="button" data-testid="load" title=move || t_string!(i18n, run.load_help)>
            {t!(i18n, run.load)}
            <input type="file" accept=SAVED.join(",") class="file-input" data-testid="load-input" on:change=choose />
        </label>
    }
}

/// Where the lesson's data can be the reader's own.
#[component]
pub fn OwnFiles(
    /// A table and not images.
    is_table: bool,
) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    // Of the files that have been read.
    let names = RwSignal::new(Vec::<String>::new());
    let choose = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(files) = input.files() {
            names.set(Vec::new());
            take(desk, &files, move |name| names.update(|names| names.push(name)));
        }
        input.set_value("");
    };
    view! {
        <div class="setting">
            <span>
                {move || if is_table { t_string!(i18n, run.own_table_title) } else { t_string!(i18n, run.own_title) }}
            </span>
            <div class="setting-value">
                <label class="button">
                    {t!(i18n, run.own_choose)}
                    <input type="file" multiple class="file-input" data-testid="own-input" on:change=choose />
                </label>
            </div>
            <p class="setting-help">
                {move || if is_table { t_string!(i18n, run.own_table_help) } else { t_string!(i18n, run.own_help) }} " " <span data-testid="own-names">{move || names.get().join(", ")}</span>
            </p>
        </div>
    }
}

/// A saved net is loaded; any other file is data of the reader's own, and chosen as such. Says the name of each once it is
/// read.
pub fn take(desk: Desk, files: &FileList, on_read: impl Fn(String) + Copy + 'static) {
    for file in listed(files) {
        spawn_local(async move {
            let name = file.name();
            match JsFuture::from(file.array_buffer()).await {
                Ok(buffer) => {
                    hand_over(desk, name.clone(), js_sys::Uint8Array::new(&buffer).to_vec().into());
                    on_read(name);
                }
                Err(_) => desk.report(Fault::NotACheckpoint { file: name, detail: NotSaved::Unread }),
            }
        });
    }
}

fn hand_over(desk: Desk, name: String, bytes: Arc<[u8]>) {
    if SAVED.iter().any(|ending| name.ends_with(ending)) || desk.set("data", "own").is_err() {
        desk.load(&name, bytes);
    } else {
        desk.use_file(name, bytes);
    }
}

fn listed(files: &FileList) -> impl Iterator<Item = File> {
    (0..files.length()).filter_map(|index| files.get(index))
}
