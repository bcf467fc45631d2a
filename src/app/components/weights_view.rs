//! Weights of the run's net as images in orange and blue, as the session sends them.

use leptos::prelude::*;

use crate::figures::images::ImageGrid;
use crate::run_context::use_run_context;

#[component]
pub fn WeightsView(
    /// The picture's array.
    array: &'static str,
    columns: usize,
    /// One, or red, green and blue.
    #[prop(default = 1)]
    channels: usize,
    /// Side of one image on the page, in CSS pixels.
    side_px: f64,
    #[prop(into)] heading: Signal<String>,
    #[prop(into)] note: Signal<String>,
    /// One text for each image.
    #[prop(optional, into)]
    labels: Signal<Vec<String>>,
) -> impl IntoView {
    let picture = use_run_context().part(|view| view.picture.clone());
    let side = Memo::new(move |_| picture.with(|picture| picture.shape(array).last().copied().unwrap_or(28)));
    let images = Signal::derive(move || picture.with(|picture| picture.shared(array)));
    view! {
        <section class="weights" data-testid=format!("weights-{array}")>
            <h3>{heading}</h3>
            <p class="note">{note}</p>
            {move || {
                let side = side.get();
                view! {
                    <ImageGrid images shape=(side, side) channels columns zoom=side_px / side as f64 signed=true name=heading labels />
                }
            }}
        </section>
    }
}
