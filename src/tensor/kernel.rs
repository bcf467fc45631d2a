//! Loops over numbers: element by element, and along one dimension. Those over lines of numbers that become one: [`crate::fold`].

use crate::dtype::Dtype;
use crate::element::{Num, Source, read, store};
use crate::error::Outcome;
use crate::view::{View, broadcast, contiguous_strides};
use crate::walk::{Runs, along};

/// `f` of each number of `a`.
pub fn map<T: Num, R>(a: &View, f: impl Fn(T) -> R) -> Vec<R> {
    let (source, runs) = plan::<T>(a);
    let numbers = source.numbers();
    let mut out = Vec::with_capacity(a.count());
    let (length, [step]) = (runs.length, runs.steps);
    runs.for_each(|[first]| match step {
        1 => out.extend(numbers[first..first + length].iter().map(|&x| f(x))),
        _ => out.extend((0..length).map(|index| f(numbers[along(first, step, index)]))),
    });
    out
}

/// `f` of each pair of numbers, both shown as `shape`.
pub fn zip<T: Num, R>(a: &View, b: &View, shape: &[usize], f: impl Fn(T, T) -> R) -> Outcome<Vec<R>> {
    let (a, b, runs) = plan_of_two::<T>(a, b, shape)?;
    let (x, y) = (a.numbers(), b.numbers());
    let mut out = Vec::with_capacity(shape.iter().product());
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

/// How to go through a view. Apart from the loops, which are built for each function.
#[inline(never)]
fn plan<T: Num>(a: &View) -> (Source<T>, Runs<1>) {
    let source = read::<T>(a);
    let runs = match a.is_contiguous() {
        true => Runs::flat(a.count(), [1], [source.offset]),
        false => Runs::new(&a.shape, [&source.strides(a)], [source.offset]),
    };
    (source, runs)
}

/// How to go through two together, both shown as `shape`.
#[inline(never)]
fn plan_of_two<T: Num>(a: &View, b: &View, shape: &[usize]) -> Outcome<(Source<T>, Source<T>, Runs<2>)> {
    let (x, y) = (read::<T>(a), read::<T>(b));
    // The only step, where there is but one: from number to number, or none from a single one.
    let flat = |view: &View| {
        let is_line = view.shape == shape && view.is_contiguous();
        let is_one = view.count() == 1 && view.rank() <= shape.len();
        (is_line || is_one).then_some(isize::from(is_line))
    };
    let offsets = [x.offset, y.offset];
    let runs = match (flat(a), flat(b)) {
        (Some(p), Some(q)) => Runs::flat(shape.iter().product(), [p, q], offsets),
        _ => Runs::new(shape, [&shown(&x, a, shape)?, &shown(&y, b, shape)?], offsets),
    };
    Ok((x, y, runs))
}

/// The strides of numbers that are shown as a larger shape.
fn shown<T: Num>(source: &Source<T>, view: &View, shape: &[usize]) -> Outcome<Vec<isize>> {
    let plain = View { strides: source.strides(view), ..view.clone() };
    Ok(plain.expanded(shape)?.strides)
}

/// The shape of an operation on two.
///
/// # Errors
/// Sizes that do not fit.
pub fn common_shape(a: &View, b: &View) -> Outcome<Vec<usize>> {
    if a.shape == b.shape { Ok(a.shape.clone()) } else { broadcast(&a.shape, &b.shape) }
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
    let source_strides = source.strides(a);
    let mut out = vec![R::default(); a.count()];
    let size = shape[dim];
    let others = |strides: &[isize]| {
        (0..shape.len()).filter(|&other| other != dim).map(|other| strides[other]).collect::<Vec<_>>()
    };
    let outer: Vec<usize> = (0..shape.len()).filter(|&other| other != dim).map(|other| shape[other]).collect();
    let (from, to) = (source_strides[dim], strides[dim]);
    let (mut line, mut changed) = (vec![T::default(); size], vec![R::default(); size]);
    let runs = Runs::new(&outer, [&others(&source_strides), &others(&strides)], [source.offset, 0]);
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
