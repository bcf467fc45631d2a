//! Loops over the registry: everything a lesson needs is there, it trains on the CPU engine, the same seed gives the
//! same numbers, and saving loses nothing.
#![cfg(not(target_arch = "wasm32"))]

use emberlab::data::{disk, loader};
use emberlab::engine::checkpoint::Checkpoint;
use emberlab::engine::ledger::{Ledger, Unread};
use emberlab::engine::net::{Net, seeded};
use emberlab::engine::session::Session;
use emberlab::engine::terminal::{DATA_FOLDER, drive, open};
use emberlab::lessons::cnn_mnist::model::Cnn;
use emberlab::lessons::settings::{Domain, Settings};
use emberlab::lessons::{FIGURE, LESSONS, Manifest};
use emberlab::protocol::{Event, Fault};

use burn::tensor::{Device, Tensor, TensorData};

/// What one run gave.
#[derive(Default)]
struct Trace {
    losses: Vec<f64>,
    test_accuracy: f64,
    checkpoint: Vec<u8>,
}

fn settings(lesson: &Manifest, pairs: &[(&str, &str)]) -> Settings {
    let (settings, faults) = Settings::from_pairs(lesson.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    settings
}

fn finish(mut session: Session<Cnn>) -> Result<Trace, Fault> {
    let mut trace = Trace::default();
    session.run();
    drive(&mut session, |event, bulk| match event {
        Event::Progress { points, .. } => {
            trace.losses.extend(points.iter().filter(|point| point.metric == "train-loss").map(|point| point.value));
        }
        Event::Evaluation { evaluation, .. } => trace.test_accuracy = evaluation.accuracy,
        Event::Checkpoint { .. } => trace.checkpoint = bulk,
        _ => {}
    })?;
    Ok(trace)
}

fn train(lesson: &'static Manifest, pairs: &[(&str, &str)]) -> Trace {
    finish(open(lesson, settings(lesson, pairs), None).unwrap()).unwrap()
}

#[test]
fn every_lesson_is_complete_in_both_languages() {
    for lesson in LESSONS {
        for text in [lesson.title, lesson.summary, lesson.html] {
            assert!(!text.en.trim().is_empty() && !text.zh.trim().is_empty(), "{}", lesson.id);
        }
        for html in [lesson.html.en, lesson.html.zh] {
            assert_eq!(html.matches(FIGURE).count(), 1, "{}: one figure", lesson.id);
            assert!(html.contains("<math") && !html.contains('$'), "{}: formulas", lesson.id);
        }
        for setting in lesson.settings {
            assert!(!setting.label.en.is_empty() && !setting.label.zh.is_empty(), "{}", setting.key);
            assert!(!setting.help.en.is_empty() && !setting.help.zh.is_empty(), "{}", setting.key);
            let default = setting.domain.default_value().to_string();
            assert!(setting.parse(&default).is_ok(), "{}: default {default}", setting.key);
            if let Domain::Integer { max, .. } = setting.domain {
                let too_large = (u128::from(max) + 1).to_string();
                assert!(setting.parse(&too_large).is_err(), "{}", setting.key);
            }
            assert!(setting.parse("soon").is_err(), "{}", setting.key);
        }
        assert!(lesson.sources.iter().all(|(_, text)| text.starts_with("//!")), "{}", lesson.id);
    }
}

#[test]
fn the_same_seed_gives_the_same_curve_and_another_seed_another() {
    for lesson in LESSONS {
        let pairs = |seed| [("seed", seed), ("limit", "1000"), ("eval", "0")];
        let first = train(lesson, &pairs("1"));
        assert_eq!(first.losses, train(lesson, &pairs("1")).losses, "{}", lesson.id);
        assert_ne!(first.losses, train(lesson, &pairs("2")).losses, "{}", lesson.id);
        assert!(first.losses.last() < first.losses.first(), "{}: the loss falls", lesson.id);
    }
}

#[test]
fn a_run_that_was_saved_half_way_ends_where_an_unbroken_one_does() {
    for optimizer in ["adam", "sgd", "momentum"] {
        let lesson = &emberlab::lessons::cnn_mnist::MANIFEST;
        let pairs = [("limit", "500"), ("epochs", "2"), ("eval", "0"), ("optimizer", optimizer)];
        let unbroken = train(lesson, &pairs);

        let mut half = open(lesson, settings(lesson, &pairs), None).unwrap();
        let mut saved = Vec::new();
        let mut sink = |event, bulk| {
            if matches!(event, Event::Checkpoint { step: 7, .. }) {
                saved = bulk;
            }
        };
        for _ in 0..7 {
            half.single_step();
            drive(&mut half, &mut sink).unwrap();
        }
        let checkpoint = Checkpoint::from_bytes("saved", &saved).unwrap();
        assert_eq!(checkpoint.meta.step, 7);
        let resumed = finish(open(lesson, settings(lesson, &pairs), Some(&checkpoint)).unwrap()).unwrap();

        // `begin` announces the seven earlier losses again: the whole curve is there.
        assert_eq!(resumed.losses, unbroken.losses, "{optimizer}");
        assert_eq!(resumed.test_accuracy.to_bits(), unbroken.test_accuracy.to_bits(), "{optimizer}");
    }
}

#[test]
fn a_file_that_does_not_fit_says_what_differs() {
    let lesson = &emberlab::lessons::cnn_mnist::MANIFEST;
    let saved = train(lesson, &[("limit", "50"), ("eval", "0")]).checkpoint;
    let mut checkpoint = Checkpoint::from_bytes("saved", &saved).unwrap();
    assert_eq!(checkpoint.tensors["fc.weight"].shape, [10, 1568], "PyTorch's layout");
    assert_eq!(Checkpoint::from_bytes("again", &checkpoint.to_bytes()).unwrap(), checkpoint);

    let bias = checkpoint.tensors.remove("conv1.bias").unwrap();
    checkpoint.tensors.insert("conv9.bias".to_owned(), bias);
    checkpoint.tensors.get_mut("fc.bias").unwrap().shape = vec![5, 2];
    let Err(Fault::CheckpointMismatch { differences }) = open(lesson, settings(lesson, &[]), Some(&checkpoint)) else {
        panic!("the file must not fit");
    };
    for name in ["conv1.bias", "conv9.bias", "fc.bias"] {
        assert!(differences.iter().any(|difference| difference.starts_with(name)), "{name}: {differences:?}");
    }
    for (bytes, what) in [(&b"<html>"[..], "a page"), (&saved[..200], "a part"), (&[][..], "nothing")] {
        assert!(matches!(Checkpoint::from_bytes("x", bytes), Err(Fault::NotACheckpoint { .. })), "{what}");
    }
}

#[test]
fn a_loss_that_is_no_number_is_called_divergence() {
    let device = Device::flex();
    for loss in [f32::NAN, f32::INFINITY] {
        let mut ledger = Ledger::default();
        let logits = Tensor::from_floats([[0.0, 1.0]], &device);
        ledger.push(Unread { step: 5, loss: Tensor::from_floats([loss], &device), logits, classes: vec![1] });
        assert!(matches!(pollster::block_on(ledger.read()), Err(Fault::Diverged { step: 5, .. })), "{loss}");
    }
}

#[test]
fn the_cnn_has_the_shapes_its_comments_say() {
    let device = Device::flex();
    let net = seeded::<Cnn>(1, &device);
    let output = net.forward(Tensor::zeros([3, 1, 28, 28], &device));
    assert_eq!((output.features.dims(), output.logits.dims()), ([3, 1568], [3, 10]));
    let shapes: Vec<_> = net
        .activations(Tensor::zeros([1, 1, 28, 28], &device))
        .iter()
        .map(|activation| (activation.name, activation.images.dims()))
        .collect();
    let expected = [
        ("conv1.filters", [16, 1, 5, 5]),
        ("conv1.maps", [16, 1, 28, 28]),
        ("conv2.filters", [32, 1, 5, 5]),
        ("conv2.maps", [32, 1, 14, 14]),
    ];
    assert_eq!(shapes, expected);
    assert_eq!(Cnn::layers().iter().map(|layer| layer.parameters).sum::<u64>(), 28_938);
}

#[test]
fn the_first_weights_are_pytorchs_uniform_distribution() {
    let net = seeded::<Cnn>(1, &Device::flex());
    let optimizer = emberlab::engine::optimizer::Optimizer::new("sgd");
    let saved = pollster::block_on(Checkpoint::take(&net, &optimizer, empty_meta(), Vec::new())).unwrap();
    for (name, fan_in) in [("conv1.weight", 25.0f32), ("conv2.weight", 400.0), ("fc.weight", 1568.0)] {
        let bound = 1.0 / fan_in.sqrt();
        let values = &saved.tensors[name].values;
        let variance = values.iter().map(|value| value * value).sum::<f32>() / values.len() as f32;
        assert!(values.iter().all(|value| value.abs() <= bound), "{name}");
        assert!((variance / (bound * bound / 3.0) - 1.0).abs() < 0.15, "{name}: variance {variance}");
    }
}

fn empty_meta() -> emberlab::engine::checkpoint::Meta {
    emberlab::engine::checkpoint::Meta {
        version: 1,
        lesson: String::new(),
        settings: Settings::default(),
        step: 0,
        optimizer_time: 0,
    }
}

#[test]
fn pixels_become_numbers_between_zero_and_one() {
    let data = disk::load(DATA_FOLDER.as_ref(), "mnist", 10).unwrap();
    let batch = loader::batch(&data.train, [0, 1]).unwrap();
    assert_eq!(batch.classes, [5, 0], "MNIST begins with a five and a zero");
    let images = Tensor::<1>::from_data(TensorData::from(batch.images.as_slice()), &Device::flex());
    let largest: f32 = images.clone().max().into_scalar();
    let smallest: f32 = images.min().into_scalar();
    assert_eq!((smallest, largest), (0.0, 1.0));
}
