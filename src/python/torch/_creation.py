"""Tensors from nothing: filled, counted, drawn."""

import numbers as _abstract

from _ember.bridge import operation

from . import _dtype
from ._dtype import check_device, check_layout, get_default_dtype
from ._held import ints, number, wrap, written
from ._of_numbers import TYPED, as_tensor, asarray, finished, from_numpy, frombuffer, legacy, made_of, scalar_tensor, tensor, wanting  # noqa: F401
from ._tensor import Tensor

__all__ = ["tensor", "as_tensor", "asarray", "from_numpy", "frombuffer", "scalar_tensor", "full", "zeros", "ones", "empty", "zeros_like", "ones_like", "empty_like", "full_like",
           "arange", "linspace", "logspace", "eye", "rand", "randn", "rand_like", "randn_like", "randint", "randint_like", "randperm", "normal"]  # fmt: skip

_full, _arange, _linspace, _eye, _permutation = map(operation, ("full", "arange", "linspace", "eye", "permutation"))


def full(size, fill_value, *, dtype=None, device=None, requires_grad=False, out=None, layout=None):
    check_device(device)
    check_layout(layout)
    if isinstance(fill_value, Tensor):
        fill_value = fill_value.item()
    if dtype is None:
        dtype = _dtype.bool if isinstance(fill_value, bool) else _dtype.int64 if isinstance(fill_value, int) else get_default_dtype()
    size = ints((size,))
    return written(out, finished(_full(len(size), *size, fill_value, isinstance(fill_value, int), dtype.place), requires_grad))


def _filled(name, value):
    def make(*sizes, size=None, dtype=None, device=None, requires_grad=False, out=None, layout=None, pin_memory=False, memory_format=None, names=None):
        check_device(device)
        check_layout(layout, memory_format, pin_memory)
        if names is not None:
            raise NotImplementedError("names=... is not here: dimensions have numbers.")
        size = ints(sizes if size is None else (size,), name)
        return written(out, finished(_full(len(size), *size, value, 1, (dtype or get_default_dtype()).place), requires_grad))

    return make


# Memory that nobody wrote holds anything; zeros are as good, and always the same.
zeros, ones, empty = _filled("zeros", 0), _filled("ones", 1), _filled("empty", 0)


def _like(make):
    def made(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
        check_layout(layout, memory_format)
        return make(size=tuple(input.shape), dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)

    return made


zeros_like, ones_like, empty_like = _like(zeros), _like(ones), _like(empty)


def full_like(input, fill_value, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
    check_layout(layout, memory_format)
    return full(tuple(input.shape), fill_value, dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)


def arange(start=0, end=None, step=1, *, dtype=None, device=None, requires_grad=False, out=None, layout=None):
    check_device(device)
    check_layout(layout)
    if end is None:
        start, end = 0, start
    start, end, step = (value.item() if isinstance(value, Tensor) else value for value in (start, end, step))
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and larger bound inconsistent with step sign")
    whole = all(isinstance(value, _abstract.Integral) for value in (start, end, step))
    dtype = dtype or (_dtype.int64 if whole else get_default_dtype())
    return written(out, finished(_arange(float(start), float(end), float(step), dtype.place), requires_grad))


def linspace(start, end, steps, *, dtype=None, device=None, requires_grad=False, out=None, layout=None):
    check_device(device)
    check_layout(layout)
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    return written(out, finished(_linspace(float(start), float(end), int(steps), (dtype or get_default_dtype()).place), requires_grad))


def logspace(start, end, steps, base=10.0, *, dtype=None, device=None, requires_grad=False, out=None):
    exponents = linspace(start, end, steps, dtype=_dtype.float64, device=device)
    return written(out, wanting((base**exponents).to(dtype or get_default_dtype()), requires_grad))


def eye(n, m=None, *, dtype=None, device=None, requires_grad=False, out=None, layout=None):
    check_device(device)
    check_layout(layout)
    return written(out, finished(_eye(n, n if m is None else m, (dtype or get_default_dtype()).place), requires_grad))


# Random numbers.


def _drawn(draw):
    def make(*sizes, size=None, generator=None, dtype=None, device=None, requires_grad=False, out=None, layout=None, pin_memory=False):
        made = empty(*sizes, size=size, dtype=dtype, device=device, layout=layout, pin_memory=pin_memory)
        if not made.is_floating_point():
            raise RuntimeError(f"\"{draw}\" not implemented for '{made.type()[6:-6]}'")
        return written(out, wanting(getattr(made, draw)(generator=generator), requires_grad))

    return make


rand, randn = _drawn("uniform_"), _drawn("normal_")


def _drawn_like(make):
    def made(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
        check_layout(layout, memory_format)
        return make(size=tuple(input.shape), dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)

    return made


rand_like, randn_like = _drawn_like(rand), _drawn_like(randn)


def randint(low=0, high=None, size=None, *, generator=None, dtype=None, device=None, requires_grad=False, out=None, layout=None):
    check_device(device)
    check_layout(layout)
    if size is None:
        low, high, size = 0, low, high
    if size is None:
        raise TypeError(f"randint() received an invalid combination of arguments - got ({type(high).__name__}), but expected one of:")
    if high is None:
        low, high = 0, low
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    made = empty(size=tuple(size), dtype=dtype or _dtype.int64)
    return written(out, wanting(made.random_(low, high, generator=generator), requires_grad))


def randint_like(input, low=0, high=None, *, dtype=None, device=None, requires_grad=False):
    low, high = (0, low) if high is None else (low, high)
    return randint(low, high, tuple(input.shape), dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)


def randperm(n, *, generator=None, dtype=None, device=None, requires_grad=False, out=None):
    check_device(device)
    order = wrap(_permutation(n, number(generator)))
    return written(out, wanting(order if dtype is None else order.to(dtype), requires_grad))


def normal(mean, std=None, size=None, *, generator=None, dtype=None, device=None, requires_grad=False, out=None):
    check_device(device)
    std = 1.0 if std is None else std
    if size is not None:
        return written(out, wanting(empty(size=tuple(size), dtype=dtype).normal_(float(mean), float(std), generator=generator), requires_grad))
    if not isinstance(mean, Tensor) and not isinstance(std, Tensor):
        raise TypeError("normal(): mean or std must be a Tensor, or size must be given")
    shape = (mean if isinstance(mean, Tensor) else std).shape
    if isinstance(mean, Tensor) and isinstance(std, Tensor):
        shape = (mean.detach() + std.detach()).shape
    kind = (mean if isinstance(mean, Tensor) else std).dtype
    return written(out, empty(size=tuple(shape), dtype=kind).normal_(generator=generator) * std + mean)
