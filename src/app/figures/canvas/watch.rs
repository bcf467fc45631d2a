//! Watches a canvas: its size on the page, and whether it can be seen.

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlCanvasElement, IntersectionObserver, IntersectionObserverEntry, ResizeObserver};

/// What is known of the element; follows it until the component goes.
#[derive(Clone, Copy)]
pub struct Watch {
    /// Width and height in CSS pixels.
    pub size_px: RwSignal<(f64, f64)>,
    pub is_visible: RwSignal<bool>,
}

/// The browser's observers; dropping them ends the watch.
struct Observers {
    resize: ResizeObserver,
    intersection: IntersectionObserver,
    _on_resize: Closure<dyn FnMut()>,
    _on_intersection: Closure<dyn FnMut(Array)>,
}

impl Watch {
    pub fn on(node: NodeRef<html::Canvas>) -> Self {
        let watch = Self { size_px: RwSignal::new((0.0, 0.0)), is_visible: RwSignal::new(false) };
        let observers = StoredValue::new_local(None);
        Effect::new(move || {
            if let Some(canvas) = node.get() {
                observers.set_value(Observers::start(&canvas, watch).ok());
            }
        });
        watch
    }
}

impl Observers {
    fn start(canvas: &HtmlCanvasElement, watch: Watch) -> Result<Self, JsValue> {
        let element = canvas.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            let size_px = (f64::from(element.client_width()), f64::from(element.client_height()));
            watch.size_px.maybe_update(|size| std::mem::replace(size, size_px) != size_px);
        });
        let on_intersection = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let newest: IntersectionObserverEntry = entries.at(-1).unchecked_into();
            watch.is_visible.set(newest.is_intersecting());
        });
        let resize = ResizeObserver::new(on_resize.as_ref().unchecked_ref())?;
        let intersection = IntersectionObserver::new(on_intersection.as_ref().unchecked_ref())?;
        resize.observe(canvas);
        intersection.observe(canvas);
        Ok(Self { resize, intersection, _on_resize: on_resize, _on_intersection: on_intersection })
    }
}

impl Drop for Observers {
    fn drop(&mut self) {
        self.resize.disconnect();
        self.intersection.disconnect();
    }
}
