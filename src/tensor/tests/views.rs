//! Windows onto the same numbers.

use crate::dtype::{Dtype, Part, Rank, promote, result_type};
use crate::element::{assign, to_vec};
use crate::tensor::Tensor;
use crate::view::broadcast;

fn counted(shape: &[usize]) -> Tensor {
    let count = shape.iter().product::<usize>() as i64;
    Tensor::from_i64((0..count).collect(), Dtype::I64, shape)
}

#[test]
fn a_window_is_cut_anew_only_where_no_copy_is_needed() {
    let view = counted(&[2, 3, 4]).view().clone();
    assert_eq!(view.reshaped(&[6, 4]).unwrap().strides, [4, 1]);
    let turned = view.transposed(0, 1);
    assert_eq!(turned.shape, [3, 2, 4]);
    assert!(turned.reshaped(&[6, 4]).is_none());
    // The last dimension still lies in row order.
    assert_eq!(to_vec::<i64>(&turned.reshaped(&[3, 2, 2, 2]).unwrap()), to_vec::<i64>(&turned));
    let column = view.sliced(2, 1, 2, 1);
    assert_eq!(to_vec::<i64>(&column.selected(1, 2)), [9, 10, 21, 22]);
}

#[test]
fn what_overlaps_is_read_before_it_is_written() {
    let tensor = counted(&[5]);
    let (first, last) = (tensor.view().sliced(0, 0, 4, 1), tensor.view().sliced(0, 1, 4, 1));
    assign(&last, &first);
    assert_eq!(tensor.to_i64(), [0, 0, 1, 2, 3]);
}

#[test]
fn shapes_are_broadcast_from_the_right() {
    assert_eq!(broadcast(&[2, 1, 3], &[4, 1]).unwrap(), [2, 4, 3]);
    assert_eq!(broadcast(&[], &[2]).unwrap(), [2]);
    let said = broadcast(&[2, 3], &[2]).unwrap_err().text;
    assert_eq!(said, "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1");
}

#[test]
fn numbers_give_way_to_tensors_of_their_category() {
    let part = |dtype, rank| Part { dtype, rank };
    let of = |a, b| result_type([a, b].into_iter(), Dtype::F32);
    assert_eq!(promote(Dtype::U8, Dtype::I8), Dtype::I16);
    assert_eq!(of(part(Dtype::F32, Rank::Dimensions), part(Dtype::F64, Rank::NoDimension)), Dtype::F32);
    assert_eq!(of(part(Dtype::I32, Rank::Dimensions), part(Dtype::F64, Rank::Number)), Dtype::F32);
    assert_eq!(of(part(Dtype::U8, Rank::Dimensions), part(Dtype::I64, Rank::Number)), Dtype::U8);
    assert_eq!(of(part(Dtype::Bool, Rank::Dimensions), part(Dtype::I64, Rank::Number)), Dtype::I64);
}
