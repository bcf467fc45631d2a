//! CIFAR-10 as its authors publish it: binary batches, five for training and one for testing.

use std::fs;
use std::path::Path;

use emberlab::data::cifar;
use emberlab::data::dataset::{ImageShape, Shard};
use emberlab::data::idx::{Images, write_images, write_labels};

use crate::failure::Failure;
use crate::shards::CLASSES;

const TRAIN: &[&str] =
    &["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"];
const TEST: &[&str] = &["test_batch.bin"];

/// The IDX file of this name, from the batches in `folder`.
pub fn idx_file(folder: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    let batches = if name.starts_with("train-") { TRAIN } else { TEST };
    let mut whole = Shard { pixels: Vec::new(), labels: Vec::new() };
    for batch in batches {
        let path = folder.join(batch);
        let shard = cifar::parse(batch, &fs::read(&path).map_err(Failure::file(&path))?, CLASSES)?;
        whole.pixels.extend(shard.pixels);
        whole.labels.extend(shard.labels);
    }
    let Shard { pixels, labels } = whole;
    if name.contains("labels") {
        return Ok(write_labels(&labels));
    }
    let ImageShape { channels, side_px } = ImageShape::COLOUR;
    Ok(write_images(&Images { count: labels.len(), channels, height_px: side_px, width_px: side_px, pixels }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use emberlab::data::idx::{parse_images, parse_labels};

    #[test]
    fn batches_follow_one_another() {
        let folder = std::env::temp_dir().join(format!("emberlab-batches-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        // One record a batch, whose values are all its label.
        for (label, batch) in TRAIN.iter().chain(TEST).enumerate() {
            fs::write(folder.join(batch), [label as u8; 3073]).unwrap();
        }
        let images = parse_images("f", &idx_file(&folder, "train-images-idx4-ubyte").unwrap()).unwrap();
        assert_eq!((images.count, images.channels, images.height_px, images.width_px), (5, 3, 32, 32));
        assert!(images.pixels.chunks(3072).zip(0..).all(|(image, label)| image.iter().all(|value| *value == label)));
        let labels = |name: &str| parse_labels("f", &idx_file(&folder, name).unwrap(), CLASSES).unwrap();
        assert_eq!(labels("train-labels-idx1-ubyte"), [0, 1, 2, 3, 4]);
        assert_eq!(labels("t10k-labels-idx1-ubyte"), [5]);
        fs::remove_dir_all(folder).unwrap();
    }
}
