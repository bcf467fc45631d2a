//! Operations number by number: one argument, two, comparisons, bits.

use super::{Args, Core, Operation};
use crate::error::Outcome;
use crate::ops::arith::{self, Binary};
use crate::ops::bend::{self, Bend};
use crate::ops::compare::{self, Bits, Compare};
use crate::ops::index::rebase;
use crate::ops::loss;
use crate::ops::unary::{self, Unary};

/// Each function of one number, as a new tensor and written over its argument.
macro_rules! unaries {
    ($($name:literal $over:literal $op:ident),* $(,)?) => {
        &[$(
            ($name, |c, a| c.give(unary::apply(Unary::$op, &a.tensor(c)?)?)),
            ($over, |c, a| {
                let tensor = a.tensor(c)?;
                unary::apply_in_place(Unary::$op, &tensor)?;
                rebase(&tensor)
            }),
        )*]
    };
}

/// Each operation on two, as a new tensor and written over the first.
macro_rules! binaries {
    ($($name:literal $over:literal $op:ident),* $(,)?) => {
        &[$(
            ($name, |c, a| c.give(arith::binary(Binary::$op, &a.operand(c)?, &a.operand(c)?)?)),
            ($over, |c, a| {
                let tensor = a.tensor(c)?;
                arith::binary_in_place(Binary::$op, &tensor, &a.operand(c)?)?;
                rebase(&tensor)
            }),
        )*]
    };
}

macro_rules! comparisons {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$(($name, |c, a| c.give(compare::compare(Compare::$op, &a.operand(c)?, &a.operand(c)?)?)),)*]
    };
}

macro_rules! bits {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$(($name, |c, a| c.give(compare::bits(Bits::$op, &a.operand(c)?, &a.operand(c)?)?)),)*]
    };
}

const UNARIES: &[(&str, Operation)] = unaries![
    "neg" "neg_" Neg, "abs" "abs_" Abs, "sign" "sign_" Sign, "floor" "floor_" Floor, "ceil" "ceil_" Ceil,
    "round" "round_" Round, "trunc" "trunc_" Trunc, "exp" "exp_" Exp, "expm1" "expm1_" Expm1, "log" "log_" Log,
    "log2" "log2_" Log2, "log10" "log10_" Log10, "log1p" "log1p_" Log1p, "sqrt" "sqrt_" Sqrt, "rsqrt" "rsqrt_" Rsqrt,
    "reciprocal" "reciprocal_" Reciprocal, "sin" "sin_" Sin, "cos" "cos_" Cos, "tan" "tan_" Tan, "asin" "asin_" Asin,
    "acos" "acos_" Acos, "atan" "atan_" Atan, "sinh" "sinh_" Sinh, "cosh" "cosh_" Cosh, "tanh" "tanh_" Tanh,
    "sigmoid" "sigmoid_" Sigmoid, "relu" "relu_" Relu, "erf" "erf_" Erf, "logsigmoid" "logsigmoid_" LogSigmoid,
    "silu" "silu_" Silu, "gelu" "gelu_" Gelu, "mish" "mish_" Mish, "lgamma" "lgamma_" Lgamma,
    "digamma" "digamma_" Digamma,
];

const BINARIES: &[(&str, Operation)] = binaries![
    "add" "add_" Add, "sub" "sub_" Sub, "mul" "mul_" Mul, "div" "div_" Div, "floor_divide" "floor_divide_" FloorDivide,
    "remainder" "remainder_" Remainder, "fmod" "fmod_" Fmod, "pow" "pow_" Pow, "maximum" "maximum_" Maximum,
    "minimum" "minimum_" Minimum, "atan2" "atan2_" Atan2,
];

const COMPARISONS: &[(&str, Operation)] = comparisons![
    "eq" Eq, "ne" Ne, "lt" Lt, "le" Le, "gt" Gt, "ge" Ge, "logical_and" And, "logical_or" Or, "logical_xor" Xor,
];

const BITS: &[(&str, Operation)] =
    bits!["bitwise_and" And, "bitwise_or" Or, "bitwise_xor" Xor, "lshift" Left, "rshift" Right];

const OTHERS: &[(&str, Operation)] = &[
    ("invert", |c, a| c.give(unary::invert(&a.tensor(c)?)?)),
    ("isnan", |c, a| c.give(unary::is(&a.tensor(c)?, f64::is_nan))),
    ("isinf", |c, a| c.give(unary::is(&a.tensor(c)?, f64::is_infinite))),
    ("isfinite", |c, a| c.give(unary::is(&a.tensor(c)?, f64::is_finite))),
    ("clamp", |c, a| c.give(unary::clamp(&a.tensor(c)?, a.maybe()?, a.maybe()?)?)),
    ("leaky_relu", |c, a| bend(c, a, |a| Ok(Bend::Leaky { slope: a.float()? }))),
    ("elu", |c, a| bend(c, a, |a| Ok(Bend::Elu { alpha: a.float()?, scale: a.float()?, input_scale: a.float()? }))),
    ("softplus", |c, a| bend(c, a, |a| Ok(Bend::Softplus { beta: a.float()?, threshold: a.float()? }))),
    ("where", |c, a| c.give(compare::choose(&a.tensor(c)?, &a.operand(c)?, &a.operand(c)?)?)),
    ("is_close", |c, a| c.give(loss::is_close(&a.operand(c)?, &a.operand(c)?, a.float()?, a.float()?, a.flag()?)?)),
    ("is_equal", |c, a| {
        let is_equal = loss::is_equal(&a.tensor(c)?, &a.tensor(c)?)?;
        c.give_number(is_equal.into())
    }),
    ("copy_", |c, a| {
        let tensor = a.tensor(c)?;
        unary::copy_in_place(&tensor, &a.operand(c)?)?;
        rebase(&tensor)
    }),
    ("result_type", |c, a| {
        let dtype = crate::ops::common_dtype(&[&a.operand(c)?, &a.operand(c)?]);
        c.give_number(dtype.place() as f64)
    }),
];

const ALL: [&[(&str, Operation)]; 5] = [UNARIES, BINARIES, COMPARISONS, BITS, OTHERS];

pub fn operations() -> Vec<(&'static str, Operation)> {
    ALL.concat()
}

fn bend(c: &mut Core, a: &mut Args<'_>, read: fn(&mut Args<'_>) -> Outcome<Bend>) -> Outcome<()> {
    let tensor = a.tensor(c)?;
    let bent = bend::bend(read(a)?, &tensor)?;
    c.give(bent)
}
