//! Lines of equal value in the pixels of one picture, kept while surface and size stay: pictures that move draw them often.

use std::sync::Arc;

use crate::axes::Layout;
use crate::contour;
use crate::pen::Look;
use crate::scale::Scale;

use super::CORNER_SPACING_PX;

/// Of the grid that lines are found on.
const NODE_SPACING_PX: f64 = 3.0;

/// Corners of each line, in CSS pixels.
pub type Lines = Vec<Vec<(f64, f64)>>;

/// The lines that were drawn last, for the next drawing of the same surface.
#[derive(Debug, Default)]
pub struct Kept(Option<(Surface, Look, Lines)>);

/// What lines are drawn through; see [`super::Layer::Contours`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Surface {
    pub values: Arc<[f32]>,
    pub columns: usize,
    pub levels: usize,
}

impl Kept {
    /// The surface's lines on a picture of this look.
    pub(super) fn lines(&mut self, surface: &Surface, look: &Look, layout: &Layout) -> &Lines {
        let is_same = |(known, drawn, _): &(Surface, Look, Lines)| drawn == look && known == surface;
        let kept = self.0.take().filter(is_same);
        &self.0.insert(kept.unwrap_or_else(|| (surface.clone(), *look, found(surface, look, layout)))).2
    }
}

fn found(Surface { values, columns, levels }: &Surface, look: &Look, Layout { x, y }: &Layout) -> Lines {
    let nodes = |scale: &Scale| ((scale.end_px - scale.start_px).abs() / NODE_SPACING_PX).max(1.0) as usize + 1;
    let (nodes_x, nodes_y) = (nodes(x), nodes(y));
    let finer = contour::finer(values, *columns, (nodes_x, nodes_y));
    let along = |scale: &Scale, share: f64| scale.start_px + share * (scale.end_px - scale.start_px);
    // From nodes, counted from zero, to pixels.
    let place =
        |(column, row): (f64, f64)| (along(x, column / (nodes_x - 1) as f64), along(y, row / (nodes_y - 1) as f64));
    let levels = contour::levels(values, *levels).into_iter();
    let lines = levels.flat_map(|level| contour::isolines(&finer, nodes_x, level));
    lines.map(|line| look.steady(line.into_iter().map(place).collect(), CORNER_SPACING_PX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surface_that_comes_again_keeps_its_lines_another_or_another_size_does_not() {
        let surface = |slope: f32| Surface { values: [0.0, slope, 2.0].repeat(3).into(), columns: 3, levels: 2 };
        let look = Look { width_px: 200.0, height_px: 100.0, ratio: 1.0, ..Look::default() };
        let layout = |look: &Look| Layout::new(look, (0.0, 1.0), (0.0, 1.0));
        let mut kept = Kept::default();
        let first = kept.lines(&surface(1.0), &look, &layout(&look)).clone();
        assert_eq!(first.len(), 2);
        // Marked, to see whether it is the same again.
        if let Some((_, _, lines)) = &mut kept.0 {
            lines.push(Vec::new());
        }
        assert_eq!(kept.lines(&surface(1.0), &look, &layout(&look)).len(), 3);
        assert_eq!(kept.lines(&surface(1.5), &look, &layout(&look)).len(), 2);
        let wide = Look { width_px: 400.0, ..look };
        assert_ne!(kept.lines(&surface(1.0), &wide, &layout(&wide)), &first);
    }
}
