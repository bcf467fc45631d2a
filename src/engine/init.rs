//! First weights of a linear layer, drawn on the host: the same seed gives the same weights on every machine.

use burn::module::Param;
use burn::nn::Linear;
use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A distribution of first weights, given the layer's inputs (fan-in) and outputs (fan-out).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    /// All alike, so that all units of a layer stay alike.
    Zeros,
    /// Normal, with this standard deviation whatever the layer's size.
    Normal {
        sd: f64,
    },
    /// Variance 2 / (fan-in + fan-out): keeps both activations and gradients in scale where the activation is linear near
    /// zero (Glorot and Bengio 2010, equations 12 and 16).
    XavierUniform,
    XavierNormal,
    /// Variance 2 / fan-in, because ReLU lets half of it through (He et al. 2015, equation 10).
    KaimingUniform,
    KaimingNormal,
    /// What PyTorch's `Linear` does: weights and biases uniform within 1 / sqrt(fan-in).
    PyTorch,
}

impl Init {
    /// Standard deviation of the weights.
    pub fn sd(self, fan_in: usize, fan_out: usize) -> f64 {
        let (fan_in, fan_out) = (fan_in.max(1) as f64, fan_out as f64);
        match self {
            Self::Zeros => 0.0,
            Self::Normal { sd } => sd,
            Self::XavierUniform | Self::XavierNormal => (2.0 / (fan_in + fan_out)).sqrt(),
            Self::KaimingUniform | Self::KaimingNormal => (2.0 / fan_in).sqrt(),
            Self::PyTorch => (1.0 / (3.0 * fan_in)).sqrt(),
        }
    }

    /// Largest absolute weight; infinite for a normal distribution.
    pub fn bound(self, fan_in: usize, fan_out: usize) -> f64 {
        match self {
            Self::Zeros => 0.0,
            Self::Normal { .. } | Self::XavierNormal | Self::KaimingNormal => f64::INFINITY,
            // A uniform distribution within b has the variance b^2 / 3.
            Self::XavierUniform | Self::KaimingUniform | Self::PyTorch => 3f64.sqrt() * self.sd(fan_in, fan_out),
        }
    }

    /// Weights `[fan_in, fan_out]` in row order.
    pub fn weights(self, fan_in: usize, fan_out: usize, random: &mut Xoshiro256PlusPlus) -> Vec<f32> {
        self.draw(fan_in * fan_out, fan_in, fan_out, random)
    }

    /// Biases `[fan_out]`: zero, except PyTorch's.
    pub fn biases(self, fan_in: usize, fan_out: usize, random: &mut Xoshiro256PlusPlus) -> Vec<f32> {
        match self {
            Self::PyTorch => self.draw(fan_out, fan_in, fan_out, random),
            Self::Zeros
            | Self::Normal { .. }
            | Self::XavierUniform
            | Self::XavierNormal
            | Self::KaimingUniform
            | Self::KaimingNormal => vec![0.0; fan_out],
        }
    }

    /// A layer with these first weights.
    pub fn linear(self, fan_in: usize, fan_out: usize, random: &mut Xoshiro256PlusPlus, device: &Device) -> Linear {
        let weight = TensorData::new(self.weights(fan_in, fan_out, random), [fan_in, fan_out]);
        let bias = TensorData::new(self.biases(fan_in, fan_out, random), [fan_out]);
        Linear {
            weight: Param::from_tensor(Tensor::from_data(weight, device)),
            bias: Some(Param::from_tensor(Tensor::from_data(bias, device))),
        }
    }

    fn draw(self, count: usize, fan_in: usize, fan_out: usize, random: &mut Xoshiro256PlusPlus) -> Vec<f32> {
        let (sd, bound) = (self.sd(fan_in, fan_out), self.bound(fan_in, fan_out));
        let mut value = || -> f64 {
            match self {
                Self::Zeros => 0.0,
                Self::Normal { .. } | Self::XavierNormal | Self::KaimingNormal => {
                    let normal: f64 = StandardNormal.sample(random);
                    sd * normal
                }
                Self::XavierUniform | Self::KaimingUniform | Self::PyTorch => {
                    bound * (2.0 * random.random::<f64>() - 1.0)
                }
            }
        };
        (0..count).map(|_| value() as f32).collect()
    }
}
