"""Distances, and vectors made one long."""

from ... import _functions
from ..._held import written


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    return written(out, input / input.norm(p, dim, True).clamp(min=eps).expand_as(input))


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    sizes = x1.norm(2, dim).clamp(min=eps) * x2.norm(2, dim).clamp(min=eps)
    return (x1 * x2).sum(dim) / sizes


def pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False):
    return (x1 - x2 + eps).norm(p, -1, keepdim)


def pdist(input, p=2):
    count = input.size(0)
    rows, columns = _functions.triu_indices(count, count, 1)
    return (input[rows] - input[columns]).norm(p, -1)
