//! The numbers of a call, read one after the other.

use super::Core;
use crate::dtype::Dtype;
use crate::error::{Kind, Outcome, TensorError};
use crate::tensor::Tensor;

/// What Python hands over: handles, numbers, and lists with their length before them.
pub struct Args<'a> {
    rest: &'a [f64],
}

impl<'a> Args<'a> {
    pub fn new(numbers: &'a [f64]) -> Self {
        Self { rest: numbers }
    }

    pub fn float(&mut self) -> Outcome<f64> {
        let missing = || TensorError::new(Kind::Type, "an operation was called with too few arguments");
        let (first, rest) = self.rest.split_first().ok_or_else(missing)?;
        self.rest = rest;
        Ok(*first)
    }

    pub fn int(&mut self) -> Outcome<i64> {
        Ok(self.float()? as i64)
    }

    pub fn size(&mut self) -> Outcome<usize> {
        Ok(self.float()? as usize)
    }

    pub fn flag(&mut self) -> Outcome<bool> {
        Ok(self.float()? != 0.0)
    }

    /// A number, or none: said by a flag before it.
    pub fn maybe(&mut self) -> Outcome<Option<f64>> {
        let is_there = self.flag()?;
        let number = self.float()?;
        Ok(is_there.then_some(number))
    }

    /// A list of whole numbers, its length first.
    pub fn ints(&mut self) -> Outcome<Vec<i64>> {
        let length = self.size()?;
        (0..length).map(|_| self.int()).collect()
    }

    pub fn sizes(&mut self) -> Outcome<Vec<usize>> {
        let sizes = self.ints()?;
        if let Some(size) = sizes.iter().find(|&&size| size < 0) {
            let list = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            return Err(TensorError::new(
                Kind::Runtime,
                format!("Trying to create tensor with negative dimension {size}: [{list}]"),
            ));
        }
        Ok(sizes.into_iter().map(|size| size as usize).collect())
    }

    pub fn pair(&mut self) -> Outcome<[usize; 2]> {
        Ok([self.size()?, self.size()?])
    }

    /// Below 0: none.
    pub fn dtype_or_none(&mut self) -> Outcome<Option<Dtype>> {
        let place = self.int()?;
        Ok(usize::try_from(place).ok().and_then(Dtype::at))
    }

    pub fn dtype(&mut self) -> Outcome<Dtype> {
        self.dtype_or_none()?.ok_or_else(|| TensorError::new(Kind::Type, "an operation was called without a dtype"))
    }

    pub fn tensor(&mut self, core: &Core) -> Outcome<Tensor> {
        core.tensor(self.size()?)
    }

    /// Handle 0 is none.
    pub fn tensor_or_none(&mut self, core: &Core) -> Outcome<Option<Tensor>> {
        match self.size()? {
            0 => Ok(None),
            handle => core.tensor(handle).map(Some),
        }
    }

    pub fn tensors(&mut self, core: &Core) -> Outcome<Vec<Tensor>> {
        let length = self.size()?;
        (0..length).map(|_| self.tensor(core)).collect()
    }

    pub fn tensors_or_none(&mut self, core: &Core) -> Outcome<Vec<Option<Tensor>>> {
        let length = self.size()?;
        (0..length).map(|_| self.tensor_or_none(core)).collect()
    }

    /// A tensor, or a number of Python's: its kind first (0 tensor, 1 bool, 2 whole, 3 float).
    pub fn operand(&mut self, core: &Core) -> Outcome<Tensor> {
        let kind = self.size()?;
        match kind {
            0 => self.tensor(core),
            1 => Ok(Tensor::truth(self.flag()?)),
            kind => Ok(Tensor::scalar(self.float()?, kind == 3)),
        }
    }
}
