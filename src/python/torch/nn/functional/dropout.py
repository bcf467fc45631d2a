"""Numbers left out by chance."""

import math

from ... import _creation
from ..._held import need


def dropout(input, p=0.5, training=True, inplace=False):
    _check(p)
    return _dropped(input, need(input, "dropout").shape, p, inplace) if training and p else input


def _check(p):
    if not 0 <= p <= 1:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def _kept(input, shape, p):
    return _creation.empty(size=tuple(shape), dtype=input.dtype).bernoulli_(1 - p)


def _dropped(input, shape, p, inplace):
    kept = _kept(input, shape, p)
    kept = kept / (1 - p) if p < 1 else kept
    return input.mul_(kept) if inplace else input * kept


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Whole channels; as in PyTorch 1.13, three dimensions are a batch of channels without columns."""
    _check(p)
    if training and input.dim() < 2:
        raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
    return _dropped(input, [*input.shape[:2], *[1] * (input.dim() - 2)], p, inplace) if training and p else input


def dropout1d(input, p=0.5, training=True, inplace=False):
    return _of_channels(input, 2, p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    return _of_channels(input, 4, p, training, inplace)


def _of_channels(input, rank, p, training, inplace):
    _check(p)
    if not training or not p:
        return input
    channels = 1 if input.dim() == rank else 2
    return _dropped(input, [*input.shape[:channels], *[1] * (input.dim() - channels)], p, inplace)


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    return _selu_dropped(input, input.shape, p, training, inplace)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    return _selu_dropped(input, [*input.shape[:2], *[1] * (input.dim() - 2)], p, training, inplace)


def _selu_dropped(input, shape, p, training, inplace):
    """What is left out gets SELU's lowest value; mean and deviation stay."""
    _check(p)
    if not training or not p:
        return input
    alpha = 1.7580993408473766
    kept = _kept(input, shape, p)
    scale = 1.0 / math.sqrt((alpha * alpha * p + 1) * (1 - p)) if p < 1 else 0.0
    shift = (kept - 1) * (alpha * scale) + alpha * scale * p
    out = (input.clone() if inplace else input) * (kept * scale) + shift
    return input.copy_(out) if inplace else out
