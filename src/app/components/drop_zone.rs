//! A lesson's page: files and folders dropped anywhere in the window are taken.

use leptos::ev::{self, DragEvent};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::files;
use super::pictures::{self, Given};
use crate::i18n::*;
use crate::run_context::use_run_context;

#[component]
pub fn DropZone(children: Children) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let is_over = RwSignal::new(false);
    let listeners = [
        window_event_listener(ev::dragover, move |event| {
            if holds_files(&event) && !is_over.get_untracked() {
                is_over.set(true);
            }
        }),
        // Between two elements of the page it has somewhere to go.
        window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                is_over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            is_over.set(false);
            let Some(transfer) = event.data_transfer() else { return };
            let folders = pictures::dropped(&transfer);
            if !folders.is_empty() {
                pictures::take(context, Given::Dropped(folders));
            } else if let Some(files) = transfer.files() {
                files::take(context, files::listed(files));
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    view! {
        <article class="lesson" class:is-drop-target=move || is_over.get()>
            {move || {
                let (done, total) = context.reading.get()?;
                Some(view! { <p role="status">{t_string!(i18n, files.reading, done, total)}</p> })
            }}
            {children()}
        </article>
    }
}

/// A file that is dropped where nothing takes it must not open in place of the page.
pub fn keep_page() {
    let keep = |event: DragEvent| {
        if holds_files(&event) {
            event.prevent_default();
        }
    };
    // The page lives as long as the window, so the listeners are never removed.
    let _ = window_event_listener(ev::dragover, keep);
    let _ = window_event_listener(ev::drop, keep);
}

/// Text that is dragged from one field to another is the browser's business.
fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| transfer.types().includes(&JsValue::from_str("Files"), 0))
}
