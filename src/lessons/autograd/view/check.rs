//! The gradients that variables have collected, beside those by differences.

use leptos::prelude::*;

use super::bench::Bench;
use crate::app::i18n::*;
use crate::lessons::autograd::numbers;
use crate::lessons::autograd::reading::{Reading, relative_difference};

/// What float32 gives away; corners and lost numbers are far beyond.
const MOST_DIFFERENCE: f64 = 1e-3;

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    autodiff: Vec<String>,
    differences: Vec<String>,
    relative: f64,
}

#[component]
pub fn Check(bench: Bench) -> impl IntoView {
    let i18n = use_i18n();
    let rows = Memo::new(move |_| rows(bench));
    let largest = Memo::new(move |_| rows.with(|rows| largest(rows)));
    let disagrees = Memo::new(move |_| largest.get().is_some_and(is_large));
    let body = move || {
        let row = |row: Row| {
            view! {
                <tr class:is-apart=is_large(row.relative)>
                    <th scope="row">{row.name}</th>
                    <td>
                        <pre>{row.autodiff.join("\n")}</pre>
                    </td>
                    <td>
                        <pre>{row.differences.join("\n")}</pre>
                    </td>
                    <td>{numbers::short(row.relative)}</td>
                </tr>
            }
        };
        rows.get().into_iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <section class="block">
            <h3>{t!(i18n, autograd.check)}</h3>
            <Show
                when=move || largest.get().is_some()
                fallback=move || view! { <p class="note">{t!(i18n, autograd.check_empty)}</p> }
            >
                <div class="autograd-scroll" tabindex="0" role="group" aria-label=move || t_string!(i18n, autograd.check)>
                    <table class="autograd-table" data-testid="gradient-check">
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, autograd.check_variable)}</th>
                                <th scope="col">{t!(i18n, autograd.check_autodiff)}</th>
                                <th scope="col">{t!(i18n, autograd.check_differences)}</th>
                                <th scope="col">{t!(i18n, autograd.check_relative)}</th>
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </Show>
            <Show when=move || disagrees.get()>
                <p class="autograd-warning" role="status" data-testid="gradient-disagrees">
                    {t!(i18n, autograd.check_disagrees)}
                </p>
            </Show>
            <p class="note">{t!(i18n, autograd.check_note)}</p>
        </section>
    }
}

/// The newest single value, and how far the two ways are apart.
#[component]
pub fn Results(bench: Bench) -> impl IntoView {
    use crate::app::components::metrics::Metric;

    let i18n = use_i18n();
    let largest = Memo::new(move |_| largest(&rows(bench)));
    view! {
        <dl class="metrics">
            <Metric name="result" label=Signal::derive(move || t_string!(i18n, autograd.result)) />
            <div>
                <dt>{t!(i18n, autograd.largest_difference)}</dt>
                <dd
                    data-testid="metric-difference"
                    data-value=move || largest.get().map(|value| value.to_string())
                >
                    {move || largest.get().map_or("–".to_owned(), numbers::short)}
                </dd>
            </div>
        </dl>
    }
}

fn rows(bench: Bench) -> Vec<Row> {
    let rows = bench.look(|frame| {
        let row = |node: usize| {
            let (autodiff, differences) = (Reading::Gradient { node }, Reading::Difference { node });
            Some(Row {
                name: frame.plan.name(node),
                relative: relative_difference(frame.values(autodiff)?, frame.values(differences)?),
                autodiff: frame.lines(autodiff),
                differences: frame.lines(differences),
            })
        };
        frame.plan.graph.variables().filter_map(row).collect()
    });
    rows.unwrap_or_default()
}

fn largest(rows: &[Row]) -> Option<f64> {
    rows.iter().map(|row| row.relative).reduce(|a, b| if b > a || b.is_nan() { b } else { a })
}

/// Also where there is no number.
fn is_large(relative: f64) -> bool {
    relative.is_nan() || relative > MOST_DIFFERENCE
}
