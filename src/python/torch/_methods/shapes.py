"""Shapes: the same numbers seen in another shape, and other dtypes."""

from _ember.bridge import operation

from .. import _dtype
from .._dtype import DTYPES, Size, check_device, check_layout
from .._held import Held, ints, maybe, numpys_names, wrap

_reshape, _view, _expand, _permute, _transpose = map(operation, ("reshape", "view", "expand", "permute", "transpose"))
_t, _unsqueeze, _squeeze, _flip, _unfold = map(operation, ("t", "unsqueeze", "squeeze", "flip", "unfold"))
_diagonal, _as_strided, _contiguous, _to_dtype = map(operation, ("diagonal", "as_strided", "contiguous", "to_dtype"))

_SCALARS = {
    "bool": "Bool", "uint8": "Byte", "int8": "Char", "int16": "Short", "int32": "Int", "int64": "Long",
    "float16": "Half", "bfloat16": "BFloat16", "float32": "Float", "float64": "Double",
}  # fmt: skip


NEEDS_DETACH = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."


class Shapes:
    def reshape(self, *sizes, shape=None):
        shape = ints(sizes if shape is None else (shape,))
        return wrap(_reshape(self._handle, len(shape), *shape))

    def reshape_as(self, other):
        return self.reshape(other.shape)

    def view(self, *shape, dtype=None):
        if len(shape) == 1 and isinstance(shape[0], _dtype.dtype):
            dtype, shape = shape[0], ()
        if dtype is not None:
            if dtype is self.dtype:
                return self
            raise NotImplementedError("view(dtype) is not here: to(dtype) converts the numbers; their bytes cannot be read as another dtype's.")
        shape = ints(shape)
        return wrap(_view(self._handle, len(shape), *shape))

    def view_as(self, other):
        return self.view(other.shape)

    def expand(self, *sizes, size=None):
        shape = ints(sizes if size is None else (size,))
        return wrap(_expand(self._handle, len(shape), *shape))

    broadcast_to = expand

    def expand_as(self, other):
        return self.expand(other.shape)

    def permute(self, *order, dims=None):
        dims = ints(order if dims is None else (dims,))
        return wrap(_permute(self._handle, len(dims), *dims))

    def transpose(self, dim0, dim1):
        return wrap(_transpose(self._handle, dim0, dim1))

    swapaxes = swapdims = transpose

    def transpose_(self, dim0, dim1):
        self.data = self.data.transpose(dim0, dim1)
        return self

    def t(self):
        return wrap(_t(self._handle))

    def t_(self):
        self.data = self.data.t()
        return self

    def adjoint(self):
        return self.mT

    @property
    def T(self):
        return self.permute(*range(self.dim() - 1, -1, -1))

    @property
    def mT(self):
        return self.transpose(-2, -1)

    @property
    def H(self):
        if self.dim() != 2:
            raise RuntimeError(f"tensor.H is only supported on matrices (2-D tensors). Got {self.dim()}-D tensor.")
        return self.transpose(-2, -1)

    mH = mT

    @numpys_names
    def unsqueeze(self, dim):
        return wrap(_unsqueeze(self._handle, dim))

    @numpys_names
    def squeeze(self, dim=None):
        return wrap(_squeeze(self._handle, *maybe(dim)))

    def unsqueeze_(self, dim):
        self.data = self.data.unsqueeze(dim)
        return self

    def squeeze_(self, dim=None):
        self.data = self.data.squeeze(dim)
        return self

    def flatten(self, start_dim=0, end_dim=-1):
        shape = self.shape
        if not shape:
            return self.reshape(1)
        start, end = _dim(start_dim, len(shape)), _dim(end_dim, len(shape))
        if start > end:
            raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
        if start == end:
            return self
        return self.reshape(*shape[:start], Size(shape[start : end + 1]).numel(), *shape[end + 1 :])

    def ravel(self):
        return self.reshape(-1)

    def unflatten(self, dim, sizes):
        shape = self.shape
        dim = _dim(dim, len(shape))
        known = Size(size for size in sizes if size != -1).numel()
        if (-1 in sizes and (not known or shape[dim] % known)) or (-1 not in sizes and known != shape[dim]):
            raise RuntimeError(f"unflatten: Provided sizes {list(sizes)} don't multiply up to the size of dim {dim} ({shape[dim]}) in the input tensor")
        return self.reshape(*shape[:dim], *(shape[dim] // known if size == -1 else size for size in sizes), *shape[dim + 1 :])

    def flip(self, *order, dims=None):
        dims = ints(order if dims is None else (dims,))
        return wrap(_flip(self._handle, len(dims), *dims))

    def unfold(self, dimension, size, step):
        return wrap(_unfold(self._handle, dimension, size, step))

    def diagonal(self, offset=0, dim1=0, dim2=1):
        return wrap(_diagonal(self._handle, offset, dim1, dim2))

    def as_strided(self, size, stride, storage_offset=None):
        offset = self.storage_offset() if storage_offset is None else storage_offset
        return wrap(_as_strided(self._handle, len(size), *size, len(stride), *stride, offset))

    def narrow(self, dim, start, length):
        from .._index import narrow

        return narrow(self, dim, start, length)

    def select(self, dim, index):
        from .._index import at

        return at(self, dim, index)

    @numpys_names
    def unbind(self, dim=0):
        return tuple(self.select(dim, place) for place in range(self.size(dim)))

    def contiguous(self, memory_format=None):
        check_layout(memory_format=memory_format)
        return self if self.is_contiguous() else wrap(_contiguous(self._handle))

    def resize(self, *sizes):
        import warnings

        warnings.warn("non-inplace resize is deprecated", stacklevel=2)
        sizes = ints(sizes)
        if Size(sizes).numel() != self.numel():
            raise RuntimeError(
                f"requested resize to {'x'.join(map(str, sizes))} ({Size(sizes).numel()} elements in total), but the given tensor has a size of "
                f"{'x'.join(map(str, self.shape))} ({self.numel()} elements). autograd's resize can only change the shape of a given tensor, while preserving the number of elements. "
            )
        return self.contiguous().view(*sizes)

    resize_as = lambda self, other: self.resize(*other.shape)

    def resize_(self, *sizes, memory_format=None):
        """The first numbers in another shape; where there are more, zeros."""
        check_layout(memory_format=memory_format)
        if self.requires_grad:
            raise RuntimeError("cannot resize variables that require grad")
        sizes = ints(sizes)
        # In the order in which they lie, as PyTorch has it.
        flat, count = self.data.as_strided((self.numel(),), (1,)), Size(sizes).numel()
        if count > flat.numel():
            longer = flat.new_zeros(count)
            longer[: flat.numel()] = flat
            flat = longer
        self.data = flat[:count].reshape(sizes)
        return self

    def resize_as_(self, other):
        return self.resize_(*other.shape)

    # Conversions.

    def to(self, *where, dtype=None, device=None, other=None, non_blocking=False, copy=False, memory_format=None):
        check_layout(memory_format=memory_format)
        switches = [one for one in where if isinstance(one, bool)]
        copy = switches[1] if len(switches) > 1 else copy
        for one in (*where, other):
            if isinstance(one, _dtype.dtype):
                dtype = one
            elif isinstance(one, Held):
                dtype = one.dtype
            elif one is not None and not isinstance(one, bool):
                device = one
        check_device(device)
        dtype = dtype or self.dtype
        if dtype is self.dtype and not copy:
            return self
        return wrap(_to_dtype(self._handle, dtype.place, copy))

    def type(self, dtype=None, non_blocking=False):
        if dtype is None:
            return f"torch.{_SCALARS[self.dtype.name]}Tensor"
        if isinstance(dtype, str):
            name = dtype.removeprefix("torch.").removesuffix("Tensor")
            dtype = next((d for d in DTYPES if _SCALARS[d.name] == name), None)
            if dtype is None:
                raise ValueError(f"invalid type: '{name}'")
        return self.to(getattr(dtype, "dtype", dtype))

    def type_as(self, other):
        return self.to(other.dtype)

    def clone(self, *, memory_format=None):
        check_layout(memory_format=memory_format)
        return wrap(_to_dtype(self._handle, self.dtype.place, 1))

    def cpu(self, memory_format=None):
        check_layout(memory_format=memory_format)
        return self

    def cuda(self, device=None, non_blocking=False, memory_format=None):
        check_device("cuda")

    def numpy(self, *, force=False):
        if self.requires_grad:
            if not force:
                raise RuntimeError(NEEDS_DETACH)
            return self.detach().numpy()
        import numpy

        return numpy._of_tensor(self)

    def __array__(self, dtype=None):
        array = self.numpy()
        return array if dtype is None else array.astype(dtype)

    def share_memory_(self):
        """One process has nobody to share with; the memory is its own already."""
        return self

    def is_shared(self):
        return False

    def pin_memory(self, device=None):
        check_device("cuda")

    def is_pinned(self, device=None):
        return False


def _dim(dim, rank):
    if not -rank <= dim < rank:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {dim})")
    return dim % rank


def _conversion(kind):
    def convert(self, memory_format=None):
        check_layout(memory_format=memory_format)
        return self.to(kind)

    return convert


for _name, _kind in {**_dtype.ALIASES, "bool": _dtype.bool, "byte": _dtype.uint8, "char": _dtype.int8, "bfloat16": _dtype.bfloat16}.items():
    setattr(Shapes, _name, _conversion(_kind))
