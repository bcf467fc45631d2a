//! Graphs that are long, passed twice, or let go of.

use crate::backward::{Backward, Turn, Wish};
use crate::dtype::Dtype;
use crate::error::Outcome;
use crate::ops::{arith, reduce, unary};
use crate::storage::alive_bytes;
use crate::tensor::Tensor;

fn leaf(values: &[f64]) -> Tensor {
    let tensor = Tensor::from_f64(values.to_vec(), Dtype::F32, &[values.len()]);
    tensor.set_requires_grad(true).expect("a float");
    tensor
}

fn back(output: &Tensor, retain_graph: bool) -> Outcome<()> {
    let wish = Wish { retain_graph, create_graph: false, wanted: None };
    let turn = Backward::new(&[(output.clone(), None)], wish)?.go_on()?;
    assert!(matches!(turn, Turn::Done));
    Ok(())
}

#[test]
fn a_chain_of_many_operations_is_passed_and_let_go_of() {
    let x = leaf(&[1.0]);
    let mut y = x.clone();
    for _ in 0..50_000 {
        y = arith::add(&y, &Tensor::number(1.0)).unwrap();
    }
    back(&y, false).unwrap();
    assert_eq!(x.grad().unwrap().to_f64(), [1.0]);
    drop(y);
}

#[test]
fn gradients_add_up_and_a_second_way_back_needs_the_graph() {
    let x = leaf(&[1.0, 2.0]);
    let y = reduce::sum(&arith::mul(&x, &x).unwrap(), &[], false, None).unwrap();
    back(&y, true).unwrap();
    back(&y, false).unwrap();
    assert_eq!(x.grad().unwrap().to_f64(), [4.0, 8.0]);
    assert!(back(&y, false).unwrap_err().text.starts_with("Trying to backward through the graph a second time"));
}

#[test]
fn what_a_gradient_needs_must_not_be_written() {
    let x = leaf(&[1.0, 2.0]);
    let y = unary::apply(unary::Unary::Exp, &x).unwrap();
    arith::binary_in_place(arith::Binary::Add, &y, &Tensor::number(1.0)).unwrap();
    let sum = reduce::sum(&y, &[], false, None).unwrap();
    let said = back(&sum, false).unwrap_err().text;
    assert!(
        said.contains(
            "[torch.FloatTensor [2]], which is output 0 of ExpBackward0, is at version 1; expected version 0"
        ),
        "{said}"
    );
}

#[test]
fn a_step_after_the_other_holds_no_more_bytes() {
    let w = leaf(&[0.5; 64]);
    let step = || {
        let loss = reduce::sum(&arith::mul(&w, &w).unwrap(), &[], false, None).unwrap();
        w.set_grad(None);
        back(&loss, false).unwrap();
    };
    step();
    let before = alive_bytes();
    (0..100).for_each(|_| step());
    assert_eq!(alive_bytes(), before);
}

#[test]
fn nets_are_told_apart_by_the_first_leaf_on_the_way_back() {
    let (one, other, data) = (leaf(&[2.0]), leaf(&[3.0]), Tensor::full(1.0, Dtype::F32, &[1]));
    let loss = |weight: &Tensor| arith::mul(&arith::mul(&data, weight).unwrap(), weight).unwrap();
    let first = |weight| loss(weight).first_leaf().map(|leaf| leaf.key());
    assert_eq!(first(&one), Some(one.key()));
    assert_eq!(first(&other), Some(other.key()));
    assert!(data.first_leaf().is_none());
}
