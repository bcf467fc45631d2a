//! The programs: the Rust files that run, to read, and the same in PyTorch, to change and to run.

use leptos::prelude::*;

use crate::figure::{Fetched, Figure};
use crate::highlight::Syntax;
use crate::i18n::*;
use crate::python::program::program;
use crate::reading::Readings;

#[component]
pub fn SourceView() -> impl IntoView {
    let i18n = use_i18n();
    let Readings(reading) = expect_context();
    // The same in each language: built once.
    let sources = Memo::new(move |_| reading.with(|reading| reading.sources.clone()));
    let file = |(name, source): (String, String)| view! { <SourceFile name source /> };
    let is_program = |name: &str| name.ends_with(".py");
    let files = move || {
        let sources = sources.get().into_iter().filter(|(name, _)| !is_program(name));
        sources.map(file).collect::<Vec<_>>()
    };
    let has_program = Memo::new(move |_| sources.with(|sources| sources.iter().any(|(name, _)| is_program(name))));
    let program: Figure = crate::figure!(program, program);
    view! {
        <section class="source" aria-labelledby="source-title">
            <h2 id="source-title">{t!(i18n, run.source)}</h2>
            {files}
        </section>
        {move || has_program.get().then(|| view! { <Fetched figure=program name="program" /> })}
    }
}

/// Coloured when it is first opened.
#[component]
fn SourceFile(name: String, source: String) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let name_of_file = name.clone();
    let code = move || {
        is_open.get().then(|| {
            let pieces = Syntax::of(&name_of_file)
                .pieces(&source)
                .into_iter()
                .map(|(kind, text)| view! { <span class=kind.class()>{text.to_owned()}</span> });
            view! { <pre tabindex="0"><code>{pieces.collect::<Vec<_>>()}</code></pre> }
        })
    };
    view! {
        <details class="source-file" data-testid=format!("source-{name}") on:toggle=move |_| is_open.set(true)>
            <summary>
                <code>{name.clone()}</code>
            </summary>
            {code}
        </details>
    }
}
