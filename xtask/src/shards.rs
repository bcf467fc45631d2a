//! Cutting the original files into shards: pairs of small, complete, gzip-compressed IDX files.

use std::fs;
use std::io::Write;
use std::path::Path;

use emberlab::data::catalog::{DataFile, ShardFiles, image_shape};
use emberlab::data::idx::{self, Images};
use flate2::{Compression, GzBuilder};

use crate::failure::Failure;
use crate::upstream::{Pair, Upstream, sha256};

/// All sets have ten classes.
pub const CLASSES: u8 = 10;

/// One split of a data set, unpacked.
pub struct Split {
    images: Images,
    labels: Vec<u8>,
    /// Images of each shard.
    sizes: &'static [usize],
}

impl Split {
    /// Reads and checks the original files.
    pub fn read(upstream: &Upstream, pair: &Pair) -> Result<Self, Failure> {
        let images = idx::parse_images(pair.images.name, &upstream.read(&pair.images)?)?;
        let labels = idx::parse_labels(pair.labels.name, &upstream.read(&pair.labels)?, CLASSES)?;
        idx::check_pair(pair.images.name, &images, pair.labels.name, &labels, image_shape(upstream.set))?;
        Ok(Self { images, labels, sizes: pair.shards })
    }

    /// Writes shard `index` as `<data>/<stem>-images.gz` and `<data>/<stem>-labels.gz`.
    pub fn write_shard(&self, index: usize, data: &Path, stem: &str) -> Result<ShardFiles, Failure> {
        let (start, count) = (self.sizes[..index].iter().sum::<usize>(), self.sizes[index]);
        let values = self.images.pixels.len() / self.images.count;
        let pixels = self.images.pixels[start * values..(start + count) * values].to_vec();
        let images = Images { count, pixels, ..self.images };
        let labels = &self.labels[start..start + count];
        Ok(ShardFiles {
            images: write_file(data, format!("{stem}-images.gz"), &idx::write_images(&images))?,
            labels: write_file(data, format!("{stem}-labels.gz"), &idx::write_labels(labels))?,
            count: count as u32,
        })
    }
}

fn write_file(data: &Path, name: String, bytes: &[u8]) -> Result<DataFile, Failure> {
    let path = data.join(&name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    }
    let packed = pack(bytes).map_err(Failure::file(&path))?;
    fs::write(&path, &packed).map_err(Failure::file(&path))?;
    Ok(DataFile { path: name, packed_bytes: packed.len() as u64, sha256: sha256(bytes) })
}

/// Neither name nor time nor platform goes into the header, so that the same bytes come out everywhere.
fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    const UNKNOWN_PLATFORM: u8 = 255;
    let mut encoder = GzBuilder::new().operating_system(UNKNOWN_PLATFORM).write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
