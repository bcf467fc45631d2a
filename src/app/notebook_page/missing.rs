//! Names of the notebook that are not here, before anything of it runs.

use leptos::prelude::*;

use crate::i18n::*;
use crate::python::console::Console;
use protocol::MissingName;

#[component]
pub fn MissingNames() -> impl IntoView {
    let i18n = use_i18n();
    let console: Console = expect_context();
    let missing = move || console.missing.get().filter(|missing| !missing.names.is_empty());
    let entry = move |name: MissingName| {
        let near = (!name.near.is_empty()).then(|| t_string!(i18n, python.near, name = name.near.clone()));
        let place = t_string!(i18n, python.in_cell, cell = name.cell + 1, line = name.line);
        view! {
            <li>
                <code>{name.name}</code>
                " "
                <span class="note">{place} " " {near}</span>
            </li>
        }
    };
    view! {
        {move || {
            missing()
                .map(|missing| {
                    let count = missing.names.len();
                    view! {
                        <details class="missing-names" translate="no" data-testid="missing-names" data-count=count>
                            <summary>{t_string!(i18n, python.missing, count = count, total = missing.total)}</summary>
                            <ul>{missing.names.into_iter().map(entry).collect::<Vec<_>>()}</ul>
                            <p class="note">{t!(i18n, python.missing_note)}</p>
                        </details>
                    }
                })
        }}
    }
}
