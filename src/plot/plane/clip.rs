//! Lines from data to pixels: cut at the picture's frame, broken where a coordinate is no number.

use crate::axes::Layout;

/// The parts of a line through `points` (data) that lie inside the frame, in pixels.
pub fn parts(points: &[[f32; 2]], Layout { x, y }: &Layout) -> Vec<Vec<(f64, f64)>> {
    let (low, high) = ((x.start_px, y.end_px), (x.end_px, y.start_px));
    let mut parts = Vec::new();
    let mut part: Vec<(f64, f64)> = Vec::new();
    let mut last = None;
    for point in points {
        let [at_x, at_y] = point.map(f64::from);
        let to = Some((x.px_from_data(at_x), y.px_from_data(at_y))).filter(|(x, y)| x.is_finite() && y.is_finite());
        let inside = last.zip(to).and_then(|(from, to)| cut(from, to, low, high));
        if let Some((from, to)) = inside {
            if part.last() != Some(&from) {
                parts.push(std::mem::replace(&mut part, vec![from]));
            }
            part.push(to);
        }
        last = to;
    }
    parts.push(part);
    parts.retain(|part| part.len() > 1);
    parts
}

/// The stretch of a segment inside a rectangle (Liang and Barsky 1984).
fn cut(from: (f64, f64), to: (f64, f64), low: (f64, f64), high: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0, 1.0);
    let walls = [(-dx, from.0 - low.0), (dx, high.0 - from.0), (-dy, from.1 - low.1), (dy, high.1 - from.1)];
    for (towards, room) in walls {
        if towards == 0.0 && room < 0.0 {
            return None;
        }
        let share = room / towards;
        if towards < 0.0 {
            enter = share.max(enter);
        } else if towards > 0.0 {
            leave = share.min(leave);
        }
    }
    // Whole segments keep their very ends, so that neighbours join.
    let start = if enter > 0.0 { (from.0 + enter * dx, from.1 + enter * dy) } else { from };
    let end = if leave < 1.0 { (from.0 + leave * dx, from.1 + leave * dy) } else { to };
    (enter <= leave).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::{Scale, Spacing};

    /// Data and pixels are the same, but for the direction of y.
    const LAYOUT: Layout = Layout {
        x: Scale { data_min: 0.0, data_max: 10.0, start_px: 0.0, end_px: 10.0, spacing: Spacing::Linear },
        y: Scale { data_min: 0.0, data_max: 10.0, start_px: 10.0, end_px: 0.0, spacing: Spacing::Linear },
    };

    #[test]
    fn a_line_inside_stays_whole() {
        let line = [[0.0, 0.0], [5.0, 5.0], [10.0, 0.0]];
        assert_eq!(parts(&line, &LAYOUT), [vec![(0.0, 10.0), (5.0, 5.0), (10.0, 10.0)]]);
    }

    #[test]
    fn what_leaves_the_frame_is_cut_off_and_comes_back_elsewhere() {
        let line = [[5.0, 5.0], [15.0, 5.0], [15.0, 8.0], [5.0, 8.0]];
        assert_eq!(parts(&line, &LAYOUT), [vec![(5.0, 5.0), (10.0, 5.0)], vec![(10.0, 2.0), (5.0, 2.0)]]);
        assert!(parts(&[[11.0, 0.0], [12.0, 5.0]], &LAYOUT).is_empty());
        assert!(parts(&[[1.0, 1.0]], &LAYOUT).is_empty());
    }

    #[test]
    fn a_run_that_diverges_is_drawn_up_to_the_frame() {
        let line = [[5.0, 5.0], [1e38, 5.0], [f32::INFINITY, 5.0], [f32::NAN, 0.0], [1.0, 1.0], [2.0, 1.0]];
        assert_eq!(parts(&line, &LAYOUT), [vec![(5.0, 5.0), (10.0, 5.0)], vec![(1.0, 9.0), (2.0, 9.0)]]);
    }
}
