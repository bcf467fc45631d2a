"""Further of linear algebra: triangles by elimination, exponentials, singular values of few directions."""

import math

from .. import _creation, _dtype
from .._held import RETURN_TYPES, _return_type, written
from ._batches import each_matrix
from ._factors import eliminated

RETURN_TYPES["linalg_lu"] = _return_type("linalg_lu", ("P", "L", "U"))
RETURN_TYPES["linalg_lu_factor"] = _return_type("linalg_lu_factor", ("LU", "pivots"))
RETURN_TYPES["linalg_inv_ex"] = _return_type("linalg_inv_ex", ("inverse", "info"))
RETURN_TYPES["triangular_solve"] = _return_type("triangular_solve", ("solution", "cloned_coefficient"))


def _need_no_gradient(A, name):
    if A.requires_grad:
        raise NotImplementedError(f"the gradient of {name} is not here: give it a detached tensor.")
    if A.size(-1) != A.size(-2):
        raise NotImplementedError(f"{name} of a matrix that is not square is not here.")


def lu_factor(A, *, pivot=True, out=None):
    _need_no_gradient(A, "lu_factor")

    def of_one(one):
        both, order, _ = eliminated(one)
        return both, _creation.tensor(_swaps(order), dtype=_dtype.float64)

    both, swaps = each_matrix(of_one, A, 2)
    return written(out, RETURN_TYPES["linalg_lu_factor"]((both, swaps.to(_dtype.int32))))


def _swaps(order):
    """With which row each row changed its place, counted from 1."""
    rows, swaps = list(range(len(order))), []
    for place, row in enumerate(order):
        other = rows.index(row)
        rows[place], rows[other] = rows[other], rows[place]
        swaps.append(other + 1)
    return swaps


def lu(A, *, pivot=True, out=None):
    _need_no_gradient(A, "lu")

    def of_one(one):
        both, order, _ = eliminated(one)
        unit = _creation.eye(one.size(0), dtype=_dtype.float64)
        return unit[order].t(), both.tril(-1) + unit, both.triu()

    return written(out, RETURN_TYPES["linalg_lu"](each_matrix(of_one, A, 3)))


def lu_solve(LU, pivots, B, *, left=True, adjoint=False, out=None):
    from . import solve

    if not left or adjoint:
        raise NotImplementedError("lu_solve(left=False) and adjoint=True are not here.")
    order = list(range(LU.size(-1)))
    for place, other in enumerate(pivots.tolist()):
        order[place], order[other - 1] = order[other - 1], order[place]
    unit = _creation.eye(LU.size(-1), dtype=LU.dtype)
    return written(out, solve(LU.triu(), solve(LU.tril(-1) + unit, B[order])))


def inv_ex(A, *, check_errors=False, out=None):
    from . import inv

    return written(out, RETURN_TYPES["linalg_inv_ex"]((inv(A), _creation.zeros(A.shape[:-2], dtype=_dtype.int32))))


def cholesky_inverse(input, upper=False, *, out=None):
    from . import inv

    lower = input.mT if upper else input
    return written(out, inv(lower @ lower.mT))


def cholesky_solve(input, input2, upper=False, *, out=None):
    from . import solve

    lower = input2.mT if upper else input2
    return written(out, solve(lower.mT, solve(lower, input)))


def triangular_solve(b, A, upper=True, transpose=False, unitriangular=False, *, out=None):
    from . import solve_triangular

    cut = A.triu() if upper else A.tril()
    turned, is_upper = (cut.mT, not upper) if transpose else (cut, upper)
    return written(out, RETURN_TYPES["triangular_solve"]((solve_triangular(turned, b, upper=is_upper, unitriangular=unitriangular), A.clone())))


def matrix_exp(A):
    """Taylor's series of a small part of it, squared again and again."""
    size = A.detach().abs().sum(-1).max().item() if A.numel() else 0.0
    rounds = max(0, math.ceil(math.log2(size / 0.5))) if size > 0.5 else 0
    part, unit = A / 2**rounds, _creation.eye(A.size(-1), dtype=A.dtype).expand(A.shape)
    found = unit
    for k in range(14, 0, -1):
        found = unit + part @ found / k
    for _ in range(rounds):
        found = found @ found
    return found


def svd_lowrank(A, q=6, niter=2, M=None):
    """Halko, Martinsson and Tropp (2009), algorithm 5.1, from a random start."""
    from . import qr, svd

    A = A if M is None else A - M
    is_turned = A.size(-2) < A.size(-1) or A.size(-1) > q
    wide = A.mT if is_turned else A
    Q = qr(wide @ _creation.randn(wide.size(-1), q, dtype=A.dtype)).Q
    for _ in range(niter):
        Q = qr(wide @ qr(wide.mT @ Q).Q).Q
    U, S, Vh = svd(A @ Q if is_turned else Q.mT @ A, full_matrices=False)
    return (U, S, Q @ Vh.mT) if is_turned else (Q @ U, S, Vh.mT)


def pca_lowrank(A, q=None, center=True, niter=2):
    q = min(6, *A.shape[-2:]) if q is None else q
    return svd_lowrank(A - A.mean(-2, True) if center else A, q, niter)


__all__ = ["lu", "lu_factor", "lu_solve", "inv_ex", "matrix_exp"]
OLDER = {
    "cholesky_solve": cholesky_solve,
    "matrix_exp": matrix_exp,
    "cholesky_inverse": cholesky_inverse,
    "triangular_solve": triangular_solve,
    "svd_lowrank": svd_lowrank,
    "pca_lowrank": pca_lowrank,
}
