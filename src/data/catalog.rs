//! Which data files lie beside the page: `data/catalog.json` as plain data.
//!
//! Every shard is a pair of small, complete IDX files, gzip-compressed, so that training starts with the first one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dataset::ImageShape;
use fault::Fault;

/// All data sets, by the name that the setting `data` uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    pub sets: BTreeMap<String, Listing>,
}

/// The shards of both splits, in file order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub train: Vec<ShardFiles>,
    pub test: Vec<ShardFiles>,
}

/// `count` images and their labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardFiles {
    pub images: DataFile,
    pub labels: DataFile,
    pub count: u32,
}

/// One gzip-compressed IDX file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataFile {
    /// Relative to the site's folder `data/`.
    pub path: String,
    /// Size as stored, compressed.
    pub packed_bytes: u64,
    /// SHA-256 of the unpacked bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// A set larger than this is no download that opening a lesson may begin unasked.
const MOST_UNASKED_BYTES: u64 = 50_000_000;

/// What the images of the set of this name look like.
pub fn image_shape(set: &str) -> ImageShape {
    match set {
        "cifar10" => ImageShape::COLOUR,
        _ => ImageShape::GRAY,
    }
}

impl Catalog {
    /// Reads `catalog.json`.
    ///
    /// # Errors
    /// [`Fault::HtmlInstead`] when the server answered with a page, [`Fault::Unpack`] when it is no catalogue.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, Fault> {
        serde_json::from_slice(bytes).map_err(|error| match bytes.trim_ascii_start().first() {
            Some(b'<') => Fault::HtmlInstead { file: file.to_owned() },
            Some(_) | None => Fault::Unpack { file: file.to_owned(), detail: error.to_string().into() },
        })
    }

    /// The data set of this name.
    ///
    /// # Errors
    /// [`Fault::NoSuchData`] when it is not listed, or has no training or no test shard.
    pub fn set(&self, name: &str) -> Result<&Listing, Fault> {
        self.sets
            .get(name)
            .filter(|set| !set.train.is_empty() && !set.test.is_empty())
            .ok_or_else(|| Fault::NoSuchData { name: name.to_owned() })
    }
}

impl Listing {
    /// Compressed bytes of all its files.
    pub fn packed_bytes(&self) -> u64 {
        self.train.iter().chain(&self.test).map(ShardFiles::packed_bytes).sum()
    }

    /// Compressed bytes of what a lesson opens with: each split's first shard.
    pub fn first_bytes(&self) -> u64 {
        self.train.iter().take(1).chain(self.test.first()).map(ShardFiles::packed_bytes).sum()
    }

    /// Whether the shards after the first ones are fetched only once a step is asked for.
    pub fn waits_for_a_step(&self) -> bool {
        self.packed_bytes() > MOST_UNASKED_BYTES
    }
}

impl ShardFiles {
    /// Compressed bytes of both files.
    pub fn packed_bytes(&self) -> u64 {
        self.images.packed_bytes + self.labels.packed_bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_set_is_not_fetched_unasked() {
        let shard = |packed_bytes| ShardFiles {
            images: DataFile { packed_bytes, ..DataFile::default() },
            labels: DataFile { packed_bytes: 1, ..DataFile::default() },
            count: 1,
        };
        let listing = |rest| Listing { train: vec![shard(10), shard(rest)], test: vec![shard(5), shard(7)] };
        let (small, large) = (listing(30_000_000), listing(140_000_000));
        assert!(!small.waits_for_a_step() && large.waits_for_a_step());
        assert_eq!((large.packed_bytes(), large.first_bytes()), (140_000_026, 17));
    }
}
