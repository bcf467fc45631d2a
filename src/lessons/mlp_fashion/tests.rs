//! By hand and with layers are one program; dropout and weight decay do what the lesson says.

use burn::tensor::{Device, Int, Tensor};

use super::MANIFEST;
use super::model::{Perceptron, drop_out};
use crate::course::settings::Settings;
use crate::data::random::stream;
use crate::engine::learner::learner;
use crate::engine::net::{Net, seeded};
use crate::engine::read::read_all;

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let (settings, faults) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    settings
}

fn batch() -> (Tensor<4>, Tensor<1, Int>) {
    let device = Device::flex();
    let pixels: Vec<f32> = (0..3 * 784).map(|place| (place % 17) as f32 / 16.0).collect();
    let images = Tensor::<1>::from_floats(pixels.as_slice(), &device).reshape([3, 1, 28, 28]);
    (images, Tensor::from_ints([7, 0, 7], &device))
}

#[test]
fn the_net_has_the_shapes_its_comments_say() {
    let net = seeded::<Perceptron>(&settings(&[("depth", "2"), ("hidden", "100")]), &Device::flex());
    let output = net.forward(batch().0);
    assert_eq!((output.features.dims(), output.logits.dims()), ([3, 100], [3, 10]));
    assert_eq!(net.filters()[0].images.dims(), [64, 1, 28, 28]);
    assert_eq!(net.activations(batch().0.narrow(0, 0, 1))[0].images.dims(), [1, 1, 2, 100]);
    let classic = seeded::<Perceptron>(&settings(&[]), &Device::flex());
    assert_eq!(classic.layers().iter().map(|layer| layer.parameters).sum::<u64>(), 203_530);
}

#[test]
fn by_hand_and_with_layers_take_the_same_steps() {
    let device = Device::flex();
    let extras = [("dropout", "0.5"), ("weight-decay", "0.1"), ("depth", "2"), ("hidden", "30"), ("init", "kaiming")];
    let mut learners = ["by-hand", "layers"].map(|program| {
        let pairs = [&[("program", program)], &extras[..]].concat();
        learner::<Perceptron>(&settings(&pairs), &device)
    });
    for step in 0..5 {
        let [hand, layers] = learners.each_mut().map(|learner| {
            let (images, classes) = batch();
            let (loss, logits) = learner.train(step, 0.1, images, classes);
            pollster::block_on(read_all(vec![loss, logits.reshape([30])])).unwrap().concat()
        });
        for (hand, layers) in hand.iter().zip(&layers) {
            assert!((hand - layers).abs() < 1e-4 * (1.0 + layers.abs()), "step {step}: {hand} and {layers}");
        }
    }
}

#[test]
fn dropout_keeps_the_mean_and_depends_on_the_step_alone() {
    let ones = || Tensor::<2>::ones([200, 100], &Device::flex());
    let values = |number| drop_out(ones(), 0.2, &mut stream(3, number)).into_data().try_into_vec::<f32>().unwrap();
    let first = values(0);
    assert!(first.iter().all(|&value| value == 0.0 || value == 1.25));
    let mean = first.iter().sum::<f32>() / first.len() as f32;
    // The standard error is 0.0035.
    assert!((mean - 1.0).abs() < 0.015, "{mean}");
    assert_eq!(first, values(0));
    assert_ne!(first, values(1));
}

#[test]
fn weight_decay_shrinks_what_no_image_asks_for() {
    let device = Device::flex();
    let size = |decay| {
        let mut learner = learner::<Perceptron>(&settings(&[("weight-decay", decay), ("program", "layers")]), &device);
        let blank = Tensor::<4>::zeros([1, 1, 28, 28], &device);
        learner.train(0, 0.1, blank, Tensor::from_ints([0], &device));
        let first = learner.entries().into_iter().find(|entry| entry.name == "layers.0.weight").unwrap();
        first.tensor.square().sum().sqrt().into_scalar::<f32>()
    };
    let (kept, shrunk) = (size("0"), size("0.1"));
    assert!((shrunk / kept - 0.99).abs() < 1e-5, "{shrunk} of {kept}: by 1 - lr * decay");
}
