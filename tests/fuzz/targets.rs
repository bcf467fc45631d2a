//! The readers: what each is given, and what must hold of whatever it makes of it.

use std::collections::BTreeMap;

use emberlab::app::address::{self, Route};
use emberlab::automl::answers::Answers;
use emberlab::automl::sheet::Sheet;
use emberlab::automl::table::{MOST_ROWS, Note};
use emberlab::course::Manifest;
use emberlab::course::settings::Settings;
use emberlab::data::dataset::ImageShape;
use emberlab::data::{cifar, idx, open};
use emberlab::engine::checkpoint::Checkpoint;
use emberlab::engine::{imported_weights, rehearsal};
use emberlab::lessons::autograd::graph::Graph;
use emberlab::lessons::tensors::program::Program;
use emberlab::lessons::two_blobs::points;
use emberlab::lessons::{self, LESSONS};
use emberlab::torch_file::{self, StateDict, match_names};

use crate::made::zip;
use crate::seeds;

pub struct Target {
    pub name: &'static str,
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// What the format is made of.
    pub words: &'static [&'static [u8]],
    /// Panics where the reader is wrong.
    pub read: fn(&[u8]),
}

pub const TARGETS: &[Target] = &[
    Target { name: "idx", seeds: seeds::idx, words: seeds::IDX, read: idx_file },
    Target { name: "cifar", seeds: seeds::cifar, words: &[], read: cifar_batch },
    Target { name: "table", seeds: seeds::tables, words: seeds::CSV, read: table },
    Target { name: "torch", seeds: seeds::torch_files, words: seeds::ZIP, read: torch_archive },
    Target { name: "pickle", seeds: seeds::pickles, words: seeds::PICKLE, read: pickle },
    Target { name: "safetensors", seeds: seeds::checkpoints, words: seeds::JSON, read: saved_run },
    Target { name: "header", seeds: seeds::headers, words: seeds::JSON, read: header },
    Target { name: "tensors", seeds: seeds::programs, words: seeds::PROGRAM, read: tensor_program },
    Target { name: "autograd", seeds: seeds::programs, words: seeds::PROGRAM, read: graph },
    Target { name: "points", seeds: seeds::points, words: seeds::POINTS, read: placed_points },
    Target { name: "address", seeds: seeds::addresses, words: seeds::ADDRESS, read: address_bar },
];

pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// What was read is written as it was.
fn idx_file(bytes: &[u8]) {
    if let Ok(images) = idx::parse_images("f", bytes) {
        // A size of 0 may stand beside huge ones.
        let sizes = [images.count, images.channels, images.height_px, images.width_px];
        assert_eq!(images.pixels.len(), sizes.into_iter().fold(1_usize, usize::saturating_mul));
        let again = idx::parse_images("f", &idx::write_images(&images));
        assert_eq!(again.as_ref(), Ok(&images));
    }
    if let Ok(labels) = idx::parse_labels("f", bytes, 10) {
        assert_eq!(idx::write_labels(&labels), bytes);
    }
    let (images, labels) = bytes.split_at(bytes.len() / 2);
    for shape in [ImageShape::GRAY, ImageShape::COLOUR] {
        if let Ok(shard) = open::pair(("f", images), ("g", labels), 10, shape) {
            assert_eq!(shard.pixels.len(), shard.labels.len() * shape.values());
        }
    }
}

fn cifar_batch(bytes: &[u8]) {
    if let Ok(shard) = cifar::parse("f", bytes, 10) {
        assert_eq!(shard.pixels.len(), shard.labels.len() * ImageShape::COLOUR.values());
        assert!(shard.labels.iter().all(|label| *label < 10));
    }
}

/// Each of the first columns may be the class, and what was read can be predicted for.
fn table(bytes: &[u8]) {
    let Ok(sheet) = Sheet::read(bytes, MOST_ROWS, 1) else { return };
    assert_eq!(sheet.summaries().len(), sheet.names().len());
    for target in sheet.names().iter().take(3).map(String::as_str).chain([sheet.default_target()]) {
        let Ok(table) = sheet.table(target, &[]) else { continue };
        assert_eq!(table.target.answers.rows(), table.features.rows);
        if let Answers::Classes { of_row, .. } = &table.target.answers {
            assert!(of_row.iter().all(|class| *class < table.target.classes.len()));
        }
        // Rows without a class were not learned from, and may hold anything.
        if !table.notes.iter().any(|note| matches!(note, Note::TargetMissing { .. })) {
            let features = table.read_unlabelled(bytes, MOST_ROWS);
            assert!(features.is_ok(), "{features:?}");
        }
    }
}

fn torch_archive(bytes: &[u8]) {
    if let Ok(dict) = torch_file::read(bytes) {
        weights(&dict);
    }
}

/// In an archive that is as it should be.
fn pickle(bytes: &[u8]) {
    let numbers = [0; 4096];
    torch_archive(&zip(&[("a/data.pkl", bytes), ("a/data/0", &numbers), ("a/data/1", &numbers)]));
}

fn weights(dict: &StateDict) {
    for tensor in &dict.tensors {
        assert_eq!(tensor.values.len(), tensor.shape.iter().product::<usize>(), "{}", tensor.name);
    }
    let wanted: Vec<_> = [("conv1.weight", &[16, 1, 5, 5][..]), ("conv1.bias", &[16]), ("fc.weight", &[2, 3])]
        .map(|(name, shape)| (name.to_owned(), shape.to_vec()))
        .into();
    let matching = match_names(dict, &wanted);
    assert_eq!(torch_file::apply(dict, &matching).is_ok(), matching.is_complete());
}

/// As a saved run, which comes back as it was, and as weights from outside.
fn saved_run(bytes: &[u8]) {
    if let Ok(run) = Checkpoint::from_bytes("f", bytes) {
        let again = Checkpoint::from_bytes("f", &run.to_bytes());
        // NaN is not equal to itself.
        assert_eq!(again.map(|run| format!("{run:?}")), Ok(format!("{run:?}")));
    }
    if let Ok(dict) = imported_weights::open(bytes) {
        weights(&dict);
    }
}

/// With as many bytes behind it as a small net has, and its true length before it.
fn header(bytes: &[u8]) {
    let numbers = [0; 4096];
    saved_run(&[&(bytes.len() as u64).to_le_bytes(), bytes, &numbers].concat());
}

/// What can be read can be shown, cell by cell, and computed.
fn tensor_program(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let program = Program::read(&text);
    for cell in 0..program.result_cells() {
        assert_eq!(program.ancestry(cell).len(), program.tensors.len());
    }
    if program.mistake.is_none() {
        steps("tensors", &text);
    }
}

fn graph(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(graph) = Graph::new(&text, 1) {
        (0..graph.nodes.len()).for_each(|node| assert!(graph.backward_order(node).len() <= graph.nodes.len()));
        steps("autograd", &text);
    }
}

/// Some steps of the lesson whose setting `expr` is this text.
fn steps(lesson: &str, text: &str) {
    let lesson = lessons::trained::find(lesson).expect("the lesson of a target is there");
    // A fault has its own sentence; only a panic is wrong.
    let _ = rehearsal::rehearse_for(lesson, &[("expr", text)], 3);
}

fn placed_points(bytes: &[u8]) {
    let Ok(Some(read)) = points::read(&String::from_utf8_lossy(bytes)) else { return };
    assert_eq!(points::read(&points::write(&read)).map(|again| again.map(|again| again.len())), Ok(Some(read.len())));
}

/// For each lesson: an address that the page writes is read as what it was written from.
fn address_bar(bytes: &[u8]) {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().collect();
    for lesson in LESSONS {
        let (settings, wishes, _) = read_address(lesson, &pairs);
        let query = address::query(lesson.settings, &settings, &wishes);
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let (again, wishes_again, faults) = read_address(lesson, &pairs);
        assert_eq!((again, wishes_again, faults), (settings, wishes, Vec::new()), "{}: {query}", lesson.id);
    }
    let path = String::from_utf8_lossy(bytes);
    for base in ["/", "/some/folder/"] {
        let route = Route::of(base, &path);
        if let Route::Lesson(_) = &route {
            assert_eq!(Route::of(base, &route.path(base)), route);
        }
    }
}

type Read = (Settings, address::Wishes, Vec<emberlab::protocol::Fault>);

fn read_address(lesson: &Manifest, pairs: &[(String, String)]) -> Read {
    // Of several values of one key the page's router gives the last.
    let pairs: BTreeMap<&str, &str> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    address::read(lesson.settings, pairs)
}
