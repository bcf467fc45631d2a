//! The IDX parser on tiny hand-made files, one for each fault, and on the committed starter subset.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::io::Read;

use emberlab::data::catalog::{Catalog, DataFile, image_shape};
use emberlab::data::dataset::ImageShape;
use emberlab::data::idx::{Images, check_pair, parse_images, parse_labels, write_images, write_labels};
use emberlab::protocol::Fault;
use sha2::{Digest, Sha256};

/// Two images, one pixel high and three wide.
const IMAGES: &[u8] = &[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60];
/// Four labels.
const LABELS: &[u8] = &[0, 0, 8, 1, 0, 0, 0, 4, 7, 2, 1, 0];

#[test]
fn reads_what_the_header_says() {
    let images = parse_images("images", IMAGES).unwrap();
    assert_eq!(
        images,
        Images { count: 2, channels: 1, height_px: 1, width_px: 3, pixels: vec![10, 20, 30, 40, 50, 60] }
    );
    assert_eq!(parse_labels("labels", LABELS, 10).unwrap(), [7, 2, 1, 0]);
}

#[test]
fn writes_what_it_reads() {
    assert_eq!(write_images(&parse_images("images", IMAGES).unwrap()), IMAGES);
    assert_eq!(write_labels(&parse_labels("labels", LABELS, 10).unwrap()), LABELS);
}

#[test]
fn labels_in_place_of_images_have_the_wrong_magic_number() {
    check_images_fault(LABELS, &Fault::BadMagic { file: "f".into(), expected: 0x803, found: 0x801 });
    check_labels_fault(IMAGES, &Fault::BadMagic { file: "f".into(), expected: 0x801, found: 0x803 });
}

#[test]
fn a_packed_file_has_the_wrong_magic_number() {
    let gzip = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0];
    check_images_fault(&gzip, &Fault::BadMagic { file: "f".into(), expected: 0x803, found: 0x1f8b_0800 });
}

#[test]
fn a_file_that_is_cut_short_or_too_long_is_refused() {
    let fault = |found_bytes| Fault::WrongLength { file: "f".into(), expected_bytes: 22, found_bytes };
    check_images_fault(&IMAGES[..21], &fault(21));
    check_images_fault(&[IMAGES, &[0]].concat(), &fault(23));
    check_labels_fault(&LABELS[..9], &Fault::WrongLength { file: "f".into(), expected_bytes: 12, found_bytes: 9 });
}

#[test]
fn a_file_without_a_whole_header_is_refused() {
    for found in [0, 3, 4, 15] {
        let fault = Fault::WrongLength { file: "f".into(), expected_bytes: 16, found_bytes: found };
        check_images_fault(&IMAGES[..found as usize], &fault);
    }
}

#[test]
fn sizes_beyond_all_memory_are_refused() {
    let header = [0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255];
    let fault = Fault::WrongLength { file: "f".into(), expected_bytes: u64::MAX, found_bytes: 16 };
    check_images_fault(&header, &fault);
}

#[test]
fn a_web_page_in_place_of_data_is_called_so() {
    for page in ["<!doctype html>", "\n  <html></html>"] {
        check_images_fault(page.as_bytes(), &Fault::HtmlInstead { file: "f".into() });
        check_labels_fault(page.as_bytes(), &Fault::HtmlInstead { file: "f".into() });
        let fault = Catalog::parse("f", page.as_bytes()).unwrap_err();
        assert_eq!(fault, Fault::HtmlInstead { file: "f".into() });
    }
}

#[test]
fn colour_images_have_a_size_more() {
    let images = Images { count: 1, channels: 3, height_px: 1, width_px: 2, pixels: vec![1, 2, 3, 4, 5, 6] };
    let bytes = write_images(&images);
    assert_eq!(bytes[..4], [0, 0, 8, 4]);
    assert_eq!(parse_images("f", &bytes), Ok(images));
    let fault = Fault::WrongLength { file: "f".into(), expected_bytes: 26, found_bytes: 25 };
    check_images_fault(&bytes[..25], &fault);
}

#[test]
fn a_label_beyond_the_classes_is_refused() {
    let fault = parse_labels("f", LABELS, 7).unwrap_err();
    assert_eq!(fault, Fault::LabelOutOfRange { file: "f".into(), index: 0, label: 7, last: 6 });
}

#[test]
fn images_and_labels_must_belong_together() {
    let images = Images { count: 1, channels: 1, height_px: 28, width_px: 28, pixels: vec![0; 784] };
    assert_eq!(check_pair("i", &images, "l", &[3], ImageShape::GRAY), Ok(()));
    let fault = Fault::CountMismatch { images: "i".into(), labels: "l".into(), image_count: 1, label_count: 2 };
    assert_eq!(check_pair("i", &images, "l", &[3, 4], ImageShape::GRAY), Err(fault));
}

#[test]
fn images_must_have_the_size_the_lessons_read() {
    let images = parse_images("i", IMAGES).unwrap();
    let fault = Fault::WrongImageSize { file: "i".into(), found: "1 x 1 x 3".into(), expected: "3 x 32 x 32".into() };
    assert_eq!(check_pair("i", &images, "l", &[0, 1], ImageShape::COLOUR), Err(fault));
}

/// Every byte of both files is set to every value, and both are cut everywhere: a result each time, never a panic.
#[test]
fn no_bytes_make_it_panic() {
    for file in [IMAGES, LABELS] {
        for place in 0..file.len() {
            for value in 0..=255 {
                let mut bytes = file.to_vec();
                bytes[place] = value;
                let _ = parse_images("f", &bytes);
                let _ = parse_labels("f", &bytes, 10);
            }
            let _ = parse_images("f", &file[..place]);
            let _ = parse_labels("f", &file[..place], 10);
        }
    }
}

#[test]
fn the_starter_subset_is_what_its_catalogue_says() {
    let catalog = starter_catalog();
    for (name, train, test) in [("mnist", 6000, 1000), ("fashion", 6000, 1000), ("cifar10", 1000, 500)] {
        let set = catalog.set(name).unwrap();
        for (shards, count) in [(&set.train, train), (&set.test, test)] {
            let [shard] = shards.as_slice() else { panic!("{name} has {} shards", shards.len()) };
            assert_eq!(shard.count, count);
            let images = parse_images(&shard.images.path, &unpack(&shard.images)).unwrap();
            let labels = parse_labels(&shard.labels.path, &unpack(&shard.labels), 10).unwrap();
            check_pair(&shard.images.path, &images, &shard.labels.path, &labels, image_shape(name)).unwrap();
            assert_eq!(images.count, count as usize);
            assert!((0..10).all(|class| labels.contains(&class)));
        }
    }
}

#[test]
fn the_first_test_labels_are_the_known_ones() {
    let first_labels = |name: &str| {
        let file = &starter_catalog().sets[name].test[0].labels;
        parse_labels(&file.path, &unpack(file), 10).unwrap()[..10].to_vec()
    };
    assert_eq!(first_labels("mnist"), [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    assert_eq!(first_labels("fashion"), [9, 2, 1, 1, 6, 1, 4, 6, 5, 7]);
}

#[test]
fn a_data_set_that_is_not_listed_is_named_in_the_fault() {
    let fault = starter_catalog().set("cifar100").unwrap_err();
    assert_eq!(fault, Fault::NoSuchData { name: "cifar100".into() });
}

fn check_images_fault(bytes: &[u8], expected: &Fault) {
    assert_eq!(parse_images("f", bytes).as_ref(), Err(expected));
}

fn check_labels_fault(bytes: &[u8], expected: &Fault) {
    assert_eq!(parse_labels("f", bytes, 10).as_ref(), Err(expected));
}

fn starter_catalog() -> Catalog {
    let path = "static/data/catalog.json";
    Catalog::parse(path, &fs::read(path).unwrap()).unwrap()
}

/// The file's unpacked bytes, after comparing size and checksum with the catalogue.
fn unpack(file: &DataFile) -> Vec<u8> {
    let packed = fs::read(format!("static/data/{}", file.path)).unwrap();
    assert_eq!(packed.len() as u64, file.packed_bytes, "{}", file.path);
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
    let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(sha256, file.sha256, "{}", file.path);
    bytes
}
