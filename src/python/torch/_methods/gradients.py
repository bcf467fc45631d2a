"""Gradients: leaves, the graph, the way back."""

from _ember import bridge
from _ember.bridge import operation

from .._held import Held, wrap

_requires, _set_requires, _is_leaf, _version = map(operation, ("requires_grad", "set_requires_grad", "is_leaf", "version"))
_grad, _set_grad, _grad_fn, _data, _set_data = map(operation, ("grad", "set_grad", "grad_fn", "data", "set_data"))
_detach, _detach_in_place, _retain_grad, _retains_grad = map(operation, ("detach", "detach_", "retain_grad", "retains_grad"))


class GradFn:
    """What `grad_fn` shows: a name."""

    __slots__ = ("_name",)

    def __init__(self, name):
        self._name = name

    def name(self):
        return self._name

    def __repr__(self):
        return f"<{self._name} object at {id(self):#x}>"

    def __getattr__(self, name):
        raise AttributeError(f"grad_fn.{name} is not here: only the function's name is.")


class Gradients:
    @property
    def requires_grad(self):
        return bool(_requires(self._handle))

    @requires_grad.setter
    def requires_grad(self, on):
        if on and not self.is_floating_point():
            raise RuntimeError("only Tensors of floating point and complex dtype can require gradients")
        _set_requires(self._handle, on)

    def requires_grad_(self, requires_grad=True):
        _set_requires(self._handle, requires_grad)
        return self

    @property
    def is_leaf(self):
        return bool(_is_leaf(self._handle))

    @property
    def grad(self):
        handle = int(_grad(self._handle))
        return wrap(handle) if handle else None

    @grad.setter
    def grad(self, value):
        if value is not None and not isinstance(value, Held):
            raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {type(value).__name__}")
        _set_grad(self._handle, 0 if value is None else value._handle)

    @grad.deleter
    def grad(self):
        _set_grad(self._handle, 0)

    @property
    def grad_fn(self):
        return GradFn(bridge.text()) if _grad_fn(self._handle) else None

    @property
    def data(self):
        return wrap(_data(self._handle))

    @data.setter
    def data(self, value):
        if not isinstance(value, Held):
            raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
        _set_data(self._handle, value._handle)

    @property
    def _version(self):
        return int(_version(self._handle))

    def detach(self):
        return wrap(_detach(self._handle))

    def detach_(self):
        _detach_in_place(self._handle)
        return self

    def retain_grad(self):
        _retain_grad(self._handle)

    @property
    def retains_grad(self):
        return bool(_retains_grad(self._handle))

    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
        from ..autograd import backward

        backward(self, gradient, retain_graph, create_graph, inputs=inputs)

    def register_hook(self, hook):
        from ..autograd import register_hook

        return register_hook(self, hook)
