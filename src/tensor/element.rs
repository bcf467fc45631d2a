//! Numbers in and out of views: kernels compute in f32, f64 or i64, whatever the dtype.

use std::rc::Rc;
use std::sync::Arc;

use burn_backend::Bytes;
use bytemuck::Pod;
use half::{bf16, f16};

use crate::dtype::{Category, Dtype};
pub use crate::num::{Arithmetic, Num, Real};
use crate::storage::Storage;
use crate::view::{View, contiguous_strides};
use crate::walk::{Runs, along};

/// Runs a body with `$t` as the type that the dtype of floats is computed in.
#[macro_export]
macro_rules! compute_real {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $crate::element::Compute::of($dtype) {
            $crate::element::Compute::F32 => {
                type $t = f32;
                $body
            }
            $crate::element::Compute::F64 | $crate::element::Compute::I64 => {
                type $t = f64;
                $body
            }
        }
    };
}

/// The type in which a dtype is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compute {
    F32,
    F64,
    I64,
}

impl Compute {
    pub fn of(dtype: Dtype) -> Self {
        match (dtype.category(), dtype) {
            (_, Dtype::F64) => Self::F64,
            (Category::Float, _) => Self::F32,
            (Category::Integer | Category::Bool, _) => Self::I64,
        }
    }
}

/// Runs a body with `$t` as the type that the dtype is computed in.
#[macro_export]
macro_rules! compute {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $crate::element::Compute::of($dtype) {
            $crate::element::Compute::F32 => {
                type $t = f32;
                $body
            }
            $crate::element::Compute::F64 => {
                type $t = f64;
                $body
            }
            $crate::element::Compute::I64 => {
                type $t = i64;
                $body
            }
        }
    };
}

/// Numbers to compute with: a view's own bytes, or a copy in another type.
pub struct Source<T> {
    held: Held<T>,
    pub offset: usize,
}

enum Held<T> {
    Shared(Arc<Bytes>),
    Own(Vec<T>),
}

impl<T: Num> Held<T> {
    fn numbers(&self) -> &[T] {
        match self {
            Self::Shared(bytes) => bytemuck::cast_slice(bytes),
            Self::Own(values) => values,
        }
    }
}

impl<T: Num> Source<T> {
    pub fn numbers(&self) -> &[T] {
        self.held.numbers()
    }

    /// How far apart the numbers of the view lie that they were read from.
    pub fn strides(&self, view: &View) -> Vec<isize> {
        match self.held {
            Held::Shared(_) => view.strides.clone(),
            Held::Own(_) => contiguous_strides(&view.shape),
        }
    }
}

/// Numbers in row order, one after the other.
pub struct Line<T> {
    held: Held<T>,
    start: usize,
    count: usize,
}

impl<T: Num> Line<T> {
    /// A view's own, or a copy where they lie otherwise or are of another type.
    pub fn of(view: &View) -> Self {
        let count = view.count();
        match view.dtype == T::DTYPE && view.is_contiguous() {
            true => Self { held: Held::Shared(view.storage.bytes()), start: view.offset, count },
            false => Self { held: Held::Own(to_vec(view)), start: 0, count },
        }
    }

    pub fn numbers(&self) -> &[T] {
        &self.held.numbers()[self.start..self.start + self.count]
    }
}

/// A view's numbers as `T`.
pub fn read<T: Num>(view: &View) -> Source<T> {
    if view.dtype == T::DTYPE {
        return Source { held: Held::Shared(view.storage.bytes()), offset: view.offset };
    }
    Source { held: Held::Own(to_vec(view)), offset: 0 }
}

/// The same as a vector in row order.
pub fn to_vec<T: Num>(view: &View) -> Vec<T> {
    match view.dtype {
        Dtype::Bool | Dtype::U8 => gather(view, |value: u8| T::from_i64(value.into())),
        Dtype::I8 => gather(view, |value: i8| T::from_i64(value.into())),
        Dtype::I16 => gather(view, |value: i16| T::from_i64(value.into())),
        Dtype::I32 => gather(view, |value: i32| T::from_i64(value.into())),
        Dtype::I64 => gather(view, T::from_i64),
        Dtype::F16 => gather(view, |value: f16| T::from_f64(value.to_f64())),
        Dtype::Bf16 => gather(view, |value: bf16| T::from_f64(value.to_f64())),
        Dtype::F32 => gather(view, |value: f32| T::from_f64(value.into())),
        Dtype::F64 => gather(view, T::from_f64),
    }
}

fn gather<E: Pod, T>(view: &View, convert: impl Fn(E) -> T) -> Vec<T> {
    let bytes = view.storage.bytes();
    let numbers: &[E] = bytemuck::cast_slice(&bytes);
    let mut values = Vec::with_capacity(view.count());
    let runs = Runs::new(&view.shape, [&view.strides], [view.offset]);
    let (length, [step]) = (runs.length, runs.steps);
    runs.for_each(|[first]| match step {
        1 => values.extend(numbers[first..first + length].iter().map(|&value| convert(value))),
        _ => values.extend((0..length).map(|index| convert(numbers[along(first, step, index)]))),
    });
    values
}

/// A new view in row order of numbers computed as `T`, stored as `dtype`.
pub fn store<T: Num>(values: Vec<T>, dtype: Dtype, shape: &[usize]) -> View {
    View::new(store_flat(values, dtype), dtype, shape)
}

fn store_flat<T: Num>(values: Vec<T>, dtype: Dtype) -> Rc<Storage> {
    if dtype == T::DTYPE {
        return Storage::new(values);
    }
    let to = values.into_iter();
    match dtype {
        Dtype::Bool => Storage::new(to.map(|value| u8::from(value != T::default())).collect()),
        Dtype::U8 => Storage::new(to.map(|value| value.to_i64() as u8).collect()),
        Dtype::I8 => Storage::new(to.map(|value| value.to_i64() as i8).collect()),
        Dtype::I16 => Storage::new(to.map(|value| value.to_i64() as i16).collect()),
        Dtype::I32 => Storage::new(to.map(|value| value.to_i64() as i32).collect()),
        Dtype::I64 => Storage::new(to.map(T::to_i64).collect()),
        Dtype::F16 => Storage::new(to.map(|value| f16::from_f64(value.to_f64())).collect()),
        Dtype::Bf16 => Storage::new(to.map(|value| bf16::from_f64(value.to_f64())).collect()),
        Dtype::F32 => Storage::new(to.map(|value| value.to_f64() as f32).collect()),
        Dtype::F64 => Storage::new(to.map(T::to_f64).collect()),
    }
}

/// The same numbers in row order under a storage of their own, as another dtype or the same.
pub fn copied(view: &View, dtype: Dtype) -> View {
    if view.dtype == dtype {
        let storage = match dtype.size() {
            1 => Storage::new(gather(view, |value: u8| value)),
            2 => Storage::new(gather(view, |value: u16| value)),
            4 => Storage::new(gather(view, |value: u32| value)),
            _ => Storage::new(gather(view, |value: u64| value)),
        };
        return View::new(storage, dtype, &view.shape);
    }
    match view.dtype.is_float() || dtype.is_float() {
        true => store(to_vec::<f64>(view), dtype, &view.shape),
        false => store(to_vec::<i64>(view), dtype, &view.shape),
    }
}

/// The view itself if it lies in row order, else a copy that does.
pub fn contiguous(view: &View) -> View {
    if view.is_contiguous() { view.clone() } else { copied(view, view.dtype) }
}

/// The view itself if it has the dtype, else a copy that does.
pub fn cast(view: &View, dtype: Dtype) -> View {
    if view.dtype == dtype { view.clone() } else { copied(view, dtype) }
}

/// Writes `from`, which has the same shape, over what `into` sees.
pub fn assign(into: &View, from: &View) {
    // What overlaps is read before it is written.
    let from = if from.dtype == into.dtype && !Rc::ptr_eq(&from.storage, &into.storage) {
        from.clone()
    } else {
        copied(from, into.dtype)
    };
    let bytes = from.storage.bytes();
    into.storage.write(|target| match into.dtype.size() {
        1 => scatter::<u8>(target, into, &bytes, &from),
        2 => scatter::<u16>(target, into, &bytes, &from),
        4 => scatter::<u32>(target, into, &bytes, &from),
        _ => scatter::<u64>(target, into, &bytes, &from),
    });
}

fn scatter<E: Pod>(target: &mut [u8], into: &View, bytes: &[u8], from: &View) {
    let (target, source): (&mut [E], &[E]) = (bytemuck::cast_slice_mut(target), bytemuck::cast_slice(bytes));
    let runs = Runs::new(&into.shape, [&into.strides, &from.strides], [into.offset, from.offset]);
    let (length, [to, of]) = (runs.length, runs.steps);
    runs.for_each(|[first, start]| match (to, of) {
        (1, 1) => target[first..first + length].copy_from_slice(&source[start..start + length]),
        (1, 0) => target[first..first + length].fill(source[start]),
        _ => (0..length).for_each(|index| target[along(first, to, index)] = source[along(start, of, index)]),
    });
}

/// Lets `change` at a view's numbers in row order: where they lie, or at a copy that is written back.
pub fn rewrite<T: Num>(view: &View, change: impl FnOnce(&mut [T])) {
    if view.dtype == T::DTYPE && view.is_contiguous() {
        let within = view.offset..view.offset + view.count();
        return view.storage.write(|bytes| change(&mut bytemuck::cast_slice_mut(bytes)[within]));
    }
    let mut numbers = to_vec(view);
    change(&mut numbers);
    assign(view, &store(numbers, view.dtype, &view.shape));
}

/// One number over all that a view sees.
pub fn fill(view: &View, value: f64, whole: Option<i64>) {
    let one = match whole {
        Some(whole) => store(vec![whole], view.dtype, &[1]),
        None => store(vec![value], view.dtype, &[1]),
    };
    let shown = one.moved(view.shape.clone(), vec![0; view.rank()], 0);
    assign(view, &shown);
}
