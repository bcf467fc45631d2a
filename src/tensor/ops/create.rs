//! Tensors from nothing.

use crate::compute;
use crate::dtype::Dtype;
use crate::element::{Num, store};
use crate::error::{Outcome, runtime};
use crate::storage::check_room;
use crate::tensor::Tensor;
use crate::view::View;

/// One number in every place, under bytes of their own.
///
/// # Errors
/// More than there is room for.
pub fn full(shape: &[usize], value: f64, whole: Option<i64>, dtype: Dtype) -> Outcome<Tensor> {
    let count = shape.iter().try_fold(1usize, |count, &size| count.checked_mul(size));
    check_room(count.unwrap_or(usize::MAX), dtype.size())?;
    let count = count.unwrap_or(0);
    let view = match whole {
        Some(whole) => store(vec![whole; count], dtype, shape),
        None => compute!(dtype, T => store(vec![T::from_f64(value); count], dtype, shape)),
    };
    Ok(Tensor::new(view))
}

/// Numbers from `start` to before `end`, `step` apart.
///
/// # Errors
/// A step of 0 or away from the end.
pub fn arange(start: f64, end: f64, step: f64, dtype: Dtype) -> Outcome<Tensor> {
    if step == 0.0 {
        return runtime("step must be nonzero");
    }
    if !start.is_finite() || !end.is_finite() {
        return runtime(format!("unsupported range: {start} -> {end}"));
    }
    if (end - start) * step.signum() < 0.0 {
        return runtime("upper bound and larger bound inconsistent with step sign");
    }
    let count = ((end - start) / step).ceil() as usize;
    check_room(count, dtype.size())?;
    Ok(Tensor::from_f64((0..count).map(|place| start + place as f64 * step).collect(), dtype, &[count]))
}

/// `steps` numbers from `start` to `end`, both included; counted from either end to the middle, as PyTorch does.
///
/// # Errors
/// More than there is room for.
pub fn linspace(start: f64, end: f64, steps: usize, dtype: Dtype) -> Outcome<Tensor> {
    check_room(steps, dtype.size())?;
    let values: Vec<f64> = if dtype == Dtype::F32 {
        let (start, end) = (start as f32, end as f32);
        let step = (end - start) / (steps as f32 - 1.0);
        let at = |place: usize| {
            if place < steps / 2 { start + step * place as f32 } else { end - step * (steps - place - 1) as f32 }
        };
        (0..steps).map(|place| f64::from(if steps == 1 { start } else { at(place) })).collect()
    } else {
        let step = (end - start) / (steps as f64 - 1.0);
        let at = |place: usize| {
            if place < steps / 2 { start + step * place as f64 } else { end - step * (steps - place - 1) as f64 }
        };
        (0..steps).map(|place| if steps == 1 { start } else { at(place) }).collect()
    };
    Ok(Tensor::from_f64(values, dtype, &[steps]))
}

/// Ones on the diagonal `[rows, columns]`.
///
/// # Errors
/// More than there is room for.
pub fn eye(rows: usize, columns: usize, dtype: Dtype) -> Outcome<Tensor> {
    check_room(rows.saturating_mul(columns), dtype.size())?;
    let values = (0..rows * columns).map(|place| i64::from(place / columns == place % columns)).collect();
    Ok(Tensor::from_i64(values, dtype, &[rows, columns]))
}

/// Bools of a shape's last two dimensions: at or below a diagonal, or at or above.
///
/// # Errors
/// Fewer than two dimensions.
pub fn triangle(shape: &[usize], diagonal: i64, is_lower: bool) -> Outcome<Tensor> {
    let [.., rows, columns] = shape else {
        return runtime(format!(
            "{}: input tensor must have at least 2 dimensions",
            if is_lower { "tril" } else { "triu" }
        ));
    };
    let is_in = |row: i64, column: i64| if is_lower { column - row <= diagonal } else { column - row >= diagonal };
    let values = (0..(rows * columns) as i64).map(|place| {
        let columns = *columns as i64;
        i64::from(is_in(place / columns, place % columns))
    });
    Ok(Tensor::from_i64(values.collect(), Dtype::Bool, &[*rows, *columns]))
}

/// A window of any strides onto a tensor's storage (`as_strided`).
///
/// # Errors
/// Places beyond the storage.
pub fn strided(a: &Tensor, shape: &[usize], strides: &[isize], offset: usize) -> Outcome<View> {
    let last: isize = shape.iter().zip(strides).map(|(&size, &stride)| (size as isize - 1).max(0) * stride).sum();
    let room = a.view().storage.len_bytes() / a.dtype().size();
    if strides.iter().any(|&stride| stride < 0) || offset + last as usize >= room.max(1) {
        return runtime(format!(
            "setStorage: sizes {}, strides {strides:?}, storage offset {offset} are out of bounds for storage of size {room}",
            crate::view::bracketed(shape)
        ));
    }
    Ok(a.view().moved(shape.to_vec(), strides.to_vec(), offset))
}
