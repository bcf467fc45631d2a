//! A net that PyTorch trained, loaded into the lesson it fits: the same classes, and clear words where it does not fit.
#![cfg(not(target_arch = "wasm32"))]

mod made;

use burn::tensor::Device;
use emberlab::course::settings::Settings;
use emberlab::data::{disk, loader};
use emberlab::engine::batch_tensors::Feed;
use emberlab::engine::checkpoint::Checkpoint;
use emberlab::engine::imported_weights::{answer, beginning, matched, open};
use emberlab::engine::learner::{Learner, learner};
use emberlab::engine::terminal::DATA_FOLDER;
use emberlab::lessons::cnn_mnist::{MANIFEST, model::Cnn};
use emberlab::lessons::trained::find;
use emberlab::protocol::{Answer, Diverging, Fault};
use emberlab::torch_file::{How, MOST_TENSORS, Overrides, Quantity, Tensor, TorchFileError, read};
use half::{bf16, f16};
use safetensors::tensor::{Dtype, TensorView, serialize};
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
    let dict = open(TRAINED).unwrap();
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
    let dict = open(&entries.to_bytes()).unwrap();
    assert_eq!(dict.tensors.len(), 6);
    assert!(matched(&dict, &*net, &Overrides::new()).unwrap().is_complete());
}

#[test]
fn what_does_not_fit_is_listed_and_can_be_chosen() {
    let mut dict = open(TRAINED).unwrap();
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
    let outcome = open(include_bytes!("fixtures/torch_file/os_system.pt")).map(drop);
    assert!(matches!(outcome, Err(Fault::Weights(TorchFileError::Global { .. }))), "{outcome:?}");
    let is_none = |bytes: &[u8]| assert_eq!(open(bytes).unwrap_err(), Fault::Weights(TorchFileError::NotWeights));
    is_none(b"<html>");
    is_none(b"");
    is_none(b"version https://git-lfs.github.com/spec/v1\n");
}

/// The trained net as safetensors, each tensor as `number` writes it, and more tensors beside.
fn safetensors(dtype: Dtype, number: impl Fn(f32) -> Vec<u8>, more: &[(&str, Dtype, Vec<u8>)]) -> Vec<u8> {
    let dict = read(TRAINED).unwrap();
    let bytes = |tensor: &Tensor| tensor.values.iter().flat_map(|&value| number(value)).collect::<Vec<u8>>();
    let tensors = dict.tensors.iter().map(|tensor| (tensor.name.as_str(), dtype, tensor.shape.clone(), bytes(tensor)));
    let more =
        more.iter().map(|(name, dtype, bytes)| (*name, *dtype, vec![bytes.len() * 8 / dtype.bitsize()], bytes.clone()));
    let all: Vec<_> = tensors.chain(more).collect();
    let view = |shape: &Vec<usize>, dtype, bytes| TensorView::new(dtype, shape.clone(), bytes).unwrap();
    let views = all.iter().map(|(name, dtype, shape, bytes)| (*name, view(shape, *dtype, bytes.as_slice())));
    serialize(views, None).unwrap()
}

/// How many of the first 1,000 test images the lesson's net reads with these weights.
fn right(file: &[u8]) -> usize {
    let settings = Settings::defaults(MANIFEST.settings);
    let (event, start) = answer("x", file, &Overrides::new(), find("cnn-mnist").unwrap(), &settings).unwrap();
    assert!(matches!(event, Answer::Matched { matching, .. } if matching.is_clear()));
    let mut net = cnn();
    Checkpoint::from_bytes("again", &start).unwrap().restore(&mut *net).unwrap();
    classes_of(&*net).1
}

#[test]
fn weights_of_every_precision_are_read_and_counters_are_named() {
    let double = safetensors(Dtype::F64, |value| f64::from(value).to_le_bytes().to_vec(), &[]);
    assert_eq!(right(&double), 963);
    for half in [
        safetensors(Dtype::F16, |value| f16::from_f32(value).to_le_bytes().to_vec(), &[]),
        safetensors(Dtype::BF16, |value| bf16::from_f32(value).to_le_bytes().to_vec(), &[]),
    ] {
        let right = right(&half);
        assert!((960..=966).contains(&right), "{right}");
    }
    let more = [
        ("batches_seen", Dtype::I64, 7_i64.to_le_bytes().to_vec()),
        ("mask", Dtype::BOOL, vec![1, 0]),
        ("layers.10.scale", Dtype::F8_E4M3, vec![1]),
        ("layers.9.scale", Dtype::F4, vec![1]),
    ];
    let counted = safetensors(Dtype::F32, |value| value.to_le_bytes().to_vec(), &more);
    assert_eq!(right(&counted), 963);
    let dict = open(&counted).unwrap();
    let notes: Vec<_> = dict.notes.iter().map(|note| (note.name.as_str(), note.dtype.as_str())).collect();
    let expected =
        [("batches_seen", "I64"), ("layers.9.scale", "F4"), ("layers.10.scale", "F8_E4M3"), ("mask", "BOOL")];
    assert_eq!(notes, expected);
}

#[test]
fn no_truncated_safetensors_file_is_read_and_none_panics() {
    let file = safetensors(Dtype::F16, |value| f16::from_f32(value).to_le_bytes().to_vec(), &[]);
    for length in (0..1000).chain([file.len() / 2, file.len() - 1]) {
        let error = open(&file[..length]).unwrap_err();
        let is_known =
            matches!(error, Fault::Weights(TorchFileError::NotWeights | TorchFileError::BadSafetensors { .. }));
        assert!(is_known, "{length}: {error}");
    }
    let zeros = vec![("x".to_owned(), TensorView::new(Dtype::F32, vec![0], &[]).unwrap()); 1];
    let many = (0..=MOST_TENSORS).map(|index| (format!("w{index}"), zeros[0].1.clone()));
    let error = open(&serialize(many, None).unwrap()).unwrap_err();
    let most = MOST_TENSORS as u64;
    assert_eq!(error, Fault::Weights(TorchFileError::TooLarge { what: Quantity::Tensors, most }));
}

#[test]
fn a_net_with_more_layers_is_not_clearly_the_same() {
    let mut tensors: Vec<_> = read(TRAINED).unwrap().tensors.iter().map(stored).collect();
    tensors.push(made::counter("bn.num_batches_tracked", 9));
    assert_eq!(right(&made::pt(&tensors)), 963);
    for name in ["bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"] {
        tensors.push(made::floats(name, &[16], &[1.0; 16]));
    }
    let matching = matched(&open(&made::pt(&tensors)).unwrap(), &*cnn(), &Overrides::new()).unwrap();
    assert!(matching.is_complete() && !matching.is_clear());
    assert_eq!(matching.unused, ["bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"]);
}

#[test]
fn weights_that_are_no_numbers_are_refused() {
    let settings = Settings::defaults(MANIFEST.settings);
    let mut tensors: Vec<_> = read(TRAINED).unwrap().tensors.iter().map(stored).collect();
    tensors[1].bytes[4..8].copy_from_slice(&f32::NAN.to_le_bytes());
    let error = answer("x", &made::pt(&tensors), &Overrides::new(), find("cnn-mnist").unwrap(), &settings)
        .map(drop)
        .unwrap_err();
    let expected = Fault::Weights(TorchFileError::NotFinite { tensors: vec![("conv1.bias".to_owned(), 1)] });
    assert_eq!(error, expected);
    let infinite = safetensors(Dtype::F64, |_| 1e300_f64.to_le_bytes().to_vec(), &[]);
    let error = answer("x", &infinite, &Overrides::new(), find("cnn-mnist").unwrap(), &settings).map(drop).unwrap_err();
    assert!(error.to_string().contains("fc.weight (15680)"), "{error}");

    // A run of our own that was saved in such a state.
    let mut run = pollster::block_on(Checkpoint::take(&*cnn(), meta(), Vec::new())).unwrap();
    run.tensors.get_mut("conv1.bias").unwrap().values[1] = f32::INFINITY;
    let again = Checkpoint::from_bytes("again", &run.to_bytes()).unwrap();
    let diverged = Fault::diverged(again.meta.step, Diverging::Weights, f32::INFINITY);
    assert_eq!(again.restore(&mut *cnn()).unwrap_err(), diverged);
}

fn stored(tensor: &Tensor) -> made::Stored {
    made::floats(&tensor.name, &tensor.shape, &tensor.values)
}

fn meta() -> emberlab::engine::checkpoint::Meta {
    let (lesson, settings) = ("cnn-mnist".to_owned(), Settings::default());
    emberlab::engine::checkpoint::Meta { version: 1, lesson, settings, step: 0, optimizer_time: 0 }
}
