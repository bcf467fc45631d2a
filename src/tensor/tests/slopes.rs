//! Every operation that passes a gradient, against central differences: in double, on a few numbers, in rows, with gaps, over
//! shapes that broadcast, without dimensions, without numbers.

use super::slope_cases::{CASES, In, LEFT_OUT, Range, SPREADS, UNARIES};
use crate::backward::{Backward, Wish};
use crate::border::{Core, operations};
use crate::dtype::Dtype;
use crate::element::store;
use crate::tensor::Tensor;

const STEP: f64 = 1e-5;
const TOLERANCE: f64 = 2e-6;

const SHAPES: [&[usize]; 3] = [&[2, 3], &[], &[0, 2]];
/// Those of two that broadcast; the first is as large where it ends with 3.
const PAIRS: [(&[usize], &[usize]); 7] = [
    (&[2, 3], &[2, 3]),
    (&[2, 3], &[3]),
    (&[2, 3], &[]),
    (&[2, 1], &[1, 3]),
    (&[], &[2]),
    (&[2, 2], &[]),
    (&[0, 3], &[3]),
];

/// How a tensor's numbers lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lie {
    InRows,
    /// Every other number of the storage.
    WithGaps,
}

/// Numbers of the range, no two the same, and none where a slope breaks.
fn drawn(input: &In, place: usize) -> Vec<f64> {
    let (low, high) = match input.0 {
        Range::Any => (-1.97, 1.89),
        Range::Positive => (0.31, 1.93),
        Range::Unit => (0.11, 0.87),
        Range::Open => (-0.83, 0.91),
    };
    let count: usize = input.1.iter().product();
    (1..=count).map(|k| low + (high - low) * (k as f64 * 0.618_034 + place as f64 * 0.271).fract()).collect()
}

fn laid(values: &[f64], shape: &[usize], lie: Lie) -> Tensor {
    match lie {
        Lie::InRows => Tensor::from_f64(values.to_vec(), Dtype::F64, shape),
        Lie::WithGaps => {
            let wide = values.iter().flat_map(|&value| [value, 99.0]).collect::<Vec<_>>();
            let length = wide.len();
            let view = store(wide, Dtype::F64, &[length]);
            let strides = crate::view::contiguous_strides(shape).iter().map(|stride| stride * 2).collect();
            Tensor::new(view.moved(shape.to_vec(), strides, 0))
        }
    }
}

/// A constant among the arguments, `i2x3:0,1,...` of whole numbers or `b3:1,0,1` of bools.
fn constant(word: &str) -> Option<Tensor> {
    let (shape, values) = word.split_once(':')?;
    let dtype = if shape.starts_with('b') { Dtype::Bool } else { Dtype::I64 };
    let shape: Vec<usize> = shape[1..].split('x').filter_map(|size| size.parse().ok()).collect();
    let values = values.split(',').filter_map(|value| value.parse().ok()).collect();
    Some(Tensor::from_i64(values, dtype, &shape))
}

/// Calls an operation: `#0` among the arguments is the first tensor. An operation whose name ends in `_` writes over the first,
/// so it gets a copy.
fn called(name: &str, inputs: &[Tensor], arguments: &str) -> Result<Tensor, String> {
    let mut core = Core::default();
    let number = |name: &str| operations().iter().position(|(own, _)| *own == name).expect("the border has it");
    let mut handles: Vec<f64> = inputs.iter().map(|input| core.hold(input.clone())).collect();
    if name.ends_with('_') {
        let copy = [handles[0], Dtype::F64.place() as f64, 1.0];
        core.call(number("to_dtype"), &copy).map_err(|failure| failure.text)?;
        handles[0] = core.results()[0];
    }
    let numbers: Vec<f64> = arguments
        .split_whitespace()
        .map(|word| match (word.strip_prefix('#'), constant(word)) {
            (Some(place), _) => handles[place.parse::<usize>().expect("a place")],
            (None, Some(tensor)) => core.hold(tensor),
            (None, None) => word.parse().expect("a number"),
        })
        .collect();
    core.call(number(name), &numbers).map_err(|failure| failure.text)?;
    Ok(core.held_tensor(if name.ends_with('_') { handles[0] } else { core.results()[0] }))
}

/// A sum of all results, each with another weight.
fn weights(count: usize) -> Vec<f64> {
    (0..count).map(|k| 0.4 + (k as f64 * 0.377).fract()).collect()
}

/// What is wrong with an operation's slopes, if anything is.
fn fault(name: &str, inputs: &[In], arguments: &str, lie: Lie) -> Option<String> {
    let said = format!("{name} {inputs:?} {arguments} {lie:?}");
    let values: Vec<Vec<f64>> = inputs.iter().enumerate().map(|(place, input)| drawn(input, place)).collect();
    let made = |values: &[Vec<f64>]| -> Vec<Tensor> {
        values.iter().zip(inputs).map(|(values, input)| laid(values, input.1, lie)).collect()
    };
    let leaves = made(&values);
    for leaf in &leaves {
        leaf.set_requires_grad(true).expect("a float");
    }
    let out = match called(name, &leaves, arguments) {
        Ok(out) => out,
        Err(text) => return Some(format!("{said}: {text}")),
    };
    let weights = weights(out.count());
    let gradient = Tensor::from_f64(weights.clone(), Dtype::F64, &out.shape());
    let wish = Wish { retain_graph: false, create_graph: false, wanted: None };
    let turn = Backward::new(&[(out, Some(gradient))], wish).and_then(|mut backward| backward.go_on().map(drop));
    if let Err(failure) = turn {
        return Some(format!("{said}: {}", failure.text));
    }
    let value = |values: &[Vec<f64>]| -> f64 {
        let out = called(name, &made(values), arguments).expect("it went before");
        out.to_f64().iter().zip(&weights).map(|(x, weight)| x * weight).sum()
    };
    for (place, leaf) in leaves.iter().enumerate() {
        let slopes = leaf.grad().map_or_else(|| vec![0.0; leaf.count()], |grad| grad.to_f64());
        assert_eq!(slopes.len(), values[place].len(), "{said}: as many slopes as numbers");
        for (number, slope) in slopes.iter().enumerate() {
            let moved = |by: f64| {
                let mut values = values.clone();
                values[place][number] += by;
                value(&values)
            };
            let expected = (moved(STEP) - moved(-STEP)) / (2.0 * STEP);
            let is_near = (slope - expected).abs() <= TOLERANCE * (1.0 + expected.abs());
            if !is_near {
                return Some(format!(
                    "{said}: the slope of input {place}, number {number}, is {expected}, not {slope}"
                ));
            }
        }
    }
    None
}

#[test]
fn backward_is_the_slope_of_forward() {
    let mut faults = Vec::new();
    let mut check =
        |name: &str, inputs: &[In], arguments: &str, lie: Lie| faults.extend(fault(name, inputs, arguments, lie));
    for lie in [Lie::InRows, Lie::WithGaps] {
        for (range, names) in UNARIES {
            for name in names.split_whitespace() {
                for shape in SHAPES {
                    check(name, &[In(*range, shape)], "#0", lie);
                    check(&format!("{name}_"), &[In(*range, shape)], "#0", lie);
                }
            }
        }
        for (a, b, names) in SPREADS {
            for name in names.split_whitespace() {
                for (one, other) in PAIRS {
                    check(name, &[In(*a, one), In(*b, other)], "0 #0 0 #1", lie);
                    if one.len() == 2 && one[1] == 3 {
                        check(&format!("{name}_"), &[In(*a, one), In(*b, other)], "#0 0 #1", lie);
                    }
                }
            }
        }
        for (name, inputs, arguments) in CASES {
            check(name, inputs, arguments, lie);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_operation_is_checked_or_left_out_with_a_reason() {
    let mut named: Vec<String> = CASES.iter().map(|(name, ..)| (*name).to_owned()).collect();
    for names in UNARIES.iter().map(|(_, names)| names).chain(SPREADS.iter().map(|(_, _, names)| names)) {
        named.extend(names.split_whitespace().flat_map(|name| [name.to_owned(), format!("{name}_")]));
    }
    named.extend(LEFT_OUT.iter().flat_map(|(_, names)| names.split_whitespace().map(str::to_owned)));
    let missing: Vec<&str> =
        operations().iter().map(|(name, _)| *name).filter(|name| !named.iter().any(|own| own == name)).collect();
    assert!(missing.is_empty(), "neither checked nor left out: {missing:?}");
}
