//! The same data files from a folder, for training in a terminal and for tests.

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::catalog::{self, Catalog, image_shape};
use super::dataset::{Dataset, ImageShape, Split};
use super::open;
use fault::Fault;

/// All shards that lie in `folder` (`static/data`): the full set where `cargo xtask data` has brought it, else the
/// starter subset.
///
/// # Errors
/// [`Fault::Network`] when a file cannot be read, and the faults of [`open`].
pub fn load(folder: &Path, name: &str, classes: u8) -> Result<Dataset, Fault> {
    let full = folder.join("full").join("catalog.json");
    if full.exists() { load_listed(&full, folder, name, classes) } else { load_starter(folder, name, classes) }
}

/// The starter subset that lies in `folder`.
///
/// # Errors
/// Those of [`load`].
pub fn load_starter(folder: &Path, name: &str, classes: u8) -> Result<Dataset, Fault> {
    load_listed(&folder.join("catalog.json"), folder, name, classes)
}

fn load_listed(listing: &Path, folder: &Path, name: &str, classes: u8) -> Result<Dataset, Fault> {
    let file = listing.display().to_string();
    let listing = Catalog::parse(&file, &read(listing)?)?;
    let set = listing.set(name)?;
    let shape = image_shape(name);
    Ok(Dataset { train: split(folder, &set.train, classes, shape)?, test: split(folder, &set.test, classes, shape)? })
}

fn split(folder: &Path, shards: &[catalog::ShardFiles], classes: u8, shape: ImageShape) -> Result<Split, Fault> {
    let mut split = Split::expecting(shards.iter().map(|shard| shard.count as usize).collect(), shape);
    for (index, shard) in shards.iter().enumerate() {
        let unpacked = |file: &catalog::DataFile| unpack(&file.path, &read(&folder.join(&file.path))?);
        let arrived = open::shard(shard, &unpacked(&shard.images)?, &unpacked(&shard.labels)?, classes, shape)?;
        split.insert(index, &shard.images.path, arrived)?;
    }
    Ok(split)
}

fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    fs::read(path)
        .map_err(|error| Fault::Network { file: path.display().to_string(), detail: error.to_string().into() })
}

fn unpack(file: &str, packed: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut unpacked = Vec::new();
    let outcome = MultiGzDecoder::new(packed).read_to_end(&mut unpacked);
    outcome.map_err(|error| Fault::Unpack { file: file.to_owned(), detail: error.to_string().into() })?;
    Ok(unpacked)
}
