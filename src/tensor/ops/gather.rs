//! Numbers picked along a dimension, and put back.

use super::index::{Target, pick, put};
use super::reduce::sum_to;
use super::{only, wanted};
use crate::dtype::Dtype;
use crate::element::copied;
use crate::error::{Outcome, runtime};
use crate::kernel::offsets;
use crate::tape::Record;
use crate::tensor::Tensor;
use crate::view::{View, bracketed};

/// Offsets that `gather` and `scatter` along `dim` mean: for each place of `index`, that of the other tensor.
fn gathered(a: &View, dim: usize, index: &Tensor, name: &str) -> Outcome<Vec<usize>> {
    if index.dtype() != Dtype::I64 {
        return runtime(format!("{name}(): Expected dtype int64 for index"));
    }
    let shape = index.shape();
    let rank_of = |rank: usize| rank.max(1);
    if rank_of(shape.len()) != rank_of(a.rank()) {
        return runtime(if name == "gather" {
            "Index tensor must have the same number of dimensions as input tensor".to_owned()
        } else {
            "Index tensor must have the same number of dimensions as self tensor".to_owned()
        });
    }
    for other in (0..shape.len().min(a.rank())).filter(|&other| other != dim) {
        if shape[other] > a.shape[other] {
            return runtime(format!(
                "Size does not match at dimension {other} expected index {} to be smaller than self {} apart from dimension {dim}",
                bracketed(&shape),
                bracketed(&a.shape)
            ));
        }
    }
    let mut strides = a.strides.clone();
    let (stride, size) = (strides.get(dim).copied().unwrap_or(0), a.shape.get(dim).copied().unwrap_or(1) as i64);
    if let Some(own) = strides.get_mut(dim) {
        *own = 0;
    }
    strides.resize(shape.len(), 0);
    offsets(&shape, &strides)
        .into_iter()
        .zip(index.to_i64())
        .map(|(rest, place)| match place {
            place if (0..size).contains(&place) => Ok(a.offset.wrapping_add_signed(rest + stride * place as isize)),
            _ => runtime(format!("index {place} is out of bounds for dimension {dim} with size {size}")),
        })
        .collect()
}

/// Numbers of `a` at `index` along a dimension, without a graph.
pub(crate) fn gather_plain(a: &View, dim: usize, index: &Tensor) -> Outcome<View> {
    let offsets = gathered(a, dim, index, "gather")?;
    Ok(pick(a, &Target { offsets, shape: index.shape() }))
}

/// `out[i][j] = a[index[i][j]][j]` for dimension 0, and so on.
///
/// # Errors
/// Places that are not there; another rank.
pub fn gather(a: &Tensor, dim: i64, index: &Tensor) -> Outcome<Tensor> {
    let wrapped = a.view().dim(dim)?;
    let out = Tensor::new(gather_plain(&a.view(), wrapped, index)?);
    let (shape, places) = (a.shape(), index.detach());
    Record { name: "GatherBackward0", inputs: &[a], keep_inputs: &[], keep_outputs: &[] }.tie(
        &[&out],
        move |_, gradients| {
            let zeros = Tensor::full(0.0, only(gradients).dtype(), &shape);
            Ok(vec![Some(scatter_add(&zeros, dim, &places, only(gradients))?)])
        },
    );
    Ok(out)
}

/// A copy of `a` with `source` added where `index` points along a dimension.
///
/// # Errors
/// Places that are not there; other shapes or dtypes.
pub fn scatter_add(a: &Tensor, dim: i64, index: &Tensor, source: &Tensor) -> Outcome<Tensor> {
    scattered(a, dim, index, source, true)
}

/// A copy of `a` with `source` written where `index` points along a dimension.
///
/// # Errors
/// Places that are not there; other shapes or dtypes.
pub fn scatter(a: &Tensor, dim: i64, index: &Tensor, source: &Tensor) -> Outcome<Tensor> {
    scattered(a, dim, index, source, false)
}

fn scattered(a: &Tensor, dim: i64, index: &Tensor, source: &Tensor, adds: bool) -> Outcome<Tensor> {
    let wrapped = a.view().dim(dim)?;
    if source.part().rank != crate::dtype::Rank::Number && source.dtype() != a.dtype() {
        return runtime("scatter(): Expected self.dtype to be equal to src.dtype");
    }
    let out = Tensor::new(copied(&a.view(), a.dtype()));
    let offsets = gathered(&out.view(), wrapped, index, "scatter")?;
    let shape = index.shape();
    let source_view = source.view().clone();
    let part = if source_view.rank() == 0 && !shape.is_empty() {
        source_view.expanded(&shape)?
    } else {
        if source_view.rank() != shape.len() || source_view.shape.iter().zip(&shape).any(|(have, need)| have < need) {
            return runtime(format!(
                "Expected index {} to be smaller than src {} in all dimensions",
                bracketed(&shape),
                bracketed(&source_view.shape)
            ));
        }
        (0..shape.len()).fold(source_view.clone(), |part, dim| part.sliced(dim, 0, shape[dim], 1))
    };
    put(&out.view(), &Target { offsets, shape }, &part, adds);
    let (places, whole) = (index.detach(), source.shape());
    let name = match (adds, source.part().rank == crate::dtype::Rank::Number) {
        (true, _) => "ScatterAddBackward0",
        (false, false) => "ScatterBackward0",
        (false, true) => "ScatterBackward1",
    };
    Record { name, inputs: &[a, source], keep_inputs: &[], keep_outputs: &[] }.tie(&[&out], move |saved, gradients| {
        let g = only(gradients);
        let of_a = wanted(saved, 0, || match adds {
            true => Ok(g.clone()),
            false => scatter(g, dim, &places, &Tensor::number(0.0)),
        })?;
        let of_source = wanted(saved, 1, || {
            let part = gather(g, dim, &places)?;
            match part.shape() == whole {
                true => Ok(part),
                false if whole.is_empty() => sum_to(&part, &[]),
                false => runtime("the gradient of a source larger than its index is not here."),
            }
        })?;
        Ok(vec![of_a, of_source])
    });
    Ok(out)
}
