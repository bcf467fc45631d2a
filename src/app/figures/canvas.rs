//! The only file, with its parts, that touches the canvas element: size, resolution, when to draw, pixels, PNG.

use std::cell::Cell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use plot::images::PixelImage;
use plot::palette::Theme;
use plot::pen::Look;
use plot::sheet::Sheet;

mod grab;
mod surface;
mod watch;

pub use grab::Grabber;
pub use surface::Surface;
use watch::Watch;

/// Context: the theme that the page shows. Pictures follow it; without it they are light.
#[derive(Clone, Copy, Debug)]
pub struct PageTheme(pub Signal<Theme>);

/// What a drawing wants next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Redraw {
    /// Nothing, until a signal it reads, its size or the theme changes.
    #[default]
    WhenChanged,
    /// Every second animation frame: smooth, and half the work.
    Soon,
}

impl Redraw {
    /// After a drawing that stays as it is; the console says what could not be drawn.
    pub fn after<E: std::fmt::Display>(outcome: Result<(), E>) -> Self {
        if let Err(error) = outcome {
            leptos::logging::error!("{error}");
        }
        Self::WhenChanged
    }
}

/// A picture that redraws itself when a signal read by `draw` changes: at most once per animation frame, and only while
/// it can be seen. CSS gives the element its size.
#[component]
pub fn Canvas(
    /// Draws everything anew, in device pixels; see [`plot::pen::Pen`] for CSS pixels.
    draw: impl Fn(&mut Surface, &Look) -> Redraw + 'static,
    /// The element, for whoever handles its events.
    #[prop(optional)]
    node: NodeRef<html::Canvas>,
) -> impl IntoView {
    let theme = page_theme();
    let surface = Rc::new(std::cell::RefCell::new(None));
    paint(node, move |canvas, (width_px, height_px)| {
        let look = Look { theme: theme.get(), width_px, height_px, ratio: ratio() };
        resize(canvas, (look.width_px * look.ratio).round() as u32, (look.height_px * look.ratio).round() as u32);
        let mut surface = surface.borrow_mut();
        if surface.is_none() {
            *surface = Surface::new(canvas);
        }
        surface.as_mut().map_or(Redraw::WhenChanged, |surface| draw(surface, &look))
    });
    view! { <canvas node_ref=node></canvas> }
}

/// An image of a few pixels, enlarged without smoothing.
#[component]
pub fn Pixels(
    #[prop(into)] image: Signal<PixelImage>,
    /// Side of one pixel, in CSS pixels.
    #[prop(into)]
    zoom: Signal<f64>,
    /// What the image shows, for those who cannot see it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::new();
    paint(node, move |canvas, _| {
        image.with(|image| put(canvas, image));
        Redraw::WhenChanged
    });
    let width = move || format!("{}px", image.with(|image| image.width_px) as f64 * zoom.get());
    // A canvas without a size of its own is 300 by 150 pixels until it is drawn.
    view! {
        <canvas
            node_ref=node
            width="0"
            height="0"
            role="img"
            aria-label=label
            style:width=width
            style:max-width="100%"
            style:image-rendering="pixelated"
        ></canvas>
    }
}

/// Size and resolution that the element has now: for event handlers, as it makes the browser lay out the page.
pub fn look(canvas: &HtmlCanvasElement, theme: Theme) -> Look {
    let (width_px, height_px) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    Look { theme, width_px, height_px, ratio: ratio() }
}

/// The theme from the context.
pub fn page_theme() -> Signal<Theme> {
    use_context::<PageTheme>().map_or_else(|| Signal::from(Theme::Light), |theme| theme.0)
}

/// True where the reader asked the system for less motion.
pub fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

/// Milliseconds since the page was opened.
pub fn now_millis() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// A canvas of its own with the picture, its title and its legend. None where the browser gives no canvas, or the picture has no size.
pub fn on_sheet(picture: &HtmlCanvasElement, theme: Theme, sheet: &Sheet) -> Option<HtmlCanvasElement> {
    let shown = look(picture, theme);
    let ratio = f64::from(picture.width()) / shown.width_px;
    if !ratio.is_finite() || ratio <= 0.0 {
        return None;
    }
    let layout = sheet.layout(shown.width_px);
    let [above, below] = [layout.above_px, layout.below_px].map(|px| (px * ratio).round());
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(picture.width());
    canvas.set_height(picture.height() + (above + below) as u32);
    let whole = Look { height_px: f64::from(canvas.height()) / ratio, ratio, ..shown };
    sheet.draw(&mut Surface::new(&canvas)?, &whole).ok()?;
    context(&canvas)?.draw_image_with_html_canvas_element(picture, 0.0, above).ok()?;
    Some(canvas)
}

/// Hands over the picture as a PNG file, once the browser has packed it.
pub fn to_png(canvas: &HtmlCanvasElement, on_png: impl FnOnce(Blob) + 'static) {
    let on_blob = Closure::once_into_js(move |blob: Option<Blob>| blob.map(on_png).unwrap_or_default());
    if let Err(error) = canvas.to_blob(on_blob.unchecked_ref()) {
        web_sys::console::error_1(&error);
    }
}

/// What happened in the animation frame in hand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// Nothing was drawn yet.
    Fresh,
    Drawn,
    /// Drawn, and already out of date.
    Stale,
}

/// Calls `draw` with the element and its size in CSS pixels whenever a signal it reads, the size or the visibility
/// changes. What changes after the first call in a frame waits for the next frame.
fn paint(node: NodeRef<html::Canvas>, draw: impl Fn(&HtmlCanvasElement, (f64, f64)) -> Redraw + 'static) {
    let watch = Watch::on(node);
    let next_frame = ArcTrigger::new();
    let frame = Rc::new(Cell::new(Frame::Fresh));
    Effect::new(move || {
        next_frame.track();
        if frame.get() != Frame::Fresh {
            frame.set(Frame::Stale);
            return;
        }
        let size_px = watch.size_px.get();
        let Some(canvas) = node.get().filter(|_| watch.is_visible.get()) else { return };
        let redraw = draw(&canvas, size_px);
        let (frame, next_frame) = (frame.clone(), next_frame.clone());
        match redraw {
            Redraw::WhenChanged => {
                frame.set(Frame::Drawn);
                request_animation_frame(move || end(&frame, &next_frame));
            }
            Redraw::Soon => {
                frame.set(Frame::Stale);
                request_animation_frame(move || request_animation_frame(move || end(&frame, &next_frame)));
            }
        }
    });
}

fn end(frame: &Cell<Frame>, next_frame: &ArcTrigger) {
    if frame.replace(Frame::Fresh) == Frame::Stale {
        next_frame.notify();
    }
}

fn ratio() -> f64 {
    window().device_pixel_ratio().max(0.5)
}

/// Setting the size clears a canvas and costs memory, even when it stays the same.
fn resize(canvas: &HtmlCanvasElement, width: u32, height: u32) {
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}

fn put(canvas: &HtmlCanvasElement, image: &PixelImage) {
    resize(canvas, image.width_px as u32, image.height_px as u32);
    let Some(context) = context(canvas).filter(|_| !image.rgba.is_empty()) else { return };
    let data = ImageData::new_with_u8_clamped_array(wasm_bindgen::Clamped(&image.rgba), image.width_px as u32);
    if let Err(error) = data.and_then(|data| context.put_image_data(&data, 0.0, 0.0)) {
        web_sys::console::error_1(&error);
    }
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
