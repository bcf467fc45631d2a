//! What whole numbers and slices between brackets show of a tensor.

use crate::error::{Outcome, bad_value, out_of_range};
use crate::ops::shape;
use crate::tensor::Tensor;

/// One item between brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// `None`: a new dimension.
    New,
    Place(i64),
    Slice {
        start: Option<i64>,
        stop: Option<i64>,
        step: i64,
    },
    /// `...`: the dimensions that the other items leave.
    Rest,
}

/// `a[items]`, dimension by dimension.
///
/// # Errors
/// Places and dimensions that are not there; a step that does not go forward.
pub fn window(a: &Tensor, items: &[Item]) -> Outcome<Tensor> {
    let rank = a.rank();
    let used = items.iter().filter(|item| !matches!(item, Item::New | Item::Rest)).count();
    if items.iter().filter(|item| **item == Item::Rest).count() > 1 {
        return out_of_range("an index can only have a single ellipsis ('...')");
    }
    if used > 0 && rank == 0 {
        return out_of_range(match items[0] {
            Item::Place(_) => {
                "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
            }
            Item::Slice { .. } => "slice() cannot be applied to a 0-dim tensor.",
            Item::New | Item::Rest => "too many indices for tensor of dimension 0",
        });
    }
    if used > rank {
        return out_of_range(format!("too many indices for tensor of dimension {rank}"));
    }
    let (mut part, mut dim) = (a.clone(), 0);
    for (number, item) in items.iter().enumerate() {
        match *item {
            Item::New => {
                part = shape::unsqueeze(&part, dim as i64)?;
                dim += 1;
            }
            Item::Rest => dim += rank - used,
            Item::Place(place) => {
                let size = part.view().shape[dim] as i64;
                if !(-size..size).contains(&place) {
                    return out_of_range(format!(
                        "index {place} is out of bounds for dimension {number} with size {size}"
                    ));
                }
                part = shape::select(&part, dim, place.rem_euclid(size) as usize)?;
            }
            Item::Slice { start, stop, step } => {
                if step <= 0 {
                    return bad_value("step must be greater than zero");
                }
                let size = part.view().shape[dim] as i64;
                let held = |place: i64| if place < 0 { (place + size).max(0) } else { place.min(size) };
                let (start, stop) = (start.map_or(0, held), stop.map_or(size, held));
                // A slice alone is one even where it shows all.
                if items.len() == 1 || (start, stop, step) != (0, size, 1) {
                    let length = (stop - start).max(0) as usize;
                    part = shape::slice(&part, dim, start as usize, length.div_ceil(step as usize), step as usize)?;
                }
                dim += 1;
            }
        }
    }
    // Another tensor all the same.
    if part.is_same(a) { shape::alias(a) } else { Ok(part) }
}
