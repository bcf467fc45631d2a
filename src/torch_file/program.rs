//! The bytes of a pickle, read from front to back, never past their end.

use super::error::TorchFileError;

/// A pickle and how far it is read.
pub struct Program<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the instruction being executed begins, for errors.
    instruction: usize,
}

impl<'a> Program<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, instruction: 0 }
    }

    /// The code of the next instruction.
    ///
    /// # Errors
    /// [`TorchFileError::PickleEnds`], as of all that read.
    pub fn next(&mut self) -> Result<u8, TorchFileError> {
        self.instruction = self.at;
        let [code] = self.array()?;
        Ok(code)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], TorchFileError> {
        let (array, _) = self.bytes[self.at..].split_first_chunk().ok_or_else(|| self.ends())?;
        self.at += N;
        Ok(*array)
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], TorchFileError> {
        let bytes = self.bytes[self.at..].get(..length).ok_or_else(|| self.ends())?;
        self.at += length;
        Ok(bytes)
    }

    /// The bytes up to a line's end, which is passed.
    pub fn line(&mut self) -> Result<&'a [u8], TorchFileError> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| byte == b'\n').ok_or_else(|| self.ends())?;
        self.at += length + 1;
        Ok(&rest[..length])
    }

    /// A number that stands on a line of its own.
    pub fn number(&mut self) -> Result<u32, TorchFileError> {
        let line = str::from_utf8(self.line()?).ok();
        line.and_then(|digits| digits.parse().ok()).ok_or_else(|| self.bad("a place in the memo is not a number"))
    }

    /// How many bytes have been read.
    pub fn length(&self) -> usize {
        self.at
    }

    /// Where the instruction being executed begins.
    pub fn offset(&self) -> u64 {
        self.instruction as u64
    }

    /// What is wrong with the instruction being executed.
    pub fn bad(&self, detail: impl Into<String>) -> TorchFileError {
        TorchFileError::BadPickle { offset: self.offset(), detail: detail.into() }
    }

    fn ends(&self) -> TorchFileError {
        TorchFileError::PickleEnds { offset: self.bytes.len() as u64 }
    }
}
