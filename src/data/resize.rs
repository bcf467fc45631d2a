//! Images made larger or smaller by bilinear interpolation.

/// Square images `[n, from_px, from_px]` as `[n, to_px, to_px]`, as PyTorch's `interpolate(mode="bilinear",
/// align_corners=False)` does it: pixel centres at half numbers, the outermost pixels repeated beyond the edge.
pub fn resize(images: &[f32], from_px: usize, to_px: usize) -> Vec<f32> {
    let taps: Vec<Tap> = (0..to_px).map(|place| Tap::new(place, from_px, to_px)).collect();
    let mut resized = Vec::with_capacity(images.len() / (from_px * from_px).max(1) * to_px * to_px);
    for image in images.chunks_exact((from_px * from_px).max(1)) {
        for row in &taps {
            let (upper, lower) = (&image[row.first * from_px..], &image[row.second * from_px..]);
            resized.extend(taps.iter().map(|column| row.mix(column.at(upper), column.at(lower))));
        }
    }
    resized
}

/// The two source pixels that a target pixel lies between, and the second one's share.
struct Tap {
    first: usize,
    second: usize,
    share: f32,
}

impl Tap {
    fn new(place: usize, from_px: usize, to_px: usize) -> Self {
        let centre = ((place as f32 + 0.5) * from_px as f32 / to_px as f32 - 0.5).max(0.0);
        let first = (centre as usize).min(from_px.saturating_sub(1));
        Self { first, second: (first + 1).min(from_px.saturating_sub(1)), share: centre - first as f32 }
    }

    fn at(&self, line: &[f32]) -> f32 {
        self.mix(line[self.first], line[self.second])
    }

    fn mix(&self, first: f32, second: f32) -> f32 {
        first + self.share * (second - first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_as_large_as_pytorch_does_it() {
        // torch.nn.functional.interpolate(tensor([[[[0., 4.], [8., 12.]]]]), 4, mode="bilinear", align_corners=False)
        let expected = [0., 1., 3., 4., 2., 3., 5., 6., 6., 7., 9., 10., 8., 9., 11., 12.];
        assert_eq!(resize(&[0.0, 4.0, 8.0, 12.0], 2, 4), expected);
    }

    #[test]
    fn every_image_is_its_own_and_the_same_size_changes_nothing() {
        let images: Vec<f32> = (0..18).map(|value| value as f32).collect();
        assert_eq!(resize(&images, 3, 3), images);
        assert_eq!(resize(&[1.0, 2.0], 1, 2), [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0]);
        assert!(resize(&[], 28, 64).is_empty());
    }
}
