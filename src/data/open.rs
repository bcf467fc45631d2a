//! From packed bytes to a verified shard.

use sha2::{Digest, Sha256};

use super::catalog;
use super::dataset::{ImageShape, Shard};
use super::idx;
use fault::Fault;

/// Checks the unpacked bytes against the catalogue.
///
/// # Errors
/// [`Fault::HtmlInstead`] for a web page, [`Fault::Checksum`] for any other bytes than the listed ones.
pub fn verify(file: &catalog::DataFile, unpacked: &[u8]) -> Result<(), Fault> {
    let found: String = Sha256::digest(unpacked).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == file.sha256 {
        return Ok(());
    }
    Err(Fault::Checksum { file: file.path.clone(), expected: file.sha256.clone(), found })
}

/// Images and labels of one shard from the unpacked bytes of its two files.
///
/// # Errors
/// The IDX faults of [`idx`], by the files' names. What the file says of itself comes before its checksum: it tells
/// the reader more.
pub fn shard(
    entry: &catalog::ShardFiles,
    images: &[u8],
    labels: &[u8],
    classes: u8,
    shape: ImageShape,
) -> Result<Shard, Fault> {
    let shard = pair((&entry.images.path, images), (&entry.labels.path, labels), classes, shape)?;
    verify(&entry.images, images)?;
    verify(&entry.labels, labels)?;
    Ok(shard)
}

/// Images and labels that belong together, each a name and unpacked bytes.
///
/// # Errors
/// The IDX faults of [`idx`].
pub fn pair(images: (&str, &[u8]), labels: (&str, &[u8]), classes: u8, shape: ImageShape) -> Result<Shard, Fault> {
    let pixels = idx::parse_images(images.0, images.1)?;
    let classes = idx::parse_labels(labels.0, labels.1, classes)?;
    idx::check_pair(images.0, &pixels, labels.0, &classes, shape)?;
    Ok(Shard { pixels: pixels.pixels, labels: classes })
}
