//! The net against PyTorch's, and the shapes that the comments say.

use std::collections::BTreeMap;

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Device, Tensor, TensorData};
use serde::Deserialize;

use super::MANIFEST;
use super::model::Vgg;
use crate::course::settings::Settings;
use crate::data::dataset::ImageShape;
use crate::data::{disk, loader};
use crate::engine::batch_tensors::Feed;
use crate::engine::learner::{Slope, learner};
use crate::engine::net::{Net, seeded};
use crate::engine::terminal::DATA_FOLDER;

#[derive(Deserialize)]
struct Fixture {
    logits: Vec<f32>,
    loss: f32,
    /// In the order of the net's parameters, as PyTorch lays them out: sum of magnitudes, and the first values.
    gradients: Vec<Gradient>,
}

#[derive(Deserialize)]
struct Gradient {
    shape: Vec<usize>,
    magnitude: f64,
    first: Vec<f32>,
}

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let (settings, faults) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    settings
}

/// What the fixture's script fills parameters and images with.
fn noise(count: usize, kind: usize, scale: f64) -> Vec<f32> {
    let wave = |place: usize| 43_758.545_3 * (12.9898 * place as f64 + kind as f64).sin();
    (0..count).map(wave).map(|wave| (scale * (2.0 * (wave - wave.floor()) - 1.0)) as f32).collect()
}

/// Weights such that the signal neither fades nor grows.
struct Fill {
    kind: usize,
}

impl ModuleMapper for Fill {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, tensor, mapper) = param.consume();
        let shape = tensor.dims();
        let count = shape.iter().product::<usize>();
        // Linear layers are [in, out] here, [out, in] there.
        let fan_in = if D == 2 { shape[0] } else { count / shape[0] };
        let scale = if D == 1 { 0.1 } else { (3.0 / fan_in as f64).sqrt() * 1.4 };
        let values = noise(count, self.kind, scale);
        self.kind += 1;
        let values = if D == 2 {
            Tensor::<2>::from_data(TensorData::new(values, [shape[1], shape[0]]), &tensor.device())
                .transpose()
                .reshape(shape)
        } else {
            Tensor::from_data(TensorData::new(values, shape), &tensor.device())
        };
        Param::from_mapped_value(id, values, mapper)
    }
}

#[test]
fn forward_and_backward_are_pytorchs() {
    let fixture: Fixture = serde_json::from_str(include_str!("../../../tests/fixtures/vgg.json")).unwrap();
    let settings = settings(&[("width", "1/8")]);
    let filled = seeded::<Vgg>(&settings, &Device::flex()).map(&mut Fill { kind: 1 });
    let mut net = learner::<Vgg>(&settings, &Device::flex());
    let weights: Vec<f32> = {
        let mut collected = Vec::new();
        struct Read<'a>(&'a mut Vec<f32>);
        impl burn::module::ModuleVisitor for Read<'_> {
            fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
                self.0.extend(param.val().into_data().try_into_vec::<f32>().unwrap());
            }
        }
        filled.visit(&mut Read(&mut collected));
        collected
    };
    net.take_over(&weights);
    let images = noise(2 * 3 * 32 * 32, 0, 0.5).into_iter().map(|value| value + 0.5).collect::<Vec<_>>();
    let images = Tensor::<4>::from_data(TensorData::new(images, [2, 3, 32, 32]), &Device::flex());
    let classes = Tensor::from_data(TensorData::new(vec![3, 8], [2]), &Device::flex());
    let Slope { loss, logits, gradients } = net.gradients(images, classes);
    let near = |what: &str, found: f64, expected: f64, scale: f64| {
        assert!((found - expected).abs() <= 1e-4 * scale, "{what}: {found}, expected {expected}");
    };
    near("loss", f64::from(loss.into_scalar::<f32>()), f64::from(fixture.loss), 1.0);
    let logits: Vec<f32> = logits.into_data().try_into_vec().unwrap();
    let largest = fixture.logits.iter().fold(0f32, |largest, value| largest.max(value.abs()));
    for (found, expected) in logits.iter().zip(&fixture.logits) {
        near("logit", f64::from(*found), f64::from(*expected), f64::from(largest));
    }
    assert_eq!(gradients.len(), fixture.gradients.len());
    for (place, (found, expected)) in gradients.into_iter().zip(&fixture.gradients).enumerate() {
        let mut found: Vec<f32> = found.into_data().try_into_vec().unwrap();
        if let [outputs, inputs] = expected.shape[..] {
            found = (0..outputs)
                .flat_map(|output| (0..inputs).map(move |input| (output, input)))
                .map(|(output, input)| found[input * outputs + output])
                .collect();
        }
        let magnitude: f64 = found.iter().map(|value| f64::from(value.abs())).sum();
        near(&format!("gradient {place}"), magnitude, expected.magnitude, expected.magnitude);
        let mean = expected.magnitude / found.len() as f64;
        for (found, expected) in found.iter().zip(&expected.first) {
            near(&format!("gradient {place}"), f64::from(*found), f64::from(*expected), 10.0 * mean);
        }
    }
}

#[test]
fn shapes_are_those_of_the_comments() {
    let device = Device::flex().autodiff();
    for (width, features, hidden, parameters) in [("1", 512, 100, 6_912_982), ("1/8", 64, 12, 108_542)] {
        let net: Vgg = seeded(&settings(&[("width", width)]), &device);
        assert_eq!(net.num_params(), parameters);
        assert_eq!(net.layers().iter().map(|layer| layer.parameters).sum::<u64>(), parameters as u64);
        let output = net.forward(Tensor::zeros([2, 3, 32, 32], &device));
        assert_eq!((output.features.dims(), output.logits.dims()), ([2, hidden], [2, 10]));
        let shown: Vec<_> = net
            .activations(Tensor::ones([1, 3, 32, 32], &device))
            .iter()
            .map(|activation| (activation.name, activation.images.dims()))
            .collect();
        assert_eq!(shown[0], ("block1.maps", [64.min(features / 8), 1, 32, 32]));
        assert_eq!(shown[4], ("block5.maps", [64, 1, 2, 2]));
        assert_eq!(net.filters()[0].images.dims(), [features / 8, 3, 3, 3]);
    }
}

#[test]
fn first_weights_keep_their_scale_and_biases_start_at_zero() {
    let sd = |init: &str| {
        let net: Vgg = seeded(&settings(&[("init", init), ("width", "1/2")]), &Device::flex());
        let values: Vec<f32> = net.convs[6].weight.val().into_data().try_into_vec().unwrap();
        let bias = net.convs[6].bias.as_ref().unwrap().val().abs().sum().into_scalar::<f32>();
        ((values.iter().map(|value| value * value).sum::<f32>() / values.len() as f32).sqrt(), bias)
    };
    // 256 maps in and out: fan-in and fan-out 2,304.
    let near = |(found, bias): (f32, f32), expected: f32| {
        assert!((found / expected - 1.0).abs() < 0.01 && bias == 0.0, "{found} {expected} {bias}");
    };
    near(sd("xavier"), (1.0f32 / 2304.0).sqrt());
    near(sd("kaiming"), (2.0f32 / 2304.0).sqrt());
    assert!((sd("default").0 / (1.0f32 / (3.0 * 2304.0)).sqrt() - 1.0).abs() < 0.01);
}

#[test]
fn the_loss_falls_on_photographs() {
    let data = disk::load(DATA_FOLDER.as_ref(), "cifar10", 10).unwrap();
    assert_eq!(data.train.shape(), ImageShape::COLOUR);
    let settings = settings(&[("width", "1/8"), ("init", "kaiming"), ("lr", "0.03")]);
    let feed = Feed::of(&MANIFEST, &settings);
    let mut net = learner::<Vgg>(&settings, &Device::flex());
    let batch = loader::batch(&data.train, 0..32).unwrap();
    let mut losses = Vec::new();
    for step in 0..120 {
        let (images, classes) = feed.tensors(&batch, &Device::flex());
        losses.push(net.train(step, 0.03, images, classes).0.into_scalar::<f32>());
    }
    // The same 32 photographs again and again: a deep net that learns at all learns them by heart.
    assert!((losses[0] - 10f32.ln()).abs() < 0.5, "{}", losses[0]);
    // Single steps differ with the width of a processor's vectors.
    let mean = losses[100..].iter().sum::<f32>() / 20.0;
    assert!(mean < 1.5, "{losses:?}");
}

#[test]
fn names_in_the_file_are_paths_in_the_net() {
    let names: BTreeMap<String, Vec<usize>> = learner::<Vgg>(&settings(&[("width", "1/8")]), &Device::flex())
        .entries()
        .into_iter()
        .map(|entry| (entry.name, entry.layout.file_shape()))
        .collect();
    assert_eq!(names["convs.0.weight"], [8, 3, 3, 3]);
    assert_eq!(names["hidden.weight"], [12, 64]);
    assert_eq!(names["output.bias"], [10]);
}
