//! How far numbers lie from their mean, and from 0.

use super::arith::{self, div, mul, sub};
use super::compare::{self, Compare};
use super::reduce::{dims_of, extreme, kept, mean, shown_over, sum};
use super::{only, unary};
use crate::compute_real;
use crate::dtype::Dtype;
use crate::element::{Line, Num};
use crate::error::{Outcome, runtime};
use crate::fold::{fold_from, sums};
use crate::tape::Record;
use crate::tensor::Tensor;

/// The variance over dimensions with this correction (1: Bessel's); `is_root` for the standard deviation.
///
/// # Errors
/// Whole numbers; dimensions that are not there.
pub fn variance(a: &Tensor, dims: &[i64], correction: f64, keepdim: bool, is_root: bool) -> Outcome<Tensor> {
    if !a.dtype().is_float() {
        return runtime("std and var only support floating point and complex dtypes");
    }
    let view = a.view().clone();
    let wrapped = dims_of(&view, dims)?;
    let count: usize = wrapped.iter().map(|&dim| view.shape[dim]).product();
    let freedom = (count as f64 - correction).max(0.0);
    let spread = |squares: f64| {
        let variance = squares / freedom;
        if is_root { variance.sqrt() } else { variance }
    };
    let out = compute_real!(a.dtype(), T => {
        let means = sums(&view, &wrapped, Dtype::F64, T::to_f64, |sum| sum / count as f64);
        let starts = Line::<f64>::of(&means).numbers().iter().map(|&mean| (mean, 0.0)).collect();
        let step = |(mean, squares): (f64, f64), x: T| (mean, squares + (x.to_f64() - mean) * (x.to_f64() - mean));
        fold_from(&view, &wrapped, view.dtype, starts, step, |(_, squares)| T::from_f64(spread(squares)))
    });
    let out = Tensor::new(kept(out, &wrapped, keepdim));
    let name = if is_root { "StdBackward0" } else { "VarBackward0" };
    Record { name, inputs: &[a], keep_inputs: &[0], keep_outputs: &[0] }.tie(&[&out], move |saved, gradients| {
        let x = saved.input(0)?;
        let shape = x.shape();
        let names: Vec<i64> = wrapped.iter().map(|&dim| dim as i64).collect();
        let off = sub(&x, &mean(&x, &names, true, None)?)?;
        let g = shown_over(only(gradients), &shape, &wrapped, keepdim)?;
        let slope = mul(&off, &Tensor::number(2.0 / freedom))?;
        let g = mul(&g, &slope)?;
        if !is_root {
            return Ok(vec![Some(g)]);
        }
        let root = shown_over(&saved.output(0)?, &shape, &wrapped, keepdim)?;
        let g = div(&g, &mul(&root, &Tensor::number(2.0))?)?;
        Ok(vec![Some(compare::choose(&compare::equal_to(&root, 0.0)?, &Tensor::number(0.0), &g)?)])
    });
    Ok(out)
}

/// The p-norm over dimensions (2: Euclid's; infinite ones are the largest and smallest size).
///
/// # Errors
/// Whole numbers; dimensions that are not there.
pub fn norm(a: &Tensor, p: f64, dims: &[i64], keepdim: bool) -> Outcome<Tensor> {
    if !a.dtype().is_float() {
        return runtime(format!(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got {}",
            a.dtype().scalar_name()
        ));
    }
    if p.is_infinite() {
        let size = unary::apply(unary::Unary::Abs, a)?;
        return extreme(p > 0.0, &size, dims, keepdim, if p > 0.0 { "AmaxBackward0" } else { "AminBackward0" });
    }
    if p == 0.0 {
        return sum(
            &unary::to_dtype(&compare::compare(Compare::Ne, a, &Tensor::number(0.0))?, a.dtype()),
            dims,
            keepdim,
            None,
        );
    }
    let view = a.view().clone();
    let wrapped = dims_of(&view, dims)?;
    let out = compute_real!(a.dtype(), T => match p {
        2.0 => sums(&view, &wrapped, view.dtype, |x: T| x.to_f64() * x.to_f64(), |sum| T::from_f64(sum.sqrt())),
        1.0 => sums(&view, &wrapped, view.dtype, |x: T| x.to_f64().abs(), T::from_f64),
        p => sums(&view, &wrapped, view.dtype, |x: T| x.to_f64().abs().powf(p), |sum| T::from_f64(sum.powf(1.0 / p))),
    });
    let out = Tensor::new(kept(out, &wrapped, keepdim));
    Record { name: "LinalgVectorNormBackward0", inputs: &[a], keep_inputs: &[0], keep_outputs: &[0] }.tie(
        &[&out],
        move |saved, gradients| {
            let x = saved.input(0)?;
            let shape = x.shape();
            let norm = shown_over(&saved.output(0)?, &shape, &wrapped, keepdim)?;
            let g = shown_over(only(gradients), &shape, &wrapped, keepdim)?;
            let slope = if p == 2.0 {
                div(&x, &norm)?
            } else {
                let size = unary::apply(unary::Unary::Abs, &x)?;
                let power = |t: &Tensor, p: f64| arith::binary(arith::Binary::Pow, t, &Tensor::number(p));
                mul(&unary::apply(unary::Unary::Sign, &x)?, &div(&power(&size, p - 1.0)?, &power(&norm, p - 1.0)?)?)?
            };
            let slope = compare::choose(&compare::equal_to(&norm, 0.0)?, &Tensor::number(0.0), &slope)?;
            Ok(vec![Some(mul(&g, &slope)?)])
        },
    );
    Ok(out)
}
