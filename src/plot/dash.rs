//! Cuts a line into dashes or dots, so that curves differ by more than colour.

/// How a curve is stroked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dash {
    #[default]
    Solid,
    Dashed,
    Dotted,
}

/// Longer lines get longer dashes: a jagged curve must not become thousands of strokes.
const MOST_DASHES: f64 = 300.0;

impl Dash {
    /// Lengths of stroke and gap, in multiples of the line's width.
    pub fn lengths(self) -> Option<(f64, f64)> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some((4.0, 2.5)),
            Self::Dotted => Some((1.0, 2.0)),
        }
    }

    /// The strokes that a line through `points` (pixels) consists of; few enough to draw on every frame.
    pub fn strokes(self, points: &[(f64, f64)], width_px: f64) -> Vec<Vec<(f64, f64)>> {
        let Some((on, off)) = self.lengths() else { return vec![points.to_vec()] };
        let length_px: f64 = points.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
        let stretch = (length_px / (MOST_DASHES * (on + off) * width_px)).max(1.0);
        cut(points, on * width_px * stretch, off * width_px * stretch)
    }
}

fn cut(points: &[(f64, f64)], on_px: f64, off_px: f64) -> Vec<Vec<(f64, f64)>> {
    let Some(&first) = points.first() else { return Vec::new() };
    let mut strokes = Vec::new();
    let mut stroke = Some(vec![first]);
    let mut left_px = on_px;
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        while distance(from, to) >= left_px {
            from = towards(from, to, left_px);
            match stroke.take() {
                Some(mut done) => {
                    done.push(from);
                    strokes.push(done);
                    left_px = off_px;
                }
                None => {
                    stroke = Some(vec![from]);
                    left_px = on_px;
                }
            }
        }
        left_px -= distance(from, to);
        if let Some(stroke) = &mut stroke {
            stroke.push(to);
        }
    }
    strokes.extend(stroke.filter(|stroke| stroke.len() > 1));
    strokes
}

fn distance(from: (f64, f64), to: (f64, f64)) -> f64 {
    (to.0 - from.0).hypot(to.1 - from.1)
}

fn towards(from: (f64, f64), to: (f64, f64), step_px: f64) -> (f64, f64) {
    let share = step_px / distance(from, to);
    (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_round_corners() {
        let strokes = cut(&[(0.0, 0.0), (3.0, 0.0), (3.0, 7.0)], 4.0, 2.0);
        assert_eq!(strokes, [vec![(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)], vec![(3.0, 3.0), (3.0, 7.0)]]);
    }

    #[test]
    fn a_jagged_line_has_no_more_dashes_than_a_smooth_one_may_have() {
        let jagged: Vec<_> = (0..2000).map(|index| (index as f64, if index % 2 == 0 { 0.0 } else { 200.0 })).collect();
        let strokes = Dash::Dotted.strokes(&jagged, 2.0);
        assert!((250..=301).contains(&strokes.len()), "{}", strokes.len());
    }

    #[test]
    fn lines_without_length_do_not_hang() {
        assert!(Dash::Dashed.strokes(&[], 1.0).is_empty());
        assert!(Dash::Dashed.strokes(&[(1.0, 1.0)], 1.0).is_empty());
        assert_eq!(Dash::Dashed.strokes(&[(1.0, 1.0), (1.0, 1.0)], 1.0).len(), 1);
    }
}
