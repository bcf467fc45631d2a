//! Loops over numbers: element by element, and along one dimension.

use crate::dtype::Dtype;
use crate::element::{Num, Source, read, store};
use crate::error::Outcome;
use crate::view::{View, broadcast, contiguous_strides};
use crate::walk::{Runs, along};

/// `f` of each number of `a`.
pub fn map<T: Num, R>(a: &View, f: impl Fn(T) -> R) -> Vec<R> {
    let source = read::<T>(a);
    let numbers = source.numbers();
    let mut out = Vec::with_capacity(a.count());
    let runs = Runs::new(&a.shape, [&source.strides], [source.offset]);
    let (length, [step]) = (runs.length, runs.steps);
    runs.for_each(|[first]| match step {
        1 => out.extend(numbers[first..first + length].iter().map(|&x| f(x))),
        _ => out.extend((0..length).map(|index| f(numbers[along(first, step, index)]))),
    });
    out
}

/// `f` of each pair of numbers, both shown as `shape`.
pub fn zip<T: Num, R>(a: &View, b: &View, shape: &[usize], f: impl Fn(T, T) -> R) -> Outcome<Vec<R>> {
    let (a, b) = (shown::<T>(a, shape)?, shown::<T>(b, shape)?);
    let (x, y) = (a.numbers(), b.numbers());
    let mut out = Vec::with_capacity(shape.iter().product());
    let runs = Runs::new(shape, [&a.strides, &b.strides], [a.offset, b.offset]);
    let (length, steps) = (runs.length, runs.steps);
    runs.for_each(|[i, j]| match steps {
        [1, 1] => out.extend(x[i..i + length].iter().zip(&y[j..j + length]).map(|(&x, &y)| f(x, y))),
        [1, 0] => {
            let y = y[j];
            out.extend(x[i..i + length].iter().map(|&x| f(x, y)));
        }
        [0, 1] => {
            let x = x[i];
            out.extend(y[j..j + length].iter().map(|&y| f(x, y)));
        }
        [p, q] => out.extend((0..length).map(|index| f(x[along(i, p, index)], y[along(j, q, index)]))),
    });
    Ok(out)
}

/// Numbers to compute with, shown as a larger shape.
fn shown<T: Num>(view: &View, shape: &[usize]) -> Outcome<Source<T>> {
    let mut source = read::<T>(view);
    let plain = View { strides: source.strides.clone(), offset: source.offset, ..view.clone() };
    source.strides = plain.expanded(shape)?.strides;
    Ok(source)
}

/// The shape of an operation on two.
///
/// # Errors
/// Sizes that do not fit.
pub fn common_shape(a: &View, b: &View) -> Outcome<Vec<usize>> {
    if a.shape == b.shape { Ok(a.shape.clone()) } else { broadcast(&a.shape, &b.shape) }
}

/// What each line of numbers along the dimensions `dims` comes to. `fold` gets an iterator in row order.
/// The result keeps those dimensions with size 1.
pub fn fold<T: Num, R: Num>(
    a: &View,
    dims: &[usize],
    dtype: Dtype,
    fold: impl Fn(&mut dyn Iterator<Item = T>) -> R,
) -> View {
    let source = read::<T>(a);
    let numbers = source.numbers();
    let (mut kept, mut gone): (Vec<usize>, Vec<usize>) = (0..a.rank()).partition(|dim| !dims.contains(dim));
    let pick = |dims: &[usize]| {
        let shape: Vec<usize> = dims.iter().map(|&dim| a.shape[dim]).collect();
        let strides: Vec<isize> = dims.iter().map(|&dim| source.strides[dim]).collect();
        (shape, strides)
    };
    kept.sort_unstable();
    gone.sort_unstable();
    let ((shape, strides), (line, line_strides)) = (pick(&kept), pick(&gone));
    let mut out = Vec::with_capacity(shape.iter().product());
    let lines = Runs::new(&shape, [&strides], [source.offset]);
    let (length, [step]) = (lines.length, lines.steps);
    // The usual case, one dimension: no list of places.
    if let ([size], [stride]) = (&line[..], &line_strides[..]) {
        lines.for_each(|[first]| {
            out.extend((0..length).map(|index| {
                let start = along(first, step, index);
                match stride {
                    1 => fold(&mut numbers[start..start + size].iter().copied()),
                    _ => fold(&mut (0..*size).map(|place| numbers[along(start, *stride, place)])),
                }
            }));
        });
    } else {
        let places = offsets(&line, &line_strides);
        lines.for_each(|[first]| {
            out.extend((0..length).map(|index| {
                let start = along(first, step, index);
                fold(&mut places.iter().map(|&place| numbers[start.wrapping_add_signed(place)]))
            }));
        });
    }
    let shape: Vec<usize> = (0..a.rank()).map(|dim| if dims.contains(&dim) { 1 } else { a.shape[dim] }).collect();
    store(out, dtype, &shape)
}

/// How far each place of a shape is from the first, in row order.
pub fn offsets(shape: &[usize], strides: &[isize]) -> Vec<isize> {
    let mut places = vec![0];
    for (&size, &stride) in shape.iter().zip(strides) {
        places = places.iter().flat_map(|place| (0..size as isize).map(move |index| place + index * stride)).collect();
    }
    places
}

/// Each line of numbers along a dimension, turned into another of the same length by `change`; in row order.
pub fn lines<T: Num, R: Num>(a: &View, dim: usize, dtype: Dtype, change: impl Fn(&[T], &mut [R])) -> View {
    let (shape, strides) = (a.shape.clone(), contiguous_strides(&a.shape));
    if shape.is_empty() {
        let mut out = [R::default()];
        change(&map(a, |x| x), &mut out);
        return store(out.to_vec(), dtype, &shape);
    }
    let source = read::<T>(a);
    let numbers = source.numbers();
    let mut out = vec![R::default(); a.count()];
    let size = shape[dim];
    let others = |strides: &[isize]| {
        (0..shape.len()).filter(|&other| other != dim).map(|other| strides[other]).collect::<Vec<_>>()
    };
    let outer: Vec<usize> = (0..shape.len()).filter(|&other| other != dim).map(|other| shape[other]).collect();
    let (from, to) = (source.strides[dim], strides[dim]);
    let (mut line, mut changed) = (vec![T::default(); size], vec![R::default(); size]);
    let runs = Runs::new(&outer, [&others(&source.strides), &others(&strides)], [source.offset, 0]);
    let (length, [step, out_step]) = (runs.length, runs.steps);
    runs.for_each(|[first, out_first]| {
        for index in 0..length {
            let (start, target) = (along(first, step, index), along(out_first, out_step, index));
            if (from, to) == (1, 1) {
                change(&numbers[start..start + size], &mut out[target..target + size]);
                continue;
            }
            for (place, number) in line.iter_mut().enumerate() {
                *number = numbers[along(start, from, place)];
            }
            change(&line, &mut changed);
            for (place, number) in changed.iter().enumerate() {
                out[along(target, to, place)] = *number;
            }
        }
    });
    store(out, dtype, &shape)
}
