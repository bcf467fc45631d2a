//! Numbers by their places: indexing with tensors, gather and scatter, and writing through windows.

use super::{may_write, only, wanted};
use crate::compute;
use crate::dtype::{Category, Dtype};
use crate::element::{Arithmetic, assign, cast, contiguous, copied, store, to_vec};
use crate::error::{Kind, Outcome, TensorError, out_of_range, runtime};
use crate::kernel::offsets;
use crate::ops::arith::in_graph;
use crate::ops::reduce::sum_to;
use crate::ops::unary;
use crate::tape::{Record, is_tracked};
use crate::tensor::Tensor;
use crate::view::{View, bracketed, broadcast, contiguous_strides};

/// Where an index with tensors points: each place's offset, and the shape of what it picks.
pub(super) struct Target {
    pub(super) offsets: Vec<usize>,
    pub(super) shape: Vec<usize>,
}

/// Places of a view that indices along some dimensions point at. Bools are already places, see [`nonzero`].
fn target(a: &View, indices: &[Option<Tensor>]) -> Outcome<Target> {
    if indices.len() > a.rank() {
        return out_of_range(format!("too many indices for tensor of dimension {}", a.rank()));
    }
    let named: Vec<(usize, &Tensor)> =
        indices.iter().enumerate().filter_map(|(dim, index)| Some((dim, index.as_ref()?))).collect();
    let mut common: Vec<usize> = Vec::new();
    for (_, index) in &named {
        if index.dtype().category() != Category::Integer {
            return out_of_range("tensors used as indices must be long, byte or bool tensors");
        }
        common = broadcast(&common, &index.shape()).map_err(|_| {
            let shapes: Vec<String> = named.iter().map(|(_, index)| bracketed(&index.shape())).collect();
            TensorError::new(
                Kind::Index,
                format!(
                    "shape mismatch: indexing tensors could not be broadcast together with shapes {}",
                    shapes.join(", ")
                ),
            )
        })?;
    }
    let mut picked = vec![0isize; common.iter().product()];
    for (dim, index) in &named {
        let size = a.shape[*dim] as i64;
        let places: Vec<i64> = to_vec(&index.view().expanded(&common)?);
        for (offset, place) in picked.iter_mut().zip(places) {
            if place < -size || place >= size {
                return out_of_range(format!("index {place} is out of bounds for dimension {dim} with size {size}"));
            }
            *offset += a.strides[*dim] * place.rem_euclid(size) as isize;
        }
    }
    let is_named = |dim: usize| named.iter().any(|(named, _)| *named == dim);
    let rest: Vec<usize> = (0..a.rank()).filter(|&dim| !is_named(dim)).collect();
    let first = named.first().map_or(0, |(dim, _)| *dim);
    let is_together = named.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
    let before: Vec<usize> = rest.iter().copied().filter(|&dim| is_together && dim < first).collect();
    let after: Vec<usize> = rest.iter().copied().filter(|dim| !before.contains(dim)).collect();
    let along = |dims: &[usize]| {
        let shape: Vec<usize> = dims.iter().map(|&dim| a.shape[dim]).collect();
        let strides: Vec<isize> = dims.iter().map(|&dim| a.strides[dim]).collect();
        let offsets = offsets(&shape, &strides);
        (shape, offsets)
    };
    let ((shape_before, outer), (shape_after, inner)) = (along(&before), along(&after));
    let mut places = Vec::with_capacity(outer.len() * picked.len() * inner.len());
    for outer in &outer {
        for picked in &picked {
            places.extend(inner.iter().map(|inner| a.offset.wrapping_add_signed(outer + picked + inner)));
        }
    }
    Ok(Target { offsets: places, shape: [shape_before, common, shape_after].concat() })
}

pub(super) fn pick(a: &View, target: &Target) -> View {
    fn with<E: bytemuck::Pod + Send + Sync>(a: &View, places: &[usize]) -> std::rc::Rc<crate::storage::Storage> {
        let bytes = a.storage.bytes();
        let numbers: &[E] = bytemuck::cast_slice(&bytes);
        crate::storage::Storage::new(places.iter().map(|&place| numbers[place]).collect())
    }
    let storage = match a.dtype.size() {
        1 => with::<u8>(a, &target.offsets),
        2 => with::<u16>(a, &target.offsets),
        4 => with::<u32>(a, &target.offsets),
        _ => with::<u64>(a, &target.offsets),
    };
    View::new(storage, a.dtype, &target.shape)
}

/// Writes `values`, in row order of the target, over the places; or adds them to what is there.
pub(super) fn put(a: &View, target: &Target, values: &View, adds: bool) {
    let values = contiguous(&cast(values, a.dtype));
    if adds {
        // Added up in the type that the dtype is computed in, then written back whole.
        let whole = a.moved(vec![a.storage.len_bytes() / a.dtype.size()], vec![1], 0);
        let sums = compute!(a.dtype, T => {
            let mut sums: Vec<T> = to_vec(&whole);
            for (&place, value) in target.offsets.iter().zip(to_vec::<T>(&values)) {
                sums[place] = sums[place].plus(value);
            }
            store(sums, a.dtype, &whole.shape)
        });
        assign(&whole, &sums);
        return;
    }
    let (bytes, size, start) = (values.storage.bytes(), a.dtype.size(), values.offset);
    a.storage.write(|into| {
        for (number, &place) in target.offsets.iter().enumerate() {
            let from = (start + number) * size;
            into[place * size..(place + 1) * size].copy_from_slice(&bytes[from..from + size]);
        }
    });
}

/// `a[indices]` with tensors of places; none stands for a whole dimension. A copy.
///
/// # Errors
/// Places that are not there; indices that do not fit each other.
pub fn index(a: &Tensor, indices: &[Option<Tensor>]) -> Outcome<Tensor> {
    let target = target(&a.view(), indices)?;
    let out = Tensor::new(pick(&a.view(), &target));
    let (shape, indices) = (a.shape(), detached(indices));
    Record { name: "IndexBackward0", inputs: &[a], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[&out],
        move |_, gradients| {
            let zeros = Tensor::full(0.0, only(gradients).dtype(), &shape);
            Ok(vec![Some(index_put(&zeros, &indices, only(gradients), true)?)])
        },
    );
    Ok(out)
}

fn detached(indices: &[Option<Tensor>]) -> Vec<Option<Tensor>> {
    indices.iter().map(|index| index.as_ref().map(Tensor::detach)).collect()
}

/// A copy of `a` with values written, or added, at the indices.
///
/// # Errors
/// Those of [`index`]; values that do not fit.
pub fn index_put(a: &Tensor, indices: &[Option<Tensor>], values: &Tensor, adds: bool) -> Outcome<Tensor> {
    let out = Tensor::new(copied(&a.view(), a.dtype()));
    put_at(&out, indices, values, adds)?;
    record_put(a, indices, values, adds, &out);
    Ok(out)
}

/// Writes, or adds, values at the indices.
///
/// # Errors
/// Those of [`index_put`]; a leaf that wants a gradient.
pub fn index_put_in_place(a: &Tensor, indices: &[Option<Tensor>], values: &Tensor, adds: bool) -> Outcome<()> {
    may_write(a)?;
    let before = in_graph(a);
    put_at(a, indices, values, adds)?;
    a.bump();
    record_put(&before, indices, values, adds, a);
    rebase(a)
}

fn put_at(a: &Tensor, indices: &[Option<Tensor>], values: &Tensor, adds: bool) -> Outcome<()> {
    let target = target(&a.view(), indices)?;
    let wide = values.view().expanded(&target.shape).map_err(|_| {
        TensorError::new(
            Kind::Runtime,
            format!(
                "shape mismatch: value tensor of shape {} cannot be broadcast to indexing result of shape {}",
                bracketed(&values.shape()),
                bracketed(&target.shape)
            ),
        )
    })?;
    put(&a.view(), &target, &wide, adds);
    Ok(())
}

fn record_put(a: &Tensor, indices: &[Option<Tensor>], values: &Tensor, adds: bool, out: &Tensor) {
    let (indices, shape, dtype) = (detached(indices), values.shape(), values.dtype());
    Record { name: "IndexPutBackward0", inputs: &[a, values], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[out],
        move |saved, gradients| {
            let g = only(gradients);
            let of_a = wanted(saved, 0, || match adds {
                true => Ok(g.clone()),
                false => index_put(g, &indices, &Tensor::number(0.0), false),
            })?;
            let of_values = wanted(saved, 1, || Ok(unary::to_dtype(&sum_to(&index(g, &indices)?, &shape)?, dtype)))?;
            Ok(vec![of_a, of_values])
        },
    );
}

/// After a write through a window: the tensor that it shows a part of gets its gradients from the new numbers.
///
/// # Errors
/// A tensor whose numbers do not lie in row order.
pub fn rebase(window: &Tensor) -> Outcome<()> {
    let Some(base) = window.base() else { return Ok(()) };
    if !is_tracked(&[window, &base]) {
        return Ok(());
    }
    if !base.view().is_contiguous() {
        return runtime(
            "writing through a view of a tensor that is not contiguous, while gradients are recorded, is not here.",
        );
    }
    let (part, start) = (window.view().clone(), base.view().offset);
    let before = in_graph(&base);
    let region =
        move |view: &View| view.moved(part.shape.clone(), part.strides.clone(), view.offset + part.offset - start);
    Record { name: "CopySlices", inputs: &[&before, window], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[&base],
        move |saved, gradients| {
            let g = only(gradients);
            let whole = Tensor::new(copied(&g.view(), g.dtype()));
            let of_window = Tensor::new(copied(&region(&whole.view()), g.dtype()));
            let of_base = wanted(saved, 0, || {
                crate::element::fill(&region(&whole.view()), 0.0, None);
                Ok(whole.clone())
            })?;
            Ok(vec![of_base, Some(of_window)])
        },
    );
    Ok(())
}

/// Places of numbers that are not 0, one row each `[n, rank]`.
pub fn nonzero(a: &Tensor) -> Tensor {
    let (shape, rank) = (a.shape(), a.rank());
    let strides = contiguous_strides(&shape);
    let mut places = Vec::new();
    for (number, _) in a.to_f64().into_iter().enumerate().filter(|(_, value)| *value != 0.0) {
        places.extend((0..rank).map(|dim| (number / strides[dim] as usize % shape[dim]) as i64));
    }
    let count = places.len().checked_div(rank).unwrap_or_else(|| usize::from(a.to_f64() != [0.0]));
    Tensor::from_i64(places, Dtype::I64, &[count, rank])
}

/// Rows of a table `[n, width]` by their numbers (`nn.Embedding`); the row at `padding` gets no gradient.
///
/// # Errors
/// Rows that are not there.
pub fn embedding(table: &Tensor, rows: &Tensor, padding: Option<i64>) -> Outcome<Tensor> {
    if rows.dtype() != Dtype::I64 && rows.dtype() != Dtype::I32 {
        return runtime(format!(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.{}Tensor instead (while checking arguments for embedding)",
            rows.dtype().scalar_name()
        ));
    }
    let count = table.shape().first().copied().unwrap_or(0) as i64;
    if rows.to_i64().iter().any(|row| !(0..count).contains(row)) {
        return out_of_range("index out of range in self");
    }
    let target = target(&table.view(), &[Some(rows.detach())])?;
    let out = Tensor::new(pick(&table.view(), &target));
    let (shape, rows) = (table.shape(), rows.detach());
    Record { name: "EmbeddingBackward0", inputs: &[table], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[&out],
        move |_, gradients| {
            let zeros = Tensor::full(0.0, only(gradients).dtype(), &shape);
            let sums = index_put(&zeros, &[Some(rows.clone())], only(gradients), true)?;
            match padding {
                Some(row) => {
                    let row = Tensor::from_i64(vec![row], Dtype::I64, &[]);
                    Ok(vec![Some(index_put(&sums, &[Some(row)], &Tensor::number(0.0), false)?)])
                }
                None => Ok(vec![Some(sums)]),
            }
        },
    );
    Ok(out)
}
