//! The cells against PyTorch's, and the shapes that the comments say.

use std::collections::BTreeMap;

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor, TensorData};
use serde::Deserialize;

use super::MANIFEST;
use super::cell::{Cell, Kind};
use super::model::Reader;
use crate::course::settings::Settings;
use crate::engine::learner::learner;
use crate::engine::net::{Net, seeded};

#[derive(Deserialize)]
struct Fixture {
    count: usize,
    rows: usize,
    inputs: usize,
    hidden: usize,
    cells: BTreeMap<String, Case>,
}

#[derive(Deserialize)]
struct Case {
    parameters: BTreeMap<String, Vec<f32>>,
    rows: Vec<f32>,
    hidden: Vec<f32>,
    memory: Vec<f32>,
    gradients: BTreeMap<String, Vec<f32>>,
    rows_gradient: Vec<f32>,
}

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let (settings, faults) = Settings::from_pairs(MANIFEST.settings, pairs.iter().copied());
    assert_eq!(faults, []);
    settings
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().unwrap()
}

#[track_caller]
fn close(what: &str, found: Vec<f32>, expected: &[f32]) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let largest = expected.iter().fold(0f32, |largest, value| largest.max(value.abs()));
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= 1e-5 * largest, "{what}: {found}, expected {expected}");
    }
}

fn put<const D: usize>(param: Param<Tensor<D>>, values: &[f32]) -> Param<Tensor<D>> {
    let (shape, device) = (param.dims(), param.device());
    param.map(|_| Tensor::from_data(TensorData::new(values.to_vec(), shape), &device).require_grad())
}

#[test]
fn states_and_gradients_are_pytorchs() {
    let fixture: Fixture = serde_json::from_str(include_str!("../../../tests/fixtures/recurrent.json")).unwrap();
    let device = Device::flex().autodiff();
    for (name, case) in &fixture.cells {
        let mut cell = Cell::new(Kind::named(name), fixture.inputs, fixture.hidden, &device);
        cell.weight_ih_l0 = put(cell.weight_ih_l0, &case.parameters["weight_ih_l0"]);
        cell.weight_hh_l0 = put(cell.weight_hh_l0, &case.parameters["weight_hh_l0"]);
        cell.bias_ih_l0 = put(cell.bias_ih_l0, &case.parameters["bias_ih_l0"]);
        cell.bias_hh_l0 = put(cell.bias_hh_l0, &case.parameters["bias_hh_l0"]);
        let shape = [fixture.count, fixture.rows, fixture.inputs];
        let rows = Tensor::<3>::from_data(TensorData::new(case.rows.clone(), shape), &device).require_grad();

        let moments = cell.read(rows.clone());
        let hidden = Tensor::stack::<3>(moments.iter().map(|moment| moment.hidden.clone()).collect(), 1);
        close(&format!("{name}: hidden"), values(hidden.clone()), &case.hidden);
        if let Some(gates) = &moments.last().unwrap().gates {
            close(&format!("{name}: memory"), values(gates.memory.clone()), &case.memory);
        }
        let row_numbers = Tensor::<1, burn::tensor::Int>::arange(1..fixture.rows as i64 + 1, &device);
        let gradients = (hidden * row_numbers.float().reshape([1, fixture.rows, 1])).square().sum().backward();
        close(&format!("{name}: rows"), values(rows.grad(&gradients).unwrap()), &case.rows_gradient);
        for (parameter, found) in [
            ("weight_ih_l0", values(cell.weight_ih_l0.val().grad(&gradients).unwrap())),
            ("weight_hh_l0", values(cell.weight_hh_l0.val().grad(&gradients).unwrap())),
            ("bias_ih_l0", values(cell.bias_ih_l0.val().grad(&gradients).unwrap())),
            ("bias_hh_l0", values(cell.bias_hh_l0.val().grad(&gradients).unwrap())),
        ] {
            close(&format!("{name}: {parameter}"), found, &case.gradients[parameter]);
        }
    }
}

#[test]
fn the_net_has_the_shapes_its_comments_say() {
    let device = Device::flex().autodiff();
    for (cell, layers, parameters) in [("lstm", 7, 4 * 64 * (28 + 64 + 2) + 650), ("rnn", 3, 64 * (28 + 64 + 2) + 650)]
    {
        let net = seeded::<Reader>(&settings(&[("cell", cell)]), &device);
        let output = net.forward(Tensor::zeros([3, 1, 28, 28], &device));
        assert_eq!((output.features.dims(), output.logits.dims()), ([3, 64], [3, 10]));
        assert_eq!(net.layers().iter().map(|layer| layer.parameters).sum::<u64>(), parameters);
        assert_eq!(net.num_params() as u64, parameters);
        let shown = net.activations(Tensor::ones([1, 1, 28, 28], &device));
        let columns: Vec<_> = shown.iter().map(|layer| (layer.name, layer.images.dims())).collect();
        assert_eq!(columns.len(), layers);
        assert_eq!(columns[0], ("rows.probabilities", [1, 1, 28, 10]));
        assert_eq!(columns[1], ("rows.gradient", [1, 1, 28, 1]));
        assert!(columns[2..].iter().all(|(_, shape)| *shape == [1, 1, 28, 64]));
    }
}

#[test]
fn the_answer_after_the_last_row_is_the_nets_answer() {
    let device = Device::flex();
    let reader = learner::<Reader>(&settings(&[]), &device);
    let image = Tensor::<1>::from_floats([0.1; 784].map(|value: f32| value), &device).reshape([1, 1, 28, 28]);
    let answers = values(reader.activations(image.clone())[0].images.clone());
    let logits = values(reader.classify(image).logits);
    close("the last row", answers[27 * 10..].to_vec(), &crate::engine::metrics::softmax(&logits));
}

/// The gradient of a fresh net fades from the last row to the first, in an LSTM too.
#[test]
fn a_fresh_nets_gradient_vanishes() {
    let device = Device::flex();
    for cell in ["lstm", "rnn"] {
        let reader = learner::<Reader>(&settings(&[("cell", cell)]), &device);
        let image = Tensor::<4>::full([1, 1, 28, 28], 0.5, &device);
        let norms = values(reader.activations(image)[1].images.clone());
        assert!(norms[0] < 1e-3 * norms[27], "{cell}: {} at the top, {} at the bottom", norms[0], norms[27]);
    }
}
