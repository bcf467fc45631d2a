//! The multi-layer perceptron of the lessons on small data: linear layers with an activation between them.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::activation::{relu, sigmoid};
use burn::tensor::{Device, Tensor};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::init::Init;
use protocol::LayerSummary;

/// Linear layers; the activation follows each but the last.
#[derive(Module, Debug)]
pub struct Mlp {
    pub layers: Vec<Linear>,
    #[module(skip)]
    pub activation: Nonlinearity,
}

/// What a hidden unit does with its weighted sum z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nonlinearity {
    /// max(0, z)
    #[default]
    Relu,
    Tanh,
    /// 1 / (1 + e^-z)
    Sigmoid,
    /// z itself: the whole net is a linear map.
    None,
}

impl Mlp {
    /// Layers from each width to the next, so `&[2, 10, 2]` has one hidden layer of ten units. First weights are PyTorch's
    /// default and depend on `seed` alone.
    pub fn new(widths: &[usize], activation: Nonlinearity, seed: u64, device: &Device) -> Self {
        Self::with_init(Init::PyTorch, widths, activation, seed, device)
    }

    /// With first weights of another distribution.
    pub fn with_init(init: Init, widths: &[usize], activation: Nonlinearity, seed: u64, device: &Device) -> Self {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let layers = widths.windows(2).map(|pair| init.linear(pair[0], pair[1], &mut random, device)).collect();
        Self { layers, activation }
    }

    /// Inputs `[n, first width]` to outputs `[n, last width]`.
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let last = self.hidden(x.clone()).pop().unwrap_or(x);
        match self.layers.last() {
            Some(layer) => layer.forward(last),
            None => last,
        }
    }

    /// What each hidden layer gives, `[n, its width]`, after the activation.
    pub fn hidden(&self, mut x: Tensor<2>) -> Vec<Tensor<2>> {
        let mut activations = Vec::new();
        for layer in self.layers.iter().take(self.layers.len().saturating_sub(1)) {
            x = self.activation.apply(layer.forward(x));
            activations.push(x.clone());
        }
        activations
    }

    /// The summary the page shows.
    pub fn layers(&self) -> Vec<LayerSummary> {
        let last = self.layers.len().saturating_sub(1);
        let summary = |(index, layer): (usize, &Linear)| {
            let [inputs, outputs] = layer.weight.dims();
            let activation = if index < last { self.activation.suffix() } else { "" };
            LayerSummary {
                name: format!("linear {inputs}-{outputs}{activation}"),
                output: vec![outputs],
                parameters: (inputs * outputs + outputs) as u64,
            }
        };
        self.layers.iter().enumerate().map(summary).collect()
    }
}

impl Nonlinearity {
    /// `relu`, `tanh`, `sigmoid` or `none`, the values of the setting `activation`; anything else is `relu`.
    pub fn named(name: &str) -> Self {
        match name {
            "tanh" => Self::Tanh,
            "sigmoid" => Self::Sigmoid,
            "none" => Self::None,
            _ => Self::Relu,
        }
    }

    /// Number by number.
    pub fn apply<const D: usize>(self, z: Tensor<D>) -> Tensor<D> {
        match self {
            Self::Relu => relu(z),
            Self::Tanh => z.tanh(),
            Self::Sigmoid => sigmoid(z),
            Self::None => z,
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Relu => ", ReLU",
            Self::Tanh => ", tanh",
            Self::Sigmoid => ", sigmoid",
            Self::None => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimizer::Optimizer;
    use crate::weights::{restore, state};

    #[test]
    fn shapes_names_and_counts_are_pytorchs() {
        let device = Device::flex().autodiff();
        let net = Mlp::new(&[2, 10, 5, 3], Nonlinearity::Tanh, 1, &device);
        assert_eq!(net.forward(Tensor::zeros([4, 2], &device)).dims(), [4, 3]);
        let hidden = net.hidden(Tensor::zeros([4, 2], &device));
        assert_eq!(hidden.iter().map(Tensor::dims).collect::<Vec<_>>(), [[4, 10], [4, 5]]);
        assert_eq!(net.layers().iter().map(|layer| layer.parameters).collect::<Vec<_>>(), [30, 55, 18]);
        assert_eq!(net.layers()[0].name, "linear 2-10, tanh");
        let state = state("net.", &net, &Optimizer::new("adam"));
        let shapes: Vec<_> = state.iter().map(|(name, values)| (name.as_str(), values.shape.as_slice())).collect();
        assert_eq!(
            shapes[..3],
            [("net.layers.0.bias", &[10][..]), ("net.layers.0.weight", &[10, 2]), ("net.layers.1.bias", &[5])]
        );
    }

    #[test]
    fn the_seed_alone_decides_the_first_weights() {
        let device = Device::flex();
        let weights =
            |seed| state("", &Mlp::new(&[3, 8, 1], Nonlinearity::Relu, seed, &device), &Optimizer::new("sgd"));
        assert_eq!(weights(1), weights(1));
        assert_ne!(weights(1), weights(2));
    }

    #[test]
    fn a_net_without_layers_gives_back_what_it_gets() {
        let device = Device::flex();
        let x = Tensor::<2>::ones([1, 3], &device);
        let net = Mlp::new(&[3], Nonlinearity::Relu, 1, &device);
        assert_eq!(net.forward(x.clone()).into_data(), x.into_data());
    }

    #[test]
    fn what_does_not_fit_is_listed() {
        let device = Device::flex();
        let net = |widths: &[usize]| Mlp::new(widths, Nonlinearity::Relu, 1, &device);
        let mut optimizer = Optimizer::new("adam");
        let mut tensors = state("a.", &net(&[2, 4, 1]), &optimizer);
        tensors.extend(state("b.", &net(&[2, 7, 1]), &optimizer));
        assert!(restore("a.", net(&[2, 4, 1]), &mut optimizer, &tensors, 0).is_ok());
        let differences = restore("b.", net(&[2, 4]), &mut optimizer, &tensors, 0).unwrap_err();
        assert_eq!(
            differences.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "b.layers.0.weight has shape [7, 2], but this net needs [4, 2]",
                "b.layers.0.bias has shape [7], but this net needs [4]",
                "b.layers.1.bias belongs to no layer of this net",
                "b.layers.1.weight belongs to no layer of this net"
            ]
        );
    }
}
