//! Functions that are straight on one side and bent or broken on the other.

use super::arith::mul;
use super::only;
use crate::compute_real;
use crate::element::{Real, store};
use crate::error::{Outcome, runtime};
use crate::kernel::map;
use crate::tape::{Record, no_second};
use crate::tensor::Tensor;
use crate::view::View;

/// Functions that are straight on one side: `a x` below 0, `x` above (leaky ReLU), or bent there (ELU and its kin).
#[derive(Clone, Copy, Debug)]
pub enum Bend {
    /// Maas et al. (2013).
    Leaky { slope: f64 },
    /// Clevert et al. (2015); SELU with its two constants (Klambauer et al., 2017).
    Elu { alpha: f64, scale: f64, input_scale: f64 },
    /// ln(1 + exp(βx)) / β, a line beyond the threshold.
    Softplus { beta: f64, threshold: f64 },
}

/// One of [`Bend`].
///
/// # Errors
/// Whole numbers.
pub fn bend(bend: Bend, a: &Tensor) -> Outcome<Tensor> {
    let dtype = a.dtype();
    let (name, kind) = match bend {
        Bend::Leaky { .. } => ("LeakyReluBackward0", "leaky_relu_cpu"),
        Bend::Elu { .. } => ("EluBackward0", "elu_cpu"),
        Bend::Softplus { .. } => ("SoftplusBackward0", "softplus_cpu"),
    };
    if !dtype.is_float() {
        return runtime(format!("\"{kind}\" not implemented for '{}'", dtype.scalar_name()));
    }
    let value = move |x: f64| match bend {
        Bend::Leaky { slope } => {
            if x > 0.0 {
                x
            } else {
                x * slope
            }
        }
        Bend::Elu { alpha, scale, input_scale } => {
            if x > 0.0 {
                scale * x
            } else {
                scale * alpha * (x * input_scale).exp_m1()
            }
        }
        Bend::Softplus { beta, threshold } => {
            if x * beta > threshold {
                x
            } else {
                (x * beta).exp().ln_1p() / beta
            }
        }
    };
    let slope = move |x: f64| match bend {
        Bend::Leaky { slope } => {
            if x > 0.0 {
                1.0
            } else {
                slope
            }
        }
        Bend::Elu { alpha, scale, input_scale } => {
            if x > 0.0 {
                scale
            } else {
                scale * alpha * input_scale * (x * input_scale).exp()
            }
        }
        Bend::Softplus { beta, threshold } => {
            if x * beta > threshold {
                1.0
            } else {
                1.0 / (1.0 + (-x * beta).exp())
            }
        }
    };
    let each = |view: &View, f: &dyn Fn(f64) -> f64| compute_real!(view.dtype, T => store(map(view, |x: T| x.via(f)), view.dtype, &view.shape));
    let out = Tensor::new(each(&a.view(), &value));
    Record { name, inputs: &[a], keep_inputs: &[0], keep_outputs: &[] }.tie(&[&out], move |saved, gradients| {
        if !matches!(bend, Bend::Leaky { .. }) {
            no_second(kind)?;
        }
        let slopes = Tensor::new(each(&saved.input(0)?.view(), &slope));
        Ok(vec![Some(mul(only(gradients), &slopes)?)])
    });
    Ok(out)
}
