"""Losses."""

import math

from _ember.bridge import operation

from ... import _creation, _dtype, _functions
from ..._held import need, wrap
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


def _scalar(tensor):
    return tensor.type()[6:-6]


def _differ(input, target):
    return RuntimeError(f"Found dtype {_scalar(target)} but expected {_scalar(input)}")


def _promoted(out, input, target):
    """As in PyTorch: of two dtypes there is a value, but no gradient."""
    if out.requires_grad and target.dtype is not input.dtype:

        def refuse(_):
            raise _differ(input, target)

        out.register_hook(refuse)
    return out


def _refuse_classes(input, target):
    """What PyTorch says of classes that do not fit."""
    own, given = list(input.shape), list(target.shape)
    wanted, rank = own[:1] + own[2:], len(own)
    if rank == 1 and given and given != own:
        raise RuntimeError(f"size mismatch (got input: {own}, target: {given})")
    if rank > 1 and own[0] != (given[0] if given else 0):
        raise ValueError(f"Expected input batch_size ({own[0]}) to match target batch_size ({given[0] if given else 0}).")
    if rank == 2 and len(given) > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if rank == 4 and len(given) != 3:
        raise RuntimeError(f"only batches of spatial targets supported (3D tensors) but got targets of dimension: {len(given)}")
    if rank == 4 and given != wanted:
        raise RuntimeError(f"size mismatch (got input: {own} , target: {given}")
    if rank > 2 and given != wanted:
        raise RuntimeError(f"Expected target size {wanted}, got {given}")


def _warn_of_shapes(input, target):
    if target.size() != input.size():
        import warnings

        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=3,
        )


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    _warn_of_shapes(input, target)
    out = wrap(_mse(need(input, "mse_loss")._handle, need(target, "mse_loss", 2, "target")._handle, REDUCTIONS[reduction_of(reduction, size_average, reduce)]))
    return _promoted(out, input, target)


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    _warn_of_shapes(input, target)
    return _reduced((input - target).abs(), reduction_of(reduction, size_average, reduce))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    _warn_of_shapes(input, target)
    return wrap(_smooth_l1(input._handle, target._handle, REDUCTIONS[reduction_of(reduction, size_average, reduce)], beta))


def huber_loss(input, target, reduction="mean", delta=1.0):
    return _promoted(wrap(_huber(input._handle, target._handle, REDUCTIONS[reduction_of(reduction)], delta)), input, target)


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    place = REDUCTIONS[reduction_of(reduction, size_average, reduce)]
    need(input, "nll_loss_nd"), need(target, "nll_loss_nd", 2, "target")
    if weight is not None and weight.dtype is not input.dtype:
        raise RuntimeError(f"expected scalar type {_scalar(input)} but found {_scalar(weight)}")
    try:
        return wrap(_nll(input._handle, target._handle, 0 if weight is None else weight._handle, ignore_index, place))
    except (RuntimeError, ValueError):
        _refuse_classes(input, target)
        raise


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0):
    reduction = reduction_of(reduction, size_average, reduce)
    if not 0 <= label_smoothing <= 1:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")
    along = 1 if need(input, "cross_entropy_loss").dim() > 1 else 0
    logs = input.log_softmax(along)
    if need(target, "cross_entropy_loss", 2, "target").is_floating_point() and target.shape == input.shape:
        classes = input.size(along)
        target = target * (1 - label_smoothing) + label_smoothing / classes if label_smoothing else target
        losses = -(logs * target if weight is None else logs * target * weight.reshape([-1] + [1] * (input.dim() - 2)))
        losses = losses.sum(along)
        return losses.sum() / (losses.numel() or 1) if reduction == "mean" else _reduced(losses, reduction)
    try:
        plain = nll_loss(logs, target, weight, None, ignore_index, None, reduction)
    except (RuntimeError, ValueError):
        if target.shape == input.shape:
            raise RuntimeError(f"Expected floating point type for target with class probabilities, got {_scalar(target)}") from None
        raise
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
    if target.size() != input.size():
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}) is deprecated. Please ensure they have the same size."
        )
    if target.dtype is not input.dtype:
        raise _differ(input, target)
    run = lambda kind: wrap(_bce(input._handle, target._handle, REDUCTIONS[kind]))
    return run(reduction) if weight is None else _weighed(run, weight, reduction)


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None):
    reduction = reduction_of(reduction, size_average, reduce)
    if target.size() != input.size():
        raise ValueError(f"Target size ({target.size()}) must be the same as input size ({input.size()})")
    for own in (target, input):
        if own.dtype is _dtype.bool:
            raise RuntimeError("Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.")
        if not own.is_floating_point():
            raise RuntimeError(f"result type {_scalar(input if input.is_floating_point() else target)} can't be cast to the desired output type {_scalar(own)}")
    run = lambda kind: wrap(_bce_logits(input._handle, target._handle, 0 if pos_weight is None else pos_weight._handle, REDUCTIONS[kind]))
    return run(reduction) if weight is None else _weighed(run, weight, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if not (input.is_floating_point() and target.is_floating_point()):
        raise RuntimeError("kl_div: Integral inputs not supported.")
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
