//! PyTorch's `.pt` and `.pth` files as named f32 tensors, without executing anything in them.
//!
//! `torch.save` writes a zip archive: a pickle, which is a program for a small stack machine, and the tensors' bytes
//! beside it (`archive`). Python's own machine calls any function that the program names. Ours (`pickle`) knows four:
//! an ordered dictionary, a tensor, a parameter, a storage (`global`); all else is an error that names it. What the
//! machine leaves behind is searched for the state dict (`find`), whose tensors are then copied out (`tensor`).
//! Sources: Python's `pickletools`, and PyTorch's `torch/serialization.py` and `torch/_utils.py`.

mod archive;
mod error;
mod find;
mod global;
mod heap;
mod matching;
mod opcode;
mod pickle;
mod program;
mod tensor;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use archive::Archive;
pub use error::TorchFileError;
pub use global::Dtype;
pub use matching::{How, Matching, Overrides, Place, Wanted, apply, match_names};

/// Named weights, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StateDict {
    /// The keys under which the file holds it: empty, or as in `["model_state_dict"]`.
    pub path: Vec<String>,
    pub tensors: Vec<Tensor>,
    pub notes: Vec<Note>,
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
    pub dtype: Dtype,
}

/// Values of all tensors together: 256 MiB as f32. A few bytes can claim any number by strides of 0.
pub const MOST_VALUES: usize = 1 << 26;

/// Reads what `torch.save(net.state_dict(), file)` wrote, or a dictionary that holds such a state dict.
///
/// # Errors
/// Every [`TorchFileError`] but those of [`apply`].
pub fn read(bytes: &[u8]) -> Result<StateDict, TorchFileError> {
    let archive = Archive::open(bytes)?;
    let heap = pickle::run(archive.pickle()?)?;
    let found = find::state_dict(&heap)?;
    let mut dict = StateDict { path: found.path, ..StateDict::default() };
    // Of equal keys the last one counts, as in Python, which no honest file has.
    let last: HashMap<&str, usize> = found.entries.iter().enumerate().map(|(at, entry)| (entry.0, at)).collect();
    let mut values_left = MOST_VALUES;
    for (at, &(name, view)) in found.entries.iter().enumerate() {
        if last.get(name) != Some(&at) {
            continue;
        }
        let name = name.to_owned();
        if view.storage.dtype.is_weight() {
            let values = tensor::values(&archive, &name, view, &mut values_left)?;
            dict.tensors.push(Tensor { name, shape: view.shape.clone(), values, dtype: view.storage.dtype });
        } else {
            dict.notes.push(Note { name, shape: view.shape.clone(), dtype: view.storage.dtype });
        }
    }
    Ok(dict)
}
