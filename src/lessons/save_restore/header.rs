//! What a safetensors file says of itself: the names, shapes and places of its tensors. Pure.
//!
//! The format: eight bytes with the length of the header (little-endian), the header as JSON, then the tensors' bytes.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A file's header.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// In the order of their bytes.
    pub tensors: Vec<Tensor>,
    /// The JSON, spread over lines.
    pub text: String,
}

/// One tensor of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensor {
    pub name: String,
    pub dtype: String,
    pub shape: Vec<usize>,
    /// First byte and the byte after the last, counted from the header's end.
    pub bytes: std::ops::Range<u64>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It ends before its header does.
    CutShort,
    /// Its first eight bytes give the header a length that no header has.
    NoLength,
    /// The header is not JSON, or not such JSON.
    NoHeader { detail: String },
}

/// Bytes that give the header's length.
pub const LENGTH_BYTES: usize = 8;
/// The format's own limit.
const MOST_HEADER_BYTES: u64 = 100_000_000;

/// What stands in the header under a tensor's name.
#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (u64, u64),
}

/// The header's length in bytes, from a file's first [`LENGTH_BYTES`].
///
/// # Errors
/// [`Problem::CutShort`] and [`Problem::NoLength`].
pub fn length(start: &[u8]) -> Result<u64, Problem> {
    let start = start.first_chunk::<LENGTH_BYTES>().ok_or(Problem::CutShort)?;
    let length = u64::from_le_bytes(*start);
    if (2..=MOST_HEADER_BYTES).contains(&length) { Ok(length) } else { Err(Problem::NoLength) }
}

/// Reads the header at the start of these bytes; the tensors' own bytes may be missing.
///
/// # Errors
/// Every [`Problem`].
pub fn read(start: &[u8]) -> Result<Header, Problem> {
    let length = length(start)? as usize;
    let json = start.get(LENGTH_BYTES..LENGTH_BYTES + length).ok_or(Problem::CutShort)?;
    let entries: Map<String, Value> = serde_json::from_slice(json).map_err(no_header)?;
    let mut tensors = Vec::new();
    for (name, value) in entries.iter().filter(|(name, _)| *name != "__metadata__") {
        let Entry { dtype, shape, data_offsets: (start, end) } = Entry::deserialize(value).map_err(no_header)?;
        tensors.push(Tensor { name: name.clone(), dtype, shape, bytes: start..end });
    }
    tensors.sort_by_key(|tensor| (tensor.bytes.start, tensor.bytes.end));
    let text = serde_json::to_string_pretty(&entries).map_err(no_header)?;
    Ok(Header { tensors, text })
}

fn no_header(error: serde_json::Error) -> Problem {
    Problem::NoHeader { detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str) -> Vec<u8> {
        [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &[0; 8]].concat()
    }

    #[test]
    fn tensors_stand_in_the_order_of_their_bytes() {
        let header = read(&file(
            r#"{"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[],"data_offsets":[4,8]},
                "y":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}}"#,
        ));
        let header = header.unwrap();
        let tensor = |name: &str, dtype: &str, shape: &[usize], bytes| Tensor {
            name: name.to_owned(),
            dtype: dtype.to_owned(),
            shape: shape.to_vec(),
            bytes,
        };
        assert_eq!(header.tensors, [tensor("y", "U8", &[2, 2], 0..4), tensor("x", "F32", &[], 4..8)]);
        assert!(header.text.contains("__metadata__"), "the text holds all of it");
    }

    #[test]
    fn a_file_that_is_none_says_why() {
        assert_eq!(read(b""), Err(Problem::CutShort));
        assert_eq!(read(&[0; 20]), Err(Problem::NoLength));
        assert_eq!(read(b"<!doctype html><html>"), Err(Problem::NoLength));
        assert_eq!(read(&file("{}")[..9]), Err(Problem::CutShort));
        for header in ["{x}", "[1]", r#"{"x":{"dtype":"F32"}}"#, r#"{"x":1}"#] {
            assert!(matches!(read(&file(header)), Err(Problem::NoHeader { .. })), "{header}");
        }
    }
}
