//! The data loader at work: the batch that comes next, its shape, and how long an epoch takes to be read.

use leptos::prelude::*;

use super::classifier::{Classes, use_image_shape};
use crate::figures::images::ImageGrid;
use crate::i18n::*;
use crate::run_context::use_run_context;

#[component]
pub fn BatchView(classes: Classes) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let picture = context.part(|view| view.picture.clone());
    let steps = context.part(|view| view.summary.as_ref().map_or(0, |summary| summary.plan.steps_per_epoch));
    let channels = use_image_shape().channels;
    let side = Memo::new(move |_| picture.with(|picture| picture.shape("batch").last().copied().unwrap_or(28)));
    let images = Signal::derive(move || picture.with(|picture| picture.shared("batch")));
    let names = Signal::derive(move || {
        let name = |class: &f32| classes.get(*class as usize).copied().unwrap_or("?").to_owned();
        picture.with(|picture| picture.values("batch-classes").iter().map(name).collect::<Vec<_>>())
    });
    let shape = move || {
        let sizes = picture.with(|picture| picture.values("batch-shape").to_vec());
        let sizes = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        t_string!(i18n, figure.batch_shape, sizes)
    };
    let time = move || {
        let millis = picture.with(|picture| picture.values("read-millis").first().copied().unwrap_or(f32::NAN));
        millis.is_finite().then(|| {
            let batch = format!("{millis:.1}");
            let epoch = format!("{:.2}", f64::from(millis) * steps.get() as f64 / 1000.0);
            t_string!(i18n, figure.batch_time, batch, epoch, steps = steps.get())
        })
    };
    view! {
        <section class="block" data-testid="batch">
            <h3>{t!(i18n, figure.batch)}</h3>
            <p class="note">{shape} " " {time}</p>
            // Another size needs another scale on the page.
            {move || {
                let side = side.get();
                view! {
                    <ImageGrid
                        images
                        shape=(side, side)
                        channels
                        columns=10
                        zoom=42.0 / side as f64
                        name=Signal::derive(move || t_string!(i18n, figure.batch).to_owned())
                        labels=names
                    />
                }
            }}
        </section>
    }
}
