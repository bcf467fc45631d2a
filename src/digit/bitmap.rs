//! Grey images and the three moves of the normalisation: crop, fit, centre. How strokes become ink is in `strokes`.

use std::ops::Range;

use super::{BOX_PX, FIELD_PX};

/// Pixels fainter than this do not widen the crop: resampling leaves such traces around the ink.
const FAINT: f32 = 0.1;

/// Ink from 0 (paper) to 1, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Bitmap {
    pub width_px: usize,
    pub height_px: usize,
    pub ink: Vec<f32>,
}

impl Bitmap {
    /// The smallest part that holds all ink, or `None` where there is none.
    pub fn cropped(&self) -> Option<Self> {
        let rows = span(self.height_px, |y| self.row(y).iter().any(|&ink| ink > FAINT))?;
        let columns = span(self.width_px, |x| (0..self.height_px).any(|y| self.row(y)[x] > FAINT))?;
        let ink = rows.clone().flat_map(|y| self.row(y)[columns.clone()].iter().copied()).collect();
        Some(Self { width_px: columns.len(), height_px: rows.len(), ink })
    }

    /// Resampled so that `longest_px`, at least the longer side, becomes [`BOX_PX`].
    pub fn boxed(&self, longest_px: usize) -> Self {
        let columns = weights(self.width_px, longest_px);
        let rows = weights(self.height_px, longest_px);
        let mut narrow = Vec::with_capacity(columns.len() * self.height_px);
        for y in 0..self.height_px {
            narrow.extend(
                columns.iter().map(|column| column.iter().map(|&(x, weight)| weight * self.row(y)[x]).sum::<f32>()),
            );
        }
        let mut ink = Vec::with_capacity(columns.len() * rows.len());
        for row in &rows {
            ink.extend(
                (0..columns.len())
                    .map(|x| row.iter().map(|&(y, weight)| weight * narrow[y * columns.len() + x]).sum::<f32>()),
            );
        }
        Self { width_px: columns.len(), height_px: rows.len(), ink }
    }

    /// Moved by whole pixels until the centre of mass lies in the field's pixel (14, 14), where it is in MNIST's files,
    /// but never over the field's edge.
    pub fn centred(&self) -> [f32; FIELD_PX * FIELD_PX] {
        let mass = self.ink.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let moment_x: f32 = (0..self.ink.len()).map(|at| self.ink[at] * (at % self.width_px) as f32).sum();
        let moment_y: f32 = (0..self.ink.len()).map(|at| self.ink[at] * (at / self.width_px) as f32).sum();
        let start = |moment: f32, side_px: usize| {
            let start_px = (FIELD_PX / 2) as f32 - moment / mass;
            (start_px.round().max(0.0) as usize).min(FIELD_PX - side_px)
        };
        let (left_px, top_px) = (start(moment_x, self.width_px), start(moment_y, self.height_px));
        let mut field = [0.0; FIELD_PX * FIELD_PX];
        for y in 0..self.height_px {
            let at = (top_px + y) * FIELD_PX + left_px;
            field[at..at + self.width_px].copy_from_slice(self.row(y));
        }
        field
    }

    fn row(&self, y_px: usize) -> &[f32] {
        &self.ink[y_px * self.width_px..(y_px + 1) * self.width_px]
    }
}

/// From the first to the last of `count` lines that is inked.
fn span(count: usize, inked: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let first = (0..count).find(|&line| inked(line))?;
    let last = (first..count).rfind(|&line| inked(line))?;
    Some(first..last + 1)
}

/// For each pixel of the resampled side, which source pixels it averages and how much each counts. Shrinking averages
/// over the area that a pixel covers; that area is never narrower than a source pixel, which makes enlarging linear
/// interpolation. Beyond the source there is paper.
fn weights(side_px: usize, longest_px: usize) -> Vec<Vec<(usize, f32)>> {
    let scale = longest_px as f32 / BOX_PX as f32;
    let count = (side_px * BOX_PX).div_ceil(longest_px);
    let left_px = (side_px as f32 - count as f32 * scale) / 2.0;
    let width_px = scale.max(1.0);
    (0..count)
        .map(|index| {
            let start_px = left_px + (index as f32 + 0.5) * scale - width_px / 2.0;
            let end_px = start_px + width_px;
            let overlap = |x: usize| end_px.min(x as f32 + 1.0) - start_px.max(x as f32);
            (start_px.max(0.0) as usize..side_px)
                .take_while(|&x| overlap(x) > 0.0)
                .map(|x| (x, overlap(x) / width_px))
                .collect()
        })
        .collect()
}
