//! A lesson's page: a saved net or a data file dropped anywhere on it is taken.

use leptos::ev::DragEvent;
use leptos::prelude::*;

use super::files;
use crate::app::desk::use_desk;

#[component]
pub fn DropZone(children: Children) -> impl IntoView {
    let desk = use_desk();
    let is_over = RwSignal::new(false);
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(files) = event.data_transfer().and_then(|transfer| transfer.files()) {
            files::take(desk, &files, |_| {});
        }
    };
    view! {
        <article
            class="lesson"
            class:is-drop-target=move || is_over.get()
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            {children()}
        </article>
    }
}
