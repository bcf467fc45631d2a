//! A window onto a storage: shape, strides and offset. What only moves the window copies nothing.

use std::rc::Rc;

use burn_backend::Shape;
use burn_flex::{FlexTensor, Layout};

use crate::dtype::Dtype;
use crate::error::{Outcome, out_of_range, runtime};
use crate::storage::Storage;

/// Numbers of one dtype, seen as `shape`.
#[derive(Clone, Debug)]
pub struct View {
    pub storage: Rc<Storage>,
    pub dtype: Dtype,
    pub shape: Vec<usize>,
    /// Numbers to go on for the next one along each dimension; 0 where one is shown many times.
    pub strides: Vec<isize>,
    /// Numbers before the first.
    pub offset: usize,
}

impl View {
    /// A storage in row order.
    pub fn new(storage: Rc<Storage>, dtype: Dtype, shape: &[usize]) -> Self {
        Self { storage, dtype, shape: shape.to_vec(), strides: contiguous_strides(shape), offset: 0 }
    }

    pub fn rank(&self) -> usize {
        self.shape.len()
    }

    /// How many numbers are seen.
    pub fn count(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether the numbers lie in row order without gaps.
    pub fn is_contiguous(&self) -> bool {
        if self.count() == 0 {
            return true;
        }
        let mut expected = 1;
        for (&size, &stride) in self.shape.iter().zip(&self.strides).rev() {
            if size != 1 && stride != expected {
                return false;
            }
            expected *= size as isize;
        }
        true
    }

    /// A dimension counted from the end if negative.
    ///
    /// # Errors
    /// `IndexError` beyond the rank; a tensor without dimensions counts as having one.
    pub fn dim(&self, dim: i64) -> Outcome<usize> {
        wrapped_dim(dim, self.rank())
    }

    /// Another window onto the same storage.
    pub fn moved(&self, shape: Vec<usize>, strides: Vec<isize>, offset: usize) -> Self {
        Self { storage: self.storage.clone(), dtype: self.dtype, shape, strides, offset }
    }

    /// The dimensions in another order.
    pub fn permuted(&self, order: &[usize]) -> Self {
        let shape = order.iter().map(|&dim| self.shape[dim]).collect();
        let strides = order.iter().map(|&dim| self.strides[dim]).collect();
        self.moved(shape, strides, self.offset)
    }

    pub fn transposed(&self, a: usize, b: usize) -> Self {
        let mut view = self.clone();
        view.shape.swap(a, b);
        view.strides.swap(a, b);
        view
    }

    /// Shown as `shape`: dimensions of 1 are repeated, new ones stand in front.
    ///
    /// # Errors
    /// `RuntimeError` where a size other than 1 does not fit.
    pub fn expanded(&self, shape: &[usize]) -> Outcome<Self> {
        let missing = shape.len().checked_sub(self.rank());
        let Some(missing) = missing else {
            return runtime(format!(
                "expand({}{{{}}}, size={}): the number of sizes provided ({}) must be greater or equal to the number of dimensions in the tensor ({})",
                crate::print::type_name(self.dtype),
                bracketed(&self.shape),
                bracketed(shape),
                shape.len(),
                self.rank()
            ));
        };
        let mut strides = vec![0; shape.len()];
        for (dim, (&size, &stride)) in self.shape.iter().zip(&self.strides).enumerate() {
            let wanted = shape[missing + dim];
            if size == wanted {
                strides[missing + dim] = stride;
            } else if size != 1 {
                return runtime(format!(
                    "The expanded size of the tensor ({wanted}) must match the existing size ({size}) at non-singleton dimension {}.  Target sizes: {}.  Tensor sizes: {}",
                    missing + dim,
                    bracketed(shape),
                    bracketed(&self.shape)
                ));
            }
        }
        Ok(self.moved(shape.to_vec(), strides, self.offset))
    }

    /// The same numbers under another shape of as many, if no copy is needed for it.
    pub fn reshaped(&self, shape: &[usize]) -> Option<Self> {
        if self.is_contiguous() {
            return Some(self.moved(shape.to_vec(), contiguous_strides(shape), self.offset));
        }
        // Runs of old dimensions that lie in row order among themselves can be cut anew.
        let old: Vec<(usize, isize)> =
            self.shape.iter().copied().zip(self.strides.iter().copied()).filter(|(size, _)| *size != 1).collect();
        let mut strides = vec![0isize; shape.len()];
        let (mut next_old, mut dim) = (0, 0);
        while dim < shape.len() {
            if shape[dim] == 1 {
                strides[dim] = 1;
                dim += 1;
                continue;
            }
            let (first_old, first_new) = (next_old, dim);
            let (mut of_old, mut of_new) = (old.get(next_old)?.0, shape[dim]);
            while of_old != of_new {
                if of_old < of_new {
                    next_old += 1;
                    of_old *= old.get(next_old)?.0;
                } else {
                    dim += 1;
                    of_new *= shape.get(dim)?;
                }
            }
            let run = &old[first_old..=next_old];
            if run.windows(2).any(|pair| pair[0].1 != pair[1].1 * pair[1].0 as isize) {
                return None;
            }
            let mut stride = run.last()?.1;
            for place in (first_new..=dim).rev() {
                strides[place] = stride;
                stride *= shape[place] as isize;
            }
            next_old += 1;
            dim += 1;
        }
        Some(self.moved(shape.to_vec(), strides, self.offset))
    }

    /// `length` numbers along a dimension, from `start` on, every `step`-th. The caller has checked the range.
    pub fn sliced(&self, dim: usize, start: usize, length: usize, step: usize) -> Self {
        let mut view = self.clone();
        if length > 0 {
            view.offset = view.offset.wrapping_add_signed(view.strides[dim] * start as isize);
        }
        view.shape[dim] = length;
        view.strides[dim] *= step as isize;
        view
    }

    /// The part at one place of a dimension, which is gone.
    pub fn selected(&self, dim: usize, place: usize) -> Self {
        let mut view = self.sliced(dim, place, 1, 1);
        view.shape.remove(dim);
        view.strides.remove(dim);
        view
    }

    /// With a dimension of size 1 before `dim`.
    pub fn unsqueezed(&self, dim: usize) -> Self {
        let mut view = self.clone();
        let stride = view.shape.get(dim).map_or(1, |&size| view.strides[dim] * size as isize);
        view.shape.insert(dim, 1);
        view.strides.insert(dim, stride);
        view
    }

    /// As burn's kernels take it: the same bytes.
    pub fn flex(&self) -> FlexTensor {
        let layout = Layout::new(Shape::from(self.shape.clone()), self.strides.clone(), self.offset);
        FlexTensor::from_arc(self.storage.bytes(), layout, self.dtype.burn())
    }

    /// What a kernel of burn's gives back.
    pub fn from_flex(tensor: FlexTensor, dtype: Dtype) -> Self {
        let layout = tensor.layout();
        let (shape, strides) = (layout.shape().to_vec(), layout.strides().to_vec());
        let offset = layout.start_offset();
        Self { storage: Storage::shared(tensor.data_arc()), dtype, shape, strides, offset }
    }
}

/// Of a shape in row order.
pub fn contiguous_strides(shape: &[usize]) -> Vec<isize> {
    let mut strides = vec![1; shape.len()];
    for dim in (1..shape.len()).rev() {
        strides[dim - 1] = strides[dim] * shape[dim].max(1) as isize;
    }
    strides
}

/// A dimension of so many, counted from the end if negative.
///
/// # Errors
/// `IndexError` beyond them.
pub fn wrapped_dim(dim: i64, rank: usize) -> Outcome<usize> {
    let most = rank.max(1) as i64;
    match dim {
        dim if (0..most).contains(&dim) => Ok(dim as usize),
        dim if (-most..0).contains(&dim) => Ok((dim + most) as usize),
        _ => out_of_range(format!(
            "Dimension out of range (expected to be in range of [{}, {}], but got {dim})",
            -most,
            most - 1
        )),
    }
}

/// The shape that both can be shown as.
///
/// # Errors
/// PyTorch's sentence about the dimension that does not fit.
pub fn broadcast(a: &[usize], b: &[usize]) -> Outcome<Vec<usize>> {
    let rank = a.len().max(b.len());
    let at = |shape: &[usize], dim: usize| (dim + shape.len()).checked_sub(rank).map_or(1, |dim| shape[dim]);
    (0..rank)
        .map(|dim| match (at(a, dim), at(b, dim)) {
            (a, b) if a == b || b == 1 => Ok(a),
            (1, b) => Ok(b),
            (a, b) => runtime(format!(
                "The size of tensor a ({a}) must match the size of tensor b ({b}) at non-singleton dimension {dim}"
            )),
        })
        .collect()
}

/// `2, 3`.
pub fn list(shape: &[usize]) -> String {
    shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// `[2, 3]`.
pub fn bracketed(shape: &[usize]) -> String {
    format!("[{}]", list(shape))
}
