"""The tensor: a handle of the core, and PyTorch's methods on it."""

import numbers as _abstract

from _ember import bridge
from _ember.bridge import operation

from . import _dtype
from ._dtype import DTYPES, Size, check_device, dtype

_forget = bridge.forget

# The kinds of numbers that stand beside tensors, as the border counts them.
KINDS = {bool: 1, int: 2, float: 3}


def wrap(handle, kind=None):
    """The tensor of a handle, which is forgotten with it: take `_handle` of tensors that have a name, never of passing ones."""
    tensor = object.__new__(kind or Tensor)
    tensor._handle = int(handle)
    return tensor


def operand(value):
    """A tensor or a number, as operations on two take it."""
    if isinstance(value, Tensor):
        return 0, value._handle
    kind = KINDS.get(type(value))
    if kind:
        return kind, value
    if isinstance(value, _abstract.Integral):
        return 2, int(value)
    if isinstance(value, _abstract.Real):
        return 3, float(value)
    return None


def need(value, name, place=1):
    """A tensor, or PyTorch's complaint."""
    if not isinstance(value, Tensor):
        raise TypeError(f"{name}(): argument 'input' (position {place}) must be Tensor, not {type(value).__name__}")
    return value


def ints(values):
    """Sizes or dimensions given one by one, or as one list."""
    if len(values) == 1 and isinstance(values[0], (tuple, list)):
        values = values[0]
    return [int(value) for value in values]


def dims(dim):
    """No dimension, one, or several: as a list with its length before it."""
    if dim is None:
        return (0,)
    if isinstance(dim, int):
        return 1, dim
    dim = [int(d) for d in dim]
    return len(dim), *dim


def maybe(value):
    """A number or none: a flag before it."""
    return (0, 0) if value is None else (1, value)


def place(dtype):
    return -1 if dtype is None else dtype.place


def _pairs(name, reflected=False):
    run = operation(name)

    def method(self, other):
        if type(other) is Tensor:
            return wrap(run(0, other._handle, 0, self._handle) if reflected else run(0, self._handle, 0, other._handle))
        other = operand(other)
        if other is None:
            return NotImplemented
        return wrap(run(*other, 0, self._handle) if reflected else run(0, self._handle, *other))

    return method


def _named_pairs(name):
    method = _pairs(name)

    def run(self, other):
        outcome = method(self, other)
        if outcome is NotImplemented:
            raise TypeError(f"{name}(): argument 'other' (position 1) must be Tensor, not {type(other).__name__}")
        return outcome

    return run


def _in_place(name):
    run = operation(name + "_")

    def method(self, other):
        given = operand(other)
        if given is None:
            raise TypeError(f"{name}_(): argument 'other' (position 1) must be Tensor, not {type(other).__name__}")
        run(self._handle, *given)
        return self

    return method


def _unary(name):
    run = operation(name)
    return lambda self: wrap(run(self._handle))


def _unary_in_place(name):
    run = operation(name + "_")

    def method(self):
        run(self._handle)
        return self

    return method


_shape, _strides, _dtype_of, _item, _text = map(operation, ("shape", "strides", "dtype", "item", "text"))
_requires, _set_requires, _is_leaf, _version = map(operation, ("requires_grad", "set_requires_grad", "is_leaf", "version"))
_grad, _set_grad, _grad_fn, _data, _set_data = map(operation, ("grad", "set_grad", "grad_fn", "data", "set_data"))
_detach, _detach_in_place, _retain_grad, _retains_grad = map(operation, ("detach", "detach_", "retain_grad", "retains_grad"))
_reshape, _view, _expand, _permute, _transpose = map(operation, ("reshape", "view", "expand", "permute", "transpose"))
_t, _unsqueeze, _squeeze, _flip, _unfold = map(operation, ("t", "unsqueeze", "squeeze", "flip", "unfold"))
_contiguous, _is_contiguous, _to_dtype, _fill, _copy = map(operation, ("contiguous", "is_contiguous", "to_dtype", "fill_", "copy_"))
_sum, _mean, _prod, _max, _min, _amax, _amin = map(operation, ("sum", "mean", "prod", "max", "min", "amax", "amin"))
_max_dim, _min_dim, _argmax, _argmin, _all, _any = map(operation, ("max_dim", "min_dim", "argmax", "argmin", "all", "any"))
_variance, _norm, _cumsum, _cumprod = map(operation, ("variance", "norm", "cumsum", "cumprod"))
_softmax, _log_softmax, _logsumexp, _matmul = map(operation, ("softmax", "log_softmax", "logsumexp", "matmul"))
_clamp, _gather, _scatter, _sort, _topk = map(operation, ("clamp", "gather", "scatter", "sort", "topk"))
_kthvalue, _median, _unique, _nonzero = map(operation, ("kthvalue", "median", "unique", "nonzero"))
_to_bytes, _storage, _is_equal, _where = map(operation, ("to_bytes", "storage", "is_equal", "where"))
_uniform, _normal, _exponential, _integers, _bernoulli = map(operation, ("uniform_", "normal_", "exponential_", "integers_", "bernoulli"))
_anything = operation("random_")
_diagonal, _as_strided, _alias, _is_close = map(operation, ("diagonal", "as_strided", "alias", "is_close"))


class GradFn:
    """What `grad_fn` shows: a name."""

    __slots__ = ("_name",)

    def __init__(self, name):
        self._name = name

    def name(self):
        return self._name

    def __repr__(self):
        return f"<{self._name} object at {id(self):#x}>"


class Tensor:
    __hash__ = object.__hash__
    __array_priority__ = 1000

    def __new__(cls, *values, device=None):
        check_device(device)
        from ._creation import legacy

        return legacy(_dtype.get_default_dtype(), *values)

    def __del__(self):
        handle = self.__dict__.get("_handle")
        if handle is not None:
            _forget(handle)

    # What it is.

    @property
    def shape(self):
        count = int(_shape(self._handle))
        return Size([int(bridge.result(dim + 1)) for dim in range(count)])

    def size(self, dim=None):
        shape = self.shape
        if dim is None:
            return shape
        if not -max(len(shape), 1) <= dim < max(len(shape), 1) or not shape:
            raise IndexError(f"Dimension out of range (expected to be in range of [{-max(len(shape), 1)}, {max(len(shape), 1) - 1}], but got {dim})")
        return shape[dim]

    def stride(self, dim=None):
        _strides(self._handle)
        strides = tuple(int(stride) for stride in bridge.results()[1:])
        return strides if dim is None else strides[dim]

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
        return "torch.strided"

    is_cuda = False
    is_sparse = False
    is_quantized = False

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

    def is_contiguous(self):
        return bool(_is_contiguous(self._handle))

    @property
    def _version(self):
        return int(_version(self._handle))

    def get_device(self):
        return -1

    def __len__(self):
        shape = self.shape
        if not shape:
            raise TypeError("len() of a 0-d tensor")
        return shape[0]

    def __repr__(self):
        _text(self._handle)
        return bridge.text()

    def __format__(self, spec):
        return format(self.item(), spec) if self.dim() == 0 else object.__format__(self, spec)

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
            raise RuntimeError("Boolean value of Tensor with no values is ambiguous" if few else "Boolean value of Tensor with more than one value is ambiguous")
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

    def __deepcopy__(self, memo):
        if not self.is_leaf:
            raise RuntimeError("Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment")
        if id(self) in memo:
            return memo[id(self)]
        copy = wrap(_to_dtype(_detach(self._handle), self.dtype.place, 1), type(self))
        copy.requires_grad = self.requires_grad
        if self.grad is not None:
            copy.grad = self.grad.clone()
        memo[id(self)] = copy
        return copy

    def __reduce_ex__(self, protocol):
        _to_bytes(self._handle)
        return (_rebuilt, (bridge.take(), tuple(self.shape), self.dtype, self.requires_grad, type(self)))

    # Gradients.

    @property
    def requires_grad(self):
        return bool(_requires(self._handle))

    @requires_grad.setter
    def requires_grad(self, on):
        if on and not self.is_floating_point():
            raise RuntimeError("only Tensors of floating point and complex dtype can require gradients")
        _set_requires(self._handle, on)

    def requires_grad_(self, requires_grad=True):
        _set_requires(self._handle, requires_grad)
        return self

    @property
    def is_leaf(self):
        return bool(_is_leaf(self._handle))

    @property
    def grad(self):
        handle = int(_grad(self._handle))
        return wrap(handle) if handle else None

    @grad.setter
    def grad(self, value):
        if value is not None and not isinstance(value, Tensor):
            raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {type(value).__name__}")
        _set_grad(self._handle, 0 if value is None else value._handle)

    @grad.deleter
    def grad(self):
        _set_grad(self._handle, 0)

    @property
    def grad_fn(self):
        return GradFn(bridge.text()) if _grad_fn(self._handle) else None

    @property
    def data(self):
        return wrap(_data(self._handle))

    @data.setter
    def data(self, value):
        if not isinstance(value, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
        _set_data(self._handle, value._handle)

    def detach(self):
        return wrap(_detach(self._handle))

    def detach_(self):
        _detach_in_place(self._handle)
        return self

    def retain_grad(self):
        _retain_grad(self._handle)

    @property
    def retains_grad(self):
        return bool(_retains_grad(self._handle))

    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
        from .autograd import backward

        backward(self, gradient, retain_graph, create_graph, inputs=inputs)

    def register_hook(self, hook):
        from .autograd import register_hook

        return register_hook(self, hook)

    # Shapes.

    def reshape(self, *shape):
        shape = ints(shape)
        return wrap(_reshape(self._handle, len(shape), *shape))

    def reshape_as(self, other):
        return self.reshape(other.shape)

    def view(self, *shape, dtype=None):
        if len(shape) == 1 and isinstance(shape[0], _dtype.dtype):
            dtype, shape = shape[0], ()
        if dtype is not None:
            if dtype is self.dtype:
                return self
            raise NotImplementedError("view(dtype) is not here. to(dtype) converts the numbers; reading their bytes as others would run in PyTorch.")
        shape = ints(shape)
        return wrap(_view(self._handle, len(shape), *shape))

    def view_as(self, other):
        return self.view(other.shape)

    def expand(self, *shape):
        shape = ints(shape)
        return wrap(_expand(self._handle, len(shape), *shape))

    def expand_as(self, other):
        return self.expand(other.shape)

    def permute(self, *order):
        order = ints(order)
        return wrap(_permute(self._handle, len(order), *order))

    def transpose(self, dim0, dim1):
        return wrap(_transpose(self._handle, dim0, dim1))

    swapaxes = swapdims = transpose

    def t(self):
        return wrap(_t(self._handle))

    @property
    def T(self):
        return self.permute(*range(self.dim() - 1, -1, -1))

    @property
    def mT(self):
        return self.transpose(-2, -1)

    def unsqueeze(self, dim):
        return wrap(_unsqueeze(self._handle, dim))

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
        start, end = start_dim % len(shape), end_dim % len(shape)
        if start > end:
            raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
        if start == end:
            return self
        return self.reshape(*shape[:start], Size(shape[start : end + 1]).numel(), *shape[end + 1 :])

    def ravel(self):
        return self.reshape(-1)

    def unflatten(self, dim, sizes):
        shape = self.shape
        dim %= len(shape)
        return self.reshape(*shape[:dim], *sizes, *shape[dim + 1 :])

    def flip(self, *dims):
        dims = ints(dims)
        return wrap(_flip(self._handle, len(dims), *dims))

    def unfold(self, dimension, size, step):
        return wrap(_unfold(self._handle, dimension, size, step))

    def diagonal(self, offset=0, dim1=0, dim2=1):
        return wrap(_diagonal(self._handle, offset, dim1, dim2))

    def as_strided(self, size, stride, storage_offset=None):
        offset = self.storage_offset() if storage_offset is None else storage_offset
        return wrap(_as_strided(self._handle, len(size), *size, len(stride), *stride, offset))

    def narrow(self, dim, start, length):
        from ._index import narrow

        return narrow(self, dim, start, length)

    def select(self, dim, index):
        from ._index import at

        return at(self, dim, index)

    def unbind(self, dim=0):
        return tuple(self.select(dim, place) for place in range(self.size(dim)))

    def contiguous(self):
        return self if self.is_contiguous() else wrap(_contiguous(self._handle))

    def __getitem__(self, index):
        from ._index import get

        return get(self, index)

    def __setitem__(self, index, value):
        from ._index import put

        put(self, index, value)

    # Conversions.

    def to(self, *where, dtype=None, device=None, non_blocking=False, copy=False):
        for one in where:
            if isinstance(one, _dtype.dtype):
                dtype = one
            elif isinstance(one, Tensor):
                dtype = one.dtype
            elif not isinstance(one, bool):
                device = one
        check_device(device)
        dtype = dtype or self.dtype
        if dtype is self.dtype and not copy:
            return self
        return wrap(_to_dtype(self._handle, dtype.place, copy))

    def type(self, dtype=None):
        if dtype is None:
            return f"torch.{_SCALARS[self.dtype.name]}Tensor"
        if isinstance(dtype, str):
            name = dtype.removeprefix("torch.").removesuffix("Tensor")
            dtype = next(d for d in DTYPES if _SCALARS[d.name] == name)
        return self.to(getattr(dtype, "dtype", dtype))

    def type_as(self, other):
        return self.to(other.dtype)

    def clone(self, memory_format=None):
        return wrap(_to_dtype(self._handle, self.dtype.place, 1))

    def cpu(self):
        return self

    def cuda(self, device=None):
        check_device("cuda")

    def numpy(self, force=False):
        if self.requires_grad:
            if not force:
                raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
            return self.detach().numpy()
        import numpy

        return numpy._of_tensor(self)

    def __array__(self, dtype=None):
        return self.detach().numpy()

    def share_memory_(self):
        return self

    def pin_memory(self):
        return self

    # Sums, extremes, spreads.

    def sum(self, dim=None, keepdim=False, dtype=None):
        return wrap(_sum(self._handle, *dims(dim), keepdim, place(dtype)))

    def mean(self, dim=None, keepdim=False, dtype=None):
        return wrap(_mean(self._handle, *dims(dim), keepdim, place(dtype)))

    def prod(self, dim=None, keepdim=False):
        return wrap(_prod(self._handle, *maybe(dim), keepdim))

    def max(self, dim=None, keepdim=False):
        if dim is None:
            return wrap(_max(self._handle))
        if isinstance(dim, Tensor):
            return self.maximum(dim)
        return _both("max", _max_dim(self._handle, dim, keepdim))

    def min(self, dim=None, keepdim=False):
        if dim is None:
            return wrap(_min(self._handle))
        if isinstance(dim, Tensor):
            return self.minimum(dim)
        return _both("min", _min_dim(self._handle, dim, keepdim))

    def amax(self, dim=(), keepdim=False):
        return wrap(_amax(self._handle, *dims(dim), keepdim))

    def amin(self, dim=(), keepdim=False):
        return wrap(_amin(self._handle, *dims(dim), keepdim))

    def argmax(self, dim=None, keepdim=False):
        return wrap(_argmax(self._handle, *maybe(dim), keepdim))

    def argmin(self, dim=None, keepdim=False):
        return wrap(_argmin(self._handle, *maybe(dim), keepdim))

    def all(self, dim=None, keepdim=False):
        return wrap(_all(self._handle, *maybe(dim), keepdim))

    def any(self, dim=None, keepdim=False):
        return wrap(_any(self._handle, *maybe(dim), keepdim))

    def var(self, dim=None, unbiased=True, keepdim=False, correction=None):
        return self._spread(dim, unbiased, keepdim, correction, False)

    def std(self, dim=None, unbiased=True, keepdim=False, correction=None):
        return self._spread(dim, unbiased, keepdim, correction, True)

    def _spread(self, dim, unbiased, keepdim, correction, is_root):
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        if correction is None:
            correction = 1 if unbiased else 0
        return wrap(_variance(self._handle, *dims(dim), correction, keepdim, is_root))

    def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
        if p == "fro" or p is None:
            p = 2
        if isinstance(p, str):
            raise NotImplementedError(f"norm(p={p!r}) is not here: numbers and 'fro' are.")
        source = self if dtype is None else self.to(dtype)
        return wrap(_norm(source._handle, float(p), *dims(dim), keepdim))

    def cumsum(self, dim, dtype=None):
        source = self if dtype is None else self.to(dtype)
        return wrap(_cumsum(source._handle, dim))

    def cumprod(self, dim, dtype=None):
        source = self if dtype is None else self.to(dtype)
        return wrap(_cumprod(source._handle, dim))

    def softmax(self, dim, dtype=None):
        source = self if dtype is None else self.to(dtype)
        return wrap(_softmax(source._handle, dim))

    def log_softmax(self, dim, dtype=None):
        source = self if dtype is None else self.to(dtype)
        return wrap(_log_softmax(source._handle, dim))

    def logsumexp(self, dim, keepdim=False):
        return wrap(_logsumexp(self._handle, *dims(dim), keepdim))

    def median(self, dim=None, keepdim=False):
        if dim is None:
            flat = self.reshape(-1)
            return wrap(_median(flat._handle, 0, 0))
        return _both("median", _median(self._handle, dim, keepdim))

    def kthvalue(self, k, dim=-1, keepdim=False):
        return _both("kthvalue", _kthvalue(self._handle, k, dim, keepdim))

    def sort(self, dim=-1, descending=False, stable=False):
        return _both("sort", _sort(self._handle, dim, descending))

    def argsort(self, dim=-1, descending=False, stable=False):
        return self.sort(dim, descending)[1]

    def topk(self, k, dim=-1, largest=True, sorted=True):
        return _both("topk", _topk(self._handle, k, dim, largest))

    def unique(self, sorted=True, return_inverse=False, return_counts=False, dim=None):
        if dim is not None:
            raise NotImplementedError("unique(dim=...) is not here: only all numbers together are.")
        values = wrap(_unique(self._handle))
        inverse, counts = wrap(bridge.result(1)), wrap(bridge.result(2))
        chosen = (values,) + ((inverse,) if return_inverse else ()) + ((counts,) if return_counts else ())
        return chosen if len(chosen) > 1 else values

    def nonzero(self, as_tuple=False):
        places = wrap(_nonzero(self._handle))
        return places.unbind(1) if as_tuple else places

    def quantile(self, q, dim=None, keepdim=False, interpolation="linear"):
        from ._functions import quantile

        return quantile(self, q, dim, keepdim, interpolation=interpolation)

    # Products.

    def __matmul__(self, other):
        if not isinstance(other, Tensor):
            return NotImplemented
        return wrap(_matmul(self._handle, other._handle))

    def matmul(self, other):
        return wrap(_matmul(self._handle, need(other, "matmul", 2)._handle))

    def clamp(self, min=None, max=None):
        if isinstance(min, Tensor) or isinstance(max, Tensor):
            bounded = self if min is None else self.maximum(min)
            return bounded if max is None else bounded.minimum(max)
        return wrap(_clamp(self._handle, *maybe(min), *maybe(max)))

    clip = clamp

    def clamp_(self, min=None, max=None):
        return self.copy_(self.clamp(min, max))

    def gather(self, dim, index):
        return wrap(_gather(self._handle, dim, index._handle))

    def scatter(self, dim, index, src=None, value=None, reduce=None):
        if reduce not in (None, "add"):
            raise NotImplementedError(f"scatter(reduce={reduce!r}) is not here: 'add' is.")
        given = operand(value if src is None else src)
        return wrap(_scatter(self._handle, dim, index._handle, *given, reduce == "add"))

    def scatter_(self, dim, index, src=None, value=None, reduce=None):
        return self.copy_(self.scatter(dim, index, src, value, reduce))

    def scatter_add(self, dim, index, src):
        return self.scatter(dim, index, src, reduce="add")

    def scatter_add_(self, dim, index, src):
        return self.copy_(self.scatter_add(dim, index, src))

    def equal(self, other):
        return bool(_is_equal(self._handle, other._handle))

    def allclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False):
        return bool(self.isclose(other, rtol, atol, equal_nan).all())

    def isclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False):
        return wrap(_is_close(0, self._handle, *operand(other), rtol, atol, equal_nan))

    def where(self, condition, other):
        return wrap(_where(condition._handle, 0, self._handle, *operand(other)))

    def masked_fill(self, mask, value):
        return wrap(_where(mask._handle, *operand(value), 0, self._handle)).to(self.dtype)

    def masked_fill_(self, mask, value):
        return self.copy_(self.masked_fill(mask, value))

    # Written over.

    def copy_(self, other, non_blocking=False):
        _copy(self._handle, *operand(other))
        return self

    def fill_(self, value):
        value = value.item() if isinstance(value, Tensor) else value
        _fill(self._handle, value, isinstance(value, int) and not isinstance(value, bool))
        return self

    def zero_(self):
        _fill(self._handle, 0, 1)
        return self

    def uniform_(self, a=0.0, b=1.0, generator=None):
        _uniform(self._handle, _number(generator), a, b)
        return self

    def normal_(self, mean=0.0, std=1.0, generator=None):
        _normal(self._handle, _number(generator), mean, std)
        return self

    def exponential_(self, lambd=1.0, generator=None):
        _exponential(self._handle, _number(generator), lambd, 0)
        return self

    def random_(self, start=0, end=None, generator=None):
        if end is None:
            if not start:
                _anything(self._handle, _number(generator))
                return self
            start, end = 0, start
        _integers(self._handle, _number(generator), start, end)
        return self

    def bernoulli(self, p=None, generator=None):
        if p is not None:
            return self.detach().clone().bernoulli_(p, generator)
        return wrap(_bernoulli(self._handle, _number(generator)))

    def bernoulli_(self, p=0.5, generator=None):
        chances = p if isinstance(p, Tensor) else self.detach().to(_dtype.float64, copy=True).fill_(p)
        return self.copy_(wrap(_bernoulli(chances._handle, _number(generator))))

    # The new one like this one.

    def new_tensor(self, data, dtype=None, device=None, requires_grad=False):
        from ._creation import tensor

        return tensor(data, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_full(self, size, fill_value, dtype=None, device=None, requires_grad=False):
        from ._creation import full

        return full(size, fill_value, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_zeros(self, *size, dtype=None, device=None, requires_grad=False):
        return self.new_full(ints(size), 0, dtype, device, requires_grad)

    def new_ones(self, *size, dtype=None, device=None, requires_grad=False):
        return self.new_full(ints(size), 1, dtype, device, requires_grad)

    def new_empty(self, *size, dtype=None, device=None, requires_grad=False):
        return self.new_full(ints(size), 0, dtype, device, requires_grad)

    def new(self, *values):
        from ._creation import legacy

        return legacy(self.dtype, *values)

    def pow(self, exponent):
        return self**exponent

    def pow_(self, exponent):
        _pow_in_place(self._handle, *operand(exponent))
        return self

    def add(self, other, *, alpha=1):
        return self + other if alpha == 1 else self + other * alpha

    def sub(self, other, *, alpha=1):
        return self - other if alpha == 1 else self - other * alpha

    def add_(self, other, *, alpha=1):
        return _add_in_place(self, other if alpha == 1 else other * alpha)

    def sub_(self, other, *, alpha=1):
        return _sub_in_place(self, other if alpha == 1 else other * alpha)

    def div(self, other, *, rounding_mode=None):
        if rounding_mode is None:
            return self / other
        if rounding_mode == "floor":
            return self // other
        if rounding_mode == "trunc":
            whole = not self.dtype.is_floating_point and not (isinstance(other, Tensor) and other.dtype.is_floating_point)
            return (self / other).trunc().to(self.dtype) if whole else (self / other).trunc()
        raise RuntimeError(f"div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{rounding_mode}'")

    divide = true_divide = div
    subtract = sub

    def square(self):
        return self**2

    def addcmul_(self, tensor1, tensor2, *, value=1):
        return self.add_(tensor1 * tensor2 * value)

    def addcdiv_(self, tensor1, tensor2, *, value=1):
        return self.add_(tensor1 / tensor2 * value)

    def lerp(self, end, weight):
        return self + weight * (end - self)

    def lerp_(self, end, weight):
        return self.add_((end - self) * weight)

    def __invert__(self):
        return wrap(_invert(self._handle))

    def __pos__(self):
        return self

    def __rmatmul__(self, other):
        return NotImplemented

    def __dir__(self):
        return sorted(set(object.__dir__(self)) - {"_handle"})


class _Empty:
    """What a memoryview cannot be: no numbers at all."""

    def __init__(self, shape):
        self._shape = shape

    def tolist(self):
        def nested(shape):
            return [nested(shape[1:]) for _ in range(shape[0])] if shape else 0

        return nested(self._shape)


def _both(name, first):
    """Values and places, under PyTorch's names."""
    values, places = wrap(first), wrap(bridge.result(1))
    return RETURN_TYPES[name]((values, places))


def _return_type(name):
    def shown(self):
        return f"torch.return_types.{name}(\nvalues={self[0]!r},\nindices={self[1]!r})"

    return type(
        name,
        (tuple,),
        {"values": property(lambda self: self[0]), "indices": property(lambda self: self[1]), "__repr__": shown, "__slots__": ()},
    )


RETURN_TYPES = {name: _return_type(name) for name in ("max", "min", "median", "mode", "kthvalue", "sort", "topk")}

_SCALARS = {
    "bool": "Bool", "uint8": "Byte", "int8": "Char", "int16": "Short", "int32": "Int", "int64": "Long",
    "float16": "Half", "bfloat16": "BFloat16", "float32": "Float", "float64": "Double",
}  # fmt: skip


def _number(generator):
    return 0 if generator is None else generator._number


def _rebuilt(data, shape, dtype, requires_grad, kind):
    bridge.put(data)
    tensor = wrap(operation("from_bytes")(len(shape), *shape, dtype.place), kind)
    tensor.requires_grad_(requires_grad)
    return tensor


def _numpys_names(method):
    """`axis` and `keepdims` are taken for `dim` and `keepdim`, as PyTorch takes them."""

    def run(self, *args, **named):
        if "axis" in named:
            named["dim"] = named.pop("axis")
        if "keepdims" in named:
            named["keepdim"] = named.pop("keepdims")
        return method(self, *args, **named)

    run.__name__ = method.__name__
    return run


for _name in ("sum", "mean", "prod", "max", "min", "amax", "amin", "argmax", "argmin", "all", "any", "var", "std", "norm", "cumsum", "cumprod", "softmax",
              "log_softmax", "logsumexp", "median", "sort", "argsort", "topk", "unsqueeze", "squeeze", "unbind", "flip"):  # fmt: skip
    setattr(Tensor, _name, _numpys_names(getattr(Tensor, _name)))

_invert = operation("invert")
_pow_in_place = operation("pow_")
_add_in_place = _in_place("add")
_sub_in_place = _in_place("sub")

for _name, _symbol in (
    ("add", "add"), ("sub", "sub"), ("mul", "mul"), ("div", "truediv"), ("floor_divide", "floordiv"), ("remainder", "mod"), ("pow", "pow"),
    ("bitwise_and", "and"), ("bitwise_or", "or"), ("bitwise_xor", "xor"), ("lshift", "lshift"), ("rshift", "rshift"),
):  # fmt: skip
    setattr(Tensor, f"__{_symbol}__", _pairs(_name))
    setattr(Tensor, f"__r{_symbol}__", _pairs(_name, reflected=True))
for _name in ("mul", "floor_divide", "remainder", "fmod", "maximum", "minimum", "atan2", "eq", "ne", "lt", "le", "gt", "ge",
              "logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor"):  # fmt: skip
    setattr(Tensor, _name, _named_pairs(_name))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(Tensor, f"__{_name}__", _pairs(_name))
for _name in ("mul", "div", "floor_divide", "remainder", "fmod"):
    setattr(Tensor, f"{_name}_", _in_place(_name))
for _name, _symbol in (("add", "add"), ("sub", "sub"), ("mul", "mul"), ("div", "truediv"), ("pow", "pow"), ("floor_divide", "floordiv"), ("remainder", "mod")):
    setattr(Tensor, f"__i{_symbol}__", _in_place(_name))
UNARIES = ("neg", "abs", "sign", "floor", "ceil", "round", "trunc", "exp", "expm1", "log", "log2", "log10", "log1p", "sqrt", "rsqrt", "reciprocal",
           "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "sigmoid", "relu", "erf", "lgamma", "digamma")  # fmt: skip
for _name in UNARIES:
    setattr(Tensor, _name, _unary(_name))
    setattr(Tensor, f"{_name}_", _unary_in_place(_name))
for _name in ("isnan", "isinf", "isfinite"):
    setattr(Tensor, _name, _unary(_name))
for _name in ("mm", "bmm", "mv", "dot"):
    setattr(Tensor, _name, (lambda run: lambda self, other: wrap(run(self._handle, need(other, "mm", 2)._handle)))(operation(_name)))
Tensor.__neg__, Tensor.__abs__ = Tensor.neg, Tensor.abs
Tensor.negative, Tensor.absolute, Tensor.multiply = Tensor.neg, Tensor.abs, Tensor.mul
Tensor.logical_not = lambda self: self == 0
Tensor.bitwise_not = Tensor.__invert__
Tensor.greater, Tensor.less, Tensor.greater_equal, Tensor.less_equal = Tensor.gt, Tensor.lt, Tensor.ge, Tensor.le
for _name, _dtype_name in _dtype.ALIASES.items():
    setattr(Tensor, _name, (lambda kind: lambda self: self.to(kind))(_dtype_name))
Tensor.bool = lambda self: self.to(_dtype.bool)
Tensor.byte = lambda self: self.to(_dtype.uint8)
