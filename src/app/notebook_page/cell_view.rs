//! A cell: its text to edit, its buttons, what came of it.

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use super::Place;
use super::cell_keys::{Keys, focus_when_asked};
use crate::i18n::*;
use crate::python::console::Console;
use crate::python::editor::CodeEditor;
use crate::python::output_view::OutputView;
use notebook::keys::Deed;
use notebook::{CellId, CellKind, markdown};

#[component]
pub fn CellView(id: CellId) -> impl IntoView {
    let i18n = use_i18n();
    let (console, place): (Console, Place) = (expect_context(), expect_context());
    let number = Memo::new(move |_| console.notebook.with(|notebook| notebook.place(id)).map_or(0, |place| place + 1));
    let name = Signal::derive(move || format!("cell-{}", number.get()));
    let kind = console.part(id, |cell| cell.kind);
    let kind = Memo::new(move |_| kind.get().unwrap_or_default());
    let source = console.part(id, |cell| cell.source.clone());
    let source = Signal::derive(move || source.get().unwrap_or_default());
    let count = console.part(id, |cell| cell.count);
    let stage = console.stage(id);
    let marked = console.part(id, |cell| cell.outputs.mistaken_line());
    let (body, field) = (NodeRef::<html::Section>::new(), NodeRef::<html::Textarea>::new());
    let is_open = RwSignal::new(false);
    let on_input = Callback::new(move |text: String| write(console, id, text));
    let keys = Keys { id, console, place, body, field, is_open };
    focus_when_asked(keys);
    let turn = move || match (kind.get(), count.get().flatten()) {
        (CellKind::Code, Some(count)) => format!("[{count}]"),
        (CellKind::Code, None) => "[ ]".to_owned(),
        (CellKind::Markdown | CellKind::Raw, _) => String::new(),
    };
    let edit = move || match kind.get() {
        CellKind::Code => view! {
            <CodeEditor
                source
                on_input
                on_key=Callback::new(move |event| keys.in_text(&event))
                testid=Signal::derive(move || format!("{}-source", name.get()))
                label=Signal::derive(move || t_string!(i18n, python.code_of, number = number.get()))
                marked=Signal::derive(move || marked.get().flatten())
                field
            />
            <Words keys />
        }
        .into_any(),
        CellKind::Markdown | CellKind::Raw => {
            view! { <Prose keys source name number is_raw=kind.get() == CellKind::Raw /> }.into_any()
        }
    };
    view! {
        <section
            node_ref=body
            class="notebook-cell"
            class:is-active=move || place.active.get() == Some(id)
            data-testid=name
            data-state=move || stage.get().name()
            data-kind=move || format!("{:?}", kind.get()).to_lowercase()
            tabindex="0"
            aria-label=move || t_string!(i18n, python.cell, number = number.get())
            on:focusin=move |_| place.active.set(Some(id))
            on:keydown=move |event| keys.beside_text(&event)
        >
            <div class="cell-side">
                <span class="cell-count" translate="no">{turn}</span>
                <CellButtons keys kind />
            </div>
            <div class="cell-body">
                {edit}
                <OutputView cell=id name />
            </div>
        </section>
    }
}

#[component]
fn CellButtons(keys: Keys, kind: Memo<CellKind>) -> impl IntoView {
    let i18n = use_i18n();
    let button = move |sign: &'static str, label: Signal<String>, deed: Deed| {
        view! {
            <button class="cell-button" title=label aria-label=label on:click=move |_| keys.act(deed)>
                <span aria-hidden="true">{sign}</span>
            </button>
        }
    };
    let run = Signal::derive(move || t_string!(i18n, python.run_cell).to_owned());
    let below = Signal::derive(move || t_string!(i18n, python.insert).to_owned());
    let up = Signal::derive(move || t_string!(i18n, python.up).to_owned());
    let down = Signal::derive(move || t_string!(i18n, python.down).to_owned());
    let delete = Signal::derive(move || t_string!(i18n, python.delete).to_owned());
    let to_text = Signal::derive(move || t_string!(i18n, python.to_text).to_owned());
    let to_code = Signal::derive(move || t_string!(i18n, python.to_code).to_owned());
    view! {
        {button("▶", run, Deed::Run)}
        <span class="cell-more">
            {button("+", below, Deed::InsertBelow)}
            {button("↑", up, Deed::MoveUp)}
            {button("↓", down, Deed::MoveDown)}
            {move || match kind.get() {
                CellKind::Code => button("¶", to_text, Deed::ToMarkdown),
                CellKind::Markdown | CellKind::Raw => button("λ", to_code, Deed::ToCode),
            }}
            {button("×", delete, Deed::Delete)}
        </span>
    }
}

/// Text: as it reads, or open to be edited.
#[component]
fn Prose(keys: Keys, source: Signal<String>, name: Signal<String>, number: Memo<usize>, is_raw: bool) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = keys.is_open;
    let rows = move || source.with(|text| text.lines().count().max(2) + 1).to_string();
    let input = move |event: Event| write(keys.console, keys.id, event_target_value(&event));
    let press = move |event: KeyboardEvent| {
        keys.in_text(&event);
    };
    let html = move || if is_raw { String::new() } else { source.with(|text| markdown::to_html(text)) };
    move || {
        if is_open.get() || is_raw {
            view! {
                <textarea
                    node_ref=keys.field
                    class="prose-field"
                    data-testid=move || format!("{}-source", name.get())
                    aria-label=move || t_string!(i18n, python.text_of, number = number.get())
                    rows=rows
                    prop:value=source
                    on:input=input
                    on:keydown=press
                ></textarea>
            }
            .into_any()
        } else {
            view! {
                <div
                    class="lesson-text prose"
                    data-testid=move || format!("{}-source", name.get())
                    on:dblclick=move |_| keys.act(Deed::Edit)
                    inner_html=html
                ></div>
            }
            .into_any()
        }
    }
}

/// How the word at the cursor may go on.
#[component]
fn Words(keys: Keys) -> impl IntoView {
    let i18n = use_i18n();
    let mine = move || {
        keys.console
            .completions
            .get()
            .filter(|completions| completions.cell == keys.id && !completions.words.is_empty())
    };
    move || {
        mine().map(|completions| {
            let start = completions.start;
            let word = |word: String| {
                let chosen = word.clone();
                view! {
                    <li>
                        <button class="completion" on:click=move |_| keys.take_word(start, &chosen)>
                            {word}
                        </button>
                    </li>
                }
            };
            view! {
                <ul class="completions" translate="no" data-testid="completions" aria-label=move || t_string!(i18n, python.completions)>
                    {completions.words.into_iter().map(word).collect::<Vec<_>>()}
                </ul>
            }
        })
    }
}

fn write(console: Console, id: CellId, text: String) {
    console.completions.set(None);
    console.notebook.update(|notebook| {
        if let Some(cell) = notebook.cell_mut(id) {
            cell.source = text;
        }
    });
}
