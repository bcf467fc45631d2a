//! What lines of numbers along dimensions come to: sums, means, extremes, spreads.

use super::{default_dtype, only};
use crate::compute;
use crate::compute_real;
use crate::dtype::{Category, Dtype};
use crate::element::{Arithmetic, Compute, Num, store, to_vec};
use crate::error::{Kind, Outcome, TensorError, out_of_range, runtime};
use crate::fold::{fold, sums};
use crate::kernel::lines;
use crate::ops::arith::{div, mul};
use crate::ops::compare::{self, Compare};
use crate::ops::{shape as shapes, unary};
use crate::tape::{Record, no_second};
use crate::tensor::Tensor;
use crate::view::View;

/// Dimensions to reduce: those named, or all where none is; each only once.
///
/// # Errors
/// A dimension that is not there, or named twice.
pub fn dims_of(view: &View, dims: &[i64]) -> Outcome<Vec<usize>> {
    if dims.is_empty() {
        return Ok((0..view.rank()).collect());
    }
    let mut wrapped = Vec::new();
    for &dim in dims {
        let dim = view.dim(dim)?;
        if wrapped.contains(&dim) {
            return runtime(format!("dim {dim} appears multiple times in the list of dims"));
        }
        wrapped.push(dim);
    }
    // A tensor without dimensions may be asked for its first.
    wrapped.retain(|dim| *dim < view.rank());
    wrapped.sort_unstable();
    Ok(wrapped)
}

/// Without the reduced dimensions, or with them at size 1.
pub fn kept(view: View, dims: &[usize], keepdim: bool) -> View {
    if keepdim {
        return view;
    }
    let stay: Vec<usize> = (0..view.rank()).filter(|dim| !dims.contains(dim)).collect();
    view.permuted(&stay)
}

/// A gradient of a reduced shape, shown over the shape that was reduced.
pub(crate) fn shown_over(g: &Tensor, shape: &[usize], dims: &[usize], keepdim: bool) -> Outcome<Tensor> {
    let mut wide = shape.to_vec();
    for &dim in dims {
        wide[dim] = 1;
    }
    let g = if keepdim { g.clone() } else { shapes::reshape(g, &wide)? };
    shapes::expand(&g, shape)
}

/// The sum over dimensions. Whole numbers add up as int64.
///
/// # Errors
/// Dimensions that are not there.
pub fn sum(a: &Tensor, dims: &[i64], keepdim: bool, dtype: Option<Dtype>) -> Outcome<Tensor> {
    let dtype = dtype.unwrap_or(if a.dtype().is_float() { a.dtype() } else { Dtype::I64 });
    let a = &unary::to_dtype(a, if dtype.is_float() { dtype } else { a.dtype() });
    let view = a.view().clone();
    let name = if dims.is_empty() && !keepdim { "SumBackward0" } else { "SumBackward1" };
    let dims = dims_of(&view, dims)?;
    let out = if dtype.is_float() {
        compute_real!(dtype, T => sums(&view, &dims, dtype, T::to_f64, T::from_f64))
    } else {
        fold(&view, &dims, dtype, 0i64, i64::wrapping_add, |sum| sum)
    };
    let out = Tensor::new(kept(out, &dims, keepdim));
    let (shape, own) = (a.shape(), a.dtype());
    Record { name, inputs: &[a], keep_inputs: &[], keep_outputs: &[] }.tie(&[&out], move |_, gradients| {
        let g = shown_over(only(gradients), &shape, &dims, keepdim)?;
        Ok(vec![Some(unary::to_dtype(&g, own))])
    });
    Ok(out)
}

/// The mean over dimensions.
///
/// # Errors
/// Whole numbers, which PyTorch refuses; dimensions that are not there.
pub fn mean(a: &Tensor, dims: &[i64], keepdim: bool, dtype: Option<Dtype>) -> Outcome<Tensor> {
    let dtype = dtype.unwrap_or(a.dtype());
    if !dtype.is_float() {
        return runtime(format!(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {}",
            dtype.scalar_name()
        ));
    }
    let a = &unary::to_dtype(a, dtype);
    let view = a.view().clone();
    let wrapped = dims_of(&view, dims)?;
    let count: usize = wrapped.iter().map(|&dim| view.shape[dim]).product();
    let mean = |sum: f64| sum / count as f64;
    let out = compute_real!(dtype, T => sums(&view, &wrapped, dtype, T::to_f64, |sum| T::from_f64(mean(sum))));
    let out = Tensor::new(kept(out, &wrapped, keepdim));
    let shape = a.shape();
    let name = if dims.is_empty() && !keepdim { "MeanBackward0" } else { "MeanBackward1" };
    Record { name, inputs: &[a], keep_inputs: &[], keep_outputs: &[] }.tie(&[&out], move |_, gradients| {
        let g = div(only(gradients), &Tensor::number(count as f64))?;
        Ok(vec![Some(shown_over(&g, &shape, &wrapped, keepdim)?)])
    });
    Ok(out)
}

/// The product of all numbers, or along one dimension.
///
/// # Errors
/// A dimension that is not there.
pub fn prod(a: &Tensor, dim: Option<i64>, keepdim: bool) -> Outcome<Tensor> {
    let view = a.view().clone();
    let dims = dims_of(&view, dim.as_slice())?;
    let dtype = if a.dtype().is_float() { a.dtype() } else { Dtype::I64 };
    let out = compute!(dtype, T => fold(&view, &dims, dtype, T::from_i64(1), T::times, |product| product));
    let out = Tensor::new(kept(out, &dims, keepdim));
    let name = if dim.is_some() { "ProdBackward1" } else { "ProdBackward0" };
    Record { name, inputs: &[a], keep_inputs: &[0], keep_outputs: &[] }.tie(&[&out], move |saved, gradients| {
        no_second("a product of many")?;
        // Each number's factor is the product of the others: those before it times those after it.
        let x = saved.input(0)?;
        let view = x.view().clone();
        let others = |line: &[f64], out: &mut [f64]| {
            let mut before = 1.0;
            for (place, slot) in out.iter_mut().enumerate() {
                *slot = before;
                before *= line[place];
            }
            let mut after = 1.0;
            for (place, slot) in out.iter_mut().enumerate().rev() {
                *slot *= after;
                after *= line[place];
            }
        };
        let factors = match dim {
            Some(_) if view.rank() > 0 => lines::<f64, f64>(&view, dims[0], view.dtype, others),
            _ => {
                let numbers = to_vec::<f64>(&view);
                let mut out = vec![0.0; numbers.len()];
                others(&numbers, &mut out);
                store(out, view.dtype, &view.shape)
            }
        };
        let g = shown_over(only(gradients), &view.shape, &dims, keepdim)?;
        Ok(vec![Some(mul(&g, &Tensor::new(factors))?)])
    });
    Ok(out)
}

/// The largest or smallest over dimensions, without places (`amax`, `max()`); equal ones share the gradient.
///
/// # Errors
/// Nothing to choose from; dimensions that are not there.
pub fn extreme(is_max: bool, a: &Tensor, dims: &[i64], keepdim: bool, name: &'static str) -> Outcome<Tensor> {
    let view = a.view().clone();
    let wrapped = dims_of(&view, dims)?;
    if wrapped.iter().any(|&dim| view.shape[dim] == 0) {
        return match dims.first() {
            None => runtime(format!(
                "{}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.",
                if is_max { "max" } else { "min" }
            )),
            Some(dim) => out_of_range(format!(
                "{}(): Expected reduction dim {dim} to have non-zero size.",
                if is_max { "amax" } else { "amin" }
            )),
        };
    }
    // Beaten by every number, so that only a line without numbers ends there.
    let worst = if is_max { f64::NEG_INFINITY } else { f64::INFINITY };
    let out = match Compute::of(a.dtype()) {
        Compute::I64 => {
            let (worst, better) =
                if is_max { (i64::MIN, i64::max as fn(i64, i64) -> i64) } else { (i64::MAX, i64::min as _) };
            fold(&view, &wrapped, view.dtype, worst, better, |best| best)
        }
        Compute::F32 | Compute::F64 => compute_real!(a.dtype(), T => {
            let ahead = |best: T, x: T| if best.is_nan() || !(x.is_nan() || if is_max { x > best } else { x < best }) { best } else { x };
            fold(&view, &wrapped, view.dtype, T::from_f64(worst), ahead, |best| best)
        }),
    };
    let out = Tensor::new(kept(out, &wrapped, keepdim));
    Record { name, inputs: &[a], keep_inputs: &[0], keep_outputs: &[0] }.tie(&[&out], move |saved, gradients| {
        let x = saved.input(0)?;
        let shape = x.shape();
        let best = shown_over(&saved.output(0)?, &shape, &wrapped, keepdim)?;
        let hits = unary::to_dtype(&compare::compare(Compare::Eq, &x, &best)?, x.dtype());
        let names: Vec<i64> = wrapped.iter().map(|&dim| dim as i64).collect();
        let ties = sum(&hits, &names, true, None)?;
        let g = shown_over(only(gradients), &shape, &wrapped, keepdim)?;
        Ok(vec![Some(mul(&g, &div(&hits, &ties)?)?)])
    });
    Ok(out)
}

/// The place of the first of the best numbers along a dimension, or among all.
///
/// # Errors
/// Nothing to choose from; a dimension that is not there.
pub fn arg_extreme(is_max: bool, a: &Tensor, dim: Option<i64>, keepdim: bool) -> Outcome<Tensor> {
    let name = if is_max { "argmax" } else { "argmin" };
    let view = a.view().clone();
    if view.count() == 0
        && (dim.is_none() || view.dim(dim.unwrap_or(0))? >= view.rank() || view.shape[view.dim(dim.unwrap_or(0))?] == 0)
    {
        return match dim {
            None => out_of_range(format!("{name}(): Expected reduction dim to be specified for input.numel() == 0.")),
            Some(dim) => {
                let dim = view.dim(dim)?;
                out_of_range(format!("{name}(): Expected reduction dim {dim} to have non-zero size."))
            }
        };
    }
    let dims = dims_of(&view, dim.as_slice())?;
    // The first of the best: how many numbers were seen, where it stood, what it is.
    let out = compute!(a.dtype(), T => fold(
        &view,
        &dims,
        Dtype::I64,
        (0i64, 0i64, T::default()),
        |(seen, place, best), x: T| {
            let is_ahead = if is_max { x > best } else { x < best };
            match seen == 0 || (!best.is_nan() && (is_ahead || x.is_nan())) {
                true => (seen + 1, seen, x),
                false => (seen + 1, place, best),
            }
        },
        |(_, place, _)| place,
    ));
    Ok(Tensor::new(kept(out, &dims, keepdim)))
}

/// The best along a dimension: values and places.
///
/// # Errors
/// Nothing to choose from; a dimension that is not there.
pub fn extreme_along(is_max: bool, a: &Tensor, dim: i64, keepdim: bool) -> Outcome<(Tensor, Tensor)> {
    let view = a.view().clone();
    let wrapped = view.dim(dim)?;
    if view.shape.get(wrapped) == Some(&0) {
        return out_of_range(format!(
            "{}(): Expected reduction dim {dim} to have non-zero size.",
            if is_max { "max" } else { "min" }
        ));
    }
    let places = arg_extreme(is_max, a, Some(dim), true)?;
    let values = crate::ops::gather::gather_plain(&view, wrapped, &places)?;
    let dims = dims_of(&view, &[dim])?;
    let values = Tensor::new(kept(values, &dims, keepdim));
    let name = if is_max { "MaxBackward0" } else { "MinBackward0" };
    record_picked(name, a, &values, wrapped, &places, keepdim);
    let places = Tensor::new(kept(places.view().clone(), &dims, keepdim));
    Ok((values, places))
}

/// Numbers were picked from these places of a dimension: their gradients go back there.
pub(crate) fn record_picked(
    name: &'static str,
    a: &Tensor,
    values: &Tensor,
    dim: usize,
    places: &Tensor,
    keepdim: bool,
) {
    let (shape, places) = (a.shape(), places.detach());
    Record { name, inputs: &[a], keep_inputs: &[], keep_outputs: &[] }.tie(&[values], move |_, gradients| {
        let g = only(gradients);
        if shape.is_empty() {
            return Ok(vec![Some(g.clone())]);
        }
        let g = if keepdim { g.clone() } else { shapes::unsqueeze(g, dim as i64)? };
        let zeros = Tensor::full(0.0, g.dtype(), &shape);
        Ok(vec![Some(crate::ops::gather::scatter_add(&zeros, dim as i64, &places, &g)?)])
    });
}

/// Whether any, or all, numbers along a dimension or at all are true.
///
/// # Errors
/// A dimension that is not there.
pub fn truth(is_all: bool, a: &Tensor, dim: Option<i64>, keepdim: bool) -> Outcome<Tensor> {
    let view = a.view().clone();
    let dims = dims_of(&view, dim.as_slice())?;
    let dtype = if a.dtype() == Dtype::U8 { Dtype::U8 } else { Dtype::Bool };
    let out = compute!(a.dtype(), T => fold(
        &view,
        &dims,
        dtype,
        is_all,
        |so_far, x: T| if is_all { so_far && x != T::default() } else { so_far || x != T::default() },
        i64::from,
    ));
    Ok(Tensor::new(kept(out, &dims, keepdim)))
}

/// A gradient of a broadcast shape, added up to the shape that was broadcast.
///
/// # Errors
/// None for shapes that broadcast to it.
pub fn sum_to(g: &Tensor, shape: &[usize]) -> Outcome<Tensor> {
    let wide = g.shape();
    if wide == shape {
        return Ok(g.clone());
    }
    let missing = wide.len().saturating_sub(shape.len());
    let is_added = |dim: &usize| *dim < missing || (shape[*dim - missing] == 1 && wide[*dim] != 1);
    let dims: Vec<i64> = (0..wide.len()).filter(is_added).map(|dim| dim as i64).collect();
    let sum = if dims.is_empty() { g.clone() } else { sum(g, &dims, true, None)? };
    shapes::reshape(&sum, shape)
}

/// The only number of a tensor.
///
/// # Errors
/// Where there is not exactly one.
pub fn item(a: &Tensor) -> Outcome<f64> {
    match a.count() {
        1 => Ok(a.to_f64()[0]),
        _ => Err(TensorError::new(Kind::Value, "only one element tensors can be converted to Python scalars")),
    }
}

/// The dtype in which a function with fractions gives its numbers.
pub fn fraction_dtype(dtype: Dtype) -> Dtype {
    match dtype.category() {
        Category::Float => dtype,
        Category::Integer | Category::Bool => default_dtype(),
    }
}
