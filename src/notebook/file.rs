//! Notebooks and programs as files: what a file is, and what is wrong with one that cannot be read.

use thiserror::Error;

use super::{Notebook, ipynb, percent};

/// Larger files are not read.
pub const MOST_BYTES: usize = 20_000_000;

/// Why a file is no notebook.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileError {
    #[error(
        "{file} is larger than {most} MB. Clear its outputs in the program it came from, then open it again.",
        most = MOST_BYTES / 1_000_000
    )]
    TooLarge { file: String },
    #[error("{file} is not UTF-8 text. Save it as UTF-8 in your editor, then open it again.")]
    Letters { file: String },
    #[error("{file} is not a notebook: {detail}. Choose an .ipynb file as Jupyter writes it, or a .py file.")]
    Json { file: String, detail: String },
    #[error("{file} is a notebook in format {major}. Open it in a newer Jupyter and save it, which writes format 4.")]
    Format { file: String, major: u64 },
    #[error("{file} is neither a notebook nor a program. Choose an .ipynb or a .py file.")]
    OtherKind { file: String },
}

/// Whether a file of this name is opened; others are for programs to read.
pub fn is_notebook(file: &str) -> bool {
    let (_, ending) = file.rsplit_once('.').unwrap_or_default();
    ["py", "ipynb"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Reads a file by its name's ending.
///
/// # Errors
/// A [`FileError`] with a sentence for the reader.
pub fn open(file: &str, bytes: &[u8]) -> Result<Notebook, FileError> {
    let (name, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    if !is_notebook(file) {
        return Err(FileError::OtherKind { file: file.to_owned() });
    }
    if bytes.len() > MOST_BYTES {
        return Err(FileError::TooLarge { file: file.to_owned() });
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| FileError::Letters { file: file.to_owned() })?;
    match ending.eq_ignore_ascii_case("ipynb") {
        true => ipynb::read(file, name, text),
        false => Ok(percent::read(name, text)),
    }
}
