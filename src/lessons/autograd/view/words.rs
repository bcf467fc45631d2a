//! Mistakes and moves in the reader's words.

use crate::app::i18n::*;
use crate::lessons::autograd::graph::Move;
use crate::lessons::autograd::mistake::{Expected, Found, Problem};
use crate::lessons::autograd::operation::Operation;
use crate::lessons::autograd::reading::Reading;
use crate::lessons::autograd::scene::Frame;

/// What is wrong with a program, and what to do about it.
pub fn problem(locale: Locale, problem: &Problem) -> String {
    match problem {
        Problem::UnknownCharacter { found } => td_string!(locale, autograd.unknown_character, found),
        Problem::BadNumber { found } => td_string!(locale, autograd.bad_number, found),
        Problem::Expected { expected, found } => {
            let (expected, found) = (expectation(locale, *expected), finding(locale, found));
            td_string!(locale, autograd.expected, expected, found)
        }
        Problem::UnknownName { name, known } if known.is_empty() => {
            td_string!(locale, autograd.unknown_first_name, name)
        }
        Problem::UnknownName { name, known } => {
            let known = known.join(", ");
            td_string!(locale, autograd.unknown_name, name, known)
        }
        Problem::UnknownFunction { name } => {
            let functions = functions();
            td_string!(locale, autograd.unknown_function, name, functions)
        }
        Problem::Arguments { function, expected, found } => {
            td_string!(locale, autograd.arguments, function, expected, found)
        }
        Problem::RaggedRow { expected, found } => td_string!(locale, autograd.ragged_row, expected, found),
        Problem::TooDeep { most } => td_string!(locale, autograd.too_deep, most),
        Problem::TooManyValues { found, most } => td_string!(locale, autograd.too_many_values, found, most),
        Problem::TooManyNodes { most } => td_string!(locale, autograd.too_many_nodes, most),
        Problem::Broadcast { operation, left, right, left_size, right_size } => {
            let symbol = operation.symbol();
            td_string!(locale, autograd.broadcast, symbol, left, right, left_size, right_size)
        }
        Problem::Dot { left, right } => td_string!(locale, autograd.dot, left, right),
        Problem::Matmul { left, right, left_size, right_size } => {
            td_string!(locale, autograd.matmul, left, right, left_size, right_size)
        }
        Problem::MatmulOfScalar { left, right } => td_string!(locale, autograd.matmul_of_scalar, left, right),
        Problem::BackwardNeedsScalar { found: shape } => td_string!(locale, autograd.backward_needs_scalar, shape),
        Problem::NothingTracked => td_string!(locale, autograd.nothing_tracked).to_owned(),
        Problem::ZeroGradNeedsVariable => td_string!(locale, autograd.zero_grad_needs_variable).to_owned(),
        Problem::NoValue { function } => td_string!(locale, autograd.no_value, function),
        Problem::NothingToCompute => td_string!(locale, autograd.nothing_to_compute).to_owned(),
    }
}

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

/// The functions of the language.
pub fn functions() -> String {
    Operation::ALL.into_iter().filter_map(Operation::name).collect::<Vec<_>>().join(", ")
}

fn expectation(locale: Locale, expected: Expected) -> String {
    match expected {
        Expected::Value => td_string!(locale, autograd.expected_value).to_owned(),
        Expected::Number => td_string!(locale, autograd.expected_number).to_owned(),
        Expected::Row => td_string!(locale, autograd.expected_row).to_owned(),
        Expected::Size { most } => td_string!(locale, autograd.expected_size, most),
        Expected::Operator => td_string!(locale, autograd.expected_operator).to_owned(),
        Expected::Closing(sign) => td_string!(locale, autograd.expected_closing, sign),
        Expected::Comma(sign) => td_string!(locale, autograd.expected_comma, sign),
        Expected::Method => td_string!(locale, autograd.expected_method).to_owned(),
        Expected::Arguments => td_string!(locale, autograd.expected_arguments).to_owned(),
    }
}

fn finding(locale: Locale, found: &Found) -> String {
    match found {
        Found::Text(text) => text.clone(),
        Found::EndOfLine => td_string!(locale, autograd.found_end_of_line).to_owned(),
        Found::EndOfText => td_string!(locale, autograd.found_end_of_text).to_owned(),
    }
}
