//! Two shapes one above the other, as broadcasting compares them, or beside each other, as a product does.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::lessons::notation::mistake::Problem;
use crate::lessons::notation::shape::{broadcast, inner_axes};
use crate::lessons::tensors::program::Program;
use crate::lessons::tensors::shape::Operation;

/// What there is to explain about the shapes of a program's result, or of its mistake.
#[component]
pub fn Alignment(#[prop(into)] program: Signal<Program>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        program.with(|program| match program.mistake.as_ref().map(|mistake| &mistake.problem) {
            Some(Problem::Broadcast { left, right, .. }) => {
                let heading = move || t_string!(i18n, tensors.aligned_clash);
                Some(
                    view! { <Stretched heading=Signal::derive(heading) left=left.clone() right=right.clone() /> }
                        .into_any(),
                )
            }
            Some(Problem::InnerSizes { left, right }) => {
                Some(view! { <Inner left=left.clone() right=right.clone() /> }.into_any())
            }
            Some(_) => None,
            None => stretched_operands(program).map(|(left, right)| {
                let heading = move || t_string!(i18n, tensors.aligned);
                view! { <Stretched heading=Signal::derive(heading) left right /> }.into_any()
            }),
        })
    }
}

/// The shapes that the program's result stretched, if it did.
fn stretched_operands(program: &Program) -> Option<(Vec<usize>, Vec<usize>)> {
    let result = program.tensors.get(program.result)?;
    let is_elementwise = matches!(
        result.operation,
        Operation::Add | Operation::Subtract | Operation::Multiply | Operation::Divide | Operation::Power
    );
    let [left, right] = result.operands[..] else { return None };
    let (left, right) = (&program.tensors[left].shape, &program.tensors[right].shape);
    (is_elementwise && left != right).then(|| (left.clone(), right.clone()))
}

/// One axis of the comparison, from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Column {
    left: Option<usize>,
    right: Option<usize>,
    /// None where the two do not fit.
    together: Option<usize>,
}

fn columns(left: &[usize], right: &[usize]) -> Vec<Column> {
    let column = |axis: usize| {
        let (left, right) = (left.iter().rev().nth(axis).copied(), right.iter().rev().nth(axis).copied());
        let one = broadcast(&[left.unwrap_or(1)], &[right.unwrap_or(1)]);
        Column { left, right, together: one.ok().and_then(|shape| shape.first().copied()) }
    };
    (0..left.len().max(right.len())).rev().map(column).collect()
}

#[component]
fn Stretched(heading: Signal<&'static str>, left: Vec<usize>, right: Vec<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = columns(&left, &right);
    let operand = |own: fn(&Column) -> Option<usize>| {
        let cell = |column: &Column| {
            let (size, together) = (own(column), column.together);
            let is_stretched = together.is_some_and(|together| together != size.unwrap_or(1)) || size.is_none();
            let text = match (size, together.filter(|_| is_stretched)) {
                (None, to) => to.map_or("·".to_owned(), |to| format!("· → {to}")),
                (Some(size), None) => size.to_string(),
                (Some(size), Some(to)) => format!("{size} → {to}"),
            };
            view! { <td class:is-clash=together.is_none() class:is-stretched=is_stretched>{text}</td> }
        };
        columns.iter().map(cell).collect::<Vec<_>>()
    };
    let together = |column: &Column| {
        let text = column.together.map_or("✗".to_owned(), |size| size.to_string());
        view! { <td class:is-clash=column.together.is_none()>{text}</td> }
    };
    view! {
        <p class="note">{heading}</p>
        <table class="alignment" data-testid="alignment">
            <tbody>
                <tr><th scope="row">{t!(i18n, tensors.left)}</th>{operand(|column| column.left)}</tr>
                <tr><th scope="row">{t!(i18n, tensors.right)}</th>{operand(|column| column.right)}</tr>
                <tr><th scope="row">{t!(i18n, tensors.together)}</th>{columns.iter().map(together).collect::<Vec<_>>()}</tr>
            </tbody>
        </table>
    }
}

#[component]
fn Inner(left: Vec<usize>, right: Vec<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let (left_axis, right_axis) = inner_axes(&left, &right);
    let sizes = |sizes: Vec<usize>, marked: usize| {
        let size = |(axis, size): (usize, usize)| {
            view! { <td class:is-clash=axis == marked>{size}</td> }
        };
        sizes.into_iter().enumerate().map(size).collect::<Vec<_>>()
    };
    view! {
        <p class="note">{t!(i18n, tensors.inner_clash)}</p>
        <table class="alignment" data-testid="alignment">
            <tbody>
                <tr>{sizes(left, left_axis)}<th>"@"</th>{sizes(right, right_axis)}</tr>
            </tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_compared_from_the_right() {
        let column = |left, right, together| Column { left, right, together };
        let expected =
            [column(Some(2), None, Some(2)), column(Some(3), Some(1), Some(3)), column(Some(4), Some(5), None)];
        assert_eq!(columns(&[2, 3, 4], &[1, 5]), expected);
    }

    #[test]
    fn only_a_stretch_needs_words() {
        assert_eq!(stretched_operands(&Program::read("ones(2) + ones(2)")), None);
        assert_eq!(stretched_operands(&Program::read("ones(2) + 1")), Some((vec![2], vec![])));
        assert_eq!(stretched_operands(&Program::read("ones(2, 3) @ ones(3)")), None);
    }
}
