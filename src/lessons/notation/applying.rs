//! The functions on burn's tensors.

use burn::tensor::Tensor;
use burn::tensor::activation::{relu, sigmoid};

use super::function::Function;

/// Shape in, shape out.
pub fn apply<const RANK: usize>(function: Function, of: Tensor<RANK>) -> Tensor<RANK> {
    match function {
        Function::Exp => of.exp(),
        Function::Log => of.log(),
        Function::Sin => of.sin(),
        Function::Tanh => of.tanh(),
        Function::Relu => relu(of),
        Function::Sigmoid => sigmoid(of),
    }
}
