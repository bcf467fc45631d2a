//! Why a PyTorch file cannot be read or does not fit, each with a sentence that says what to do.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Byte offsets count from the start of the pickle, `data.pkl` in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TorchFileError {
    /// Neither a zip archive nor PyTorch's older format.
    #[error(
        "This is not a PyTorch file. Choose a .pt or .pth file that was written by torch.save(net.state_dict(), file)."
    )]
    NotTorch,
    /// The format before torch 1.6: pickles and storages one after another, without an archive.
    #[error(
        "This file is in PyTorch's old format, from before version 1.6. In Python, save it again: torch.save(torch.load(\"old.pt\"), \"new.pt\")."
    )]
    Legacy,
    /// A program that `torch.jit` wrote, not weights alone.
    #[error(
        "This file is a TorchScript program, not weights alone. In Python, save its weights: torch.save(torch.jit.load(\"net.pt\").state_dict(), \"weights.pt\")."
    )]
    TorchScript,
    /// The zip archive contradicts itself or ends early.
    #[error("The file is damaged or cut short: {detail}. Download it or save it again.")]
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
    #[error("This file holds {found} {what}, and at most {most} are read. Choose a smaller net.")]
    TooLarge { what: String, found: u64, most: u64 },
    /// The pickle has no end.
    #[error("The pickle ends at byte {offset} in the middle of its program. Download it or save it again.")]
    PickleEnds { offset: u64 },
    /// An instruction that a state dict does not need.
    #[error(
        "The pickle uses the instruction {name} at byte {offset}, which a state dict does not need. In Python, save the weights alone: torch.save(net.state_dict(), \"weights.pt\")."
    )]
    Opcode { name: String, offset: u64 },
    /// A function or class that a state dict does not need. Python would run it; Emberlab runs nothing.
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
    #[error("The pickle is damaged at byte {offset}: {detail}. Download it or save it again.")]
    BadPickle { offset: u64, detail: String },
    /// The tensor's bytes are not in the archive.
    #[error("The bytes of {tensor} are not in the file: there is no {entry}. Download it or save it again.")]
    NoStorage { tensor: String, entry: String },
    /// The tensor asks for values behind the end of its bytes.
    #[error("{tensor} needs {needed} numbers, but its bytes hold {found}. Download it or save it again.")]
    OutsideStorage { tensor: String, needed: u64, found: u64 },
    /// No dictionary with names and tensors.
    #[error(
        "There is no state dict in this file: no dictionary of names and floating-point tensors. In Python, save torch.save(net.state_dict(), \"weights.pt\")."
    )]
    NoStateDict,
    /// The state dicts of several networks, none of them under a usual name.
    #[error("This file holds several networks: {}. In Python, save the one you want alone.", .paths.join(", "))]
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
}

/// A name out of the file, short enough for a sentence.
pub(super) fn shown(name: &[u8]) -> String {
    const MOST_CHARS: usize = 80;
    String::from_utf8_lossy(name).chars().filter(|sign| !sign.is_control()).take(MOST_CHARS).collect()
}
