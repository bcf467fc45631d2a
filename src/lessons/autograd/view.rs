//! The lesson's live figure: the reader's program, its graph, what the last move did, and the check by differences.
#![cfg(feature = "ui")]

use leptos::prelude::*;

use crate::app::components::presets::Presets;
use crate::app::components::quiz::Quiz;
use crate::app::i18n::*;

mod bench;
mod check;
mod details;
mod drawing;
mod editor;
mod raster;
mod tools;
mod trials;
mod words;

use bench::Bench;
use check::{Check, Results};
use details::Details;
use drawing::Graph;
use editor::Editor;
use tools::Tools;

/// The figure.
pub fn figure() -> AnyView {
    let i18n = use_i18n();
    let bench = Bench::new();
    let node = NodeRef::new();
    view! {
        <Editor />
        <Results bench />
        <section class="block" data-testid="chart-graph">
            <div class="chart-head">
                <h3 class="chart-title">{t!(i18n, autograd.graph)}</h3>
                <Tools bench node />
            </div>
            <Graph bench node />
            <ul class="autograd-legend">
                <li class="is-value">{t!(i18n, autograd.graph_legend_value)}</li>
                <li class="is-gradient">{t!(i18n, autograd.graph_legend_gradient)}</li>
                <li class="is-untracked">{t!(i18n, autograd.graph_legend_untracked)}</li>
            </ul>
            <Details bench />
        </section>
        <Check bench />
        <Presets presets=trials::PRESETS />
        <Quiz questions=trials::QUESTIONS />
    }
    .into_any()
}
