//! The methods of one tensor, by their names in PyTorch: moving its cells and folding its axes.

use super::MANIFEST;
use super::shape::{self, Cut, Fold, Operation};
use crate::lessons::notation::arguments::{Arguments, flag, integer, integers};
use crate::lessons::notation::making::Dtype;
use crate::lessons::notation::mistake::{Mistake, Problem, Span};
use crate::lessons::notation::shape::Shape;
use crate::lessons::notation::syntax::Pick;

/// How a tensor is made, its shape and its type.
pub type Made = (Operation, Shape, Dtype);

/// The tensor a method is called on.
#[derive(Clone, Copy)]
pub struct On<'a> {
    pub shape: &'a [usize],
    pub dtype: Dtype,
}

/// What the method `name` makes of a tensor.
pub fn apply(name: &str, at: Span, on: On<'_>, mut arguments: Arguments<'_>) -> Result<Made, Mistake> {
    let apply: fn(On<'_>, Span, &mut Arguments<'_>) -> Result<Made, Mistake> = match name {
        "reshape" | "view" => reshape,
        "transpose" => transpose,
        "permute" => permute,
        "squeeze" => squeeze,
        "unsqueeze" => unsqueeze,
        "sum" => |on, at, arguments| reduce(on, at, arguments, Fold::Sum),
        "mean" => |on, at, arguments| reduce(on, at, arguments, Fold::Mean),
        "max" | "amax" => |on, at, arguments| reduce(on, at, arguments, Fold::Max),
        "min" | "amin" => |on, at, arguments| reduce(on, at, arguments, Fold::Min),
        "T" => |on, _, _| Ok(permuted(on, (0..on.shape.len()).rev().collect())),
        "float" => |on, _, _| Ok((Operation::ToFloat, on.shape.to_vec(), Dtype::Float32)),
        "int" | "long" => |on, _, _| Ok((Operation::ToInt, on.shape.to_vec(), Dtype::Int64)),
        _ => return Err(at.mistake(Problem::unknown(name, MANIFEST.id))),
    };
    let made = apply(on, at, &mut arguments)?;
    arguments.done().map(|()| made)
}

/// `a[picks]`; axes that no pick is for are taken whole.
pub fn index(on: On<'_>, at: Span, picks: &[Pick]) -> Result<Made, Mistake> {
    let rank = on.shape.len();
    if picks.len() > rank {
        return Err(at.mistake(Problem::TooManyIndices { given: picks.len(), rank }));
    }
    let cut = |(axis, size): (usize, &usize)| match picks.get(axis) {
        Some(Pick::At(index, at)) => shape::cut_at(*index, axis, *size).map_err(|problem| at.mistake(problem)),
        Some(Pick::Slice { start, end, step, at }) => {
            shape::cut_slice(*start, *end, *step, *size).map_err(|problem| at.mistake(problem))
        }
        None => Ok(Cut::Every { start: 0, step: 1, count: *size }),
    };
    let cuts = on.shape.iter().enumerate().map(cut).collect::<Result<Vec<_>, _>>()?;
    let shape = shape::cut(&cuts);
    Ok((Operation::Index { cuts }, shape, on.dtype))
}

fn reshape(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Mistake> {
    let sizes = arguments.integers("shape")?;
    let shape = shape::reshape(on.shape, &sizes).map_err(|problem| at.mistake(problem))?;
    Ok((Operation::Reshape, shape, on.dtype))
}

fn transpose(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Mistake> {
    let mut axis = |argument| {
        let number = integer(arguments.need(argument)?)?;
        shape::axis(number, on.shape.len()).map_err(|problem| at.mistake(problem))
    };
    let (first, second) = (axis("dim0")?, axis("dim1")?);
    let mut axes: Vec<usize> = (0..on.shape.len()).collect();
    axes.swap(first, second);
    Ok(permuted(on, axes))
}

fn permute(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Mistake> {
    let axes = distinct(&arguments.integers("dims")?, on.shape.len(), at)?;
    match axes.len() == on.shape.len() {
        true => Ok(permuted(on, axes)),
        false => Err(at.mistake(Problem::NotAllAxes { rank: on.shape.len() })),
    }
}

fn permuted(on: On<'_>, axes: Vec<usize>) -> Made {
    let shape = axes.iter().map(|axis| on.shape[*axis]).collect();
    (Operation::Permute { axes }, shape, on.dtype)
}

/// Takes axes of size 1 away; one that is longer stays, as in PyTorch.
fn squeeze(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Mistake> {
    let rank = on.shape.len();
    let axes = match arguments.take("dim") {
        Some(dim) => distinct(&integers(dim)?, rank, at)?,
        None => (0..rank).collect(),
    };
    let stays = |(axis, size): (usize, &usize)| (*size > 1 || !axes.contains(&axis)).then_some(*size);
    Ok((Operation::Reshape, on.shape.iter().enumerate().filter_map(stays).collect(), on.dtype))
}

fn unsqueeze(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Mistake> {
    let dim = integer(arguments.need("dim")?)?;
    // The new axis may also stand behind all others.
    let place = shape::axis(dim, on.shape.len() + 1).map_err(|problem| at.mistake(problem))?;
    let mut shape = on.shape.to_vec();
    shape.insert(place, 1);
    Ok((Operation::Reshape, shape, on.dtype))
}

fn reduce(on: On<'_>, at: Span, arguments: &mut Arguments<'_>, fold: Fold) -> Result<Made, Mistake> {
    let rank = on.shape.len();
    let mut axes = match arguments.take("dim") {
        Some(dim) => distinct(&integers(dim)?, rank, at)?,
        None => (0..rank).collect(),
    };
    axes.sort_unstable();
    let keeps = arguments.take("keepdim").map_or(Ok(false), flag)?;
    if fold == Fold::Mean && on.dtype == Dtype::Int64 {
        return Err(at.mistake(Problem::MeanOfIntegers));
    }
    let shape = shape::reduce(on.shape, &axes, keeps);
    Ok((Operation::Reduce { fold, axes, keeps }, shape, on.dtype))
}

fn distinct(numbers: &[i64], rank: usize, at: Span) -> Result<Vec<usize>, Mistake> {
    let mut axes = Vec::new();
    for number in numbers {
        let axis = shape::axis(*number, rank).map_err(|problem| at.mistake(problem))?;
        if axes.contains(&axis) {
            return Err(at.mistake(Problem::RepeatedAxis { axis }));
        }
        axes.push(axis);
    }
    Ok(axes)
}
