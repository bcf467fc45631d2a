//! Small images side by side: digits and feature maps in gray, filters in orange and blue.

use std::sync::Arc;

use leptos::prelude::*;

use super::canvas::{Pixels, page_theme};
use plot::images::{Shape, Tone, tile};

/// Images of one size (`[images, channels, height, width]`, values of any range), all on one scale. With labels each image gets
/// its own line of text below it; without, all are one picture.
#[component]
pub fn ImageGrid(
    #[prop(into)] images: Signal<Arc<[f32]>>,
    /// Height and width of one image, in its own pixels.
    #[prop(into)]
    shape: Signal<(usize, usize)>,
    /// One, or red, green and blue.
    #[prop(default = 1)]
    channels: usize,
    columns: usize,
    /// Side of one of their pixels on the page, in CSS pixels.
    #[prop(default = 2.0)]
    zoom: f64,
    /// Orange and blue around zero instead of gray.
    #[prop(optional)]
    signed: bool,
    /// What the images show, for those who cannot see them.
    #[prop(into)]
    name: Signal<String>,
    /// One text for each image.
    #[prop(optional, into)]
    labels: Signal<Vec<String>>,
) -> impl IntoView {
    let theme = page_theme();
    let tone = if signed { Tone::Signed } else { Tone::Brightness };
    let size = move || {
        let (height_px, width_px) = shape.get();
        Shape { channels, height_px, width_px }
    };
    let has_labels = Memo::new(move |_| labels.with(|labels| !labels.is_empty()));
    let one = move |index: usize| {
        let image = Signal::derive(move || {
            let pixels = size().values();
            images.with(|images| {
                let values = images.get(index * pixels..(index + 1) * pixels).unwrap_or_default();
                tile(values, size(), 1, tone, theme.get())
            })
        });
        let text = Signal::derive(move || labels.with(|labels| labels.get(index).cloned().unwrap_or_default()));
        view! {
            <li>
                <Pixels image zoom label=text />
                <span>{text}</span>
            </li>
        }
    };
    let whole = Signal::derive(move || images.with(|images| tile(images, size(), columns, tone, theme.get())));
    let label_count = Memo::new(move |_| labels.with(Vec::len));
    view! {
        <Show
            when=move || has_labels.get()
            fallback=move || view! { <span class="image-grid"><Pixels image=whole zoom label=name /></span> }
        >
            <ul class="image-grid image-grid-labelled" aria-label=name style:--columns=columns.to_string()>
                <For each=move || 0..label_count.get() key=|index| *index children=one />
            </ul>
        </Show>
    }
}
