"""Distances and likeness between all rows."""

import numpy
import torch

from ..base import in_numpy
from . import pairwise_distances  # noqa: F401


def _tables(X, Y):
    first = numpy.asarray(X.toarray() if hasattr(X, "toarray") else X)._tensor.double()
    return first, first if Y is None else numpy.asarray(Y.toarray() if hasattr(Y, "toarray") else Y)._tensor.double()


def euclidean_distances(X, Y=None, *, squared=False):
    distances = torch.cdist(*_tables(X, Y))
    return in_numpy(distances.square() if squared else distances)


def manhattan_distances(X, Y=None):
    return in_numpy(torch.cdist(*_tables(X, Y), 1.0))


def linear_kernel(X, Y=None):
    first, second = _tables(X, Y)
    return in_numpy(first @ second.t())


def cosine_similarity(X, Y=None):
    first, second = (torch.nn.functional.normalize(one, dim=1) for one in _tables(X, Y))
    return in_numpy(first @ second.t())


def cosine_distances(X, Y=None):
    return in_numpy(1 - cosine_similarity(X, Y)._tensor)


def rbf_kernel(X, Y=None, gamma=None):
    first, second = _tables(X, Y)
    return in_numpy((-(1.0 / first.size(1) if gamma is None else gamma) * torch.cdist(first, second).square()).exp())


def polynomial_kernel(X, Y=None, degree=3, gamma=None, coef0=1):
    first, second = _tables(X, Y)
    return in_numpy(((1.0 / first.size(1) if gamma is None else gamma) * (first @ second.t()) + coef0) ** degree)
