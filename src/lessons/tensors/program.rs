//! A program as a list of tensors in the order in which they are made: each with its operation, operands, shape and type.

use std::collections::{BTreeMap, BTreeSet};

use super::MANIFEST;
use super::methods::{self, Made, On};
use super::shape::{MOST_RANK, Operation};
use super::takes_part::takes_part;
use crate::lessons::notation::arguments::Arguments;
use crate::lessons::notation::function::Function;
use crate::lessons::notation::known;
use crate::lessons::notation::making::{Dtype, numbers};
use crate::lessons::notation::mistake::{Expected, Mistake, Problem, Span};
use crate::lessons::notation::parser::parse;
use crate::lessons::notation::shape::{self, Shape, cells};
use crate::lessons::notation::syntax::{Call, Expression, Form, Sign, Statement};

/// Of one tensor, so that each fits on a page.
pub const MOST_CELLS: usize = 144;
/// Of a whole program.
pub const MOST_TENSORS: usize = 24;
pub const MOST_CELLS_TOGETHER: usize = 1000;
/// Larger numbers are no use on the bench, and their products might not fit 64 bits.
const MOST_NUMBER: f64 = 1e9;

/// What a text says, as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// Operands stand before what is made of them.
    pub tensors: Vec<Tensor>,
    /// The last statement's.
    pub result: usize,
    /// Why reading stopped, if it did.
    pub mistake: Option<Mistake>,
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
        let statements = parse(text, MOST_NUMBER);
        let outcome = statements.and_then(|statements| statements.iter().try_for_each(|line| reader.statement(line)));
        Self { mistake: outcome.err(), ..reader.program }
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
        cells(&self.shape)
    }
}

struct Reader<'a> {
    text: &'a str,
    program: Program,
    names: BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn statement(&mut self, statement: &Statement) -> Result<(), Mistake> {
        let (name, value) = match statement {
            Statement::Value { name, value } => (name, value),
            Statement::NoGrad { at, .. } => return Err(at.mistake(Problem::unknown("no_grad", MANIFEST.id))),
        };
        let place = self.value(value)?;
        if let Some(name) = name {
            self.names.insert(name.clone(), place);
            self.program.tensors[place].names.push(name.clone());
        }
        self.program.result = place;
        Ok(())
    }

    fn value(&mut self, value: &Expression) -> Result<usize, Mistake> {
        let at = value.at;
        if let Some(numbers) = numbers(value) {
            let numbers = numbers?;
            return self.keep((Operation::Made(numbers.filling), numbers.shape, numbers.dtype), Vec::new(), at);
        }
        match &value.form {
            Form::Name(name) => self.names.get(name).copied().ok_or_else(|| {
                let known = self.names.keys().cloned().collect();
                at.mistake(Problem::UnknownName { name: name.clone(), known })
            }),
            Form::Negate(inner) => {
                let place = self.value(inner)?;
                let On { shape, dtype } = self.on(place);
                self.keep((Operation::Negate, shape.to_vec(), dtype), vec![place], at)
            }
            Form::Binary(sign, left, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                self.binary(*sign, left, right, at)
            }
            Form::Index { on, picks, .. } => {
                let place = self.value(on)?;
                let made = methods::index(self.on(place), at, picks)?;
                self.keep(made, vec![place], at)
            }
            Form::Call(call) => self.call(call, at),
            Form::Integer(_) | Form::Real(_) | Form::List(_) | Form::Tuple(_) => {
                Err(at.mistake(Problem::Expected(Expected::Value)))
            }
        }
    }

    /// A method, or a function with its tensor as first argument: `sum(a, dim=0)`.
    fn call(&mut self, call: &Call, at: Span) -> Result<usize, Mistake> {
        let function = &*call.function;
        let name_at = if call.is_method { call.name_at } else { at };
        if !known(MANIFEST.id).contains(&function) {
            return Err(name_at.mistake(Problem::unknown(function, MANIFEST.id)));
        }
        let call_at = name_at.to(at);
        let mut arguments = Arguments::new(function, call_at, &call.arguments);
        let place = self.value(arguments.need("input")?)?;
        if let Some(function) = Function::called(function) {
            arguments.done()?;
            let shape = self.on(place).shape.to_vec();
            return self.keep((Operation::Function(function), shape, Dtype::Float32), vec![place], at);
        }
        let with_other = match function {
            "matmul" | "dot" => Some((Sign::Matmul, "other")),
            "pow" => Some((Sign::Power, "exponent")),
            _ => None,
        };
        if let Some((sign, argument)) = with_other {
            let other = self.value(arguments.need(argument)?)?;
            arguments.done()?;
            if function == "dot" {
                shape::dot(self.on(place).shape, self.on(other).shape).map_err(|problem| at.mistake(problem))?;
            }
            return self.binary(sign, place, other, at);
        }
        let made = methods::apply(function, call_at, self.on(place), arguments);
        self.keep(made?, vec![place], at)
    }

    fn binary(&mut self, sign: Sign, left: usize, right: usize, at: Span) -> Result<usize, Mistake> {
        let (one, other) = (self.on(left), self.on(right));
        let dtype = one.dtype.with(other.dtype);
        let shape = match sign {
            Sign::Matmul if one.dtype != other.dtype => {
                Err(Problem::DtypesDiffer { left: one.dtype, right: other.dtype })
            }
            Sign::Matmul => shape::matmul(one.shape, other.shape),
            Sign::Plus | Sign::Minus | Sign::Times | Sign::Divide | Sign::Power => {
                shape::broadcast(one.shape, other.shape)
            }
        };
        let (operation, dtype) = match sign {
            Sign::Plus => (Operation::Add, dtype),
            Sign::Minus => (Operation::Subtract, dtype),
            Sign::Times => (Operation::Multiply, dtype),
            Sign::Divide => (Operation::Divide, Dtype::Float32),
            Sign::Power => (Operation::Power, Dtype::Float32),
            Sign::Matmul => (Operation::Matmul, dtype),
        };
        let shape = shape.map_err(|problem| at.mistake(problem))?;
        self.keep((operation, shape, dtype), vec![left, right], at)
    }

    /// Adds a tensor, if it can be shown.
    fn keep(&mut self, made: Made, operands: Vec<usize>, at: Span) -> Result<usize, Mistake> {
        let (operation, shape, dtype) = made;
        let (rank, cells) = (shape.len(), cells(&shape));
        let tensors = &mut self.program.tensors;
        let together = tensors.iter().map(Tensor::cells).sum::<usize>().saturating_add(cells);
        if rank > MOST_RANK {
            return Err(at.mistake(Problem::RankTooHigh { rank, most: MOST_RANK }));
        }
        if cells > MOST_CELLS {
            return Err(at.mistake(Problem::TooLarge { cells, most: MOST_CELLS }));
        }
        if tensors.len() == MOST_TENSORS || together > MOST_CELLS_TOGETHER {
            return Err(at.mistake(Problem::TooMuch { most_tensors: MOST_TENSORS, most_cells: MOST_CELLS_TOGETHER }));
        }
        tensors.push(Tensor { names: Vec::new(), source: at.of(self.text), operation, operands, shape, dtype });
        Ok(tensors.len() - 1)
    }

    fn on(&self, place: usize) -> On<'_> {
        let tensor = &self.program.tensors[place];
        On { shape: &tensor.shape, dtype: tensor.dtype }
    }
}
