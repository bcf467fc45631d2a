//! The worst mistakes: test images that the net is surest to be something else.

use std::sync::Arc;

use leptos::prelude::*;

use crate::figures::canvas::{Pixels, page_theme};
use crate::i18n::*;
use plot::images::{Shape, from_bytes};
use protocol::Mistake;

/// Thumbnails with what they are, what they were taken for, and how sure the net was.
#[component]
pub fn Mistakes(
    #[prop(into)] mistakes: Signal<Vec<Mistake>>,
    /// Their images, `[mistakes, channels, height, width]`, 0 to 255.
    #[prop(into)]
    images: Signal<Arc<[u8]>>,
    shape: Shape,
    classes: &'static [&'static str],
) -> impl IntoView {
    let i18n = use_i18n();
    let theme = page_theme();
    let class = move |index: u8| classes.get(usize::from(index)).copied().unwrap_or("?");
    let thumbnail = move |(index, mistake): (usize, Mistake)| {
        let values = shape.values();
        let image = Signal::derive(move || {
            let image =
                |images: &Arc<[u8]>| from_bytes(images.get(index * values..).unwrap_or_default(), shape, theme.get());
            images.with(image)
        });
        let words = Signal::derive(move || {
            t_string!(
                i18n,
                plot.mistake,
                label = class(mistake.label),
                predicted = class(mistake.predicted),
                percent = format!("{:.0}", mistake.confidence * 100.0)
            )
        });
        view! {
            <li>
                <Pixels image zoom=2.0 label=words />
                <span aria-hidden="true">{words}</span>
            </li>
        }
    };
    view! {
        <Show
            when=move || mistakes.with(|mistakes| !mistakes.is_empty())
            fallback=move || view! { <p class="mistakes-empty">{t!(i18n, plot.mistakes_empty)}</p> }
        >
            <ul class="mistakes" data-testid="mistakes">
                <For
                    each=move || mistakes.get().into_iter().enumerate()
                    key=|(index, mistake)| (*index, mistake.index, mistake.predicted, mistake.confidence.to_bits())
                    children=thumbnail
                />
            </ul>
        </Show>
    }
}
