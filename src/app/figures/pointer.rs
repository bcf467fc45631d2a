//! The reader's hand on a figure: where it points, and holding on to it while it is pressed.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Where on the element, in CSS pixels.
pub fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
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
