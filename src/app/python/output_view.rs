//! What came of running a cell, in the order in which it came.

use std::sync::Arc;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::console::Console;
use crate::i18n::*;
use notebook::outputs::Figure;
use notebook::{CellId, Output, Outputs};
use protocol::PythonMistake;

/// Test ids begin with `name`: `<name>-text`, `<name>-figure`, `<name>-mistake`.
#[component]
pub fn OutputView(cell: CellId, name: Signal<String>) -> impl IntoView {
    let console: Console = expect_context();
    let outputs: Memo<Option<Arc<Outputs>>> = Memo::new_with_compare(
        move |_| console.notebook.with(|notebook| notebook.cell(cell).map(|cell| Arc::clone(&cell.outputs))),
        |a, b| match (a.and_then(Option::as_ref), b.and_then(Option::as_ref)) {
            (Some(a), Some(b)) => !Arc::ptr_eq(a, b),
            (None, None) => false,
            (Some(_), None) | (None, Some(_)) => true,
        },
    );
    let count = Memo::new(move |_| outputs.get().map_or(0, |outputs| outputs.list.len()));
    let beside =
        Memo::new(move |_| outputs.get().map(|outputs| outputs.beside.clone()).filter(|beside| !beside.is_empty()));
    let part =
        move |place: usize| Memo::new(move |_| outputs.get().and_then(|outputs| outputs.list.get(place).cloned()));
    view! {
        {move || {
            beside
                .get()
                .map(|beside| {
                    view! {
                        <pre class="output-beside" translate="no" data-testid=move || format!("{}-beside", name.get())>
                            {beside.text()}
                        </pre>
                    }
                })
        }}
        <div class="outputs" translate="no" data-testid=move || format!("{}-text", name.get()) hidden=move || count.get() == 0>
            <For each=move || 0..count.get() key=|place| *place let:place>
                <One output=part(place) name />
            </For>
        </div>
    }
}

/// One of them; texts and figures change while they are seen.
#[component]
fn One(output: Memo<Option<Output>>, name: Signal<String>) -> impl IntoView {
    move || match output.get()? {
        Output::Text(screen) => {
            let left_out = screen.left_out();
            Some(view! { <Printed text=screen.text() left_out /> }.into_any())
        }
        Output::Value(text) => Some(view! { <pre class="output-value">{text}</pre> }.into_any()),
        Output::Figure(figure) => Some(view! { <Shown figure name /> }.into_any()),
        Output::Table { columns, rows } => Some(view! { <Table columns rows /> }.into_any()),
        Output::Mistake(mistake) => Some(view! { <Told mistake name /> }.into_any()),
    }
}

#[component]
fn Printed(text: String, left_out: usize) -> impl IntoView {
    let i18n = use_i18n();
    let note = (left_out > 0).then(|| view! { <p class="note">{t!(i18n, python.left_out, count = left_out)}</p> });
    view! {
        {note}
        <pre class="output-print">{text}</pre>
    }
}

#[component]
fn Shown(figure: Figure, name: Signal<String>) -> impl IntoView {
    let Figure { png, shows } = figure;
    let address = address_of(&png);
    let forgotten = address.clone();
    on_cleanup(move || {
        // An address that this page made.
        let _ = Url::revoke_object_url(&forgotten);
    });
    view! {
        <img
            class="output-figure"
            data-testid=move || format!("{}-figure", name.get())
            data-lines=shows.lines
            data-points=shows.points
            data-images=shows.images
            src=address
            alt=shows.alt
            width=shows.width_px.round()
            height=shows.height_px.round()
        />
    }
}

/// The address of a picture that only this page knows.
fn address_of(png: &[u8]) -> String {
    let options = BlobPropertyBag::new();
    options.set_type("image/png");
    let parts = Array::of1(&Uint8Array::from(png));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
    blob.and_then(|blob| Url::create_object_url_with_blob(&blob)).unwrap_or_default()
}

#[component]
fn Table(columns: Vec<String>, rows: Vec<Vec<String>>) -> impl IntoView {
    let row = |cells: Vec<String>| {
        let cells = cells.into_iter().map(|cell| view! { <td>{cell}</td> });
        view! { <tr>{cells.collect::<Vec<_>>()}</tr> }
    };
    let head = columns.into_iter().map(|column| view! { <th scope="col">{column}</th> });
    view! {
        <div class="lab-scroll">
            <table class="lab-table">
                <thead>
                    <tr>{head.collect::<Vec<_>>()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Told(mistake: PythonMistake, name: Signal<String>) -> impl IntoView {
    let line = mistake.line.map(|line| line.to_string());
    view! {
        <pre
            class="output-mistake"
            role="alert"
            data-testid=move || format!("{}-mistake", name.get())
            data-line=line
            data-kind=mistake.error
        >
            {mistake.text}
        </pre>
    }
}
