//! The canvas as a plotters backend that stamps its dots and single characters from sprites, thousands in a frame.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontTransform};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{context, put};
use plot::images::PixelImage;

/// More sprites than a scatter plot of ten classes, dimmed or not, ever needs; beyond it they start anew.
const MOST_SPRITES: usize = 64;

/// The most that a dot's radius may be to be stamped, in device pixels.
const MOST_RADIUS: u32 = 32;

type Error = DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>;

/// A canvas to draw on with plotters. Lines, areas and texts go to plotters' own canvas backend.
pub struct Surface {
    backend: CanvasBackend,
    context: CanvasRenderingContext2d,
    /// Holds an image before it is stretched.
    scratch: Option<HtmlCanvasElement>,
    /// A dozen of them: quicker to search than to hash.
    sprites: Vec<(SpriteKey, Sprite)>,
}

/// What a sprite shows.
#[derive(Clone, Copy, PartialEq, Eq)]
struct SpriteKey {
    mark: Mark,
    rgb: (u8, u8, u8),
    /// In 1/255.
    opacity: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Dot { radius: u32 },
    Glyph { character: char, size: u32 },
}

struct Sprite {
    canvas: HtmlCanvasElement,
    /// From the sprite's corner to its middle.
    half: f64,
}

impl Surface {
    /// None where the browser gives no 2D context.
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = context(canvas)?;
        let backend = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self { backend, context, scratch: None, sprites: Vec::new() })
    }

    /// Shows an image of a few pixels between two corners, stretched without smoothing.
    pub fn stretch(&mut self, image: &PixelImage, from: BackendCoord, to: BackendCoord) -> Result<(), Error> {
        if let Err(error) = self.try_stretch(image, from, to) {
            web_sys::console::error_1(&error);
        }
        Ok(())
    }

    fn try_stretch(&mut self, image: &PixelImage, from: BackendCoord, to: BackendCoord) -> Result<(), JsValue> {
        if image.rgba.is_empty() {
            return Ok(());
        }
        let scratch = match self.scratch.take() {
            Some(scratch) => scratch,
            None => new_canvas()?,
        };
        put(&scratch, image);
        let (left, top) = (f64::from(from.0), f64::from(from.1));
        let (width, height) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        self.context.set_image_smoothing_enabled(false);
        self.context.draw_image_with_html_canvas_element_and_dw_and_dh(&scratch, left, top, width, height)?;
        self.context.set_image_smoothing_enabled(true);
        self.scratch = Some(scratch);
        Ok(())
    }

    fn stamp(&mut self, mark: Mark, colour: BackendColor, (x, y): BackendCoord) -> Result<(), JsValue> {
        let key = SpriteKey { mark, rgb: colour.rgb, opacity: (colour.alpha * 255.0).round() as u8 };
        if !self.sprites.iter().any(|(known, _)| *known == key) {
            if self.sprites.len() == MOST_SPRITES {
                self.sprites.clear();
            }
            self.sprites.push((key, Sprite::draw(&key)?));
        }
        let Some((_, sprite)) = self.sprites.iter().find(|(known, _)| *known == key) else { return Ok(()) };
        let (left, top) = (f64::from(x) - sprite.half, f64::from(y) - sprite.half);
        self.context.draw_image_with_html_canvas_element(&sprite.canvas, left, top)
    }
}

impl Sprite {
    fn draw(key: &SpriteKey) -> Result<Self, JsValue> {
        let side = match key.mark {
            Mark::Dot { radius } => 2 * radius + 2,
            Mark::Glyph { size, .. } => 2 * size,
        };
        let canvas = new_canvas()?;
        canvas.set_width(side);
        canvas.set_height(side);
        let context = context(&canvas).ok_or("no 2D context")?;
        let (red, green, blue) = key.rgb;
        let opacity = f64::from(key.opacity) / 255.0;
        context.set_fill_style_str(&format!("rgba({red},{green},{blue},{opacity})"));
        let half = f64::from(side) / 2.0;
        match key.mark {
            Mark::Dot { radius } => {
                context.begin_path();
                context.arc(half, half, f64::from(radius), 0.0, std::f64::consts::TAU)?;
                context.fill();
            }
            Mark::Glyph { character, size } => {
                context.set_font(&format!("600 {size}px system-ui, sans-serif"));
                context.set_text_align("center");
                context.set_text_baseline("middle");
                context.fill_text(&character.to_string(), half, half)?;
            }
        }
        Ok(Self { canvas, half })
    }
}

fn new_canvas() -> Result<HtmlCanvasElement, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    Ok(document.create_element("canvas")?.unchecked_into())
}

impl DrawingBackend for Surface {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Error> {
        if !fill || radius > MOST_RADIUS {
            return self.backend.draw_circle(centre, radius, style, fill);
        }
        if let Err(error) = self.stamp(Mark::Dot { radius }, style.color(), centre) {
            web_sys::console::error_1(&error);
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Result<(), Error> {
        let mut characters = text.chars();
        let is_upright = matches!(style.transform(), FontTransform::None);
        let is_centred = matches!((style.anchor().h_pos, style.anchor().v_pos), (HPos::Center, VPos::Center));
        match (characters.next(), characters.next()) {
            (Some(character), None) if is_upright && is_centred => {
                let mark = Mark::Glyph { character, size: style.size().round() as u32 };
                if let Err(error) = self.stamp(mark, style.color(), at) {
                    web_sys::console::error_1(&error);
                }
                Ok(())
            }
            _ => self.backend.draw_text(text, style, at),
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Error> {
        // A jagged curve would grow thorns with the canvas' mitred corners.
        self.context.set_line_join("round");
        self.backend.draw_path(path, style)
    }

    fn get_size(&self) -> (u32, u32) {
        self.backend.get_size()
    }

    fn ensure_prepared(&mut self) -> Result<(), Error> {
        self.backend.ensure_prepared()
    }

    fn present(&mut self) -> Result<(), Error> {
        self.backend.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Result<(), Error> {
        self.backend.draw_pixel(at, colour)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Result<(), Error> {
        self.backend.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        corner: BackendCoord,
        opposite: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Error> {
        self.backend.draw_rect(corner, opposite, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Error> {
        self.backend.fill_polygon(path, style)
    }
}
