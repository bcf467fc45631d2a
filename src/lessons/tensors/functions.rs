//! The functions that make tensors, by their names in PyTorch.

use super::arguments::{Arguments, integer, integers, number, shape};
use super::problem::{Kind, Problem, Span};
use super::program::MOST_CELLS;
use super::shape::{Dtype, Operation, Shape};
use super::syntax::{Expression, Form};

/// What a call of a function or method makes.
pub type Made = (Operation, Shape, Dtype);

/// The tensor that `function` makes, or none if it is not a function that makes one.
pub fn make(function: &str, at: Span, mut arguments: Arguments<'_>) -> Option<Result<Made, Problem>> {
    let make: fn(&mut Arguments<'_>, Span) -> Result<Made, Problem> = match function {
        "zeros" => |arguments, at| filled(arguments, at, 0.0),
        "ones" => |arguments, at| filled(arguments, at, 1.0),
        "full" => full,
        "arange" => arange,
        "linspace" => linspace,
        "randn" => randn,
        "tensor" => |arguments, _| literal(arguments.need("data")?),
        _ => return None,
    };
    Some(make(&mut arguments, at).and_then(|made| arguments.done().map(|()| made)))
}

/// A number, or lists of numbers within lists, each as long as its neighbours.
pub fn literal(value: &Expression) -> Result<Made, Problem> {
    let Form::List(items) = &value.form else {
        let (number, dtype) = number(value)?;
        return Ok((Operation::Values(vec![number]), Shape::new(), dtype));
    };
    let mut parts = items.iter().map(|item| literal(item).map(|part| (part, item.at)));
    let ((first, inner_shape, mut dtype), _) = parts.next().ok_or(value.at.problem(Kind::NoCells))??;
    let mut values = values_of(first);
    for part in parts {
        let ((operation, shape, part_dtype), at) = part?;
        if shape != inner_shape {
            return Err(at.problem(Kind::Ragged));
        }
        values.extend(values_of(operation));
        dtype = dtype.with(part_dtype);
    }
    let shape = std::iter::once(items.len()).chain(inner_shape).collect();
    Ok((Operation::Values(values), shape, dtype))
}

fn values_of(operation: Operation) -> Vec<f64> {
    match operation {
        Operation::Values(values) => values,
        _ => Vec::new(),
    }
}

fn filled(arguments: &mut Arguments<'_>, at: Span, value: f64) -> Result<Made, Problem> {
    let shape = shape(&arguments.integers("size")?, at)?;
    Ok((repeat(value, &shape, at)?, shape, Dtype::Float32))
}

fn full(arguments: &mut Arguments<'_>, at: Span) -> Result<Made, Problem> {
    let shape = shape(&integers(arguments.need("size")?)?, at)?;
    let (value, dtype) = number(arguments.need("fill_value")?)?;
    Ok((repeat(value, &shape, at)?, shape, dtype))
}

fn repeat(value: f64, shape: &[usize], at: Span) -> Result<Operation, Problem> {
    let cells = shape.iter().fold(1usize, |product, size| product.saturating_mul(*size));
    Ok(Operation::Values(vec![value; few(cells, at)?]))
}

/// From `start` (0) up to, but not with, `end`, in steps of `step` (1).
fn arange(arguments: &mut Arguments<'_>, at: Span) -> Result<Made, Problem> {
    let (zero, one) = ((0.0, Dtype::Int64), (1.0, Dtype::Int64));
    let (start, end, step) = match arguments.numbers("end")?[..] {
        [end] => (zero, end, one),
        [start, end] => (start, end, one),
        [start, end, step, ..] => (start, end, step),
        [] => (zero, zero, one),
    };
    if step.0 == 0.0 {
        return Err(at.problem(Kind::BadStep(0)));
    }
    let cells = few(((end.0 - start.0) / step.0).ceil().max(0.0) as usize, at)?;
    let values = (0..cells).map(|place| start.0 + place as f64 * step.0).collect();
    Ok((Operation::Values(values), vec![cells], start.1.with(end.1).with(step.1)))
}

/// `steps` numbers from `start` to `end`, both among them.
fn linspace(arguments: &mut Arguments<'_>, at: Span) -> Result<Made, Problem> {
    let (start, _) = number(arguments.need("start")?)?;
    let (end, _) = number(arguments.need("end")?)?;
    let steps = integer(arguments.need("steps")?)?;
    let cells = few(usize::try_from(steps).unwrap_or_default(), at)?;
    let stride = (end - start) / (cells as f64 - 1.0).max(1.0);
    let values = (0..cells).map(|place| start + place as f64 * stride).collect();
    Ok((Operation::Values(values), vec![cells], Dtype::Float32))
}

fn randn(arguments: &mut Arguments<'_>, at: Span) -> Result<Made, Problem> {
    let shape = shape(&arguments.integers("size")?, at)?;
    Ok((Operation::Normal, shape, Dtype::Float32))
}

/// So many cells can be shown.
fn few(cells: usize, at: Span) -> Result<usize, Problem> {
    match cells {
        0 => Err(at.problem(Kind::NoCells)),
        _ if cells > MOST_CELLS => Err(at.problem(Kind::TooLarge { cells, most: MOST_CELLS })),
        _ => Ok(cells),
    }
}
