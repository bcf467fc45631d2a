//! The seeded order in which examples are drawn, and batches of them as the net reads them.

use rand::seq::SliceRandom;

use super::dataset::Split;
use super::random::stream;

/// Images `[n, channels, side, side]` with values 0 to 1, and their classes `[n]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    pub images: Vec<f32>,
    pub classes: Vec<i32>,
}

/// The order of one epoch over the first `limit` images of shards of these sizes: a permutation of `0..limit`.
///
/// In epoch 0 each shard is shuffled within itself and the shards follow one another, so that training can begin with
/// the first shard and still not depend on how fast the others arrive. Later epochs are shuffled as a whole.
pub fn epoch_order(seed: u64, epoch: u64, sizes: &[usize], limit: usize) -> Vec<u32> {
    let total = sizes.iter().sum::<usize>().min(limit);
    let mut random = stream(seed, epoch);
    let mut order: Vec<u32> = (0..total as u32).collect();
    if epoch == 0 {
        let mut rest = order.as_mut_slice();
        for &size in sizes {
            let (shard, after) = rest.split_at_mut(size.min(rest.len()));
            shard.shuffle(&mut random);
            rest = after;
        }
    } else {
        order.shuffle(&mut random);
    }
    order
}

/// The images at these places, or `None` while one of them has not arrived.
pub fn batch(split: &Split, indices: impl IntoIterator<Item = usize>) -> Option<Batch> {
    let mut batch = Batch { images: Vec::new(), classes: Vec::new() };
    for index in indices {
        let (pixels, label) = split.example(index)?;
        batch.images.reserve(pixels.len());
        batch.images.extend(pixels.iter().map(|&pixel| f32::from(pixel) / 255.0));
        batch.classes.push(i32::from(label));
    }
    Some(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_epoch_is_a_permutation_and_depends_on_seed_and_epoch() {
        for epoch in 0..3 {
            let mut order = epoch_order(1, epoch, &[4, 4, 4], 100);
            assert_ne!(order, epoch_order(2, epoch, &[4, 4, 4], 100));
            order.sort_unstable();
            assert_eq!(order, (0..12).collect::<Vec<_>>());
        }
        assert_ne!(epoch_order(1, 1, &[12], 12), epoch_order(1, 2, &[12], 12));
    }

    #[test]
    fn the_first_epoch_takes_shards_in_turn() {
        let order = epoch_order(1, 0, &[5, 5, 5], 12);
        assert!(order[..5].iter().all(|&index| index < 5));
        assert!(order[5..10].iter().all(|&index| (5..10).contains(&index)));
        assert_eq!(order.len(), 12);
    }
}
