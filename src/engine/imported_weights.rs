//! Weights from outside: a PyTorch state dict or a safetensors file becomes the beginning of a run.

use burn::tensor::Device;
use half::{bf16, f16};
use safetensors::tensor::{Dtype as FileDtype, SafeTensors, TensorView};

use super::checkpoint::{Checkpoint, Meta, Values};
use super::learner::Learner;
use super::lesson::{Job, Lesson};
use course::settings::Settings;
use protocol::{Answer, Fault};
use torch_file::{
    Dtype, MOST_TENSORS, MOST_VALUES, Matching, Note, Overrides, Quantity, StateDict, Tensor, TorchFileError, Wanted,
    apply, by_numbers, is_torch, match_names, read,
};

/// The weights of a file by name. What kind of file it is, its first bytes say.
///
/// # Errors
/// [`Fault::Weights`] for a file that cannot be read, or is neither PyTorch's nor safetensors.
pub fn open(bytes: &[u8]) -> Result<StateDict, Fault> {
    Ok(if is_torch(bytes) { read(bytes)? } else { read_safetensors(bytes)? })
}

/// Which tensor becomes which weight, and, once each weight has one, the run at its beginning with them as a file.
///
/// # Errors
/// Those of [`open`], [`matched`] and [`beginning`]; [`Fault::NoSuchLesson`] for a lesson without such a net.
pub fn answer(
    file: &str,
    bytes: &[u8],
    choices: &Overrides,
    lesson: &'static Lesson,
    settings: &Settings,
) -> Result<(Answer, Vec<u8>), Fault> {
    let job = Job::new(lesson, settings.clone())?;
    let dict = open(bytes)?;
    let matching = matched(&dict, &*job.learner(&Device::flex()), choices)?;
    let checkpoint = match matching.is_complete() {
        true => beginning(&dict, &matching, lesson.id, settings)?.to_bytes(),
        false => Vec::new(),
    };
    let tensors = dict.tensors.into_iter().map(|tensor| (tensor.name, tensor.shape)).collect();
    Ok((Answer::Matched { file: file.to_owned(), matching, tensors }, checkpoint))
}

/// A tensor for each of the learner's weights, as far as there is one.
///
/// # Errors
/// [`Fault::Weights`] for a choice that the file does not have.
pub fn matched(dict: &StateDict, learner: &dyn Learner, choices: &Overrides) -> Result<Matching, Fault> {
    let weights = learner.entries().into_iter().filter(|entry| !entry.name.starts_with("optimizer."));
    let wanted: Vec<Wanted> = weights.map(|entry| (entry.name, entry.layout.file_shape())).collect();
    Ok(match_names(dict, &wanted).with(dict, choices)?)
}

/// The run at its beginning with these weights.
///
/// # Errors
/// [`Fault::Weights`] while the matching is not complete, or where a weight is no number.
pub fn beginning(
    dict: &StateDict,
    matching: &Matching,
    lesson: &str,
    settings: &Settings,
) -> Result<Checkpoint, Fault> {
    let tensors = apply(dict, matching)?.into_iter();
    let tensors = tensors.map(|tensor| (tensor.name, Values { shape: tensor.shape, values: tensor.values })).collect();
    Ok(Checkpoint { meta: Meta::new(lesson, settings, 0), tensors, curves: Vec::new() })
}

fn read_safetensors(bytes: &[u8]) -> Result<StateDict, TorchFileError> {
    // Behind its length a header begins with a brace; what has none is another kind of file.
    if bytes.get(8) != Some(&b'{') {
        return Err(TorchFileError::NotWeights);
    }
    let damaged = |error: safetensors::SafeTensorError| TorchFileError::BadSafetensors { detail: error.to_string() };
    let file = SafeTensors::deserialize(bytes).map_err(damaged)?;
    let too_large = |what, most: usize| TorchFileError::TooLarge { what, most: most as u64 };
    if file.len() > MOST_TENSORS {
        return Err(too_large(Quantity::Tensors, MOST_TENSORS));
    }
    let mut dict = StateDict::default();
    let mut values_left = MOST_VALUES;
    for (name, view) in file.iter() {
        // What Emberlab keeps beside the weights.
        if name.starts_with("optimizer.") || name.starts_with("curves.") {
            continue;
        }
        let (name, shape) = (name.to_owned(), view.shape().to_vec());
        match weights(&view) {
            Some((dtype, values)) => {
                values_left =
                    values_left.checked_sub(values.len()).ok_or_else(|| too_large(Quantity::Numbers, MOST_VALUES))?;
                dict.tensors.push(Tensor { name, shape, values, dtype });
            }
            None => dict.notes.push(Note { name, shape, dtype: view.dtype().to_string() }),
        }
    }
    // The format keeps no order of its own.
    dict.tensors.sort_by(|left, right| by_numbers(&left.name, &right.name));
    dict.notes.sort_by(|left, right| by_numbers(&left.name, &right.name));
    Ok(dict)
}

/// The numbers of a tensor that a net could learn.
fn weights(view: &TensorView) -> Option<(Dtype, Vec<f32>)> {
    let bytes = view.data();
    Some(match view.dtype() {
        FileDtype::F64 => (Dtype::Float64, numbers(bytes, |bytes| f64::from_le_bytes(bytes) as f32)),
        FileDtype::F32 => (Dtype::Float32, numbers(bytes, f32::from_le_bytes)),
        FileDtype::F16 => (Dtype::Float16, numbers(bytes, |bytes| f16::from_le_bytes(bytes).to_f32())),
        FileDtype::BF16 => (Dtype::BFloat16, numbers(bytes, |bytes| bf16::from_le_bytes(bytes).to_f32())),
        // Counters, masks, and numbers of eight bits or fewer, which mean nothing without the scales beside them.
        _ => return None,
    })
}

fn numbers<const N: usize>(bytes: &[u8], read: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    bytes.as_chunks().0.iter().map(|&bytes| read(bytes)).collect()
}
