//! The plane as a figure: layers on a canvas, a cross-hair for pointer and keys, a legend that hides layers, files to save.

use std::cell::RefCell;

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

pub use plot::dash::Dash;
pub use plot::plane::{Bounds, Layer, Tone};
pub use plot::scale::Spacing;

use super::canvas::{Canvas, Redraw, Surface, look, page_theme};
use super::head::ChartHead;
use super::legend::{Entry, Legend, shown_entries};
use super::pointer::{self, capture};
use crate::i18n::*;
use crate::marks::Lit;
use plot::pen::Look;
use plot::plane::{Kept, Plane, csv, reading};

/// What mouse, finger, pen or the Enter key do on a plane, in data units within its bounds. `Move` only between `Down` and
/// `Up`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Touch {
    Down { x: f64, y: f64 },
    Move { x: f64, y: f64 },
    Up { x: f64, y: f64 },
}

/// The 2-D picture of the labs.
#[component]
pub fn PlaneView(
    /// Ends up in `data-testid="chart-<name>"` and in file names.
    name: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] x_label: Signal<String>,
    #[prop(into)] y_label: Signal<String>,
    #[prop(into)] bounds: Signal<Bounds>,
    #[prop(into)] layers: Signal<Vec<Layer>>,
    /// Of both axes.
    #[prop(optional)]
    spacing: (Spacing, Spacing),
    /// With it the plane takes the finger to itself: it no longer scrolls the page.
    #[prop(optional)]
    on_touch: Option<Callback<Touch>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Canvas>::new();
    let theme = page_theme();
    let crosshair = RwSignal::new(None::<(f64, f64)>);
    let hidden = RwSignal::new(Vec::<String>::new());
    let is_pressed = StoredValue::new(false);
    let lit = Lit::of_page();
    let kept = RefCell::new(Kept::default());
    let draw = move |surface: &mut Surface, look: &Look| {
        let (x_label, y_label) = (x_label.get(), y_label.get());
        let layers = hidden.with(|hidden| {
            let is_shown = |layer: &&Layer| layer.label().is_none_or(|label| !hidden.iter().any(|name| name == label));
            layers.with(|layers| layers.iter().filter(is_shown).cloned().collect::<Vec<_>>())
        });
        let (bounds, crosshair, lit) = (bounds.get(), crosshair.get(), lit.get());
        let (layers, lit) = (&layers, lit.as_deref());
        let plane = Plane { bounds, spacing, layers, lit, x_label: &x_label, y_label: &y_label, crosshair };
        Redraw::after(plane.draw(surface, look, Surface::stretch, &mut kept.borrow_mut()))
    };
    let place = move |event: &PointerEvent| {
        let look = look(&node.get_untracked()?, theme.get_untracked());
        let bounds = bounds.get_untracked();
        let layout =
            Plane { bounds, spacing, layers: &[], lit: None, x_label: "", y_label: "", crosshair: None }.layout(&look);
        let (x_px, y_px) = pointer::place(event);
        Some(bounds.clamp((layout.x.data_from_px(x_px), layout.y.data_from_px(y_px))))
    };
    let tell = move |touch: Touch| {
        if let Some(on_touch) = on_touch {
            on_touch.run(touch);
        }
    };

    let on_down = move |event: PointerEvent| {
        let (true, 0, Some((x, y))) = (event.is_primary(), event.button(), place(&event)) else { return };
        crosshair.set(Some((x, y)));
        if on_touch.is_some() {
            capture(&event);
            is_pressed.set_value(true);
            tell(Touch::Down { x, y });
        }
    };
    let on_move = move |event: PointerEvent| {
        let Some((x, y)) = place(&event).filter(|_| event.is_primary()) else { return };
        crosshair.set(Some((x, y)));
        if is_pressed.get_value() {
            tell(Touch::Move { x, y });
        }
    };
    let on_up = move |event: PointerEvent| {
        if let Some((x, y)) = place(&event).filter(|_| event.is_primary() && is_pressed.get_value()) {
            is_pressed.set_value(false);
            tell(Touch::Up { x, y });
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let (bounds, at) = (bounds.get_untracked(), crosshair.get_untracked());
        match (event.key().as_str(), at) {
            ("Enter" | " ", Some((x, y))) if on_touch.is_some() => {
                tell(Touch::Down { x, y });
                tell(Touch::Up { x, y });
            }
            (key, at) => {
                let at = at.map(|(x, y)| (spacing.0.on_axis(x), spacing.1.on_axis(y)));
                let in_data = |(x, y)| bounds.clamp((spacing.0.in_data(x), spacing.1.in_data(y)));
                match place_after(key, event.shift_key(), at, &bounds.on_axes(spacing)) {
                    Some(at) => crosshair.set(at.map(in_data)),
                    None => return,
                }
            }
        }
        event.prevent_default();
    };
    let keys = move || match on_touch {
        Some(_) => t_string!(i18n, plane.touch_keys),
        None => t_string!(i18n, plane.keys),
    };
    let entries = Memo::new(move |_| layers.with(|layers| entries(layers)));
    let read = move || crosshair.get().map_or_else(|| t_string!(i18n, plane.nowhere).to_owned(), reading);

    view! {
        <figure class="chart plane" data-testid=format!("chart-{name}")>
            <ChartHead
                name
                title
                canvas=node
                csv=move || layers.with(|layers| csv(&bounds.get(), layers))
                entries=shown_entries(entries, hidden)
            />
            <div class="plane-stage" class:plane-touch=on_touch.is_some()>
                <Canvas
                    draw
                    node
                    attr:tabindex="0"
                    attr:role="slider"
                    attr:aria-label=move || format!("{}. {}", title.get(), keys())
                    attr:aria-valuemin=move || bounds.get().x_min.to_string()
                    attr:aria-valuemax=move || bounds.get().x_max.to_string()
                    attr:aria-valuenow=move || crosshair.get().map_or(bounds.get().x_min, |(x, _)| x).to_string()
                    attr:aria-valuetext=read
                    on:pointerdown=on_down
                    on:pointermove=on_move
                    on:pointerup=on_up
                    on:pointercancel=on_up
                    on:pointerleave=move |_| crosshair.set(None)
                    on:keydown=on_key
                    on:blur=move |_| crosshair.set(None)
                />
            </div>
            <Legend entries hidden />
        </figure>
    }
}

/// The first layer of each name.
fn entries(layers: &[Layer]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for layer in layers {
        if let (Some(label), Some(mark)) = (layer.label(), layer.mark())
            && entries.iter().all(|known| known.label != label)
        {
            entries.push(Entry { label: label.to_owned(), mark, pale: false });
        }
    }
    entries
}

/// Where a key takes the cross-hair (none hides it); no answer for keys that do nothing here. It starts in the middle.
fn place_after(key: &str, is_fast: bool, at: Option<(f64, f64)>, bounds: &Bounds) -> Option<Option<(f64, f64)>> {
    let share = if is_fast { 0.1 } else { 0.01 };
    let (x_step, y_step) = (share * (bounds.x_max - bounds.x_min), share * (bounds.y_max - bounds.y_min));
    let (dx, dy) = match key {
        "ArrowLeft" => (-x_step, 0.0),
        "ArrowRight" => (x_step, 0.0),
        "ArrowDown" => (0.0, -y_step),
        "ArrowUp" => (0.0, y_step),
        "Escape" => return Some(None),
        _ => return None,
    };
    let (x, y) = at.unwrap_or(((bounds.x_min + bounds.x_max) / 2.0, (bounds.y_min + bounds.y_max) / 2.0));
    Some(Some(bounds.clamp((x + dx, y + dy))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_move_the_cross_hair_and_stay_inside() {
        let bounds = Bounds { x_min: 0.0, x_max: 100.0, y_min: -1.0, y_max: 1.0 };
        assert_eq!(place_after("ArrowRight", false, None, &bounds), Some(Some((51.0, 0.0))));
        assert_eq!(place_after("ArrowUp", true, Some((3.0, 0.9)), &bounds), Some(Some((3.0, 1.0))));
        assert_eq!(place_after("Escape", false, Some((3.0, 0.9)), &bounds), Some(None));
        assert_eq!(place_after("Tab", false, None, &bounds), None);
    }

    #[test]
    fn the_legend_names_each_layer_once() {
        let line = |label: &str, colour| Layer::Line {
            points: [].into(),
            colour,
            width_px: 1.0,
            dash: Dash::Solid,
            label: label.to_owned(),
        };
        let labels: Vec<_> = entries(&[line("a", 0), line("", 1), line("b", 1), line("a", 2)]);
        let entry = |label: &str, colour| {
            let mark = plot::plane::Mark::Line { colour, dash: Dash::Solid };
            Entry { label: label.to_owned(), mark, pale: false }
        };
        let expected = [entry("a", 0), entry("b", 1)];
        assert_eq!(labels, expected);
    }
}
