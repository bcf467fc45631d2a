//! Every operation of the border against PyTorch: results, gradients, names in the graph, and words of mistakes.

use serde::Deserialize;

use crate::backward::{Backward, Turn, Wish};
use crate::border::{Core, operations};
use crate::dtype::Dtype;
use crate::ops::{arith, reduce, unary};
use crate::tensor::Tensor;

#[derive(Deserialize)]
struct Case {
    operation: String,
    arguments: Vec<Argument>,
    #[serde(default)]
    results: Vec<Shown>,
    #[serde(default)]
    gradients: Vec<Option<Shown>>,
    grad_fn: Option<String>,
    error: Option<(String, String)>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Argument {
    Number(f64),
    Tensor(Shown),
}

#[derive(Debug, Deserialize)]
struct Shown {
    shape: Vec<usize>,
    dtype: usize,
    values: Vec<Number>,
    #[serde(default)]
    grad: bool,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Number {
    Finite(f64),
    Other(String),
}

impl Number {
    fn value(&self) -> f64 {
        match self {
            Self::Finite(value) => *value,
            Self::Other(text) => text.parse().expect("nan, inf or -inf"),
        }
    }
}

impl Shown {
    fn tensor(&self) -> Tensor {
        let dtype = Dtype::at(self.dtype).expect("a dtype");
        let tensor = Tensor::from_f64(self.values.iter().map(Number::value).collect(), dtype, &self.shape);
        if self.grad {
            tensor.set_requires_grad(true).expect("a float");
        }
        tensor
    }

    /// What differs from a tensor; nothing if it is close.
    fn difference(&self, tensor: &Tensor) -> Option<String> {
        let (found, expected) = (tensor.to_f64(), self.values.iter().map(Number::value).collect::<Vec<_>>());
        let dtype = Dtype::at(self.dtype).expect("a dtype");
        let most =
            expected.iter().copied().filter(|value| value.is_finite()).fold(0.0, |most, value| value.abs().max(most));
        let is_close = |a: f64, b: f64| {
            a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 2e-5 + 2e-5 * b.abs() + 1e-6 * most
        };
        let is_same = tensor.shape() == self.shape
            && tensor.dtype() == dtype
            && found.iter().zip(&expected).all(|(a, b)| is_close(*a, *b));
        (!is_same).then(|| {
            format!(
                "{:?} {:?} {found:?}, PyTorch: {:?} {dtype:?} {expected:?}",
                tensor.shape(),
                tensor.dtype(),
                self.shape
            )
        })
    }
}

/// The sum of squares of all floats, in double precision, as the script has it.
fn total(results: &[Tensor]) -> Tensor {
    let floats = results.iter().filter(|tensor| tensor.dtype().is_float() && tensor.requires_grad());
    let squares = floats.map(|tensor| {
        let wide = unary::to_dtype(tensor, Dtype::F64);
        reduce::sum(&arith::mul(&wide, &wide).unwrap(), &[], false, None).unwrap()
    });
    squares.reduce(|a, b| arith::add(&a, &b).unwrap()).expect("a float among the results")
}

/// What differs from PyTorch in one case.
fn differences(case: &Case, list: &[&str]) -> Vec<String> {
    let mut core = Core::default();
    let mut inputs = Vec::new();
    let numbers: Vec<f64> = case
        .arguments
        .iter()
        .map(|argument| match argument {
            Argument::Number(number) => *number,
            Argument::Tensor(shown) => {
                inputs.push(shown.tensor());
                core.hold(inputs.last().expect("it was just put there").clone())
            }
        })
        .collect();
    let operation = list.iter().position(|name| *name == case.operation).expect("an operation of the list");
    let outcome = core.call(operation, &numbers);
    match (&case.error, outcome) {
        (Some((kind, text)), Err(failure)) => {
            let found = (failure.kind.to_string(), failure.text);
            let is_said = found.0 == *kind && found.1 == *text;
            return if is_said { Vec::new() } else { vec![format!("says {found:?}, PyTorch: {:?}", (kind, text))] };
        }
        (Some(error), Ok(())) => return vec![format!("works, PyTorch says {error:?}")],
        (None, Err(failure)) => return vec![format!("says {failure}")],
        (None, Ok(())) => {}
    }
    let results: Vec<Tensor> = core.results().to_vec().iter().map(|handle| core.held_tensor(*handle)).collect();
    let mut differences: Vec<String> =
        case.results.iter().zip(&results).filter_map(|(shown, tensor)| shown.difference(tensor)).collect();
    if results.len() < case.results.len() {
        differences.push("fewer results".to_owned());
    }
    let Some(name) = &case.grad_fn else { return differences };
    let origin = results.iter().find_map(Tensor::origin);
    let found = origin.map_or("nothing".to_owned(), |(node, _)| node.name.to_string());
    if found != *name {
        differences.push(format!("made by {found}, PyTorch: {name}"));
        if found == "nothing" {
            return differences;
        }
    }
    let wanted: Vec<Tensor> = inputs.iter().filter(|input| input.requires_grad()).cloned().collect();
    let wish = Wish { retain_graph: false, create_graph: false, wanted: Some(wanted) };
    let mut backward = Backward::new(&[(total(&results), None)], wish).expect("the total has a graph");
    match backward.go_on() {
        Ok(Turn::Done) => {}
        Ok(_) => differences.push("asks Python for something".to_owned()),
        Err(failure) => differences.push(format!("on the way back: {failure}")),
    }
    for (expected, found) in case.gradients.iter().zip(backward.wanted()) {
        match (expected, found) {
            (Some(expected), Some(found)) => {
                differences.extend(expected.difference(&found).map(|text| format!("gradient {text}")))
            }
            (None, None) => {}
            (expected, found) => differences.push(format!("gradient {found:?}, PyTorch: {expected:?}")),
        }
    }
    differences
}

#[test]
fn every_operation_computes_what_pytorch_computes() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("operations.json")).expect("the script writes it");
    let list: Vec<&str> = operations().into_iter().map(|(name, _)| name).collect();
    let mut found = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        for difference in differences(case, &list) {
            found.push(format!("case {number}, {}: {difference}", case.operation));
        }
    }
    assert!(found.is_empty(), "{} of {} cases:\n{}", found.len(), cases.len(), found.join("\n"));
}
