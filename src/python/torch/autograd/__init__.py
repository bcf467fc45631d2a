"""Gradients: the way back through the graph, hooks on it, functions of the reader's own, and where nothing is recorded."""

from _ember import bridge, losses
from _ember.bridge import operation

from .._tensor import Tensor, wrap
from . import function, functional  # noqa: F401
from .function import Function  # noqa: F401
from .modes import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled  # noqa: F401

_backward, _replace, _answer, _leave = map(operation, ("backward", "replace", "answer", "leave"))
_add_hook, _remove_hook = operation("add_hook"), operation("remove_hook")

_hooks = {}


def Variable(data, requires_grad=False, volatile=False):
    """As in PyTorch since 0.4: the tensor itself."""
    if volatile:
        raise NotImplementedError("Variable(volatile=True) is not here, and not in PyTorch since 0.4: use torch.no_grad().")
    tensor = data.detach() if not data.requires_grad else data
    return tensor.requires_grad_() if requires_grad else tensor


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    grad_tensors = grad_variables if grad_tensors is None else grad_tensors
    tensors, gradients = _listed(tensors), _listed(grad_tensors, tensors)
    if losses.is_watched:
        losses.watch(tensors, wrap)
    retain_graph = create_graph if retain_graph is None else retain_graph
    if inputs is not None:
        inputs = _listed(inputs)
        if not inputs:
            raise RuntimeError("'inputs' argument to backward() cannot be empty.")
        for one, gradient in zip(inputs, _run(tensors, gradients, retain_graph, create_graph, inputs)):
            if gradient is not None:
                one.grad = gradient if one.grad is None else one.grad + gradient
        return
    _run(tensors, gradients, retain_graph, create_graph, None)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=False, is_grads_batched=False):
    if not only_inputs:
        raise NotImplementedError("grad(only_inputs=False) is not here, and not in PyTorch since 0.4: use backward().")
    if is_grads_batched:
        raise NotImplementedError("grad(is_grads_batched=True) is not here: call it for each gradient.")
    outputs, inputs = _listed(outputs), _listed(inputs)
    for one in inputs:
        if not one.requires_grad:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    retain_graph = create_graph if retain_graph is None else retain_graph
    found = _run(outputs, _listed(grad_outputs, outputs), retain_graph, create_graph, inputs)
    if not allow_unused and any(gradient is None for gradient in found):
        raise RuntimeError(
            "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior."
        )
    return tuple(found)


def _listed(value, like=()):
    if value is None:
        return [None] * len(like if isinstance(like, (list, tuple)) else [like])
    return list(value) if isinstance(value, (list, tuple)) or not isinstance(value, Tensor) else [value]


def _run(outputs, gradients, retain_graph, create_graph, wanted):
    handles = lambda tensors: (len(tensors), *(0 if one is None else one._handle for one in tensors))
    asked = (1, *handles(wanted)) if wanted is not None else (0,)
    _backward(*handles(outputs), *handles(gradients), bool(retain_graph), create_graph, *asked)
    while True:
        turn, *rest = bridge.results()
        if turn == 0:
            return [wrap(handle) if handle else None for handle in rest]
        try:
            number, gradients = int(rest[0]), [wrap(handle) if handle else None for handle in rest[1:]]
            with set_grad_enabled(create_graph):
                given = _hooks[number](*gradients) if turn == 1 else function.answer(number, gradients, retain_graph)
            if turn == 1:
                _replace(0 if given is None else given._handle)
                continue
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
    number = max(_hooks, default=0) + 1
    _add_hook(tensor._handle, number)
    _hooks[number] = hook

    def remove():
        if _hooks.pop(number, None) is not None:
            _remove_hook(tensor._handle, number)

    return _Handle(remove)


class set_detect_anomaly:
    """A mistake on the way back names the operation as it is; numbers that are none are not looked for."""

    def __init__(self, mode=True, check_nan=True):
        if mode:
            raise NotImplementedError("set_detect_anomaly is not here. It would run in PyTorch.")


detect_anomaly = set_detect_anomaly


def __getattr__(name):
    if name in ("gradcheck", "gradgradcheck", "GradcheckError"):
        from importlib import import_module

        return getattr(import_module("._checking", __name__), name)
    raise AttributeError(f"torch.autograd.{name} is not here. It would run in PyTorch.")
