//! Points of space as a figure: turned and zoomed by mouse, finger and keys, read by pointing, saved as files.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent, WheelEvent};

pub use plot::scatter3d::{Frame3d, Mesh, Show, Slice};

use super::canvas::{Canvas, Redraw, Surface, look, now_millis, page_theme, prefers_reduced_motion};
use super::head::ChartHead;
use super::legend::{ClassLegend, Classes};
use super::pointer::{capture, place, point_at, wheel_px};
use crate::i18n::*;
use plot::bitmap::Bitmap;
use plot::camera::Camera;
use plot::grip::Grip;
use plot::pen::Look;
use plot::scale::{Unit, value_label};
use plot::scatter3d::{Scatter3d, csv};

mod controls;
mod scene;

use controls::Controls;
use scene::Scene;

/// How far from a point the pointer still finds it.
const REACH_PX: f64 = 10.0;

/// A picture that was out of sight does not catch up.
const MOST_ELAPSED_MILLIS: f64 = 100.0;

/// A 3-D scatter plot. It turns slowly until someone touches it, unless the reader asked for less motion.
#[component]
pub fn Scatter3dView(
    /// Ends up in `data-testid="chart-<name>"` and in file names.
    name: &'static str,
    #[prop(into)] title: Signal<String>,
    /// `x0, y0, z0, x1, y1, z1, ...` in data units.
    #[prop(into)]
    positions: Signal<Arc<[f32]>>,
    /// Class of each point.
    #[prop(into)]
    classes: Signal<Arc<[u8]>>,
    /// What each point was taken for; the reader can choose what the colours show.
    #[prop(into)]
    predicted: Signal<Arc<[u8]>>,
    /// In class order.
    #[prop(into)]
    class_names: Signal<Vec<String>>,
    #[prop(default = ["x", "y", "z"])] axes: [&'static str; 3],
    /// The box, in place of one that follows the points.
    #[prop(optional, into)]
    frame: Option<Signal<Frame3d>>,
    #[prop(optional, into)] meshes: Signal<Vec<Mesh>>,
    #[prop(optional, into)] slice: Signal<Option<Slice>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let theme = page_theme();
    let node = NodeRef::<html::Canvas>::new();
    let around = Memo::new(move |_| positions.with(|positions| Frame3d::around(positions)));
    let frame = frame.unwrap_or_else(|| around.into());
    let (show, seen, camera) = (RwSignal::default(), Classes::default(), RwSignal::new(Camera::default()));
    let scene = Scene { positions, classes, predicted, axes, frame, meshes, slice, show, seen, camera };
    let is_turning = RwSignal::new(!prefers_reduced_motion());
    let focus = RwSignal::new(None::<usize>);
    let has_keys = StoredValue::new(false);
    let grip = StoredValue::new(Grip::default());
    let bitmap = StoredValue::new_local(Bitmap::default());
    let drawn_millis = StoredValue::new(None::<f64>);

    let draw = move |surface: &mut Surface, look: &Look| {
        let (now, is_turning) = (now_millis(), is_turning.get());
        if is_turning {
            let elapsed_millis = drawn_millis.get_value().map_or(0.0, |before| now - before);
            camera.update_untracked(|camera| *camera = camera.drifted(elapsed_millis.min(MOST_ELAPSED_MILLIS)));
        }
        drawn_millis.set_value(Some(now));
        bitmap.update_value(|bitmap| scene.show(|scatter| paint(scatter, bitmap, surface, look)));
        if is_turning { Redraw::Soon } else { Redraw::WhenChanged }
    };
    let side_px = move || {
        let look = node.get_untracked().map(|canvas| look(&canvas, theme.get_untracked()));
        look.map_or(1.0, |look| look.width_px.min(look.height_px))
    };
    let find = move |at_px| {
        let look = look(&node.get_untracked()?, theme.get_untracked());
        untrack(|| scene.show(|scatter| scatter.nearest(&look, at_px, REACH_PX)))
    };
    let on_down = move |event: PointerEvent| {
        capture(&event);
        is_turning.set(false);
        grip.update_value(|grip| grip.down(event.pointer_id(), place(&event)));
    };
    let on_move = move |event: PointerEvent| {
        if grip.with_value(Grip::is_empty) {
            return point_at(focus, find(place(&event)));
        }
        let gesture = grip.try_update_value(|grip| grip.moved(event.pointer_id(), place(&event))).flatten();
        if let Some(gesture) = gesture {
            camera.set(camera.get_untracked().gripped(&gesture, side_px()));
        }
    };
    let on_up = move |event: PointerEvent| grip.update_value(|grip| grip.up(event.pointer_id()));
    let on_wheel = move |event: WheelEvent| {
        // Else the page would stand still under a wheel that only wants to scroll past.
        if has_keys.get_value() || event.ctrl_key() {
            event.prevent_default();
            camera.update(|camera| *camera = camera.wheeled(wheel_px(&event)));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if let Some(moved) = camera.get_untracked().keyed(&event.key()).filter(|_| is_plain) {
            event.prevent_default();
            is_turning.set(false);
            camera.set(moved);
        }
    };
    let caption = move || {
        let read =
            |index| class_names.with(|names| scene.show(|scatter| read(i18n.get_locale(), scatter, index, names)));
        focus.get().and_then(read).unwrap_or_else(|| t_string!(i18n, scatter3d.hint).to_owned())
    };

    view! {
        <figure class="chart space" data-testid=format!("chart-{name}")>
            <ChartHead name title canvas=node csv=move || scene.show(csv) entries=seen.entries(class_names) />
            <div class="space-stage">
                <Canvas
                    draw
                    node
                    attr:tabindex="0"
                    attr:role="application"
                    attr:aria-label=move || format!("{}. {}", title.get(), t_string!(i18n, scatter3d.keys))
                    on:pointerdown=on_down
                    on:pointermove=on_move
                    on:pointerup=on_up
                    on:pointercancel=on_up
                    on:pointerleave=move |_| focus.set(None)
                    on:wheel=on_wheel
                    on:keydown=on_key
                    on:focus=move |_| has_keys.set_value(true)
                    on:blur=move |_| has_keys.set_value(false)
                />
                <Show when=move || classes.with(|classes| classes.is_empty())>
                    <p class="chart-empty">{t!(i18n, scatter3d.empty)}</p>
                </Show>
            </div>
            <p class="space-note">{caption}</p>
            <ClassLegend
                names=class_names
                classes=scene.seen
                label=Callback::new(move |class: String| t_string!(i18n, scatter3d.class, class))
            />
            <Controls name scene is_turning />
        </figure>
    }
}

/// Thousands of dots go through memory, the few words straight onto the canvas.
fn paint(scatter: &Scatter3d, bitmap: &mut Bitmap, surface: &mut Surface, look: &Look) {
    let fine = bitmap.begin(look);
    Redraw::after(scatter.draw_marks(bitmap, &fine));
    let image = bitmap.image();
    let corner = (image.width_px as i32, image.height_px as i32);
    Redraw::after(surface.stretch(&image, (0, 0), corner).and_then(|()| scatter.draw_words(surface, look)));
}

/// A point in words; none when it is gone.
fn read(locale: Locale, scatter: &Scatter3d, index: usize, names: &[String]) -> Option<String> {
    let (class, guess) = (index < scatter.len()).then(|| scatter.answer(index))?;
    let name = |class: u8| names.get(usize::from(class)).cloned().unwrap_or_else(|| class.to_string());
    let place = scatter.positions[3 * index..3 * index + 3].iter();
    let place = place.map(|&value| value_label(f64::from(value), Unit::Plain)).collect::<Vec<_>>().join(", ");
    Some(match (scatter.predicted.is_empty(), class == guess) {
        (true, _) => td_string!(locale, scatter3d.point, class = name(class), place = place),
        (false, true) => td_string!(locale, scatter3d.point_right, class = name(class), place = place),
        (false, false) => {
            td_string!(locale, scatter3d.point_wrong, class = name(class), place = place, guess = name(guess))
        }
    })
}
