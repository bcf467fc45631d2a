//! One node in full: its value, its gradient, and what flows along the edges that lead to it.

use leptos::prelude::*;

use super::bench::Bench;
use super::words;
use crate::app::i18n::*;
use crate::lessons::autograd::graph::Edge;
use crate::lessons::autograd::reading::Reading;
use crate::lessons::autograd::scene::Frame;
use crate::lessons::notation::shape::written;

/// What a node's edge shows.
#[derive(Clone, Debug, PartialEq)]
struct Input {
    name: String,
    rule: &'static str,
    local: String,
    flow: String,
}

/// What is told of a node.
#[derive(Clone, Debug, PartialEq)]
struct Story {
    name: String,
    shape: String,
    value: String,
    gradient: String,
    tracked: bool,
    inputs: Vec<Input>,
}

/// The last move in words, and the node it was about or that the reader points at.
#[component]
pub fn Details(bench: Bench) -> impl IntoView {
    let i18n = use_i18n();
    let story = Memo::new(move |_| bench.focus().and_then(|node| bench.look(|frame| tell(frame, node))?));
    let last_move = move || bench.look(|frame| words::last_move(i18n.get_locale(), frame));
    let no_number = move || bench.look(|frame| words::no_number(i18n.get_locale(), frame)).flatten();
    let warning = move || no_number().map(|words| view! { <p class="autograd-warning">{words}</p> });
    // While the run goes on, the sentence above is enough to hear.
    let liveness = move || if bench.chosen.get().is_some() { "polite" } else { "off" };
    view! {
        <p class="autograd-step" role="status" data-testid="graph-step">
            {last_move}
        </p>
        <div role="status" data-testid="graph-warning">
            {warning}
        </div>
        <div aria-live=liveness>
            {move || story.get().map(|story| view! { <Node story /> })}
        </div>
    }
}

#[component]
fn Node(story: Story) -> impl IntoView {
    let i18n = use_i18n();
    let Story { name, shape, value, gradient, tracked, inputs } = story;
    let rows = inputs.into_iter().map(|input| {
        view! {
            <tr>
                <th scope="row">{input.name}</th>
                <td>{input.rule}</td>
                <td>
                    <pre>{input.local}</pre>
                </td>
                <td>
                    <pre>{input.flow}</pre>
                </td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <table class="autograd-table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, autograd.details_input)}</th>
                        <th scope="col" colspan="2">
                            {t!(i18n, autograd.details_local)}
                        </th>
                        <th scope="col">{t!(i18n, autograd.details_flow)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    let gradient = match (tracked, gradient.is_empty()) {
        (false, _) => view! { <p class="note">{t!(i18n, autograd.details_untracked)}</p> }.into_any(),
        (true, true) => ().into_any(),
        (true, false) => view! {
            <div>
                <h4>{t!(i18n, autograd.details_gradient)}</h4>
                <pre class="autograd-gradient">{gradient}</pre>
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="autograd-details" data-testid="graph-details">
            <p>{move || t_string!(i18n, autograd.details, name = name.clone(), shape = shape.clone())}</p>
            <div class="autograd-columns">
                <div>
                    <h4>{t!(i18n, autograd.details_value)}</h4>
                    <pre>{value}</pre>
                </div>
                {gradient}
            </div>
            <div class="autograd-scroll">{table}</div>
        </div>
    }
}

fn tell(frame: &Frame<'_>, node: usize) -> Option<Story> {
    let about = frame.plan.graph.nodes.get(node)?;
    let input = |edge: &Edge| {
        let Edge { to, input, .. } = *edge;
        Some(Input {
            name: frame.plan.name(edge.from),
            rule: frame.plan.graph.operation(node)?.local_rule(input),
            local: frame.lines(Reading::Local { to, input }).join("\n"),
            flow: frame.lines(Reading::Flow { to, input }).join("\n"),
        })
    };
    Some(Story {
        name: frame.plan.name(node),
        shape: written(&about.shape.sizes()),
        value: frame.lines(Reading::Value { node }).join("\n"),
        gradient: frame.lines(Reading::Gradient { node }).join("\n"),
        tracked: about.tracked,
        inputs: frame.plan.edges.iter().filter(|edge| edge.to == node && edge.tracked).filter_map(input).collect(),
    })
}
