//! The head of a figure that is drawn on a canvas: its title, and buttons that save it as picture, numbers and animation.

use leptos::html;
use leptos::prelude::*;

use super::download;
use super::gif_tool::GifTool;
use crate::i18n::*;
use plot::canvas::to_png;

#[component]
pub fn ChartHead(
    /// Of the figure; ends up in `data-testid="chart-<name>-png"` and in file names.
    name: &'static str,
    title: Signal<String>,
    canvas: NodeRef<html::Canvas>,
    /// The numbers behind the figure, as they are when the reader asks.
    csv: impl Fn() -> String + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let save_png = move |_| {
        if let Some(canvas) = canvas.get_untracked() {
            to_png(&canvas, move |blob| download::save_blob(&format!("emberlab-{name}.png"), &blob));
        }
    };
    let save_csv = move |_| download::save_table(&format!("emberlab-{name}.csv"), untrack(&csv).as_bytes());
    view! {
        <figcaption class="chart-head">
            <span class="chart-title">{title}</span>
            <button
                class="chart-tool"
                data-testid=format!("chart-{name}-png")
                title=move || t_string!(i18n, plot.save_png)
                on:click=save_png
            >
                "PNG"
            </button>
            <button
                class="chart-tool"
                data-testid=format!("chart-{name}-csv")
                title=move || t_string!(i18n, plot.save_csv)
                on:click=save_csv
            >
                "CSV"
            </button>
            <GifTool canvas name />
        </figcaption>
    }
}
