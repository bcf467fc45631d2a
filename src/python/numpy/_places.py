"""Places in arrays: written to, chosen from, counted; triangles, bits, kinds that meet."""

import torch

from ._array import ndarray, of_tensor, out_of, tensor_of
from ._scalars import dtype

__all__ = ["put", "place", "putmask", "choose", "extract", "piecewise", "fill_diagonal", "tril_indices", "triu_indices", "tril_indices_from", "triu_indices_from", "diag_indices", "packbits", "unpackbits",
           "atleast_3d", "dsplit", "result_type", "can_cast", "promote_types", "shares_memory", "may_share_memory", "iterable", "isreal", "iscomplex", "imag", "conj", "conjugate", "real_if_close", "asarray_chkfinite",
           "asfarray", "msort", "frompyfunc", "s_", "index_exp", "isfortran"]  # fmt: skip


def put(a, ind, v):
    flat, places = a._tensor.reshape(-1), tensor_of(ind).reshape(-1)
    flat[places] = _repeated(v, places.numel()).to(flat.dtype)
    a._tensor.copy_(flat.reshape(a._tensor.shape))


def _repeated(values, count):
    flat = tensor_of(values).reshape(-1)
    return flat[torch.arange(count) % flat.numel()]


def place(arr, mask, vals):
    """The first values, one after the other, where the mask holds."""
    where = tensor_of(mask).bool()
    arr._tensor[where] = _repeated(vals, int(where.sum())).to(arr._tensor.dtype)


def putmask(a, mask, values):
    """The values of the same places."""
    where = tensor_of(mask).bool()
    a._tensor[where] = _repeated(values, a.size).reshape(a._tensor.shape)[where].to(a._tensor.dtype)


def choose(a, choices):
    rows = torch.broadcast_tensors(tensor_of(a), *map(tensor_of, choices))
    if ((rows[0] < 0) | (rows[0] >= len(choices))).any():
        raise ValueError("invalid entry in choice array")
    return out_of(torch.stack(rows[1:]).gather(0, rows[0].long().unsqueeze(0)).squeeze(0))


def extract(condition, arr):
    return of_tensor(tensor_of(arr).reshape(-1)[tensor_of(condition).reshape(-1).bool()])


def piecewise(x, condlist, funclist):
    array = of_tensor(tensor_of(x))
    found = of_tensor(torch.zeros_like(tensor_of(array)))
    masks = [tensor_of(one).bool() for one in condlist]
    if len(funclist) == len(masks) + 1:
        masks.append(~torch.stack(masks).any(0))
    for mask, run in zip(masks, funclist):
        found[of_tensor(mask)] = run(array[of_tensor(mask)]) if callable(run) else run
    return found


def fill_diagonal(a, val, wrap=False):
    if wrap:
        raise NotImplementedError("fill_diagonal(wrap=True) is not here.")
    values = tensor_of(val).reshape(-1)
    line = torch.arange(min(a.shape))
    a._tensor[(line,) * a.ndim] = (values if values.numel() == 1 else _repeated(values, line.numel())).to(a._tensor.dtype)


def _triangle(name):
    def run(n, k=0, m=None):
        return tuple(of_tensor(one) for one in getattr(torch, name)(n, n if m is None else m, k).unbind(0))

    run.__name__ = name
    return run


tril_indices, triu_indices = _triangle("tril_indices"), _triangle("triu_indices")


def tril_indices_from(arr, k=0):
    return tril_indices(arr.shape[0], k, arr.shape[1])


def triu_indices_from(arr, k=0):
    return triu_indices(arr.shape[0], k, arr.shape[1])


def diag_indices(n, ndim=2):
    return tuple(of_tensor(torch.arange(n)) for _ in range(ndim))


def unpackbits(a, axis=None, bitorder="big"):
    tensor = tensor_of(a)
    if tensor.dtype is not torch.uint8:
        raise TypeError("Expected an input array of unsigned byte data type")
    shifts = torch.tensor([7, 6, 5, 4, 3, 2, 1, 0] if bitorder == "big" else list(range(8)))
    tensor, axis = (tensor.reshape(-1), 0) if axis is None else (tensor, axis % tensor.dim())
    bits = (tensor.movedim(axis, -1).long().unsqueeze(-1) >> shifts & 1).flatten(-2)
    return of_tensor(bits.movedim(-1, axis).to(torch.uint8))


def packbits(a, axis=None, bitorder="big"):
    tensor = (tensor_of(a) != 0).long()
    tensor, axis = (tensor.reshape(-1), 0) if axis is None else (tensor, axis % tensor.dim())
    rows = tensor.movedim(axis, -1)
    rows = torch.nn.functional.pad(rows, (0, -rows.size(-1) % 8)).unflatten(-1, (-1, 8))
    weights = torch.tensor([128, 64, 32, 16, 8, 4, 2, 1] if bitorder == "big" else [1, 2, 4, 8, 16, 32, 64, 128])
    return of_tensor((rows * weights).sum(-1).movedim(-1, axis).to(torch.uint8))


def atleast_3d(*arys):
    found = [of_tensor(torch.atleast_3d(tensor_of(one))) for one in arys]
    return found[0] if len(found) == 1 else found


def dsplit(ary, indices_or_sections):
    from ._joining import split

    return split(ary, indices_or_sections, 2)


# Kinds.


def promote_types(type1, type2):
    first, second = dtype(type1), dtype(type2)
    wide = torch.promote_types(first.torch, second.torch)
    whole = next((one for one in (first, second) if one.kind in "iu"), None)
    if wide.is_floating_point and whole is not None and "f" in first.kind + second.kind:
        wide = torch.promote_types(wide, torch.float64 if whole.itemsize > 2 else torch.float32 if whole.itemsize > 1 else wide)
    return dtype(wide)


def result_type(*arrays_and_dtypes):
    kinds = [
        one.dtype if isinstance(one, ndarray) else dtype(one) if isinstance(one, (type, str, dtype)) else dtype(tensor_of(one).dtype)
        for one in arrays_and_dtypes
    ]
    found = kinds[0]
    for kind in kinds[1:]:
        found = promote_types(found, kind)
    return found


def can_cast(from_, to, casting="safe"):
    own, other = from_.dtype if isinstance(from_, ndarray) else dtype(from_), dtype(to)
    if casting == "unsafe":
        return True
    if casting == "same_kind":
        return "buif".index(own.kind) <= "buif".index(other.kind)
    if casting != "safe":
        raise NotImplementedError(f"can_cast(casting={casting!r}) is not here.")
    return promote_types(own, other) == other


def shares_memory(a, b):
    start = lambda tensor: tensor.data_ptr() - tensor.storage_offset() * tensor.element_size()
    return start(tensor_of(a)) == start(tensor_of(b))


may_share_memory = shares_memory


def iterable(y):
    return hasattr(y, "__iter__")


# All numbers here are real.


def isreal(x):
    return out_of(torch.ones_like(tensor_of(x), dtype=torch.bool))


def iscomplex(x):
    return out_of(torch.zeros_like(tensor_of(x), dtype=torch.bool))


def imag(val):
    return out_of(torch.zeros_like(tensor_of(val)))


def conj(x):
    return out_of(tensor_of(x).clone())


conjugate, real_if_close = conj, conj


def asfarray(a):
    return of_tensor(tensor_of(a) if tensor_of(a).is_floating_point() else tensor_of(a).double())


def asarray_chkfinite(a):
    tensor = tensor_of(a)
    if not tensor.isfinite().all():
        raise ValueError("array must not contain infs or NaNs")
    return of_tensor(tensor)


def msort(a):
    return of_tensor(tensor_of(a).sort(0)[0])


def frompyfunc(func, nin, nout):
    """A function of Python's for each of the values; arrays of objects come of it."""

    def run(*args):
        from ._words import of_flat

        given = torch.broadcast_tensors(*map(tensor_of, args[:nin]))
        values = [func(*numbers) for numbers in zip(*(one.reshape(-1).tolist() for one in given))]
        shape = tuple(given[0].shape)
        if nout == 1:
            return of_flat(values, shape, True) if shape else values[0]
        return tuple(of_flat(row, shape, True) for row in zip(*values))

    return run


class _Key:
    def __getitem__(self, key):
        return key


s_ = index_exp = _Key()


def isfortran(a):
    return a.ndim > 1 and not a._tensor.is_contiguous() and a._tensor.T.is_contiguous()
