//! Saving and loading a net: buttons, and what happens to a chosen or dropped file.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{FileList, HtmlInputElement};

use crate::app::desk::{Desk, use_desk};
use crate::app::i18n::*;
use crate::protocol::Fault;

#[component]
pub fn FileButtons() -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_desk());
    let choose = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(files) = input.files() {
            load_first(desk, &files);
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
            <input type="file" accept=".safetensors" class="file-input" data-testid="load-input" on:change=choose />
        </label>
    }
}

/// Goes on from the first of these files.
pub fn load_first(desk: Desk, files: &FileList) {
    let Some(file) = files.get(0) else { return };
    spawn_local(async move {
        match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => desk.load(&file.name(), js_sys::Uint8Array::new(&buffer).to_vec().into()),
            Err(error) => {
                let fault = Fault::NotACheckpoint { file: file.name(), detail: format!("{error:?}") };
                desk.report(fault);
            }
        }
    });
}
