"""Points of classes at the corners of a cube (Guyon, 2003), the same as scikit-learn's for a `random_state`."""

import numpy

from .base import random_state_of
from .utils import shuffle as shuffled


def make_classification(n_samples=100, n_features=20, *, n_informative=2, n_redundant=2, n_repeated=0, n_classes=2, n_clusters_per_class=2, weights=None, flip_y=0.01, class_sep=1.0, hypercube=True,
                        shift=0.0, scale=1.0, shuffle=True, random_state=None):  # fmt: skip
    state = random_state_of(random_state)
    if n_informative + n_redundant + n_repeated > n_features:
        raise ValueError("Number of informative, redundant and repeated features must sum to less than the number of total features")
    if n_informative < numpy.log2(n_classes * n_clusters_per_class):
        raise ValueError(
            f"n_classes({n_classes}) * n_clusters_per_class({n_clusters_per_class}) must be smaller or equal 2**n_informative({n_informative})={2**n_informative}"
        )
    if shift is None or scale is None:
        raise NotImplementedError("make_classification(shift=None) and scale=None are not here: numbers are.")
    shares = [1.0 / n_classes] * n_classes if weights is None else [*weights, *([1.0 - sum(weights)] if len(weights) == n_classes - 1 else [])]
    clusters = n_classes * n_clusters_per_class
    counts = [int(n_samples * shares[place % n_classes] / n_clusters_per_class) for place in range(clusters)]
    for place in range(n_samples - sum(counts)):
        counts[place % clusters] += 1
    X, y = numpy.zeros((n_samples, n_features)), numpy.zeros(n_samples, dtype=int)
    corners = _corners(clusters, n_informative, state) * (2 * class_sep) - class_sep
    if not hypercube:
        corners = corners * state.uniform(size=(clusters, 1))
        corners = corners * state.uniform(size=(1, n_informative))
    X[:, :n_informative] = state.standard_normal((n_samples, n_informative))
    start = 0
    for place, (corner, count) in enumerate(zip(corners, counts)):
        y[start : start + count] = place % n_classes
        turn = 2 * state.uniform(size=(n_informative, n_informative)) - 1
        X[start : start + count, :n_informative] = X[start : start + count, :n_informative] @ turn + corner
        start += count
    if n_redundant > 0:
        mixed = 2 * state.uniform(size=(n_informative, n_redundant)) - 1
        X[:, n_informative : n_informative + n_redundant] = X[:, :n_informative] @ mixed
    if n_repeated > 0:
        told = n_informative + n_redundant
        chosen = ((told - 1) * state.uniform(size=n_repeated) + 0.5).astype(int)
        X[:, told : told + n_repeated] = X[:, chosen]
    useless = n_features - n_informative - n_redundant - n_repeated
    if useless > 0:
        X[:, n_features - useless :] = state.standard_normal((n_samples, useless))
    if flip_y >= 0.0:
        flipped = state.uniform(size=n_samples) < flip_y
        y[flipped] = state.randint(n_classes, size=int(flipped.sum()))
    X = (X + shift) * scale
    if shuffle:
        X, y = shuffled(X, y, random_state=state)
        order = numpy.arange(n_features)
        state.shuffle(order)
        X = X[:, order]
    return X, y


def _corners(count, dimensions, state):
    """So many of a cube's corners, each once, as rows of 0 and 1."""
    if dimensions > 30:
        rest = state.randint(2, size=(count, dimensions - 30))
        return numpy.hstack([rest, _corners(count, 30, state)]).astype(float)
    chosen = _without_twins(2**dimensions, count, state)
    return numpy.array([[number >> place & 1 for place in reversed(range(32))][32 - dimensions :] for number in chosen]).astype(float)


def _without_twins(most, count, state):
    """How they are drawn depends on the share that is drawn, as in scikit-learn."""
    if 0.01 < count / most < 0.99:
        return state.permutation(most).tolist()[:count]
    if count / most >= 0.99:
        found = list(range(count))
        for place in range(count, most):
            other = state.randint(0, place + 1)
            if other < count:
                found[other] = place
        return found
    found = []
    while len(found) < count:
        one = state.randint(most)
        if one not in found:
            found.append(one)
    return found
