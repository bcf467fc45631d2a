//! Which examples come when: the order of an epoch, its batches, the last of them kept or dropped.

use crate::data::loader::epoch_order;

/// How an epoch is cut into batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    pub seed: u64,
    /// A new order each epoch; else the order in which the examples are stored.
    pub is_shuffled: bool,
    /// Leaves out what is left at the end of an epoch when it fills no batch.
    pub drops_last: bool,
}

/// Marks of examples that have no batch yet, or never get one in this epoch.
pub const NOT_DRAWN: f32 = -1.0;
pub const LEFT_OUT: f32 = -2.0;

impl Draw {
    /// The order of one epoch over `count` examples.
    pub fn order(&self, epoch: u64, count: usize) -> Vec<u32> {
        if self.is_shuffled { epoch_order(self.seed, epoch, &[count], count) } else { (0..count as u32).collect() }
    }

    /// The batch that is full once `drawn` (at least one) examples of an epoch's order are drawn, if one is.
    pub fn batch<'a>(&self, order: &'a [u32], drawn: usize, batch_size: usize) -> Option<&'a [u32]> {
        let is_full = drawn.is_multiple_of(batch_size);
        let is_rest = drawn == order.len() && !self.drops_last;
        (is_full || is_rest).then(|| &order[(drawn - 1) / batch_size * batch_size..drawn])
    }

    /// Batches of one epoch.
    pub fn batches(&self, count: usize, batch_size: usize) -> usize {
        if self.drops_last { count / batch_size } else { count.div_ceil(batch_size) }
    }

    /// For each example the number of the batch that it was drawn into, or [`NOT_DRAWN`] or [`LEFT_OUT`].
    pub fn marks(&self, order: &[u32], drawn: usize, batch_size: usize) -> Vec<f32> {
        let batches = self.batches(order.len(), batch_size);
        let mut marks = vec![NOT_DRAWN; order.len()];
        for (place, &example) in order.iter().enumerate().take(drawn) {
            let batch = place / batch_size;
            marks[example as usize] = if batch < batches { batch as f32 } else { LEFT_OUT };
        }
        marks
    }
}

/// Standard deviation of the gradients of an epoch's batches about the gradient over all examples: the root of the mean
/// squared distance. `gradients` holds one example's gradient each; 0 where there is no batch.
pub fn gradient_noise(gradients: &[[f64; 2]], order: &[u32], batch_size: usize, batches: usize) -> f64 {
    let mean = |gradients: &mut dyn ExactSizeIterator<Item = [f64; 2]>| {
        let count = gradients.len().max(1) as f64;
        let sum = gradients.fold([0.0, 0.0], |sum, gradient| [sum[0] + gradient[0], sum[1] + gradient[1]]);
        [sum[0] / count, sum[1] / count]
    };
    let whole = mean(&mut gradients.iter().copied());
    let distances = order.chunks(batch_size).take(batches).map(|batch| {
        let own = mean(&mut batch.iter().map(|&example| gradients[example as usize]));
        (own[0] - whole[0]).powi(2) + (own[1] - whole[1]).powi(2)
    });
    (distances.sum::<f64>() / batches.max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEEP: Draw = Draw { seed: 1, is_shuffled: false, drops_last: false };
    const DROP: Draw = Draw { drops_last: true, ..KEEP };

    #[test]
    fn batches_are_full_but_for_the_last_which_is_kept_or_dropped() {
        let order = KEEP.order(0, 7);
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6]);
        let batches = |draw: Draw| (1..=7).filter_map(|drawn| draw.batch(&order, drawn, 3)).collect::<Vec<_>>();
        assert_eq!(batches(KEEP), [&[0, 1, 2][..], &[3, 4, 5], &[6]]);
        assert_eq!(batches(DROP), [&[0, 1, 2][..], &[3, 4, 5]]);
        assert_eq!((KEEP.batches(7, 3), DROP.batches(7, 3), DROP.batches(6, 3)), (3, 2, 2));
    }

    #[test]
    fn every_example_is_marked_with_its_batch() {
        let order = [2, 0, 3, 1];
        assert_eq!(KEEP.marks(&order, 3, 2), [0.0, NOT_DRAWN, 0.0, 1.0]);
        assert_eq!(DROP.marks(&order, 4, 3), [0.0, LEFT_OUT, 0.0, 0.0]);
    }

    #[test]
    fn orders_are_shuffled_anew_each_epoch() {
        let shuffled = Draw { is_shuffled: true, ..KEEP };
        assert_ne!(shuffled.order(0, 50), shuffled.order(1, 50));
        assert_eq!(shuffled.order(1, 50), shuffled.order(1, 50));
    }

    #[test]
    fn noise_is_the_distance_of_batches_from_the_whole() {
        let gradients = [[1.0, 0.0], [-1.0, 0.0], [3.0, 0.0], [-3.0, 0.0]];
        // One each: mean of 1, 1, 9, 9. In pairs as stored: 0. In other pairs: (2, -2).
        assert!((gradient_noise(&gradients, &[0, 1, 2, 3], 1, 4) - 5f64.sqrt()).abs() < 1e-12);
        assert_eq!(gradient_noise(&gradients, &[0, 1, 2, 3], 2, 2), 0.0);
        assert_eq!(gradient_noise(&gradients, &[0, 2, 1, 3], 2, 2), 2.0);
        assert_eq!(gradient_noise(&[], &[], 2, 0), 0.0);
    }
}
