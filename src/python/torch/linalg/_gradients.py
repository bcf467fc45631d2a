"""Solutions and decompositions with their gradients."""

import math

from .. import _creation
from ..autograd.function import Function
from ._batches import each_matrix
from . import _small
from ._factors import diagonalized, eliminated, rooted, singular, solved


class Inverse(Function):
    @staticmethod
    def forward(ctx, A):
        unit = _creation.eye(A.size(-1), dtype=_creation._dtype.float64)
        inverse = each_matrix(lambda one: solved(one, unit, "linalg.inv"), A, small=lambda one: _small.solved(one, unit.tolist(), "linalg.inv"))
        ctx.save_for_backward(inverse)
        return inverse

    @staticmethod
    def backward(ctx, gradient):
        (inverse,) = ctx.saved_tensors
        return -(inverse.mT @ gradient @ inverse.mT)


class Solve(Function):
    @staticmethod
    def forward(ctx, A, B):
        from .. import _functions

        shape = _functions.broadcast_shapes(A.shape[:-2], B.shape[:-2])
        left, right = A.expand(*shape, *A.shape[-2:]), B.detach().double().expand(*shape, *B.shape[-2:]).reshape(-1, *B.shape[-2:])
        rights = iter(right if max(A.shape[-2:]) > 32 else right.tolist())
        name = "torch.linalg.solve"
        found = each_matrix(lambda one: solved(one, next(rights), name), left, small=lambda one: _small.solved(one, next(rights), name))
        ctx.save_for_backward(A, found)
        ctx.shapes = A.shape, B.shape
        return found

    @staticmethod
    def backward(ctx, gradient):
        A, found = ctx.saved_tensors
        right = Solve.apply(A.mT, gradient)
        return _summed(-(right @ found.mT), ctx.shapes[0]), _summed(right, ctx.shapes[1])


def _summed(gradient, shape):
    """Over the dimensions that were stretched."""
    while gradient.dim() > len(shape):
        gradient = gradient.sum(0)
    for dim, size in enumerate(shape):
        gradient = gradient.sum(dim, True) if size == 1 and gradient.size(dim) != 1 else gradient
    return gradient


class Determinant(Function):
    @staticmethod
    def forward(ctx, A):
        def of_one(one):
            both, _, sign = eliminated(one)
            return both.diagonal().prod() * sign

        def of_rows(rows):
            both, _, sign = _small.eliminated(rows)
            return math.prod((row[k] for k, row in enumerate(both)), start=sign)

        found = each_matrix(of_one, A, small=of_rows)
        ctx.save_for_backward(A, found)
        return found

    @staticmethod
    def backward(ctx, gradient):
        A, found = ctx.saved_tensors
        return (gradient * found).unsqueeze(-1).unsqueeze(-1) * Inverse.apply(A).mT


class LogDeterminant(Function):
    """The sign, and the logarithm of the size."""

    @staticmethod
    def forward(ctx, A):
        def of_one(one):
            both, _, sign = eliminated(one)
            pivots = both.diagonal()
            return pivots.sign().prod() * sign, pivots.abs().log().sum()

        sign, logarithm = each_matrix(of_one, A, 2)
        ctx.save_for_backward(A)
        ctx.mark_non_differentiable(sign)
        return sign, logarithm

    @staticmethod
    def backward(ctx, *gradients):
        (A,) = ctx.saved_tensors
        return gradients[-1].unsqueeze(-1).unsqueeze(-1) * Inverse.apply(A).mT


class Cholesky(Function):
    @staticmethod
    def forward(ctx, A):
        lower = each_matrix(rooted, A, small=_small.rooted)
        ctx.save_for_backward(lower)
        return lower

    @staticmethod
    def backward(ctx, gradient):
        (lower,) = ctx.saved_tensors
        inner = (lower.mT @ gradient).tril()
        inner = inner - inner.diagonal(0, -2, -1).diag_embed() / 2
        inverse = Inverse.apply(lower)
        found = inverse.mT @ inner @ inverse
        return (found + found.mT) / 2


class Symmetric(Function):
    """The lower triangle, or the upper, stands for the whole."""

    @staticmethod
    def forward(ctx, A, is_lower):
        half = A.tril() if is_lower else A.triu()
        values, vectors = each_matrix(diagonalized, half + half.mT - half.diagonal(0, -2, -1).diag_embed(), 2, _small.diagonalized, 96)
        ctx.save_for_backward(values, vectors)
        return values, vectors

    @staticmethod
    def backward(ctx, of_values, of_vectors):
        values, vectors = ctx.saved_tensors
        gaps = values.unsqueeze(-2) - values.unsqueeze(-1)
        shares = (1 / gaps).masked_fill(gaps == 0, 0.0)
        inner = of_values.diag_embed() + shares * (vectors.mT @ of_vectors)
        return vectors @ inner @ vectors.mT, None


class Singular(Function):
    @staticmethod
    def forward(ctx, A):
        U, S, Vh = each_matrix(singular, A, 3)
        ctx.save_for_backward(U, S, Vh)
        return U, S, Vh

    @staticmethod
    def backward(ctx, of_U, of_S, of_Vh):
        U, S, Vh = ctx.saved_tensors
        squares = S * S
        gaps = squares.unsqueeze(-2) - squares.unsqueeze(-1)
        shares = (1 / gaps).masked_fill(gaps == 0, 0.0)
        turned_U, turned_V = U.mT @ of_U, Vh @ of_Vh.mT
        inner = (shares * (turned_U - turned_U.mT)) * S.unsqueeze(-2) + S.unsqueeze(-1) * (shares * (turned_V - turned_V.mT)) + of_S.diag_embed()
        found = U @ inner @ Vh
        # What of the gradients stands outside the space of U and of V.
        found = found + ((of_U - U @ turned_U) / S.unsqueeze(-2)) @ Vh
        return found + U @ ((of_Vh - turned_V.mT @ Vh) / S.unsqueeze(-1))
