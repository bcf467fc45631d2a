//! Matrix products, by burn's kernels.

use burn_flex::ops::matmul as flex;

use super::{common_dtype, only, wanted};
use crate::dtype::Dtype;
use crate::element::{cast, store, to_vec};
use crate::error::{Outcome, runtime};
use crate::ops::reduce::sum_to;
use crate::ops::{arith, shape};
use crate::tape::Record;
use crate::tensor::Tensor;
use crate::view::{View, broadcast};

/// Matrices `[..., n, k]` times `[..., k, m]`; both have the same dtype and leading sizes that broadcast.
fn product(a: &View, b: &View) -> Outcome<View> {
    let dtype = a.dtype;
    let (rank_a, rank_b) = (a.rank(), b.rank());
    let batch = broadcast(&a.shape[..rank_a - 2], &b.shape[..rank_b - 2])?;
    let (n, k, m) = (a.shape[rank_a - 2], a.shape[rank_a - 1], b.shape[rank_b - 1]);
    let whole: Vec<usize> = batch.iter().copied().chain([n, m]).collect();
    crate::storage::check_room(whole.iter().product(), dtype.size())?;
    if whole.contains(&0) || k == 0 {
        return Ok(store(vec![0.0; whole.iter().product()], dtype, &whole));
    }
    let compute = match dtype {
        Dtype::F32 | Dtype::F64 => dtype,
        Dtype::F16 | Dtype::Bf16 => Dtype::F32,
        _ => return Ok(whole_product(a, b, &batch, [n, k, m], &whole)),
    };
    let wide = |view: &View| {
        let rank = view.rank();
        view.expanded(&batch.iter().copied().chain(view.shape[rank - 2..].iter().copied()).collect::<Vec<_>>())
    };
    let (a, b) = (cast(&wide(a)?, compute), cast(&wide(b)?, compute));
    let out = View::from_flex(flex::matmul(a.flex(), b.flex()), compute);
    Ok(cast(&out, dtype))
}

/// Whole numbers wrap around, which burn's kernels for floats cannot do.
fn whole_product(a: &View, b: &View, batch: &[usize], [n, k, m]: [usize; 3], shape: &[usize]) -> View {
    let dtype = a.dtype;
    let wide = |view: &View, rows: usize, columns: usize| -> Vec<i64> {
        let whole: Vec<usize> = batch.iter().copied().chain([rows, columns]).collect();
        view.expanded(&whole).map(|view| to_vec(&view)).unwrap_or_default()
    };
    let (a, b) = (wide(a, n, k), wide(b, k, m));
    let mut out = vec![0i64; shape.iter().product()];
    for number in 0..batch.iter().product::<usize>() {
        let (a, b) = (&a[number * n * k..(number + 1) * n * k], &b[number * k * m..(number + 1) * k * m]);
        for row in 0..n {
            for inner in 0..k {
                for column in 0..m {
                    let sum = &mut out[(number * n + row) * m + column];
                    *sum = sum.wrapping_add(a[row * k + inner].wrapping_mul(b[inner * m + column]));
                }
            }
        }
    }
    store(out, dtype, shape)
}

fn check_dtypes(a: &Tensor, b: &Tensor) -> Outcome<()> {
    if a.dtype() != b.dtype() {
        return runtime(format!(
            "expected m1 and m2 to have the same dtype, but got: {} != {}",
            a.dtype().c_name(),
            b.dtype().c_name()
        ));
    }
    Ok(())
}

/// A matrix `[n, k]` times another `[k, m]`.
///
/// # Errors
/// Other ranks, sizes that do not fit, different dtypes.
pub fn mm(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let (left, right) = (a.shape(), b.shape());
    let ([n, k], [rows, m]) = (&left[..], &right[..]) else {
        return runtime(if left.len() == 2 { "mat2 must be a matrix" } else { "self must be a matrix" });
    };
    if k != rows {
        return runtime(format!("mat1 and mat2 shapes cannot be multiplied ({n}x{k} and {rows}x{m})"));
    }
    check_dtypes(a, b)?;
    let out = Tensor::new(product(&a.view(), &b.view())?);
    record("MmBackward0", a, b, &out);
    Ok(out)
}

/// As many matrices as others, each times its own.
///
/// # Errors
/// Other ranks, sizes that do not fit, different dtypes.
pub fn bmm(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let (left, right) = (a.shape(), b.shape());
    let ([count, _, k], [other, rows, _]) = (&left[..], &right[..]) else {
        return runtime(format!("{} must be a 3D tensor", if left.len() == 3 { "batch2" } else { "batch1" }));
    };
    if count != other || k != rows {
        return runtime(format!(
            "Expected size for first two dimensions of batch2 tensor to be: [{count}, {k}] but got: [{other}, {rows}]."
        ));
    }
    check_dtypes(a, b)?;
    let out = Tensor::new(product(&a.view(), &b.view())?);
    record("BmmBackward0", a, b, &out);
    Ok(out)
}

/// Of matrices, whose leading sizes broadcast: the gradient of each is the other's transpose times what arrives.
fn record(name: &'static str, a: &Tensor, b: &Tensor, out: &Tensor) {
    let (shape_a, shape_b) = (a.shape(), b.shape());
    Record { name, inputs: &[a, b], keep_inputs: &[0, 1], keep_outputs: &[] }.tie(&[out], move |saved, gradients| {
        let g = only(gradients);
        let of_a = wanted(saved, 0, || sum_to(&matmul(g, &shape::transpose(&saved.input(1)?, -2, -1)?)?, &shape_a))?;
        let of_b = wanted(saved, 1, || sum_to(&matmul(&shape::transpose(&saved.input(0)?, -2, -1)?, g)?, &shape_b))?;
        Ok(vec![of_a, of_b])
    });
}

/// `a @ b`: dot product, matrix and vector, matrices, or matrices with leading sizes that broadcast.
///
/// # Errors
/// A tensor without dimensions, sizes that do not fit, different dtypes.
pub fn matmul(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    match (a.rank(), b.rank()) {
        (0, _) | (_, 0) => runtime(
            "both arguments to matmul need to be at least 1D, but they are ".to_owned()
                + &format!("{}D and {}D", a.rank(), b.rank()),
        ),
        (1, 1) => dot(a, b),
        (2, 1) => mv(a, b),
        (1, 2) => shape::squeeze_as(&mm(&shape::unsqueeze(a, 0)?, b)?, Some(0), "SqueezeBackward3"),
        (2, 2) => mm(a, b),
        (1, _) => shape::squeeze(&matmul(&shape::unsqueeze(a, 0)?, b)?, Some(-2)),
        (_, 1) => shape::squeeze(&matmul(a, &shape::unsqueeze(b, 1)?)?, Some(-1)),
        (rank, 2) => {
            // One product of all rows.
            let (mut whole, k) = (a.shape(), a.shape()[rank - 1]);
            let rows = whole[..rank - 1].iter().product();
            let flat = mm(&shape::reshape(a, &[rows, k])?, b)?;
            whole[rank - 1] = b.shape()[1];
            shape::view_as(&flat, &whole, "UnsafeViewBackward0")
        }
        (rank_a, rank_b) => {
            let (left, right) = (a.shape(), b.shape());
            let (k, rows) = (left[rank_a - 1], right[rank_b - 2]);
            if k != rows {
                let size = |shape: &[usize]| shape[..shape.len() - 2].iter().product::<usize>();
                return runtime(format!(
                    "Expected size for first two dimensions of batch2 tensor to be: [{}, {k}] but got: [{}, {rows}].",
                    size(&left),
                    size(&right)
                ));
            }
            check_dtypes(a, b)?;
            let out = Tensor::new(product(&a.view(), &b.view())?);
            record("UnsafeViewBackward0", a, b, &out);
            Ok(out)
        }
    }
}

/// A matrix times a vector.
///
/// # Errors
/// Other ranks, sizes that do not fit.
pub fn mv(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let (left, right) = (a.shape(), b.shape());
    match (&left[..], &right[..]) {
        ([n, k], [size]) if k != size => runtime(format!("size mismatch, got {n}, {n}x{k},{size}")),
        ([_, _], [_]) => {
            check_dtypes(a, b)?;
            let out = Tensor::new(product(&a.view(), &b.view().unsqueezed(1))?.selected(1, 0));
            Record { name: "MvBackward0", inputs: &[a, b], keep_inputs: &[0, 1], keep_outputs: &[] }.tie(
                &[&out],
                move |saved, gradients| {
                    let g = only(gradients);
                    let of_a = wanted(saved, 0, || {
                        arith::mul(&shape::unsqueeze(g, 1)?, &shape::unsqueeze(&saved.input(1)?, 0)?)
                    })?;
                    let of_b = wanted(saved, 1, || mv(&shape::t(&saved.input(0)?)?, g))?;
                    Ok(vec![of_a, of_b])
                },
            );
            Ok(out)
        }
        _ => runtime(format!("vector + matrix @ vector expected, got {}, {}, {}", 1, left.len(), right.len())),
    }
}

/// The sum of products of two vectors.
///
/// # Errors
/// Other ranks, different lengths or dtypes.
pub fn dot(a: &Tensor, b: &Tensor) -> Outcome<Tensor> {
    let (left, right) = (a.shape(), b.shape());
    let ([size], [other]) = (&left[..], &right[..]) else {
        return runtime(format!("1D tensors expected, but got {}D and {}D tensors", left.len(), right.len()));
    };
    if size != other {
        return runtime(format!(
            "inconsistent tensor size, expected tensor [{size}] and src [{other}] to have the same number of elements, but got {size} and {other} elements respectively"
        ));
    }
    if a.dtype() != b.dtype() {
        return runtime(format!(
            "dot : expected both vectors to have same dtype, but found {} and {}",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        ));
    }
    let dtype = common_dtype(&[a, b]);
    let out = product(&a.view().unsqueezed(0), &b.view().unsqueezed(1))?;
    let out = Tensor::new(cast(&out.selected(0, 0).selected(0, 0), dtype));
    Record { name: "DotBackward0", inputs: &[a, b], keep_inputs: &[0, 1], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            let g = only(gradients);
            let of_a = wanted(saved, 0, || arith::mul(g, &saved.input(1)?))?;
            let of_b = wanted(saved, 1, || arith::mul(g, &saved.input(0)?))?;
            Ok(vec![of_a, of_b])
        },
    );
    Ok(out)
}

/// `x wᵀ + b` of a layer: x `[..., inputs]`, w `[outputs, inputs]`, b `[outputs]`.
///
/// # Errors
/// Sizes that do not fit, different dtypes.
pub fn linear(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Outcome<Tensor> {
    let (rank, Some(bias)) = (x.rank(), bias) else { return matmul(x, &shape::t(weight)?) };
    if rank > 2 && weight.rank() == 2 && x.view().is_contiguous() {
        let (mut whole, k) = (x.shape(), x.shape()[rank - 1]);
        let rows = whole[..rank - 1].iter().product();
        let flat = linear(&shape::view(x, &[rows, k])?, weight, Some(bias))?;
        whole[rank - 1] = weight.shape()[0];
        return shape::view(&flat, &whole);
    }
    if rank != 2 || weight.rank() != 2 {
        return arith::add(&matmul(x, &shape::t(weight)?)?, bias);
    }
    let ([n, k], [outputs, inputs]) = (pair(x), pair(weight));
    if k != inputs {
        return runtime(format!("mat1 and mat2 shapes cannot be multiplied ({n}x{k} and {inputs}x{outputs})"));
    }
    if x.dtype() != weight.dtype() {
        return runtime("mat1 and mat2 must have the same dtype");
    }
    let product = product(&x.view(), &weight.view().transposed(0, 1))?;
    let out = Tensor::new(product);
    arith::add_in_place(&out, bias)?;
    let bias_shape = bias.shape();
    Record { name: "AddmmBackward0", inputs: &[bias, x, weight], keep_inputs: &[1, 2], keep_outputs: &[] }.tie(
        &[&out],
        move |saved, gradients| {
            let g = only(gradients);
            let of_bias = wanted(saved, 0, || sum_to(g, &bias_shape))?;
            let of_x = wanted(saved, 1, || mm(g, &saved.input(2)?))?;
            let of_weight = wanted(saved, 2, || mm(&shape::t(g)?, &saved.input(1)?))?;
            Ok(vec![of_bias, of_x, of_weight])
        },
    );
    Ok(out)
}

fn pair(tensor: &Tensor) -> [usize; 2] {
    let shape = tensor.shape();
    [shape[0], shape[1]]
}
