//! Why a PyTorch file cannot be read or does not fit, each with a sentence that says what to do.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Byte offsets count from the start of the pickle, `data.pkl` in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TorchFileError {
    /// Neither PyTorch's format, of today or before 1.6, nor safetensors.
    #[error(
        "This is not a weights file: it is neither PyTorch nor safetensors. Choose one that was written by torch.save(net.state_dict(), file), or saved here."
    )]
    NotWeights,
    /// A safetensors file whose header does not fit its bytes.
    #[error("The safetensors file is damaged or cut short: {detail}. Download it, or save it, again.")]
    BadSafetensors { detail: String },
    /// A program that `torch.jit` wrote, not weights alone.
    #[error(
        "This file is a TorchScript program, not weights alone. In Python, save its weights: torch.save(torch.jit.load(\"net.pt\").state_dict(), \"weights.pt\")."
    )]
    TorchScript,
    /// The zip archive contradicts itself or ends early.
    #[error("The file is damaged or cut short: {detail}. Download it, or save it, again.")]
    BadArchive { detail: String },
    /// Another zip archive.
    #[error("This zip archive was not written by torch.save: it has no data.pkl. Choose a .pt or .pth file.")]
    NoPickle,
    /// Somebody packed the archive once more; torch.save never compresses.
    #[error("{entry} is compressed inside the archive. Choose the file as torch.save wrote it.")]
    Compressed { entry: String },
    /// The bytes of each number are in the order of another kind of machine.
    #[error("The numbers in this file are big-endian. In Python on a usual machine, load it and save it again.")]
    BigEndian,
    /// More than is read.
    #[error("This file holds more than {most} {what}, the most that can be read. Choose a smaller net.")]
    TooLarge { what: Quantity, most: u64 },
    /// The pickle has no end.
    #[error("The pickle ends at byte {offset} in the middle of its program. Download it, or save it, again.")]
    PickleEnds { offset: u64 },
    /// An instruction that reaches beyond the file.
    #[error(
        "The pickle uses the instruction {name} at byte {offset}, which reaches for what is not in the file. In Python, save the weights alone: torch.save(net.state_dict(), \"weights.pt\")."
    )]
    Opcode { name: String, offset: u64 },
    /// A function or class in the place of a state dict, or one that is called for nothing but what it does. Python would run
    /// it; Emberlab runs nothing.
    #[error(
        "The file asks Python for {name} at byte {offset}, which a state dict does not need; nothing was run. If you trust the file, save its weights alone in Python: torch.save(net.state_dict(), \"weights.pt\")."
    )]
    Global { name: String, offset: u64 },
    /// A whole network, which is its Python class and the weights.
    #[error(
        "This file is a whole network of class {class} (byte {offset}), which only Python can build. In Python, save net.state_dict() instead: torch.save(net.state_dict(), \"weights.pt\")."
    )]
    WholeModule { class: String, offset: u64 },
    /// An instruction whose operands make no sense.
    #[error("The pickle is damaged at byte {offset}: {detail}. Download it, or save it, again.")]
    BadPickle { offset: u64, detail: String },
    /// The tensor's bytes are not in the archive.
    #[error("The bytes of {tensor} are not in the file: there is no {entry}. Download it, or save it, again.")]
    NoStorage { tensor: String, entry: String },
    /// The tensor asks for values behind the end of its bytes.
    #[error("{tensor} needs {needed} numbers, but its bytes hold {found}. Download it, or save it, again.")]
    OutsideStorage { tensor: String, needed: u64, found: u64 },
    /// No dictionary with names and tensors.
    #[error(
        "There is no state dict in this file, that is, no dictionary of names and floating-point tensors. In Python, use torch.save(net.state_dict(), \"weights.pt\")."
    )]
    NoStateDict,
    /// The state dicts of several networks, none of them under a usual name.
    #[error("This file holds several networks: {}. In Python, save the one you want on its own.", .paths.join(", "))]
    SeveralStateDicts { paths: Vec<String> },
    /// Weights of the net that nothing is chosen for.
    #[error("Nothing in the file is chosen for {}. Choose a tensor of the same shape for each.", .names.join(", "))]
    Unfilled { names: Vec<String> },
    /// A choice that the file does not hold.
    #[error("There is no tensor called {name} in the file. Choose one from the list.")]
    NoSuchTensor { name: String },
    /// A choice of another shape.
    #[error("{name} is {wanted:?} here, but {from} is {found:?} in the file. Choose a tensor of the same shape.")]
    WrongShape { name: String, wanted: Vec<usize>, from: String, found: Vec<usize> },
    /// Weights that no net can compute with: each tensor, and how many of its numbers are NaN or infinite.
    #[error(
        "These weights hold numbers that are NaN or infinite: {}. The net had diverged when it was saved. Choose another file.",
        listed(.tensors)
    )]
    NotFinite { tensors: Vec<(String, u64)> },
    /// Weights with which the net's loss is no number, though each of them is one.
    #[error("With these weights the test loss is {loss}: they are too large for this net. Choose another file.")]
    Overflow { loss: String },
}

/// What there can be too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    PickleBytes,
    PickleSteps,
    Tensors,
    Numbers,
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(match self {
            Self::PickleBytes => "bytes of pickle",
            Self::PickleSteps => "pickle instructions",
            Self::Tensors => "tensors",
            Self::Numbers => "numbers",
        })
    }
}

/// `conv1.bias (3), fc.weight (7), ...`: the first few.
pub fn listed(tensors: &[(String, u64)]) -> String {
    const MOST_LISTED: usize = 8;
    let first = tensors.iter().take(MOST_LISTED).map(|(name, count)| format!("{} ({count})", shown(name.as_bytes())));
    let more = (tensors.len() > MOST_LISTED).then(|| "...".to_owned());
    first.chain(more).collect::<Vec<_>>().join(", ")
}

/// A name out of the file, short enough for a sentence.
pub fn shown(name: &[u8]) -> String {
    const MOST_CHARS: usize = 80;
    String::from_utf8_lossy(name).chars().filter(|sign| !sign.is_control()).take(MOST_CHARS).collect()
}
