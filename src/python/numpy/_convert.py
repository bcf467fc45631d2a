"""Between arrays, tensors and Python's numbers."""

from torch import _dtype as _td
from torch._creation import made_of
from torch._methods.shapes import NEEDS_DETACH
from torch._tensor import Tensor

from ._scalars import KINDS, dtype


class Wordy(TypeError, AttributeError):
    """Words or objects where numbers are wanted."""


class Held:
    """The root of arrays: a tensor. `kind` is the class of new ones."""

    kind = None


def of_tensor(tensor):
    """An array over a tensor's numbers."""
    array = object.__new__(Held.kind)
    array._tensor = tensor
    return array


def tensor_of(value):
    """A tensor of an array, a number or lists; floats of Python's are double, as numpy has it."""
    if isinstance(value, Held):
        return value._tensor
    if isinstance(value, Tensor):
        return value.numpy()._tensor
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], Tensor) and value[0].requires_grad:
        raise RuntimeError(NEEDS_DETACH)
    own = getattr(value, "__array__", None)
    if own is not None:
        return own()._tensor
    if isinstance(value, (str, bytes, dict, set)) or value is None:
        raise Wordy(f"{type(value).__name__} where numbers are wanted")
    try:
        return made_of(value, None, _td.float64)
    except TypeError as error:
        if "complex" in str(error):
            raise NotImplementedError("complex numbers are not here: arrays hold float, int, bool, words or objects.") from None
        raise Wordy(f"words or objects where numbers are wanted: {error}") from None
    except ValueError as error:
        raise ValueError(f"setting an array element with a sequence. The requested array has an inhomogeneous shape: {error}") from None


def out_of(tensor):
    """An array, or numpy's scalar where there are no dimensions."""
    return of_tensor(tensor) if tensor.dim() else KINDS[tensor.dtype.name](tensor.item())


def is_words_kind(kind):
    """ "U" or "O" where a dtype asks for words or objects."""
    if kind in (str, bytes) or (isinstance(kind, str) and kind.lstrip("<>=|")[:1] in ("U", "S") or kind == "str"):
        return "U"
    if kind is object or isinstance(kind, str) and kind in ("O", "object"):
        return "O"
    return getattr(kind, "kind", None) if isinstance(kind, dtype) and kind.kind in "UO" else None


def torch_kind(kind):
    return None if kind is None else dtype(kind).torch


def shape_of(shape):
    return (int(shape),) if hasattr(shape, "__index__") else tuple(int(size) for size in shape)


def in_rows(order):
    if order not in ("C", "K", "A", None):
        raise NotImplementedError(f"order={order!r} is not here: numbers lie row after row.")
