"""`x[...]`: what stands between the brackets, turned into windows and places."""

from _ember.bridge import operation, operation_of_4

from . import _dtype
from ._held import maybe, operand, wrap
from ._tensor import Tensor

_slice, _select, _window = map(operation, ("slice", "select", "window"))
_part = operation_of_4("window")
_index, _index_put, _copy = map(operation, ("index", "index_put_", "copy_"))

# The kinds of items between brackets, as the border counts them.
_NEW, _PLACE, _SLICE, _REST = range(4)
_ALL = _SLICE, 0, 0, 0, 0, 1


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
    if type(index) is int:
        return wrap(_part(tensor._handle, 1, _PLACE, index))
    part, places = _windows(tensor, index)
    if places is None:
        if part is tensor:
            return wrap(_window(tensor._handle, 1, *_ALL) if type(index) is slice else _window(tensor._handle, 0))
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
    items = index if isinstance(index, tuple) else (index,)
    codes, count, dim, places, masks, is_whole = [], 0, 0, [], [], True
    for item in items:
        kind = type(item)
        width, found = 1, None
        if kind is slice:
            is_whole = is_whole and item == slice(None)
            codes += _SLICE, *maybe(_whole(item.start)), *maybe(_whole(item.stop)), 1 if item.step is None else _whole(item.step)
        elif item is None:
            codes.append(_NEW)
            is_whole = False
        elif item is Ellipsis:
            codes.append(_REST)
            width = max(0, tensor.dim() - sum(map(_width, items)))
        elif kind is bool:
            codes.append(_NEW)
            is_whole, found = False, [_places([0] if item else [])]
        elif kind is int or isinstance(item, int) or (not isinstance(item, (Tensor, list, tuple)) and hasattr(item, "__index__") and not getattr(item, "shape", ())):
            codes += _PLACE, item.__index__()
            is_whole, width = False, 0
        elif isinstance(item, Tensor) and item.dim() == 0 and item.dtype not in (_dtype.bool, _dtype.uint8) and not item.is_floating_point():
            codes += _PLACE, int(item)
            is_whole, width = False, 0
        else:
            item = item if isinstance(item, Tensor) else _places(item)
            if item.dtype not in (_dtype.bool, _dtype.uint8):
                codes += _ALL
                found = [item]
            elif item.dim():
                codes += _ALL * item.dim()
                count += item.dim() - 1
                masks.append((dim, item))
                found = item.nonzero().unbind(1)
            else:
                codes.append(_NEW)
                is_whole, found = False, [_places([0] if item else [])]
        count += 1
        if found is not None:
            places += [None] * (dim - len(places)) + list(found)
            width = len(found)
        dim += width
    # All of a tensor is the tensor itself, not a window.
    part = tensor if is_whole and dim <= tensor.dim() else wrap(_window(tensor._handle, count, *codes))
    for dim, mask in masks:
        _fits(mask, list(part.shape), dim)
    return part, places or None


def _whole(bound):
    return None if bound is None else bound.__index__()


def _fits(mask, shape, dim):
    for offset, size in enumerate(mask.shape):
        if shape[dim + offset] != size:
            raise IndexError(
                f"The shape of the mask {list(mask.shape)} at index {offset} does not match the shape of the indexed tensor {shape} at index {dim + offset}"
            )


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


Tensor.__getitem__, Tensor.__setitem__ = get, put
