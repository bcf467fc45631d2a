//! Between the samples of a field: which lie around a pixel, and which of their classes wins there.

/// Samples in rows and columns, each in the middle of its cell.
#[derive(Clone, Copy)]
pub struct Grid {
    pub columns: usize,
    pub rows: usize,
}

/// Where a pixel lies along an axis: the sample before it, the next, and the share of the way between them. It is negative, or
/// above 1, between the outermost samples and the edge: values go on there as they came.
type Tap = (usize, usize, f32);

impl Grid {
    /// Of each of `pixels` over the cells of `samples`.
    pub fn taps(samples: usize, pixels: usize) -> Vec<Tap> {
        let most = samples.saturating_sub(2);
        let tap = |pixel: usize| {
            let at = (pixel as f32 + 0.5) / pixels as f32 * samples as f32 - 0.5;
            let before = (at.max(0.0) as usize).min(most);
            (before, (before + 1).min(samples - 1), at - before as f32)
        };
        (0..pixels).map(tap).collect()
    }

    /// The four samples around a pixel, and how much each counts (bilinear interpolation).
    pub fn corners(self, (left, right, along): Tap, (below, above, up): Tap) -> ([usize; 4], [f32; 4]) {
        let (lower, upper) = (below * self.columns, above * self.columns);
        let corners = [lower + left, lower + right, upper + left, upper + right];
        (corners, [(1.0 - along) * (1.0 - up), along * (1.0 - up), (1.0 - along) * up, along * up])
    }

    pub fn nearest(self, (left, right, along): Tap, (below, above, up): Tap) -> usize {
        let (column, row) = (if along < 0.5 { left } else { right }, if up < 0.5 { below } else { above });
        row * self.columns + column
    }
}

/// The class of each value of [`super::Tone::Classes`], and by how much it wins: sureness s as ln((1 + s) / (1 - s)), the difference
/// of the two best scores. Unlike probabilities, scores change evenly from sample to sample.
pub fn margins(values: &[f32]) -> Vec<(u8, f32)> {
    let margin = |&value: &f32| {
        let class = value.max(0.0).floor();
        let sure = (value.max(0.0) - class).min(0.999_999_9);
        (class as u8, if value.is_finite() { ((1.0 + sure) / (1.0 - sure)).ln() } else { f32::NAN })
    };
    values.iter().map(margin).collect()
}

/// The class with the largest sum of weighted margins, and its lead over the next: nothing on the border between two.
pub fn strongest(corners: [(u8, f32); 4], weights: [f32; 4]) -> (u8, f32) {
    let first = corners[0].0;
    let sum = |class: u8| -> f32 {
        let of_class =
            |corner: usize| if corners[corner].0 == class { weights[corner] * corners[corner].1 } else { 0.0 };
        (0..4).map(of_class).sum()
    };
    if corners.iter().all(|corner| corner.0 == first) {
        return (first, sum(first));
    }
    let mut best = (first, sum(first));
    let mut next = f32::NEG_INFINITY;
    for (class, _) in corners {
        if class != best.0 {
            let sum = sum(class);
            if sum > best.1 {
                next = best.1;
                best = (class, sum);
            } else {
                next = next.max(sum);
            }
        }
    }
    // What is no number must not be lost in the comparisons.
    let is_whole = corners.iter().all(|corner| corner.1.is_finite());
    (best.0, if is_whole { best.1 - next } else { f32::NAN })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_lie_between_samples_and_beyond_the_outermost() {
        assert_eq!(Grid::taps(2, 4), [(0, 1, -0.25), (0, 1, 0.25), (0, 1, 0.75), (0, 1, 1.25)]);
        assert_eq!(Grid::taps(1, 2), [(0, 0, -0.25), (0, 0, 0.25)]);
        let grid = Grid { columns: 3, rows: 2 };
        let (corners, weights) = grid.corners((1, 2, 0.25), (0, 1, 0.5));
        assert_eq!(corners, [1, 2, 4, 5]);
        assert_eq!(weights, [0.375, 0.125, 0.375, 0.125]);
        assert_eq!(grid.nearest((1, 2, 0.25), (0, 1, 0.5)), 4);
    }

    #[test]
    fn the_strongest_class_leads_by_what_the_next_lacks() {
        let even = [0.25; 4];
        assert_eq!(strongest([(3, 4.0); 4], even), (3, 4.0));
        assert_eq!(strongest([(1, 4.0), (2, 4.0), (1, 0.0), (2, 4.0)], even), (2, 1.0));
        assert_eq!(strongest([(1, 4.0), (0, 8.0), (2, 12.0), (0, 0.0)], even), (2, 1.0));
        assert!(strongest([(1, 4.0), (0, f32::NAN), (1, 4.0), (1, 4.0)], even).1.is_nan());
    }

    #[test]
    fn margins_are_differences_of_scores() {
        let probability = 1.0 / (1.0 + (-3.0f32).exp());
        let margins = margins(&[1.0 + (2.0 * probability - 1.0), 0.0, f32::NAN]);
        assert!(margins[0].0 == 1 && (margins[0].1 - 3.0).abs() < 1e-4);
        assert_eq!(margins[1], (0, 0.0));
        assert!(margins[2].1.is_nan());
    }
}
