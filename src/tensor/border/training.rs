//! Operations that nets are made of: reductions, products, convolutions, losses, optimizers.

use super::{Args, Core, Operation};
use crate::error::Outcome;
use crate::ops::conv::{self, Moves, Window};
use crate::ops::loss::{self, Pointwise, Reduction};
use crate::ops::{matmul, reduce, scan, spread};
use crate::optim;

pub const OPERATIONS: &[(&str, Operation)] = &[
    ("sum", |c, a| c.give(reduce::sum(&a.tensor(c)?, &a.ints()?, a.flag()?, a.dtype_or_none()?)?)),
    ("mean", |c, a| c.give(reduce::mean(&a.tensor(c)?, &a.ints()?, a.flag()?, a.dtype_or_none()?)?)),
    ("prod", |c, a| c.give(reduce::prod(&a.tensor(c)?, a.maybe()?.map(|dim| dim as i64), a.flag()?)?)),
    ("max", |c, a| c.give(reduce::extreme(true, &a.tensor(c)?, &[], false, "MaxBackward1")?)),
    ("min", |c, a| c.give(reduce::extreme(false, &a.tensor(c)?, &[], false, "MinBackward1")?)),
    ("amax", |c, a| c.give(reduce::extreme(true, &a.tensor(c)?, &a.ints()?, a.flag()?, "AmaxBackward0")?)),
    ("amin", |c, a| c.give(reduce::extreme(false, &a.tensor(c)?, &a.ints()?, a.flag()?, "AminBackward0")?)),
    ("max_dim", |c, a| c.give_both(reduce::extreme_along(true, &a.tensor(c)?, a.int()?, a.flag()?)?)),
    ("min_dim", |c, a| c.give_both(reduce::extreme_along(false, &a.tensor(c)?, a.int()?, a.flag()?)?)),
    ("argmax", |c, a| c.give(reduce::arg_extreme(true, &a.tensor(c)?, a.maybe()?.map(|dim| dim as i64), a.flag()?)?)),
    ("argmin", |c, a| c.give(reduce::arg_extreme(false, &a.tensor(c)?, a.maybe()?.map(|dim| dim as i64), a.flag()?)?)),
    ("all", |c, a| c.give(reduce::truth(true, &a.tensor(c)?, a.maybe()?.map(|dim| dim as i64), a.flag()?)?)),
    ("any", |c, a| c.give(reduce::truth(false, &a.tensor(c)?, a.maybe()?.map(|dim| dim as i64), a.flag()?)?)),
    ("variance", |c, a| c.give(spread::variance(&a.tensor(c)?, &a.ints()?, a.float()?, a.flag()?, a.flag()?)?)),
    ("norm", |c, a| c.give(spread::norm(&a.tensor(c)?, a.float()?, &a.ints()?, a.flag()?)?)),
    ("cumsum", |c, a| c.give(scan::cumsum(&a.tensor(c)?, a.int()?)?)),
    ("cumprod", |c, a| c.give(scan::cumprod(&a.tensor(c)?, a.int()?)?)),
    ("softmax", |c, a| c.give(scan::softmax(&a.tensor(c)?, a.int()?, false)?)),
    ("log_softmax", |c, a| c.give(scan::softmax(&a.tensor(c)?, a.int()?, true)?)),
    ("logsumexp", |c, a| c.give(scan::logsumexp(&a.tensor(c)?, &a.ints()?, a.flag()?)?)),
    ("matmul", |c, a| c.give(matmul::matmul(&a.tensor(c)?, &a.tensor(c)?)?)),
    ("mm", |c, a| c.give(matmul::mm(&a.tensor(c)?, &a.tensor(c)?)?)),
    ("bmm", |c, a| c.give(matmul::bmm(&a.tensor(c)?, &a.tensor(c)?)?)),
    ("mv", |c, a| c.give(matmul::mv(&a.tensor(c)?, &a.tensor(c)?)?)),
    ("dot", |c, a| c.give(matmul::dot(&a.tensor(c)?, &a.tensor(c)?)?)),
    ("linear", |c, a| c.give(matmul::linear(&a.tensor(c)?, &a.tensor(c)?, a.tensor_or_none(c)?.as_ref())?)),
    ("conv2d", |c, a| c.give(conv::conv2d(&a.tensor(c)?, &a.tensor(c)?, a.tensor_or_none(c)?.as_ref(), moves(a)?)?)),
    ("conv_transpose2d", |c, a| {
        let (x, weight, bias) = (a.tensor(c)?, a.tensor(c)?, a.tensor_or_none(c)?);
        c.give(conv::conv_transpose2d(&x, &weight, bias.as_ref(), moves(a)?, a.pair()?)?)
    }),
    ("max_pool2d", |c, a| c.give_both(conv::max_pool2d(&a.tensor(c)?, window(a)?)?)),
    ("avg_pool2d", |c, a| c.give(conv::avg_pool2d(&a.tensor(c)?, window(a)?)?)),
    ("adaptive_avg_pool2d", |c, a| c.give(conv::adaptive_avg_pool2d(&a.tensor(c)?, a.pair()?)?)),
    ("mse_loss", |c, a| pointwise(c, a, |_| Ok(Pointwise::Squared))),
    ("smooth_l1_loss", |c, a| pointwise(c, a, |a| Ok(Pointwise::SmoothL1 { beta: a.float()? }))),
    ("huber_loss", |c, a| pointwise(c, a, |a| Ok(Pointwise::Huber { delta: a.float()? }))),
    ("binary_cross_entropy", |c, a| pointwise(c, a, |_| Ok(Pointwise::CrossEntropy))),
    ("binary_cross_entropy_with_logits", |c, a| {
        c.give(loss::logits(&a.tensor(c)?, &a.tensor(c)?, a.tensor_or_none(c)?.as_ref(), reduction(a)?)?)
    }),
    ("nll_loss", |c, a| {
        let (logs, classes, weight) = (a.tensor(c)?, a.tensor(c)?, a.tensor_or_none(c)?);
        c.give(loss::negative_log_likelihood(&logs, &classes, weight.as_ref(), a.int()?, reduction(a)?)?)
    }),
    ("sgd", |c, a| {
        let (parameter, gradient, buffer) = (a.tensor(c)?, a.tensor(c)?, a.tensor_or_none(c)?);
        let (learning_rate, momentum, dampening, weight_decay) = (a.float()?, a.float()?, a.float()?, a.float()?);
        let rule = optim::Sgd {
            learning_rate,
            momentum,
            dampening,
            weight_decay,
            is_nesterov: a.flag()?,
            is_first: a.flag()?,
        };
        optim::sgd(&parameter, &gradient, buffer.as_ref(), &rule)
    }),
    ("adam", |c, a| {
        let (parameter, gradient, mean, square, most) =
            (a.tensor(c)?, a.tensor(c)?, a.tensor(c)?, a.tensor(c)?, a.tensor_or_none(c)?);
        let (learning_rate, beta1, beta2, epsilon) = (a.float()?, a.float()?, a.float()?, a.float()?);
        let rule = optim::Adam {
            learning_rate,
            beta1,
            beta2,
            epsilon,
            weight_decay: a.float()?,
            is_decoupled: a.flag()?,
            step: a.float()?,
        };
        optim::adam(&parameter, &gradient, &mean, &square, most.as_ref(), &rule)
    }),
];

fn moves(a: &mut Args<'_>) -> Outcome<Moves> {
    Ok(Moves { stride: a.pair()?, padding: a.pair()?, dilation: a.pair()?, groups: a.size()? })
}

fn window(a: &mut Args<'_>) -> Outcome<Window> {
    let (kernel, stride, padding, dilation) = (a.pair()?, a.pair()?, a.pair()?, a.pair()?);
    Ok(Window { kernel, stride, padding, dilation, is_ceil: a.flag()?, counts_padding: a.flag()? })
}

fn reduction(a: &mut Args<'_>) -> Outcome<Reduction> {
    Ok(match a.int()? {
        0 => Reduction::None,
        1 => Reduction::Mean,
        _ => Reduction::Sum,
    })
}

fn pointwise(c: &mut Core, a: &mut Args<'_>, kind: fn(&mut Args<'_>) -> Outcome<Pointwise>) -> Outcome<()> {
    let (x, y, reduction) = (a.tensor(c)?, a.tensor(c)?, reduction(a)?);
    let loss = loss::pointwise(kind(a)?, &x, &y, reduction)?;
    c.give(loss)
}
