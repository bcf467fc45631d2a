"""Functions with a backward of the reader's own."""

import functools
import itertools
from weakref import ref

from _ember import bridge
from _ember.bridge import operation

from .._tensor import Tensor
from .modes import is_grad_enabled, no_grad

_tie = operation("tie")
_numbers, _waiting = itertools.count(1), {}


class Context:
    """What forward leaves for backward."""

    def __init__(self):
        self._kept, self._still, self._outputs, self._fills = (), (), (), True
        self.needs_input_grad = ()

    def save_for_backward(self, *tensors):
        self._kept = tensors

    @property
    def saved_tensors(self):
        if self._kept is None:
            raise RuntimeError(
                "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward."
            )
        return tuple(one() if callable(one) else one for one in self._kept)

    def _let_go(self, outputs):
        """An output that is saved would hold the graph that holds what is saved: as itself it is kept only while others have it."""

        def kept(one):
            own, plain = ref(one), one.detach()
            return lambda: plain if own() is None else own()

        self._kept = tuple(kept(one) if any(one is output for output in outputs) else one for one in self._kept)

    saved_variables = saved_tensors

    def mark_dirty(self, *args):
        raise NotImplementedError("mark_dirty is not here: give back a new tensor, and write nothing over an input.")

    def mark_non_differentiable(self, *args):
        self._still = args

    def set_materialize_grads(self, value):
        self._fills = value


class Function:
    @staticmethod
    def forward(ctx, *args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError("You must implement the backward function for custom autograd.Function to use it with backward mode AD.")

    @classmethod
    def apply(cls, *args, **kwargs):
        context = Context()
        context.needs_input_grad = tuple(isinstance(arg, Tensor) and arg.requires_grad for arg in args)
        with no_grad():
            given = cls.forward(context, *args, **kwargs)
        outputs = given if isinstance(given, tuple) else (given,)
        if is_grad_enabled() and any(context.needs_input_grad):
            outputs = _tied(cls, context, args, outputs)
        return outputs if isinstance(given, tuple) else outputs[0]


FunctionCtx = Context


def _tied(cls, context, args, outputs):
    """The outputs in the graph, made by this function."""
    tensors = [(place, arg) for place, arg in enumerate(args) if isinstance(arg, Tensor)]
    context._inputs, context._count = [(place, list(arg.shape)) for place, arg in tensors], len(args)
    # An input that is given back as it came is another tensor in the graph.
    outputs = tuple(one.view_as(one) if any(one is arg for _, arg in tensors) else one for one in outputs)
    learn = [one for one in outputs if isinstance(one, Tensor) and one.is_floating_point() and not any(one is still for still in context._still)]
    context._outputs = [(tuple(one.shape), one.dtype) for one in learn]
    context._let_go(outputs)
    number = next(_numbers)
    _waiting[number] = context, cls
    bridge.put(f"{cls.__name__}Backward".encode())
    _tie(number, len(tensors), *(arg._handle for _, arg in tensors), len(learn), *(one._handle for one in learn))
    for gone in bridge.results():
        _waiting.pop(gone, None)
    return outputs


def answer(number, gradients, stays):
    """What a function's backward gives for the tensors among its arguments."""
    from .._creation import zeros

    context, cls = _waiting[number]
    if context._fills:
        gradients = [zeros(size=shape, dtype=dtype) if one is None else one for one, (shape, dtype) in zip(gradients, context._outputs)]
    given = cls.backward(context, *gradients)
    if not stays:
        context._kept = None
    given = given if isinstance(given, tuple) else (given,)
    if len(given) < context._count or any(one is not None for one in given[context._count :]):
        raise RuntimeError(f"function {cls.__name__}Backward returned an incorrect number of gradients (expected {context._count}, got {len(given)})")
    return [_fitted(cls, place, given[place], shape) for place, shape in context._inputs]


def _fitted(cls, place, gradient, shape):
    """A gradient of its input's shape: what broadcasting has made of one number is summed."""
    if gradient is None or list(gradient.shape) == shape:
        return gradient
    own = list(gradient.shape)
    if len(own) < len(shape) or any(size not in (1, wide) for size, wide in zip(reversed(shape), reversed(own))):
        raise RuntimeError(f"Function {cls.__name__}Backward returned an invalid gradient at index {place} - got {own} but expected shape compatible with {shape}")
    lead = len(own) - len(shape)
    dims = [dim for dim, size in enumerate(own) if dim < lead or shape[dim - lead] != size]
    return gradient.sum(dims, True).reshape(shape)


def once_differentiable(backward):
    """For a backward that is not to be differentiated itself."""

    @functools.wraps(backward)
    def run(ctx, *gradients):
        with no_grad():
            return backward(ctx, *gradients)

    return run
