"""`x[...]`: what stands between the brackets, turned into windows and places."""

from _ember import bridge
from _ember.bridge import operation

from . import _dtype
from ._held import operand, wrap
from ._tensor import Tensor

_shape, _slice, _select, _index, _index_put, _copy = map(operation, ("shape", "slice", "select", "index", "index_put_", "copy_"))


def at(tensor, dim, place, called=None):
    """The part at one place of a dimension, which is gone; mistakes call the dimension so."""
    shape = tensor.shape
    if not shape:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    place = place.__index__()
    dim = _dim(dim, len(shape))
    size = shape[dim]
    if not -size <= place < size:
        raise IndexError(f"index {place} is out of bounds for dimension {dim if called is None else called} with size {size}")
    return wrap(_select(tensor._handle, dim, place % size))


def narrow(tensor, dim, start, length):
    """So many numbers of a dimension from a place on."""
    shape = tensor.shape
    dim = _dim(dim, len(shape))
    size, start = shape[dim], int(start)
    start = start + size if start < 0 else start
    if not 0 <= start <= size or start + length > size:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return wrap(_slice(tensor._handle, dim, start, length, 1))


def get(tensor, index):
    # By far the most frequent, in few calls.
    if type(index) is int and _shape(tensor._handle) and -(size := int(bridge.result(1))) <= index < size:
        return wrap(_select(tensor._handle, 0, index % size))
    part, places = _windows(tensor, index)
    if places is None:
        return part
    return wrap(_index(part._handle, len(places), *(0 if place is None else place._handle for place in places)))


def put(tensor, index, value):
    value = _as_value(value, tensor)
    if tensor.requires_grad and _is_window(tensor):
        _put_in_whole(tensor, index, value)
        return
    _put(tensor, index, value)
    if isinstance(value, Tensor) and value.requires_grad and not tensor.requires_grad:
        _put_in_whole(tensor, index, value)


def _put_in_whole(tensor, index, value):
    """A window whose parts are written to does not learn of it: it is written over as a whole."""
    whole = tensor.clone()
    _put(whole, index, value)
    tensor.copy_(whole)


_WINDOWS = (
    "View",
    "Reshape",
    "Transpose",
    "TBackward",
    "Permute",
    "Select",
    "Slice",
    "Unsqueeze",
    "Squeeze",
    "Expand",
    "Diagonal",
    "Split",
    "Unbind",
    "AsStrided",
    "Unfold",
    "Alias",
    "Copy",
    "Narrow",
    "UnsafeView",
)


def _is_window(tensor):
    node = tensor.grad_fn
    return node is not None and node.name().startswith(_WINDOWS) and node.name() != "CopySlices"


def _put(tensor, index, value):
    if isinstance(index, Tensor) and index.dtype is _dtype.bool and not isinstance(value, Tensor) and index.shape == tensor.shape:
        tensor.masked_fill_(index, value)
        return
    part, places = _windows(tensor, index)
    if places is not None:
        handles = (0 if place is None else place._handle for place in places)
        _index_put(part._handle, len(places), *handles, *operand(value), 0)
        return
    if isinstance(value, Tensor):
        # Leading dimensions of 1 fall away, as PyTorch has it.
        while value.dim() > part.dim() and value.shape[0] == 1:
            value = value.squeeze(0)
    _copy(part._handle, *operand(value))


def _as_value(value, tensor):
    if operand(value) is not None:
        return value
    from ._creation import tensor as made

    return made(value, dtype=tensor.dtype)


def _dim(dim, rank):
    if not -rank <= dim < rank:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {dim})")
    return dim % rank


def _windows(tensor, index):
    """The window that slices and whole numbers make, and the places along its dimensions, if any."""
    items = list(index) if isinstance(index, tuple) else [index]
    used = sum(_width(item) for item in items)
    rank = tensor.dim()
    dots = [place for place, item in enumerate(items) if item is Ellipsis]
    if len(dots) > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    if used and not rank and isinstance(items[0], int):
        raise IndexError("invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number")
    if used > rank:
        raise IndexError(f"too many indices for tensor of dimension {rank}")
    if dots:
        items[dots[0] : dots[0] + 1] = [slice(None)] * (rank - used)
    places, part, dim, gone = [], tensor, 0, 0
    for item in items:
        if item is None:
            part = part.unsqueeze(dim)
            dim += 1
        elif isinstance(item, bool):
            part = part.unsqueeze(dim)
            places += [None] * (dim - len(places)) + [_places([0] if item else [])]
            dim += 1
        elif isinstance(item, slice):
            part = _sliced(part, dim, item)
            dim += 1
        elif isinstance(item, int) or (not isinstance(item, (Tensor, list, tuple)) and hasattr(item, "__index__") and not getattr(item, "shape", ())):
            part = at(part, dim, item, dim + gone)
            gone += 1
        elif isinstance(item, Tensor) and item.dim() == 0 and item.dtype not in (_dtype.bool, _dtype.uint8) and not item.is_floating_point():
            part = at(part, dim, int(item), dim + gone)
            gone += 1
        else:
            item = item if isinstance(item, Tensor) else _places(item)
            if item.dtype in (_dtype.bool, _dtype.uint8):
                shape = part.shape
                for offset, size in enumerate(item.shape):
                    if shape[dim + offset] != size:
                        raise IndexError(
                            f"The shape of the mask {list(item.shape)} at index {offset} does not match the shape of the indexed tensor {list(shape)} at index {dim + offset}"
                        )
                found = item.nonzero().unbind(1) if item.dim() else [_places([0] if item else [])]
                if item.dim() == 0:
                    part = part.unsqueeze(dim)
            else:
                found = [item]
            places += [None] * (dim - len(places)) + list(found)
            dim += len(found)
    return part, places or None


def _width(item):
    """How many dimensions an item takes."""
    if item is None or item is Ellipsis or isinstance(item, bool):
        return 0
    if isinstance(item, Tensor) and item.dtype in (_dtype.bool, _dtype.uint8):
        return item.dim()
    return 1


def _places(values):
    from ._creation import tensor

    if not hasattr(values, "__len__") or isinstance(values, dict):
        raise IndexError(f"only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got {type(values).__name__})")
    return tensor(values) if len(values) else tensor(values, dtype=_dtype.int64)


def _sliced(tensor, dim, part):
    if part == slice(None):
        # A window all the same: PyTorch's is one, too.
        return tensor if tensor.dim() else at(tensor, 0, 0)
    shape = tensor.shape
    if not shape:
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    step = 1 if part.step is None else part.step.__index__()
    if step <= 0:
        raise ValueError("step must be greater than zero")
    start, stop, step = slice(None if part.start is None else part.start.__index__(), None if part.stop is None else part.stop.__index__(), step).indices(
        shape[dim]
    )
    length = max(0, (stop - start + step - 1) // step)
    return wrap(_slice(tensor._handle, dim, start, length, step))
