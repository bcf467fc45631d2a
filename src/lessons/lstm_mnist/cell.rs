//! The recurrent cells of lesson `lstm-mnist`: an LSTM and a plain one, formula by formula, with PyTorch's parameters.

use burn::module::{Initializer, Module, Param};
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Tensor};

/// A cell that reads one row after another, by names and shapes PyTorch's `nn.LSTM` or `nn.RNN` of one layer.
#[derive(Module, Debug)]
pub struct Cell {
    /// `[gates * hidden, inputs]`
    pub weight_ih_l0: Param<Tensor<2>>,
    /// `[gates * hidden, hidden]`
    pub weight_hh_l0: Param<Tensor<2>>,
    /// `[gates * hidden]`
    pub bias_ih_l0: Param<Tensor<1>>,
    /// `[gates * hidden]`
    pub bias_hh_l0: Param<Tensor<1>>,
    #[module(skip)]
    kind: Kind,
}

/// What a step does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// h = tanh(W x + U h + b) (Elman 1990).
    Plain,
    /// Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000.
    #[default]
    Lstm,
}

/// After one row, each `[n, hidden]`.
pub struct Moment {
    /// The hidden state h.
    pub hidden: Tensor<2>,
    /// None in a plain cell.
    pub gates: Option<Gates>,
}

/// The inside of an LSTM: i, f and o from 0 to 1, and the memory c that they have made.
pub struct Gates {
    pub input: Tensor<2>,
    pub forget: Tensor<2>,
    pub output: Tensor<2>,
    pub memory: Tensor<2>,
}

impl Kind {
    /// `rnn` or anything else, which is an LSTM: the values of the setting `cell`.
    pub fn named(name: &str) -> Self {
        if name == "rnn" { Self::Plain } else { Self::Lstm }
    }

    fn gates(self) -> usize {
        match self {
            Self::Plain => 1,
            Self::Lstm => 4,
        }
    }
}

impl Cell {
    /// All parameters uniform within 1 / sqrt(hidden), as PyTorch draws them.
    pub fn new(kind: Kind, inputs: usize, hidden: usize, device: &Device) -> Self {
        let bound = (hidden as f64).sqrt().recip();
        let uniform = Initializer::Uniform { min: -bound, max: bound };
        let rows = kind.gates() * hidden;
        Self {
            weight_ih_l0: uniform.init([rows, inputs], device),
            weight_hh_l0: uniform.init([rows, hidden], device),
            bias_ih_l0: uniform.init([rows], device),
            bias_hh_l0: uniform.init([rows], device),
            kind,
        }
    }

    /// Reads the rows of `[n, rows, inputs]` from the first to the last; what there is after each.
    pub fn read(&self, rows: Tensor<3>) -> Vec<Moment> {
        let [count, steps, inputs] = rows.dims();
        let [_, hidden_size] = self.weight_hh_l0.dims();
        let weight_ih = self.weight_ih_l0.val().transpose(); // [inputs, gates * hidden]
        let weight_hh = self.weight_hh_l0.val().transpose(); // [hidden, gates * hidden]
        let bias: Tensor<2> = (self.bias_ih_l0.val() + self.bias_hh_l0.val()).unsqueeze(); // [1, gates * hidden]

        let mut hidden = Tensor::<2>::zeros([count, hidden_size], &rows.device());
        let mut memory = hidden.clone();
        let mut moments = Vec::with_capacity(steps);
        for step in 0..steps {
            let x: Tensor<2> = rows.clone().narrow(1, step, 1).reshape([count, inputs]);
            let sums = x.matmul(weight_ih.clone()) + hidden.matmul(weight_hh.clone()) + bias.clone();
            let gates = match self.kind {
                Kind::Plain => {
                    hidden = sums.tanh();
                    None
                }
                Kind::Lstm => {
                    // In PyTorch's order: input, forget, candidate, output.
                    let [i, f, g, o] =
                        std::array::from_fn(|gate| sums.clone().narrow(1, gate * hidden_size, hidden_size));
                    let [input, forget, output] = [i, f, o].map(sigmoid);
                    memory = forget.clone() * memory + input.clone() * g.tanh();
                    hidden = output.clone() * memory.clone().tanh();
                    Some(Gates { input, forget, output, memory: memory.clone() })
                }
            };
            moments.push(Moment { hidden: hidden.clone(), gates });
        }
        moments
    }
}
