//! Order: sort, top-k, unique.

use crate::compute;
use crate::dtype::Dtype;
use crate::element::{Arithmetic, to_vec};
use crate::error::{Outcome, out_of_range, runtime};
use crate::kernel::lines;
use crate::ops::gather::gather_plain;
use crate::ops::reduce::record_picked;
use crate::tensor::Tensor;

/// Numbers of each line in order, NaN last (first where the largest come first), and the places they come from. Equal
/// ones keep their order.
///
/// # Errors
/// A dimension that is not there.
pub fn sort(a: &Tensor, dim: i64, is_descending: bool) -> Outcome<(Tensor, Tensor)> {
    let view = a.view().clone();
    let wrapped = view.dim(dim)?;
    let places = Tensor::new(compute!(view.dtype, T => lines::<T, i64>(&view, wrapped, Dtype::I64, |line, out| {
        for (place, slot) in (0..).zip(out.iter_mut()) {
            *slot = place;
        }
        out.sort_by(|&a, &b| {
            let (a, b) = (line[a as usize], line[b as usize]);
            let order = a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()));
            if is_descending { order.reverse() } else { order }
        });
    })));
    let values = Tensor::new(gather_plain(&view, wrapped, &places)?);
    record_picked("SortBackward0", a, &values, wrapped, &places, true);
    Ok((values, places))
}

/// The `k` largest or smallest of each line, in order, and their places.
///
/// # Errors
/// More than there are; a dimension that is not there.
pub fn topk(a: &Tensor, k: usize, dim: i64, is_largest: bool) -> Outcome<(Tensor, Tensor)> {
    let wrapped = a.view().dim(dim)?;
    if a.view().shape.get(wrapped).copied().unwrap_or(1) < k {
        return runtime("selected index k out of range");
    }
    let (_, places) = sort(&a.detach(), dim, is_largest)?;
    let first = if a.rank() == 0 { places.view().clone() } else { places.view().sliced(wrapped, 0, k, 1) };
    let places = Tensor::new(crate::element::contiguous(&first));
    let values = Tensor::new(gather_plain(&a.view(), wrapped, &places)?);
    record_picked("TopkBackward0", a, &values, wrapped, &places, true);
    Ok((values, places))
}

/// The `k`-th smallest of each line (from 1), and its place; the median is one of them.
///
/// # Errors
/// No such place; a dimension that is not there.
pub fn kth(a: &Tensor, k: usize, dim: i64, keepdim: bool, name: &'static str) -> Outcome<(Tensor, Tensor)> {
    let wrapped = a.view().dim(dim)?;
    let length = a.view().shape.get(wrapped).copied().unwrap_or(1);
    if k == 0 || k > length {
        return out_of_range("selected number k out of range for dimension");
    }
    let (_, order) = sort(&a.detach(), dim, false)?;
    let place = if a.rank() == 0 { order.view().clone() } else { order.view().sliced(wrapped, k - 1, 1, 1) };
    let places = Tensor::new(crate::element::contiguous(&place));
    let values = gather_plain(&a.view(), wrapped, &places)?;
    let dims = crate::ops::reduce::dims_of(&a.view(), &[dim])?;
    let values = Tensor::new(crate::ops::reduce::kept(values, &dims, keepdim));
    record_picked(name, a, &values, wrapped, &places, keepdim);
    let places = Tensor::new(crate::ops::reduce::kept(places.view().clone(), &dims, keepdim));
    Ok((values, places))
}

/// Different numbers in order; for each number the place among them; how often each is there.
pub fn unique(a: &Tensor) -> (Tensor, Tensor, Tensor) {
    let view = a.view().clone();
    compute!(view.dtype, T => {
        let numbers: Vec<T> = to_vec(&view);
        let mut order: Vec<usize> = (0..numbers.len()).collect();
        order.sort_by(|&a, &b| numbers[a].partial_cmp(&numbers[b]).unwrap_or(std::cmp::Ordering::Equal));
        let (mut values, mut counts): (Vec<T>, Vec<i64>) = (Vec::new(), Vec::new());
        let mut inverse = vec![0i64; numbers.len()];
        for place in order {
            if values.last() != Some(&numbers[place]) {
                values.push(numbers[place]);
                counts.push(0);
            }
            inverse[place] = values.len() as i64 - 1;
            if let Some(count) = counts.last_mut() {
                *count += 1;
            }
        }
        let length = values.len();
        (
            Tensor::new(crate::element::store(values, view.dtype, &[length])),
            Tensor::from_i64(inverse, Dtype::I64, &view.shape),
            Tensor::from_i64(counts, Dtype::I64, &[length]),
        )
    })
}
