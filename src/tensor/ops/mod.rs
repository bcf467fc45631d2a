//! Operations, a family a file: the forward pass and, beside it, its vector-Jacobian product.

pub mod arith;
pub mod bend;
pub mod compare;
pub mod conv;
pub mod create;
pub mod gather;
pub mod index;
pub mod join;
pub mod loss;
pub mod matmul;
pub mod reduce;
pub mod scan;
pub mod shape;
pub mod sort;
pub mod spread;
pub mod unary;
pub mod window;

use crate::dtype::{Dtype, result_type};
use crate::error::{Outcome, runtime};
use crate::tape::Saved;
use crate::tensor::Tensor;
use std::cell::Cell;

thread_local! {
    static DEFAULT: Cell<Dtype> = const { Cell::new(Dtype::F32) };
}

/// The dtype of floats that nobody gave one (`torch.get_default_dtype`).
pub fn default_dtype() -> Dtype {
    DEFAULT.get()
}

pub fn set_default_dtype(dtype: Dtype) {
    DEFAULT.set(dtype);
}

/// The dtype of an operation on these.
pub fn common_dtype(tensors: &[&Tensor]) -> Dtype {
    result_type(tensors.iter().map(|tensor| tensor.part()), default_dtype())
}

/// The same for operations whose results have fractions.
pub fn real_dtype(tensors: &[&Tensor]) -> Dtype {
    Some(common_dtype(tensors)).filter(|dtype| dtype.is_float()).unwrap_or_else(default_dtype)
}

/// The gradient of the only output, which has arrived: a node is passed only then.
pub(crate) fn only(gradients: &[Option<Tensor>]) -> &Tensor {
    gradients.first().and_then(Option::as_ref).expect("a node with one output is reached by its gradient")
}

/// A gradient, if the input at this place wants one.
pub(crate) fn wanted(
    saved: &Saved<'_>,
    input: usize,
    gradient: impl FnOnce() -> Outcome<Tensor>,
) -> Outcome<Option<Tensor>> {
    saved.needs(input).then(gradient).transpose()
}

/// In-place operations: whether this tensor may be written.
///
/// # Errors
/// Leaves that want a gradient are left alone while gradients are recorded; a tensor that shows one number many times.
pub(crate) fn may_write(tensor: &Tensor) -> Outcome<()> {
    if crate::tape::is_recording() && tensor.requires_grad() {
        if tensor.is_leaf() {
            return runtime("a leaf Variable that requires grad is being used in an in-place operation.");
        }
        if tensor.base().is_some_and(|base| base.is_leaf() && base.requires_grad()) {
            return runtime("a view of a leaf Variable that requires grad is being used in an in-place operation.");
        }
    }
    let view = tensor.view();
    if view.shape.iter().zip(&view.strides).any(|(&size, &stride)| size > 1 && stride == 0) {
        return runtime(
            "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
        );
    }
    Ok(())
}
