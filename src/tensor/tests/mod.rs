//! Tests of the tensors: PyTorch's own numbers first.

mod graph;
mod operations;
mod random;
mod views;
