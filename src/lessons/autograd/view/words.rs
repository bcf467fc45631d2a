//! The moves of a run in the reader's words.

use crate::app::i18n::*;
use crate::lessons::autograd::graph::Move;
use crate::lessons::autograd::reading::Reading;
use crate::lessons::autograd::scene::Frame;

/// What the last move did.
pub fn last_move(locale: Locale, frame: &Frame<'_>) -> String {
    let plan = frame.plan;
    let gradient = |node: usize| frame.one_line(Reading::Gradient { node }).unwrap_or_default();
    match frame.last() {
        None => td_string!(locale, autograd.step_start).to_owned(),
        Some(Move::Forward { node }) => {
            let (name, value) = (plan.name(node), frame.one_line(Reading::Value { node }).unwrap_or_default());
            td_string!(locale, autograd.step_forward, name, value)
        }
        Some(Move::Backward { node, root: _ }) if plan.graph.is_variable(node) => {
            let (name, gradient) = (plan.name(node), gradient(node));
            td_string!(locale, autograd.step_variable, name, gradient)
        }
        Some(Move::Backward { node, root }) => {
            let (name, gradient) = (plan.name(node), gradient(node));
            let tracked = plan.edges.iter().filter(|edge| edge.to == node && edge.tracked);
            let mut inputs: Vec<_> = tracked.map(|edge| plan.name(edge.from)).collect();
            inputs.dedup();
            let inputs = inputs.join(", ");
            let passes_on = td_string!(locale, autograd.step_backward, name = name.clone(), gradient, inputs);
            match node == root {
                true => [td_string!(locale, autograd.step_root, name), passes_on].join(" "),
                false => passes_on,
            }
        }
        Some(Move::ZeroGrad { node }) => {
            let name = plan.name(node);
            td_string!(locale, autograd.step_zero, name)
        }
    }
}

/// The first value that is no number, if there is one.
pub fn no_number(locale: Locale, frame: &Frame<'_>) -> Option<String> {
    let is_lost = |node: &usize| {
        let values = frame.values(Reading::Value { node: *node }).unwrap_or_default();
        values.iter().any(|value| !value.is_finite())
    };
    let node = (0..frame.plan.graph.nodes.len()).find(is_lost)?;
    let (name, value) = (frame.plan.name(node), frame.one_line(Reading::Value { node })?);
    Some(td_string!(locale, autograd.no_number, name, value))
}
