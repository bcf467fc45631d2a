//! The lesson's gradients: by hand, by differences for every operation, and the claims of its text.

use super::graph::Graph;
use super::operation::Operation;
use super::reading::{Reading, relative_difference};
use super::{MANIFEST, autodiff, programs};
use crate::course::settings::Settings;
use crate::engine::lesson::Lesson;
use crate::engine::rehearsal::{Rehearsal, rehearse, rehearse_for};
use crate::lessons::notation::function::Function;
use crate::lessons::notation::known;
use crate::protocol::Fault;

const LESSON: Lesson = Lesson::lab(&MANIFEST, super::experiment::new);

fn run(text: &str) -> Rehearsal {
    rehearse(&LESSON, &[("expr", text)]).expect("the program runs")
}

fn node(text: &str, name: &str) -> usize {
    Graph::new(text, 1).unwrap().nodes.iter().position(|node| node.name == name).expect("the program has this name")
}

fn gradient(text: &str, name: &str) -> Vec<f32> {
    run(text).picture.values(&Reading::Gradient { node: node(text, name) }.to_string()).to_vec()
}

#[track_caller]
fn assert_near(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    assert!(relative_difference(found, expected) < 1e-6, "{found:?}, expected {expected:?}");
}

#[test]
fn the_classics_have_the_gradients_of_the_blackboard() {
    assert_near(&gradient(programs::SQUARES, "x"), &[0.0, 4.0, 8.0, 12.0]);
    assert_near(&gradient(programs::CHAIN, "x"), &[10.0]);
    assert_near(&gradient(programs::MEAN, "x"), &[2, 3, 4, 5, 6, 7].map(|sum| 4.0 * sum as f32 / 6.0));
    assert_near(&gradient(programs::VECTOR, "x"), &[0.0, 2.0, 4.0, 6.0]);
    assert_near(&gradient(programs::NO_GRAD, "x"), &[0.0, 1.0, 4.0, 9.0]);
    assert_near(&gradient(programs::CORNER, "x"), &[0.0, 0.0, 1.0]);
    let two_layers = ["w1", "b1", "h", "w2", "b2", "y"].map(|name| gradient(programs::TWO_LAYERS, name)).concat();
    assert_near(&two_layers, &[2.0, 2.0, 2.0, 3.0, 1.0, 1.0]);
}

#[test]
fn values_and_flows_are_there_too() {
    let picture = run(programs::SQUARES).picture;
    let array = |reading: Reading| picture.values(&reading.to_string());
    assert_eq!(array(Reading::Value { node: 3 }), [28.0]);
    assert_eq!(array(Reading::Gradient { node: 2 }), [2.0]);
    assert_eq!(array(Reading::Local { to: 3, input: 1 }), [2.0]);
    assert_eq!(array(Reading::Local { to: 2, input: 0 }), [0.0, 1.0, 2.0, 3.0]);
    assert_eq!(array(Reading::Flow { to: 2, input: 1 }), [0.0, 2.0, 4.0, 6.0]);
    assert_eq!(array(Reading::Flow { to: 3, input: 0 }), [0.0; 0], "a constant gets no gradient");
}

#[test]
fn a_repeated_input_gets_the_sum_of_its_shares() {
    let text = "w = 2; x = [1, 2, 3]; y = sum(w * x); backward(y)";
    let picture = run(text).picture;
    let array = |reading: Reading| picture.values(&reading.to_string());
    assert_eq!(array(Reading::Local { to: 2, input: 0 }), [1.0, 2.0, 3.0]);
    assert_eq!(array(Reading::Flow { to: 2, input: 0 }), [6.0]);
    assert_eq!(gradient(text, "w"), [6.0]);
}

#[test]
fn gradients_accumulate_until_zeroed() {
    let text = programs::ACCUMULATE;
    let steps = Graph::new(text, 1).unwrap().moves.len() as u64;
    let after = |step: u64| {
        let picture = rehearse_for(&LESSON, &[("expr", text)], step).unwrap().picture;
        picture.values(&Reading::Gradient { node: 0 }.to_string()).to_vec()
    };
    // Two operations forward, then three passes of three nodes, with the zeroing before the third.
    assert_eq!(steps, 12);
    assert_eq!(after(4), [0.0; 0]);
    assert_eq!(after(5), [0.0, 2.0, 4.0, 6.0]);
    assert_eq!(after(8), [0.0, 4.0, 8.0, 12.0]);
    assert_eq!(after(9), [0.0; 4]);
    assert_eq!(after(12), [0.0, 2.0, 4.0, 6.0]);
}

/// A program whose gradients run through this operation, in different shapes.
fn programs_of(operation: Operation) -> Vec<String> {
    let vectors = "x = [0.5, -1.5, 2.5]; w = [1.5, 0.3, 0.8]; m = [[0.5, 1.5, 2.5], [0.7, -0.2, 1.1]]; s = 1.7";
    let results = match operation {
        Operation::Negate => vec!["-x * x"],
        Operation::Function(Function::Exp) => vec!["exp(x)", "exp(m) * x"],
        Operation::Function(Function::Log) => vec!["log(w)", "log(w * s)"],
        Operation::Function(Function::Sin) => vec!["sin(m)"],
        Operation::Function(Function::Tanh) => vec!["tanh(x)"],
        Operation::Function(Function::Relu) => vec!["relu(m) * s"],
        Operation::Function(Function::Sigmoid) => vec!["sigmoid(x)"],
        Operation::Detach => vec!["detach(x) * x"],
        Operation::Sum => vec!["sum(m * m) * s"],
        Operation::Mean => vec!["mean(m * x) * s"],
        Operation::Add => vec!["(x + w)^2", "(m + x)^2", "(s + m)^2"],
        Operation::Subtract => vec!["(x - w)^2", "(m - x)^2", "(s - m)^2"],
        Operation::Multiply => vec!["x * w", "x * m", "m * s"],
        Operation::Divide => vec!["x / w", "m / w", "s / w"],
        Operation::Power => vec!["w ^ x", "x ^ 3", "s ^ m", "w ^ s", "x ^ -1"],
        Operation::Dot => vec!["dot(x, w) * s", "dot(x, x)"],
        Operation::Matmul => {
            vec!["m @ x", "s * [1, 2] @ m", "x @ w", "m @ [[1], [2], [3]]", "[[1, 2]] @ (m @ [[2], [1], [1]])"]
        }
    };
    results.into_iter().map(|result| format!("{vectors}; y = sum({result}); backward(y)")).collect()
}

#[test]
fn every_operation_agrees_with_finite_differences() {
    let of_signs = [Operation::Negate, Operation::Add, Operation::Subtract, Operation::Multiply, Operation::Divide];
    let called = known(MANIFEST.id).into_iter().filter_map(Operation::called);
    for text in of_signs.into_iter().chain(called).flat_map(programs_of) {
        let rehearsal = run(&text);
        let difference = rehearsal.last("difference");
        assert!(difference < 2e-6, "{text}: {difference}");
    }
}

#[test]
fn the_classics_agree_with_finite_differences() {
    for text in [programs::SQUARES, programs::CHAIN, programs::MEAN, programs::TWO_LAYERS, programs::NET] {
        assert!(run(text).last("difference") < 2e-6, "{text}: {}", run(text).last("difference"));
    }
    for text in [programs::VECTOR, programs::ACCUMULATE, programs::NO_GRAD] {
        assert!(run(text).last("difference") < 2e-6, "{text}: {}", run(text).last("difference"));
    }
    // The text says so: at a corner there is no derivative, and the two ways choose differently.
    assert_near(&[run(programs::CORNER).last("difference") as f32], &[0.5]);
    assert!(run(programs::NO_NUMBER).last("difference").is_nan());
}

#[test]
fn what_flows_into_a_node_is_its_gradient() {
    for text in programs::ALL {
        let graph = Graph::new(text, 1).unwrap();
        let root = graph.nodes.len() - 1;
        let pass = autodiff::backward(&graph, root);
        for node in graph.backward_order(root).into_iter().skip(1) {
            let mut sum = vec![0.0; graph.nodes[node].shape.count()];
            for (_, flow) in graph.edges().iter().zip(&pass.flows).filter(|(edge, _)| edge.from == node) {
                sum.iter_mut().zip(flow).for_each(|(sum, value)| *sum += value);
            }
            if !sum.iter().any(|value| value.is_nan()) {
                assert_near(&pass.gradients[node], &sum);
            }
        }
    }
}

#[test]
fn a_wrong_program_is_a_fault_at_its_character() {
    let fault = rehearse(&LESSON, &[("expr", "x = 1; y = x + ; backward(y)")]).unwrap_err();
    assert_eq!(fault, Fault::BadExpression { key: "expr".to_owned(), at: 16, found: ";".to_owned() });
    let fault = rehearse(&LESSON, &[("expr", "x = 1; y = 2 *")]).unwrap_err();
    assert_eq!(fault, Fault::BadExpression { key: "expr".to_owned(), at: 15, found: "…".to_owned() });
}

#[test]
fn the_seed_fixes_random_weights_and_nothing_else() {
    let loss = |seed| rehearse(&LESSON, &[("expr", programs::NET), ("seed", seed)]).unwrap().last("result");
    assert_eq!(loss("1"), loss("1"));
    assert_ne!(loss("1"), loss("2"));
}

#[test]
fn a_restored_run_goes_on_as_it_was() {
    let (settings, _) = Settings::from_pairs(MANIFEST.settings, [("expr", programs::ACCUMULATE)]);
    let mut first = super::experiment::new(&settings).unwrap();
    let mut second = super::experiment::new(&settings).unwrap();
    (0..7).for_each(|_| drop(first.step().unwrap()));
    let saved = first.tensors();
    assert_eq!(saved["x"].shape, [4]);
    assert_eq!(saved["x.grad"].values, [0.0, 2.0, 4.0, 6.0]);
    second.restore(&saved, 7).unwrap();
    assert_eq!(first.picture(), second.picture());
    assert_eq!(first.step().unwrap(), second.step().unwrap());
    assert!(second.restore(&Default::default(), 7).unwrap_err()[0].to_string().contains('x'));
    assert!(second.restore(&saved, 99).is_err());
}

#[test]
fn every_program_runs_to_its_end() {
    for text in programs::ALL {
        let moves = Graph::new(text, 1).unwrap().moves.len();
        assert!(moves > 0 && text.chars().count() < 600);
        assert!(!run(text).picture.arrays.is_empty());
    }
}
