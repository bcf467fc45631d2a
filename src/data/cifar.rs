//! CIFAR-10's own binary batches: bytes in, images and labels out.
//!
//! Layout (Krizhevsky, "The CIFAR-10 dataset", section "Binary version"): records of 3,073 bytes, a label, then the red, green
//! and blue planes of 32 rows of 32 values.

use super::dataset::{ImageShape, Shard};
use fault::Fault;

const RECORD_BYTES: usize = 1 + ImageShape::COLOUR.values();

/// Images in a batch of so many bytes. `file` is its name, for errors.
///
/// # Errors
/// [`Fault::WrongLength`] for a file that ends within a record or holds none.
pub fn count(file: &str, bytes: usize) -> Result<usize, Fault> {
    if bytes > 0 && bytes.is_multiple_of(RECORD_BYTES) {
        return Ok(bytes / RECORD_BYTES);
    }
    Err(Fault::WrongLength {
        file: file.to_owned(),
        expected_bytes: (bytes.div_ceil(RECORD_BYTES).max(1) * RECORD_BYTES) as u64,
        found_bytes: bytes as u64,
    })
}

/// Reads one batch.
///
/// # Errors
/// As [`count`], and [`Fault::LabelOutOfRange`].
pub fn parse(file: &str, bytes: &[u8], classes: u8) -> Result<Shard, Fault> {
    let count = count(file, bytes.len())?;
    let records = bytes.chunks_exact(RECORD_BYTES);
    let mut shard = Shard { pixels: Vec::with_capacity(bytes.len()), labels: Vec::with_capacity(count) };
    for (index, record) in records.enumerate() {
        let label = record[0];
        if label >= classes {
            let last = classes.saturating_sub(1);
            return Err(Fault::LabelOutOfRange { file: file.to_owned(), index: index as u64, label, last });
        }
        shard.labels.push(label);
        shard.pixels.extend_from_slice(&record[1..]);
    }
    Ok(shard)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two records whose values are their label.
    fn batch() -> Vec<u8> {
        [7, 3].iter().flat_map(|&label| [label; RECORD_BYTES]).collect()
    }

    #[test]
    fn records_are_a_label_and_three_planes() {
        let shard = parse("f", &batch(), 10).unwrap();
        assert_eq!(shard.labels, [7, 3]);
        assert_eq!(shard.pixels.len(), 2 * 3 * 32 * 32);
        assert!(shard.pixels[..3072].iter().all(|&value| value == 7));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |expected_bytes, found_bytes| Fault::WrongLength { file: "f".into(), expected_bytes, found_bytes };
        assert_eq!(parse("f", &batch()[..6000], 10), Err(wrong(6146, 6000)));
        assert_eq!(parse("f", &[], 10), Err(wrong(3073, 0)));
        let label = Fault::LabelOutOfRange { file: "f".into(), index: 0, label: 7, last: 6 };
        assert_eq!(parse("f", &batch(), 7), Err(label));
    }
}
