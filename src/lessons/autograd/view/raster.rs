//! The drawing outside of the page: as a file that carries its own style, and as pixels on a canvas.

use js_sys::encode_uri_component;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, SvgElement, XmlSerializer};

/// The style of the drawing on the page.
const STYLE: &str = include_str!("../../../../www/graph.css");
/// The colours it takes from the page.
const COLOURS: [&str; 6] = ["--paper", "--ink", "--muted", "--line", "--positive", "--negative"];
/// Pixels of the picture for each of the drawing.
const SHARPNESS: f64 = 2.0;

/// The drawing as a file of its own; none where the browser hides its style.
pub fn svg_file(svg: &SvgElement) -> Option<String> {
    let style = window().get_computed_style(svg).ok()??;
    let value = |name: &str| style.get_property_value(name).unwrap_or_default();
    let colours: String = COLOURS.iter().map(|name| format!("{name}:{};", value(name))).collect();
    let scheme = value("color-scheme");
    let own = format!("svg{{color-scheme:{scheme};background:var(--paper);{colours}--mono:monospace}}");
    let file = XmlSerializer::new().ok()?.serialize_to_string(svg).ok()?;
    let (opening, content) = file.split_once('>')?;
    Some(format!("{opening}><style>{own}{STYLE}</style>{content}"))
}

/// Paints the drawing onto a canvas of its own size, then goes on. A browser that cannot leaves the canvas as it is.
pub fn paint(svg: &SvgElement, canvas: &HtmlCanvasElement, then: impl FnOnce() + 'static) {
    let (Some(file), Ok(image)) = (svg_file(svg), HtmlImageElement::new()) else { return };
    let side =
        |name: &str| svg.get_attribute(name).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0) * SHARPNESS;
    let (width_px, height_px) = (side("width"), side("height"));
    let (canvas, painted) = (canvas.clone(), image.clone());
    let on_load = Closure::once_into_js(move || {
        if (canvas.width(), canvas.height()) != (width_px as u32, height_px as u32) {
            canvas.set_width(width_px as u32);
            canvas.set_height(height_px as u32);
        }
        let context = canvas.get_context("2d").ok().flatten().map(JsCast::unchecked_into::<CanvasRenderingContext2d>);
        let outcome = context.map(|context| {
            context.draw_image_with_html_image_element_and_dw_and_dh(&painted, 0.0, 0.0, width_px, height_px)
        });
        if let Some(Ok(())) = outcome {
            then();
        }
    });
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", String::from(encode_uri_component(&file))));
}
