//! Lines of numbers that become one each, gone through in the order in which they lie in memory.

use crate::dtype::Dtype;
use crate::element::{Num, Source, read, store};
use crate::kernel::offsets;
use crate::view::View;
use crate::walk::{Runs, along};

/// What each line of numbers along the dimensions `dims` comes to: from `start` on, a `step` for each number in row order, and
/// what the `end` makes of it. The result keeps those dimensions with size 1.
pub fn fold<T: Num, S: Copy, R: Num>(
    a: &View,
    dims: &[usize],
    dtype: Dtype,
    start: S,
    step: impl Fn(S, T) -> S,
    end: impl Fn(S) -> R,
) -> View {
    let shape = folded(a, dims);
    fold_from(a, dims, dtype, vec![start; shape.iter().product()], step, end)
}

/// The same, from a start of each line's own.
pub fn fold_from<T: Num, S: Copy, R: Num>(
    a: &View,
    dims: &[usize],
    dtype: Dtype,
    starts: Vec<S>,
    step: impl Fn(S, T) -> S,
    end: impl Fn(S) -> R,
) -> View {
    let out = walk(a, dims, starts, &step, |state, line| line.iter().fold(state, |state, &x| step(state, x)));
    store(out.into_iter().map(end).collect(), dtype, &folded(a, dims))
}

/// The sum, in double, of what `of` makes of each number of a line.
pub fn sums<T: Num, R: Num>(
    a: &View,
    dims: &[usize],
    dtype: Dtype,
    of: impl Fn(T) -> f64,
    end: impl Fn(f64) -> R,
) -> View {
    let shape = folded(a, dims);
    let starts = vec![0.0; shape.iter().product()];
    let out = walk(a, dims, starts, |sum, x| sum + of(x), |sum, line| sum + sum_of(line, &of));
    store(out.into_iter().map(end).collect(), dtype, &shape)
}

/// Several sums side by side, which a processor adds at once.
fn sum_of<T: Num>(line: &[T], of: impl Fn(T) -> f64) -> f64 {
    let mut sums = [0.0; 8];
    let parts = line.chunks_exact(sums.len());
    let rest: f64 = parts.remainder().iter().fold(0.0, |sum, &x| sum + of(x));
    for part in parts {
        for (sum, &x) in sums.iter_mut().zip(part) {
            *sum += of(x);
        }
    }
    sums.into_iter().fold(rest, |sum, part| sum + part)
}

/// With size 1 along the dimensions that are gone.
fn folded(a: &View, dims: &[usize]) -> Vec<usize> {
    (0..a.rank()).map(|dim| if dims.contains(&dim) { 1 } else { a.shape[dim] }).collect()
}

/// How many results are worked on at once where their lines lie side by side.
const SIDE_BY_SIDE: usize = 1024;

/// How to go through the lines: apart from the loops, which are built for each rule.
struct Plan<T> {
    source: Source<T>,
    lines: Runs<1>,
    within: Runs<1>,
    /// Where lines lie side by side: how far each number of a line is from its first.
    side_by_side: Option<Vec<isize>>,
}

#[inline(never)]
fn plan<T: Num>(a: &View, dims: &[usize]) -> Plan<T> {
    let source = read::<T>(a);
    let own = source.strides(a);
    let part = |is_gone: bool| -> (Vec<usize>, Vec<isize>) {
        let dims = (0..a.rank()).filter(|dim| dims.contains(dim) == is_gone);
        dims.map(|dim| (a.shape[dim], own[dim])).unzip()
    };
    let ((shape, strides), (line, line_strides)) = (part(false), part(true));
    let lines = Runs::new(&shape, [&strides], [source.offset]);
    let within = Runs::new(&line, [&line_strides], [0]);
    let is_beside = lines.steps == [1] && lines.length > 1 && within.steps != [1];
    Plan { source, lines, within, side_by_side: is_beside.then(|| offsets(&line, &line_strides)) }
}

fn walk<T: Num, S: Copy>(
    a: &View,
    dims: &[usize],
    mut out: Vec<S>,
    step: impl Fn(S, T) -> S,
    over: impl Fn(S, &[T]) -> S,
) -> Vec<S> {
    let Plan { source, lines, within, side_by_side } = plan::<T>(a, dims);
    let numbers = source.numbers();
    let (length, [apart]) = (lines.length, lines.steps);
    let (count, [stride]) = (within.length, within.steps);
    let mut done = 0;
    lines.for_each(|[first]| {
        let states = &mut out[done..done + length];
        done += length;
        if let Some(places) = &side_by_side {
            for (part, begin) in states.chunks_mut(SIDE_BY_SIDE).zip((first..).step_by(SIDE_BY_SIDE)) {
                for &place in places {
                    for (state, &x) in part.iter_mut().zip(&numbers[begin.wrapping_add_signed(place)..]) {
                        *state = step(*state, x);
                    }
                }
            }
            return;
        }
        for (index, state) in states.iter_mut().enumerate() {
            let begin = along(first, apart, index);
            within.for_each(|[place]| {
                let at = begin.wrapping_add(place);
                *state = match stride {
                    1 => over(*state, &numbers[at..at + count]),
                    _ => (0..count).fold(*state, |state, place| step(state, numbers[along(at, stride, place)])),
                };
            });
        }
    });
    out
}
