"""Tensors from numbers, lists, arrays, and from nothing."""

import numbers as _abstract
import struct

from _ember import bridge
from _ember.bridge import operation

from . import _dtype
from ._dtype import DTYPES, check_device, get_default_dtype
from ._tensor import Tensor, ints, wrap

_from_bytes, _from_numbers, _full, _arange = map(operation, ("from_bytes", "from_numbers", "full", "arange"))
_linspace, _eye, _permutation, _promote = map(operation, ("linspace", "eye", "permutation", "promote"))

_CODES = {"bool": "?", "uint8": "B", "int8": "b", "int16": "h", "int32": "i", "int64": "q", "float16": "e", "float32": "f", "float64": "d"}


def finished(handle, requires_grad=False):
    return wanting(wrap(handle), requires_grad)


def wanting(tensor, requires_grad):
    """A new tensor that wants a gradient, or not."""
    if requires_grad and not tensor.is_floating_point():
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return tensor.requires_grad_(True) if requires_grad else tensor


def tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False):
    check_device(device)
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
    found = 0
    for value in flat:
        if isinstance(value, bool):
            continue
        if isinstance(value, _abstract.Integral):
            found = max(found, 1)
        elif isinstance(value, (float, _abstract.Real)):
            found = 2
            break
        else:
            raise TypeError(f"new(): invalid data type '{type(value).__name__}'")
    if found == 2 or not flat:
        return default
    return _dtype.int64 if found else _dtype.bool


def _flatten(data, depth, shape, flat, kinds, plain):
    """Numbers in row order, the shape of the lists around them, the dtypes of tensors and arrays among them, and the numbers of Python's."""
    if isinstance(data, (str, bytes)):
        raise TypeError("new(): invalid data type 'str'")
    own = data if isinstance(data, Tensor) else getattr(data, "_tensor", None)
    if own is not None:
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
    if not values:
        return empty(0, dtype=dtype)
    return empty(*values, dtype=dtype)


def full(size, fill_value, *, dtype=None, device=None, requires_grad=False, out=None, layout=None):
    check_device(device)
    if isinstance(fill_value, Tensor):
        fill_value = fill_value.item()
    if dtype is None:
        dtype = _dtype.bool if isinstance(fill_value, bool) else _dtype.int64 if isinstance(fill_value, int) else get_default_dtype()
    size = ints((size,))
    return finished(_full(len(size), *size, fill_value, isinstance(fill_value, int), dtype.place), requires_grad)


def _filled(value):
    def make(*sizes, size=None, dtype=None, device=None, requires_grad=False, out=None, layout=None, pin_memory=False, memory_format=None):
        check_device(device)
        size = ints(sizes if size is None else (size,))
        return finished(_full(len(size), *size, value, 1, (dtype or get_default_dtype()).place), requires_grad)

    return make


# Memory that nobody wrote holds anything; zeros are as good, and always the same.
zeros, ones, empty = _filled(0), _filled(1), _filled(0)


def _like(make):
    def made(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
        return make(*input.shape, dtype=dtype or input.dtype, device=device, requires_grad=requires_grad) if input.dim() else make(
            (), dtype=dtype or input.dtype, device=device, requires_grad=requires_grad
        )

    return made


zeros_like, ones_like, empty_like = _like(zeros), _like(ones), _like(empty)


def full_like(input, fill_value, *, dtype=None, device=None, requires_grad=False):
    return full(tuple(input.shape), fill_value, dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)


def arange(start=None, end=None, step=1, *, dtype=None, device=None, requires_grad=False, out=None):
    check_device(device)
    if end is None:
        start, end = 0, start
    start, end, step = (value.item() if isinstance(value, Tensor) else value for value in (start, end, step))
    whole = all(isinstance(value, _abstract.Integral) for value in (start, end, step))
    dtype = dtype or (_dtype.int64 if whole else get_default_dtype())
    return finished(_arange(float(start), float(end), float(step), dtype.place), requires_grad)


def linspace(start, end, steps, *, dtype=None, device=None, requires_grad=False, out=None):
    check_device(device)
    return finished(_linspace(float(start), float(end), int(steps), (dtype or get_default_dtype()).place), requires_grad)


def logspace(start, end, steps, base=10.0, *, dtype=None, device=None, requires_grad=False):
    exponents = linspace(start, end, steps, dtype=_dtype.float64)
    return (base**exponents).to(dtype or get_default_dtype()).requires_grad_(requires_grad)


def eye(n, m=None, *, dtype=None, device=None, requires_grad=False):
    check_device(device)
    return finished(_eye(n, n if m is None else m, (dtype or get_default_dtype()).place), requires_grad)


def _drawn(draw):
    def make(*sizes, size=None, generator=None, dtype=None, device=None, requires_grad=False, out=None, layout=None, pin_memory=False):
        made = empty(*sizes, size=size, dtype=dtype, device=device)
        if not made.is_floating_point():
            raise RuntimeError(f'"{draw}" not implemented for \'{made.type()[6:-6]}\'')
        return getattr(made, draw)(generator=generator).requires_grad_(requires_grad)

    return make


rand, randn = _drawn("uniform_"), _drawn("normal_")


def rand_like(input, *, dtype=None, device=None, requires_grad=False):
    return rand(*input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad) if input.dim() else rand((), dtype=dtype or input.dtype)


def randn_like(input, *, dtype=None, device=None, requires_grad=False):
    return randn(tuple(input.shape), dtype=dtype or input.dtype, requires_grad=requires_grad)


def randint(low=0, high=None, size=None, *, generator=None, dtype=None, device=None, requires_grad=False):
    check_device(device)
    if size is None:
        low, high, size = 0, low, high
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    made = empty(*size, dtype=dtype or _dtype.int64) if size else empty((), dtype=dtype or _dtype.int64)
    return made.random_(low, high, generator=generator)


def randint_like(input, low=0, high=None, *, dtype=None, device=None):
    low, high = (0, low) if high is None else (low, high)
    return randint(low, high, tuple(input.shape), dtype=dtype or input.dtype)


def randperm(n, *, generator=None, dtype=None, device=None, requires_grad=False):
    check_device(device)
    order = wrap(_permutation(n, 0 if generator is None else generator._number))
    return order if dtype is None else order.to(dtype)


def normal(mean, std=None, size=None, *, generator=None, dtype=None, device=None, requires_grad=False):
    if size is not None:
        return empty(*size, dtype=dtype).normal_(float(mean), float(std), generator=generator).requires_grad_(requires_grad)
    std = 1.0 if std is None else std
    shape = (mean if isinstance(mean, Tensor) else std).shape
    if isinstance(mean, Tensor) and isinstance(std, Tensor):
        shape = (mean.detach() + std.detach()).shape
    kind = (mean if isinstance(mean, Tensor) else std).dtype
    drawn = empty(tuple(shape), dtype=kind).normal_(generator=generator)
    return drawn * std + mean


def bernoulli(input, p=None, *, generator=None, out=None):
    return input.bernoulli(p, generator=generator)


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


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
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
