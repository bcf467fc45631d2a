"""The tensor: what it is, as Python's numbers, as text, as a file's record. Its methods are in `_methods`."""

from _ember import bridge
from _ember.bridge import operation, operation_of_1

from . import _dtype
from ._dtype import DTYPES, Size, check_device, check_layout
from ._held import Held, dims, ints, maybe, operand, wrap  # noqa: F401
from ._methods import FAMILIES

_shape, _strides, _dtype_of, _item, _text = map(operation_of_1, ("shape", "strides", "dtype", "item", "text"))
_is_contiguous, _to_bytes, _storage, _detach = map(operation_of_1, ("is_contiguous", "to_bytes", "storage", "detach"))
_to_dtype = operation("to_dtype")


class Tensor(*FAMILIES, Held):
    __hash__ = object.__hash__
    __array_priority__ = 1000

    def __new__(cls, *values, device=None):
        check_device(device)
        from ._creation import legacy

        return legacy(_dtype.get_default_dtype(), *values)

    # What it is.

    @property
    def shape(self):
        _shape(self._handle)
        return Size(map(int, bridge.results()[1:]))

    def size(self, dim=None):
        shape = self.shape
        if dim is None:
            return shape
        return shape[_of_rank(dim, len(shape))]

    def stride(self, dim=None):
        _strides(self._handle)
        strides = tuple(int(stride) for stride in bridge.results()[1:])
        return strides if dim is None else strides[_of_rank(dim, len(strides))]

    def storage_offset(self):
        return int(_strides(self._handle))

    def dim(self):
        return int(_shape(self._handle))

    ndimension = dim
    ndim = property(dim)

    def numel(self):
        return self.shape.numel()

    nelement = numel

    @property
    def dtype(self):
        return DTYPES[int(_dtype_of(self._handle))]

    @property
    def device(self):
        return _dtype.cpu

    @property
    def layout(self):
        return _dtype.strided

    is_cuda = is_sparse = is_quantized = is_meta = is_mps = is_mkldnn = is_xpu = False
    name, output_nr = None, 0
    real = property(lambda self: self)

    @property
    def names(self):
        return (None,) * self.dim()

    @property
    def imag(self):
        raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")

    def element_size(self):
        return self.dtype.itemsize

    itemsize = property(element_size)

    @property
    def nbytes(self):
        return self.numel() * self.dtype.itemsize

    def data_ptr(self):
        return int(_storage(self._handle)) + self.storage_offset() * self.dtype.itemsize

    def is_floating_point(self):
        return self.dtype.is_floating_point

    def is_complex(self):
        return False

    def is_signed(self):
        return self.dtype.is_signed

    def is_nonzero(self):
        return bool(self)

    def is_same_size(self, other):
        return self.shape == other.shape

    def is_contiguous(self, memory_format=None):
        check_layout(memory_format=memory_format)
        return bool(_is_contiguous(self._handle))

    def get_device(self):
        return -1

    def __len__(self):
        shape = self.shape
        if not shape:
            raise TypeError("len() of a 0-d tensor")
        return shape[0]

    # As text.

    def __repr__(self, *, tensor_contents=None):
        _text(self._handle)
        return bridge.text()

    def __format__(self, spec):
        return format(self.item(), spec) if self.dim() == 0 else object.__format__(self, spec)

    # As Python's numbers.

    def item(self):
        kind = int(_item(self._handle))
        if kind == 4:
            return int(bridge.text())
        value = bridge.result(1)
        return float(value) if kind == 3 else int(value) if kind == 2 else bool(value)

    def tolist(self):
        if self.dim() == 0:
            return self.item()
        return self._array().tolist()

    def _array(self):
        """All numbers as a memoryview of this shape."""
        dtype = self.dtype
        source = self
        codes = {"bool": "?", "uint8": "B", "int8": "b", "int16": "h", "int32": "i", "int64": "q", "float32": "f", "float64": "d"}
        if dtype.name not in codes:
            source = wrap(_to_dtype(self._handle, _dtype.float32.place, 0))
            dtype = _dtype.float32
        _to_bytes(source._handle)
        data = bridge.take()
        shape = self.shape
        if 0 in shape:
            return _Empty(shape)
        return memoryview(data).cast(codes[dtype.name], shape=list(shape))

    def __bool__(self):
        if self.numel() != 1:
            few = self.numel() == 0
            raise RuntimeError(
                "Boolean value of Tensor with no values is ambiguous" if few else "Boolean value of Tensor with more than one value is ambiguous"
            )
        return bool(self.item())

    def __int__(self):
        return int(self.item())

    def __float__(self):
        return float(self.item())

    def __index__(self):
        value = self.item()
        if not isinstance(value, int):
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(value)

    def __iter__(self):
        if self.dim() == 0:
            raise TypeError("iteration over a 0-d tensor")
        return iter(self.unbind(0))

    def __contains__(self, value):
        return bool((self == value).any())

    def __reversed__(self):
        return self.flip(0) if self.dim() else self

    # Copies and files.

    def __deepcopy__(self, memo):
        if not self.is_leaf:
            raise RuntimeError("Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment")
        if id(self) in memo:
            return memo[id(self)]
        detached = wrap(_detach(self._handle))
        copy = wrap(_to_dtype(detached._handle, self.dtype.place, 1), type(self))
        copy.requires_grad = self.requires_grad
        if self.grad is not None:
            copy.grad = self.grad.clone()
        memo[id(self)] = copy
        return copy

    def __reduce_ex__(self, protocol):
        _to_bytes(self._handle)
        return (_rebuilt, (bridge.take(), tuple(self.shape), self.dtype, self.requires_grad, type(self)))

    def __dir__(self):
        return sorted(set(object.__dir__(self)) - {"_handle"})


Held.kind = Tensor


def _of_rank(dim, rank):
    if not -max(rank, 1) <= dim < max(rank, 1) or not rank:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-max(rank, 1)}, {max(rank, 1) - 1}], but got {dim})")
    return dim


class _Empty:
    """What a memoryview cannot be: no numbers at all."""

    def __init__(self, shape):
        self._shape = shape

    def tolist(self):
        def nested(shape):
            return [nested(shape[1:]) for _ in range(shape[0])] if shape else 0

        return nested(self._shape)


def _rebuilt(data, shape, dtype, requires_grad, kind):
    bridge.put(data)
    tensor = wrap(operation("from_bytes")(len(shape), *shape, dtype.place), kind)
    tensor.requires_grad_(requires_grad)
    return tensor
