//! Classes' names among dots, each where most of its points are.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Emphasis, Scatter};
use crate::pen::{Outcome, Pen};

const SIZE_PX: f64 = 15.0;
/// Of paper around a name.
const RIM_PX: f64 = 1.5;
/// Fewer points have no middle worth a name.
const LEAST_POINTS: usize = 20;

impl Scatter<'_> {
    pub(super) fn draw_names<B: DrawingBackend>(&self, pen: &mut Pen<B>) -> Outcome<B> {
        for class in 0..self.classes.len() {
            let Some(middle) = self.middle_of(class) else { continue };
            let (x_px, y_px) = self.px_of(pen.look, middle);
            let palette = pen.look.theme.palette();
            let anchor = (HPos::Center, VPos::Center);
            for (right, down) in [(-RIM_PX, 0.0), (RIM_PX, 0.0), (0.0, -RIM_PX), (0.0, RIM_PX)] {
                pen.text(self.classes[class], (x_px + right, y_px + down), palette.paper, SIZE_PX, anchor)?;
            }
            pen.text(self.classes[class], (x_px, y_px), palette.ink, SIZE_PX, anchor)?;
        }
        Ok(())
    }

    /// The median of a shown class on each axis: unlike the mean it lies in the larger of two islands.
    fn middle_of(&self, class: usize) -> Option<(f32, f32)> {
        let is_meant =
            |&index: &usize| usize::from(self.labels[index]) == class && self.emphasis_of(index) == Emphasis::Shown;
        let points: Vec<usize> = (0..self.len()).filter(is_meant).collect();
        let median = |axis: usize| {
            let mut values: Vec<f32> = points.iter().map(|&index| self.positions[2 * index + axis]).collect();
            let middle = values.len() / 2;
            *values.select_nth_unstable_by(middle, f32::total_cmp).1
        };
        (points.len() >= LEAST_POINTS).then(|| (median(0), median(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lies_in_the_larger_island() {
        let positions: Vec<f32> =
            (0..40).flat_map(|index| if index < 25 { [1.0, 2.0] } else { [-9.0, -9.0] }).collect();
        let scatter = Scatter { positions: &positions, labels: &[0; 40], classes: &["0", "1"], ..Scatter::default() };
        assert_eq!(scatter.middle_of(0), Some((1.0, 2.0)));
        assert_eq!(scatter.middle_of(1), None);
        let hidden = Scatter { emphasis: &[Emphasis::Hidden], ..scatter };
        assert_eq!(hidden.middle_of(0), None);
    }
}
