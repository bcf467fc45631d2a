//! Histograms as a figure: one row a layer, files to save.

use leptos::html;
use leptos::prelude::*;

pub use plot::histograms::HistogramRow;

use super::canvas::{Canvas, Redraw, Surface};
use super::head::ChartHead;
use crate::i18n::*;
use plot::histograms::{ROW_PX, csv, draw};
use plot::pen::Look;

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
    let paint = move |surface: &mut Surface, look: &Look| Redraw::after(rows.with(|rows| draw(rows, surface, look)));
    let words = move || {
        let readings = rows.with(|rows| rows.iter().map(HistogramRow::reading).collect::<Vec<_>>());
        format!("{}. {}", title.get(), readings.join("; "))
    };
    view! {
        <figure class="chart" data-testid=format!("chart-{name}")>
            <ChartHead name title canvas=node csv=move || rows.with(|rows| csv(rows)) />
            <div class="histograms-stage">
                <Show when=move || count.get() == 0>
                    <p class="histograms-empty">{t!(i18n, plane.histogram_empty)}</p>
                </Show>
                <Canvas
                    draw=paint
                    node
                    attr:role="img"
                    attr:aria-label=words
                    style:height=move || format!("{}px", count.get() as f64 * ROW_PX)
                />
            </div>
        </figure>
    }
}
