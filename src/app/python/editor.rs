//! The field that programs are written in: a text area over the same text in colours.

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use crate::highlight::{Kind, PYTHON};
use notebook::editing::{Edit, Selected};

/// What a key press comes to that the field itself has no use for. True: it is taken.
pub type OnKey = Callback<KeyboardEvent, bool>;

#[component]
pub fn CodeEditor(
    source: Signal<String>,
    on_input: Callback<String>,
    on_key: OnKey,
    testid: Signal<String>,
    label: Signal<String>,
    /// The line that a mistake is in, counted from 1.
    #[prop(into)]
    marked: Signal<Option<usize>>,
    field: NodeRef<html::Textarea>,
) -> impl IntoView {
    let input = move |event: Event| on_input.run(event_target_value(&event));
    let press = move |event: KeyboardEvent| {
        // Letters that are still being put together are the input method's.
        if event.is_composing() || on_key.run(event.clone()) {
            return;
        }
        if let Some(field) = field.get_untracked()
            && let Some(edit) = edit_for(&event, &field)
        {
            event.prevent_default();
            apply(&field, &edit);
        }
    };
    view! {
        <div class="code-editor" translate="no">
            <pre class="code-colours" aria-hidden="true">
                <code>{move || coloured(&source.get(), marked.get())}</code>
            </pre>
            <textarea
                node_ref=field
                class="code-field"
                data-testid=testid
                aria-label=label
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                wrap="off"
                rows="1"
                prop:value=source
                on:input=input
                on:keydown=press
            ></textarea>
        </div>
    }
}

/// What this key changes in the text.
fn edit_for(event: &KeyboardEvent, field: &HtmlTextAreaElement) -> Option<Edit> {
    let text = field.value();
    let (start, end) = selection(field, &text);
    let selected = Selected { text: &text, start, end };
    let with_command = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "Enter" if !with_command && !event.shift_key() && !event.alt_key() => Some(selected.enter()),
        "Tab" if !with_command && event.shift_key() => Some(selected.back_tab()),
        "Tab" if !with_command => Some(selected.tab()),
        "Backspace" if !with_command => selected.backspace(),
        "/" if with_command => Some(selected.comment()),
        _ => None,
    }
}

/// By the browser's own command, so that it can be undone.
pub fn apply(field: &HtmlTextAreaElement, edit: &Edit) {
    let text = field.value();
    select(field, &text, edit.from, edit.to);
    let document: HtmlDocument = document().unchecked_into();
    let (command, with) = if edit.with.is_empty() { ("delete", "") } else { ("insertText", edit.with.as_str()) };
    let is_done = (edit.from == edit.to && edit.with.is_empty())
        || document.exec_command_with_show_ui_and_value(command, false, with).unwrap_or(false);
    if !is_done {
        let changed = format!("{}{}{}", &text[..edit.from], edit.with, &text[edit.to..]);
        field.set_value(&changed);
        if let Ok(event) = Event::new("input") {
            // Its listeners are the page's.
            let _ = field.dispatch_event(&event);
        }
    }
    select(field, &field.value(), edit.start, edit.end);
}

/// The selection in bytes.
pub fn selection(field: &HtmlTextAreaElement, text: &str) -> (usize, usize) {
    let place = |place: Result<Option<u32>, _>| byte_of(text, place.ok().flatten().unwrap_or(0) as usize);
    let start = place(field.selection_start());
    (start, place(field.selection_end()).max(start))
}

fn select(field: &HtmlTextAreaElement, text: &str, start: usize, end: usize) {
    let place = |byte: usize| text[..byte.min(text.len())].encode_utf16().count() as u32;
    if let Err(error) = field.set_selection_range(place(start), place(end)) {
        web_sys::console::warn_1(&error);
    }
}

/// JavaScript counts in UTF-16.
fn byte_of(text: &str, units: usize) -> usize {
    let mut passed = 0;
    let found = text.char_indices().find(|(_, sign)| {
        let is_here = passed >= units;
        passed += sign.len_utf16();
        is_here
    });
    found.map_or(text.len(), |(byte, _)| byte)
}

/// Lines of coloured pieces; the marked one stands out.
fn coloured(source: &str, marked: Option<usize>) -> Vec<impl IntoView + use<>> {
    let mut lines: Vec<Vec<(Kind, String)>> = vec![Vec::new()];
    for (kind, text) in PYTHON.pieces(source) {
        for (place, part) in text.split('\n').enumerate() {
            if place > 0 {
                lines.push(Vec::new());
            }
            lines.last_mut().expect("there is always one").push((kind, part.to_owned()));
        }
    }
    let line = |(place, pieces): (usize, Vec<(Kind, String)>)| {
        let is_marked = marked == Some(place + 1);
        let pieces = pieces.into_iter().map(|(kind, text)| view! { <span class=kind.class()>{text}</span> });
        view! {
            <span class="code-line" class:is-marked=is_marked>
                {pieces.collect::<Vec<_>>()}
                "\n"
            </span>
        }
    };
    lines.into_iter().enumerate().map(line).collect()
}
