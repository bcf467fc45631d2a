//! IDX files, the format of MNIST and Fashion-MNIST, and of colour images here: bytes in, images or labels out. No reading, no unpacking.
//!
//! Layout (LeCun, Cortes and Burges, "The MNIST database", section "File formats"): big-endian u32 words, first the
//! magic number, then one size per dimension, then one byte per value.

use super::dataset::ImageShape;
use fault::Fault;

/// Images `[count, channels, height_px, width_px]`, one byte a value. Gray ones have one channel, and none in their file's
/// header: 0 is background, 255 is ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Images {
    pub count: usize,
    pub channels: usize,
    pub height_px: usize,
    pub width_px: usize,
    pub pixels: Vec<u8>,
}

/// Count, channels, height and width of an image file, and its values. `file` is its name, for errors.
///
/// # Errors
/// [`Fault::HtmlInstead`], [`Fault::BadMagic`] or [`Fault::WrongLength`].
pub fn split_images<'a>(file: &str, bytes: &'a [u8]) -> Result<([u32; 4], &'a [u8]), Fault> {
    if bytes.starts_with(&COLOUR_IMAGES_MAGIC.to_be_bytes()) {
        return split_header(file, bytes, COLOUR_IMAGES_MAGIC);
    }
    let ([count, height_px, width_px], pixels) = split_header(file, bytes, IMAGES_MAGIC)?;
    Ok(([count, 1, height_px, width_px], pixels))
}

/// Reads an image file.
///
/// # Errors
/// As [`split_images`].
pub fn parse_images(file: &str, bytes: &[u8]) -> Result<Images, Fault> {
    let (sizes, pixels) = split_images(file, bytes)?;
    let [count, channels, height_px, width_px] = sizes.map(|size| size as usize);
    Ok(Images { count, channels, height_px, width_px, pixels: pixels.to_vec() })
}

/// Reads a label file whose labels run from 0 to `classes - 1`.
///
/// # Errors
/// As [`parse_images`], and [`Fault::LabelOutOfRange`].
pub fn parse_labels(file: &str, bytes: &[u8], classes: u8) -> Result<Vec<u8>, Fault> {
    let ([_count], labels) = split_header(file, bytes, LABELS_MAGIC)?;
    match labels.iter().position(|&label| label >= classes) {
        None => Ok(labels.to_vec()),
        Some(index) => Err(Fault::LabelOutOfRange {
            file: file.to_owned(),
            index: index as u64,
            label: labels[index],
            last: classes.saturating_sub(1),
        }),
    }
}

/// Checks that images and labels belong together and that the images look as the lesson reads them.
///
/// # Errors
/// [`Fault::WrongImageSize`] or [`Fault::CountMismatch`].
pub fn check_pair(
    images_file: &str,
    images: &Images,
    labels_file: &str,
    labels: &[u8],
    shape: ImageShape,
) -> Result<(), Fault> {
    let size = |channels: usize, height_px: usize, width_px: usize| format!("{channels} x {height_px} x {width_px}");
    let found = size(images.channels, images.height_px, images.width_px);
    let expected = size(shape.channels, shape.side_px, shape.side_px);
    if found != expected {
        return Err(Fault::WrongImageSize { file: images_file.to_owned(), found, expected });
    }
    if images.count != labels.len() {
        return Err(Fault::CountMismatch {
            images: images_file.to_owned(),
            labels: labels_file.to_owned(),
            image_count: images.count as u64,
            label_count: labels.len() as u64,
        });
    }
    Ok(())
}

/// Writes images as an IDX file.
pub fn write_images(images: &Images) -> Vec<u8> {
    let [count, channels, height_px, width_px] =
        [images.count, images.channels, images.height_px, images.width_px].map(|size| size as u32);
    if channels == 1 {
        return join([IMAGES_MAGIC, count, height_px, width_px], &images.pixels);
    }
    join([COLOUR_IMAGES_MAGIC, count, channels, height_px, width_px], &images.pixels)
}

/// Writes labels as an IDX file.
pub fn write_labels(labels: &[u8]) -> Vec<u8> {
    join([LABELS_MAGIC, labels.len() as u32], labels)
}

/// Unsigned bytes (0x08) in three dimensions.
const IMAGES_MAGIC: u32 = 0x0803;
/// Unsigned bytes (0x08) in four dimensions.
const COLOUR_IMAGES_MAGIC: u32 = 0x0804;
/// Unsigned bytes (0x08) in one dimension.
const LABELS_MAGIC: u32 = 0x0801;

/// The sizes in the header and the values behind it, which are as many as the sizes say.
fn split_header<'a, const DIMENSIONS: usize>(
    file: &str,
    bytes: &'a [u8],
    expected: u32,
) -> Result<([u32; DIMENSIONS], &'a [u8]), Fault> {
    if bytes.trim_ascii_start().first() == Some(&b'<') {
        return Err(Fault::HtmlInstead { file: file.to_owned() });
    }
    let wrong_length =
        |expected_bytes| Fault::WrongLength { file: file.to_owned(), expected_bytes, found_bytes: bytes.len() as u64 };
    let header_bytes = 4 * (1 + DIMENSIONS as u64);
    let (&magic, mut rest) = bytes.split_first_chunk().ok_or_else(|| wrong_length(header_bytes))?;
    let found = u32::from_be_bytes(magic);
    if found != expected {
        return Err(Fault::BadMagic { file: file.to_owned(), expected, found });
    }
    let mut sizes = [0; DIMENSIONS];
    for size in &mut sizes {
        let (&word, after) = rest.split_first_chunk().ok_or_else(|| wrong_length(header_bytes))?;
        *size = u32::from_be_bytes(word);
        rest = after;
    }
    let values = sizes.iter().fold(1_u64, |product, &size| product.saturating_mul(u64::from(size)));
    if values != rest.len() as u64 {
        return Err(wrong_length(header_bytes.saturating_add(values)));
    }
    Ok((sizes, rest))
}

fn join<const WORDS: usize>(header: [u32; WORDS], values: &[u8]) -> Vec<u8> {
    header.iter().flat_map(|word| word.to_be_bytes()).chain(values.iter().copied()).collect()
}
