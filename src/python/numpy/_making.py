"""Arrays from lists, numbers, rules."""

import math

import torch

from ._array import ndarray, of_tensor, shape_of, tensor_of, torch_kind
from ._convert import Wordy, in_rows, is_words_kind
from ._scalars import dtype as _dtype

__all__ = ["array", "asarray", "ascontiguousarray", "asanyarray", "zeros", "ones", "empty", "full", "zeros_like", "ones_like", "empty_like", "full_like", "arange", "linspace", "logspace",
           "geomspace", "eye", "identity", "frombuffer", "fromiter", "fromfunction", "indices", "diag", "diagflat", "tri", "tril", "triu", "vander", "meshgrid", "mgrid", "ogrid", "copyto"]  # fmt: skip


def array(object, dtype=None, *, copy=True, order="K", ndmin=0):
    in_rows(order)
    wanted = is_words_kind(dtype)
    try:
        if wanted:
            raise Wordy
        made = tensor_of(object)
    except (Wordy, ValueError) as error:
        if not isinstance(error, Wordy):
            raise
        from ._words import array_of

        if hasattr(object, "__array__") and not isinstance(object, (ndarray, torch.Tensor)):
            object = object.__array__()
        if isinstance(object, (dict, set)) and not wanted:
            wanted = "O"
        made = array_of(object, wanted == "O", dtype if wanted == "U" else None)
        made = made.astype(dtype) if dtype is not None else made
        return made.reshape((1,) * (ndmin - made.ndim) + made.shape) if made.ndim < ndmin else made
    made = made.clone() if copy and isinstance(object, (ndarray, torch.Tensor)) else made
    made = made if dtype is None else made.to(torch_kind(dtype))
    while made.dim() < ndmin:
        made = made.unsqueeze(0)
    return of_tensor(made)


def asarray(a, dtype=None, order=None):
    in_rows(order)
    return a if isinstance(a, ndarray) and (dtype is None or _dtype(dtype) == a.dtype) else array(a, dtype, copy=False)


ascontiguousarray = asanyarray = asarray


def _of_words(shape, dtype, value):
    from ._words import of_flat

    kind, sizes = is_words_kind(dtype), shape_of(shape)
    return of_flat([value if kind == "O" else ""] * math.prod(sizes), sizes, kind == "O")


def zeros(shape, dtype=float, order="C"):
    in_rows(order)
    if is_words_kind(dtype):
        return _of_words(shape, dtype, 0)
    return of_tensor(torch.zeros(size=shape_of(shape), dtype=torch_kind(dtype)))


def empty(shape, dtype=float, order="C"):
    return _of_words(shape, dtype, None) if is_words_kind(dtype) else zeros(shape, dtype, order)


def ones(shape, dtype=float, order="C"):
    in_rows(order)
    return of_tensor(torch.ones(size=shape_of(shape), dtype=torch_kind(dtype)))


def full(shape, fill_value, dtype=None, order="C"):
    in_rows(order)
    made = tensor_of(fill_value)
    return of_tensor((made if dtype is None else made.to(torch_kind(dtype))).expand(shape_of(shape)).clone())


def _like(make):
    def made(a, dtype=None, order="K", subok=True, shape=None):
        a = asarray(a)
        return make(a.shape if shape is None else shape, dtype or a.dtype, "C" if order == "K" else order)

    return made


zeros_like, ones_like, empty_like = _like(zeros), _like(ones), _like(empty)


def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None):
    a = asarray(a)
    return full(a.shape if shape is None else shape, fill_value, dtype or a.dtype, "C" if order == "K" else order)


def arange(start, stop=None, step=1, dtype=None):
    start, stop = (0, start) if stop is None else (start, stop)
    whole = all(hasattr(value, "__index__") for value in (start, stop, step))
    kind = torch_kind(dtype) or (torch.int64 if whole else torch.float64)
    if step == 0:
        raise ZeroDivisionError("division by zero")
    start, stop, step = (value.item() if hasattr(value, "item") else value for value in (start, stop, step))
    return of_tensor(torch.empty(0, dtype=kind) if (stop - start) * step <= 0 else torch.arange(start, stop, step, dtype=kind))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    start, stop = tensor_of(start).double(), tensor_of(stop).double()
    steps = num - 1 if endpoint else num
    width = (stop - start) / steps if steps > 0 else (stop - start) * float("nan")
    places = torch.arange(num, dtype=torch.float64).reshape(-1, *[1] * max(start.dim(), stop.dim()))
    values = places * (width if steps > 0 else stop - start) + start
    if endpoint and num > 1:
        values[-1] = stop
    made = of_tensor(
        (values if dtype is None else values.to(torch_kind(dtype))).movedim(0, axis)
        if values.dim() > 1
        else values
        if dtype is None
        else values.to(torch_kind(dtype))
    )
    return (made, of_tensor(width) if width.dim() else width.item()) if retstep else made


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    made = base ** linspace(start, stop, num, endpoint, axis=axis)
    return made if dtype is None else made.astype(dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    made = 10.0 ** linspace(math.log10(start), math.log10(stop), num, endpoint, axis=axis)
    made[0] = start
    if endpoint and num > 1:
        made[-1] = stop
    return made if dtype is None else made.astype(dtype)


def eye(N, M=None, k=0, dtype=float, order="C"):
    in_rows(order)
    columns = N if M is None else M
    made = torch.zeros(N, columns, dtype=torch_kind(dtype))
    if -N < k < columns:
        made.diagonal(k).fill_(1)
    return of_tensor(made)


def identity(n, dtype=float):
    return eye(n, dtype=dtype)


def frombuffer(buffer, dtype=float, count=-1, offset=0):
    return of_tensor(torch.frombuffer(bytearray(buffer), dtype=torch_kind(dtype), count=count, offset=offset))


def fromiter(iter, dtype, count=-1):
    values = list(iter)
    return array(values if count < 0 else values[:count], dtype)


def fromfunction(function, shape, *, dtype=float, **kwargs):
    return function(*indices(shape, dtype), **kwargs)


def indices(dimensions, dtype=int):
    grids = torch.meshgrid(*[torch.arange(size) for size in dimensions], indexing="ij")
    return of_tensor(torch.stack(grids).to(torch_kind(dtype)))


def diag(v, k=0):
    return of_tensor(torch.diag(tensor_of(v), k))


def diagflat(v, k=0):
    return of_tensor(torch.diagflat(tensor_of(v), k))


def tri(N, M=None, k=0, dtype=float):
    return of_tensor(torch.ones(N, N if M is None else M, dtype=torch_kind(dtype)).tril(k))


def tril(m, k=0):
    return of_tensor(tensor_of(m).tril(k))


def triu(m, k=0):
    return of_tensor(tensor_of(m).triu(k))


def vander(x, N=None, increasing=False):
    return of_tensor(torch.vander(tensor_of(x), N, increasing))


def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    tensors = [tensor_of(one).reshape(-1) for one in xi]
    if sparse:
        rank = len(tensors)
        order = [1, 0, *range(2, rank)] if indexing == "xy" and rank > 1 else range(rank)
        return [of_tensor(one.reshape([-1 if place == own else 1 for place in range(rank)])) for one, own in zip(tensors, order)]
    grids = torch.meshgrid(*tensors, indexing=indexing)
    return [of_tensor(grid.clone() if copy else grid) for grid in grids]


class _Grid:
    """`mgrid[0:3, 0:1:5j]`: counted by a step, or by a number of places where it is imaginary."""

    def __init__(self, is_open):
        self._is_open = is_open

    def __getitem__(self, key):
        keys = key if isinstance(key, tuple) else (key,)
        lines = [
            linspace(one.start or 0, one.stop, int(abs(one.step)))
            if isinstance(one.step, complex)
            else arange(one.start or 0, one.stop, 1 if one.step is None else one.step)
            for one in keys
        ]
        if len(lines) == 1 and not isinstance(key, tuple):
            return lines[0]
        grids = meshgrid(*lines, indexing="ij", sparse=self._is_open)
        return grids if self._is_open else of_tensor(torch.stack([tensor_of(grid) for grid in grids]))


mgrid, ogrid = _Grid(False), _Grid(True)


def copyto(dst, src):
    dst[...] = src
