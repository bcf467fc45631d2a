"""Tensors from Python's numbers, from lists, arrays and bytes."""

import numbers as _abstract
import struct

from _ember import bridge
from _ember.bridge import operation

from . import _dtype
from ._dtype import DTYPES, check_device, get_default_dtype
from ._tensor import Tensor, wrap

_from_bytes, _promote = operation("from_bytes"), operation("promote")

_PLAIN = {bool, int, float}
_CODES = {"bool": "?", "uint8": "B", "int8": "b", "int16": "h", "int32": "i", "int64": "q", "float16": "e", "float32": "f", "float64": "d"}


def finished(handle, requires_grad=False):
    return wanting(wrap(handle), requires_grad)


def wanting(tensor, requires_grad):
    """A new tensor that wants a gradient, or not."""
    if requires_grad and not tensor.is_floating_point():
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return tensor.requires_grad_(True) if requires_grad else tensor


def tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False):
    check_device("cuda" if pin_memory else device)
    return wanting(made_of(data, dtype, get_default_dtype()), requires_grad)


def made_of(data, dtype, default):
    """A tensor of numbers, lists, arrays or tensors; `default` is the dtype of Python's floats."""
    if isinstance(data, Tensor):
        copy = data.detach().clone()
        return copy if dtype is None else copy.to(dtype)
    if hasattr(data, "_tensor"):
        copy = wrap_of_array(data).clone()
        return copy if dtype is None else copy.to(dtype)
    shape, flat, kinds, plain = [], [], [], []
    _flatten(data, 0, shape, flat, kinds, plain)
    if dtype is None and kinds:
        dtype = kinds[0]
        for kind in kinds[1:]:
            dtype = _promoted(dtype, kind)
        if plain:
            dtype = _promoted(dtype, _kind(plain, default))
    return of_list(flat, shape, dtype or _kind(flat, default))


def _promoted(a, b):
    return DTYPES[int(_promote(a.place, b.place))]


def of_list(flat, shape, kind):
    """Numbers in row order."""
    code = _CODES.get(kind.name)
    if code is None or code == "e":
        values, kind_now = flat, _dtype.float32
        code = "f"
    else:
        values, kind_now = flat, kind
    try:
        if code == "?":
            values = [bool(value) for value in values]
        elif code in "fd":
            values = [float(value) for value in values]
        else:
            values = [int(value) for value in values]
        data = struct.pack(f"<{len(values)}{code}", *values)
    except OverflowError:
        data = struct.pack(f"<{len(values)}f", *(_single(value) for value in values))
    except struct.error:
        if code not in "Bbhi":
            raise RuntimeError("Overflow when unpacking long") from None
        # Too large for the dtype: wrapped around, as a cast does it.
        bits = 8 * struct.calcsize(code)
        wrapped = [(value + (1 << bits - 1)) % (1 << bits) - (1 << bits - 1) if code != "B" else value % 256 for value in values]
        data = struct.pack(f"<{len(values)}{code}", *wrapped)
    bridge.put(data)
    made = wrap(_from_bytes(len(shape), *shape, kind_now.place))
    return made if kind_now is kind else made.to(kind)


def _single(value):
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _kind(flat, default):
    """The dtype of the highest kind among Python's numbers."""
    found, types = 0, set(map(type, flat))
    if types <= _PLAIN:
        return default if not types or float in types else _dtype.int64 if int in types else _dtype.bool
    for value in flat:
        if isinstance(value, bool):
            continue
        if isinstance(value, _abstract.Integral):
            found = max(found, 1)
        elif isinstance(value, (float, _abstract.Real)):
            found = 2
            break
        elif value is None or isinstance(value, (dict, set)):
            raise RuntimeError(f"Could not infer dtype of {type(value).__name__}")
        else:
            raise TypeError(f"new(): invalid data type '{type(value).__name__}'")
    if found == 2:
        return default
    return _dtype.int64 if found else _dtype.bool


# What is only looked at list by list.


def _flatten(data, depth, shape, flat, kinds, plain):
    """Numbers in row order, the shape of the lists around them, the dtypes of tensors and arrays among them, and the numbers of Python's."""
    if isinstance(data, (str, bytes)):
        raise TypeError("new(): invalid data type 'str'")
    own = data if isinstance(data, Tensor) else getattr(data, "_tensor", None)
    if own is not None:
        if isinstance(data, Tensor) and data.numel() != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        kinds.append(own.dtype)
        _flatten(own.tolist(), depth, shape, flat, kinds, [])
        return
    name = getattr(type(data), "_dtype_name", None)
    if name is not None:
        kinds.append(_dtype._by_name(name))
        flat.append(data)
        return
    if isinstance(data, range):
        data = list(data)
    if not isinstance(data, (list, tuple)):
        if hasattr(data, "__len__") and hasattr(data, "__getitem__"):
            data = list(data)
        else:
            if depth < len(shape):
                raise ValueError(f"expected sequence of length {shape[depth]} at dim {depth} (got 0)")
            flat.append(data)
            plain.append(data)
            return
    if len(shape) == depth:
        if flat:
            raise TypeError("not a sequence")
        shape.append(len(data))
    elif shape[depth] != len(data):
        raise ValueError(f"expected sequence of length {shape[depth]} at dim {depth} (got {len(data)})")
    if depth + 1 >= len(shape) and set(map(type, data)) <= _PLAIN:
        flat.extend(data)
        plain.extend(data)
        return
    for item in data:
        _flatten(item, depth + 1, shape, flat, kinds, plain)


def wrap_of_array(array):
    """The tensor that shares an array's numbers."""
    return array._tensor


def legacy(dtype, *values):
    """`torch.Tensor(2, 3)`, `torch.FloatTensor([1, 2])`: sizes, or numbers."""
    if len(values) == 1 and isinstance(values[0], (list, tuple)) and not isinstance(values[0], _dtype.Size):
        return tensor(values[0], dtype=dtype)
    if len(values) == 1 and (isinstance(values[0], Tensor) or hasattr(values[0], "_tensor")):
        return tensor(values[0], dtype=dtype)
    from ._creation import empty

    return empty(*(values or (0,)), dtype=dtype)


def from_numpy(array):
    if not hasattr(array, "_tensor"):
        raise TypeError(f"expected np.ndarray (got {type(array).__name__})")
    return wrap_of_array(array)


def as_tensor(data, dtype=None, device=None):
    check_device(device)
    if isinstance(data, Tensor):
        return data if dtype is None else data.to(dtype)
    if hasattr(data, "_tensor"):
        shared = wrap_of_array(data)
        return shared if dtype is None else shared.to(dtype)
    return tensor(data, dtype=dtype)


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False):
    made = as_tensor(obj, dtype, device)
    return wanting(made.detach().clone() if copy else made, requires_grad)


def scalar_tensor(s, *, dtype=None, device=None, requires_grad=False):
    return tensor(s, dtype=dtype or get_default_dtype(), device=device, requires_grad=requires_grad)


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    """A copy of the buffer's numbers: they are not shared."""
    data = memoryview(buffer).cast("B")[offset:]
    if count > 0:
        data = data[: count * dtype.itemsize]
    if len(data) == 0 or len(data) % dtype.itemsize:
        raise ValueError(f"buffer length ({len(data)} bytes) after offset ({offset} bytes) must be a multiple of element size ({dtype.itemsize})")
    bridge.put(bytes(data))
    return finished(_from_bytes(1, len(data) // dtype.itemsize, dtype.place), requires_grad)


def _typed(name, dtype):
    """`torch.FloatTensor` and its kin: a maker that `isinstance` takes for a class."""

    class Meta(type):
        def __instancecheck__(cls, value):
            return isinstance(value, Tensor) and value.dtype is dtype

        def __repr__(cls):
            return f"<class 'torch.{name}'>"

        def __call__(cls, *values):
            return legacy(dtype, *values)

    return Meta(name, (), {"dtype": dtype})


TYPED = {
    f"{scalar}Tensor": _typed(f"{scalar}Tensor", dtype)
    for scalar, dtype in zip(("Bool", "Byte", "Char", "Short", "Int", "Long", "Half", "BFloat16", "Float", "Double"), DTYPES)
}
