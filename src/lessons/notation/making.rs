//! Numbers as a program gives them: written out, or made by functions with PyTorch's names.

use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::arguments::{Arguments, integer, integers, number, sizes};
use super::mistake::{Expected, Mistake, Problem, Span};
use super::shape::Shape;
use super::syntax::{Call, Expression, Form};

/// A tensor before its numbers take any room: they may be too many.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    pub filling: Filling,
    pub shape: Shape,
    pub dtype: Dtype,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Filling {
    /// In row order.
    Listed(Vec<f64>),
    /// From `start` on, each `step` more than the one before.
    Ramp { start: f64, step: f64 },
    /// Standard normal.
    Normal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dtype {
    Float32,
    Int64,
}

impl Filling {
    /// So many numbers.
    pub fn values(&self, cells: usize, random: &mut Xoshiro256PlusPlus) -> Vec<f64> {
        match self {
            Self::Listed(values) => values.clone(),
            Self::Ramp { start, step } => (0..cells).map(|place| start + place as f64 * step).collect(),
            Self::Normal => StandardNormal.sample_iter(random).take(cells).collect(),
        }
    }
}

impl Dtype {
    pub fn name(self) -> &'static str {
        match self {
            Self::Float32 => "float32",
            Self::Int64 => "int64",
        }
    }

    /// The type of a sum of the two.
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Int64, Self::Int64) => Self::Int64,
            (Self::Float32, _) | (_, Self::Float32) => Self::Float32,
        }
    }
}

/// The numbers that an expression is, or none if it computes with others.
pub fn numbers(value: &Expression) -> Option<Result<Numbers, Mistake>> {
    match &value.form {
        Form::Integer(_) | Form::Real(_) | Form::List(_) => Some(literal(value)),
        Form::Call(call) if !call.is_method => made(call, value.at),
        Form::Call(_) | Form::Name(_) | Form::Tuple(_) | Form::Negate(_) | Form::Binary(..) | Form::Index { .. } => {
            None
        }
    }
}

fn made(call: &Call, at: Span) -> Option<Result<Numbers, Mistake>> {
    let make: fn(&mut Arguments<'_>, Span) -> Result<Numbers, Mistake> = match &*call.function {
        "zeros" => |arguments, at| filled(arguments, at, 0.0),
        "ones" => |arguments, at| filled(arguments, at, 1.0),
        "full" => full,
        "arange" => arange,
        "linspace" => linspace,
        "randn" => |arguments, at| Ok(Numbers { filling: Filling::Normal, ..filled(arguments, at, 0.0)? }),
        "tensor" => |arguments, _| literal(arguments.need("data")?),
        _ => return None,
    };
    let mut arguments = Arguments::new(&call.function, at, &call.arguments);
    let numbers = make(&mut arguments, at);
    Some(numbers.and_then(|numbers| arguments.done().map(|()| numbers)))
}

/// A number, or lists of numbers within lists, each as long as its neighbours.
fn literal(value: &Expression) -> Result<Numbers, Mistake> {
    let (mut values, mut dtype) = (Vec::new(), Dtype::Int64);
    let shape = collect(value, &mut values, &mut dtype)?;
    Ok(Numbers { filling: Filling::Listed(values), shape, dtype })
}

/// Adds the numbers of a literal to `values`, and gives its shape.
fn collect(value: &Expression, values: &mut Vec<f64>, dtype: &mut Dtype) -> Result<Shape, Mistake> {
    let items = match &value.form {
        Form::List(items) => items,
        // Two rows without a comma between them.
        Form::Index { on, picks_at, .. } if matches!(on.form, Form::List(_)) => {
            return Err(picks_at.mistake(Problem::Expected(Expected::Comma(']'))));
        }
        _ => {
            let (number, own_dtype) = number(value)?;
            values.push(number);
            *dtype = dtype.with(own_dtype);
            return Ok(Shape::new());
        }
    };
    let mut row: Option<Shape> = None;
    for item in items {
        let found = collect(item, values, dtype)?;
        let expected = row.get_or_insert_with(|| found.clone());
        if *expected != found {
            return Err(item.at.mistake(Problem::Ragged { expected: expected.clone(), found }));
        }
    }
    let close = Span::new(value.at.end - 1, value.at.end);
    let row = row.ok_or(close.mistake(Problem::Expected(Expected::Number)))?;
    Ok(std::iter::once(items.len()).chain(row).collect())
}

fn filled(arguments: &mut Arguments<'_>, at: Span, value: f64) -> Result<Numbers, Mistake> {
    let shape = sizes(&arguments.integers("size")?, at)?;
    Ok(Numbers { filling: Filling::Ramp { start: value, step: 0.0 }, shape, dtype: Dtype::Float32 })
}

fn full(arguments: &mut Arguments<'_>, at: Span) -> Result<Numbers, Mistake> {
    let shape = sizes(&integers(arguments.need("size")?)?, at)?;
    let (start, dtype) = number(arguments.need("fill_value")?)?;
    Ok(Numbers { filling: Filling::Ramp { start, step: 0.0 }, shape, dtype })
}

/// From `start` (0) up to, but not with, `end`, in steps of `step` (1).
fn arange(arguments: &mut Arguments<'_>, at: Span) -> Result<Numbers, Mistake> {
    let (zero, one) = ((0.0, Dtype::Int64), (1.0, Dtype::Int64));
    let (start, end, step) = match arguments.numbers("end")?[..] {
        [end] => (zero, end, one),
        [start, end] => (start, end, one),
        [start, end, step, ..] => (start, end, step),
        [] => (zero, zero, one),
    };
    if step.0 == 0.0 {
        return Err(at.mistake(Problem::BadStep(0)));
    }
    let cells = ((end.0 - start.0) / step.0).ceil().max(0.0) as i64;
    let filling = Filling::Ramp { start: start.0, step: step.0 };
    Ok(Numbers { filling, shape: sizes(&[cells], at)?, dtype: start.1.with(end.1).with(step.1) })
}

/// `steps` numbers from `start` to `end`, both among them.
fn linspace(arguments: &mut Arguments<'_>, at: Span) -> Result<Numbers, Mistake> {
    let (start, _) = number(arguments.need("start")?)?;
    let (end, _) = number(arguments.need("end")?)?;
    let steps = integer(arguments.need("steps")?)?;
    let step = (end - start) / (steps as f64 - 1.0).max(1.0);
    Ok(Numbers { filling: Filling::Ramp { start, step }, shape: sizes(&[steps], at)?, dtype: Dtype::Float32 })
}
