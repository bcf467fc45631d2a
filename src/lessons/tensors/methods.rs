//! The methods of one tensor, by their names in PyTorch: moving its cells and folding its axes.

use super::arguments::{Arguments, flag, integer, integers};
use super::functions::Made;
use super::problem::{Kind, Problem, Span};
use super::shape::{self, Cut, Dtype, Fold, Operation};
use super::syntax::Pick;

/// The tensor a method is called on.
#[derive(Clone, Copy)]
pub struct On<'a> {
    pub shape: &'a [usize],
    pub dtype: Dtype,
}

/// What the method `name` makes of a tensor, or none if there is no such method.
pub fn apply(name: &str, at: Span, on: On<'_>, mut arguments: Arguments<'_>) -> Option<Result<Made, Problem>> {
    let apply: fn(On<'_>, Span, &mut Arguments<'_>) -> Result<Made, Problem> = match name {
        "reshape" | "view" => reshape,
        "transpose" => transpose,
        "permute" => permute,
        "squeeze" => squeeze,
        "unsqueeze" => unsqueeze,
        "sum" => |on, at, arguments| reduce(on, at, arguments, Fold::Sum),
        "mean" => |on, at, arguments| reduce(on, at, arguments, Fold::Mean),
        "max" | "amax" => |on, at, arguments| reduce(on, at, arguments, Fold::Max),
        "min" | "amin" => |on, at, arguments| reduce(on, at, arguments, Fold::Min),
        "float" => |on, _, _| Ok((Operation::ToFloat, on.shape.to_vec(), Dtype::Float32)),
        "int" | "long" => |on, _, _| Ok((Operation::ToInt, on.shape.to_vec(), Dtype::Int64)),
        _ => return None,
    };
    Some(apply(on, at, &mut arguments).and_then(|made| arguments.done().map(|()| made)))
}

/// `a.T`: all axes in reverse order.
pub fn reversed(on: On<'_>) -> Made {
    permuted(on, (0..on.shape.len()).rev().collect())
}

/// `a[picks]`; axes that no pick is for are taken whole.
pub fn index(on: On<'_>, at: Span, picks: &[Pick]) -> Result<Made, Problem> {
    let rank = on.shape.len();
    if picks.len() > rank {
        return Err(at.problem(Kind::TooManyIndices { given: picks.len(), rank }));
    }
    let cut = |(axis, size): (usize, &usize)| match picks.get(axis) {
        Some(Pick::At(index, at)) => shape::cut_at(*index, axis, *size).map_err(|kind| at.problem(kind)),
        Some(Pick::Slice { start, end, step, at }) => {
            shape::cut_slice(*start, *end, *step, *size).map_err(|kind| at.problem(kind))
        }
        None => Ok(Cut::Every { start: 0, step: 1, count: *size }),
    };
    let cuts = on.shape.iter().enumerate().map(cut).collect::<Result<Vec<_>, _>>()?;
    let shape = shape::cut(&cuts);
    Ok((Operation::Index { cuts }, shape, on.dtype))
}

fn reshape(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Problem> {
    let sizes = arguments.integers("shape")?;
    let shape = shape::reshape(on.shape, &sizes).map_err(|kind| at.problem(kind))?;
    Ok((Operation::Reshape, shape, on.dtype))
}

fn transpose(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Problem> {
    let mut axis = |argument| {
        let number = integer(arguments.need(argument)?)?;
        shape::axis(number, on.shape.len()).map_err(|kind| at.problem(kind))
    };
    let (first, second) = (axis("dim0")?, axis("dim1")?);
    let mut axes: Vec<usize> = (0..on.shape.len()).collect();
    axes.swap(first, second);
    Ok(permuted(on, axes))
}

fn permute(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Problem> {
    let axes = distinct(&arguments.integers("dims")?, on.shape.len(), at)?;
    match axes.len() == on.shape.len() {
        true => Ok(permuted(on, axes)),
        false => Err(at.problem(Kind::NotAllAxes { rank: on.shape.len() })),
    }
}

fn permuted(on: On<'_>, axes: Vec<usize>) -> Made {
    let shape = axes.iter().map(|axis| on.shape[*axis]).collect();
    (Operation::Permute { axes }, shape, on.dtype)
}

/// Takes axes of size 1 away; one that is longer stays, as in PyTorch.
fn squeeze(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Problem> {
    let rank = on.shape.len();
    let axes = match arguments.take("dim") {
        Some(dim) => distinct(&integers(dim)?, rank, at)?,
        None => (0..rank).collect(),
    };
    let stays = |(axis, size): (usize, &usize)| (*size > 1 || !axes.contains(&axis)).then_some(*size);
    Ok((Operation::Reshape, on.shape.iter().enumerate().filter_map(stays).collect(), on.dtype))
}

fn unsqueeze(on: On<'_>, at: Span, arguments: &mut Arguments<'_>) -> Result<Made, Problem> {
    let dim = integer(arguments.need("dim")?)?;
    // The new axis may also stand behind all others.
    let place = shape::axis(dim, on.shape.len() + 1).map_err(|kind| at.problem(kind))?;
    let mut shape = on.shape.to_vec();
    shape.insert(place, 1);
    Ok((Operation::Reshape, shape, on.dtype))
}

fn reduce(on: On<'_>, at: Span, arguments: &mut Arguments<'_>, fold: Fold) -> Result<Made, Problem> {
    let rank = on.shape.len();
    let mut axes = match arguments.take("dim") {
        Some(dim) => distinct(&integers(dim)?, rank, at)?,
        None => (0..rank).collect(),
    };
    axes.sort_unstable();
    let keeps = arguments.take("keepdim").map_or(Ok(false), flag)?;
    if fold == Fold::Mean && on.dtype == Dtype::Int64 {
        return Err(at.problem(Kind::MeanOfIntegers));
    }
    let shape = shape::reduce(on.shape, &axes, keeps);
    Ok((Operation::Reduce { fold, axes, keeps }, shape, on.dtype))
}

fn distinct(numbers: &[i64], rank: usize, at: Span) -> Result<Vec<usize>, Problem> {
    let mut axes = Vec::new();
    for number in numbers {
        let axis = shape::axis(*number, rank).map_err(|kind| at.problem(kind))?;
        if axes.contains(&axis) {
            return Err(at.problem(Kind::RepeatedAxis { axis }));
        }
        axes.push(axis);
    }
    Ok(axes)
}
