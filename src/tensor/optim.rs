//! The updates of the optimizers that most programs use, written over the parameter in one call each.

use std::rc::Rc;

use crate::compute_real;
use crate::element::{Arithmetic, Line, Num, Real, rewrite};
use crate::error::{Outcome, runtime};
use crate::tensor::Tensor;

/// Stochastic gradient descent with momentum (Sutskever et al., 2013; PyTorch's form of it).
#[derive(Clone, Copy, Debug)]
pub struct Sgd {
    pub learning_rate: f64,
    pub momentum: f64,
    pub dampening: f64,
    pub weight_decay: f64,
    pub is_nesterov: bool,
    /// The buffer has not been used yet.
    pub is_first: bool,
}

/// Kingma and Ba (2015); decoupled weight decay: Loshchilov and Hutter (2019).
#[derive(Clone, Copy, Debug)]
pub struct Adam {
    pub learning_rate: f64,
    pub beta1: f64,
    pub beta2: f64,
    pub epsilon: f64,
    pub weight_decay: f64,
    pub is_decoupled: bool,
    /// Steps taken, this one included.
    pub step: f64,
}

fn check(parameter: &Tensor, others: &[&Tensor]) -> Outcome<()> {
    let is_apart = |other: &Tensor| !Rc::ptr_eq(&other.view().storage, &parameter.view().storage);
    match others.iter().all(|other| other.shape() == parameter.shape() && is_apart(other)) {
        true => Ok(()),
        false => runtime(
            "a parameter, its gradient and what the optimizer keeps are of one shape, each with numbers of its own",
        ),
    }
}

/// Lets `change` at the numbers of two tensors.
fn rewrite_both<T: Num>(a: &Tensor, b: &Tensor, change: impl FnOnce(&mut [T], &mut [T])) {
    rewrite(&a.view(), |x| rewrite(&b.view(), |y| change(x, y)));
    a.bump();
    b.bump();
}

/// One step of [`Sgd`].
///
/// # Errors
/// Shapes that differ.
pub fn sgd(parameter: &Tensor, gradient: &Tensor, buffer: Option<&Tensor>, rule: &Sgd) -> Outcome<()> {
    check(parameter, &[gradient])?;
    compute_real!(parameter.dtype(), T => {
        let gradients = Line::<T>::of(&gradient.view());
        let number = |value: f64| T::from_f64(value);
        let (rate, decay) = (number(rule.learning_rate), number(rule.weight_decay));
        let slope = |w: T, g: T| if rule.weight_decay == 0.0 { g } else { g.plus(w.times(decay)) };
        let Some(buffer) = buffer else {
            rewrite::<T>(&parameter.view(), |weights| {
                for (w, &g) in weights.iter_mut().zip(gradients.numbers()) {
                    *w = w.minus(slope(*w, g).times(rate));
                }
            });
            parameter.bump();
            return Ok(());
        };
        check(parameter, &[buffer])?;
        let (keep, take) = (number(rule.momentum), number(1.0 - rule.dampening));
        rewrite_both::<T>(parameter, buffer, |weights, momenta| {
            for ((w, momentum), &g) in weights.iter_mut().zip(momenta).zip(gradients.numbers()) {
                let step = slope(*w, g);
                *momentum = if rule.is_first { step } else { momentum.times(keep).plus(step.times(take)) };
                let step = if rule.is_nesterov { step.plus(momentum.times(keep)) } else { *momentum };
                *w = w.minus(step.times(rate));
            }
        });
    });
    Ok(())
}

/// One step of [`Adam`]; `most` holds the largest second moments (AMSGrad).
///
/// # Errors
/// Shapes that differ.
pub fn adam(
    parameter: &Tensor,
    gradient: &Tensor,
    mean: &Tensor,
    square: &Tensor,
    most: Option<&Tensor>,
    rule: &Adam,
) -> Outcome<()> {
    check(parameter, &[gradient, mean, square])?;
    check(mean, &[square])?;
    compute_real!(parameter.dtype(), T => {
        let number = |value: f64| T::from_f64(value);
        let (beta1, beta2) = (number(rule.beta1), number(rule.beta2));
        let (rest1, rest2) = (number(1.0 - rule.beta1), number(1.0 - rule.beta2));
        let bias1 = 1.0 - rule.beta1.powf(rule.step);
        let root2 = number((1.0 - rule.beta2.powf(rule.step)).sqrt());
        let (size, epsilon) = (number(rule.learning_rate / bias1), number(rule.epsilon));
        let shrink = number(if rule.is_decoupled { 1.0 - rule.learning_rate * rule.weight_decay } else { 1.0 });
        let decay = number(if rule.is_decoupled { 0.0 } else { rule.weight_decay });
        let gradients = Line::<T>::of(&gradient.view());
        // Before the weights change: what they lose by decay is part of their gradients.
        rewrite_both::<T>(mean, square, |means, squares| {
            rewrite::<T>(&parameter.view(), |weights| {
                for (((m, v), w), &g) in means.iter_mut().zip(squares).zip(weights).zip(gradients.numbers()) {
                    let g = if rule.is_decoupled || rule.weight_decay == 0.0 { g } else { g.plus(w.times(decay)) };
                    *m = m.times(beta1).plus(g.times(rest1));
                    *v = v.times(beta2).plus(g.times(g).times(rest2));
                    if most.is_none() {
                        let spread = v.root().divided(root2).plus(epsilon);
                        *w = w.times(shrink).minus(m.divided(spread).times(size));
                    }
                }
            });
        });
        if let Some(most) = most {
            check(parameter, &[most])?;
            let (means, squares) = (Line::<T>::of(&mean.view()), Line::<T>::of(&square.view()));
            rewrite_both::<T>(parameter, most, |weights, largest| {
                let moments = means.numbers().iter().zip(squares.numbers());
                for ((w, v), (m, &square)) in weights.iter_mut().zip(largest).zip(moments) {
                    *v = if square > *v { square } else { *v };
                    let spread = v.root().divided(root2).plus(epsilon);
                    *w = w.times(shrink).minus(m.divided(spread).times(size));
                }
            });
        }
        parameter.bump();
    });
    Ok(())
}
