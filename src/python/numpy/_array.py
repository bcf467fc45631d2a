"""The array: numpy's methods over a tensor, whose numbers it shares."""

import torch
from torch import _dtype as _td
from torch._creation import made_of
from torch._tensor import Tensor

from . import _print
from ._scalars import KINDS, dtype


def of_tensor(tensor):
    """An array over a tensor's numbers."""
    array = object.__new__(ndarray)
    array._tensor = tensor
    return array


def tensor_of(value, like=None):
    """A tensor of an array, a number or lists; floats of Python's are double, as numpy has it."""
    if isinstance(value, ndarray):
        return value._tensor
    if isinstance(value, Tensor):
        return value.detach()
    return made_of(value, None, _td.float64)


def scalar(tensor):
    """The number of a tensor without dimensions, as numpy's scalar."""
    return KINDS[tensor.dtype.name](tensor.item())


def _out(tensor):
    return of_tensor(tensor) if tensor.dim() else scalar(tensor)


def _other(value):
    if isinstance(value, (ndarray, Tensor)):
        return tensor_of(value)
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return tensor_of(value)
    return None


def _pairs(name, reflected=False):
    def method(self, other):
        other = _other(other)
        if other is None:
            return NotImplemented
        own = self._tensor
        if isinstance(other, float) and not own.is_floating_point():
            own = own.double()
        if name == "truediv" and not own.is_floating_point() and not (isinstance(other, Tensor) and other.is_floating_point()):
            own = own.double()
        if isinstance(other, Tensor) and own.is_floating_point() != other.is_floating_point():
            # A float and whole numbers meet in double, single floats with narrow ones aside.
            whole, part = (own, other) if other.is_floating_point() else (other, own)
            wide = _td.float64 if whole.dtype in (_td.int32, _td.int64) else part.dtype
            own, other = own.to(wide), other.to(wide)
        result = getattr(own, f"__{'r' if reflected else ''}{name}__")(other)
        return result if result is NotImplemented else _out(result)

    return method


def _in_place(name):
    def method(self, other):
        getattr(self._tensor, f"__i{name}__")(_other(other))
        return self

    return method


class ndarray:
    __hash__ = None
    __array_priority__ = 10

    def __new__(cls, *args, **kwargs):
        raise TypeError("arrays are made by numpy.array, numpy.zeros and their like")

    @property
    def shape(self):
        return tuple(self._tensor.shape)

    @shape.setter
    def shape(self, shape):
        self._tensor = self._tensor.reshape(shape)

    @property
    def size(self):
        return self._tensor.numel()

    @property
    def ndim(self):
        return self._tensor.dim()

    @property
    def dtype(self):
        return dtype(self._tensor.dtype)

    @property
    def itemsize(self):
        return self._tensor.element_size()

    @property
    def nbytes(self):
        return self._tensor.nbytes

    @property
    def strides(self):
        return tuple(step * self.itemsize for step in self._tensor.stride())

    @property
    def T(self):
        return of_tensor(self._tensor.T)

    @property
    def flat(self):
        return iter(self.ravel())

    @property
    def real(self):
        return self

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __iter__(self):
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        return (self[place] for place in range(len(self)))

    def __getitem__(self, index):
        result = self._tensor[_index(index, self._tensor)]
        return _out(result)

    def __setitem__(self, index, value):
        self._tensor[_index(index, self._tensor)] = value if isinstance(value, (bool, int, float)) else tensor_of(value)

    def __contains__(self, value):
        return bool((self._tensor == value).any())

    def __bool__(self):
        if self.size != 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        return bool(self.item())

    def __int__(self):
        return int(self.item())

    def __float__(self):
        return float(self.item())

    def __index__(self):
        return self._tensor.__index__()

    def __repr__(self):
        shown = _print.text(self, ", ", "array(")
        plain = self.dtype.name in ("float64", "int64", "bool") and self.size
        more = "" if plain else f", dtype={self.dtype.name}"
        if not self.size and len(self.shape) > 1:
            more = f", shape={self.shape}" + more
        return f"array({shown}{more})"

    def __str__(self):
        return _print.text(self, " ") if self.shape else str(self.item())

    def __format__(self, spec):
        return format(self.item(), spec) if not self.shape else str(self)

    def __array__(self, dtype=None):
        return self if dtype is None else self.astype(dtype)

    def __deepcopy__(self, memo):
        return self.copy()

    def __reduce__(self):
        return _rebuilt, (self.tobytes(), self.shape, self.dtype.name)

    def __matmul__(self, other):
        return dot(self, other)

    def __rmatmul__(self, other):
        return dot(other, self)

    def __neg__(self):
        return _out(-self._tensor)

    def __pos__(self):
        return self

    def __abs__(self):
        return _out(self._tensor.abs())

    def __invert__(self):
        return _out(~self._tensor)

    # Shapes and copies.

    def reshape(self, *shape, order="C"):
        if order != "C":
            raise NotImplementedError("reshape(order='F') is not here.")
        return of_tensor(self._tensor.reshape(*shape))

    def transpose(self, *axes):
        axes = axes[0] if len(axes) == 1 and isinstance(axes[0], (tuple, list)) else axes
        return of_tensor(self._tensor.permute(*axes)) if axes else self.T

    def swapaxes(self, axis1, axis2):
        return of_tensor(self._tensor.transpose(axis1, axis2))

    def squeeze(self, axis=None):
        return of_tensor(self._tensor.squeeze() if axis is None else self._tensor.squeeze(axis))

    def flatten(self, order="C"):
        return of_tensor(self._tensor.reshape(-1).clone())

    def ravel(self, order="C"):
        return of_tensor(self._tensor.reshape(-1))

    def copy(self, order="C"):
        return of_tensor(self._tensor.clone())

    def astype(self, kind, copy=True):
        return of_tensor(self._tensor.to(dtype(kind).torch, copy=copy))

    def view(self, kind=None):
        if kind is None or dtype(kind) == self.dtype:
            return of_tensor(self._tensor)
        raise NotImplementedError("view(dtype) is not here: astype(dtype) converts the numbers.")

    def tolist(self):
        return self._tensor.tolist()

    def item(self, *place):
        if not place:
            return self._tensor.item()
        return self._tensor.reshape(-1)[place[0]].item() if len(place) == 1 else self._tensor[place].item()

    def tobytes(self):
        return bytes(self._tensor._array()) if self.size else b""

    def fill(self, value):
        self._tensor.fill_(value)

    def repeat(self, repeats, axis=None):
        return of_tensor(self._tensor.repeat_interleave(repeats, axis))

    def dot(self, other):
        return dot(self, other)

    def nonzero(self):
        return tuple(of_tensor(places) for places in self._tensor.nonzero(as_tuple=True))

    def clip(self, min=None, max=None):
        return _out(self._tensor.clamp(min, max))

    def round(self, decimals=0):
        return _out(self._tensor.round() if not decimals else (self._tensor * 10**decimals).round() / 10**decimals)

    # Sums and extremes.

    def sum(self, axis=None, dtype=None, keepdims=False):
        return _out(self._tensor.sum(axis, keepdims, None if dtype is None else _dtype(dtype)))

    def mean(self, axis=None, dtype=None, keepdims=False):
        tensor = self._tensor if self._tensor.is_floating_point() else self._tensor.double()
        return _out(tensor.mean(axis, keepdims))

    def prod(self, axis=None, keepdims=False):
        return _out(self._tensor.prod(axis, keepdims))

    def std(self, axis=None, ddof=0, keepdims=False):
        return _out(self._float().std(axis, keepdim=keepdims, correction=ddof))

    def var(self, axis=None, ddof=0, keepdims=False):
        return _out(self._float().var(axis, keepdim=keepdims, correction=ddof))

    def _float(self):
        return self._tensor if self._tensor.is_floating_point() else self._tensor.double()

    def max(self, axis=None, keepdims=False):
        return _out(self._tensor.max() if axis is None else self._tensor.amax(axis, keepdims))

    def min(self, axis=None, keepdims=False):
        return _out(self._tensor.min() if axis is None else self._tensor.amin(axis, keepdims))

    def argmax(self, axis=None):
        return _out(self._tensor.argmax(axis))

    def argmin(self, axis=None):
        return _out(self._tensor.argmin(axis))

    def all(self, axis=None, keepdims=False):
        return _out(self._tensor.all(axis, keepdims) if axis is not None else self._tensor.all())

    def any(self, axis=None, keepdims=False):
        return _out(self._tensor.any(axis, keepdims) if axis is not None else self._tensor.any())

    def cumsum(self, axis=None):
        return of_tensor(self._tensor.reshape(-1).cumsum(0) if axis is None else self._tensor.cumsum(axis))

    def cumprod(self, axis=None):
        return of_tensor(self._tensor.reshape(-1).cumprod(0) if axis is None else self._tensor.cumprod(axis))

    def sort(self, axis=-1):
        self._tensor.copy_(self._tensor.sort(axis)[0])

    def argsort(self, axis=-1):
        return of_tensor(self._tensor.argsort(axis))


def _dtype(kind):
    return dtype(kind).torch


def _index(index, tensor):
    """An index in tensors; steps below 0, which PyTorch lacks, as places."""
    if isinstance(index, tuple):
        return tuple(_item(item, tensor, place) for place, item in enumerate(index))
    return _item(index, tensor, 0)


def _item(item, tensor, dim):
    if isinstance(item, ndarray):
        return item._tensor
    if isinstance(item, slice) and item.step is not None and item.step < 0:
        return torch.tensor(list(range(*item.indices(tensor.shape[dim]))), dtype=_td.int64)
    return item


def _rebuilt(data, shape, name):
    flat = torch.frombuffer(bytearray(data), dtype=dtype(name).torch) if data else torch.empty(0, dtype=dtype(name).torch)
    return of_tensor(flat.reshape(shape))


def dot(a, b):
    a, b = tensor_of(a), tensor_of(b)
    if a.dim() == 0 or b.dim() == 0:
        return _out(a * b)
    wide = torch.promote_types(a.dtype, b.dtype)
    return _out(a.to(wide) @ b.to(wide))


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor"):
    setattr(ndarray, f"__{_name}__", _pairs(_name))
    setattr(ndarray, f"__r{_name}__", _pairs(_name, True))
for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    setattr(ndarray, f"__i{_name}__", _in_place(_name))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(ndarray, f"__{_name}__", _pairs(_name))
