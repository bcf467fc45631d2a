//! Tensors put side by side.

use crate::dtype::promote;
use crate::element::{assign, cast};
use crate::error::{Outcome, runtime};
use crate::ops::{only, shape, unary};
use crate::tape::Record;
use crate::tensor::Tensor;
use crate::view::bracketed;

/// One after the other along a dimension that all have. An empty list of numbers is left out, as PyTorch does.
///
/// # Errors
/// Nothing to join; sizes that do not fit.
pub fn cat(tensors: &[&Tensor], dim: i64) -> Outcome<Tensor> {
    joined(tensors, dim, "CatBackward0")
}

fn joined(tensors: &[&Tensor], dim: i64, name: &'static str) -> Outcome<Tensor> {
    let Some(first) = tensors.iter().find(|tensor| tensor.shape() != [0]).or(tensors.first()) else {
        return runtime("torch.cat(): expected a non-empty list of Tensors");
    };
    if let Some(place) = tensors.iter().position(|tensor| tensor.rank() == 0) {
        return runtime(format!("zero-dimensional tensor (at position {place}) cannot be concatenated"));
    }
    let (dim, like) = (first.view().dim(dim)?, first.shape());
    let joined: Vec<&Tensor> = tensors.iter().copied().filter(|tensor| tensor.shape() != [0] || like == [0]).collect();
    for (place, tensor) in joined.iter().enumerate() {
        let shape = tensor.shape();
        if shape.len() != like.len() {
            return runtime(format!(
                "Tensors must have same number of dimensions: got {} and {}",
                like.len(),
                shape.len()
            ));
        }
        if (0..like.len()).any(|other| other != dim && shape[other] != like[other]) {
            let other = (0..like.len()).find(|&other| other != dim && shape[other] != like[other]).unwrap_or(0);
            return runtime(format!(
                "Sizes of tensors must match except in dimension {dim}. Expected size {} but got size {} for tensor number {place} in the list.",
                like[other], shape[other]
            ));
        }
    }
    let dtype = tensors.iter().map(|tensor| tensor.dtype()).reduce(promote).unwrap_or(first.dtype());
    let mut whole = like;
    let lengths: Vec<usize> = joined.iter().map(|tensor| tensor.shape()[dim]).collect();
    whole[dim] = lengths.iter().sum();
    crate::storage::check_room(whole.iter().product(), dtype.size())?;
    let out = Tensor::new(crate::element::copied(&Tensor::full(0.0, dtype, &whole).view(), dtype));
    let mut start = 0;
    for (tensor, length) in joined.iter().zip(&lengths) {
        assign(&out.view().sliced(dim, start, *length, 1), &cast(&tensor.view(), dtype));
        start += length;
    }
    let dtypes: Vec<_> = joined.iter().map(|tensor| tensor.dtype()).collect();
    Record { name, inputs: &joined, keep_inputs: &[], keep_outputs: &[] }.tie(&[&out], move |saved, gradients| {
        let g = only(gradients);
        let mut start = 0;
        let part = |place: usize, length: usize, start: usize| {
            saved
                .needs(place)
                .then(|| Ok(unary::to_dtype(&shape::slice(g, dim, start, length, 1)?, dtypes[place])))
                .transpose()
        };
        let mut parts = Vec::new();
        for (place, &length) in lengths.iter().enumerate() {
            parts.push(part(place, length, start)?);
            start += length;
        }
        Ok(parts)
    });
    Ok(out)
}

/// Tensors of one shape along a new dimension.
///
/// # Errors
/// Nothing to join; other shapes.
pub fn stack(tensors: &[&Tensor], dim: i64) -> Outcome<Tensor> {
    let Some(first) = tensors.first() else { return runtime("stack expects a non-empty TensorList") };
    let like = first.shape();
    if let Some((place, other)) = tensors.iter().enumerate().find(|(_, tensor)| tensor.shape() != like) {
        return runtime(format!(
            "stack expects each tensor to be equal size, but got {} at entry 0 and {} at entry {place}",
            bracketed(&like),
            bracketed(&other.shape())
        ));
    }
    let dim = crate::view::wrapped_dim(dim, like.len() + 1)? as i64;
    let wide: Vec<Tensor> = tensors.iter().map(|tensor| shape::unsqueeze(tensor, dim)).collect::<Outcome<_>>()?;
    joined(&wide.iter().collect::<Vec<_>>(), dim, "StackBackward0")
}
