//! Walks several strided operands of one shape together, in row order, run by run along the innermost dimension.

/// The runs of `N` operands over a shape. Neighbouring dimensions that all operands can join are joined.
pub struct Runs<const N: usize> {
    /// Outer dimensions: size, and the stride of each operand.
    outer: Vec<(usize, [isize; N])>,
    /// Numbers of a run.
    pub length: usize,
    /// How far each operand goes on from number to number of a run.
    pub steps: [isize; N],
    offsets: [usize; N],
}

impl<const N: usize> Runs<N> {
    pub fn new(shape: &[usize], strides: [&[isize]; N], offsets: [usize; N]) -> Self {
        let mut joined: Vec<(usize, [isize; N])> = Vec::with_capacity(shape.len());
        for (dim, &size) in shape.iter().enumerate() {
            let own = strides.map(|strides| strides[dim]);
            match joined.last_mut() {
                _ if size == 1 => {}
                Some((before, outer)) if (0..N).all(|of| outer[of] == own[of] * size as isize) => {
                    (*before, *outer) = (*before * size, own);
                }
                Some(_) | None => joined.push((size, own)),
            }
        }
        let (length, steps) = joined.pop().unwrap_or((1, [1; N]));
        Self { outer: joined, length, steps, offsets }
    }

    /// One run.
    pub fn flat(length: usize, steps: [isize; N], offsets: [usize; N]) -> Self {
        Self { outer: Vec::new(), length, steps, offsets }
    }

    /// Calls `visit` with each operand's first place of each run.
    pub fn for_each(&self, mut visit: impl FnMut([usize; N])) {
        if self.length == 0 || self.outer.iter().any(|(size, _)| *size == 0) {
            return;
        }
        let mut places = self.offsets;
        let mut counters = vec![0usize; self.outer.len()];
        loop {
            visit(places);
            let mut dim = self.outer.len();
            loop {
                if dim == 0 {
                    return;
                }
                dim -= 1;
                let (size, strides) = &self.outer[dim];
                counters[dim] += 1;
                let is_over = counters[dim] == *size;
                let by = if is_over { 1 - *size as isize } else { 1 };
                for of in 0..N {
                    places[of] = places[of].wrapping_add_signed(strides[of] * by);
                }
                if !is_over {
                    break;
                }
                counters[dim] = 0;
            }
        }
    }
}

/// The `index`-th place of a run.
pub fn along(first: usize, step: isize, index: usize) -> usize {
    first.wrapping_add_signed(step * index as isize)
}
