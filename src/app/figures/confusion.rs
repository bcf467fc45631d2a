//! The confusion matrix as a table: how often each class was taken for each other one.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::i18n::*;
use plot::confusion::confusion_shades;

/// Row and column of a cell: the right class and the predicted one.
type Cell = (usize, usize);

/// Counts by class and predicted class. The pointer or the arrow keys choose a cell, which is then read out in words.
#[component]
pub fn ConfusionMatrix(
    /// `counts[label * classes + predicted]`; empty until the net was tried.
    #[prop(into)]
    counts: Signal<Vec<u32>>,
    classes: Vec<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let size = classes.len();
    let name = StoredValue::new(classes);
    let name = move |class: usize| name.with_value(|names| names.get(class).cloned().unwrap_or_default());
    let chosen = RwSignal::new(None::<Cell>);
    let shades = Memo::new(move |_| counts.with(|counts| confusion_shades(counts, size)));
    let count = move |(row, column): Cell| counts.with(|counts| counts.get(row * size + column).copied().unwrap_or(0));
    let sentence = move |cell: Cell| match cell {
        (row, column) if row == column => {
            t_string!(i18n, plot.confusion_right, count = count(cell), label = name(row))
        }
        (row, column) => {
            let (label, predicted) = (name(row), name(column));
            t_string!(i18n, plot.confusion_wrong, count = count(cell), label, predicted)
        }
    };
    let caption = move || match chosen.get() {
        Some(cell) => sentence(cell),
        None => t_string!(i18n, plot.confusion_hint).to_owned(),
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(cell) = cell_after(&event.key(), chosen.get_untracked(), size) {
            event.prevent_default();
            chosen.set(Some(cell));
        }
    };

    let cell = move |row: usize, column: usize| {
        let shade = move || shades.with(|shades| shades.get(row * size + column).copied().unwrap_or(0.0));
        view! {
            <td
                class:confusion-right=row == column
                class:confusion-chosen=move || chosen.get() == Some((row, column))
                style:--shade=move || format!("{:.3}", shade())
                class:confusion-none=move || count((row, column)) == 0
                class:confusion-strong=move || { shade() > 0.85 }
                on:pointerenter=move |_| chosen.set(Some((row, column)))
            >
                {move || count((row, column))}
            </td>
        }
    };
    let row = move |row: usize| {
        view! {
            <tr>
                <th scope="row">{name(row)}</th>
                {(0..size).map(|column| cell(row, column)).collect_view()}
            </tr>
        }
    };
    view! {
        <figure class="confusion" data-testid="confusion">
            <Show
                when=move || counts.with(|counts| !counts.is_empty())
                fallback=move || view! { <p class="confusion-empty">{t!(i18n, plot.after_evaluation)}</p> }
            >
                <div class="confusion-scroll">
                    <table tabindex="0" on:keydown=on_key on:pointerleave=move |_| chosen.set(None)>
                        <caption class="confusion-hidden">{t!(i18n, plot.confusion_title)}</caption>
                        <thead>
                            <tr>
                                <th class="confusion-corner" scope="col">{t!(i18n, plot.confusion_corner)}</th>
                                {(0..size).map(|class| view! { <th scope="col">{name(class)}</th> }).collect_view()}
                            </tr>
                        </thead>
                        <tbody>{(0..size).map(row).collect_view()}</tbody>
                    </table>
                </div>
                <figcaption aria-live="polite">{caption}</figcaption>
            </Show>
        </figure>
    }
}

fn cell_after(key: &str, chosen: Option<Cell>, size: usize) -> Option<Cell> {
    let last = size.checked_sub(1)?;
    let Some((row, column)) = chosen else { return key.starts_with("Arrow").then_some((0, 0)) };
    match key {
        "ArrowLeft" => Some((row, column.saturating_sub(1))),
        "ArrowRight" => Some((row, (column + 1).min(last))),
        "ArrowUp" => Some((row.saturating_sub(1), column)),
        "ArrowDown" => Some(((row + 1).min(last), column)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_stay_inside_the_table() {
        assert_eq!(cell_after("ArrowDown", None, 10), Some((0, 0)));
        assert_eq!(cell_after("ArrowRight", Some((0, 8)), 10), Some((0, 9)));
        assert_eq!(cell_after("ArrowRight", Some((0, 9)), 10), Some((0, 9)));
        assert_eq!(cell_after("ArrowUp", Some((0, 9)), 10), Some((0, 9)));
        assert_eq!(cell_after("Tab", Some((0, 9)), 10), None);
        assert_eq!(cell_after("ArrowUp", None, 0), None);
    }
}
