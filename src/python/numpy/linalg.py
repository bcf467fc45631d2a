"""Linear algebra in double, as numpy has it."""

import torch
from torch import linalg as _linalg

from ._array import of_tensor, out_of, tensor_of


class LinAlgError(ValueError):
    """A matrix that has no such solution."""


def _told(words):
    """numpy's words for what cannot be solved."""

    def decorate(run):
        def checked(*args):
            try:
                return run(*args)
            except _linalg.LinAlgError:
                raise LinAlgError(words) from None

        checked.__name__ = run.__name__
        return checked

    return decorate


def _number(a):
    tensor = tensor_of(a)
    return tensor if tensor.is_floating_point() else tensor.double()


def norm(x, ord=None, axis=None, keepdims=False):
    tensor = _number(x)
    if ord is None and axis is None:
        found = tensor.norm()
        return out_of(found.reshape([1] * tensor.dim()) if keepdims else found)
    if isinstance(axis, tuple) and len(axis) == 2 or (axis is None and tensor.dim() == 2):
        return out_of(_linalg.matrix_norm(tensor, "fro" if ord is None else ord, (-2, -1) if axis is None else axis, keepdims))
    return out_of(tensor.norm(2 if ord is None else ord, axis, keepdims))


def _one(name):
    def run(a):
        return out_of(getattr(_linalg, name)(_number(a)))

    run.__name__ = name
    return run


inv, det, cholesky = _told("Singular matrix")(_one("inv")), _one("det"), _told("Matrix is not positive definite")(_one("cholesky"))


def pinv(a, rcond=1e-15):
    return of_tensor(_linalg.pinv(_number(a), rtol=rcond))


def matrix_rank(A, tol=None):
    return out_of(_linalg.matrix_rank(_number(A), tol))


def matrix_power(a, n):
    return of_tensor(_linalg.matrix_power(tensor_of(a), n))


def multi_dot(arrays):
    return out_of(_linalg.multi_dot([tensor_of(one) for one in arrays]))


def slogdet(a):
    sign, logarithm = _linalg.slogdet(_number(a))
    return out_of(sign), out_of(logarithm)


def cond(x, p=None):
    return out_of(_linalg.cond(_number(x), p))


@_told("Singular matrix")
def solve(a, b):
    a, b = _number(a), _number(b)
    wide = torch.promote_types(a.dtype, b.dtype)
    return of_tensor(_linalg.solve(a.to(wide), b.to(wide)))


def lstsq(a, b, rcond="warn"):
    """By the singular values; `rcond` is how small one may be beside the largest before it counts for nothing."""
    a, b = _number(a).double(), _number(b).double()
    U, S, Vh = _linalg.svd(a, full_matrices=False)
    limit = (2.220446049250313e-16 * (max(a.shape) if rcond is None else 1) if rcond in (None, "warn", -1) else rcond) * S[0]
    kept = S > limit
    right = b.unsqueeze(1) if b.dim() == 1 else b
    solution = Vh.t() @ (torch.where(kept, 1 / S, 0.0).unsqueeze(1) * (U.t() @ right))
    rank = int(kept.sum())
    residuals = (a @ solution - right).square().sum(0) if rank == a.size(1) < a.size(0) else torch.empty(0, dtype=torch.float64)
    return of_tensor(solution.squeeze(1) if b.dim() == 1 else solution), of_tensor(residuals), rank, of_tensor(S)


def svd(a, full_matrices=True, compute_uv=True):
    if not compute_uv:
        return of_tensor(_linalg.svdvals(_number(a)))
    return tuple(of_tensor(one) for one in _linalg.svd(_number(a), full_matrices))


def qr(a, mode="reduced"):
    q, r = _linalg.qr(_number(a), mode)
    return of_tensor(r) if mode == "r" else (of_tensor(q), of_tensor(r))


def eigh(a, UPLO="L"):
    values, vectors = _linalg.eigh(_number(a), UPLO)
    return of_tensor(values), of_tensor(vectors)


def eigvalsh(a, UPLO="L"):
    return of_tensor(_linalg.eigvalsh(_number(a), UPLO))


def eig(a):
    """Eigenvalues, and eigenvectors in the columns, of any matrix whose eigenvalues are real."""
    values, vectors = _general(a, "eig")
    return of_tensor(torch.tensor(values, dtype=torch.float64)), of_tensor(torch.tensor(vectors, dtype=torch.float64))


def eigvals(a):
    return of_tensor(torch.tensor(_general(a, "eigvals")[0], dtype=torch.float64))


def _general(a, name):
    from torch.linalg._general import general

    tensor = _number(a)
    if tensor.dim() != 2 or tensor.size(0) != tensor.size(1):
        raise (
            LinAlgError("Last 2 dimensions of the array must be square")
            if tensor.dim() == 2
            else NotImplementedError(f"linalg.{name} of several matrices at once is not here.")
        )
    values, vectors = general(tensor.double().tolist())
    if any(isinstance(value, complex) for value in values):
        shown = ", ".join(f"{value:.4g}" for value in values)
        raise NotImplementedError(f"linalg.{name} of this matrix is not here: its eigenvalues are complex ({shown}), and arrays hold no complex numbers.")
    return values, vectors


def tensorsolve(a, b, axes=None):
    if axes is not None:
        raise NotImplementedError("tensorsolve(axes=...) is not here.")
    a, b = _number(a), _number(b)
    return of_tensor(_linalg.solve(a.reshape(b.numel(), -1), b.reshape(-1)).reshape(a.shape[b.dim() :]))


def __getattr__(name):
    raise AttributeError(f"numpy.linalg.{name} is not here. It would run in numpy.")
