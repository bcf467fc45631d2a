//! Bad data: each kind ends in a fault that names it, and nothing more: once the host is mended, Reset goes on.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::browser::Browser;
use crate::host::Host;
use crate::page::{LESSON, Page};
use crate::report::{Trouble, ensure};

/// A way to spoil a file.
pub struct Case {
    /// What `data-code` must say.
    pub code: &'static str,
    file: Spoilt,
    spoil: fn(&Shard) -> Vec<u8>,
}

/// MNIST's first training shard: both files as they are stored, and unpacked.
struct Shard {
    packed_images: Vec<u8>,
    packed_labels: Vec<u8>,
    images: Vec<u8>,
    labels: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Spoilt {
    Images,
    Labels,
}

/// IDX headers: the magic number and the count come first, then an image file's height and width.
const LABELS_HEADER_BYTES: usize = 8;
const COUNT_BYTES: std::ops::Range<usize> = 4..8;

pub static ALL: [Case; 7] = [
    Case { code: "bad-magic", file: Spoilt::Images, spoil: |shard| shard.packed_labels.clone() },
    Case { code: "wrong-length", file: Spoilt::Images, spoil: |shard| pack(&shard.images[..shard.images.len() / 2]) },
    Case { code: "unpack", file: Spoilt::Images, spoil: |shard| shard.packed_images[..5000].to_vec() },
    Case { code: "count-mismatch", file: Spoilt::Labels, spoil: |shard| pack(&one_label_less(&shard.labels)) },
    Case { code: "label-out-of-range", file: Spoilt::Labels, spoil: |shard| pack(&with_label(&shard.labels, 10)) },
    Case { code: "html-instead", file: Spoilt::Labels, spoil: |_| b"<!doctype html><title>Home</title>".to_vec() },
    Case { code: "checksum", file: Spoilt::Images, spoil: |shard| pack(&one_pixel_changed(&shard.images)) },
];

/// A host of its own, and so an empty cache.
pub async fn check(browser: &Browser, case: &Case) -> Result<String, Trouble> {
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    let catalog = host.catalog()?;
    let entry = &catalog["sets"]["mnist"]["train"][0];
    let path = |kind: &str| format!("data/{}", entry[kind]["path"].as_str().unwrap_or_default());
    let (packed_images, packed_labels) = (host.read(&path("images"))?, host.read(&path("labels"))?);
    let (images, labels) = (unpack(&packed_images)?, unpack(&packed_labels)?);
    let spoilt = match case.file {
        Spoilt::Images => path("images"),
        Spoilt::Labels => path("labels"),
    };
    host.serve_instead(&spoilt, (case.spoil)(&Shard { packed_images, packed_labels, images, labels }));

    page.open(&format!("{LESSON}?limit=500&eval=0&backend=cpu")).await?;
    let broken = page.until_fault(case.code, 60).await?;
    let text = broken.fault_text.unwrap_or_default();
    let name = spoilt.rsplit('/').next().unwrap_or_default();
    ensure(text.contains(name), || format!("the fault does not name {name}: {text}"))?;

    host.mend();
    page.click("reset").await?;
    page.until("the mended data", 60, |now| now.is("ready")).await?;
    page.click("step").await?;
    page.until("a step after the fault", 60, |now| now.steps() == 1).await?;
    Ok(format!("“{}”", text.trim_end_matches('×').trim()))
}

fn one_label_less(labels: &[u8]) -> Vec<u8> {
    let mut labels = labels[..labels.len() - 1].to_vec();
    let count = (labels.len() - LABELS_HEADER_BYTES) as u32;
    labels[COUNT_BYTES].copy_from_slice(&count.to_be_bytes());
    labels
}

fn with_label(labels: &[u8], label: u8) -> Vec<u8> {
    let mut labels = labels.to_vec();
    labels[LABELS_HEADER_BYTES + 7] = label;
    labels
}

fn one_pixel_changed(images: &[u8]) -> Vec<u8> {
    let mut images = images.to_vec();
    let middle = images.len() / 2;
    images[middle] ^= 1;
    images
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("writing to memory succeeds")
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}
