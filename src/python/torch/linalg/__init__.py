"""Linear algebra: norms, solutions, decompositions."""

import math

from _ember.bridge import operation

from .. import _creation, _functions
from .._held import RETURN_TYPES, dims, wrap, written
from . import _gradients
from ._batches import each_matrix
from ._factors import LinAlgError, reflected  # noqa: F401

_norm = operation("norm")


def vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None, out=None):
    source = x if dtype is None else x.to(dtype)
    return written(out, wrap(_norm(source._handle, float(ord), *dims(dim), keepdim)))


def norm(A, ord=None, dim=None, keepdim=False, *, dtype=None, out=None):
    is_matrix = (dim is None and A.dim() == 2) or (isinstance(dim, (tuple, list)) and len(dim) == 2)
    if ord is None or not is_matrix:
        return vector_norm(A, 2 if ord is None else ord, dim, keepdim, dtype=dtype, out=out)
    return matrix_norm(A, ord, (-2, -1) if dim is None else dim, keepdim, dtype=dtype, out=out)


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None, out=None):
    source = A if dtype is None else A.to(dtype)
    if ord == "fro":
        return vector_norm(source, 2, dim, keepdim, out=out)
    if ord in (1, -1, math.inf, -math.inf):
        sums, along = (0, 1) if abs(ord) == 1 else (1, 0)
        totals = source.abs().sum(dim[sums], True)
        found = totals.amax(dim[along], True) if ord > 0 else totals.amin(dim[along], True)
    elif ord in (2, -2, "nuc"):
        values = svdvals(source.movedim(dim, (-2, -1)))
        found = (values.sum(-1) if ord == "nuc" else values.amax(-1) if ord == 2 else values.amin(-1)).unsqueeze(-1).unsqueeze(-1).movedim((-2, -1), dim)
    else:
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    return written(out, found if keepdim else found.squeeze(dim[1] % A.dim()).squeeze(dim[0] % A.dim() - (dim[1] % A.dim() < dim[0] % A.dim())))


def multi_dot(tensors, *, out=None):
    return written(out, _functions.chain_matmul(*tensors))


def matrix_power(A, n, *, out=None):
    A, n = (inv(A), -n) if n < 0 else (A, n)
    found = _creation.eye(A.size(-1), dtype=A.dtype).expand_as(A)
    while n:
        found = found @ A if n & 1 else found
        A, n = A @ A, n >> 1
    return written(out, found)


# Equations.


def _square(A, name):
    if A.dim() < 2 or A.size(-1) != A.size(-2):
        raise RuntimeError(
            f"{name}: A must be batches of square matrices, but they are {A.size(-2)} by {A.size(-1)} matrices" if A.dim() > 1
            else f"{name}: The input tensor A must have at least 2 dimensions."
        )  # fmt: skip
    if not A.is_floating_point():
        raise RuntimeError(f"{name}: Expected a floating point or complex tensor as input. Got {A.type()[6:-6]}")


def inv(A, *, out=None):
    _square(A, "linalg.inv")
    return written(out, _gradients.Inverse.apply(A))


def solve(A, B, *, left=True, out=None):
    _square(A, "linalg.solve")
    if not left:
        return written(out, solve(A.mT, B.mT).mT)
    is_vector = B.dim() == 1 or (B.dim() == A.dim() - 1 and B.shape == A.shape[:-1])
    found = _gradients.Solve.apply(A, B.unsqueeze(-1) if is_vector else B)
    return written(out, found.squeeze(-1) if is_vector else found)


def solve_triangular(A, B, *, upper, left=True, unitriangular=False, out=None):
    cut = A.triu() if upper else A.tril()
    if unitriangular:
        cut = cut - cut.diagonal(0, -2, -1).diag_embed() + _creation.eye(A.size(-1), dtype=A.dtype)
    return solve(cut, B, left=left, out=out)


def det(A, *, out=None):
    _square(A, "linalg.det")
    return written(out, _gradients.Determinant.apply(A))


def slogdet(A, *, out=None):
    _square(A, "linalg.slogdet")
    return written(out, RETURN_TYPES["slogdet"](_gradients.LogDeterminant.apply(A)))


def lstsq(A, B, rcond=None, *, driver=None):
    """The least squares by QR; `driver` chooses between ways to the same solution."""
    if rcond is not None or A.size(-2) < A.size(-1):
        raise NotImplementedError("lstsq with rcond, or with fewer equations than unknowns, is not here.")
    from collections import namedtuple

    q, r = qr(A)
    is_vector = B.dim() == 1
    right = B.unsqueeze(-1) if is_vector else B
    solution = solve(r, q.mT @ right)
    residuals = (A @ solution - right).square().sum(-2) if A.size(-2) > A.size(-1) else A.new_empty(0)
    kind = namedtuple("linalg_lstsq", ("solution", "residuals", "rank", "singular_values"))
    return kind(solution.squeeze(-1) if is_vector else solution, residuals, matrix_rank(A), A.new_empty(0))


def pinv(A, *, rcond=None, atol=None, rtol=None, hermitian=False, out=None):
    U, S, Vh = svd(A, full_matrices=False)
    limit = _limit(A, S, rcond if rtol is None else rtol, atol)
    turned = _functions.where(S > limit, 1 / S, 0.0).to(A.dtype)
    return written(out, (Vh.mT * turned.unsqueeze(-2)) @ U.mT)


def matrix_rank(A, tol=None, hermitian=False, *, atol=None, rtol=None, out=None):
    S = svdvals(A)
    return written(out, (S > _limit(A, S, rtol, tol if atol is None else atol)).sum(-1))


def _limit(A, S, rtol, atol):
    from .._finfo import finfo

    rtol = (0.0 if atol is not None else finfo(A.dtype).eps * max(A.shape[-2:])) if rtol is None else rtol
    return (S.detach().amax(-1, True) * rtol).clamp(min=0.0 if atol is None else float(atol))


def cond(A, p=None, *, out=None):
    if p is None or p == 2:
        S = svdvals(A)
        return written(out, S.amax(-1) / S.amin(-1))
    return written(out, matrix_norm(A, p) * matrix_norm(inv(A), p))


# Decompositions.


def cholesky(A, *, upper=False, out=None):
    _square(A, "linalg.cholesky")
    found = _gradients.Cholesky.apply(A)
    return written(out, found.mT if upper else found)


def qr(A, mode="reduced", *, out=None):
    if mode not in ("reduced", "complete", "r"):
        raise RuntimeError(f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', or 'complete'")
    if A.requires_grad:
        raise NotImplementedError("the gradient of qr is not here: give it a detached tensor.")
    q, r = each_matrix(lambda one: reflected(one, mode == "complete"), A, 2)
    return written(out, RETURN_TYPES["linalg_qr"]((A.new_empty(0) if mode == "r" else q, r)))


def eigh(A, UPLO="L", *, out=None):
    _square(A, "linalg.eigh")
    return written(out, RETURN_TYPES["linalg_eigh"](_gradients.Symmetric.apply(A, UPLO == "L")))


def eigvalsh(A, UPLO="L", *, out=None):
    return written(out, eigh(A, UPLO)[0])


def svd(A, full_matrices=True, *, driver=None, out=None):
    """`driver` chooses between ways to the same numbers; here is one."""
    U, S, Vh = _gradients.Singular.apply(A)
    if full_matrices and A.size(-2) != A.size(-1):
        if A.requires_grad:
            raise NotImplementedError("the gradient of svd(full_matrices=True) is not here: full_matrices=False has one.")
        U, Vh = (_completed(U), Vh) if A.size(-2) > A.size(-1) else (U, _completed(Vh.mT).mT)
    return written(out, RETURN_TYPES["linalg_svd"]((U, S, Vh)))


def svdvals(A, *, driver=None, out=None):
    return written(out, svd(A, full_matrices=False)[1])


def _completed(U):
    """More columns, at right angles to these and each other."""
    return _functions.cat([U, qr(U, "complete")[0][..., U.size(-1) :]], -1)


def _not_here(name):
    def run(*args, **named):
        raise NotImplementedError(f"torch.linalg.{name} is not here: its numbers are complex. eigh and eigvalsh are, for symmetric matrices.")

    return run


eig, eigvals = _not_here("eig"), _not_here("eigvals")

matmul, cross, diagonal, vander, vecdot = (
    *(_functions.FUNCTIONS[name] for name in ("matmul", "cross", "diagonal", "vander")),
    lambda x, y, *, dim=-1: (x * y).sum(dim),
)


from . import _further  # noqa: E402
from ._further import inv_ex, lu, lu_factor, lu_solve, matrix_exp  # noqa: E402, F401

# PyTorch's names of before.


def _older_svd(input, some=True, compute_uv=True, *, out=None):
    U, S, Vh = svd(input, full_matrices=not some)
    if not compute_uv:
        U, Vh = input.new_zeros(input.size(-2), input.size(-2)), input.new_zeros(input.size(-1), input.size(-1))
    return written(out, RETURN_TYPES["svd"]((U, S, Vh.mT)))


def _older_lu(A, pivot=True, get_infos=False, *, out=None):
    found = tuple(lu_factor(A))
    return (*found, _creation.zeros(A.shape[:-2], dtype=found[1].dtype)) if get_infos else found


OLDER = {
    "det": det, "slogdet": slogdet, "inverse": inv, "pinverse": lambda A, rcond=1e-15: pinv(A, rcond=rcond), "svd": _older_svd,
    "logdet": lambda A: det(A).log(), "matrix_rank": matrix_rank,
    "cholesky": lambda A, upper=False, *, out=None: cholesky(A, upper=upper, out=out),
    "lu": _older_lu,
    "qr": lambda A, some=True, *, out=None: qr(A, "reduced" if some else "complete", out=out),
}  # fmt: skip


OLDER.update(_further.OLDER)


def __getattr__(name):
    raise AttributeError(f"torch.linalg.{name} is not here. It would run in PyTorch.")
