//! The notebook page: cells of Python and of text, run in this tab; nothing of it leaves the page.

use leptos::prelude::*;

use crate::python::console::Console;
use crate::python::program::Troubles;
use notebook::{CellId, Notebook};

mod cell_keys;
mod cell_view;
mod missing;
mod note;
mod shelf;
mod toolbar;

use cell_view::CellView;
use missing::MissingNames;
use shelf::Shelf;
use toolbar::Toolbar;

/// Context: where the reader is in the notebook.
#[derive(Clone, Copy)]
pub struct Place {
    /// The cell that keys act on.
    pub active: RwSignal<Option<CellId>>,
    /// The cell whose text takes the focus as soon as it is there.
    pub to_edit: RwSignal<Option<CellId>>,
    /// The key before, for commands of two.
    pub before: StoredValue<Option<String>>,
}

/// The page's code is a file of its own.
pub fn page() -> AnyView {
    view! { <NotebookPage /> }.into_any()
}

#[component]
fn NotebookPage() -> impl IntoView {
    let console = Console::new(Notebook::default(), RwSignal::default());
    provide_context(console);
    provide_context(Place {
        active: RwSignal::new(None),
        to_edit: RwSignal::new(None),
        before: StoredValue::new(None),
    });
    let shelf = Shelf::new(console);
    provide_context(shelf);
    shelf.open_as_asked();
    let ids = Memo::new(move |_| console.notebook.with(Notebook::ids));
    view! {
        <article class="notebook" on:dragover=|event| event.prevent_default() on:drop=move |event| shelf.take_dropped(&event)>
            <Toolbar />
            <Troubles />
            <MissingNames />
            <div class="notebook-cells">
                <For each=move || ids.get() key=|id| *id let:id>
                    <CellView id />
                </For>
            </div>
        </article>
    }
}
