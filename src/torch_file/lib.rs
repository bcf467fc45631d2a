//! PyTorch's `.pt` and `.pth` files as named f32 tensors, without executing anything in them.
//!
//! `torch.save` writes a zip archive: a pickle, which is a program for a small stack machine, and the tensors' bytes
//! beside it (`archive`); before version 1.6 both one after the other (`legacy`). Python's own machine calls any function
//! that the program names. Ours (`pickle`) knows four: an ordered dictionary, a tensor, a parameter, a storage (`global`,
//! `call`). What any other call would have made stands there as something else, of which only the name is known. What the
//! machine leaves behind is searched for the state dict (`find`), whose tensors are then copied out (`tensor`).
//! Sources: Python's `pickletools`, and PyTorch's `torch/serialization.py` and `torch/_utils.py`.

mod archive;
mod call;
mod error;
mod find;
mod global;
mod heap;
mod legacy;
mod literal;
mod matching;
mod opcode;
mod order;
mod pickle;
mod program;
mod tensor;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use archive::Archive;
pub use error::{Quantity, TorchFileError, listed, shown};
pub use global::Dtype;
use heap::Heap;
pub use matching::{How, Matching, Overrides, Place, Wanted, apply, check_finite, match_names};
pub use order::by_numbers;

/// Named weights, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StateDict {
    /// The keys under which the file holds it: empty, or as in `["model_state_dict"]`.
    pub path: Vec<String>,
    pub tensors: Vec<Tensor>,
    pub notes: Vec<Note>,
    /// Names of the functions and classes of Python's that the file asks for beside the weights. None was called.
    pub objects: Vec<String>,
}

/// One tensor of floating-point numbers. Shapes are PyTorch's: a linear layer's weight is `[outputs, inputs]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tensor {
    pub name: String,
    pub shape: Vec<usize>,
    /// Row by row (the last index runs fastest), whatever the order in the file.
    pub values: Vec<f32>,
    /// What the file holds; float64 is rounded to `values`.
    pub dtype: Dtype,
}

/// A tensor that holds no weights, as batch normalisation's `num_batches_tracked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub name: String,
    pub shape: Vec<usize>,
    /// As the file's own library names it: `int64`, `bool`.
    pub dtype: String,
}

/// Tensors of one file, an optimizer's among them.
pub const MOST_TENSORS: usize = 1 << 14;
/// Values of all tensors together: 256 MiB as f32. A few bytes can claim any number by strides of 0.
pub const MOST_VALUES: usize = 1 << 26;

/// Whether a file begins as PyTorch's do, of today or before version 1.6.
pub fn is_torch(bytes: &[u8]) -> bool {
    bytes.starts_with(archive::MAGIC) || bytes.starts_with(legacy::MAGIC)
}

/// Reads what `torch.save(net.state_dict(), file)` wrote, or a dictionary that holds such a state dict.
///
/// # Errors
/// Every [`TorchFileError`] but those of [`apply`] and of safetensors.
pub fn read(bytes: &[u8]) -> Result<StateDict, TorchFileError> {
    let (heap, storages) = opened(bytes)?;
    let found = find::state_dict(&heap).map_err(|error| match error {
        TorchFileError::NoStateDict => find::instead(&heap),
        other => other,
    })?;
    let mut dict = StateDict { path: found.path, objects: heap.classes_made(), ..StateDict::default() };
    // Of equal keys the last one counts, as in Python, which no honest file has.
    let last: HashMap<&str, usize> = found.entries.iter().enumerate().map(|(at, entry)| (entry.0, at)).collect();
    let mut values_left = MOST_VALUES;
    for (at, &(name, view)) in found.entries.iter().enumerate() {
        if last.get(name) != Some(&at) {
            continue;
        }
        let name = name.to_owned();
        let dtype = view.storage.dtype;
        if dtype.is_weight() {
            let values = tensor::values(&storages, &name, view, &mut values_left)?;
            dict.tensors.push(Tensor { name, shape: view.shape.clone(), values, dtype });
        } else {
            dict.notes.push(Note { name, shape: view.shape.clone(), dtype: dtype.name().to_owned() });
        }
    }
    Ok(dict)
}

/// Where the bytes of storages are.
enum Storages<'a> {
    Archive(Archive<'a>),
    /// By key.
    Listed(HashMap<&'a str, &'a [u8]>),
}

impl<'a> Storages<'a> {
    /// The bytes of storage `key`, if they are there.
    ///
    /// # Errors
    /// Those of [`Archive::storage`].
    fn bytes(&self, key: &str) -> Result<Option<&'a [u8]>, TorchFileError> {
        match self {
            Self::Archive(archive) => archive.storage(key),
            Self::Listed(storages) => Ok(storages.get(key).copied()),
        }
    }
}

fn opened(bytes: &[u8]) -> Result<(Heap<'_>, Storages<'_>), TorchFileError> {
    if bytes.starts_with(legacy::MAGIC) {
        let (heap, storages) = legacy::open(bytes)?;
        return Ok((heap, Storages::Listed(storages)));
    }
    if !bytes.starts_with(archive::MAGIC) {
        return Err(TorchFileError::NotWeights);
    }
    let archive = Archive::open(bytes)?;
    let (heap, _length) = pickle::run(archive.pickle()?)?;
    Ok((heap, Storages::Archive(archive)))
}
