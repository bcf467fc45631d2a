"""The array: numpy's methods over a tensor, whose numbers it shares."""

import torch
from torch import _dtype as _td

from . import _print
from ._convert import Held, of_tensor, out_of, shape_of, tensor_of, torch_kind  # noqa: F401
from ._operators import in_place, pairs
from ._scalars import KINDS, dtype
from ._shapes import Flat, Shapes, is_window
from ._sums import Sums


class ndarray(Shapes, Sums, Held):
    __hash__ = None
    __array_priority__ = 10

    def __new__(cls, *args, **kwargs):
        raise TypeError("arrays are made by numpy.array, numpy.zeros and their like")

    @property
    def shape(self):
        return tuple(self._tensor.shape)

    @shape.setter
    def shape(self, shape):
        self._tensor = self.reshape(shape)._tensor

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
        return self._seen(of_tensor(self._tensor.T))

    @property
    def flat(self):
        return Flat(self)

    @flat.setter
    def flat(self, value):
        Flat(self)[:] = value

    real = property(lambda self: self)
    imag = property(lambda self: of_tensor(torch.zeros_like(self._tensor)))

    @property
    def data(self):
        return memoryview(self.tobytes())

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __iter__(self):
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        if len(self.shape) == 1 and type(self) is ndarray:
            return map(KINDS[self.dtype.name], self._tensor.tolist())
        return (self[place] for place in range(len(self)))

    def __getitem__(self, index):
        source, _, places = _index(index, self._tensor)
        try:
            found = out_of(source[places])
            return self._seen(found) if isinstance(found, ndarray) and is_window(index) else found
        except IndexError as error:
            raise IndexError(_told(error, self)) from None

    def __setitem__(self, index, value):
        value = value if isinstance(value, (bool, int, float)) else tensor_of(value)
        target, turned, index = _index(index, self._tensor)
        target[index] = int(value) if isinstance(value, float) and not target.is_floating_point() else value
        if turned:
            self._tensor.copy_(target.flip(*turned))

    def __contains__(self, value):
        return bool((self._tensor == value).any())

    def __bool__(self):
        if self.size != 1 and self.size:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        return bool(self.item()) if self.size else False

    def __int__(self):
        return int(self._single())

    def __float__(self):
        return float(self._single())

    def _single(self):
        if self.size != 1:
            raise TypeError("only size-1 arrays can be converted to Python scalars")
        return self.item()

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
        return _matmul(self, other)

    def __rmatmul__(self, other):
        return _matmul(other, self)

    def __neg__(self):
        return out_of(-self._tensor)

    def __pos__(self):
        return self.copy()

    def __abs__(self):
        return out_of(self._tensor.abs())

    def __invert__(self):
        return out_of(~self._tensor)

    def dot(self, b, out=None):
        return dot(self, b, out)


Held.kind = ndarray


def _told(error, array):
    """numpy's words for places that are not there."""
    words = str(error)
    if words.startswith("too many indices"):
        return f"too many indices for array: array is {array.ndim}-dimensional, but more were indexed"
    return words.replace("for dimension", "for axis")


def _index(index, tensor):
    """An index in tensors, for a tensor that is turned round where the index walks backward, which PyTorch's do not."""
    items = [item._tensor if isinstance(item, ndarray) else item for item in (index if isinstance(index, tuple) else (index,))]
    turned = []
    for place, dim in _places(items, tensor.dim()):
        item = items[place]
        if isinstance(item, slice) and item.step is not None and item.step < 0:
            start, stop, step = item.indices(tensor.shape[dim])
            last = tensor.shape[dim] - 1
            turned.append(dim)
            items[place] = slice(last - start, last - stop, -step)
    return (tensor.flip(*turned) if turned else tensor), turned, tuple(items) if isinstance(index, tuple) else items[0]


def _places(items, rank):
    """Where an index's items stand, and the dimension of each."""
    width = lambda item: 0 if item is None or item is Ellipsis else item.dim() if isinstance(item, torch.Tensor) and item.dtype is _td.bool else 1
    dim = 0
    for place, item in enumerate(items):
        if item is Ellipsis:
            dim = rank - sum(map(width, items[place + 1 :]))
            continue
        yield place, dim
        dim += width(item)


def _rebuilt(data, shape, name):
    flat = torch.frombuffer(bytearray(data), dtype=dtype(name).torch) if data else torch.empty(0, dtype=dtype(name).torch)
    return of_tensor(flat.reshape(shape))


def dot(a, b, out=None):
    """Sums of products over the last dimension of the one and the last but one of the other."""
    a, b = tensor_of(a), tensor_of(b)
    wide = torch.promote_types(a.dtype, b.dtype)
    a, b = a.to(wide), b.to(wide)
    if not a.dim() or not b.dim():
        found = a * b
    elif a.size(-1) != b.size(-2 if b.dim() > 1 else 0):
        raise ValueError(
            f"shapes {_shown(a)} and {_shown(b)} not aligned: {a.size(-1)} (dim {a.dim() - 1}) != {b.size(-2 if b.dim() > 1 else 0)} (dim {max(b.dim() - 2, 0)})"
        )
    else:
        found = a @ b if a.dim() < 3 and b.dim() < 3 else a.tensordot(b, ([-1], [-2 if b.dim() > 1 else 0]))
    if out is None:
        return out_of(found)
    out._tensor.copy_(found)
    return out


def _matmul(a, b):
    a, b = tensor_of(a), tensor_of(b)
    wide = torch.promote_types(a.dtype, b.dtype)
    inner = b.size(-2 if b.dim() > 1 else 0)
    if a.size(-1) != inner:
        raise ValueError(
            f"matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size {inner} is different from {a.size(-1)})"
        )
    return out_of(a.to(wide) @ b.to(wide))


def _shown(tensor):
    return str(tuple(tensor.shape)).replace(" ", "")


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lshift", "rshift"):
    setattr(ndarray, f"__{_name}__", pairs(_name))
    setattr(ndarray, f"__r{_name}__", pairs(_name, True))
    setattr(ndarray, f"__i{_name}__", in_place(_name))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(ndarray, f"__{_name}__", pairs(_name))
ndarray.__divmod__ = lambda self, other: (self // other, self % other)
