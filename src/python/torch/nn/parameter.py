"""Tensors that a module learns."""

from .. import _creation
from .._tensor import Tensor, wrap


class Parameter(Tensor):
    def __new__(cls, data=None, requires_grad=True):
        source = _creation.empty(0) if data is None else data
        parameter = wrap(_data(source), cls)
        if requires_grad:
            parameter.requires_grad_(True)
        return parameter

    def __repr__(self):
        return "Parameter containing:\n" + Tensor.__repr__(self)


def _data(tensor):
    from .._tensor import _data

    return _data(tensor._handle)


class Buffer(Tensor):
    pass
