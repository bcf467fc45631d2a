//! Looks into a net: what each hidden layer gives, and what gradient comes back to it.

use burn::nn::loss::CrossEntropyLossConfig;
use burn::tensor::{Int, Tensor};

use super::health::Health;
use crate::engine::mlp::{Mlp, Nonlinearity};
use crate::lessons::small_data::values;

/// One hidden layer over all examples, both `[n, width]` in row order.
pub struct Reading {
    pub activations: Vec<f32>,
    /// Of each example's own loss with respect to the units' sums, before the activation.
    pub gradients: Vec<f32>,
    width: usize,
}

/// Sends the examples x `[n, inputs]` through the net, and the gradient of the loss back.
pub fn look(net: &Mlp, x: Tensor<2>, classes: Tensor<1, Int>) -> Vec<Reading> {
    let Some((last, hidden)) = net.layers.split_last() else { return Vec::new() };
    let [count, _] = x.dims();
    let (mut x, mut seen) = (x, Vec::new());
    for layer in hidden {
        let [_, width] = layer.weight.dims();
        // burn keeps gradients of leaves alone. This one adds nothing, and its gradient is that of the sum.
        let tap = Tensor::<2>::zeros([count, width], &x.device()).require_grad();
        x = net.activation.apply(layer.forward(x) + tap.clone());
        seen.push((x.clone(), tap));
    }
    let loss = CrossEntropyLossConfig::new().init(&x.device()).forward(last.forward(x), classes);
    let gradients = loss.backward();
    let reading = |(activations, tap): (Tensor<2>, Tensor<2>)| {
        let [_, width] = activations.dims();
        // The loss is a mean over examples: times their number it is each one's own.
        let gradient = tap.grad(&gradients).map(|gradient| gradient.mul_scalar(count as f64));
        let zeros = vec![0.0; count * width];
        Reading { activations: values(activations), gradients: gradient.map_or(zeros, values), width }
    };
    seen.into_iter().map(reading).collect()
}

impl Reading {
    pub fn health(&self, activation: Nonlinearity) -> Health {
        let flat = |value: f32| match activation {
            Nonlinearity::Tanh => value.abs() > 0.99,
            Nonlinearity::Sigmoid => !(0.01..=0.99).contains(&value),
            Nonlinearity::Relu | Nonlinearity::None => false,
        };
        Health::measure(&self.activations, &self.gradients, self.width, flat)
    }
}

/// Counts of the values in equal bins from `low` to `high`, both included; what is no number or outside is left out.
pub fn histogram(values: &[f32], [low, high]: [f32; 2], bins: usize) -> Vec<f32> {
    let mut counts = vec![0.0; bins];
    for value in values.iter().filter(|value| (low..=high).contains(value)) {
        let bin = (value - low) / (high - low) * bins as f32;
        counts[(bin as usize).min(bins - 1)] += 1.0;
    }
    counts
}

/// What a range holds of each layer's values: single large ones would press all others into one bin.
const HELD: f32 = 0.99;

/// The range that nearly all values of all layers lie in, about zero unless none is negative; never empty.
pub fn range<'a>(layers: impl Iterator<Item = &'a [f32]>) -> [f32; 2] {
    let (mut reach, mut is_signed) = (0f32, false);
    for layer in layers {
        is_signed |= layer.iter().any(|value| *value < 0.0);
        let mut sizes: Vec<f32> = layer.iter().map(|value| value.abs()).filter(|size| size.is_finite()).collect();
        sizes.sort_by(f32::total_cmp);
        let last = sizes.len().saturating_sub(1);
        // Where nearly all values are zero, the few others are what there is to see.
        let size = |share: f32| sizes.get((share * last as f32).ceil() as usize).copied().unwrap_or(0.0);
        reach = reach.max(if size(HELD) > 0.0 { size(HELD) } else { size(1.0) });
    }
    match (is_signed, reach > 0.0) {
        (true, true) => [-reach, reach],
        (false, true) => [0.0, reach],
        (_, false) => [-1.0, 1.0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_falls_into_one_bin() {
        assert_eq!(histogram(&[-1.0, -0.1, 0.1, 1.0, f32::NAN, 7.0], [-1.0, 1.0], 4), [1.0, 1.0, 1.0, 1.0]);
        assert_eq!(range([&[-0.5f32, 0.25][..], &[0.1]].into_iter()), [-0.5, 0.5]);
        assert_eq!(range([&[0.5f32, f32::INFINITY][..]].into_iter()), [0.0, 0.5]);
        assert_eq!(range([&[0f32][..]].into_iter()), [-1.0, 1.0]);
        let mut sizes: Vec<f32> = (0..1000).map(|place| place as f32).collect();
        sizes[0] = 5e6;
        assert_eq!(range([sizes.as_slice()].into_iter()), [0.0, 991.0], "one in a hundred is left out");
    }
}
