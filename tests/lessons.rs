//! Loops over the registry: everything a lesson needs is there, it trains on the CPU engine, the same seed gives the
//! same numbers, and saving loses nothing.
#![cfg(not(target_arch = "wasm32"))]

#[path = "promises/mod.rs"]
mod promises;

use emberlab::course::Manifest;
use emberlab::course::program_text::with_settings;
use emberlab::course::settings::{Domain, Settings};
use emberlab::data::{disk, loader};
use emberlab::engine::checkpoint::Checkpoint;
use emberlab::engine::experiment::Picture;
use emberlab::engine::learner::learner;
use emberlab::engine::lesson::{Lesson, Training};
use emberlab::engine::net::{Net, seeded};
use emberlab::engine::rehearsal::rehearse_for;
use emberlab::engine::run::Run;
use emberlab::engine::step_log::{Ledger, Unread};
use emberlab::engine::terminal::{self, DATA_FOLDER, drive};
use emberlab::lessons::cnn_mnist::model::Cnn;
use emberlab::lessons::trained::{self, TRAINED};
use emberlab::protocol::{Diverging, Fault, RunEvent};
use emberlab::torch_file::TorchFileError;

use burn::tensor::{Device, Tensor, TensorData};

/// Lessons whose default run has nothing random in it.
const DRAWS_NOTHING: [&str; 2] = ["tensors", "autograd"];

/// Arrays that depend on the pictures before them: axes that turn from picture to picture instead of flipping.
const TURNS: [&str; 2] = ["hidden", "hidden-share"];

/// Arrays that say when workers did what, and who was up by then.
const DIARY: [&str; 3] = ["parts", "combining", "staff"];

/// Where runs are saved, and how far they go.
const HALF_STEPS: u64 = 7;
const WHOLE_STEPS: u64 = 18;

/// What one run gave.
#[derive(Default)]
struct Trace {
    /// Metric, step and value, sorted.
    points: Vec<(String, u64, f64)>,
    step: u64,
    picture: Picture,
    checkpoint: Vec<u8>,
}

impl Trace {
    fn take(&mut self, event: RunEvent, bulk: Vec<u8>) {
        match event {
            // Announced with all earlier points.
            RunEvent::Prepared { .. } => self.points.clear(),
            RunEvent::Progress { points, progress, .. } => {
                self.step = progress.step;
                self.points.extend(points.into_iter().map(|point| (point.metric, point.step, point.value)));
                self.points.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
            }
            RunEvent::Picture(picture) => self.picture = picture.with_bulk(&bulk),
            RunEvent::Checkpoint { .. } => self.checkpoint = bulk,
            _ => {}
        }
    }
}

fn settings(lesson: &Manifest, pairs: &[(&str, &str)]) -> Settings {
    let (settings, faults) = Settings::from_pairs(lesson.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    settings
}

/// On the starter subset: at the end of an epoch all test images are classified, and the full sets have ten times as many.
fn open(lesson: &'static Lesson, settings: Settings, checkpoint: Option<&Checkpoint>) -> Result<Run, Fault> {
    terminal::open(lesson, settings, checkpoint, disk::load_starter)
}

/// Runs to the end.
fn train(lesson: &'static Lesson, pairs: &[(&str, &str)]) -> Trace {
    let mut run = open(lesson, settings(lesson, pairs), None).unwrap();
    let mut trace = Trace::default();
    run.run();
    drive(&mut run, |event, bulk| trace.take(event, bulk)).unwrap();
    trace
}

/// Takes so many steps, as far as there are any.
fn steps(mut run: Run, count: u64) -> Trace {
    let mut trace = Trace::default();
    drive(&mut run, |event, bulk| trace.take(event, bulk)).unwrap();
    for _ in 0..count {
        run.single_step();
        drive(&mut run, |event, bulk| trace.take(event, bulk)).unwrap();
    }
    trace
}

#[test]
fn one_or_two_settings_stand_on_the_stage() {
    for lesson in emberlab::lessons::LESSONS {
        let is_setting = |key: &&'static str| lesson.settings.iter().any(|setting| setting.key == *key);
        assert!(lesson.lead.len() <= 2 && lesson.lead.iter().all(is_setting), "{}", lesson.id);
    }
}

#[test]
fn every_lesson_is_complete_in_both_languages() {
    for lesson in TRAINED {
        for text in [lesson.title, lesson.summary] {
            assert!(!text.en.trim().is_empty() && !text.zh.trim().is_empty(), "{}", lesson.id);
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
            assert_eq!(setting.parse("soon").is_ok(), setting.is_text(), "{}", setting.key);
        }
    }
}

/// Settings that both programs have, and programs in which a setting means something else: its default differs, or all are tried.
const SHARED_BY_PROGRAMS: [&str; 4] = ["seed", "lr", "batch", "epochs"];
const WITHOUT_SHARED: [(&str, &str); 4] =
    [("autograd", "seed"), ("mini-batches", "epochs"), ("data-parallel", "epochs"), ("automl-titanic", "epochs")];

#[test]
fn a_lessons_settings_are_its_programs() {
    for lesson in TRAINED {
        let folder = lesson.id.replace('-', "_");
        let path = format!("{}/src/lessons/{folder}/program.py", env!("CARGO_MANIFEST_DIR"));
        let program = std::fs::read_to_string(path).expect("every lesson has a program in PyTorch");
        assert!(lesson.sources.contains(&"program.py"), "{}", lesson.id);
        let defaults = Settings::defaults(lesson.settings);
        assert_eq!(with_settings(&program, &defaults), program, "{}: both have the same defaults", lesson.id);
        for key in SHARED_BY_PROGRAMS {
            let is_left_out = WITHOUT_SHARED.contains(&(lesson.id, key));
            if defaults.value(key).is_some() && !is_left_out {
                let mut settings = defaults.clone();
                settings.set(lesson.settings, key, "7").expect("seven is small");
                assert_ne!(with_settings(&program, &settings), program, "{}: {key}", lesson.id);
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_numbers_and_another_seed_others() {
    for lesson in TRAINED {
        match lesson.training {
            Training::Images(_) => {
                let pairs = |seed| vec![("seed", seed), ("limit", "1000"), ("eval", "0")];
                let first = train(lesson, &pairs("1")).points;
                assert_eq!(first, train(lesson, &pairs("1")).points, "{}", lesson.id);
                assert_ne!(first, train(lesson, &pairs("2")).points, "{}", lesson.id);
                let losses: Vec<_> =
                    first.iter().filter(|point| point.0 == "train-loss").map(|point| point.2).collect();
                assert!(losses.last() < losses.first(), "{}: the loss falls", lesson.id);
            }
            Training::Lab(_) | Training::Table(..) => {
                let rehearsal = |seed| rehearse_for(lesson, &[("seed", seed)], 40).unwrap();
                let first = rehearsal("1");
                let again = rehearsal("1");
                assert_eq!(first.curves, again.curves, "{}", lesson.id);
                assert_eq!(bits(&first.picture), bits(&again.picture), "{}", lesson.id);
                let other = rehearsal("2");
                let is_seeded = bits(&first.picture) != bits(&other.picture) || first.curves != other.curves;
                assert_eq!(is_seeded, !DRAWS_NOTHING.contains(&lesson.id), "{}: another seed", lesson.id);
            }
        }
    }
}

/// All arrays but measured times, by name. Gaps in a picture are not numbers, and equal to each other.
fn bits(picture: &Picture) -> Vec<(&str, Vec<u32>)> {
    let is_measured = |name: &str| name.ends_with("-millis") || DIARY.contains(&name);
    let computed = picture.arrays.iter().filter(|array| !is_measured(&array.name));
    let bits = |name| picture.values(name).iter().map(|value| value.to_bits()).collect();
    computed.map(|array| (array.name.as_str(), bits(&array.name))).collect()
}

#[test]
fn a_run_that_was_saved_half_way_ends_where_an_unbroken_one_does() {
    for lesson in TRAINED {
        let runs: &[&[(&str, &str)]] = match lesson.training {
            Training::Images(_) => &[
                &[("limit", "500"), ("epochs", "2"), ("batch", "50"), ("eval", "0"), ("optimizer", "adam")],
                &[("limit", "500"), ("epochs", "2"), ("batch", "50"), ("eval", "0"), ("optimizer", "sgd")],
                &[("limit", "500"), ("epochs", "2"), ("batch", "50"), ("eval", "0"), ("optimizer", "momentum")],
            ],
            Training::Lab(_) | Training::Table(..) => &[&[]],
        };
        for pairs in runs {
            let whole = steps(open(lesson, settings(lesson, pairs), None).unwrap(), WHOLE_STEPS);
            let half = steps(open(lesson, settings(lesson, pairs), None).unwrap(), HALF_STEPS);
            let checkpoint = Checkpoint::from_bytes("saved", &half.checkpoint).unwrap();
            assert_eq!(checkpoint.meta.step, HALF_STEPS.min(whole.step), "{}", lesson.id);
            let rest = whole.step - checkpoint.meta.step;
            let resumed = steps(open(lesson, settings(lesson, pairs), Some(&checkpoint)).unwrap(), rest);

            // `begin` announces the earlier points again: the whole curve is there.
            assert_eq!(resumed.points, whole.points, "{} {pairs:?}", lesson.id);
            for (left, right) in bits(&resumed.picture).into_iter().zip(bits(&whole.picture)) {
                assert!(left == right || TURNS.contains(&left.0), "{} {pairs:?}: {}", lesson.id, left.0);
            }
            let weights = |trace: &Trace| {
                let mut tensors = Checkpoint::from_bytes("end", &trace.checkpoint).unwrap().tensors;
                tensors.retain(|name, _| !name.ends_with("-millis"));
                tensors
            };
            assert!(weights(&resumed) == weights(&whole), "{} {pairs:?}", lesson.id);
        }
    }
}

#[test]
fn a_file_that_does_not_fit_says_what_differs() {
    let lesson = trained::find("cnn-mnist").unwrap();
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
        assert!(
            differences.iter().any(|difference| difference.to_string().starts_with(name)),
            "{name}: {differences:?}"
        );
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

/// Weights so large that what is computed from them is no number, after the steps of a run that was saved.
fn spoilt(bytes: &[u8], name: &str, value: f32) -> Checkpoint {
    let mut checkpoint = Checkpoint::from_bytes("saved", bytes).unwrap();
    checkpoint.tensors.get_mut(name).unwrap().values.fill(value);
    checkpoint
}

#[test]
fn divergence_is_told_from_what_shows_it_first() {
    let lesson = trained::find("cnn-mnist").unwrap();
    let pairs = [("limit", "100"), ("batch", "50"), ("epochs", "2")];
    let with = |eval| settings(lesson, &[&pairs[..], &[("eval", eval)]].concat());
    let saved = train(lesson, &[("limit", "50"), ("batch", "50"), ("epochs", "1"), ("eval", "0")]).checkpoint;

    for value in [f32::NAN, f32::INFINITY] {
        let loaded = open(lesson, with("1"), Some(&spoilt(&saved, "conv1.bias", value)));
        assert_eq!(loaded.err(), Some(Fault::diverged(1, Diverging::Weights, value)), "loaded weights");
    }
    for (name, eval, what) in [
        ("conv2.weight", "1", Diverging::Features),
        ("fc.weight", "1", Diverging::TestLoss),
        ("fc.weight", "0", Diverging::Loss),
    ] {
        let mut run = open(lesson, with(eval), Some(&spoilt(&saved, name, f32::MAX))).unwrap();
        run.run();
        let mut kept = Vec::new();
        let outcome = drive(&mut run, |event, _| {
            if let RunEvent::Checkpoint { step, .. } = event {
                kept.push(step)
            }
        });
        assert!(matches!(&outcome, Err(Fault::Diverged { what: found, .. }) if *found == what), "{what}: {outcome:?}");
        assert!(kept.iter().all(|step| *step == 1), "{what}: nothing is kept of what diverged: {kept:?}");
    }
}

/// What the end-to-end case of divergence opens.
#[test]
fn far_too_large_a_learning_rate_ends_in_divergence() {
    let lesson = trained::find("mlp-fashion").unwrap();
    let mut run = open(lesson, settings(lesson, &[("limit", "500"), ("lr", "1e9")]), None).unwrap();
    run.run();
    let outcome = drive(&mut run, |_, _| {});
    assert!(matches!(outcome, Err(Fault::Diverged { .. })), "{outcome:?}");
}

#[test]
fn weights_that_lead_to_no_number_are_told_from_the_first_sign_on() {
    let lesson = trained::find("cnn-mnist").unwrap();
    let pairs = |eval| [("limit", "50"), ("batch", "10"), ("optimizer", "sgd"), ("lr", "10"), ("eval", eval)];
    let saved = train(lesson, &[("limit", "50"), ("optimizer", "sgd"), ("eval", "0")]).checkpoint;
    let scaled = |factors: &[(&str, f32)], step: u64| {
        let mut checkpoint = Checkpoint::from_bytes("saved", &saved).unwrap();
        for (name, factor) in factors {
            checkpoint.tensors.get_mut(*name).unwrap().values.iter_mut().for_each(|value| *value *= factor);
        }
        checkpoint.meta.step = step;
        checkpoint
    };
    // Features beyond all numbers: of a file before the first step, of a run after it.
    let evaluate = |step| {
        let large = scaled(&[("conv1.weight", 1e22), ("conv2.weight", 1e22)], step);
        let mut run = open(lesson, settings(lesson, &pairs("10")), Some(&large)).unwrap();
        drive(&mut run, |event, _| assert!(!matches!(event, RunEvent::Evaluation(_) | RunEvent::Checkpoint { .. })))
    };
    assert!(matches!(evaluate(0), Err(Fault::Weights(TorchFileError::Overflow { .. }))));
    assert!(matches!(evaluate(1), Err(Fault::Diverged { step: 1, .. })));
    // A last step whose loss is still a number, and whose weights are none: no file of them takes the last one's place.
    let large = scaled(&[("conv1.weight", 1e3), ("conv2.weight", 1e-6), ("fc.weight", 1e38)], 0);
    let mut run = open(lesson, settings(lesson, &pairs("0")), Some(&large)).unwrap();
    run.single_step();
    let mut losses = Vec::new();
    let outcome = drive(&mut run, |event, _| match event {
        RunEvent::Checkpoint { .. } => panic!("a file of no numbers"),
        RunEvent::Progress { points, .. } => {
            losses.extend(points.iter().filter(|point| point.step == 1).map(|p| p.value))
        }
        _ => {}
    });
    assert!(matches!(outcome, Err(Fault::Diverged { step: 1, .. })), "{outcome:?}");
    assert!(!losses.is_empty() && losses.iter().all(|loss| loss.is_finite()), "{losses:?}");
}

#[test]
fn the_cnn_has_the_shapes_its_comments_say() {
    let device = Device::flex();
    let net = seeded::<Cnn>(&cnn_settings(), &device);
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
    assert_eq!(net.layers().iter().map(|layer| layer.parameters).sum::<u64>(), 28_938);
}

#[test]
fn the_first_weights_are_pytorchs_uniform_distribution() {
    let net = learner::<Cnn>(&cnn_settings(), &Device::flex());
    let saved = pollster::block_on(Checkpoint::take(&*net, empty_meta(), Vec::new())).unwrap();
    for (name, fan_in) in [("conv1.weight", 25.0f32), ("conv2.weight", 400.0), ("fc.weight", 1568.0)] {
        let bound = 1.0 / fan_in.sqrt();
        let values = &saved.tensors[name].values;
        let variance = values.iter().map(|value| value * value).sum::<f32>() / values.len() as f32;
        assert!(values.iter().all(|value| value.abs() <= bound), "{name}");
        assert!((variance / (bound * bound / 3.0) - 1.0).abs() < 0.15, "{name}: variance {variance}");
    }
}

fn cnn_settings() -> Settings {
    Settings::defaults(emberlab::lessons::cnn_mnist::MANIFEST.settings)
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
