//! The places a run has been to: thinned evenly as it grows, so that a run of any length is drawn with few corners.

/// Places (each of `width` numbers) in the order they were visited.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    width: usize,
    values: Vec<f32>,
    /// How many visits one kept place stands for.
    stride: u64,
    visits: u64,
}

/// Most places that are kept.
const MOST_PLACES: usize = 1000;

impl Trail {
    pub fn new(width: usize) -> Self {
        Self { width, values: Vec::new(), stride: 1, visits: 0 }
    }

    /// A trail whose kept places are `values`, after so many visits.
    pub fn restored(width: usize, values: &[f32], visits: u64) -> Self {
        let mut stride = 1;
        while visits.div_ceil(stride) > MOST_PLACES as u64 {
            stride *= 2;
        }
        Self { width, values: values.to_vec(), stride, visits }
    }

    pub fn push(&mut self, place: impl IntoIterator<Item = f32>) {
        if self.visits.is_multiple_of(self.stride) {
            self.values.extend(place);
        }
        self.visits += 1;
        if self.len() > MOST_PLACES {
            let kept = self.values.chunks_exact(self.width).step_by(2);
            self.values = kept.flatten().copied().collect();
            self.stride *= 2;
        }
    }

    /// How many places are kept.
    pub fn len(&self) -> usize {
        self.values.len() / self.width
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All kept places, `[len, width]`.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Two numbers of each kept place, `[len, 2]`.
    pub fn along(&self, (x, y): (usize, usize)) -> impl Iterator<Item = f32> {
        self.values.chunks_exact(self.width).flat_map(move |place| [place[x], place[y]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_trail_keeps_every_place() {
        let mut trail = Trail::new(3);
        trail.push([1.0, 2.0, 3.0]);
        trail.push([4.0, 5.0, 6.0]);
        assert_eq!(trail.along((0, 2)).collect::<Vec<_>>(), [1.0, 3.0, 4.0, 6.0]);
    }

    #[test]
    fn a_long_trail_is_thinned_evenly_and_can_be_taken_up_again() {
        let mut trail = Trail::new(1);
        for visit in 0..10_000 {
            trail.push([visit as f32]);
            let restored = Trail::restored(1, trail.values(), visit + 1);
            assert_eq!(restored, trail, "{visit}");
        }
        assert!(trail.len() <= MOST_PLACES && trail.len() > MOST_PLACES / 2);
        assert!(trail.values().windows(2).all(|pair| pair[1] - pair[0] == 16.0));
    }
}
