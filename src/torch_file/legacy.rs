//! PyTorch's format before version 1.6: pickles one after another, then each storage's bytes behind their number.
//! Source: `_legacy_load` in PyTorch's `torch/serialization.py`.

use std::collections::HashMap;

use super::error::{TorchFileError, shown};
use super::heap::{Heap, Value};
use super::pickle;

/// What such a file begins with: the number 0x1950a86a20f9469cfc6c, as a pickle.
pub const MAGIC: &[u8] = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

/// The saved value, and the bytes of each storage by its key.
///
/// # Errors
/// Those of [`pickle::run`], [`TorchFileError::BigEndian`] or `BadArchive`.
pub fn open(bytes: &[u8]) -> Result<(Heap<'_>, HashMap<&str, &[u8]>), TorchFileError> {
    let mut rest = bytes;
    let mut next = || {
        let (heap, length) = pickle::run(rest)?;
        rest = &rest[length..];
        Ok::<_, TorchFileError>(heap)
    };
    let (_magic, _version, system, saved, keys) = (next()?, next()?, next()?, next()?, next()?);
    if is_big_endian(&system) {
        return Err(TorchFileError::BigEndian);
    }
    let number_bytes: HashMap<&str, usize> = saved
        .values
        .iter()
        .filter_map(|value| match value {
            Value::Storage(storage) => Some((storage.key, storage.dtype.bytes())),
            _ => None,
        })
        .collect();
    let mut storages = HashMap::new();
    for key in keys.children(keys.root) {
        let key = keys.text(key).unwrap_or_default();
        let damaged =
            || TorchFileError::BadArchive { detail: format!("storage {} is incomplete", shown(key.as_bytes())) };
        let (count, behind) = rest.split_first_chunk().ok_or_else(damaged)?;
        let length = usize::try_from(u64::from_le_bytes(*count)).ok();
        let length = length.zip(number_bytes.get(key)).and_then(|(count, bytes)| count.checked_mul(*bytes));
        let (storage, behind) = length.and_then(|length| behind.split_at_checked(length)).ok_or_else(damaged)?;
        storages.insert(key, storage);
        rest = behind;
    }
    Ok((saved, storages))
}

/// Whether the dictionary of the saving machine says so.
fn is_big_endian(system: &Heap) -> bool {
    let Value::Dict(pairs) = &system.values[system.root] else { return false };
    pairs.iter().any(|&(key, value)| {
        system.text(key) == Some("little_endian") && matches!(system.values[value], Value::Bool(false))
    })
}
