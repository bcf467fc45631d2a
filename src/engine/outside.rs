//! Weights from outside: a PyTorch state dict or a safetensors file becomes the beginning of a run.

use safetensors::tensor::{Dtype as FileDtype, SafeTensors};

use super::checkpoint::{Checkpoint, Meta, VERSION, Values};
use super::learner::Learner;
use crate::lessons::settings::Settings;
use crate::protocol::{Event, Fault};
use crate::torch_file::{Dtype, Matching, Overrides, StateDict, Tensor, Wanted, apply, match_names, read};

/// The weights of a file by name.
///
/// # Errors
/// [`Fault::Weights`] for a PyTorch file that cannot be read, [`Fault::NotACheckpoint`] for any other file that cannot.
pub fn open(file: &str, bytes: &[u8]) -> Result<StateDict, Fault> {
    if !file.ends_with(".safetensors") {
        return Ok(read(bytes)?);
    }
    let not = |detail: String| Fault::NotACheckpoint { file: file.to_owned(), detail };
    let found = SafeTensors::deserialize(bytes).map_err(|error| not(error.to_string()))?;
    let mut dict = StateDict::default();
    for (name, view) in found.iter() {
        // What Emberlab keeps beside the weights.
        if name.starts_with("optimizer.") || name.starts_with("curves.") {
            continue;
        }
        let values: Vec<f32> = match view.dtype() {
            FileDtype::F32 => bytemuck::pod_collect_to_vec(view.data()),
            FileDtype::F64 => narrowed(&bytemuck::pod_collect_to_vec(view.data())),
            other => return Err(not(format!("{name} holds {other:?}, expected F32 or F64"))),
        };
        let dtype = if view.dtype() == FileDtype::F32 { Dtype::Float32 } else { Dtype::Float64 };
        dict.tensors.push(Tensor { name: name.to_owned(), shape: view.shape().to_vec(), values, dtype });
    }
    dict.tensors.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(dict)
}

/// Which tensor becomes which weight, and, once each weight has one, the run at its beginning with them as a file.
///
/// # Errors
/// Those of [`open`] and [`matched`].
pub fn answer(
    file: &str,
    bytes: &[u8],
    choices: &Overrides,
    learner: &dyn Learner,
    lesson: &str,
    settings: &Settings,
) -> Result<(Event, Vec<u8>), Fault> {
    let dict = open(file, bytes)?;
    let matching = matched(&dict, learner, choices)?;
    let checkpoint = match matching.is_complete() {
        true => beginning(&dict, &matching, lesson, settings)?.to_bytes(),
        false => Vec::new(),
    };
    let tensors = dict.tensors.into_iter().map(|tensor| (tensor.name, tensor.shape)).collect();
    Ok((Event::Matched { file: file.to_owned(), matching, tensors }, checkpoint))
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
/// [`Fault::Weights`] while the matching is not complete.
pub fn beginning(
    dict: &StateDict,
    matching: &Matching,
    lesson: &str,
    settings: &Settings,
) -> Result<Checkpoint, Fault> {
    let tensors = apply(dict, matching)?.into_iter();
    let tensors = tensors.map(|tensor| (tensor.name, Values { shape: tensor.shape, values: tensor.values })).collect();
    let (lesson, settings) = (lesson.to_owned(), settings.clone());
    let meta = Meta { version: VERSION, lesson, settings, step: 0, optimizer_time: 0 };
    Ok(Checkpoint { meta, tensors, curves: Vec::new() })
}

fn narrowed(values: &[f64]) -> Vec<f32> {
    values.iter().map(|&value| value as f32).collect()
}
