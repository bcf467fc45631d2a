//! Lines of numbers turned into others of the same length: running sums and products, softmax.

use super::only;
use super::reduce::fraction_dtype;
use crate::dtype::Dtype;
use crate::element::{Arithmetic, Num, Real};
use crate::error::{Outcome, runtime};
use crate::fold::fold;
use crate::kernel::lines;
use crate::ops::arith::{div, mul, sub};
use crate::ops::reduce::{self, dims_of, kept};
use crate::ops::{shape, unary};
use crate::tape::Record;
use crate::tensor::Tensor;
use crate::{compute, compute_real};

/// The running sum along a dimension. Whole numbers add up as int64.
///
/// # Errors
/// A dimension that is not there.
pub fn cumsum(a: &Tensor, dim: i64) -> Outcome<Tensor> {
    let view = a.view().clone();
    let wrapped = view.dim(dim)?;
    let dtype = if a.dtype().is_float() { a.dtype() } else { Dtype::I64 };
    let out = Tensor::new(compute!(dtype, T => lines::<T, T>(&view, wrapped, dtype, |line, out| {
        let mut sum = T::default();
        for (slot, x) in out.iter_mut().zip(line) {
            sum = sum.plus(*x);
            *slot = sum;
        }
    })));
    Record { name: "CumsumBackward0", inputs: &[a], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[&out],
        move |_, gradients| {
            let turned = shape::flip(only(gradients), &[dim])?;
            Ok(vec![Some(shape::flip(&cumsum(&turned, dim)?, &[dim])?)])
        },
    );
    Ok(out)
}

/// The running product along a dimension.
///
/// # Errors
/// A dimension that is not there.
pub fn cumprod(a: &Tensor, dim: i64) -> Outcome<Tensor> {
    let view = a.view().clone();
    let wrapped = view.dim(dim)?;
    let dtype = if a.dtype().is_float() { a.dtype() } else { Dtype::I64 };
    let out = Tensor::new(compute!(dtype, T => lines::<T, T>(&view, wrapped, dtype, |line, out| {
        let mut product = T::from_i64(1);
        for (slot, x) in out.iter_mut().zip(line) {
            product = product.times(*x);
            *slot = product;
        }
    })));
    Record { name: "CumprodBackward0", inputs: &[a], keep_inputs: &[0], keep_outputs: &[0] }.tie(
        &[&out],
        move |saved, gradients| {
            let (x, y) = (saved.input(0)?, saved.output(0)?);
            if x.to_f64().contains(&0.0) {
                return runtime("cumprod's gradient where a factor is 0 is not here.");
            }
            let turned = shape::flip(&mul(only(gradients), &y)?, &[dim])?;
            let sums = shape::flip(&cumsum(&turned, dim)?, &[dim])?;
            Ok(vec![Some(div(&sums, &x)?)])
        },
    );
    Ok(out)
}

/// Softmax along a dimension, or its logarithm; the largest is taken off first.
///
/// # Errors
/// Whole numbers; a dimension that is not there.
pub fn softmax(a: &Tensor, dim: i64, is_log: bool) -> Outcome<Tensor> {
    let view = a.view().clone();
    let wrapped = view.dim(dim)?;
    if !a.dtype().is_float() {
        let name = match (wrapped + 1 == view.rank().max(1), is_log) {
            (true, true) => "log_softmax_lastdim_kernel_impl",
            (true, false) => "softmax_lastdim_kernel_impl",
            (false, _) => "softmax_kernel_impl",
        };
        return runtime(format!("\"{name}\" not implemented for '{}'", a.dtype().scalar_name()));
    }
    let dtype = view.dtype;
    let out = Tensor::new(compute_real!(dtype, T => lines::<T, T>(&view, wrapped, dtype, |line, out| {
        let most = line.iter().copied().fold(T::from_f64(f64::NEG_INFINITY), |a, b| if b > a || b.is_nan() { b } else { a });
        let mut sum = 0.0;
        for (slot, x) in out.iter_mut().zip(line) {
            *slot = x.minus(most).exponential();
            sum += slot.to_f64();
        }
        let (total, log) = (T::from_f64(sum), T::from_f64(sum.ln()));
        for (slot, x) in out.iter_mut().zip(line) {
            *slot = if is_log { x.minus(most).minus(log) } else { slot.divided(total) };
        }
    })));
    let name = if is_log { "LogSoftmaxBackward0" } else { "SoftmaxBackward0" };
    Record { name, inputs: &[a], keep_inputs: &[], keep_outputs: &[0] }.tie(&[&out], move |saved, gradients| {
        let (g, y) = (only(gradients), saved.output(0)?);
        let gradient = if is_log {
            let sums = reduce::sum(g, &[dim], true, None)?;
            sub(g, &mul(&unary::apply(unary::Unary::Exp, &y)?, &sums)?)?
        } else {
            let weighed = mul(g, &y)?;
            sub(&weighed, &mul(&y, &reduce::sum(&weighed, &[dim], true, None)?)?)?
        };
        Ok(vec![Some(gradient)])
    });
    Ok(out)
}

/// ln Σ exp over dimensions.
///
/// # Errors
/// A dimension that is not there.
pub fn logsumexp(a: &Tensor, dims: &[i64], keepdim: bool) -> Outcome<Tensor> {
    let a = &unary::to_dtype(a, fraction_dtype(a.dtype()));
    let view = a.view().clone();
    let wrapped = dims_of(&view, dims)?;
    // The largest so far, and the sum of the exponentials below it.
    let out = compute_real!(view.dtype, T => fold(
        &view,
        &wrapped,
        view.dtype,
        (f64::NEG_INFINITY, 0.0),
        |(most, sum), x: T| {
            let x = x.to_f64();
            match x > most {
                true if x.is_finite() => (x, sum * (most - x).exp() + 1.0),
                true => (x, f64::INFINITY),
                false if most == f64::NEG_INFINITY => (most, sum + x.exp()),
                // Infinite, both, maybe.
                false if x == most => (most, sum + 1.0),
                false => (most, sum + (x - most).exp()),
            }
        },
        |(most, sum)| T::from_f64(if most.is_finite() { most + sum.ln() } else { sum.ln() }),
    ));
    let out = Tensor::new(kept(out, &wrapped, keepdim));
    Record { name: "LogsumexpBackward0", inputs: &[a], keep_inputs: &[0], keep_outputs: &[0] }.tie(
        &[&out],
        move |saved, gradients| {
            let x = saved.input(0)?;
            let wide = |t: &Tensor| {
                let mut shape = x.shape();
                for &dim in &wrapped {
                    shape[dim] = 1;
                }
                if keepdim { Ok(t.clone()) } else { shape::reshape(t, &shape) }
            };
            let weights = unary::apply(unary::Unary::Exp, &sub(&x, &wide(&saved.output(0)?)?)?)?;
            Ok(vec![Some(mul(&wide(only(gradients))?, &weights)?)])
        },
    );
    Ok(out)
}
