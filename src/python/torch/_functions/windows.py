"""Windows of signals: soft ends, of full waves (`periodic`) or with both ends alike."""

import math

from .._creation import arange, ones
from .._dtype import get_default_dtype

__all__ = ["hann_window", "hamming_window", "blackman_window", "bartlett_window"]


def _waves(count, periodic, dtype, shares):
    kind = dtype or get_default_dtype()
    if count <= 1:
        return ones(count, dtype=kind)
    turn = 2 * math.pi * arange(count, dtype=kind) / (count if periodic else count - 1)
    return sum(share * (turn * times).cos() for times, share in enumerate(shares))


def hann_window(window_length, periodic=True, *, dtype=None, requires_grad=False):
    return _waves(window_length, periodic, dtype, (0.5, -0.5)).requires_grad_(requires_grad)


def hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None, requires_grad=False):
    return _waves(window_length, periodic, dtype, (alpha, -beta)).requires_grad_(requires_grad)


def blackman_window(window_length, periodic=True, *, dtype=None, requires_grad=False):
    return _waves(window_length, periodic, dtype, (0.42, -0.5, 0.08)).requires_grad_(requires_grad)


def bartlett_window(window_length, periodic=True, *, dtype=None, requires_grad=False):
    if window_length <= 1:
        return ones(window_length, dtype=dtype)
    places = arange(window_length, dtype=dtype or get_default_dtype()) * (2 / (window_length if periodic else window_length - 1))
    return (1 - (places - 1).abs()).requires_grad_(requires_grad)
