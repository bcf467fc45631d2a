//! Functions of one number each, and conversions between dtypes.

use super::{common_dtype, may_write, only, real_dtype};
use crate::dtype::{Category, Dtype};
use crate::element::{Arithmetic, Num, Real, assign, cast, copied, store};
use crate::error::{Outcome, runtime};
use crate::kernel::{map, zip};
use crate::ops::arith::{self, Binary, binary, mul, sub};
use crate::ops::compare::{self, Compare};
use crate::special;
use crate::tape::Record;
use crate::tensor::Tensor;
use crate::view::View;
use crate::{compute, compute_real};

/// Which function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    Neg,
    Abs,
    Sign,
    Floor,
    Ceil,
    Round,
    Trunc,
    Exp,
    Expm1,
    Log,
    Log2,
    Log10,
    Log1p,
    Sqrt,
    Rsqrt,
    Reciprocal,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Sigmoid,
    Relu,
    Erf,
    LogSigmoid,
    Silu,
    Gelu,
    Mish,
    Lgamma,
    Digamma,
}

use Unary::{
    Abs, Acos, Asin, Atan, Ceil, Cos, Cosh, Digamma, Erf, Exp, Expm1, Floor, Gelu, Lgamma, Log, Log1p, Log2, Log10,
    LogSigmoid, Mish, Neg, Reciprocal, Relu, Round, Rsqrt, Sigmoid, Sign, Silu, Sin, Sinh, Sqrt, Tan, Tanh, Trunc,
};

impl Unary {
    /// As the graph calls it.
    fn node(self) -> &'static str {
        match self {
            Neg => "NegBackward0",
            Abs => "AbsBackward0",
            Sign => "SignBackward0",
            Floor => "FloorBackward0",
            Ceil => "CeilBackward0",
            Round => "RoundBackward0",
            Trunc => "TruncBackward0",
            Exp => "ExpBackward0",
            Expm1 => "Expm1Backward0",
            Log => "LogBackward0",
            Log2 => "Log2Backward0",
            Log10 => "Log10Backward0",
            Log1p => "Log1PBackward0",
            Sqrt => "SqrtBackward0",
            Rsqrt => "RsqrtBackward0",
            Reciprocal => "ReciprocalBackward0",
            Sin => "SinBackward0",
            Cos => "CosBackward0",
            Tan => "TanBackward0",
            Asin => "AsinBackward0",
            Acos => "AcosBackward0",
            Atan => "AtanBackward0",
            Sinh => "SinhBackward0",
            Cosh => "CoshBackward0",
            Tanh => "TanhBackward0",
            Sigmoid => "SigmoidBackward0",
            Relu => "ReluBackward0",
            Erf => "ErfBackward0",
            LogSigmoid => "LogSigmoidBackward0",
            Silu => "SiluBackward0",
            Gelu => "GeluBackward0",
            Mish => "MishBackward0",
            Lgamma => "LgammaBackward0",
            Digamma => "DigammaBackward0",
        }
    }

    /// Whether whole numbers stay whole.
    fn keeps_integers(self) -> bool {
        matches!(self, Neg | Abs | Sign | Floor | Ceil | Round | Trunc | Relu)
    }

    /// Whether the slope is read off the result rather than the argument.
    fn has_slope_of_output(self) -> bool {
        matches!(self, Exp | Expm1 | Sqrt | Rsqrt | Reciprocal | Tan | Tanh | Sigmoid | Relu)
    }
}

fn compute(op: Unary, a: &View, dtype: Dtype) -> View {
    if !dtype.is_float() {
        let whole = |x: i64| match op {
            Neg => x.wrapping_neg(),
            Abs => x.wrapping_abs(),
            Sign => x.signum(),
            Relu => x.max(0),
            _ => x,
        };
        return store(map::<i64, i64>(a, whole), dtype, &a.shape);
    }
    compute_real!(dtype, T => {
        let zero = T::default();
        let one = T::from_f64(1.0);
        let values: Vec<T> = match op {
            Neg => map(a, |x: T| -x),
            Abs => map(a, |x: T| x.via(f64::abs)),
            Sign => map(a, |x: T| x.via(|x| if x == 0.0 || x.is_nan() { 0.0 } else { x.signum() })),
            Floor => map(a, |x: T| x.via(f64::floor)),
            Ceil => map(a, |x: T| x.via(f64::ceil)),
            Round => map(a, |x: T| x.via(f64::round_ties_even)),
            Trunc => map(a, |x: T| x.via(f64::trunc)),
            Exp => map(a, T::exponential),
            Expm1 => map(a, |x: T| x.via(f64::exp_m1)),
            Log => map(a, T::logarithm),
            Log2 => map(a, |x: T| x.via(f64::log2)),
            Log10 => map(a, |x: T| x.via(f64::log10)),
            Log1p => map(a, |x: T| x.via(f64::ln_1p)),
            Sqrt => map(a, T::root),
            Rsqrt => map(a, |x: T| one.divided(x.root())),
            Reciprocal => map(a, |x: T| one.divided(x)),
            Sin => map(a, |x: T| x.via(f64::sin)),
            Cos => map(a, |x: T| x.via(f64::cos)),
            Tan => map(a, |x: T| x.via(f64::tan)),
            Asin => map(a, |x: T| x.via(f64::asin)),
            Acos => map(a, |x: T| x.via(f64::acos)),
            Atan => map(a, |x: T| x.via(f64::atan)),
            Sinh => map(a, |x: T| x.via(f64::sinh)),
            Cosh => map(a, |x: T| x.via(f64::cosh)),
            Tanh => map(a, T::hyperbolic_tangent),
            Sigmoid => map(a, |x: T| one.divided(one.plus((-x).exponential()))),
            Relu => map(a, |x: T| if x < zero { zero } else { x }),
            Erf => map(a, |x: T| x.via(special::erf)),
            LogSigmoid => map(a, |x: T| x.via(|x| x.min(0.0) - (-x.abs()).exp().ln_1p())),
            Silu => map(a, |x: T| x.divided(one.plus((-x).exponential()))),
            Gelu => map(a, |x: T| x.via(|x| x * special::normal_cdf(x))),
            Mish => map(a, |x: T| x.via(|x| x * special::softplus(x).tanh())),
            Lgamma => map(a, |x: T| x.via(special::ln_gamma)),
            Digamma => map(a, |x: T| x.via(special::digamma)),
        };
        store(values, dtype, &a.shape)
    })
}

/// The function, as a new tensor. Whole numbers become floats where the function has fractions.
///
/// # Errors
/// `-` of bools, as PyTorch has it.
pub fn apply(op: Unary, a: &Tensor) -> Outcome<Tensor> {
    if op == Neg && a.dtype() == Dtype::Bool {
        return runtime(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
        );
    }
    let dtype = if op.keeps_integers() { a.dtype() } else { real_dtype(&[a]) };
    let out = Tensor::new(compute(op, &a.view(), dtype));
    record(op, a, &out);
    Ok(out)
}

/// The function, written over its argument.
///
/// # Errors
/// Those of [`apply`]; fractions do not go into whole numbers.
pub fn apply_in_place(op: Unary, a: &Tensor) -> Outcome<()> {
    may_write(a)?;
    let dtype = if op.keeps_integers() { a.dtype() } else { real_dtype(&[a]) };
    arith::check_cast(dtype, a.dtype())?;
    // What the slope needs of the argument is kept before it is gone.
    let before = arith::in_graph(a);
    if !op.has_slope_of_output() && crate::tape::is_tracked(&[a]) {
        before.set_view(copied(&a.view(), a.dtype()));
    }
    let result = compute(op, &a.view(), dtype);
    assign(&a.view(), &result);
    a.bump();
    record(op, &before, a);
    Ok(())
}

fn record(op: Unary, a: &Tensor, out: &Tensor) {
    let (inputs, outputs): (&[usize], &[usize]) = match op {
        Neg | Sign | Floor | Ceil | Round | Trunc => (&[], &[]),
        op if op.has_slope_of_output() => (&[], &[0]),
        _ => (&[0], &[]),
    };
    Record { name: op.node(), inputs: &[a], keep_inputs: inputs, keep_outputs: outputs }.tie(
        &[out],
        move |saved, gradients| {
            let g = only(gradients);
            let number = Tensor::number;
            let x = || saved.input(0);
            let y = || saved.output(0);
            let one_minus = |t: &Tensor| sub(&number(1.0), t);
            let gradient = match op {
                Neg => neg(g)?,
                Sign | Floor | Ceil | Round | Trunc => mul(g, &number(0.0))?,
                Abs => mul(g, &apply(Sign, &x()?)?)?,
                Exp => mul(g, &y()?)?,
                Expm1 => mul(g, &arith::add(&y()?, &number(1.0))?)?,
                Log => arith::div(g, &x()?)?,
                Log2 => arith::div(g, &mul(&x()?, &number(std::f64::consts::LN_2))?)?,
                Log10 => arith::div(g, &mul(&x()?, &number(std::f64::consts::LN_10))?)?,
                Log1p => arith::div(g, &arith::add(&x()?, &number(1.0))?)?,
                Sqrt => arith::div(g, &mul(&y()?, &number(2.0))?)?,
                Rsqrt => mul(&mul(g, &number(-0.5))?, &binary(Binary::Pow, &y()?, &number(3.0))?)?,
                Reciprocal => neg(&mul(g, &mul(&y()?, &y()?)?)?)?,
                Sin => mul(g, &apply(Cos, &x()?)?)?,
                Cos => neg(&mul(g, &apply(Sin, &x()?)?)?)?,
                Tan => mul(g, &arith::add(&mul(&y()?, &y()?)?, &number(1.0))?)?,
                Asin => mul(g, &apply(Rsqrt, &one_minus(&mul(&x()?, &x()?)?)?)?)?,
                Acos => neg(&mul(g, &apply(Rsqrt, &one_minus(&mul(&x()?, &x()?)?)?)?)?)?,
                Atan => arith::div(g, &arith::add(&mul(&x()?, &x()?)?, &number(1.0))?)?,
                Sinh => mul(g, &apply(Cosh, &x()?)?)?,
                Cosh => mul(g, &apply(Sinh, &x()?)?)?,
                Tanh => mul(g, &one_minus(&mul(&y()?, &y()?)?)?)?,
                Sigmoid => mul(g, &mul(&y()?, &one_minus(&y()?)?)?)?,
                Relu => where_positive(g, &y()?)?,
                Erf => {
                    let bell = apply(Exp, &neg(&mul(&x()?, &x()?)?)?)?;
                    mul(g, &mul(&bell, &number(std::f64::consts::FRAC_2_SQRT_PI))?)?
                }
                LogSigmoid => mul(g, &apply(Sigmoid, &neg(&x()?)?)?)?,
                Silu => {
                    let s = apply(Sigmoid, &x()?)?;
                    let bent = arith::add(&mul(&x()?, &one_minus(&s)?)?, &number(1.0))?;
                    mul(g, &mul(&s, &bent)?)?
                }
                Gelu => {
                    let x = x()?;
                    let cdf =
                        arith::add(&apply(Erf, &mul(&x, &number(std::f64::consts::FRAC_1_SQRT_2))?)?, &number(1.0))?;
                    let bell = apply(Exp, &mul(&mul(&x, &x)?, &number(-0.5))?)?;
                    let bell = mul(&bell, &number(special::FRAC_1_SQRT_2PI))?;
                    mul(g, &arith::add(&mul(&cdf, &number(0.5))?, &mul(&x, &bell)?)?)?
                }
                Mish => {
                    let x = x()?;
                    let t = apply(Tanh, &apply(Log1p, &apply(Exp, &x)?)?)?;
                    let bent = mul(&mul(&x, &apply(Sigmoid, &x)?)?, &one_minus(&mul(&t, &t)?)?)?;
                    mul(g, &arith::add(&t, &bent)?)?
                }
                Lgamma => mul(g, &apply(Digamma, &x()?)?)?,
                Digamma => return runtime("the derivative for 'digamma' is not here."),
            };
            Ok(vec![Some(gradient)])
        },
    );
}

/// A gradient where a result is above 0.
fn where_positive(g: &Tensor, y: &Tensor) -> Outcome<Tensor> {
    let dtype = g.dtype();
    let shape = g.shape();
    let out = compute_real!(dtype, T => {
        let zero = T::default();
        store(zip(&g.view(), &y.view(), &shape, |g: T, y: T| if y > zero { g } else { zero })?, dtype, &shape)
    });
    let (out, y) = (Tensor::new(out), y.detach());
    Record { name: "ThresholdBackwardBackward0", inputs: &[g], keep_inputs: &[], keep_outputs: &[] }
        .tie(&[&out], move |_, gradients| Ok(vec![Some(where_positive(only(gradients), &y)?)]));
    Ok(out)
}

pub fn neg(a: &Tensor) -> Outcome<Tensor> {
    apply(Neg, a)
}

/// The same numbers as another dtype; the tensor itself if it has it.
pub fn to_dtype(a: &Tensor, dtype: Dtype) -> Tensor {
    if a.dtype() == dtype { a.clone() } else { converted(a, dtype) }
}

/// A copy as another dtype, or the same.
pub fn converted(a: &Tensor, dtype: Dtype) -> Tensor {
    let before = a.dtype();
    let out = Tensor::new(copied(&a.view(), dtype));
    let name = if dtype == before { "CloneBackward0" } else { "ToCopyBackward0" };
    Record { name, inputs: &[a], keep_inputs: &[], keep_outputs: &[] }
        .tie(&[&out], move |_, gradients| Ok(vec![Some(to_dtype(only(gradients), before))]));
    out
}

/// Numbers held between two limits; a gradient passes where they are not exceeded.
///
/// # Errors
/// Without any limit.
pub fn clamp(a: &Tensor, low: Option<f64>, high: Option<f64>) -> Outcome<Tensor> {
    if low.is_none() && high.is_none() {
        return runtime("torch.clamp: At least one of 'min' or 'max' must not be None");
    }
    let numbers: Vec<Tensor> =
        [low, high].into_iter().flatten().map(|limit| Tensor::scalar(limit, limit.fract() != 0.0)).collect();
    let dtype = common_dtype(&std::iter::once(a).chain(&numbers).collect::<Vec<_>>());
    let (least, most) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
    let view = a.view().clone();
    let held = |x: f64| if x.is_nan() { x } else { x.max(least).min(most) };
    let out =
        Tensor::new(compute!(dtype, T => store(map(&view, |x: T| T::from_f64(held(x.to_f64()))), dtype, &view.shape)));
    Record { name: "ClampBackward1", inputs: &[a], keep_inputs: &[0], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            let x = saved.input(0)?;
            let inside = compare::both(
                &compare::compare(Compare::Ge, &x, &Tensor::number(least))?,
                &compare::compare(Compare::Le, &x, &Tensor::number(most))?,
            )?;
            Ok(vec![Some(mul(only(gradients), &inside)?)])
        },
    );
    Ok(out)
}

/// Bits turned round; of bools, the opposite.
///
/// # Errors
/// Floats.
pub fn invert(a: &Tensor) -> Outcome<Tensor> {
    let dtype = a.dtype();
    match dtype.category() {
        Category::Bool => Ok(Tensor::new(store(map(&a.view(), |x: i64| i64::from(x == 0)), dtype, &a.shape()))),
        Category::Integer => Ok(Tensor::new(store(map(&a.view(), |x: i64| !x), dtype, &a.shape()))),
        Category::Float => runtime(format!("\"bitwise_not_cpu\" not implemented for '{}'", dtype.scalar_name())),
    }
}

/// Whether each number is one of a kind.
pub fn is(a: &Tensor, kind: fn(f64) -> bool) -> Tensor {
    let values: Vec<i64> = map(&a.view(), |x: f64| i64::from(kind(x)));
    Tensor::from_i64(values, Dtype::Bool, &a.shape())
}

/// Writes other numbers, broadcast and converted, over a tensor (`copy_`).
///
/// # Errors
/// Shapes that do not fit; a leaf that wants a gradient.
pub fn copy_in_place(a: &Tensor, b: &Tensor) -> Outcome<()> {
    may_write(a)?;
    let from = b.view().expanded(&a.shape())?;
    let before = arith::in_graph(a);
    assign(&a.view(), &cast(&from, a.dtype()));
    a.bump();
    let (shape, dtype) = (b.shape(), b.dtype());
    Record { name: "CopyBackwards", inputs: &[&before, b], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[a],
        move |_, gradients| {
            let g = only(gradients);
            let zeros = Tensor::full(0.0, g.dtype(), &g.shape());
            Ok(vec![Some(zeros), Some(to_dtype(&crate::ops::reduce::sum_to(g, &shape)?, dtype))])
        },
    );
    Ok(())
}
