//! Histograms as a figure: one row a layer, files to save.

use leptos::html;
use leptos::prelude::*;

pub use crate::plot::histogram::HistogramRow;

use super::download;
use super::gif_tool::GifTool;
use crate::app::i18n::*;
use crate::plot::canvas::{Canvas, Redraw, Surface, to_png};
use crate::plot::histogram::{ROW_PX, csv, draw};
use crate::plot::pen::Look;

/// Small multiples: each row with its own range, scaled to its own fullest bin.
#[component]
pub fn Histograms(
    /// Ends up in `data-testid="chart-<name>"` and in file names.
    name: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] rows: Signal<Vec<HistogramRow>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Canvas>::new();
    let count = Memo::new(move |_| rows.with(Vec::len));
    let paint = move |surface: &mut Surface, look: &Look| {
        if let Err(error) = rows.with(|rows| draw(rows, surface, look)) {
            leptos::logging::error!("{error}");
        }
        Redraw::WhenChanged
    };
    let words = move || {
        let readings = rows.with(|rows| rows.iter().map(HistogramRow::reading).collect::<Vec<_>>());
        format!("{}. {}", title.get(), readings.join("; "))
    };
    let save_png = move |_| {
        if let Some(canvas) = node.get_untracked() {
            to_png(&canvas, move |blob| download::save_blob(&format!("emberlab-{name}.png"), &blob));
        }
    };
    let save_csv = move |_| {
        let text = rows.with_untracked(|rows| csv(rows));
        download::save(&format!("emberlab-{name}.csv"), "text/csv", text.as_bytes());
    };
    view! {
        <figure class="chart" data-testid=format!("chart-{name}")>
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
                <GifTool canvas=node name />
            </figcaption>
            <div class="histograms-stage">
                <Show when=move || count.get() == 0>
                    <p class="histograms-empty">{t!(i18n, plane.histogram_empty)}</p>
                </Show>
                <Canvas
                    draw=paint
                    node
                    attr:role="img"
                    attr:aria-label=words
                    attr:style=move || format!("height: {}px", count.get() as f64 * ROW_PX)
                />
            </div>
        </figure>
    }
}
