//! One chart: curves on a canvas, a cross-hair shared with other charts, a legend that reads values, files to save.

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

pub use plot::chart::{Curve, CurveStyle};
pub use plot::dash::Dash;
pub use plot::scale::Unit;

use super::canvas::{Canvas, Redraw, Surface, look, page_theme};
use super::head::ChartHead;
use super::legend::{Entry, Legend, shown_entries};
use super::pointer::place;
use crate::i18n::*;
use crate::marks::Lit;
use crate::run_context::use_run_context;
use crate::run_view::Curves;
use plot::axes::Layout;
use plot::chart::{LineChart, Mark};
use plot::csv;
use plot::pen::Look;
use plot::plane;
use plot::scale::value_label;

/// A run's curve of one metric under this name; none before its first value.
pub fn curve(curves: &Curves, metric: &str, label: impl Into<String>, style: CurveStyle) -> Option<Curve> {
    Some(Curve { label: label.into(), series: curves.get(metric)?.clone(), style })
}

/// The curves of the run on the page, by metric, name and style.
pub fn use_curves(lines: impl IntoIterator<Item = (&'static str, Signal<String>, CurveStyle)>) -> Memo<Vec<Curve>> {
    let lines: Vec<_> = lines.into_iter().collect();
    use_run_context().part(move |view| {
        lines.iter().filter_map(|(metric, label, style)| curve(&view.curves, metric, label.get(), *style)).collect()
    })
}

/// A line chart over training steps.
#[component]
pub fn Chart(
    /// Ends up in `data-testid="chart-<name>"` and in file names.
    name: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] y_label: Signal<String>,
    #[prop(into)] curves: Signal<Vec<Curve>>,
    /// The step under the cross-hair; charts that share the signal move together.
    #[prop(default = RwSignal::new(None))]
    crosshair: RwSignal<Option<f64>>,
    #[prop(optional)] unit: Unit,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Canvas>::new();
    let theme = page_theme();
    let hidden = RwSignal::new(Vec::<String>::new());
    let lit = Lit::of_page();
    let shown = Signal::derive(move || {
        let is_shown = |curve: &&Curve| hidden.with(|hidden| !hidden.contains(&curve.label));
        curves.with(|curves| curves.iter().filter(is_shown).cloned().collect::<Vec<_>>())
    });
    let is_empty = Memo::new(move |_| curves.with(|curves| curves.iter().all(|curve| curve.series.is_empty())));

    let diverged_at = use_run_context().part(|view| view.diverged_at);
    let mark = move |step| Mark { step, label: t_string!(i18n, plot.diverged) };

    let draw = move |surface: &mut Surface, look: &Look| {
        let (curves, y_label) = (shown.get(), y_label.get());
        let x_label = t_string!(i18n, plot.step);
        let (mark, crosshair, lit) = (diverged_at.get().map(mark), crosshair.get(), lit.get());
        let (curves, y_label, lit) = (&curves, &y_label, lit.as_deref());
        let chart = LineChart { curves, lit, x_label, y_label, unit, mark, crosshair };
        Redraw::after(chart.draw(surface, look))
    };
    let layout = move || {
        let (canvas, curves) = (node.get_untracked()?, shown.get_untracked());
        let mark = diverged_at.get_untracked().map(|step| Mark { step, label: "" });
        let chart = LineChart { curves: &curves, lit: None, x_label: "", y_label: "", unit, mark, crosshair: None };
        Some(chart.layout(&look(&canvas, theme.get_untracked())))
    };
    let last_step = Memo::new(move |_| {
        let last = |curve: &Curve| curve.series.step_range().map_or(0, |(_, last)| last);
        curves.with(|curves| curves.iter().map(last).max().unwrap_or(0))
    });
    let reading = move || {
        let read = |curve: &Curve| read(curve, crosshair.get(), unit);
        let values: Vec<_> = shown.with(|curves| curves.iter().filter_map(read).collect());
        let step = crosshair.get().unwrap_or(last_step.get() as f64);
        t_string!(i18n, plot.reading, step = step, values = values.join(", "))
    };

    let on_pointer_move = move |event: PointerEvent| {
        if let Some(Layout { x, .. }) = layout() {
            let step = x.data_from_px(place(&event).0).round();
            crosshair.set(Some(step.clamp(x.data_min, x.data_max)));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let last = last_step.get_untracked() as f64;
        if let Some(step) = step_after(&event.key(), event.shift_key(), crosshair.get_untracked(), last) {
            event.prevent_default();
            crosshair.set(step);
        }
    };

    let entries = Memo::new(move |_| {
        let entry = |Curve { label, style, .. }: &Curve| {
            let mark = plane::Mark::Line { colour: style.colour, dash: style.dash };
            Entry { label: label.clone(), mark, pale: style.pale }
        };
        curves.with(|curves| curves.iter().map(entry).collect::<Vec<_>>())
    });
    let value = Callback::new(move |index: usize| {
        let value = curves.with(|curves| value_of(curves.get(index)?, crosshair.get()));
        value.map(|value| value_label(value, unit))
    });

    view! {
        <figure class="chart" data-testid=format!("chart-{name}")>
            <ChartHead
                name
                title
                canvas=node
                csv=move || curves.with(|curves| csv::curves(curves))
                entries=shown_entries(entries, hidden)
            />
            <div class="chart-stage">
                <Canvas
                    draw
                    node
                    attr:tabindex="0"
                    attr:role="slider"
                    attr:aria-label=move || format!("{}. {}", title.get(), t_string!(i18n, plot.chart_keys))
                    attr:aria-valuemin="0"
                    attr:aria-valuemax=move || last_step.get().to_string()
                    attr:aria-valuenow=move || crosshair.get().unwrap_or(last_step.get() as f64).to_string()
                    attr:aria-valuetext=reading
                    on:pointermove=on_pointer_move
                    on:pointerdown=on_pointer_move
                    on:pointerleave=move |_| crosshair.set(None)
                    on:keydown=on_key
                    on:blur=move |_| crosshair.set(None)
                />
                <Show when=move || is_empty.get()>
                    <p class="chart-empty">{t!(i18n, plot.chart_empty)}</p>
                </Show>
            </div>
            <Legend entries hidden value>
                {move || {
                    let step = diverged_at.get()?;
                    Some(view! { <li class="chart-mark" data-testid="diverged-at" data-step=step>{t!(i18n, plot.diverged_at, step)}</li> })
                }}
            </Legend>
        </figure>
    }
}

/// Under the cross-hair, or the newest.
fn value_of(curve: &Curve, crosshair: Option<f64>) -> Option<f64> {
    let point = match crosshair {
        Some(step) => curve.series.point_at(step),
        None => curve.series.last(),
    };
    point.map(|point| curve.style.value(&point))
}

fn read(curve: &Curve, crosshair: Option<f64>, unit: Unit) -> Option<String> {
    Some(format!("{} {}", curve.label, value_label(value_of(curve, crosshair)?, unit)))
}

/// Where a key takes the cross-hair (none hides it); no answer for keys that do nothing here.
fn step_after(key: &str, is_fast: bool, crosshair: Option<f64>, last_step: f64) -> Option<Option<f64>> {
    let stride = (last_step / if is_fast { 10.0 } else { 100.0 }).round().max(1.0);
    let from = crosshair.unwrap_or(last_step);
    let to = match key {
        "ArrowLeft" | "ArrowDown" => from - stride,
        "ArrowRight" | "ArrowUp" => from + stride,
        "Home" => 0.0,
        "End" => last_step,
        "Escape" => return Some(None),
        _ => return None,
    };
    Some(Some(to.clamp(0.0, last_step)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_move_the_cross_hair_by_a_hundredth() {
        assert_eq!(step_after("ArrowLeft", false, None, 1000.0), Some(Some(990.0)));
        assert_eq!(step_after("ArrowRight", true, Some(500.0), 1000.0), Some(Some(600.0)));
        assert_eq!(step_after("ArrowRight", false, Some(5.0), 5.0), Some(Some(5.0)));
        assert_eq!(step_after("Escape", false, Some(5.0), 5.0), Some(None));
        assert_eq!(step_after("Tab", false, None, 5.0), None);
    }
}
