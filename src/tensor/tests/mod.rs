//! Tests of the tensors: PyTorch's own numbers first.

mod graph;
mod operations;
mod random;
mod slope_cases;
mod slopes;
mod views;
