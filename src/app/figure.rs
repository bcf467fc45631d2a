//! A lesson's live figure: its code is a file of its own, fetched when a lesson of its chapter is first opened.

use std::pin::Pin;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
pub use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::i18n::*;
use super::run_context::use_run_context;
use course::Manifest;
use protocol::Fault;

/// Fetches the figure's code, then draws it; it finds the run by [`use_run_context`].
pub type Figure = fn() -> Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>>;

/// `figure!(first_nets, view::figure)`: the figure that `view::figure` draws, its code in the file `first_nets`. Lessons that
/// are read one after the other share a file.
#[macro_export]
macro_rules! figure {
    ($file:ident, $figure:path) => {{
        #[$crate::figure::wasm_split($file, fallible)]
        fn figure() -> Result<::leptos::prelude::AnyView, $crate::figure::SplitLoaderError> {
            Ok($figure())
        }
        || ::std::boxed::Box::pin(figure())
    }};
}

/// The figures of all lessons, by the lesson's id. Context.
pub type Figures = &'static [(&'static str, Figure)];

#[component]
pub fn LiveFigure(lesson: &'static Manifest) -> impl IntoView {
    let figures: Figures = expect_context();
    let figure = figures.iter().find(|(id, _)| *id == lesson.id);
    figure.map(|&(_, figure)| view! { <Fetched figure name=lesson.id /> })
}

/// Context: counts how often the reader has asked again for code that did not come. Whatever is missing is asked for then.
#[derive(Clone, Copy, Default)]
pub struct AskedAgain(RwSignal<u32>);

/// What a figure draws, once its code is there.
#[component]
pub fn Fetched(
    figure: Figure,
    /// What a fault calls it.
    name: &'static str,
) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let missing = Fault::PartMissing { part: name.to_owned() };
    let AskedAgain(asked) = expect_context();
    let (tries, is_missing) = (RwSignal::new(0_u32), StoredValue::new(false));
    let again = move |_| asked.update(|asked| *asked += 1);
    let dismissed = missing.clone();
    Effect::new(move || {
        asked.track();
        if is_missing.get_value() {
            is_missing.set_value(false);
            context.dismiss(&dismissed);
            tries.update(|tries| *tries += 1);
        }
    });
    move || {
        tries.track();
        // The browser has one thread.
        let figure = SendWrapper::new(figure());
        let missing = missing.clone();
        Suspend::new(async move {
            figure.await.unwrap_or_else(|_| {
                is_missing.set_value(true);
                context.report(missing);
                view! {
                    <button class="button" data-testid="fetch-again" on:click=again>
                        {t!(i18n, fault.again)}
                    </button>
                }
                .into_any()
            })
        })
    }
}
