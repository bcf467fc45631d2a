//! A line drawn around points by hand: what is inside is caught.

use plotters::prelude::DrawingBackend;

use super::{Emphasis, Scatter};
use crate::pen::{Look, Outcome, Pen};

impl Scatter<'_> {
    /// The shown points inside a line of these corners, in order; its ends are joined.
    pub fn inside(&self, look: &Look, corners: &[(f64, f64)]) -> Vec<u32> {
        let is_inside = |&index: &u32| {
            let index = index as usize;
            self.emphasis_of(index) != Emphasis::Hidden && surrounds(corners, self.px(look, index))
        };
        (0..self.len() as u32).filter(is_inside).collect()
    }

    pub(super) fn draw_lasso<B: DrawingBackend>(&self, pen: &mut Pen<B>) -> Outcome<B> {
        if self.lasso.len() < 2 {
            return Ok(());
        }
        let ink = pen.look.theme.palette().ink;
        pen.polygon(self.lasso, ink, 0.06)?;
        pen.line(self.lasso, ink, 0.8, 1.5)
    }
}

/// Even-odd.
fn surrounds(corners: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let ends = corners.iter().zip(corners.iter().cycle().skip(1));
    let is_left_of = |(from, to): &(&(f64, f64), &(f64, f64))| {
        (from.1 > y) != (to.1 > y) && x < from.0 + (to.0 - from.0) * (y - from.1) / (to.1 - from.1)
    };
    ends.filter(is_left_of).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    const LOOK: Look = Look { theme: Theme::Light, width_px: 228.0, height_px: 228.0, ratio: 1.0 };

    #[test]
    fn what_is_inside_is_caught_unless_it_is_hidden() {
        // 100 pixels a unit around (114, 114).
        let scatter = Scatter {
            positions: &[0.0, 0.0, 0.5, 0.5, -0.5, 0.5, 0.2, 0.1, 1.0, 0.0],
            labels: &[0, 1, 0, 2, 1],
            ..Scatter::default()
        };
        let square = [(100.0, 50.0), (180.0, 50.0), (180.0, 130.0), (100.0, 130.0)];
        assert_eq!(scatter.inside(&LOOK, &square), [0, 1, 3]);
        let emphasis = [Emphasis::Hidden, Emphasis::Dimmed];
        assert_eq!(Scatter { emphasis: &emphasis, ..scatter }.inside(&LOOK, &square), [1, 3]);
        assert!(scatter.inside(&LOOK, &[]).is_empty());
    }

    #[test]
    fn what_is_not_caught_is_faint() {
        let scatter = Scatter { positions: &[0.0; 6], labels: &[0, 1, 2], caught: &[1], ..Scatter::default() };
        assert_eq!(
            [0, 1, 2].map(|index| scatter.emphasis_of(index)),
            [Emphasis::Dimmed, Emphasis::Shown, Emphasis::Dimmed]
        );
    }
}
