//! Operations on shapes and places.

use super::{Args, Operation};
use crate::error::Outcome;
use crate::ops::window::{self, Item};
use crate::ops::{create, gather, index, join, shape, sort};
use crate::tape::Record;
use crate::tensor::Tensor;

pub const OPERATIONS: &[(&str, Operation)] = &[
    ("reshape", |c, a| {
        let tensor = a.tensor(c)?;
        let sizes = shape::filled_in(&a.ints()?, tensor.count())?;
        c.give(shape::reshape(&tensor, &sizes)?)
    }),
    ("view", |c, a| {
        let tensor = a.tensor(c)?;
        let sizes = shape::filled_in(&a.ints()?, tensor.count())?;
        c.give(shape::view(&tensor, &sizes)?)
    }),
    // -1 stands for the size that is there.
    ("expand", |c, a| {
        let (tensor, sizes) = (a.tensor(c)?, a.ints()?);
        let own = tensor.shape();
        let missing = sizes.len().saturating_sub(own.len());
        let size = |(dim, &size): (usize, &i64)| match (size, dim.checked_sub(missing)) {
            (-1, Some(dim)) => own[dim],
            (size, _) => size.max(0) as usize,
        };
        let sizes: Vec<usize> = sizes.iter().enumerate().map(size).collect();
        c.give(shape::expand(&tensor, &sizes)?)
    }),
    ("permute", |c, a| c.give(shape::permute(&a.tensor(c)?, &a.ints()?)?)),
    ("transpose", |c, a| c.give(shape::transpose(&a.tensor(c)?, a.int()?, a.int()?)?)),
    ("t", |c, a| c.give(shape::t(&a.tensor(c)?)?)),
    ("unsqueeze", |c, a| c.give(shape::unsqueeze(&a.tensor(c)?, a.int()?)?)),
    ("squeeze", |c, a| c.give(shape::squeeze(&a.tensor(c)?, a.maybe()?.map(|dim| dim as i64))?)),
    // Tensor, dimension, start, length, step: Python has checked the range.
    ("slice", |c, a| c.give(shape::slice(&a.tensor(c)?, a.size()?, a.size()?, a.size()?, a.size()?)?)),
    ("select", |c, a| c.give(shape::select(&a.tensor(c)?, a.size()?, a.size()?)?)),
    // Tensor, how many items, and for each its kind first: 0 a new dimension, 1 a place, 2 a slice, 3 the dimensions left.
    ("window", |c, a| {
        let (tensor, count) = (a.tensor(c)?, a.size()?);
        let items = (0..count).map(|_| item(a)).collect::<Outcome<Vec<_>>>()?;
        c.give(window::window(&tensor, &items)?)
    }),
    ("diagonal", |c, a| c.give(shape::diagonal(&a.tensor(c)?, a.int()?, a.int()?, a.int()?)?)),
    ("unfold", |c, a| c.give(shape::unfold(&a.tensor(c)?, a.int()?, a.size()?, a.size()?)?)),
    ("flip", |c, a| c.give(shape::flip(&a.tensor(c)?, &a.ints()?)?)),
    ("contiguous", |c, a| c.give(shape::contiguous(&a.tensor(c)?))),
    ("is_contiguous", |c, a| c.give_number(a.tensor(c)?.view().is_contiguous().into())),
    ("as_strided", |c, a| {
        let tensor = a.tensor(c)?;
        let (sizes, strides) = (a.sizes()?, a.ints()?.into_iter().map(|stride| stride as isize).collect::<Vec<_>>());
        let view = create::strided(&tensor, &sizes, &strides, a.size()?)?;
        let out = tensor.window(view);
        Record { name: "AsStridedBackward0", inputs: &[&tensor], keep_inputs: &[], keep_outputs: &[] }
            .tie(&[&out], |_, _| crate::error::runtime("the gradient of as_strided is not here."));
        c.give(out)
    }),
    ("cat", |c, a| {
        let tensors = a.tensors(c)?;
        c.give(join::cat(&tensors.iter().collect::<Vec<_>>(), a.int()?)?)
    }),
    ("stack", |c, a| {
        let tensors = a.tensors(c)?;
        c.give(join::stack(&tensors.iter().collect::<Vec<_>>(), a.int()?)?)
    }),
    ("index", |c, a| c.give(index::index(&a.tensor(c)?, &a.tensors_or_none(c)?)?)),
    ("index_put", |c, a| {
        let (tensor, indices) = (a.tensor(c)?, a.tensors_or_none(c)?);
        c.give(index::index_put(&tensor, &indices, &a.operand(c)?, a.flag()?)?)
    }),
    ("index_put_", |c, a| {
        let (tensor, indices) = (a.tensor(c)?, a.tensors_or_none(c)?);
        index::index_put_in_place(&tensor, &indices, &a.operand(c)?, a.flag()?)
    }),
    ("nonzero", |c, a| c.give(index::nonzero(&a.tensor(c)?))),
    ("gather", |c, a| c.give(gather::gather(&a.tensor(c)?, a.int()?, &a.tensor(c)?)?)),
    ("scatter", |c, a| {
        let (tensor, dim, places, source) = (a.tensor(c)?, a.int()?, a.tensor(c)?, a.operand(c)?);
        c.give(if a.flag()? {
            gather::scatter_add(&tensor, dim, &places, &source)?
        } else {
            gather::scatter(&tensor, dim, &places, &source)?
        })
    }),
    ("embedding", |c, a| c.give(index::embedding(&a.tensor(c)?, &a.tensor(c)?, a.maybe()?.map(|row| row as i64))?)),
    ("sort", |c, a| c.give_both(sort::sort(&a.tensor(c)?, a.int()?, a.flag()?)?)),
    ("topk", |c, a| c.give_both(sort::topk(&a.tensor(c)?, a.size()?, a.int()?, a.flag()?)?)),
    ("kthvalue", |c, a| c.give_both(sort::kth(&a.tensor(c)?, a.size()?, a.int()?, a.flag()?, "KthvalueBackward0")?)),
    ("median", |c, a| {
        let (tensor, dim, keepdim) = (a.tensor(c)?, a.int()?, a.flag()?);
        let length = tensor.view().shape.get(tensor.view().dim(dim)?).copied().unwrap_or(1);
        c.give_both(sort::kth(&tensor, length.div_ceil(2), dim, keepdim, "MedianBackward1")?)
    }),
    ("unique", |c, a| {
        let (values, inverse, counts) = sort::unique(&a.tensor(c)?);
        c.give_both((values, inverse))?;
        c.give(counts)
    }),
    ("alias", |c, a| {
        let tensor = a.tensor(c)?;
        let view = tensor.view().clone();
        c.give(Tensor::new(view))
    }),
];

fn item(a: &mut Args<'_>) -> Outcome<Item> {
    let whole = |bound: Option<f64>| bound.map(|bound| bound as i64);
    Ok(match a.size()? {
        0 => Item::New,
        1 => Item::Place(a.int()?),
        2 => Item::Slice { start: whole(a.maybe()?), stop: whole(a.maybe()?), step: a.int()? },
        _ => Item::Rest,
    })
}
