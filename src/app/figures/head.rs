//! The head of a figure that is drawn on a canvas: its title, and buttons that save it as picture, numbers and animation.

use leptos::html;
use leptos::prelude::*;

use super::canvas::{on_sheet, page_theme, to_png};
use super::gif_tool::GifTool;
use super::legend::Entry;
use crate::components::download;
use crate::i18n::*;
use plot::sheet::Sheet;

#[component]
pub fn ChartHead(
    /// Of the figure; ends up in `data-testid="chart-<name>-png"` and in file names.
    name: &'static str,
    title: Signal<String>,
    canvas: NodeRef<html::Canvas>,
    /// The numbers behind the figure, as they are when the reader asks.
    csv: impl Fn() -> String + 'static,
    /// What the legend names: the saved picture has it too, below, and the title above.
    #[prop(optional, into)]
    entries: Signal<Vec<Entry>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let theme = page_theme();
    let save_png = move || {
        if let Some(canvas) = canvas.get_untracked() {
            let (title, entries) = (title.get_untracked(), entries.get_untracked());
            let sheet = on_sheet(&canvas, theme.get_untracked(), &Sheet { title: &title, entries: &entries });
            let picture = sheet.as_ref().unwrap_or(&canvas);
            to_png(picture, move |blob| download::save_blob(&format!("emberlab-{name}.png"), &blob));
        }
    };
    let save_csv = move || download::save_table(&format!("emberlab-{name}.csv"), untrack(&csv).as_bytes());
    view! {
        <figcaption class="chart-head">
            <span class="chart-title">{title}</span>
            <Tool kind="PNG" name title=Signal::derive(move || t_string!(i18n, plot.save_png)) save=save_png />
            <Tool kind="CSV" name title=Signal::derive(move || t_string!(i18n, plot.save_csv)) save=save_csv />
            <GifTool canvas name />
        </figcaption>
    }
}

/// A button that saves a figure as a file of one kind; found by `data-testid="chart-<name>-<kind>"`.
#[component]
pub fn Tool(
    kind: &'static str,
    name: &'static str,
    title: Signal<&'static str>,
    save: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            class="chart-tool"
            data-testid=format!("chart-{name}-{}", kind.to_lowercase())
            title=title
            on:click=move |_| save()
        >
            {kind}
        </button>
    }
}
