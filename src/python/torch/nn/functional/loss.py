"""Losses."""

import math

from _ember.bridge import operation

from ... import _creation, _functions
from ..._held import wrap
from .distance import cosine_similarity, pairwise_distance

__all__ = ["mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "nll_loss", "cross_entropy", "binary_cross_entropy", "binary_cross_entropy_with_logits", "kl_div",
           "margin_ranking_loss", "hinge_embedding_loss", "triplet_margin_loss", "triplet_margin_with_distance_loss", "cosine_embedding_loss", "soft_margin_loss",
           "multi_margin_loss", "multilabel_soft_margin_loss", "poisson_nll_loss", "gaussian_nll_loss"]  # fmt: skip

_mse, _smooth_l1, _huber, _bce, _bce_logits, _nll = map(
    operation, ("mse_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits", "nll_loss")
)
REDUCTIONS = {"none": 0, "mean": 1, "sum": 2}


def reduction_of(name, size_average=None, reduce=None):
    """The reduction, by PyTorch's words of today or of old."""
    if size_average is not None or reduce is not None:
        name = "none" if reduce is False else "sum" if size_average is False else "mean"
    if name not in REDUCTIONS:
        raise ValueError(f"{name} is not a valid value for reduction")
    return name


def _reduced(losses, reduction):
    return losses.mean() if reduction == "mean" else losses.sum() if reduction == "sum" else losses


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    if target.shape != input.shape:
        import warnings

        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=2,
        )
    return wrap(_mse(input._handle, target._handle, REDUCTIONS[reduction_of(reduction, size_average, reduce)]))


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return _reduced((input - target).abs(), reduction_of(reduction, size_average, reduce))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    return wrap(_smooth_l1(input._handle, target._handle, REDUCTIONS[reduction_of(reduction, size_average, reduce)], beta))


def huber_loss(input, target, reduction="mean", delta=1.0):
    return wrap(_huber(input._handle, target._handle, REDUCTIONS[reduction_of(reduction)], delta))


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    place = REDUCTIONS[reduction_of(reduction, size_average, reduce)]
    return wrap(_nll(input._handle, target._handle, 0 if weight is None else weight._handle, ignore_index, place))


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0):
    reduction = reduction_of(reduction, size_average, reduce)
    along = 1 if input.dim() > 1 else 0
    logs = input.log_softmax(along)
    if target.is_floating_point():
        if target.shape != input.shape:
            raise RuntimeError("Expected floating point type for target with class probabilities, got Long")
        classes = input.size(along)
        target = target * (1 - label_smoothing) + label_smoothing / classes if label_smoothing else target
        losses = -(logs * target if weight is None else logs * target * weight.reshape([-1] + [1] * (input.dim() - 2)))
        losses = losses.sum(along)
        return losses.sum() / (losses.numel() or 1) if reduction == "mean" else _reduced(losses, reduction)
    plain = nll_loss(logs, target, weight, None, ignore_index, None, reduction)
    if not label_smoothing:
        return plain
    counted = target != ignore_index
    shape = [1, -1] + [1] * (input.dim() - 2) if along else [-1]
    smooth = -(logs if weight is None else logs * weight.reshape(*shape)).sum(along)
    smooth = smooth.masked_fill(~counted, 0.0)
    if reduction == "mean":
        total = counted.sum() if weight is None else weight[target[counted]].sum()
        smooth = smooth.sum() / total
    else:
        smooth = _reduced(smooth, reduction)
    return plain * (1 - label_smoothing) + smooth * (label_smoothing / input.size(along))


def _weighed(compute, weight, reduction):
    losses = compute("none") * weight
    return _reduced(losses, reduction)


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    reduction = reduction_of(reduction, size_average, reduce)
    if target.shape != input.shape:
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}) is deprecated. Please ensure they have the same size."
        )
    run = lambda kind: wrap(_bce(input._handle, target._handle, REDUCTIONS[kind]))
    return run(reduction) if weight is None else _weighed(run, weight, reduction)


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None):
    reduction = reduction_of(reduction, size_average, reduce)
    run = lambda kind: wrap(_bce_logits(input._handle, target._handle, 0 if pos_weight is None else pos_weight._handle, REDUCTIONS[kind]))
    return run(reduction) if weight is None else _weighed(run, weight, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if log_target:
        losses = target.exp() * (target - input)
    else:
        losses = _functions.where(target > 0, target * (target.clamp(min=1e-45).log() - input), _creation.zeros_like(target))
    if reduction == "batchmean":
        return losses.sum() / input.size(0)
    return _reduced(losses, reduction_of(reduction, size_average, reduce))


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    return _reduced((-target * (input1 - input2) + margin).clamp(min=0), reduction_of(reduction, size_average, reduce))


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    zeros = _creation.zeros_like(input)
    losses = _functions.where(target == 1, zeros, (margin - input).clamp(min=0)) + _functions.where(target == -1, zeros, input)
    return _reduced(losses, reduction_of(reduction, size_average, reduce))


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None, reduction="mean"):
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = far.minimum(pairwise_distance(positive, negative, p, eps))
    return _reduced((pairwise_distance(anchor, positive, p, eps) - far + margin).clamp(min=0), reduction_of(reduction, size_average, reduce))


def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"):
    distance = pairwise_distance if distance_function is None else distance_function
    far = distance(anchor, negative)
    far = far.minimum(distance(positive, negative)) if swap else far
    return _reduced((distance(anchor, positive) - far + margin).clamp(min=0), reduction_of(reduction))


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    alike = cosine_similarity(input1, input2, -1)
    losses = _functions.where(target == 1, 1 - alike, (alike - margin).clamp(min=0))
    return _reduced(losses, reduction_of(reduction, size_average, reduce))


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return _reduced((-target * input).exp().log1p(), reduction_of(reduction, size_average, reduce))


def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
    own = input.gather(-1, target.unsqueeze(-1))
    costs = (margin - own + input).clamp(min=0).pow(p)
    costs = costs if weight is None else costs * weight[target].unsqueeze(-1)
    losses = costs.scatter(-1, target.unsqueeze(-1), 0.0).sum(-1) / input.size(-1)
    return _reduced(losses, reduction_of(reduction, size_average, reduce))


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    losses = binary_cross_entropy_with_logits(input, target, weight, reduction="none").mean(-1)
    return _reduced(losses, reduction_of(reduction, size_average, reduce))


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"):
    losses = input.exp() - target * input if log_input else input - target * (input + eps).log()
    if full:
        stirling = target * target.log() - target + 0.5 * (2 * math.pi * target).log()
        losses = losses + stirling.masked_fill(target <= 1, 0.0)
    return _reduced(losses, reduction_of(reduction, size_average, reduce))


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    if (var < 0).any():
        raise ValueError("var has negative entry/entries")
    var = var.unsqueeze(-1) if var.dim() < input.dim() else var
    # Too small a variance is lifted, and has no gradient of its own from that.
    var = var + (var.detach().clamp(min=eps) - var.detach())
    losses = 0.5 * (var.log() + (input - target) ** 2 / var)
    return _reduced(losses + 0.5 * math.log(2 * math.pi) if full else losses, reduction_of(reduction))
