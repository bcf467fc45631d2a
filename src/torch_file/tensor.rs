//! Storages and tensors as a pickle describes them, and their values as f32.

use half::{bf16, f16};

use super::MOST_VALUES;
use super::Storages;
use super::error::{Quantity, TorchFileError};
use super::global::{Dtype, Global};
use super::heap::{Heap, Id, Storage, Value, View};

/// What BINPERSID refers to: `("storage", class, key, device, count)`, before torch 1.6 with a sixth that is None, or there
/// `("module", class, file, source)`. A storage of unknown numbers is something else.
pub fn storage<'a>(heap: &Heap<'a>, id: Id) -> Option<Value<'a>> {
    let Value::Tuple(parts) = &heap.values[id] else { return None };
    match (heap.text(*parts.first()?)?, parts.as_slice()) {
        ("storage", &[_, class, key, _device, count, ref rest @ ..]) => {
            let is_whole = rest.iter().all(|&part| matches!(heap.values[part], Value::Other));
            (rest.len() <= 1 && is_whole).then_some(())?;
            Some(match heap.values[class] {
                Value::Global(Global::Storage(dtype)) => {
                    Value::Storage(Storage { dtype, key: heap.text(key)?, count: heap.count(count)? })
                }
                _ => Value::Made(heap.class(class)?),
            })
        }
        ("module", &[_, class, ..]) => Some(Value::Foreign(heap.class(class)?)),
        _ => None,
    }
}

/// The arguments of `_rebuild_tensor_v2`: storage, offset, shape and strides.
pub fn view<'a>(heap: &Heap<'a>, storage: Id, offset: Id, shape: Id, strides: Id) -> Option<View<'a>> {
    let Value::Storage(storage) = heap.values[storage] else { return None };
    let (shape, strides) = (heap.counts(shape)?, heap.counts(strides)?);
    (shape.len() == strides.len()).then_some(())?;
    Some(View { storage, offset: heap.count(offset)?, shape, strides })
}

/// A tensor's values, row by row. Takes their number from `values_left`.
///
/// # Errors
/// [`TorchFileError::TooLarge`], `NoStorage`, `OutsideStorage`, and those of [`Storages::bytes`].
pub fn values(
    storages: &Storages,
    name: &str,
    view: &View,
    values_left: &mut usize,
) -> Result<Vec<f32>, TorchFileError> {
    let count = if view.shape.contains(&0) {
        0
    } else {
        view.shape.iter().try_fold(1_usize, |count, &size| count.checked_mul(size)).unwrap_or(usize::MAX)
    };
    *values_left = values_left
        .checked_sub(count)
        .ok_or(TorchFileError::TooLarge { what: Quantity::Numbers, most: MOST_VALUES as u64 })?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let key = view.storage.key;
    let bytes = storages
        .bytes(key)?
        .ok_or_else(|| TorchFileError::NoStorage { tensor: name.to_owned(), entry: format!("data/{key}") })?;
    let held = view.storage.count.min(bytes.len() / view.storage.dtype.bytes());
    let needed = last_index(view).map_or(u64::MAX, |last| (last as u64).saturating_add(1));
    if needed > held as u64 {
        return Err(TorchFileError::OutsideStorage { tensor: name.to_owned(), needed, found: held as u64 });
    }
    Ok(match view.storage.dtype {
        Dtype::Float64 => gather(view, count, bytes, |bytes| f64::from_le_bytes(bytes) as f32),
        Dtype::Float32 => gather(view, count, bytes, f32::from_le_bytes),
        Dtype::Float16 => gather(view, count, bytes, |bytes| f16::from_le_bytes(bytes).to_f32()),
        Dtype::BFloat16 => gather(view, count, bytes, |bytes| bf16::from_le_bytes(bytes).to_f32()),
        Dtype::Int64 | Dtype::Int32 | Dtype::Int16 | Dtype::Int8 | Dtype::UInt8 => Vec::new(),
        Dtype::Bool | Dtype::Complex64 | Dtype::Complex128 => Vec::new(),
    })
}

/// The largest index into the storage, of a tensor that is not empty.
fn last_index(view: &View) -> Option<usize> {
    view.shape
        .iter()
        .zip(&view.strides)
        .try_fold(view.offset, |last, (&size, &stride)| last.checked_add(stride.checked_mul(size.checked_sub(1)?)?))
}

/// The values in the order of their indices. [`last_index`] lies within `bytes`.
fn gather<const N: usize>(view: &View, count: usize, bytes: &[u8], read: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks::<N>();
    let mut values = Vec::with_capacity(count);
    let mut index = vec![0; view.shape.len()];
    let mut at = view.offset;
    loop {
        values.push(read(numbers[at]));
        // One further in the last dimension that is not at its end; those behind it start again.
        let Some(moved) = (0..index.len()).rev().find(|&dimension| index[dimension] + 1 < view.shape[dimension]) else {
            return values;
        };
        at += view.strides[moved];
        index[moved] += 1;
        for (index, stride) in index.iter_mut().zip(&view.strides).skip(moved + 1) {
            at -= *index * stride;
            *index = 0;
        }
    }
}
