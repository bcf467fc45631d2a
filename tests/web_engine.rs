//! The engine where it lives: the same few training steps in a browser and natively give the same losses.
#![cfg(feature = "cpu")]

use std::cell::RefCell;
use std::rc::Rc;

use burn::tensor::Device;
use emberlab::course::settings::Settings;
use emberlab::data::dataset::{Dataset, ImageShape, Shard, Split};
use emberlab::engine::run::frame::Frame;
use emberlab::engine::run::{Run, Tick};
use emberlab::lessons::cnn_mnist::MANIFEST;
use emberlab::lessons::cnn_mnist::model::LESSON;
use emberlab::protocol::{BackendChoice, BackendReport, GpuReport, RunEvent, RunId, RunState};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Computed natively; a browser must agree to four digits.
const EXPECTED_NATS: [f64; 6] = [2.324061, 2.303620, 2.259377, 2.232353, 2.211685, 2.154463];

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
async fn six_steps_in_a_browser() {
    six_steps_give_the_losses_they_give_everywhere().await;
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn six_steps_natively() {
    pollster::block_on(six_steps_give_the_losses_they_give_everywhere());
}

/// Stripes: class k is a bright row at 2k.
fn stripes(count: usize) -> Split {
    let mut pixels = vec![0; count * ImageShape::GRAY.values()];
    let labels: Vec<u8> = (0..count).map(|index| (index % 10) as u8).collect();
    for (image, &label) in pixels.chunks_exact_mut(ImageShape::GRAY.values()).zip(&labels) {
        let row = 28 * (2 * usize::from(label) + 3);
        image[row..row + 28].fill(255);
    }
    let mut split = Split::expecting(vec![count], ImageShape::GRAY);
    split.insert(0, "stripes", Shard { pixels, labels }).expect("the shard has the size it was announced with");
    split
}

async fn six_steps_give_the_losses_they_give_everywhere() {
    let (settings, faults) =
        Settings::from_pairs(MANIFEST.settings, [("batch", "10"), ("limit", "60"), ("eval", "0"), ("seed", "3")]);
    assert_eq!(faults, []);
    let data = Rc::new(RefCell::new(Dataset { train: stripes(60), test: stripes(20) }));
    let backend = BackendReport::choose(BackendChoice::Cpu, &GpuReport::NoWebGpu);
    let frame = Frame::new(RunId(1), &LESSON, settings, backend);
    let mut run = Run::on_images(frame, &Device::flex(), data, None).unwrap();
    run.begin();
    run.run();
    while run.tick().await.unwrap() == Tick::Worked {}
    let out = run.said();

    let losses: Vec<f64> = out
        .iter()
        .filter_map(|(event, _)| match event {
            RunEvent::Progress { points, .. } => points.iter().find(|point| point.metric == "train-loss"),
            _ => None,
        })
        .map(|point| point.value)
        .collect();
    assert_eq!(losses.len(), EXPECTED_NATS.len());
    for (loss, expected) in losses.iter().zip(EXPECTED_NATS) {
        assert!((loss - expected).abs() < 1e-4 * expected, "{losses:?}");
    }
    assert!(out.iter().any(|(event, _)| matches!(event, RunEvent::State(RunState::Done))));
    let whole = out.iter().any(|(event, _)| matches!(event, RunEvent::Evaluation(evaluation) if evaluation.whole));
    assert!(whole, "an epoch ends with an evaluation on all test images");
}
