//! Losses, number by number, and what is taken of them all.

use super::{common_dtype, only, wanted};
use crate::compute_real;
use crate::dtype::Dtype;
use crate::element::{Arithmetic, Num, store, to_vec};
use crate::error::{Kind, Outcome, TensorError, out_of_range, runtime};
use crate::kernel::{common_shape, zip};
use crate::ops::arith::{add, div, mul, sub};
use crate::ops::compare::{self, Compare};
use crate::ops::unary::{Unary, apply, neg};
use crate::ops::{reduce, unary};
use crate::tape::{Record, recording};
use crate::tensor::Tensor;
use crate::view::bracketed;

/// What becomes of the losses of single numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    None,
    Mean,
    Sum,
}

/// A loss of two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pointwise {
    /// (x - y)².
    Squared,
    /// Girshick (2015): squared below `beta`, straight beyond.
    SmoothL1 { beta: f64 },
    /// Huber (1964).
    Huber { delta: f64 },
    /// -(y ln x + (1 - y) ln (1 - x)), logarithms not below -100.
    CrossEntropy,
}

impl Pointwise {
    fn node(self) -> &'static str {
        match self {
            Self::Squared => "MseLossBackward0",
            Self::SmoothL1 { .. } => "SmoothL1LossBackward0",
            Self::Huber { .. } => "HuberLossBackward0",
            Self::CrossEntropy => "BinaryCrossEntropyBackward0",
        }
    }

    fn value(self, x: f64, y: f64) -> f64 {
        let off = (x - y).abs();
        match self {
            Self::Squared => off * off,
            Self::SmoothL1 { beta } if off < beta => 0.5 * off * off / beta,
            Self::SmoothL1 { beta } => off - 0.5 * beta,
            Self::Huber { delta } if off <= delta => 0.5 * off * off,
            Self::Huber { delta } => delta * (off - 0.5 * delta),
            Self::CrossEntropy => {
                let log = |p: f64| p.ln().max(-100.0);
                -(y * log(x) + (1.0 - y) * log(1.0 - x))
            }
        }
    }

    /// The slope in x, with operations that can be differentiated again.
    fn slope(self, x: &Tensor, y: &Tensor) -> Outcome<Tensor> {
        let off = sub(x, y)?;
        match self {
            Self::Squared => mul(&off, &Tensor::number(2.0)),
            Self::SmoothL1 { beta: 0.0 } => apply(Unary::Sign, &off),
            Self::SmoothL1 { beta } => unary::clamp(&div(&off, &Tensor::number(beta))?, Some(-1.0), Some(1.0)),
            Self::Huber { delta } => unary::clamp(&off, Some(-delta), Some(delta)),
            Self::CrossEntropy => {
                let spread = mul(x, &sub(&Tensor::number(1.0), x)?)?;
                div(&off, &unary::clamp(&spread, Some(1e-12), None)?)
            }
        }
    }
}

/// The loss of each pair, or their mean or sum.
///
/// # Errors
/// Shapes that do not fit; probabilities beyond 0 and 1.
pub fn pointwise(loss: Pointwise, x: &Tensor, y: &Tensor, reduction: Reduction) -> Outcome<Tensor> {
    let dtype = common_dtype(&[x, y]);
    let shape = common_shape(&x.view(), &y.view())?;
    if loss == Pointwise::CrossEntropy && x.to_f64().iter().any(|p| !(0.0..=1.0).contains(p)) {
        return runtime("all elements of input should be between 0 and 1");
    }
    if !dtype.is_float() {
        return runtime(format!("\"mse_cpu\" not implemented for '{}'", dtype.scalar_name()));
    }
    let count: usize = shape.iter().product();
    let (a, b) = (x.view().clone(), y.view().clone());
    let losses = compute_real!(dtype, T => {
        let values = match loss {
            // In the dtype itself: the usual one, and quick.
            Pointwise::Squared => zip::<T, T>(&a, &b, &shape, |x, y| x.minus(y).times(x.minus(y)))?,
            _ => zip::<T, T>(&a, &b, &shape, |x, y| T::from_f64(loss.value(x.to_f64(), y.to_f64())))?,
        };
        match reduction {
            Reduction::None => store(values, dtype, &shape),
            Reduction::Sum | Reduction::Mean => {
                let sum: f64 = values.iter().map(|value| value.to_f64()).sum();
                store(vec![T::from_f64(if reduction == Reduction::Mean { sum / count as f64 } else { sum })], dtype, &[])
            }
        }
    });
    let out = Tensor::new(losses);
    let (shape_x, shape_y) = (x.shape(), y.shape());
    let (dtype_x, dtype_y) = (x.dtype(), y.dtype());
    Record { name: loss.node(), inputs: &[x, y], keep_inputs: &[0, 1], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            let (x, y) = (saved.input(0)?, saved.input(1)?);
            let g = match reduction {
                Reduction::Mean => div(only(gradients), &Tensor::number(count as f64))?,
                Reduction::None | Reduction::Sum => only(gradients).clone(),
            };
            let of_x = wanted(saved, 0, || {
                let g = mul(&loss.slope(&x, &y)?, &g)?;
                Ok(unary::to_dtype(&reduce::sum_to(&g, &shape_x)?, dtype_x))
            })?;
            let of_y = wanted(saved, 1, || {
                let slope = match loss {
                    Pointwise::CrossEntropy => {
                        let log = |p: &Tensor| unary::clamp(&apply(Unary::Log, p)?, Some(-100.0), None);
                        sub(&log(&sub(&Tensor::number(1.0), &x)?)?, &log(&x)?)?
                    }
                    _ => neg(&loss.slope(&x, &y)?)?,
                };
                Ok(unary::to_dtype(&reduce::sum_to(&mul(&slope, &g)?, &shape_y)?, dtype_y))
            })?;
            Ok(vec![of_x, of_y])
        },
    );
    Ok(out)
}

/// The loss of logits against probabilities: (1 - y) x - (1 + (p - 1) y) ln σ(x), with a weight `positive` where y is 1.
///
/// # Errors
/// Other shapes.
pub fn logits(x: &Tensor, y: &Tensor, positive: Option<&Tensor>, reduction: Reduction) -> Outcome<Tensor> {
    if x.shape() != y.shape() {
        let text = format!(
            "Target size (torch.Size({})) must be the same as input size (torch.Size({}))",
            bracketed(&y.shape()),
            bracketed(&x.shape())
        );
        return Err(TensorError::new(Kind::Value, text));
    }
    let one = || Tensor::number(1.0);
    let positive = positive.cloned();
    let weight = move |y: &Tensor| match &positive {
        Some(positive) => add(&mul(&sub(positive, &one())?, y)?, &one()),
        None => Ok(one()),
    };
    let value =
        |x: &Tensor, y: &Tensor| sub(&mul(&sub(&one(), y)?, x)?, &mul(&weight(y)?, &apply(Unary::LogSigmoid, x)?)?);
    let each = recording(false, || value(x, y))?;
    let count = each.count();
    let out = recording(false, || match reduction {
        Reduction::None => Ok(each),
        Reduction::Mean => reduce::mean(&each, &[], false, None),
        Reduction::Sum => reduce::sum(&each, &[], false, None),
    })?;
    Record { name: "BinaryCrossEntropyWithLogitsBackward0", inputs: &[x, y], keep_inputs: &[0, 1], keep_outputs: &[] }
        .tie(&[&out], move |saved, gradients| {
            let (x, y) = (saved.input(0)?, saved.input(1)?);
            let g = match reduction {
                Reduction::Mean => div(only(gradients), &Tensor::number(count as f64))?,
                Reduction::None | Reduction::Sum => only(gradients).clone(),
            };
            let of_x = wanted(saved, 0, || {
                let rest = mul(&weight(&y)?, &apply(Unary::Sigmoid, &neg(&x)?)?)?;
                mul(&sub(&sub(&one(), &y)?, &rest)?, &g)
            })?;
            let of_y = wanted(saved, 1, || {
                let more = sub(&weight(&one())?, &one())?;
                mul(&neg(&add(&x, &mul(&more, &apply(Unary::LogSigmoid, &x)?)?)?)?, &g)
            })?;
            Ok(vec![of_x, of_y])
        });
    Ok(out)
}

/// -ln p of each row's class: logs `[n, classes]`, classes `[n]`; or of each place, logs `[n, classes, ...]`.
///
/// # Errors
/// Classes that are not there; shapes or dtypes that do not fit.
pub fn negative_log_likelihood(
    logs: &Tensor,
    classes: &Tensor,
    weight: Option<&Tensor>,
    ignored: i64,
    reduction: Reduction,
) -> Outcome<Tensor> {
    let (shape, places) = (logs.shape(), classes.shape());
    if classes.dtype() != Dtype::I64 {
        return runtime(format!("expected scalar type Long but found {}", classes.dtype().scalar_name()));
    }
    let is_row = shape.len() == 1;
    let (count, rest) = match (is_row, shape.len()) {
        (true, _) => (shape[0], Vec::new()),
        (false, 0) => return runtime("input tensor should be 1D or 2D"),
        (false, _) => (shape[1], [&shape[..1], &shape[2..]].concat()),
    };
    if places != rest {
        if shape.len() <= 2 && places.len() > 1 {
            return runtime("0D or 1D target tensor expected, multi-target not supported");
        }
        let text = format!(
            "Expected input batch_size ({}) to match target batch_size ({}).",
            shape[0],
            places.first().unwrap_or(&0)
        );
        return Err(TensorError::new(Kind::Value, text));
    }
    if let Some(weight) = weight.filter(|weight| weight.shape() != [count]) {
        return runtime(format!(
            "weight tensor should be defined either for all {count} classes or no classes but got weight tensor of shape: {}",
            bracketed(&weight.shape())
        ));
    }
    let classes = classes.to_i64();
    if let Some(class) = classes.iter().find(|&&class| class != ignored && !(0..count as i64).contains(&class)) {
        return out_of_range(format!("Target {class} is out of bounds."));
    }
    let weights = weight.map(Tensor::to_f64);
    let weight_of = move |class: i64| match &weights {
        _ if class == ignored => 0.0,
        Some(weights) => weights[class as usize],
        None => 1.0,
    };
    // Where each place's own class lies among the logs, in row order.
    let inner: usize = if is_row { 1 } else { shape[2..].iter().product() };
    let place = move |number: usize, class: i64| {
        (number / inner * count + class.max(0) as usize % count.max(1)) * inner + number % inner
    };
    let dtype = logs.dtype();
    let values: Vec<f64> = to_vec(&logs.view());
    let each: Vec<f64> = classes
        .iter()
        .enumerate()
        .map(|(number, &class)| match weight_of(class) {
            0.0 => 0.0,
            weight => -values[place(number, class)] * weight,
        })
        .collect();
    let total: f64 = classes.iter().map(|&class| weight_of(class)).sum();
    let out = match reduction {
        Reduction::None => Tensor::from_f64(each, dtype, &rest),
        Reduction::Sum => Tensor::from_f64(vec![each.iter().sum()], dtype, &[]),
        Reduction::Mean => Tensor::from_f64(vec![each.iter().sum::<f64>() / total], dtype, &[]),
    };
    let name = if shape.len() > 2 { "NllLoss2DBackward0" } else { "NllLossBackward0" };
    Record { name, inputs: &[logs], keep_inputs: &[], keep_outputs: &[] }.tie(&[&out], move |_, gradients| {
        // Linear in the logs: a table of weights, times what arrives.
        let mut table = vec![0.0; shape.iter().product()];
        for (number, &class) in classes.iter().enumerate() {
            let weight = weight_of(class);
            if weight != 0.0 {
                table[place(number, class)] = -weight / if reduction == Reduction::Mean { total } else { 1.0 };
            }
        }
        let table = Tensor::from_f64(table, dtype, &shape);
        let g = only(gradients);
        let g = if g.rank() > 0 && !is_row { crate::ops::shape::unsqueeze(g, 1)? } else { g.clone() };
        Ok(vec![Some(mul(&table, &g)?)])
    });
    Ok(out)
}

/// Whether all numbers of two tensors are close: |a - b| ≤ `absolute` + `relative` |b|.
///
/// # Errors
/// Shapes that do not fit.
pub fn is_close(a: &Tensor, b: &Tensor, relative: f64, absolute: f64, equal_nan: bool) -> Outcome<Tensor> {
    let shape = common_shape(&a.view(), &b.view())?;
    let close = |a: f64, b: f64| {
        a == b || (a - b).abs() <= absolute + relative * b.abs() || (equal_nan && a.is_nan() && b.is_nan())
    };
    let values = zip::<f64, i64>(&a.view(), &b.view(), &shape, |a, b| i64::from(close(a, b)))?;
    Ok(Tensor::from_i64(values, Dtype::Bool, &shape))
}

/// Whether two tensors have the same shape and numbers.
///
/// # Errors
/// None.
pub fn is_equal(a: &Tensor, b: &Tensor) -> Outcome<bool> {
    Ok(a.shape() == b.shape() && compare::compare(Compare::Eq, a, b)?.to_i64().iter().all(|&same| same != 0))
}
