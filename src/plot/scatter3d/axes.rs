//! The box behind the points: its far walls with grid lines, and numbers and names along three of its outer edges.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

use super::Frame3d;
use crate::camera::Projection;
use crate::pen::{Outcome, Pen};
use crate::scale::{Unit, tick_label, tick_step, ticks};

type Px = (f64, f64);

const FONT_PX: f64 = 11.0;
const NUMBER_GAP_PX: f64 = 11.0;
const NAME_GAP_PX: f64 = 30.0;
/// Room for a number along its axis.
const NUMBER_PX: f64 = 40.0;
const GRID_LINES: usize = 6;

/// Draws the walls whose inner side is seen.
pub fn draw_walls<B: DrawingBackend>(pen: &mut Pen<B>, frame: &Frame3d, projection: &Projection) -> Outcome<B> {
    let palette = pen.look.theme.palette();
    let extent = frame.extent();
    let step = tick_step(2.0 * frame.half.into_iter().fold(0.0, f64::max), GRID_LINES);
    let lines = |axis: usize| {
        let (centre, half) = (frame.centre[axis], frame.half[axis]);
        let to_cube = extent[axis] / half;
        ticks(centre - half, centre + half, step).into_iter().map(move |tick| (tick - centre) * to_cube)
    };
    for (axis, side) in walls() {
        if !is_far(projection, &extent, axis, side) {
            continue;
        }
        let [across, along] = others(axis);
        for (fixed, free) in [(across, along), (along, across)] {
            let edges = [-extent[fixed], extent[fixed]].map(|at| (at, palette.muted, 0.45));
            let grid = lines(fixed).map(|at| (at, palette.line, 1.0));
            for (at, colour, opacity) in grid.chain(edges) {
                let end = |free_at: f64| {
                    let mut place = [0.0; 3];
                    (place[axis], place[fixed], place[free]) = (side * extent[axis], at, free_at);
                    projection.of(place).map(|seen| (seen.x_px, seen.y_px))
                };
                if let (Some(from), Some(to)) = (end(-extent[free]), end(extent[free])) {
                    pen.line(&[from, to], colour, opacity, 1.0)?;
                }
            }
        }
    }
    Ok(())
}

/// Writes beside one outer edge for each axis: below the box for x and y, to its left for z.
pub fn draw_words<B: DrawingBackend>(
    pen: &mut Pen<B>,
    frame: &Frame3d,
    projection: &Projection,
    names: [&str; 3],
) -> Outcome<B> {
    let palette = pen.look.theme.palette();
    let middle = projection.of([0.0; 3]).map_or((0.0, 0.0), |seen| (seen.x_px, seen.y_px));
    for axis in 0..3 {
        let Some((corner, from, to)) = outer_edge(projection, &frame.extent(), axis) else { continue };
        let length_px = (to.0 - from.0).hypot(to.1 - from.1);
        if length_px < NUMBER_PX {
            continue;
        }
        let half_way = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let outwards = unit((half_way.0 - middle.0, half_way.1 - middle.1));
        let beside = |at: Px, gap_px: f64| (at.0 + outwards.0 * gap_px, at.1 + outwards.1 * gap_px);
        let (centre, half) = (frame.centre[axis], frame.half[axis]);
        let step = tick_step(2.0 * half, (length_px / NUMBER_PX) as usize);
        for tick in ticks(centre - half, centre + half, step) {
            let mut place = corner;
            place[axis] = (tick - centre) / half * frame.extent()[axis];
            if let Some(seen) = projection.of(place) {
                let at = beside((seen.x_px, seen.y_px), NUMBER_GAP_PX);
                let text = tick_label(tick, step, Unit::Plain);
                pen.text(&text, at, palette.muted, FONT_PX, (HPos::Center, VPos::Center))?;
            }
        }
        let at = beside(half_way, NAME_GAP_PX);
        pen.text(names[axis], at, palette.ink, FONT_PX + 1.0, (HPos::Center, VPos::Center))?;
    }
    Ok(())
}

/// The edge along `axis` that lies on the outline of the box, lowest on the picture (for z: farthest left): a place on
/// it, and where it begins and ends.
fn outer_edge(projection: &Projection, extent: &[f64; 3], axis: usize) -> Option<([f64; 3], Px, Px)> {
    let [b, c] = others(axis);
    let edges = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)];
    let edges = edges.into_iter().filter_map(|(b_side, c_side)| {
        // One of its walls shows its inner side, the other its outer.
        let is_outline = is_far(projection, extent, b, b_side) != is_far(projection, extent, c, c_side);
        let mut place = [0.0; 3];
        (place[b], place[c]) = (b_side * extent[b], c_side * extent[c]);
        let end = |side: f64| {
            let mut end = place;
            end[axis] = side * extent[axis];
            projection.of(end).map(|seen| (seen.x_px, seen.y_px))
        };
        Some((place, end(-1.0)?, end(1.0)?)).filter(|_| is_outline)
    });
    let rank = |(_, from, to): &([f64; 3], Px, Px)| if axis == 2 { -(from.0 + to.0) } else { from.1 + to.1 };
    edges.max_by(|a, b| rank(a).total_cmp(&rank(b)))
}

/// Axis and side of each of the six walls.
fn walls() -> impl Iterator<Item = (usize, f64)> {
    (0..3).flat_map(|axis| [(axis, -1.0), (axis, 1.0)])
}

/// True when the eye sees the wall from inside.
fn is_far(projection: &Projection, extent: &[f64; 3], axis: usize, side: f64) -> bool {
    let (mut place, mut normal) = ([0.0; 3], [0.0; 3]);
    place[axis] = side * extent[axis];
    normal[axis] = side;
    !projection.faces(place, normal)
}

fn others(axis: usize) -> [usize; 2] {
    [(axis + 1) % 3, (axis + 2) % 3]
}

fn unit((x, y): Px) -> Px {
    let length = x.hypot(y).max(1e-9);
    (x / length, y / length)
}
