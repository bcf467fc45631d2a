//! Pen strokes as ink: lines with round ends, drawn finer than the box so that averaging gives the grey levels.

use super::bitmap::Bitmap;
use super::{BOX_PX, STROKE_PX};

/// How much finer than the box strokes are drawn.
const FINENESS: usize = 4;
/// Longest side of what [`draw`] returns.
pub const FRAME_PX: usize = BOX_PX * FINENESS;
const RADIUS_PX: f32 = STROKE_PX * FINENESS as f32 / 2.0;

/// A place on the pad, in the pad's pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x_px: f32,
    pub y_px: f32,
}

/// The strokes' ink, its frame just around it. Points that are not finite are skipped; `None` where none is left.
pub fn draw(strokes: &[Vec<Point>], pen_px: f32) -> Option<Bitmap> {
    let finite = |point: &&Point| point.x_px.is_finite() && point.y_px.is_finite();
    let points = || strokes.iter().flatten().filter(finite);
    let (left_px, right_px) = points().map(|p| (p.x_px, p.x_px)).reduce(hull)?;
    let (top_px, bottom_px) = points().map(|p| (p.y_px, p.y_px)).reduce(hull)?;

    let longest_px = (right_px - left_px).max(bottom_px - top_px).max(pen_px).max(1.0);
    let scale = (FRAME_PX as f32 - 2.0 * RADIUS_PX) / longest_px;
    let side = |extent_px: f32| ((extent_px * scale + 2.0 * RADIUS_PX).ceil() as usize).min(FRAME_PX);
    let (width_px, height_px) = (side(right_px - left_px), side(bottom_px - top_px));
    let mut bitmap = Bitmap { width_px, height_px, ink: vec![0.0; width_px * height_px] };
    for stroke in strokes {
        let mut from = None;
        for point in stroke.iter().filter(finite) {
            let to = Point {
                x_px: (point.x_px - left_px) * scale + RADIUS_PX,
                y_px: (point.y_px - top_px) * scale + RADIUS_PX,
            };
            ink_segment(&mut bitmap, from.unwrap_or(to), to);
            from = Some(to);
        }
    }
    Some(bitmap)
}

fn hull((low, high): (f32, f32), (other_low, other_high): (f32, f32)) -> (f32, f32) {
    (low.min(other_low), high.max(other_high))
}

/// Inks every pixel by how far its centre is inside the line's edge, one pixel wide.
fn ink_segment(bitmap: &mut Bitmap, from: Point, to: Point) {
    let near = |a_px: f32, b_px: f32, side_px: usize| {
        let first = (a_px.min(b_px) - RADIUS_PX - 1.0).max(0.0) as usize;
        first..((a_px.max(b_px) + RADIUS_PX + 1.0) as usize).min(side_px)
    };
    for y in near(from.y_px, to.y_px, bitmap.height_px) {
        for x in near(from.x_px, to.x_px, bitmap.width_px) {
            let centre = Point { x_px: x as f32 + 0.5, y_px: y as f32 + 0.5 };
            let ink = (RADIUS_PX + 0.5 - distance_px(centre, from, to)).clamp(0.0, 1.0);
            let pixel = &mut bitmap.ink[y * bitmap.width_px + x];
            *pixel = pixel.max(ink);
        }
    }
}

/// From a point to the nearest point of a segment.
fn distance_px(point: Point, from: Point, to: Point) -> f32 {
    let (dx_px, dy_px) = (to.x_px - from.x_px, to.y_px - from.y_px);
    let length_squared = dx_px * dx_px + dy_px * dy_px;
    let along = (point.x_px - from.x_px) * dx_px + (point.y_px - from.y_px) * dy_px;
    let share = if length_squared > 0.0 { (along / length_squared).clamp(0.0, 1.0) } else { 0.0 };
    (point.x_px - from.x_px - share * dx_px).hypot(point.y_px - from.y_px - share * dy_px)
}
