//! A program as a list of tensors in the order in which they are made: each with its operation, operands, shape and type.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::Arguments;
use super::expression::parse;
use super::functions::{Made, literal, make};
use super::methods::{self, On};
use super::problem::{Expected, Kind, Problem, Span};
use super::shape::{self, Dtype, MOST_RANK, Operation, Shape};
use super::syntax::{Argument, Expression, Form, Sign, Statement};
use super::takes_part::takes_part;

/// Of one tensor, so that each fits on a page.
pub const MOST_CELLS: usize = 144;
/// Of a whole program.
pub const MOST_TENSORS: usize = 24;
pub const MOST_CELLS_TOGETHER: usize = 1000;

/// What a text says, as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// Operands stand before what is made of them.
    pub tensors: Vec<Tensor>,
    /// The last statement's.
    pub result: usize,
    /// Why reading stopped, if it did.
    pub problem: Option<Problem>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// Given by the reader; several after `b = a`.
    pub names: Vec<String>,
    /// The part of the text that makes it.
    pub source: String,
    pub operation: Operation,
    /// Places in [`Program::tensors`].
    pub operands: Vec<usize>,
    pub shape: Shape,
    pub dtype: Dtype,
}

impl Program {
    /// Reads a text, up to its first mistake.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader { text, program: Self::default(), names: BTreeMap::new() };
        let outcome = parse(text).and_then(|statements| statements.iter().try_for_each(|line| reader.statement(line)));
        Self { problem: outcome.err(), ..reader.program }
    }

    /// The cells of every tensor (places in row order) that have a part in one cell of the result, however far back.
    pub fn ancestry(&self, result_cell: usize) -> Vec<BTreeSet<usize>> {
        let mut cells = vec![BTreeSet::new(); self.tensors.len()];
        if let Some(of_result) = cells.get_mut(self.result) {
            of_result.insert(result_cell);
        }
        for (place, tensor) in self.tensors.iter().enumerate().rev() {
            for cell in cells[place].clone() {
                for (operand, part) in tensor.operands.iter().zip(self.part(place, cell)) {
                    cells[*operand].extend(part);
                }
            }
        }
        cells
    }

    /// The cells of each operand that make cell `cell` of the tensor at `place`.
    pub fn part(&self, place: usize, cell: usize) -> Vec<Vec<usize>> {
        let tensor = &self.tensors[place];
        takes_part(&tensor.operation, &self.shapes(&tensor.operands), &tensor.shape, cell)
    }

    /// Cells of the result; 0 when there is none.
    pub fn result_cells(&self) -> usize {
        self.tensors.get(self.result).map_or(0, Tensor::cells)
    }

    fn shapes(&self, operands: &[usize]) -> Vec<&[usize]> {
        operands.iter().map(|operand| self.tensors[*operand].shape.as_slice()).collect()
    }
}

impl Tensor {
    /// Its names, or the text that makes it.
    pub fn label(&self) -> String {
        if self.names.is_empty() { self.source.clone() } else { self.names.join(", ") }
    }

    /// How many numbers it holds.
    pub fn cells(&self) -> usize {
        self.shape.iter().product()
    }
}

struct Reader<'a> {
    text: &'a str,
    program: Program,
    names: BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn statement(&mut self, statement: &Statement) -> Result<(), Problem> {
        let place = self.value(&statement.value)?;
        if let Some(name) = &statement.name {
            self.names.insert(name.clone(), place);
            self.program.tensors[place].names.push(name.clone());
        }
        self.program.result = place;
        Ok(())
    }

    fn value(&mut self, value: &Expression) -> Result<usize, Problem> {
        let at = value.at;
        match &value.form {
            Form::Integer(_) | Form::Real(_) | Form::List(_) => self.keep(literal(value)?, Vec::new(), at),
            Form::Tuple(_) => Err(at.problem(Kind::Expected { expected: Expected::Value, found: at.of(self.text) })),
            Form::Name(name) => {
                self.names.get(name).copied().ok_or_else(|| at.problem(Kind::UnknownName(name.clone())))
            }
            Form::Negate(inner) => {
                let place = self.value(inner)?;
                let On { shape, dtype } = self.on(place);
                self.keep((Operation::Negate, shape.to_vec(), dtype), vec![place], at)
            }
            Form::Binary(sign, left, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                self.binary(*sign, left, right, at)
            }
            Form::Index { on, picks } => {
                let place = self.value(on)?;
                let made = methods::index(self.on(place), at, picks)?;
                self.keep(made, vec![place], at)
            }
            Form::Call { function, arguments } => self.call(function, arguments, at),
            // `torch.zeros(2)`, as it stands in PyTorch programs.
            Form::Method { on, method, arguments: Some(arguments), .. } if self.is_torch(on) => {
                self.call(method, arguments, at)
            }
            Form::Method { on, method, name_at, arguments: None } => {
                if method != "T" {
                    let next = Span::new(name_at.end, name_at.end + 1);
                    let expected = Kind::Expected { expected: Expected::Symbol('('), found: next.of(self.text) };
                    return Err(next.problem(expected));
                }
                let place = self.value(on)?;
                self.keep(methods::reversed(self.on(place)), vec![place], at)
            }
            Form::Method { on, method, name_at, arguments: Some(arguments) } => {
                let place = self.value(on)?;
                self.method(place, method, arguments, *name_at, at)
            }
        }
    }

    /// A function that makes a tensor, or a method with its tensor as first argument: `sum(a, dim=0)`.
    fn call(&mut self, function: &str, arguments: &[Argument], at: Span) -> Result<usize, Problem> {
        if let Some(made) = make(function, at, Arguments::new(function, at, arguments)) {
            return self.keep(made?, Vec::new(), at);
        }
        let unknown = || at.problem(Kind::UnknownFunction(function.to_owned()));
        let (first, rest) = arguments.split_first().ok_or_else(unknown)?;
        let place = self.value(&first.value)?;
        self.method(place, function, rest, at, at).map_err(|problem| match problem.kind {
            Kind::UnknownMethod(_) => unknown(),
            kind => problem.at.problem(kind),
        })
    }

    fn method(
        &mut self,
        place: usize,
        method: &str,
        arguments: &[Argument],
        name_at: Span,
        at: Span,
    ) -> Result<usize, Problem> {
        let call_at = name_at.to(at);
        let mut arguments = Arguments::new(method, call_at, arguments);
        if method == "matmul" {
            let other = self.value(arguments.need("other")?)?;
            arguments.done()?;
            return self.binary(Sign::Matmul, place, other, at);
        }
        match methods::apply(method, call_at, self.on(place), arguments) {
            Some(made) => self.keep(made?, vec![place], at),
            None => Err(name_at.problem(Kind::UnknownMethod(method.to_owned()))),
        }
    }

    fn binary(&mut self, sign: Sign, left: usize, right: usize, at: Span) -> Result<usize, Problem> {
        let (one, other) = (self.on(left), self.on(right));
        let dtype = one.dtype.with(other.dtype);
        let shape = match sign {
            Sign::Plus | Sign::Minus | Sign::Times | Sign::Divide => shape::broadcast(one.shape, other.shape),
            Sign::Matmul if one.dtype != other.dtype => Err(Kind::DtypesDiffer { left: one.dtype, right: other.dtype }),
            Sign::Matmul => shape::matmul(one.shape, other.shape),
        };
        let (operation, dtype) = match sign {
            Sign::Plus => (Operation::Add, dtype),
            Sign::Minus => (Operation::Subtract, dtype),
            Sign::Times => (Operation::Multiply, dtype),
            Sign::Divide => (Operation::Divide, Dtype::Float32),
            Sign::Matmul => (Operation::Matmul, dtype),
        };
        let shape = shape.map_err(|kind| at.problem(kind))?;
        self.keep((operation, shape, dtype), vec![left, right], at)
    }

    /// Adds a tensor, if it can be shown.
    fn keep(&mut self, made: Made, operands: Vec<usize>, at: Span) -> Result<usize, Problem> {
        let (operation, shape, dtype) = made;
        if shape.len() > MOST_RANK {
            return Err(at.problem(Kind::RankTooHigh { rank: shape.len(), most: MOST_RANK }));
        }
        let cells = shape.iter().fold(1usize, |product, size| product.saturating_mul(*size));
        if cells > MOST_CELLS {
            return Err(at.problem(Kind::TooLarge { cells, most: MOST_CELLS }));
        }
        let tensors = &mut self.program.tensors;
        if tensors.len() == MOST_TENSORS
            || tensors.iter().map(Tensor::cells).sum::<usize>() + cells > MOST_CELLS_TOGETHER
        {
            return Err(at.problem(Kind::TooMuch { most_tensors: MOST_TENSORS, most_cells: MOST_CELLS_TOGETHER }));
        }
        tensors.push(Tensor { names: Vec::new(), source: at.of(self.text), operation, operands, shape, dtype });
        Ok(tensors.len() - 1)
    }

    fn on(&self, place: usize) -> On<'_> {
        let tensor = &self.program.tensors[place];
        On { shape: &tensor.shape, dtype: tensor.dtype }
    }

    fn is_torch(&self, value: &Expression) -> bool {
        matches!(&value.form, Form::Name(name) if name == "torch" && !self.names.contains_key("torch"))
    }
}
