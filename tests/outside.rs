//! A net that PyTorch trained, loaded into the lesson it fits: the same classes, and clear words where it does not fit.
#![cfg(not(target_arch = "wasm32"))]

use burn::tensor::Device;
use emberlab::data::{disk, loader};
use emberlab::engine::checkpoint::Checkpoint;
use emberlab::engine::feed::Feed;
use emberlab::engine::learner::{Learner, learner};
use emberlab::engine::outside::{beginning, matched, open};
use emberlab::engine::terminal::DATA_FOLDER;
use emberlab::lessons::cnn_mnist::{MANIFEST, model::Cnn};
use emberlab::lessons::settings::Settings;
use emberlab::protocol::Fault;
use emberlab::torch_file::{How, Overrides, TorchFileError};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    /// What PyTorch makes of the first 1,000 test images.
    classes: Vec<usize>,
    right: usize,
}

const TRAINED: &[u8] = include_bytes!("fixtures/cnn_mnist.pt");

fn cnn() -> Box<dyn Learner> {
    learner::<Cnn>(&Settings::defaults(MANIFEST.settings), &Device::flex())
}

fn classes_of(net: &dyn Learner) -> (Vec<usize>, usize) {
    let data = disk::load(DATA_FOLDER.as_ref(), "mnist", 10).unwrap();
    let (mut classes, mut right) = (Vec::new(), 0);
    for start in (0..1000).step_by(100) {
        let batch = loader::batch(&data.test, start..start + 100).unwrap();
        let feed = Feed::of(&MANIFEST, &Settings::default());
        let logits = net.classify(feed.images(batch.images, &Device::flex())).logits;
        let logits: Vec<f32> = logits.into_data().try_into_vec().unwrap();
        for (row, &class) in logits.chunks_exact(10).zip(&batch.classes) {
            let predicted = (0..10).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap();
            right += usize::from(predicted == class as usize);
            classes.push(predicted);
        }
    }
    (classes, right)
}

#[test]
fn a_net_from_pytorch_predicts_the_same_classes() {
    let fixture: Fixture = serde_json::from_str(include_str!("fixtures/cnn_mnist.json")).unwrap();
    let mut net = cnn();
    let dict = open("cnn.pt", TRAINED).unwrap();
    let matching = matched(&dict, &*net, &Overrides::new()).unwrap();
    assert!(matching.places.iter().all(|place| place.how == How::Exact), "{matching:?}");
    let checkpoint = beginning(&dict, &matching, "cnn-mnist", &Settings::defaults(MANIFEST.settings)).unwrap();
    Checkpoint::from_bytes("again", &checkpoint.to_bytes()).unwrap().restore(&mut *net).unwrap();
    assert_eq!(classes_of(&*net), (fixture.classes, fixture.right));
}

#[test]
fn a_file_of_our_own_without_its_metadata_is_weights_from_outside() {
    let net = cnn();
    let entries = pollster::block_on(Checkpoint::take(&*net, meta(), Vec::new())).unwrap();
    let dict = open("saved.safetensors", &entries.to_bytes()).unwrap();
    assert_eq!(dict.tensors.len(), 6);
    assert!(matched(&dict, &*net, &Overrides::new()).unwrap().is_complete());
}

#[test]
fn what_does_not_fit_is_listed_and_can_be_chosen() {
    let mut dict = open("cnn.pt", TRAINED).unwrap();
    for tensor in &mut dict.tensors {
        tensor.name = tensor.name.replace("conv1", "first").replace("fc", "net.fc");
    }
    let net = cnn();
    let matching = matched(&dict, &*net, &Overrides::new()).unwrap();
    let how: Vec<_> = matching.places.iter().map(|place| (place.wanted.as_str(), &place.how)).collect();
    assert!(how.contains(&("conv1.weight", &How::Shape)) && how.contains(&("fc.bias", &How::Affix)), "{how:?}");

    let wrong = Overrides::from([("fc.bias".to_owned(), "conv2.bias".to_owned())]);
    let matching = matched(&dict, &*net, &wrong).unwrap();
    let outcome = beginning(&dict, &matching, "cnn-mnist", &Settings::default()).map(drop);
    assert!(matches!(outcome, Err(Fault::Weights(TorchFileError::WrongShape { .. }))), "{outcome:?}");
    let unknown = Overrides::from([("fc.bias".to_owned(), "nothing".to_owned())]);
    assert!(matched(&dict, &*net, &unknown).is_err());
}

#[test]
fn a_file_that_asks_for_more_than_weights_is_refused() {
    let outcome = open("bad.pt", include_bytes!("fixtures/torch_file/os_system.pt")).map(drop);
    assert!(matches!(outcome, Err(Fault::Weights(TorchFileError::Global { .. }))), "{outcome:?}");
    let outcome = open("page.safetensors", b"<html>").map(drop);
    assert!(matches!(outcome, Err(Fault::NotACheckpoint { .. })), "{outcome:?}");
}

fn meta() -> emberlab::engine::checkpoint::Meta {
    let (lesson, settings) = ("cnn-mnist".to_owned(), Settings::default());
    emberlab::engine::checkpoint::Meta { version: 1, lesson, settings, step: 0, optimizer_time: 0 }
}
