//! The first ten test images with what the net takes them for.

use std::sync::Arc;

use leptos::prelude::*;

use super::classifier::use_image_shape;
use crate::figures::images::ImageGrid;
use crate::i18n::*;
use crate::run_context::use_run_context;

const SHOWN: usize = 10;
/// How large an image is on the page, in CSS pixels.
const SHOWN_PX: f64 = 48.0;

#[component]
pub fn FirstTen(classes: &'static [&'static str]) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let predictions = context.part(|view| {
        view.evaluation.as_ref().map(|evaluation| evaluation.first_predictions.clone()).unwrap_or_default()
    });
    let labels = context.part(|view| view.examples.labels.iter().copied().take(SHOWN).collect::<Vec<_>>());
    let shape = use_image_shape();
    let images = context.part(move |view| {
        let ink = view.examples.images.iter().take(SHOWN * shape.values()).map(|&ink| f32::from(ink) / 255.0);
        ink.collect::<Arc<[f32]>>()
    });
    let names = move || {
        let pairs = predictions.get().into_iter().zip(labels.get());
        let name = |class: u8| classes.get(usize::from(class)).copied().unwrap_or("?");
        let text = |(predicted, label)| match predicted == label {
            true => name(predicted).to_owned(),
            false => t_string!(i18n, figure.taken, predicted = name(predicted), label = name(label)),
        };
        pairs.map(text).collect::<Vec<_>>()
    };
    let verdict = move || {
        let (predictions, labels) = (predictions.get(), labels.get());
        let total = predictions.len().min(labels.len());
        let right = predictions.iter().zip(&labels).filter(|(predicted, label)| predicted == label).count();
        match total {
            0 => t_string!(i18n, figure.not_tried).to_owned(),
            _ => t_string!(i18n, figure.first_ten_right, right, total),
        }
    };
    let list = move || predictions.get().iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    view! {
        <section class="first-ten" data-testid="first-ten" data-predictions=list>
            <h3>{t!(i18n, figure.first_ten)}</h3>
            <ImageGrid
                images=images
                shape=(shape.height_px, shape.width_px)
                channels=shape.channels
                columns=SHOWN
                zoom=SHOWN_PX / shape.width_px as f64
                name=Signal::derive(move || t_string!(i18n, figure.first_ten).to_owned())
                labels=Signal::derive(names)
            />
            <p class="note">{verdict}</p>
        </section>
    }
}
