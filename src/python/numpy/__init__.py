"""numpy's names over the course's tensors, whose numbers arrays share. What is not here says so."""

import builtins as _builtins
import math as _math

import torch as _torch
from torch._tensor import Tensor as _Tensor

from . import _print, random  # noqa: F401
from ._array import dot, ndarray, of_tensor, tensor_of
from ._array import _out
from ._scalars import KINDS, bool_, dtype, float16, float32, float64, generic, int8, int16, int32, int64, uint8  # noqa: F401

__version__ = "1.24.2"
pi, e, inf, nan, newaxis = _math.pi, _math.e, _math.inf, _math.nan, None
Inf, NaN, NAN, infty = inf, nan, nan, inf
int_, float_, double, single, intp = int64, float64, float64, float32, int64
integer, floating, number = (int8, int16, int32, int64, uint8), (float16, float32, float64), (int8, int16, int32, int64, uint8, float16, float32, float64)
_of_tensor = of_tensor


def _kind(kind):
    return None if kind is None else dtype(kind).torch


def array(object, dtype=None, copy=True, ndmin=0):
    made = tensor_of(object)
    made = made.clone() if copy and isinstance(object, (ndarray, _Tensor)) else made
    made = made if dtype is None else made.to(_kind(dtype))
    while made.dim() < ndmin:
        made = made.unsqueeze(0)
    return of_tensor(made)


def asarray(a, dtype=None):
    return a if isinstance(a, ndarray) and dtype is None else array(a, dtype, copy=False)


ascontiguousarray = asanyarray = asarray


def zeros(shape, dtype=float64):
    return of_tensor(_torch.zeros(_shape(shape), dtype=_kind(dtype)))


def ones(shape, dtype=float64):
    return of_tensor(_torch.ones(_shape(shape), dtype=_kind(dtype)))


def empty(shape, dtype=float64):
    return zeros(shape, dtype)


def full(shape, fill_value, dtype=None):
    made = tensor_of(fill_value)
    return of_tensor(made.to(_kind(dtype) or made.dtype).expand(_shape(shape)).clone())


def _shape(shape):
    return (shape,) if isinstance(shape, int) else tuple(int(size) for size in shape)


def _like(make):
    return lambda a, dtype=None: make(asarray(a).shape, dtype or asarray(a).dtype)


zeros_like, ones_like, empty_like = _like(zeros), _like(ones), _like(empty)


def full_like(a, fill_value, dtype=None):
    return full(asarray(a).shape, fill_value, dtype or asarray(a).dtype)


def arange(start, stop=None, step=1, dtype=None):
    start, stop = (0, start) if stop is None else (start, stop)
    whole = _builtins.all(isinstance(value, int) for value in (start, stop, step))
    kind = _kind(dtype) or (_torch.int64 if whole else _torch.float64)
    return of_tensor(_torch.empty(0, dtype=kind) if (stop - start) * step <= 0 else _torch.arange(start, stop, step, dtype=kind))


def linspace(start, stop, num=50, endpoint=True, dtype=None):
    steps = num - 1 if endpoint else num
    width = (stop - start) / steps if steps > 0 else 0.0
    values = [start + place * width for place in range(num)]
    if endpoint and num > 1:
        values[-1] = float(stop)
    return of_tensor(_torch.tensor(values, dtype=_kind(dtype) or _torch.float64))


def logspace(start, stop, num=50, base=10.0):
    return base ** linspace(start, stop, num)


def eye(N, M=None, dtype=float64):
    return of_tensor(_torch.eye(N, N if M is None else M, dtype=_kind(dtype)))


identity = eye


def frombuffer(buffer, dtype=float64, count=-1, offset=0):
    from ._scalars import dtype as _kind_of

    return of_tensor(_torch.frombuffer(bytearray(buffer), dtype=_kind_of(dtype).torch, count=count, offset=offset))


# Number by number.


def _unary(name):
    def run(x, dtype=None, out=None):
        tensor = tensor_of(x)
        if not tensor.is_floating_point() and name not in ("abs", "sign", "neg", "square", "isnan", "isinf", "isfinite"):
            tensor = tensor.double()
        result = getattr(tensor, name)()
        return of_tensor(result) if isinstance(x, ndarray) and result.dim() else _out(result)

    return run


for _name, _method in {
    **{name: name for name in ("exp", "log", "log2", "log10", "log1p", "expm1", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "abs", "sign", "floor", "ceil",
                               "trunc", "isnan", "isinf", "isfinite", "square", "reciprocal")},
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "absolute": "abs", "fabs": "abs", "negative": "neg", "rint": "round",
}.items():  # fmt: skip
    globals()[_name] = _unary(_method)


def _binary(symbol):
    def run(x1, x2):
        return getattr(asarray(x1), f"__{symbol}__")(x2 if isinstance(x2, (int, float)) else asarray(x2))

    return run


for _name, _symbol in (("add", "add"), ("subtract", "sub"), ("multiply", "mul"), ("divide", "truediv"), ("true_divide", "truediv"), ("power", "pow"), ("mod", "mod"),
                       ("floor_divide", "floordiv"), ("equal", "eq"), ("not_equal", "ne"), ("less", "lt"), ("greater", "gt"), ("less_equal", "le"), ("greater_equal", "ge")):  # fmt: skip
    globals()[_name] = _binary(_symbol)


def maximum(x1, x2):
    return _out(tensor_of(x1).maximum(tensor_of(x2)))


def minimum(x1, x2):
    return _out(tensor_of(x1).minimum(tensor_of(x2)))


def arctan2(x1, x2):
    return _out(tensor_of(x1).double().atan2(tensor_of(x2).double()))


def logical_and(a, b):
    return _out(tensor_of(a).logical_and(tensor_of(b)))


def logical_or(a, b):
    return _out(tensor_of(a).logical_or(tensor_of(b)))


def logical_not(a):
    return _out(tensor_of(a).logical_not())


def clip(a, a_min, a_max):
    return asarray(a).clip(a_min, a_max)


def round(a, decimals=0):
    return asarray(a).round(decimals)


around = round_ = round


def where(condition, x=None, y=None):
    condition = tensor_of(condition)
    if x is None:
        return tuple(of_tensor(places) for places in condition.nonzero(as_tuple=True))
    return of_tensor(_torch.where(condition, tensor_of(x), tensor_of(y)))


# Over axes: as methods.


def _method(name):
    def run(a, *args, **named):
        return getattr(asarray(a), name)(*args, **named)

    run.__name__ = name
    return run


for _name in ("sum", "mean", "prod", "std", "var", "max", "min", "argmax", "argmin", "all", "any", "cumsum", "cumprod", "reshape", "transpose", "swapaxes",
              "squeeze", "ravel", "argsort", "nonzero", "repeat", "copy"):  # fmt: skip
    globals()[_name] = _method(_name)
amax, amin, cumproduct = globals()["max"], globals()["min"], globals()["cumprod"]


def sort(a, axis=-1):
    return of_tensor(tensor_of(a).sort(axis)[0])


def median(a, axis=None):
    ordered = sort(asarray(a).astype(float64).ravel() if axis is None else asarray(a).astype(float64), 0 if axis is None else axis)
    size, along = ordered.shape[0 if axis is None else axis], 0 if axis is None else axis
    parts = [ordered._tensor.select(along, place) for place in ((size - 1) // 2, size // 2)]
    return _out((parts[0] + parts[1]) / 2)


def percentile(a, q, axis=None):
    shares = tensor_of(q).double() / 100
    return _out(tensor_of(a).double().quantile(shares, axis))


def quantile(a, q, axis=None):
    return _out(tensor_of(a).double().quantile(tensor_of(q).double(), axis))


def average(a, axis=None, weights=None):
    a = asarray(a)
    return a.mean(axis) if weights is None else (a * asarray(weights)).sum(axis) / asarray(weights).sum(axis if asarray(weights).ndim == a.ndim else None)


# Side by side.


def _tensors(arrays):
    tensors = [tensor_of(one) for one in arrays]
    wide = tensors[0].dtype
    for tensor in tensors[1:]:
        wide = _torch.promote_types(wide, tensor.dtype)
    return [tensor.to(wide) for tensor in tensors]


def concatenate(arrays, axis=0):
    return of_tensor(_torch.cat(_tensors(arrays), axis))


def stack(arrays, axis=0):
    return of_tensor(_torch.stack(_tensors(arrays), axis))


def hstack(tup):
    tensors = _tensors(tup)
    tensors = [tensor.reshape(-1) if tensor.dim() == 0 else tensor for tensor in tensors]
    return of_tensor(_torch.cat(tensors, 0 if tensors[0].dim() == 1 else 1))


def vstack(tup):
    return of_tensor(_torch.cat([tensor.reshape(1, -1) if tensor.dim() < 2 else tensor for tensor in _tensors(tup)]))


def column_stack(tup):
    return of_tensor(_torch.cat([tensor.reshape(-1, 1) if tensor.dim() < 2 else tensor for tensor in _tensors(tup)], 1))


def append(arr, values, axis=None):
    return concatenate([asarray(arr).ravel(), asarray(values).ravel()]) if axis is None else concatenate([arr, values], axis)


def split(ary, indices_or_sections, axis=0):
    size = asarray(ary).shape[axis]
    if isinstance(indices_or_sections, int):
        if size % indices_or_sections:
            raise ValueError("array split does not result in an equal division")
    return [of_tensor(part) for part in _torch.tensor_split(tensor_of(ary), indices_or_sections, axis)]


def expand_dims(a, axis):
    return of_tensor(tensor_of(a).unsqueeze(axis))


def tile(A, reps):
    return of_tensor(_torch.tile(tensor_of(A), (reps,) if isinstance(reps, int) else reps))


def flip(m, axis=None):
    tensor = tensor_of(m)
    return of_tensor(tensor.flip(*(range(tensor.dim()) if axis is None else [axis] if isinstance(axis, int) else axis)))


def roll(a, shift, axis=None):
    return of_tensor(_torch.roll(tensor_of(a), shift, axis))


def meshgrid(*xi, indexing="xy"):
    return [of_tensor(one) for one in _torch.meshgrid(*map(tensor_of, xi), indexing=indexing)]


def broadcast_to(array, shape):
    return of_tensor(tensor_of(array).expand(shape))


def unique(ar, return_inverse=False, return_counts=False):
    found = tensor_of(ar).reshape(-1).unique(True, return_inverse, return_counts)
    return tuple(of_tensor(one) for one in found) if isinstance(found, tuple) else of_tensor(found)


def bincount(x, weights=None, minlength=0):
    return of_tensor(_torch.bincount(tensor_of(x), None if weights is None else tensor_of(weights), minlength))


def histogram(a, bins=10, range=None):
    values = tensor_of(a).double()
    low, high = range or (values.min().item(), values.max().item())
    return of_tensor(_torch.histc(values, bins, low, high).long()), linspace(low, high, bins + 1)


def diff(a, n=1, axis=-1):
    tensor = tensor_of(a)
    for _ in _builtins.range(n):
        size = tensor.size(axis)
        tensor = tensor.narrow(axis, 1, size - 1) - tensor.narrow(axis, 0, size - 1)
    return of_tensor(tensor)


def diag(v, k=0):
    return of_tensor(_torch.diag(tensor_of(v), k))


def tril(m, k=0):
    return of_tensor(tensor_of(m).tril(k))


def triu(m, k=0):
    return of_tensor(tensor_of(m).triu(k))


def outer(a, b):
    return of_tensor(_torch.outer(tensor_of(a).reshape(-1), tensor_of(b).reshape(-1)))


def matmul(x1, x2):
    return dot(x1, x2)


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return _out(tensor_of(a).double().isclose(tensor_of(b).double(), rtol, atol, equal_nan))


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return _builtins.bool(tensor_of(a).double().allclose(tensor_of(b).double(), rtol, atol, equal_nan))


def array_equal(a1, a2):
    a, b = tensor_of(a1), tensor_of(a2)
    return a.shape == b.shape and _builtins.bool((a == b).all())


def isscalar(element):
    return isinstance(element, (int, float, complex, str, generic))


def shape(a):
    return asarray(a).shape


def ndim(a):
    return asarray(a).ndim


def size(a, axis=None):
    return asarray(a).size if axis is None else asarray(a).shape[axis]


def count_nonzero(a):
    return int((tensor_of(a) != 0).sum())


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None):
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth, "suppress": suppress}
    _print.options.update({name: value for name, value in given.items() if value is not None})


class linalg:
    """Norms."""

    @staticmethod
    def norm(x, ord=None, axis=None, keepdims=False):
        if ord not in (None, 2, 1, inf) or (ord is not None and axis is None and asarray(x).ndim == 2):
            raise NotImplementedError(f"linalg.norm(ord={ord!r}) is not here.")
        return _out(tensor_of(x).double().norm(2 if ord is None else ord, axis, keepdims))


def __getattr__(name):
    import difflib

    near = difflib.get_close_matches(name, [own for own in globals() if not own.startswith("_")], 3)
    hint = f" Near it: {', '.join('numpy.' + own for own in near)}." if near else ""
    raise AttributeError(f"numpy.{name} is not here. It would run in numpy.{hint}")
