//! Comparisons, logic, bits, and the choice between two.

use super::{common_dtype, only, wanted};
use crate::compute;
use crate::dtype::{Category, Dtype};
use crate::element::store;
use crate::error::{Outcome, runtime};
use crate::kernel::{common_shape, zip};
use crate::ops::reduce::sum_to;
use crate::ops::unary;
use crate::tape::Record;
use crate::tensor::Tensor;
use crate::view::broadcast;

/// Which comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    And,
    Or,
    Xor,
}

/// Bools: how each pair compares. Numbers that are not 0 count as true.
///
/// # Errors
/// Shapes that do not fit.
pub fn compare(op: Compare, a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let dtype = common_dtype(&[a, b]);
    let shape = common_shape(&a.view(), &b.view())?;
    let (a, b) = (a.view().clone(), b.view().clone());
    let values: Vec<u8> = compute!(dtype, T => {
        let zero = T::default();
        match op {
            Compare::Eq => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from(x == y)),
            Compare::Ne => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from(x != y)),
            Compare::Lt => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from(x < y)),
            Compare::Le => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from(x <= y)),
            Compare::Gt => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from(x > y)),
            Compare::Ge => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from(x >= y)),
            Compare::And => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from(x != zero && y != zero)),
            Compare::Or => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from(x != zero || y != zero)),
            Compare::Xor => zip::<T, u8>(&a, &b, &shape, |x, y| u8::from((x != zero) != (y != zero))),
        }?
    });
    Ok(Tensor::new(crate::view::View::new(crate::storage::Storage::new(values), Dtype::Bool, &shape)))
}

/// Where a tensor is this number.
///
/// # Errors
/// None for tensors of numbers.
pub fn equal_to(a: &Tensor, value: f64) -> Outcome<Tensor> {
    compare(Compare::Eq, a, &Tensor::number(value))
}

/// Where both are true.
///
/// # Errors
/// Shapes that do not fit.
pub fn both(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    compare(Compare::And, a, b)
}

/// Which operation on bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bits {
    And,
    Or,
    Xor,
    Left,
    Right,
}

/// Bit by bit; of bools, their logic.
///
/// # Errors
/// Floats; shapes that do not fit.
pub fn bits(op: Bits, a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let dtype = common_dtype(&[a, b]);
    if dtype.category() == Category::Float {
        let name = match op {
            Bits::And => "bitwise_and_cpu",
            Bits::Or => "bitwise_or_cpu",
            Bits::Xor => "bitwise_xor_cpu",
            Bits::Left => "lshift_cpu",
            Bits::Right => "rshift_cpu",
        };
        return runtime(format!("\"{name}\" not implemented for '{}'", dtype.scalar_name()));
    }
    let shape = common_shape(&a.view(), &b.view())?;
    let values = zip::<i64, i64>(&a.view(), &b.view(), &shape, |x, y| match op {
        Bits::And => x & y,
        Bits::Or => x | y,
        Bits::Xor => x ^ y,
        Bits::Left => x.checked_shl(y as u32).unwrap_or(0),
        Bits::Right => x >> y.clamp(0, 63),
    })?;
    Ok(Tensor::new(store(values, dtype, &shape)))
}

/// `a` where the condition holds, else `b` (`torch.where`).
///
/// # Errors
/// Shapes that do not fit.
pub fn choose(condition: &Tensor, a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let dtype = common_dtype(&[a, b]);
    let shape = broadcast(&broadcast(&condition.shape(), &a.shape())?, &b.shape())?;
    let holds = zip::<i64, bool>(&condition.view(), &condition.view(), &condition.shape(), |x, _| x != 0)?;
    let places = Tensor::from_i64((0..holds.len() as i64).collect(), Dtype::I64, &condition.shape());
    let places: Vec<i64> = crate::element::to_vec(&places.view().expanded(&shape)?);
    let out = compute!(dtype, T => {
        let pairs = zip::<T, (T, T)>(&a.view(), &b.view(), &shape, |x, y| (x, y))?;
        let values = pairs.into_iter().zip(&places).map(|((x, y), &place)| if holds[place as usize] { x } else { y });
        store(values.collect::<Vec<T>>(), dtype, &shape)
    });
    let out = Tensor::new(out);
    let (shape_a, shape_b) = (a.shape(), b.shape());
    let (dtype_a, dtype_b) = (a.dtype(), b.dtype());
    let mask = condition.detach();
    Record { name: "WhereBackward0", inputs: &[a, b], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            let g = only(gradients);
            let of_a = wanted(saved, 0, || {
                let part = choose(&mask, g, &Tensor::number(0.0))?;
                Ok(unary::to_dtype(&sum_to(&part, &shape_a)?, dtype_a))
            })?;
            let of_b = wanted(saved, 1, || {
                let part = choose(&mask, &Tensor::number(0.0), g)?;
                Ok(unary::to_dtype(&sum_to(&part, &shape_b)?, dtype_b))
            })?;
            Ok(vec![of_a, of_b])
        },
    );
    Ok(out)
}
