//! The updates of the optimizers that most programs use, written over the parameter in one call each.

use crate::compute_real;
use crate::element::{Arithmetic, Num, Real, assign, store, to_vec};
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
    if others.iter().any(|other| other.shape() != parameter.shape()) {
        return runtime("a parameter and its gradient have different shapes");
    }
    Ok(())
}

fn write<T: Num>(tensor: &Tensor, values: Vec<T>) {
    let shape = tensor.shape();
    assign(&tensor.view(), &store(values, tensor.dtype(), &shape));
    tensor.bump();
}

/// One step of [`Sgd`].
///
/// # Errors
/// Shapes that differ.
pub fn sgd(parameter: &Tensor, gradient: &Tensor, buffer: Option<&Tensor>, rule: &Sgd) -> Outcome<()> {
    check(parameter, &[gradient])?;
    compute_real!(parameter.dtype(), T => {
        let number = |value: f64| T::from_f64(value);
        let mut weights: Vec<T> = to_vec(&parameter.view());
        let mut steps: Vec<T> = to_vec(&gradient.view());
        if rule.weight_decay != 0.0 {
            steps.iter_mut().zip(&weights).for_each(|(step, w)| *step = step.plus(w.times(number(rule.weight_decay))));
        }
        if let Some(buffer) = buffer {
            check(parameter, &[buffer])?;
            let mut momenta: Vec<T> = to_vec(&buffer.view());
            let (keep, take) = (number(rule.momentum), number(1.0 - rule.dampening));
            for (momentum, step) in momenta.iter_mut().zip(&steps) {
                *momentum = if rule.is_first { *step } else { momentum.times(keep).plus(step.times(take)) };
            }
            for (step, momentum) in steps.iter_mut().zip(&momenta) {
                *step = if rule.is_nesterov { step.plus(momentum.times(keep)) } else { *momentum };
            }
            write(buffer, momenta);
        }
        let rate = number(rule.learning_rate);
        weights.iter_mut().zip(&steps).for_each(|(w, step)| *w = w.minus(step.times(rate)));
        write(parameter, weights);
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
    compute_real!(parameter.dtype(), T => {
        let number = |value: f64| T::from_f64(value);
        let mut weights: Vec<T> = to_vec(&parameter.view());
        let mut steps: Vec<T> = to_vec(&gradient.view());
        if rule.is_decoupled {
            let shrink = number(1.0 - rule.learning_rate * rule.weight_decay);
            weights.iter_mut().for_each(|w| *w = w.times(shrink));
        } else if rule.weight_decay != 0.0 {
            steps.iter_mut().zip(&weights).for_each(|(step, w)| *step = step.plus(w.times(number(rule.weight_decay))));
        }
        let (mut means, mut squares): (Vec<T>, Vec<T>) = (to_vec(&mean.view()), to_vec(&square.view()));
        let (beta1, beta2) = (number(rule.beta1), number(rule.beta2));
        let (rest1, rest2) = (number(1.0 - rule.beta1), number(1.0 - rule.beta2));
        for ((m, v), g) in means.iter_mut().zip(&mut squares).zip(&steps) {
            *m = m.times(beta1).plus(g.times(rest1));
            *v = v.times(beta2).plus(g.times(*g).times(rest2));
        }
        let bias1 = 1.0 - rule.beta1.powf(rule.step);
        let root2 = number((1.0 - rule.beta2.powf(rule.step)).sqrt());
        let (size, epsilon) = (number(rule.learning_rate / bias1), number(rule.epsilon));
        let second = match most {
            Some(most) => {
                let largest: Vec<T> = to_vec::<T>(&most.view()).into_iter().zip(&squares).map(|(a, &b)| if b > a { b } else { a }).collect();
                write(most, largest.clone());
                largest
            }
            None => squares.clone(),
        };
        for ((w, m), v) in weights.iter_mut().zip(&means).zip(&second) {
            let spread = v.root().divided(root2).plus(epsilon);
            *w = w.minus(m.divided(spread).times(size));
        }
        write(mean, means);
        write(square, squares);
        write(parameter, weights);
    });
    Ok(())
}
