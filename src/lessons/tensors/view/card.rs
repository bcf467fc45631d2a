//! One tensor: its name, shape, rank, size, type and device, and its numbers as a grid of cells, nested beyond rank 2.

use std::collections::BTreeSet;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use crate::app::i18n::*;
use crate::lessons::notation::shape::written;
use crate::lessons::tensors::formula::short;
use crate::lessons::tensors::program::Tensor;

/// What a card's tensor is to the result; its lit cells have a colour of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Result,
    Left,
    Right,
    /// Further back.
    Ancestor,
}

/// How far the run has come, and what the reader points at.
#[derive(Clone, Copy)]
pub struct Focus {
    /// Cells of the result that the run has passed.
    pub passed: Memo<usize>,
    /// The cell of the result under pointer or keys.
    pub pointed: RwSignal<Option<usize>>,
    /// That cell, else the run's.
    pub cell: Memo<Option<usize>>,
    /// How the cell comes to be.
    pub formula: Memo<String>,
}

#[component]
pub fn Card(
    tensor: Tensor,
    role: Role,
    values: Memo<Vec<f32>>,
    lit: Memo<BTreeSet<usize>>,
    focus: Focus,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_result = role == Role::Result;
    let cell = move |place: usize| {
        let class = move || match (lit.with(|lit| lit.contains(&place)), is_result && focus.passed.get() <= place) {
            (true, _) => "cell is-lit",
            (false, true) => "cell is-waiting",
            (false, false) => "cell",
        };
        let text = move || values.with(|values| values.get(place).map(|value| short(*value)));
        view! { <span class=class data-cell=place.to_string()>{text}</span> }.into_any()
    };
    let made_by =
        (!tensor.names.is_empty()).then(|| view! { <code class="tensor-source">" = "{tensor.source.clone()}</code> });
    let result_mark = is_result.then(|| view! { <strong>{t!(i18n, tensors.result)}</strong> });
    let (shape, rank, size, dtype) = (tensor.shape.clone(), tensor.shape.len(), tensor.cells(), tensor.dtype.name());
    let sizes = shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let grid = nest(&shape, 0, &cell);
    let testid = if is_result { "tensor-result".to_owned() } else { format!("tensor-{}", tensor.label()) };
    view! {
        <figure
            class="tensor"
            class:tensor-result=is_result
            class:tensor-left=role == Role::Left
            class:tensor-right=role == Role::Right
            data-testid=testid
            data-shape=sizes
            data-dtype=dtype
        >
            <figcaption>
                <span class="tensor-name"><code>{tensor.label()}</code>{made_by}{result_mark}</span>
                <dl class="tensor-facts">
                    <div><dt>{t!(i18n, tensors.shape)}</dt><dd>{written(&shape)}</dd></div>
                    <div><dt>{t!(i18n, tensors.rank)}</dt><dd>{rank}</dd></div>
                    <div><dt>{t!(i18n, tensors.size)}</dt><dd>{size}</dd></div>
                    <div><dt>{t!(i18n, tensors.dtype)}</dt><dd>{dtype}</dd></div>
                    <div><dt>{t!(i18n, tensors.device)}</dt><dd>"cpu"</dd></div>
                </dl>
            </figcaption>
            {match is_result {
                true => view! { <Pointable size focus>{grid}</Pointable> }.into_any(),
                false => view! { <div class="tensor-cells">{grid}</div> }.into_any(),
            }}
        </figure>
    }
}

/// The result's cells, which pointer and keys choose from.
#[component]
fn Pointable(size: usize, focus: Focus, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let on_pointer = move |event: PointerEvent| {
        if let Some(cell) = cell_under(&event) {
            focus.pointed.set(Some(cell));
        }
    };
    let on_leave = move |event: PointerEvent| {
        // A finger is lifted, but the eye still reads.
        if event.pointer_type() == "mouse" {
            focus.pointed.set(None);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(cell) = cell_after(&event.key(), focus.cell.get_untracked(), size) {
            event.prevent_default();
            focus.pointed.set(cell);
        }
    };
    view! {
        <div
            class="tensor-cells"
            tabindex="0"
            role="slider"
            aria-label=move || t_string!(i18n, tensors.keys)
            aria-valuemin="0"
            aria-valuemax=(size - 1).to_string()
            aria-valuenow=move || focus.cell.get().unwrap_or_default().to_string()
            aria-valuetext=move || focus.formula.get()
            on:pointerover=on_pointer
            on:pointerdown=on_pointer
            on:pointerleave=on_leave
            on:keydown=on_key
            on:blur=move |_| focus.pointed.set(None)
        >
            {children()}
        </div>
    }
}

fn cell_under(event: &PointerEvent) -> Option<usize> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest("[data-cell]").ok()??.get_attribute("data-cell")?.parse().ok()
}

/// Where a key leads from this cell (none lets go); no answer for keys that do nothing here.
fn cell_after(key: &str, cell: Option<usize>, size: usize) -> Option<Option<usize>> {
    let last = size.saturating_sub(1);
    let to = match key {
        "ArrowRight" | "ArrowDown" => cell.map_or(0, |cell| (cell + 1).min(last)),
        "ArrowLeft" | "ArrowUp" => cell.map_or(last, |cell| cell.saturating_sub(1)),
        "Home" => 0,
        "End" => last,
        "Escape" => return Some(None),
        _ => return None,
    };
    Some(Some(to))
}

/// Rows of cells; of three axes a row of such grids, of four a column of these rows, of five a row again.
fn nest(shape: &[usize], first: usize, cell: &impl Fn(usize) -> AnyView) -> AnyView {
    match shape {
        [] => grid(1, first, 1, cell),
        [columns] => grid(*columns, first, *columns, cell),
        [rows, columns] => grid(rows * columns, first, *columns, cell),
        [count, rest @ ..] => {
            let inside = rest.iter().product::<usize>();
            let class = if shape.len() % 2 == 1 { "nest nest-across" } else { "nest nest-down" };
            let part = |place: usize| {
                let grid = nest(rest, first + place * inside, cell);
                view! { <div class="nest-part"><span class="nest-index">{place}</span>{grid}</div> }
            };
            let parts = (0..*count).map(part).collect::<Vec<_>>();
            view! { <div class=class>{parts}</div> }.into_any()
        }
    }
}

fn grid(cells: usize, first: usize, columns: usize, cell: &impl Fn(usize) -> AnyView) -> AnyView {
    let cells = (first..first + cells).map(cell).collect::<Vec<_>>();
    view! { <div class="cells" style:--columns=columns.to_string()>{cells}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_from_cell_to_cell() {
        assert_eq!(cell_after("ArrowRight", None, 6), Some(Some(0)));
        assert_eq!(cell_after("ArrowRight", Some(5), 6), Some(Some(5)));
        assert_eq!(cell_after("ArrowLeft", Some(3), 6), Some(Some(2)));
        assert_eq!(cell_after("Escape", Some(3), 6), Some(None));
        assert_eq!(cell_after("Tab", Some(3), 6), None);
    }
}
