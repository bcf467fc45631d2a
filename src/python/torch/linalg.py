"""Norms and products of matrices."""

from _ember.bridge import operation

from ._functions import FUNCTIONS as _functions
from ._tensor import dims as _dims
from ._tensor import wrap as _wrap

_norm = operation("norm")


def vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None):
    source = x if dtype is None else x.to(dtype)
    return _wrap(_norm(source._handle, float(ord), *_dims(dim), keepdim))


def norm(A, ord=None, dim=None, keepdim=False, *, dtype=None):
    if ord in (None, "fro"):
        return vector_norm(A, 2, dim, keepdim, dtype=dtype)
    if isinstance(ord, str) or (dim is None and A.dim() == 2) or isinstance(dim, tuple):
        raise NotImplementedError(f"linalg.norm(ord={ord!r}) of matrices is not here: the Frobenius norm is.")
    return vector_norm(A, ord, dim, keepdim, dtype=dtype)


def multi_dot(tensors):
    product = tensors[0]
    for one in tensors[1:]:
        product = product @ one
    return product


matmul, cross, diagonal = _functions["matmul"], _functions["cross"], _functions["diagonal"]


def __getattr__(name):
    raise AttributeError(f"torch.linalg.{name} is not here. It would run in PyTorch.")
