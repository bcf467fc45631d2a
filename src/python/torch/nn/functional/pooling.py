"""Pools: the largest number or the mean of each window."""

from _ember import bridge
from _ember.bridge import operation

from ... import _functions
from ..._held import need, wrap
from ._shared import batched, one, pair

__all__ = [
    "max_pool1d",
    "max_pool2d",
    "avg_pool1d",
    "avg_pool2d",
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "max_unpool2d",
    "lp_pool2d",
]

_max_pool2d, _avg_pool2d, _adaptive_avg_pool2d = map(operation, ("max_pool2d", "avg_pool2d", "adaptive_avg_pool2d"))


def _window(kernel_size, stride, padding, dilation, ceil_mode, counts_padding):
    kernel = pair(kernel_size)
    stride = kernel if stride is None or stride == [] else pair(stride)
    return (*kernel, *stride, *pair(padding), *pair(dilation), ceil_mode, counts_padding)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    window = _window(kernel_size, stride, padding, dilation, ceil_mode, 1)
    is_single = need(input, "max_pool2d").dim() == 3
    if input.dim() not in (3, 4):
        raise RuntimeError("non-empty 3D or 4D (batch mode) tensor expected for input")
    planes = input.unsqueeze(0) if is_single else input
    values, places = wrap(_max_pool2d(planes._handle, *window)), wrap(bridge.result(1))
    if is_single:
        values, places = values.squeeze(0), places.squeeze(0)
    return (values, places) if return_indices else values


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    if need(input, "max_pool1d").dim() not in (2, 3):
        raise RuntimeError(f"max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:{list(input.shape)}")
    kernel = one(kernel_size)
    step = kernel if stride is None else one(stride)
    out = max_pool2d(input.unsqueeze(-2), (1, kernel), (1, step), (0, one(padding)), (1, one(dilation)), ceil_mode, return_indices)
    return tuple(part.squeeze(-2) for part in out) if return_indices else out.squeeze(-2)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    (kh, kw), (ph, pw) = pair(kernel_size), pair(padding)
    sh, sw = (kh, kw) if stride is None else pair(stride)
    height, width = output_size[-2:] if output_size is not None else ((input.size(-2) - 1) * sh - 2 * ph + kh, (input.size(-1) - 1) * sw - 2 * pw + kw)
    flat = input.new_zeros(*input.shape[:-2], height * width)
    return flat.scatter(-1, indices.flatten(-2), input.flatten(-2)).unflatten(-1, (height, width))


def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
    if divisor_override is not None:
        if ceil_mode:
            raise NotImplementedError("avg_pool2d(divisor_override=..., ceil_mode=True) is not here.")
        kh, kw = pair(kernel_size)
        return avg_pool2d(input, kernel_size, stride, padding) * (kh * kw / divisor_override)
    window = _window(kernel_size, stride, padding, 1, ceil_mode, count_include_pad)
    return batched(input, 3, lambda planes: wrap(_avg_pool2d(planes._handle, *window)))


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    kernel = one(kernel_size)
    step = kernel if stride is None else one(stride)
    return avg_pool2d(input.unsqueeze(-2), (1, kernel), (1, step), (0, one(padding)), ceil_mode, count_include_pad).squeeze(-2)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    kh, kw = pair(kernel_size)
    sums = avg_pool2d(input.pow(norm_type), kernel_size, stride, 0, ceil_mode) * (kh * kw)
    return (sums.sign() * sums.abs().relu()).pow(1.0 / norm_type)


def adaptive_avg_pool2d(input, output_size):
    if need(input, "adaptive_avg_pool2d").dim() not in (3, 4):
        raise RuntimeError(f"adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got {list(input.shape)}")
    size = tuple(own if wanted is None else wanted for own, wanted in zip(input.shape[-2:], pair(output_size) if output_size is not None else (None, None)))
    return batched(input, 3, lambda planes: wrap(_adaptive_avg_pool2d(planes._handle, *size)))


def adaptive_avg_pool1d(input, output_size):
    return adaptive_avg_pool2d(input.unsqueeze(-2), (1, one(output_size))).squeeze(-2)


def adaptive_max_pool2d(input, output_size, return_indices=False):
    wanted = pair(output_size) if output_size is not None else (None, None)
    (rows, columns), (height, width) = (own if size is None else size for own, size in zip(input.shape[-2:], wanted)), input.shape[-2:]
    edge = lambda place, count, size: (place * size // count, -(-(place + 1) * size // count))
    values, places = [], []
    for row in range(rows):
        top, bottom = edge(row, rows, height)
        for column in range(columns):
            left, right = edge(column, columns, width)
            value, place = input[..., top:bottom, left:right].flatten(-2).max(-1)
            values.append(value)
            places.append((top + place // (right - left)) * width + left + place % (right - left))
    shape = (*input.shape[:-2], rows, columns)
    values = _functions.stack(values, -1).reshape(shape)
    return (values, _functions.stack(places, -1).reshape(shape)) if return_indices else values


def adaptive_max_pool1d(input, output_size, return_indices=False):
    out = adaptive_max_pool2d(input.unsqueeze(-2), (1, one(output_size)), return_indices)
    return tuple(part.squeeze(-2) for part in out) if return_indices else out.squeeze(-2)
