"""Tensors that a module learns."""

from _ember.bridge import operation

from .. import _creation
from .._tensor import Tensor, wrap

_data = operation("data")


class Parameter(Tensor):
    def __new__(cls, data=None, requires_grad=True):
        source = _creation.empty(0) if data is None else data
        if not isinstance(source, Tensor):
            raise AttributeError(f"'{type(data).__name__}' object has no attribute 'detach'")
        if requires_grad and not source.is_floating_point():
            raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
        parameter = wrap(_data(source._handle), cls)
        if requires_grad:
            parameter.requires_grad_(True)
        return parameter

    def __repr__(self):
        return "Parameter containing:\n" + Tensor.__repr__(self)


class UninitializedParameter(Parameter):
    """A parameter whose shape is not known yet."""

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return Parameter.__new__(cls, made((0,), device, dtype), requires_grad)

    def materialize(self, shape, device=None, dtype=None):
        self.data = made(shape, device, dtype or self.dtype)
        self.__class__ = Parameter

    @property
    def shape(self):
        raise RuntimeError(
            "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in `load_state_dict` when trying to load an uninitialized parameter "
            "into an initialized one. Call `forward` to initialize the parameters before accessing their attributes."
        )

    def __repr__(self):
        return "<UninitializedParameter>"


def made(shape, device=None, dtype=None):
    """Memory for a parameter."""
    return _creation.empty(size=tuple(shape), device=device, dtype=dtype)
