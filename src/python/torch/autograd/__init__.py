"""Gradients: the way back, functions of the reader's own, and where nothing is recorded."""

import functools
import inspect

from _ember import bridge
from _ember.bridge import operation

from .._tensor import Tensor, wrap
from . import functional

_backward, _replace, _answer, _leave = map(operation, ("backward", "replace", "answer", "leave"))
_add_hook, _remove_hook, _tie = map(operation, ("add_hook", "remove_hook", "tie"))
_is_recording, _set_recording = map(operation, ("is_recording", "set_recording"))


_hooks, _functions = {}, {}


def Variable(data, requires_grad=False, volatile=None):
    """As in PyTorch since 0.4: the tensor itself."""
    tensor = data.detach() if not data.requires_grad else data
    return tensor.requires_grad_() if requires_grad else tensor


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    tensors, gradients = _listed(tensors), _listed(grad_tensors, tensors)
    retain_graph = create_graph if retain_graph is None else retain_graph
    if inputs is not None:
        inputs = _listed(inputs)
        for one, gradient in zip(inputs, _run(tensors, gradients, retain_graph, create_graph, inputs)):
            if gradient is not None:
                one.grad = gradient if one.grad is None else one.grad + gradient
        return
    _run(tensors, gradients, retain_graph, create_graph, None)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=False):
    outputs, inputs = _listed(outputs), _listed(inputs)
    for one in inputs:
        if not one.requires_grad:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    retain_graph = create_graph if retain_graph is None else retain_graph
    found = _run(outputs, _listed(grad_outputs, outputs), retain_graph, create_graph, inputs)
    if not allow_unused and any(gradient is None for gradient in found):
        raise RuntimeError("One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.")
    return tuple(found)


def _listed(value, like=()):
    if value is None:
        return [None] * len(like if isinstance(like, (list, tuple)) else [like])
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _run(outputs, gradients, retain_graph, create_graph, wanted):
    handles = lambda tensors: (len(tensors), *(0 if one is None else one._handle for one in tensors))
    asked = (1, *handles(wanted)) if wanted is not None else (0,)
    turn = _backward(*handles(outputs), *handles(gradients), retain_graph, create_graph, *asked)
    while True:
        turn, *rest = bridge.results()
        if turn == 0:
            return [wrap(handle) if handle else None for handle in rest]
        try:
            if turn == 1:
                changed = _hooks[int(rest[0])](wrap(rest[1]))
                _replace(0 if changed is None else changed._handle)
                continue
            number = int(rest[0])
            context, backward = _functions[number] if retain_graph else _functions.pop(number)
            given = backward(context, *(wrap(handle) for handle in rest[1:]))
            given = given if isinstance(given, tuple) else (given,)
            given = [given[place] for place in context._places]
        except BaseException:
            _leave()
            raise
        _answer(*handles(given))


class _Handle:
    """What a hook is taken away with."""

    def __init__(self, remove):
        self.remove = remove

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


def register_hook(tensor, hook):
    number = len(_hooks) + 1
    while number in _hooks:
        number += 1
    _add_hook(tensor._handle, number)
    _hooks[number] = hook

    def remove():
        _remove_hook(tensor._handle, number)

    return _Handle(remove)


class _Context:
    """What forward leaves for backward."""

    def __init__(self):
        self._kept, self._places, self.needs_input_grad = (), [], ()

    def save_for_backward(self, *tensors):
        self._kept = tensors

    @property
    def saved_tensors(self):
        return self._kept

    saved_variables = saved_tensors

    def mark_dirty(self, *tensors):
        pass

    def mark_non_differentiable(self, *tensors):
        self._still = tensors

    def set_materialize_grads(self, value):
        pass


class Function:
    """A function with a backward of the reader's own."""

    @staticmethod
    def forward(ctx, *args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx, *gradients):
        raise NotImplementedError("You must implement the backward function for custom autograd.Function to use it with backward mode AD.")

    @classmethod
    def apply(cls, *args, **kwargs):
        context = _Context()
        context.needs_input_grad = tuple(isinstance(arg, Tensor) and arg.requires_grad for arg in args)
        with no_grad():
            given = cls.forward(context, *args, **kwargs)
        outputs = given if isinstance(given, tuple) else (given,)
        if is_grad_enabled() and any(context.needs_input_grad):
            tensors = [(place, arg) for place, arg in enumerate(args) if isinstance(arg, Tensor)]
            context._places = [place for place, _ in tensors]
            # An input that is given back as it came is another tensor in the graph.
            outputs = tuple(one.view_as(one) if any(one is arg for _, arg in tensors) else one for one in outputs)
            number = len(_functions) + 1
            _functions[number] = context, cls.backward
            bridge.put(f"{cls.__name__}Backward".encode())
            floats = [one for one in outputs if isinstance(one, Tensor) and one.is_floating_point() and not any(one is still for still in getattr(context, "_still", ()))]
            _tie(number, len(tensors), *(arg._handle for _, arg in tensors), len(floats), *(one._handle for one in floats))
        return outputs if isinstance(given, tuple) else outputs[0]


def is_grad_enabled():
    return bool(_is_recording())


class set_grad_enabled:
    """Turns recording on or off at once, and back at the end of a `with`."""

    def __init__(self, mode):
        self._before = _set_recording(mode)
        self._mode = mode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        _set_recording(self._before)


class _Mode:
    """Recording on or off: for a `with`, or around a function."""

    on = False

    def __init__(self, mode=True):
        self._is_used = mode
        self._before = []

    def __new__(cls, function=None, *rest):
        if callable(function):
            return cls()(function)
        return object.__new__(cls)

    def __enter__(self):
        self._before.append(_set_recording(self.on) if self._is_used else _is_recording())
        return self

    def __exit__(self, *_):
        _set_recording(self._before.pop())

    def __call__(self, function):
        if inspect.isgeneratorfunction(function):

            @functools.wraps(function)
            def steps(*args, **kwargs):
                with type(self)():
                    yield from function(*args, **kwargs)

            return steps

        @functools.wraps(function)
        def run(*args, **kwargs):
            with type(self)():
                return function(*args, **kwargs)

        return run


class no_grad(_Mode):
    pass


class inference_mode(_Mode):
    pass


class enable_grad(_Mode):
    on = True


class set_detect_anomaly:
    """Nothing is looked for here: a mistake on the way back names the operation as it is."""

    def __init__(self, mode, check_nan=True):
        raise NotImplementedError("set_detect_anomaly is not here. It would run in PyTorch.")


detect_anomaly = set_detect_anomaly
