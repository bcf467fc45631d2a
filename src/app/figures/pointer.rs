//! The reader's hand on a figure: where it points, and holding on to it while it is pressed.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};

/// Where on the element, in CSS pixels.
pub fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

/// Pixels that a mouse wheel's line stands for.
const LINE_PX: f64 = 33.0;

/// How far a mouse wheel turned.
pub fn wheel_px(event: &WheelEvent) -> f64 {
    event.delta_y() * if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { LINE_PX }
}

/// The element that listens.
pub fn element(event: &PointerEvent) -> Option<Element> {
    event.current_target().or_else(|| event.target())?.dyn_into().ok()
}

/// Keeps the pointer's events coming while it is pressed, also from outside the element.
pub fn capture(event: &PointerEvent) {
    if let Some(Err(error)) = element(event).map(|element| element.set_pointer_capture(event.pointer_id())) {
        web_sys::console::warn_1(&error);
    }
}

/// What is pointed at now; tells nobody when it is the same as before.
pub fn point_at<T: PartialEq + Send + Sync + 'static>(pointed: RwSignal<T>, found: T) {
    if pointed.with_untracked(|before| *before != found) {
        pointed.set(found);
    }
}
