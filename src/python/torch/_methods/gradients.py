"""Gradients: leaves, the graph, the way back."""

from _ember import bridge
from _ember.bridge import operation, operation_of_1

from .._held import Held, wrap

_requires, _is_leaf, _version, _grad, _grad_fn, _data = map(operation_of_1, ("requires_grad", "is_leaf", "version", "grad", "grad_fn", "data"))
_detach, _detach_in_place, _retain_grad, _retains_grad = map(operation_of_1, ("detach", "detach_", "retain_grad", "retains_grad"))
_next_functions, _node, _in_graph = map(operation_of_1, ("next_functions", "node", "in_graph"))
_set_requires, _set_grad, _set_data = map(operation, ("set_requires_grad", "set_grad", "set_data"))


class GradFn:
    """A node of the graph, held by a tensor that it made."""

    __slots__ = ("_made", "_name")

    def __init__(self, made, name):
        self._made, self._name = made, name

    def name(self):
        return self._name

    @property
    def next_functions(self):
        _next_functions(self._made._handle)
        edges = bridge.results()
        return tuple(_edge(*edges[place : place + 3]) for place in range(0, len(edges), 3))

    def __eq__(self, other):
        return type(self) is type(other) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def _key(self):
        return _node(self._made._handle)

    def __repr__(self):
        return f"<{self._name} object at {id(self):#x}>"

    def __getattr__(self, name):
        raise AttributeError(f"grad_fn.{name} is not here: name() and next_functions are.")


class AccumulateGrad(GradFn):
    """What adds to a leaf's `.grad`."""

    __slots__ = ("variable",)
    next_functions = ()

    def __init__(self, leaf):
        super().__init__(leaf, "torch::autograd::AccumulateGrad")
        self.variable = leaf

    def _key(self):
        # A leaf may be known to Python as several tensors: they share their numbers.
        return self.variable.data_ptr()

    def __repr__(self):
        return f"<AccumulateGrad object at {id(self):#x}>"


def _edge(kind, handle, output):
    if kind == 0:
        return None, 0
    tensor = wrap(handle)
    return AccumulateGrad(tensor) if kind == 2 else _made_by(tensor), int(output)


def _made_by(tensor):
    if not _grad_fn(tensor._handle):
        return None
    name = bridge.text()
    return GradFn(wrap(_in_graph(tensor._handle)), name)


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
        return _made_by(self)

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
