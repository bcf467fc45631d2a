//! Takes small pictures of a canvas, one after the other, for an animation.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Scales down what another canvas shows. All its pictures have one size.
pub struct Grabber {
    context: CanvasRenderingContext2d,
    pub width_px: u16,
    pub height_px: u16,
}

impl Grabber {
    /// Pictures `width_px` wide, as high as the shape of `source` makes them. None for a canvas of no size.
    pub fn new(source: &HtmlCanvasElement, width_px: u16) -> Option<Self> {
        let (from_width, from_height) = (f64::from(source.width()), f64::from(source.height()));
        if from_width == 0.0 || from_height == 0.0 {
            return None;
        }
        let height_px = (f64::from(width_px) * from_height / from_width).round().max(1.0) as u16;
        let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.unchecked_into();
        canvas.set_width(width_px.into());
        canvas.set_height(height_px.into());
        // Kept where it is read: on the processor.
        let options = Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE).ok()?;
        let context = canvas.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
        Some(Self { context, width_px, height_px })
    }

    /// RGBA `[height, width, 4]` of what the canvas shows now.
    ///
    /// # Errors
    /// The browser's own.
    pub fn grab(&self, source: &HtmlCanvasElement) -> Result<Vec<u8>, JsValue> {
        let (width, height) = (f64::from(self.width_px), f64::from(self.height_px));
        self.context.draw_image_with_html_canvas_element_and_dw_and_dh(source, 0.0, 0.0, width, height)?;
        Ok(self.context.get_image_data(0.0, 0.0, width, height)?.data().0)
    }
}
