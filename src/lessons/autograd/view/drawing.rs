//! The graph as an SVG drawing: boxes with values and gradients, edges along which they flow.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::{html, svg};
use web_sys::KeyboardEvent;

use super::bench::{Bench, look_at};
use crate::app::i18n::*;
use crate::lessons::autograd::graph::Edge;
use crate::lessons::autograd::reading::Reading;
use crate::lessons::autograd::scene::{Frame, LINE_PX, PADDING_PX, Plan, gradient_prefix};

/// From the box's edge to the first line's feet.
const ASCENT_PX: f64 = 10.0;

/// A drawing of the present program, in a box of its own that scrolls.
#[component]
pub fn Graph(bench: Bench, node: NodeRef<svg::Svg>) -> impl IntoView {
    let i18n = use_i18n();
    let scroll = NodeRef::<html::Div>::new();
    let on_key = move |event: KeyboardEvent| {
        let count = bench.plan.with_untracked(|plan| plan.as_ref().map_or(0, |plan| plan.graph.nodes.len()));
        if let Some(chosen) = node_after(&event.key(), untrack(|| bench.focus()), count) {
            event.prevent_default();
            bench.chosen.set(chosen);
        }
    };
    Effect::new(move || {
        if let (Some(focus), Some(Ok(plan)), Some(scroll)) = (bench.focus(), bench.plan.try_get(), scroll.get()) {
            bring_into_view(&scroll, &plan, focus);
        }
    });
    let label = move || {
        let nodes = bench.plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.graph.nodes.len()));
        t_string!(i18n, autograd.graph_keys, nodes)
    };
    let drawing = move || bench.plan.get().ok().map(|plan| view! { <Drawing bench plan node /> });
    view! {
        <div
            class="autograd-stage"
            node_ref=scroll
            tabindex="0"
            role="group"
            data-testid="graph"
            aria-label=label
            on:keydown=on_key
        >
            {drawing}
        </div>
    }
}

#[component]
fn Drawing(bench: Bench, plan: Arc<Plan>, node: NodeRef<svg::Svg>) -> impl IntoView {
    let size = plan.layout.size;
    let edges: Vec<_> = (0..plan.edges.len()).map(|edge| view! { <EdgeView bench plan=plan.clone() edge /> }).collect();
    let nodes: Vec<_> =
        (0..plan.graph.nodes.len()).map(|node| view! { <NodeView bench plan=plan.clone() node /> }).collect();
    view! {
        <svg
            node_ref=node
            class="autograd-graph"
            viewBox=format!("0 0 {:.0} {:.0}", size.width_px, size.height_px)
            width=format!("{:.0}", size.width_px)
            height=format!("{:.0}", size.height_px)
        >
            {edges}
            {nodes}
        </svg>
    }
}

/// An edge, its local gradient, and what moves along it.
#[component]
fn EdgeView(bench: Bench, plan: Arc<Plan>, edge: usize) -> impl IntoView {
    let (path, ends) = (plan.path(edge), plan.edges[edge]);
    let end = plan.layout.routes[edge].last().copied().unwrap_or_default();
    let seen = Memo::new(move |_| {
        look_at(&plan, &bench.picture.get(), |frame| (frame.edge_stage(&ends).name(), frame.edge_label(&ends)))
    });
    let Edge { from, to, input, tracked } = ends;
    view! {
        <g
            class="autograd-edge"
            class:is-untracked=!tracked
            data-stage=move || seen.with(|seen| seen.0)
            data-testid=format!("edge-{from}-{to}-{input}")
        >
            <path class="autograd-line" d=path.clone() />
            <path class="autograd-flow" d=path />
            <text x=format!("{:.1}", end.x_px - 7.0) y=format!("{:.1}", end.y_px - 4.0) text-anchor="end">
                {move || seen.with(|seen| seen.1.clone())}
            </text>
        </g>
    }
}

/// A line of text in a box.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    class: &'static str,
    text: String,
    /// The width to squeeze it into, where it is too long.
    width_px: Option<f64>,
}

#[component]
fn NodeView(bench: Bench, plan: Arc<Plan>, node: usize) -> impl IntoView {
    let (corner, size) = (plan.layout.boxes[node], plan.sizes[node]);
    let name = plan.name(node);
    let is_untracked = !plan.graph.nodes[node].tracked;
    let is_variable = plan.graph.is_variable(node);
    let seen = Memo::new(move |_| {
        look_at(&plan, &bench.picture.get(), |frame| (frame.node_stage(node).name(), lines(frame, node)))
    });
    let texts = move || {
        let line = |(row, line): (usize, Line)| {
            let y_px = PADDING_PX + ASCENT_PX + row as f64 * LINE_PX;
            let width = line.width_px.map(|width_px| format!("{width_px:.0}"));
            view! {
                <text
                    class=line.class
                    x=PADDING_PX.to_string()
                    y=format!("{y_px:.1}")
                    lengthAdjust=width.is_some().then_some("spacingAndGlyphs")
                    textLength=width
                >
                    {line.text}
                </text>
            }
        };
        seen.with(|seen| seen.1.clone()).into_iter().enumerate().map(line).collect::<Vec<_>>()
    };
    view! {
        <g
            class="autograd-node"
            class:is-untracked=is_untracked
            class:is-variable=is_variable
            class:is-chosen=move || bench.chosen.get() == Some(node)
            data-stage=move || seen.with(|seen| seen.0)
            data-testid=format!("node-{node}")
            data-name=name
            transform=format!("translate({:.1} {:.1})", corner.x_px, corner.y_px)
            on:click=move |_| bench.chosen.update(|chosen| *chosen = (*chosen != Some(node)).then_some(node))
        >
            <rect width=format!("{:.1}", size.width_px) height=format!("{:.1}", size.height_px) rx="6"></rect>
            {texts}
        </g>
    }
}

/// The title, the value as soon as it is there, the gradient below it.
fn lines(frame: &Frame<'_>, node: usize) -> Vec<Line> {
    let plan = frame.plan;
    let fit = |class, text: String| {
        let width_px = plan.overflows(node, &text).then_some(plan.sizes[node].width_px - 2.0 * PADDING_PX);
        Line { class, text, width_px }
    };
    let title = plan.title(node);
    let title = (!title.is_empty()).then(|| fit("autograd-title", title));
    let values = frame.lines(Reading::Value { node });
    let prefix = gradient_prefix(&plan.graph, node);
    let indent = " ".repeat(prefix.chars().count());
    let gradients = frame.lines(Reading::Gradient { node }).into_iter().enumerate();
    let gradients = gradients.map(|(row, line)| format!("{}{line}", if row == 0 { prefix } else { &indent }));
    let values = values.into_iter().map(|line| fit("autograd-value", line));
    title.into_iter().chain(values).chain(gradients.map(|line| fit("autograd-gradient", line))).collect()
}

/// The node that a key leads to; a choice of none shows the run again.
fn node_after(key: &str, focus: Option<usize>, count: usize) -> Option<Option<usize>> {
    let last = count.checked_sub(1)?;
    match (key, focus) {
        ("Escape", _) => Some(None),
        ("ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp" | "Home", None) | ("Home", _) => Some(Some(0)),
        ("ArrowRight" | "ArrowDown", Some(focus)) => Some(Some((focus + 1).min(last))),
        ("ArrowLeft" | "ArrowUp", Some(focus)) => Some(Some(focus.saturating_sub(1))),
        ("End", _) => Some(Some(last)),
        _ => None,
    }
}

/// Scrolls the drawing's own box, and nothing else, until a node can be seen.
fn bring_into_view(scroll: &web_sys::HtmlDivElement, plan: &Plan, node: usize) {
    let (Some(corner), Some(size)) = (plan.layout.boxes.get(node), plan.sizes.get(node)) else { return };
    let follow = |start_px: f64, length_px: f64, seen_px: i32, window_px: i32| {
        let (seen_px, window_px) = (f64::from(seen_px), f64::from(window_px));
        let is_seen = start_px >= seen_px && start_px + length_px <= seen_px + window_px;
        (!is_seen).then_some((start_px + length_px / 2.0 - window_px / 2.0).max(0.0) as i32)
    };
    if let Some(left_px) = follow(corner.x_px, size.width_px, scroll.scroll_left(), scroll.client_width()) {
        scroll.set_scroll_left(left_px);
    }
    if let Some(top_px) = follow(corner.y_px, size.height_px, scroll.scroll_top(), scroll.client_height()) {
        scroll.set_scroll_top(top_px);
    }
}

#[cfg(test)]
mod tests {
    use super::node_after;

    #[test]
    fn arrow_keys_go_from_node_to_node() {
        assert_eq!(node_after("ArrowRight", None, 4), Some(Some(0)));
        assert_eq!(node_after("ArrowRight", Some(3), 4), Some(Some(3)));
        assert_eq!(node_after("ArrowLeft", Some(0), 4), Some(Some(0)));
        assert_eq!(node_after("End", None, 4), Some(Some(3)));
        assert_eq!(node_after("Escape", Some(2), 4), Some(None));
        assert_eq!(node_after("Tab", Some(2), 4), None);
        assert_eq!(node_after("ArrowRight", None, 0), None);
    }
}
