//! Other windows onto the same numbers. What a window shows, its gradient fills.

use super::only;
use crate::element::copied;
use crate::error::{Outcome, runtime};
use crate::ops::unary;
use crate::tape::Record;
use crate::tensor::Tensor;
use crate::view::{View, bracketed};

/// A window, tied to what it shows by the way back of its gradient.
fn window(name: &'static str, a: &Tensor, view: View, back: impl Fn(&Tensor) -> Outcome<Tensor> + 'static) -> Tensor {
    let out = a.window(view);
    Record { name, inputs: &[a], keep_inputs: &[], keep_outputs: &[] }
        .tie(&[&out], move |_, gradients| Ok(vec![Some(back(only(gradients))?)]));
    out
}

/// A shape with at most one -1 in it, which takes what is left.
///
/// # Errors
/// Sizes that do not come to as many numbers.
pub fn filled_in(shape: &[i64], count: usize) -> Outcome<Vec<usize>> {
    let invalid = || {
        let list = shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        format!("shape '[{list}]' is invalid for input of size {count}")
    };
    if shape.iter().filter(|&&size| size == -1).count() > 1 {
        return runtime("only one dimension can be inferred");
    }
    if let Some(size) = shape.iter().find(|&&size| size < -1) {
        return runtime(format!("invalid shape dimension {size}"));
    }
    let known: i64 = shape.iter().filter(|&&size| size >= 0).product();
    let missing = match shape.contains(&-1) {
        false if known as usize == count => 0,
        true if known > 0 && count.is_multiple_of(known as usize) => count / known as usize,
        true if known == 0 && count == 0 => {
            let list = shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            return runtime(format!(
                "cannot reshape tensor of 0 elements into shape [{list}] because the unspecified dimension size -1 can be any value and is ambiguous"
            ));
        }
        true | false => return runtime(invalid()),
    };
    Ok(shape.iter().map(|&size| if size == -1 { missing } else { size as usize }).collect())
}

/// Another shape; a window where one can be, else a copy.
///
/// # Errors
/// Another number of numbers.
pub fn reshape(a: &Tensor, shape: &[usize]) -> Outcome<Tensor> {
    match view_as(a, shape, "ReshapeAliasBackward0") {
        Ok(out) => Ok(out),
        Err(_) if shape.iter().product::<usize>() == a.count() => {
            let before = a.shape();
            let copy = copied(&a.view(), a.dtype());
            let out = Tensor::new(copy.moved(shape.to_vec(), crate::view::contiguous_strides(shape), 0));
            Record { name: "UnsafeViewBackward0", inputs: &[a], keep_inputs: &[], keep_outputs: &[] }
                .tie(&[&out], move |_, gradients| Ok(vec![Some(reshape(only(gradients), &before)?)]));
            Ok(out)
        }
        Err(failure) => Err(failure),
    }
}

/// Another shape as a window.
///
/// # Errors
/// Another number of numbers; numbers that lie so that only a copy would do.
pub fn view(a: &Tensor, shape: &[usize]) -> Outcome<Tensor> {
    view_as(a, shape, "ViewBackward0")
}

/// The same under the name that the graph knows it by.
///
/// # Errors
/// Those of [`view`].
pub(crate) fn view_as(a: &Tensor, shape: &[usize], name: &'static str) -> Outcome<Tensor> {
    let before = a.shape();
    if shape.iter().product::<usize>() != a.count() {
        return runtime(format!("shape '{}' is invalid for input of size {}", bracketed(shape), a.count()));
    }
    let seen = a.view().reshaped(shape);
    match seen {
        Some(seen) => Ok(window(name, a, seen, move |g| reshape(g, &before))),
        None => runtime(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
        ),
    }
}

/// Shown as a larger shape.
///
/// # Errors
/// Sizes that do not fit.
pub fn expand(a: &Tensor, shape: &[usize]) -> Outcome<Tensor> {
    let before = a.shape();
    let seen = a.view().expanded(shape)?;
    Ok(window("ExpandBackward0", a, seen, move |g| super::reduce::sum_to(g, &before)))
}

/// The dimensions in another order.
///
/// # Errors
/// Not each dimension once.
pub fn permute(a: &Tensor, order: &[i64]) -> Outcome<Tensor> {
    let rank = a.rank();
    if order.len() != rank {
        return runtime(format!(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = {rank} is not equal to len(dims) = {}",
            order.len()
        ));
    }
    let order: Vec<usize> = order.iter().map(|&dim| a.view().dim(dim)).collect::<Outcome<_>>()?;
    let mut back = vec![usize::MAX; rank];
    for (place, &dim) in order.iter().enumerate() {
        back[dim] = place;
    }
    if back.contains(&usize::MAX) {
        return runtime("permute(): duplicate dims are not allowed.");
    }
    let back: Vec<i64> = back.into_iter().map(|dim| dim as i64).collect();
    let seen = a.view().permuted(&order);
    Ok(window("PermuteBackward0", a, seen, move |g| permute(g, &back)))
}

/// Two dimensions swapped.
///
/// # Errors
/// A dimension that is not there.
pub fn transpose(a: &Tensor, first: i64, second: i64) -> Outcome<Tensor> {
    let (one, other) = (a.view().dim(first)?, a.view().dim(second)?);
    if a.rank() == 0 {
        return Ok(window("TransposeBackward0", a, a.view().clone(), |g| Ok(g.clone())));
    }
    let seen = a.view().transposed(one, other);
    Ok(window("TransposeBackward0", a, seen, move |g| transpose(g, first, second)))
}

/// A matrix's transpose (`t()`); what has fewer dimensions stays.
///
/// # Errors
/// More than two dimensions.
pub fn t(a: &Tensor) -> Outcome<Tensor> {
    let rank = a.rank();
    if rank > 2 {
        return runtime(format!("t() expects a tensor with <= 2 dimensions, but self is {rank}D"));
    }
    let seen = if rank == 2 { a.view().transposed(0, 1) } else { a.view().clone() };
    Ok(window("TBackward0", a, seen, t))
}

/// A dimension of size 1 before another.
///
/// # Errors
/// A dimension that is not there.
pub fn unsqueeze(a: &Tensor, dim: i64) -> Outcome<Tensor> {
    let place = crate::view::wrapped_dim(dim, a.rank() + 1)?;
    let seen = a.view().unsqueezed(place);
    Ok(window("UnsqueezeBackward0", a, seen, move |g| squeeze(g, Some(place as i64))))
}

/// Without dimensions of size 1, or without this one if it is.
///
/// # Errors
/// A dimension that is not there.
pub fn squeeze(a: &Tensor, dim: Option<i64>) -> Outcome<Tensor> {
    squeeze_as(a, dim, if dim.is_some() { "SqueezeBackward1" } else { "SqueezeBackward0" })
}

/// The same under the name that the graph knows it by.
///
/// # Errors
/// Those of [`squeeze`].
pub(crate) fn squeeze_as(a: &Tensor, dim: Option<i64>, name: &'static str) -> Outcome<Tensor> {
    let only_dim = dim.map(|dim| a.view().dim(dim)).transpose()?;
    let seen = a.view().clone();
    let goes = |place: usize| seen.shape[place] == 1 && only_dim.is_none_or(|dim| dim == place);
    let stay: Vec<usize> = (0..seen.rank()).filter(|&place| !goes(place)).collect();
    let before = seen.shape.clone();
    let seen = seen.permuted(&stay);
    Ok(window(name, a, seen, move |g| reshape(g, &before)))
}

/// A part along a dimension: `length` numbers from `start` on, every `step`-th. The caller has checked the range.
///
/// # Errors
/// None for a part that is there.
pub fn slice(a: &Tensor, dim: usize, start: usize, length: usize, step: usize) -> Outcome<Tensor> {
    let before = a.shape();
    let seen = a.view().sliced(dim, start, length, step);
    Ok(window("SliceBackward0", a, seen, move |g| {
        into_zeros(g, &before, move |zeros| zeros.sliced(dim, start, length, step))
    }))
}

/// The part at one place of a dimension, which is gone. The caller has checked the place.
///
/// # Errors
/// None for a part that is there.
pub fn select(a: &Tensor, dim: usize, place: usize) -> Outcome<Tensor> {
    let before = a.shape();
    let seen = a.view().selected(dim, place);
    Ok(window("SelectBackward0", a, seen, move |g| into_zeros(g, &before, move |zeros| zeros.selected(dim, place))))
}

/// All of it.
///
/// # Errors
/// None.
pub fn alias(a: &Tensor) -> Outcome<Tensor> {
    Ok(window("AliasBackward0", a, a.view().clone(), |g| Ok(g.clone())))
}

/// A gradient in its place among zeros.
fn into_zeros(g: &Tensor, shape: &[usize], part: impl Fn(&View) -> View + Clone + 'static) -> Outcome<Tensor> {
    let zeros = copied(&Tensor::full(0.0, g.dtype(), shape).view(), g.dtype());
    crate::element::assign(&part(&zeros), &g.view());
    let out = Tensor::new(zeros);
    Record { name: "PadBackward", inputs: &[g], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[&out],
        move |_, gradients| {
            let g = only(gradients);
            let seen = part(&g.view());
            Ok(vec![Some(window("SliceBackward0", g, seen, |_| runtime("a third derivative of a part is not here.")))])
        },
    );
    Ok(out)
}

/// The diagonal of a matrix, or of the matrices of two dimensions, `offset` above.
///
/// # Errors
/// Dimensions that are not there, or the same twice.
pub fn diagonal(a: &Tensor, offset: i64, first: i64, second: i64) -> Outcome<Tensor> {
    let before = a.shape();
    let (one, other) = (a.view().dim(first)?, a.view().dim(second)?);
    if one == other || a.rank() < 2 {
        return runtime(format!("diagonal dimensions cannot be identical {first}, {second}"));
    }
    let part = move |view: &View| {
        let (rows, columns) = (view.shape[one] as i64, view.shape[other] as i64);
        let length =
            if offset >= 0 { rows.min(columns - offset) } else { (rows + offset).min(columns) }.max(0) as usize;
        let keep: Vec<usize> = (0..view.rank()).filter(|&dim| dim != one && dim != other).collect();
        let mut seen = view.permuted(&keep);
        seen.shape.push(length);
        seen.strides.push(view.strides[one] + view.strides[other]);
        if length > 0 {
            let to_start =
                if offset >= 0 { view.strides[other] * offset as isize } else { view.strides[one] * -offset as isize };
            seen.offset = view.offset.wrapping_add_signed(to_start);
        }
        seen
    };
    let seen = part(&a.view());
    Ok(window("DiagonalBackward0", a, seen, move |g| into_zeros(g, &before, part)))
}

/// Windows of `size` numbers along a dimension, `step` apart, as a new last dimension (`unfold`).
///
/// # Errors
/// A window longer than the dimension.
pub fn unfold(a: &Tensor, dim: i64, size: usize, step: usize) -> Outcome<Tensor> {
    let before = a.shape();
    let dim = a.view().dim(dim)?;
    let length = before.get(dim).copied().unwrap_or(1);
    if size > length || step == 0 {
        return runtime(format!("maximum size for tensor at dimension {dim} is {length} but size is {size}"));
    }
    let mut seen = a.view().clone();
    let stride = seen.strides[dim];
    seen.shape[dim] = (length - size) / step + 1;
    seen.strides[dim] = stride * step as isize;
    seen.shape.push(size);
    seen.strides.push(stride);
    Ok(window("UnfoldBackward0", a, seen, move |g| {
        // Windows may overlap: each adds its part.
        let mut sum = Tensor::full(0.0, g.dtype(), &before);
        for place in 0..g.shape()[dim] {
            let part = select(g, dim, place)?;
            let rank = part.rank() as i64;
            let mut order: Vec<i64> = (0..rank - 1).collect();
            order.insert(dim, rank - 1);
            let part = permute(&part, &order)?;
            let whole = into_zeros(&part, &before, move |zeros| zeros.sliced(dim, place * step, size, 1))?;
            sum = super::arith::add(&sum, &whole)?;
        }
        Ok(sum)
    }))
}

/// Turned round along dimensions.
///
/// # Errors
/// A dimension that is not there.
pub fn flip(a: &Tensor, dims: &[i64]) -> Outcome<Tensor> {
    let mut seen = a.view().clone();
    for &dim in dims {
        let dim = seen.dim(dim)?;
        if seen.rank() > 0 && seen.shape[dim] > 0 {
            seen.offset = seen.offset.wrapping_add_signed(seen.strides[dim] * (seen.shape[dim] as isize - 1));
            seen.strides[dim] = -seen.strides[dim];
        }
    }
    let out = Tensor::new(copied(&seen, a.dtype()));
    let dims = dims.to_vec();
    Record { name: "FlipBackward0", inputs: &[a], keep_inputs: &[], keep_outputs: &[] }
        .tie(&[&out], move |_, gradients| Ok(vec![Some(flip(only(gradients), &dims)?)]));
    Ok(out)
}

/// The tensor itself if it lies in row order, else a copy that does.
pub fn contiguous(a: &Tensor) -> Tensor {
    if a.view().is_contiguous() { a.clone() } else { unary::converted(a, a.dtype()) }
}
