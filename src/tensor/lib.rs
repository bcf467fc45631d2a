//! PyTorch's tensors and gradients, on burn's kernels: what Python programs in the page compute with. Knows no page, no
//! JavaScript and no Python.
//!
//! A [`view::View`] shows numbers of a [`storage::Storage`]; a [`tensor::Tensor`] is a view with a place in the graph of
//! gradients ([`tape`], [`backward`]); [`ops`] has the operations, [`border`] the one list by which Python calls them.

pub mod backward;
pub mod border;
pub mod dtype;
pub mod element;
pub mod error;
pub mod fold;
pub mod kernel;
mod normal;
pub mod num;
pub mod ops;
pub mod optim;
pub mod print;
pub mod random;
pub mod special;
pub mod storage;
pub mod tape;
pub mod tensor;
#[cfg(test)]
mod tests;
pub mod view;
pub mod walk;
