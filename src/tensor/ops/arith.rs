//! Arithmetic on two tensors, which are broadcast and promoted as PyTorch does it.

use super::{common_dtype, may_write, only, real_dtype, unary, wanted};
use crate::dtype::{Category, Dtype, Rank};
use crate::element::{Arithmetic, Line, Num, Real, assign, cast, copied, rewrite, store};
use crate::error::{Outcome, runtime};
use crate::kernel::{common_shape, zip};
use crate::ops::compare;
use crate::ops::reduce::sum_to;
use crate::tape::Record;
use crate::tensor::Tensor;
use crate::view::View;
use crate::{compute, compute_real};

/// Which of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    FloorDivide,
    Remainder,
    Fmod,
    Pow,
    Maximum,
    Minimum,
    Atan2,
}

/// The numbers of `a` and `b` put together, as `dtype`.
fn compute(op: Binary, a: &Tensor, b: &Tensor, dtype: Dtype) -> Outcome<View> {
    let (a, b) = (a.view(), b.view());
    let shape = common_shape(&a, &b)?;
    if op == Binary::Div {
        return compute_real!(dtype, T => Ok(store(zip::<T, T>(&a, &b, &shape, |x, y| x.divided(y))?, dtype, &shape)));
    }
    compute!(dtype, T => {
        let values = match op {
            Binary::Add => zip::<T, T>(&a, &b, &shape, |x, y| x.plus(y)),
            Binary::Sub => zip::<T, T>(&a, &b, &shape, |x, y| x.minus(y)),
            Binary::Mul => zip::<T, T>(&a, &b, &shape, |x, y| x.times(y)),
            Binary::FloorDivide => zip::<T, T>(&a, &b, &shape, |x, y| x.floor_divided(y)),
            Binary::Remainder => zip::<T, T>(&a, &b, &shape, |x, y| x.modulo(y)),
            Binary::Fmod => zip::<T, T>(&a, &b, &shape, |x, y| T::from_f64(x.to_f64() % y.to_f64())),
            Binary::Pow => zip::<T, T>(&a, &b, &shape, |x, y| x.power(y)),
            Binary::Maximum => zip::<T, T>(&a, &b, &shape, |x, y| if x.is_nan() || x > y { x } else { y }),
            Binary::Minimum => zip::<T, T>(&a, &b, &shape, |x, y| if x.is_nan() || x < y { x } else { y }),
            Binary::Atan2 | Binary::Div => zip::<T, T>(&a, &b, &shape, |x, y| T::from_f64(x.to_f64().atan2(y.to_f64()))),
        };
        Ok(store(values?, dtype, &shape))
    })
}

fn dtype_of(op: Binary, a: &Tensor, b: &Tensor) -> Outcome<Dtype> {
    let dtype = match op {
        Binary::Div | Binary::Atan2 => real_dtype(&[a, b]),
        _ => common_dtype(&[a, b]),
    };
    if op == Binary::Sub && dtype == Dtype::Bool {
        return runtime(
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.",
        );
    }
    if dtype.category() == Category::Integer {
        let is_zero = |b: &Tensor| b.to_i64().contains(&0);
        if matches!(op, Binary::FloorDivide | Binary::Remainder | Binary::Fmod) && is_zero(b) {
            return runtime("ZeroDivisionError");
        }
        if op == Binary::Pow && b.part().rank == Rank::Number && b.to_i64().iter().any(|&power| power < 0) {
            return runtime("Integers to negative integer powers are not allowed.");
        }
    }
    Ok(dtype)
}

/// The operation, as a new tensor.
///
/// # Errors
/// Shapes that do not fit; whole numbers over 0.
pub fn binary(op: Binary, a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let dtype = dtype_of(op, a, b)?;
    let out = Tensor::new(compute(op, a, b, dtype)?);
    record(op, a, b, &out);
    Ok(out)
}

/// The operation, written over `a`.
///
/// # Errors
/// Those of [`binary`]; a result that `a` cannot hold.
pub fn binary_in_place(op: Binary, a: &Tensor, b: &Tensor) -> Outcome<()> {
    may_write(a)?;
    let dtype = dtype_of(op, a, b)?;
    check_cast(dtype, a.dtype())?;
    let result = compute(op, a, b, dtype)?;
    if result.shape != a.shape() {
        return runtime(format!(
            "output with shape {} doesn't match the broadcast shape {}",
            crate::view::bracketed(&a.shape()),
            crate::view::bracketed(&result.shape)
        ));
    }
    let before = in_graph(a);
    // What the slopes need of the first is kept before it is gone.
    let needs_first = match op {
        Binary::Add | Binary::Sub | Binary::FloorDivide => false,
        Binary::Mul | Binary::Div | Binary::Remainder | Binary::Fmod => b.requires_grad(),
        Binary::Pow | Binary::Maximum | Binary::Minimum | Binary::Atan2 => true,
    };
    if needs_first && crate::tape::is_tracked(&[a, b]) {
        before.set_view(copied(&a.view(), a.dtype()));
    }
    assign(&a.view(), &result);
    a.bump();
    record(op, &before, b, a);
    Ok(())
}

/// What a tensor was before it is written: for the graph alone, its numbers are gone.
pub(crate) fn in_graph(tensor: &Tensor) -> Tensor {
    let before = Tensor::new(tensor.view().clone());
    if let Some((node, output)) = tensor.origin() {
        before.set_origin(node, output);
    }
    before
}

/// # Errors
/// A float does not go into a tensor of whole numbers.
pub(crate) fn check_cast(from: Dtype, to: Dtype) -> Outcome<()> {
    if from.category() > to.category() {
        return runtime(format!(
            "result type {} can't be cast to the desired output type {}",
            from.scalar_name(),
            to.scalar_name()
        ));
    }
    Ok(())
}

fn record(op: Binary, a: &Tensor, b: &Tensor, out: &Tensor) {
    let (shape_a, shape_b) = (a.shape(), b.shape());
    let (dtype_a, dtype_b) = (a.dtype(), b.dtype());
    let is_number = |tensor: &Tensor| tensor.part().rank == Rank::Number;
    let (name, keeps): (_, &[usize]) = match op {
        Binary::Add => ("AddBackward0", &[]),
        Binary::Sub => ("SubBackward0", &[]),
        Binary::Mul => ("MulBackward0", &[0, 1]),
        Binary::Div => ("DivBackward0", &[0, 1]),
        Binary::FloorDivide => ("NotDifferentiable", &[]),
        Binary::Remainder if is_number(b) => ("RemainderBackward0", &[0, 1]),
        Binary::Remainder => ("RemainderBackward1", &[0, 1]),
        Binary::Fmod if is_number(b) => ("FmodBackward0", &[0, 1]),
        Binary::Fmod => ("FmodBackward1", &[0, 1]),
        Binary::Pow if is_number(b) => ("PowBackward0", &[0, 1]),
        Binary::Pow if is_number(a) => ("PowBackward2", &[0, 1]),
        Binary::Pow => ("PowBackward1", &[0, 1]),
        Binary::Maximum => ("MaximumBackward0", &[0, 1]),
        Binary::Minimum => ("MinimumBackward0", &[0, 1]),
        Binary::Atan2 => ("Atan2Backward0", &[0, 1]),
    };
    if op == Binary::FloorDivide {
        return;
    }
    Record { name, inputs: &[a, b], keep_inputs: keeps, keep_outputs: &[] }.tie(&[out], move |saved, gradients| {
        let g = only(gradients);
        let to_a = |g: Tensor| sum_to(&g, &shape_a).map(|g| unary::to_dtype(&g, dtype_a));
        let to_b = |g: Tensor| sum_to(&g, &shape_b).map(|g| unary::to_dtype(&g, dtype_b));
        let both = || Ok((saved.input(0)?, saved.input(1)?));
        let of_a = wanted(saved, 0, || match op {
            Binary::Add | Binary::Sub => to_a(g.clone()),
            Binary::Mul => to_a(mul(g, &saved.input(1)?)?),
            Binary::Div => to_a(div(g, &saved.input(1)?)?),
            Binary::Remainder | Binary::Fmod | Binary::FloorDivide => to_a(g.clone()),
            Binary::Pow => {
                let (a, b) = both()?;
                let less = sub(&b, &Tensor::number(1.0))?;
                let slope = mul(&b, &binary(Binary::Pow, &a, &less)?)?;
                to_a(mul(g, &compare::choose(&compare::equal_to(&b, 0.0)?, &Tensor::number(0.0), &slope)?)?)
            }
            Binary::Maximum | Binary::Minimum => {
                let (a, b) = both()?;
                to_a(mul(g, &share(op, &a, &b)?)?)
            }
            Binary::Atan2 => {
                let (a, b) = both()?;
                to_a(mul(g, &div(&b, &add(&mul(&a, &a)?, &mul(&b, &b)?)?)?)?)
            }
        })?;
        let of_b = wanted(saved, 1, || match op {
            Binary::Add => to_b(g.clone()),
            Binary::Sub => to_b(unary::neg(g)?),
            Binary::Mul => to_b(mul(g, &saved.input(0)?)?),
            Binary::Div => {
                let (a, b) = both()?;
                to_b(unary::neg(&mul(g, &div(&div(&a, &b)?, &b)?)?)?)
            }
            Binary::Remainder | Binary::FloorDivide => {
                let (a, b) = both()?;
                to_b(unary::neg(&mul(g, &binary(Binary::FloorDivide, &a, &b)?)?)?)
            }
            Binary::Fmod => {
                let (a, b) = both()?;
                to_b(unary::neg(&mul(g, &unary::apply(unary::Unary::Trunc, &div(&a, &b)?)?)?)?)
            }
            Binary::Pow => {
                let (a, b) = both()?;
                let slope = mul(&binary(Binary::Pow, &a, &b)?, &unary::apply(unary::Unary::Log, &a)?)?;
                let is_nothing = compare::both(
                    &compare::equal_to(&a, 0.0)?,
                    &compare::compare(compare::Compare::Ge, &b, &Tensor::number(0.0))?,
                )?;
                to_b(mul(g, &compare::choose(&is_nothing, &Tensor::number(0.0), &slope)?)?)
            }
            Binary::Maximum | Binary::Minimum => {
                let (a, b) = both()?;
                to_b(mul(g, &share(op, &b, &a)?)?)
            }
            Binary::Atan2 => {
                let (a, b) = both()?;
                to_b(unary::neg(&mul(g, &div(&a, &add(&mul(&a, &a)?, &mul(&b, &b)?)?)?)?)?)
            }
        })?;
        Ok(vec![of_a, of_b])
    });
}

/// The share of a gradient that goes to `a`: all where it is the one taken, half where both are equal.
fn share(op: Binary, a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let ahead = if op == Binary::Maximum { compare::Compare::Gt } else { compare::Compare::Lt };
    let taken = unary::to_dtype(&compare::compare(ahead, a, b)?, Dtype::F32);
    let tied = unary::to_dtype(&compare::compare(compare::Compare::Eq, a, b)?, Dtype::F32);
    add(&taken, &mul(&tied, &Tensor::number(0.5))?)
}

pub fn add(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    binary(Binary::Add, a, b)
}

pub fn sub(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    binary(Binary::Sub, a, b)
}

pub fn mul(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    binary(Binary::Mul, a, b)
}

pub fn div(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    binary(Binary::Div, a, b)
}

/// Adds a gradient to one that is there, or numbers to each row, without a word to the graph.
pub fn add_in_place(a: &Tensor, b: &Tensor) -> Outcome<()> {
    let rows = b.view().clone();
    let is_rows = a.view().shape.ends_with(&rows.shape) && rows.count() > 0;
    if is_rows {
        compute!(a.dtype(), T => {
            let row = Line::<T>::of(&rows);
            rewrite::<T>(&a.view(), |numbers| {
                for part in numbers.chunks_exact_mut(row.numbers().len()) {
                    part.iter_mut().zip(row.numbers()).for_each(|(x, &y)| *x = x.plus(y));
                }
            });
        });
    } else {
        assign(&a.view(), &cast(&compute(Binary::Add, a, b, a.dtype())?, a.dtype()));
    }
    a.bump();
    Ok(())
}
