//! The Rust files that run, as they are compiled into this page.

use leptos::prelude::*;

use crate::app::highlight::pieces;
use crate::app::i18n::*;
use crate::lessons::Manifest;

#[component]
pub fn SourceView(lesson: &'static Manifest) -> impl IntoView {
    let i18n = use_i18n();
    let files: Vec<_> = lesson.sources.iter().map(|(name, source)| view! { <SourceFile name source /> }).collect();
    view! {
        <section class="source" aria-labelledby="source-title">
            <h2 id="source-title">{t!(i18n, run.source)}</h2>
            {files}
        </section>
    }
}

/// Coloured when it is first opened.
#[component]
fn SourceFile(name: &'static str, source: &'static str) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let code = move || {
        is_open.get().then(|| {
            let pieces =
                pieces(source).into_iter().map(|(kind, text)| view! { <span class=kind.class()>{text}</span> });
            view! { <pre tabindex="0"><code>{pieces.collect::<Vec<_>>()}</code></pre> }
        })
    };
    view! {
        <details class="source-file" data-testid=format!("source-{name}") on:toggle=move |_| is_open.set(true)>
            <summary>
                <code>{name}</code>
            </summary>
            {code}
        </details>
    }
}
