//! The lesson's live figure: the reader's program, its graph, what the last move did, and the check by differences.

use leptos::prelude::*;

use super::MOST_CHARS;
use super::graph::Graph as Program;
use crate::app::components::presets::Presets;
use crate::app::i18n::*;
use crate::app::scene::Scene;
use crate::lessons::notation::SHARED;
use crate::lessons::notation::editor::Editor;

mod bench;
mod check;
mod details;
mod drawing;
mod raster;
mod tools;
mod trials;
mod words;

use bench::Bench;
use check::{Check, Results};
use details::Details;
use drawing::Graph;
use tools::Tools;

/// What the lesson shows.
pub fn scene() -> Scene {
    let i18n = use_i18n();
    let bench = Bench::new();
    let node = NodeRef::new();
    let lead = view! {
        <div class="notation-bench">
            <Editor
                name="expression"
                mistake_name="expression-error"
                most_chars=MOST_CHARS
                read=|text| Program::new(text, 0).err()
            >
                {t!(i18n, autograd.program_help, functions = || view! { <code>{SHARED.join(", ")}</code> })}
            </Editor>
            <section data-testid="chart-graph">
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
        </div>
    };
    let rest = view! {
        <Check bench />
        <Presets presets=trials::PRESETS />
    };
    Scene::new(lead).numbers(view! { <Results bench /> }).questions(trials::QUESTIONS).rest(rest)
}
