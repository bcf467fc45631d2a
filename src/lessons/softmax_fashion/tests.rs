//! By hand and with layers are one program, and the formulas are the derivatives.

use burn::tensor::{Device, Int, Tensor};

use super::MANIFEST;
use super::model::Templates;
use crate::course::settings::Settings;
use crate::data::random::stream;
use crate::engine::learner::learner;
use crate::engine::net::{Net, seeded};
use crate::engine::optimizer::Optimizer;
use crate::engine::read::read_all;

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let (settings, faults) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    settings
}

/// Three images whose pixels and classes follow a rule.
fn batch(side: usize) -> (Tensor<4>, Tensor<1, Int>) {
    let device = Device::flex();
    let pixels: Vec<f32> = (0..3 * side * side).map(|place| (place % 17) as f32 / 16.0).collect();
    let images = Tensor::<1>::from_floats(pixels.as_slice(), &device).reshape([3, 1, side, side]);
    (images, Tensor::from_ints([7, 0, 7], &device))
}

#[test]
fn the_net_has_the_shapes_its_comments_say() {
    for (resize, side) in [("28", 28), ("64", 64)] {
        let net = seeded::<Templates>(&settings(&[("resize", resize)]), &Device::flex());
        let output = net.forward(batch(side).0);
        assert_eq!((output.features.dims(), output.logits.dims()), ([3, side * side], [3, 10]));
        assert_eq!(net.filters()[0].images.dims(), [10, 1, side, side]);
        assert_eq!(net.activations(batch(side).0.narrow(0, 0, 1))[0].images.dims(), [10, 1, side, side]);
        assert_eq!(net.layers()[0].parameters as usize, 10 * side * side + 10);
    }
}

#[test]
fn a_score_is_the_sum_of_the_agreement_and_the_bias() {
    let net = seeded::<Templates>(&settings(&[]), &Device::flex());
    let image = batch(28).0.narrow(0, 0, 1);
    let sums = net.activations(image.clone())[0].images.clone().reshape([10, 784]).sum_dim(1).squeeze_dim::<1>(1);
    let scores = net.forward(image).logits.squeeze_dim::<1>(0);
    let difference: f32 = (sums - scores).abs().max().into_scalar();
    assert!(difference < 1e-4, "{difference}");
}

#[test]
fn by_hand_and_with_layers_take_the_same_steps() {
    let device = Device::flex();
    let mut learners =
        ["by-hand", "layers"].map(|program| learner::<Templates>(&settings(&[("program", program)]), &device));
    for step in 0..5 {
        let [hand, layers] = learners.each_mut().map(|learner| {
            let (images, classes) = batch(28);
            let (loss, logits) = learner.train(step, 0.1, images, classes);
            pollster::block_on(read_all(vec![loss, logits.reshape([30])])).unwrap().concat()
        });
        for (hand, layers) in hand.iter().zip(&layers) {
            assert!((hand - layers).abs() < 1e-5 * (1.0 + layers.abs()), "step {step}: {hand} and {layers}");
        }
    }
}

#[test]
fn nothing_is_drawn_while_it_learns() {
    let device = Device::flex().autodiff();
    let step = |number| {
        let net = seeded::<Templates>(&settings(&[("program", "layers")]), &device);
        let (images, classes) = batch(28);
        let random = &mut stream(1, number);
        let (_, loss, _) = net.learn(&mut Optimizer::new("sgd"), 0.1, images.autodiff(), classes.autodiff(), random);
        loss.into_scalar::<f32>()
    };
    assert_eq!(step(0), step(1));
}
