//! Files of the drawing: SVG, PNG, CSV, and its animation as a GIF.

use leptos::prelude::*;
use leptos::{html, svg};

use super::bench::Bench;
use super::raster;
use crate::app::components::download;
use crate::app::figures::canvas::{page_theme, to_png};
use crate::app::figures::gif_tool::GifTool;
use crate::app::figures::head::Tool;
use crate::app::i18n::*;
use crate::lessons::autograd::reading::Reading;
use crate::lessons::autograd::scene::Frame;

/// Buttons for the drawing's head.
#[component]
pub fn Tools(bench: Bench, node: NodeRef<svg::Svg>) -> impl IntoView {
    let i18n = use_i18n();
    let canvas = NodeRef::<html::Canvas>::new();
    let theme = page_theme();
    // The canvas shows what the drawing shows once somebody wants to record it.
    let is_recorded = RwSignal::new(false);
    Effect::new(move || {
        let _ = (bench.picture.get(), bench.plan.get(), bench.chosen.get(), theme.get());
        if is_recorded.get() {
            // After the drawing itself has followed.
            request_animation_frame(move || paint(node, canvas, || {}));
        }
    });
    let save_svg = move || {
        if let Some(file) = node.get_untracked().and_then(|svg| raster::svg_file(&svg)) {
            download::save("emberlab-autograd.svg", "image/svg+xml", file.as_bytes());
        }
    };
    let save_png = move || {
        paint(node, canvas, move || {
            if let Some(canvas) = canvas.get_untracked() {
                to_png(&canvas, |blob| download::save_blob("emberlab-autograd.png", &blob));
            }
        });
    };
    let save_csv = move || {
        if let Some(text) = untrack(|| bench.look(csv)) {
            download::save_table("emberlab-autograd.csv", text.as_bytes());
        }
    };
    view! {
        <Tool kind="SVG" name="graph" title=Signal::derive(move || t_string!(i18n, autograd.save_svg)) save=save_svg />
        <Tool kind="PNG" name="graph" title=Signal::derive(move || t_string!(i18n, autograd.save_png)) save=save_png />
        <Tool kind="CSV" name="graph" title=Signal::derive(move || t_string!(i18n, autograd.save_csv)) save=save_csv />
        <span on:click=move |_| is_recorded.set(true)>
            <GifTool canvas name="graph" />
        </span>
        <canvas node_ref=canvas hidden></canvas>
    }
}

fn paint(node: NodeRef<svg::Svg>, canvas: NodeRef<html::Canvas>, then: impl FnOnce() + 'static) {
    if let (Some(svg), Some(canvas)) = (node.get_untracked(), canvas.get_untracked()) {
        raster::paint(&svg, &canvas, then);
    }
}

/// One line for each number of each node.
fn csv(frame: &Frame<'_>) -> String {
    let mut text = "node,name,index,value,gradient\n".to_owned();
    for node in 0..frame.plan.graph.nodes.len() {
        let name = frame.plan.name(node).replace('"', "\"\"");
        let gradients = frame.values(Reading::Gradient { node }).unwrap_or_default();
        for (index, value) in frame.values(Reading::Value { node }).unwrap_or_default().iter().enumerate() {
            let gradient = gradients.get(index).map(f32::to_string).unwrap_or_default();
            text += &format!("{node},\"{name}\",{index},{value},{gradient}\n");
        }
    }
    text
}
