//! The tensor bench: burn makes the tensors of the reader's program, and each step looks at one cell of the last one.
//!
//! A burn tensor carries its rank in its type. Here the reader decides the rank while the program runs, so every tensor is
//! held with five axes: its own, behind as many of size 1 as it takes. Broadcasting sees it like that anyway.

use std::collections::BTreeMap;

use burn::tensor::{DType, Device, Int, Slice, Tensor, TensorData, kind};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::program::{self, Program};
use super::shape::{Cut, Fold, MOST_RANK, Operation};
use crate::course::settings::Settings;
use crate::engine::experiment::{Experiment, Picture, Plan};
use crate::engine::weights::Values;
use crate::lessons::notation::applying;
use crate::lessons::notation::making::Dtype;
use crate::protocol::{Difference, Fault, LayerSummary};

/// Every tensor of the program, and how many cells of the result have been looked at.
pub struct Bench {
    program: Program,
    /// The tensors' values in row order.
    values: Vec<Vec<f32>>,
    cell: usize,
}

/// One tensor of the bench, on the device.
#[derive(Clone)]
enum Held {
    Float32(Tensor<MOST_RANK>),
    Int64(Tensor<MOST_RANK, Int>),
}

/// Reads the program of the setting `expr` and computes all of it.
///
/// # Errors
/// [`Fault::BadExpression`] at the program's first mistake.
pub fn new(settings: &Settings) -> Result<Box<dyn Experiment>, Fault> {
    let text = settings.text("expr");
    let program = Program::read(text);
    if let Some(mistake) = &program.mistake {
        return Err(mistake.fault(text));
    }
    let device = Device::flex();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(settings.integer("seed"));
    let mut tensors: Vec<Held> = Vec::new();
    for tensor in &program.tensors {
        let operands = tensor.operands.iter().map(|&operand| tensors[operand].clone()).collect();
        tensors.push(compute(&program, tensor, operands, &mut random, &device));
    }
    let values = tensors.into_iter().map(Held::read).collect();
    Ok(Box::new(Bench { program, values, cell: 0 }))
}

fn compute(
    program: &Program,
    tensor: &program::Tensor,
    operands: Vec<Held>,
    random: &mut Xoshiro256PlusPlus,
    device: &Device,
) -> Held {
    match (&tensor.operation, tensor.dtype) {
        (Operation::Made(filling), _) => Held::new(filling.values(tensor.cells(), random), tensor, device),
        // Operands of two types meet in the result's: an integer beside a float becomes a float first.
        (_, Dtype::Float32) => {
            let operands: Vec<_> = operands.into_iter().map(Held::float).collect();
            Held::Float32(match (&tensor.operation, &operands[..]) {
                (Operation::Function(function), [of]) => applying::apply(*function, of.clone()),
                (Operation::Power, [base, exponent]) => base.clone().powf(exponent.clone()),
                _ => apply(program, tensor, operands),
            })
        }
        (_, Dtype::Int64) => {
            let operands = operands.into_iter().map(Held::int).collect();
            Held::Int64(apply(program, tensor, operands))
        }
    }
}

/// The operation itself, for either type of number.
fn apply<K: kind::Ordered>(
    program: &Program,
    tensor: &program::Tensor,
    operands: Vec<Tensor<MOST_RANK, K>>,
) -> Tensor<MOST_RANK, K> {
    let mut operands = operands.into_iter();
    let mut next = || operands.next().expect("the program gives each operation its operands");
    // Axis `i` of a tensor of rank 2 is axis `3 + i` here.
    let rank = |operand: usize| program.tensors[tensor.operands[operand]].shape.len();
    let shift = MOST_RANK - if tensor.operands.is_empty() { 0 } else { rank(0) };
    let result = match &tensor.operation {
        Operation::Add => next() + next(),
        Operation::Subtract => next() - next(),
        Operation::Multiply => next() * next(),
        Operation::Divide => next() / next(),
        Operation::Negate => next().neg(),
        Operation::Permute { axes } => {
            let axis = |place: usize| if place < shift { place } else { shift + axes[place - shift] };
            next().permute(std::array::from_fn::<usize, MOST_RANK, _>(axis))
        }
        Operation::Index { cuts } => {
            let whole = std::iter::repeat_n(Slice::from(..), shift);
            next().slice(&whole.chain(cuts.iter().map(slice)).collect::<Vec<_>>())
        }
        Operation::Reduce { fold, axes, .. } => {
            let axes: Vec<usize> = axes.iter().map(|axis| shift + axis).collect();
            match fold {
                Fold::Sum => next().sum_dims(&axes),
                Fold::Mean => next().mean_dims(&axes),
                Fold::Max => next().max_dims(&axes),
                Fold::Min => next().min_dims(&axes),
            }
        }
        Operation::Matmul => {
            let (left, right) = (next(), next());
            // A vector on the left is a row, as it is held; on the right it is a column.
            let right = if rank(1) == 1 { right.swap_dims(MOST_RANK - 2, MOST_RANK - 1) } else { right };
            left.matmul(right)
        }
        // What there is for floats alone, `compute` does.
        Operation::Made(_) | Operation::Function(_) | Operation::Power => next(),
        Operation::Reshape | Operation::ToFloat | Operation::ToInt => next(),
    };
    // Drops the axes that were cut, folded or multiplied away.
    result.reshape(five(&tensor.shape))
}

fn slice(cut: &Cut) -> Slice {
    match *cut {
        Cut::At(place) => Slice::from(place),
        Cut::Every { start, step, count } => {
            let end = start + (count - 1) * step + 1;
            Slice { start: start as isize, end: Some(end as isize), step: step as isize }
        }
    }
}

/// The shape behind axes of size 1.
fn five(shape: &[usize]) -> [usize; MOST_RANK] {
    let before = MOST_RANK - shape.len();
    std::array::from_fn(|axis| if axis < before { 1 } else { shape[axis - before] })
}

impl Held {
    fn new(values: Vec<f64>, tensor: &program::Tensor, device: &Device) -> Self {
        let data = TensorData::new(values, five(&tensor.shape));
        match tensor.dtype {
            Dtype::Float32 => Self::Float32(Tensor::from_data(data, (device, DType::F32))),
            Dtype::Int64 => Self::Int64(Tensor::from_data(data, (device, DType::I64))),
        }
    }

    fn float(self) -> Tensor<MOST_RANK> {
        match self {
            Self::Float32(tensor) => tensor,
            Self::Int64(tensor) => tensor.float(),
        }
    }

    fn int(self) -> Tensor<MOST_RANK, Int> {
        match self {
            Self::Float32(tensor) => tensor.int(),
            Self::Int64(tensor) => tensor,
        }
    }

    fn read(self) -> Vec<f32> {
        let data = match self {
            Self::Float32(tensor) => tensor.into_data(),
            Self::Int64(tensor) => tensor.into_data(),
        };
        data.iter::<f32>().collect()
    }
}

impl Experiment for Bench {
    fn plan(&self) -> Plan {
        let cells = self.program.result_cells() as u64;
        Plan { train_examples: cells, test_examples: 0, steps_per_epoch: cells, epochs: 1 }
    }

    fn layers(&self) -> Vec<LayerSummary> {
        Vec::new()
    }

    fn step(&mut self) -> Result<Vec<(&'static str, f64)>, Fault> {
        let value = self.values[self.program.result].get(self.cell).copied().filter(|value| value.is_finite());
        self.cell += 1;
        Ok(value.map(|value| ("value", f64::from(value))).into_iter().collect())
    }

    fn picture(&mut self) -> Picture {
        let tensors = self.program.tensors.iter().zip(&self.values).enumerate();
        tensors.fold(Picture::default(), |picture, (place, (tensor, values))| {
            picture.with(&place.to_string(), &tensor.shape, values.iter().copied())
        })
    }

    fn change(&mut self, _: &Settings) -> Result<(), Fault> {
        Ok(())
    }

    fn tensors(&self) -> BTreeMap<String, Values> {
        let named = |(tensor, values): (&program::Tensor, &Vec<f32>)| {
            let values = Values { shape: tensor.shape.clone(), values: values.clone() };
            tensor.names.iter().map(|name| (name.clone(), values.clone())).collect::<Vec<_>>()
        };
        self.program.tensors.iter().zip(&self.values).flat_map(named).collect()
    }

    /// What the reader's program gives, it gives.
    fn must_be_finite(&self, _: &str) -> bool {
        false
    }

    fn restore(&mut self, _: &BTreeMap<String, Values>, step: u64) -> Result<(), Vec<Difference>> {
        self.cell = step as usize;
        Ok(())
    }
}
