//! Labelled points as a net gets them: scaled, shuffled, dealt out in batches.

use burn::tensor::{Device, Int, Tensor};

use crate::data::loader::epoch_order;
use crate::lessons::small_data::{self, values};

/// Inputs and classes in equal order.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// `[n, width]` in row order.
    rows: Vec<f32>,
    width: usize,
    classes: Vec<u8>,
}

/// What is taken off each coordinate, and what it is multiplied by then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaling {
    offset: [f32; 3],
    factor: [f32; 3],
}

/// Deals out the examples of a run: in each epoch all of them once, in an order of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Dealer {
    seed: u64,
    examples: usize,
    batch: usize,
    /// The newest epoch, and its order.
    order: Option<(u64, Vec<u32>)>,
}

impl Sample {
    /// A net that sees the first `width` coordinates of each point, scaled.
    pub fn new(points: &[[f32; 3]], classes: &[u8], scaling: &Scaling, width: usize) -> Self {
        Self { rows: scaling.rows(points, width), width, classes: classes.to_vec() }
    }

    pub fn len(&self) -> usize {
        self.classes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// All points `[n, width]` and their classes `[n]`.
    pub fn all(&self) -> (Tensor<2>, Tensor<1, Int>) {
        self.tensors(self.rows.clone(), self.classes.iter())
    }

    /// The points at these places.
    pub fn pick(&self, places: &[u32]) -> (Tensor<2>, Tensor<1, Int>) {
        let row = |&place: &u32| self.rows[place as usize * self.width..][..self.width].iter().copied();
        let classes = places.iter().map(|&place| &self.classes[place as usize]);
        self.tensors(places.iter().flat_map(row).collect(), classes)
    }

    fn tensors<'a>(&self, rows: Vec<f32>, classes: impl Iterator<Item = &'a u8>) -> (Tensor<2>, Tensor<1, Int>) {
        let device = Device::flex();
        (small_data::rows(rows, self.width, &device), small_data::classes(classes, &device))
    }
}

impl Scaling {
    /// By the name of a choice: `centred` takes the mean off, `standardised` also divides by the standard deviation, any
    /// other leaves coordinates as they are. Both numbers come from these points alone.
    pub fn named(name: &str, points: &[[f32; 3]]) -> Self {
        let mean =
            |value: &dyn Fn(&[f32; 3]) -> f64| points.iter().map(value).sum::<f64>() / points.len().max(1) as f64;
        let means: [f64; 3] = std::array::from_fn(|axis| mean(&|point| f64::from(point[axis])));
        let sd = |axis: usize| mean(&|point| (f64::from(point[axis]) - means[axis]).powi(2)).sqrt();
        let offset = means.map(|mean| mean as f32);
        // On a plane all points have the same z.
        let factor = std::array::from_fn(|axis| if sd(axis) > 0.0 { (1.0 / sd(axis)) as f32 } else { 1.0 });
        match name {
            "centred" => Self { offset, factor: [1.0; 3] },
            "standardised" => Self { offset, factor },
            _ => Self { offset: [0.0; 3], factor: [1.0; 3] },
        }
    }

    /// The first `width` coordinates of points, `[n, width]`, scaled.
    pub fn tensor(&self, points: &[[f32; 3]], width: usize) -> Tensor<2> {
        small_data::rows(self.rows(points, width), width, &Device::flex())
    }

    fn rows(&self, points: &[[f32; 3]], width: usize) -> Vec<f32> {
        let scaled = |point: &[f32; 3], axis: usize| (point[axis] - self.offset[axis]) * self.factor[axis];
        points.iter().flat_map(|point| (0..width.min(3)).map(move |axis| scaled(point, axis))).collect()
    }
}

impl Dealer {
    pub fn new(seed: u64, examples: usize, batch: usize) -> Self {
        Self { seed, examples, batch: batch.max(1), order: None }
    }

    /// The last batch holds what is left.
    pub fn steps_per_epoch(&self) -> u64 {
        self.examples.div_ceil(self.batch) as u64
    }

    /// Which examples the step sees that follows `step` others.
    pub fn deal(&mut self, step: u64) -> Vec<u32> {
        let steps_per_epoch = self.steps_per_epoch().max(1);
        let (epoch, start) = (step / steps_per_epoch, (step % steps_per_epoch) as usize * self.batch);
        let order = match self.order.take() {
            Some((known, order)) if known == epoch => order,
            Some(_) | None => epoch_order(self.seed, epoch, &[self.examples], self.examples),
        };
        let batch = order[start..(start + self.batch).min(order.len())].to_vec();
        self.order = Some((epoch, order));
        batch
    }
}

/// The best class of each row of scores.
pub fn best(scores: Tensor<2>) -> Vec<f32> {
    values(scores.argmax(1).float())
}

/// For each row the best class, plus how surely it beats the next as the fraction: (p - q) / (p + q) for their probabilities p and
/// q, which is the hyperbolic tangent of half their scores' difference. What a plane's field of classes shows.
pub fn regions(scores: Tensor<2>) -> Vec<f32> {
    let [_, classes] = scores.dims();
    let region = |row: &[f32]| {
        let best = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(class, _)| class);
        let others = row.iter().enumerate().filter(|(class, _)| *class != best).map(|(_, score)| *score);
        let lead = row[best] - others.fold(f32::NEG_INFINITY, f32::max);
        // Certainty must not count as the next class.
        best as f32 + 0.999_99 * (lead / 2.0).tanh()
    };
    values(scores).chunks_exact(classes.max(1)).map(region).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::small_data::accuracy;

    #[test]
    fn scaling_is_a_matter_of_choice() {
        let points = [[0.0, 10.0, 5.0], [8.0, 10.0, 6.0]];
        let scaled = |name| Scaling::named(name, &points).rows(&points, 2);
        assert_eq!(scaled("raw"), [0.0, 10.0, 8.0, 10.0]);
        assert_eq!(scaled("centred"), [-4.0, 0.0, 4.0, 0.0]);
        assert_eq!(scaled("standardised"), [-1.0, 0.0, 1.0, 0.0]);
        assert_eq!(Scaling::named("standardised", &points).rows(&[[12.0, 0.0, 0.0]], 1), [2.0]);
    }

    #[test]
    fn an_epoch_deals_every_example_once() {
        let mut dealer = Dealer::new(1, 10, 4);
        assert_eq!(dealer.steps_per_epoch(), 3);
        let mut epoch: Vec<u32> = (0..3).flat_map(|step| dealer.deal(step)).collect();
        assert_eq!(dealer.deal(2), epoch[8..], "looking back changes nothing");
        epoch.sort_unstable();
        assert_eq!(epoch, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn accuracy_counts_rows_whose_class_has_the_highest_score() {
        let scores = small_data::rows(vec![2.0, 1.0, 0.0, 3.0, 5.0, 4.0], 2, &Device::flex());
        let sample = Sample::new(&[[0.0; 3]; 3], &[0, 1, 1], &Scaling::named("raw", &[]), 3);
        assert!((accuracy(scores.clone(), sample.all().1) - 2.0 / 3.0).abs() < 1e-6);
        assert_eq!(best(scores.clone()), [0.0, 1.0, 0.0]);
        let regions = regions(scores);
        let lead = |difference: f64| (difference / 2.0).tanh();
        let expected = [lead(1.0), 1.0 + lead(3.0), lead(1.0)];
        assert!(regions.iter().zip(expected).all(|(&found, expected)| (f64::from(found) - expected).abs() < 2e-5));
        assert_eq!(values(sample.pick(&[2, 0]).1.float()), [1.0, 0.0]);
    }
}
