//! One test image to look at closely, chosen from the first ones: what the net makes of it, while it learns.

use std::sync::Arc;

use leptos::prelude::*;

use super::classifier::{Classes, use_image_shape};
use super::share_bars::{ShareBars, largest};
use crate::figures::canvas::{Pixels, page_theme};
use crate::i18n::*;
use crate::run_context::use_run_context;
use plot::images::from_bytes;

const SHOWN: usize = 20;
/// How large an image is on the page, in CSS pixels.
const SHOWN_PX: f64 = 42.0;

#[component]
pub fn Specimen(classes: Classes) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let theme = page_theme();
    let shape = use_image_shape();
    let values = shape.values();
    let examples = context.part(|view| view.examples.clone());
    let chosen = RwSignal::new(0);
    let look = move |index: usize| {
        chosen.set(index);
        let image = examples.with_untracked(|examples| {
            let ink = examples.images.get(index * values..(index + 1) * values)?;
            Some(ink.iter().map(|&ink| f32::from(ink) / 255.0).collect::<Arc<[f32]>>())
        });
        if image.is_some() {
            context.draw(image);
            context.inspect();
        }
    };
    // The images come with the run; those of another data set come with another run.
    Effect::new(move || {
        if examples.with(|examples| !examples.labels.is_empty()) {
            look(chosen.get_untracked());
        }
    });
    let name = move |class: usize| classes.get(class).copied().unwrap_or("?");
    let label = move |index: usize| {
        examples.with(|examples| examples.labels.get(index).map(|&class| name(usize::from(class)))).unwrap_or_default()
    };
    let thumbnail = move |index: usize| {
        let image = Signal::derive(move || {
            examples.with(|examples| {
                from_bytes(examples.images.get(index * values..).unwrap_or_default(), shape, theme.get())
            })
        });
        view! {
            <button
                type="button"
                class="specimen"
                aria-pressed=move || (chosen.get() == index).to_string()
                on:click=move |_| look(index)
            >
                <Pixels image zoom=SHOWN_PX / shape.width_px as f64 label=Signal::derive(move || label(index).to_owned()) />
            </button>
        }
    };
    let prediction = context.part(|view| view.prediction.clone());
    let best = Memo::new(move |_| prediction.with(|shares| shares.as_deref().and_then(largest).map(|(best, _)| best)));
    let verdict = move || match best.get() {
        None => String::new(),
        Some(best) if name(best) == label(chosen.get()) => name(best).to_owned(),
        Some(best) => t_string!(i18n, figure.taken, predicted = name(best), label = label(chosen.get())),
    };
    view! {
        <p class="note">{t!(i18n, figure.specimen_note)}</p>
        <div class="specimens" data-testid="specimens">{(0..SHOWN).map(thumbnail).collect_view()}</div>
        <p class="specimen-verdict" data-testid="specimen-verdict">{verdict}</p>
        <ShareBars
            shares=prediction
            best
            classes
            label=Signal::derive(move || t_string!(i18n, pad.bars).to_owned())
        />
    }
}
