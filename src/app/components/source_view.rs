//! The programs to read: the Rust files that run, and the same in PyTorch.

use leptos::prelude::*;

use crate::highlight::pieces;
use crate::i18n::*;
use crate::reading::Readings;

#[component]
pub fn SourceView() -> impl IntoView {
    let i18n = use_i18n();
    let Readings(reading) = expect_context();
    // The same in each language: built once.
    let sources = Memo::new(move |_| reading.with(|reading| reading.sources.clone()));
    let file = |(name, source): (String, String)| view! { <SourceFile name source /> };
    let files = move || sources.get().into_iter().map(file).collect::<Vec<_>>();
    view! {
        <section class="source" aria-labelledby="source-title">
            <h2 id="source-title">{t!(i18n, run.source)}</h2>
            {files}
        </section>
    }
}

/// Coloured when it is first opened.
#[component]
fn SourceFile(name: String, source: String) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let code = move || {
        is_open.get().then(|| {
            let pieces = pieces(&source)
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
