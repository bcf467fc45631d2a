//! A picture of the plane: fields, contours, lines and points between two axes, and a cross-hair that reads a place.

use plotters::prelude::{DrawingBackend, RGBColor};
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::BackendCoord;

use super::axes::{Axes, FONT_PX, Layout};
use super::images::PixelImage;
use super::palette::mix;
use super::pen::{Look, Outcome, Pen, spaced};
use super::scale::{Scale, Spacing, Unit, value_label};

mod blend;
mod clip;
mod contours;
mod layer;
mod raster;
mod table;

pub use contours::Kept;
use contours::Surface;
use layer::class_colour;
pub use layer::{Bounds, Layer, Mark, Tone};
pub use raster::rects;
pub use table::csv;

/// What a plane shows.
#[derive(Clone, Copy, Debug)]
pub struct Plane<'a> {
    pub bounds: Bounds,
    /// Of both axes. Fields and contours are for linear ones.
    pub spacing: (Spacing, Spacing),
    pub layers: &'a [Layer],
    /// The name of the layer that stands out: other named ones are faint.
    pub lit: Option<&'a str>,
    pub x_label: &'a str,
    pub y_label: &'a str,
    /// In data units.
    pub crosshair: Option<(f64, f64)>,
}

/// How a backend shows an image stretched between two corners, unsmoothed; [`rects`] serves all.
pub type Stretch<B> = fn(&mut B, &PixelImage, BackendCoord, BackendCoord) -> Outcome<B>;

/// How far apart a line's corners stay; see [`spaced`].
const CORNER_SPACING_PX: f64 = 3.0;
/// How much of the paper shines through what does not stand out.
const FAINTNESS: f64 = 0.8;

impl Plane<'_> {
    /// The scales that `draw` uses on a picture of this size.
    pub fn layout(&self, look: &Look) -> Layout {
        let Bounds { x_min, x_max, y_min, y_max } = self.bounds;
        let Layout { x, y } = Layout::new(look, (x_min, x_max), (y_min, y_max));
        Layout { x: Scale { spacing: self.spacing.0, ..x }, y: Scale { spacing: self.spacing.1, ..y } }
    }

    /// Draws all layers in order, cut off at the bounds, between the axes. A figure that is drawn again hands in what was kept.
    pub fn draw<B: DrawingBackend>(
        &self,
        backend: &mut B,
        look: &Look,
        stretch: Stretch<B>,
        kept: &mut Kept,
    ) -> Outcome<B> {
        let layout = self.layout(look);
        let mut pen = Pen { backend, look };
        pen.fill()?;
        let axes = Axes::new(layout, (self.x_label, self.y_label), Unit::Plain, 60.0);
        axes.draw_columns(&mut pen)?;
        axes.draw_rows(&mut pen)?;
        let paper = look.theme.palette().paper;
        for layer in self.layers {
            let faintness = if self.is_faint(layer) { FAINTNESS } else { 0.0 };
            let shade = |colour: RGBColor| mix(colour, paper, faintness);
            match layer {
                Layer::Field { values, columns, tone } => {
                    let from = look.device((layout.x.start_px, layout.y.end_px));
                    let to = look.device((layout.x.end_px, layout.y.start_px));
                    let size = ((to.0 - from.0).max(1) as usize, (to.1 - from.1).max(1) as usize);
                    let image = raster::image(values, *columns, *tone, look.theme, size);
                    stretch(pen.backend, &image, from, to)?;
                }
                Layer::Contours { values, columns, levels } => {
                    let surface = Surface { values: values.clone(), columns: *columns, levels: *levels };
                    for line in kept.lines(&surface, look, &layout) {
                        pen.line(line, look.theme.palette().muted, 0.55, 1.0)?;
                    }
                }
                Layer::Line { points, colour, width_px, dash, .. } => {
                    let colour = shade(look.theme.palette().curve(*colour));
                    for part in clip::parts(points.as_chunks().0, &layout) {
                        for stroke in dash.strokes(&spaced(part, CORNER_SPACING_PX), *width_px) {
                            pen.line(&stroke, colour, 1.0, *width_px)?;
                        }
                    }
                }
                Layer::Points { positions, classes, radius_px, hollow, .. } => {
                    let palette = look.theme.palette();
                    let colour = |index: usize| shade(class_colour(palette, classes.get(index).copied()));
                    draw_points(&mut pen, &layout, positions, colour, (*radius_px, *hollow))?;
                }
                Layer::Dots { positions, colour, radius_px, .. } => {
                    let colour = shade(look.theme.palette().curve(*colour));
                    draw_points(&mut pen, &layout, positions, |_| colour, (*radius_px, false))?;
                }
            }
        }
        axes.draw_words(&mut pen)?;
        match self.crosshair {
            Some(at) => draw_crosshair(&mut pen, &layout, self.bounds.clamp(at)),
            None => Ok(()),
        }
    }
}

impl Plane<'_> {
    fn is_faint(&self, layer: &Layer) -> bool {
        let is_lit = |layer: &Layer| self.lit.is_some() && layer.label() == self.lit;
        layer.label().is_some() && !is_lit(layer) && self.layers.iter().any(is_lit)
    }
}

/// A place in words: both coordinates.
pub fn reading((x, y): (f64, f64)) -> String {
    format!("{}, {}", value_label(x, Unit::Plain), value_label(y, Unit::Plain))
}

fn draw_points<B: DrawingBackend>(
    pen: &mut Pen<B>,
    Layout { x, y }: &Layout,
    positions: &[f32],
    colour: impl Fn(usize) -> RGBColor,
    (radius_px, is_hollow): (f64, bool),
) -> Outcome<B> {
    let paper = pen.look.theme.palette().paper;
    for (index, position) in positions.as_chunks().0.iter().enumerate() {
        let [at_x, at_y] = position.map(f64::from);
        let is_inside = (x.data_min..=x.data_max).contains(&at_x) && (y.data_min..=y.data_max).contains(&at_y);
        if !is_inside {
            continue;
        }
        let at = (x.px_from_data(at_x), y.px_from_data(at_y));
        let colour = colour(index);
        if is_hollow {
            pen.dot(at, radius_px, colour, 1.0)?;
            pen.dot(at, radius_px - 1.5, paper, 1.0)?;
        } else {
            // A rim of paper sets a point off its neighbours and the field below.
            pen.dot(at, radius_px + 1.0, paper, 1.0)?;
            pen.dot(at, radius_px, colour, 1.0)?;
        }
    }
    Ok(())
}

fn draw_crosshair<B: DrawingBackend>(pen: &mut Pen<B>, Layout { x, y }: &Layout, at: (f64, f64)) -> Outcome<B> {
    let palette = pen.look.theme.palette();
    let (x_px, y_px) = (x.px_from_data(at.0), y.px_from_data(at.1));
    pen.line(&[(x_px, y.end_px), (x_px, y.start_px)], palette.muted, 0.7, 1.0)?;
    pen.line(&[(x.start_px, y_px), (x.end_px, y_px)], palette.muted, 0.7, 1.0)?;
    // The numbers stand beside the crossing, on the side that has room.
    let text = reading(at);
    let (width_px, height_px) = (text.chars().count() as f64 * FONT_PX * 0.58 + 8.0, FONT_PX + 5.0);
    let left_px = if x_px + width_px + 4.0 < x.end_px { x_px + 4.0 } else { x_px - 4.0 - width_px };
    let top_px = if y_px - height_px - 4.0 > y.end_px { y_px - 4.0 - height_px } else { y_px + 4.0 };
    pen.rect((left_px, top_px), (left_px + width_px, top_px + height_px), palette.paper, 0.85)?;
    pen.text(&text, (left_px + 4.0, top_px + 2.0), palette.ink, FONT_PX, (HPos::Left, VPos::Top))
}
