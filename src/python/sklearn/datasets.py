"""Points made by rule: the same numbers as scikit-learn's for a `random_state`. Of its data files the irises are here."""

import math

import numpy

from ._classification import make_classification  # noqa: F401
from ._iris import load_iris  # noqa: F401
from .base import random_state_of


def make_blobs(n_samples=100, n_features=2, *, centers=None, cluster_std=1.0, center_box=(-10.0, 10.0), shuffle=True, random_state=None, return_centers=False):
    state = random_state_of(random_state)
    if isinstance(n_samples, int):
        centers = 3 if centers is None else centers
    else:
        centers = len(n_samples) if centers is None else centers
    if isinstance(centers, int):
        centers = state.uniform(center_box[0], center_box[1], size=(centers, n_features))
    centers = numpy.asarray(centers)
    count = len(centers)
    counts = [n_samples // count + (place < n_samples % count) for place in range(count)] if isinstance(n_samples, int) else list(n_samples)
    spreads = [cluster_std] * count if isinstance(cluster_std, (int, float)) else list(cluster_std)
    X = numpy.concatenate([state.normal(center, spread, (own, centers.shape[1])) for center, spread, own in zip(centers, spreads, counts)])
    y = numpy.array([place for place, own in enumerate(counts) for _ in range(own)])
    X, y = _shuffled(X, y, state) if shuffle else (X, y)
    return (X, y, centers) if return_centers else (X, y)


def _shuffled(X, y, state):
    order = numpy.arange(len(X))
    state.shuffle(order)
    return X[order], y[order]


def make_moons(n_samples=100, *, shuffle=True, noise=None, random_state=None):
    outer, inner = (n_samples // 2, n_samples - n_samples // 2) if isinstance(n_samples, int) else n_samples
    state = random_state_of(random_state)
    first, second = numpy.linspace(0, math.pi, outer), numpy.linspace(0, math.pi, inner)
    X = numpy.vstack([numpy.append(numpy.cos(first), 1 - numpy.cos(second)), numpy.append(numpy.sin(first), 1 - numpy.sin(second) - 0.5)]).T
    return _finished(X, outer, inner, shuffle, noise, state)


def _finished(X, outer, inner, shuffle, noise, state):
    X, y = X.copy(), numpy.array([0] * outer + [1] * inner)
    X, y = _shuffled(X, y, state) if shuffle else (X, y)
    return (X if noise is None else X + state.normal(0.0, noise, X.shape)), y


def make_circles(n_samples=100, *, shuffle=True, noise=None, random_state=None, factor=0.8):
    if not 0 <= factor < 1:
        raise ValueError("'factor' has to be between 0 and 1.")
    outer, inner = (n_samples // 2, n_samples - n_samples // 2) if isinstance(n_samples, int) else n_samples
    state = random_state_of(random_state)
    first, second = numpy.linspace(0, 2 * math.pi, outer, endpoint=False), numpy.linspace(0, 2 * math.pi, inner, endpoint=False)
    X = numpy.vstack([numpy.append(numpy.cos(first), numpy.cos(second) * factor), numpy.append(numpy.sin(first), numpy.sin(second) * factor)]).T
    return _finished(X, outer, inner, shuffle, noise, state)


def make_regression(
    n_samples=100,
    n_features=100,
    *,
    n_informative=10,
    n_targets=1,
    bias=0.0,
    effective_rank=None,
    tail_strength=0.5,
    noise=0.0,
    shuffle=True,
    coef=False,
    random_state=None,
):
    if effective_rank is not None:
        raise NotImplementedError("make_regression(effective_rank=...) is not here.")
    informative, state = min(n_features, n_informative), random_state_of(random_state)
    X = state.standard_normal((n_samples, n_features))
    truth = numpy.zeros((n_features, n_targets))
    truth[:informative] = 100 * state.uniform(size=(informative, n_targets))
    y = X @ truth + bias
    if noise > 0.0:
        y = y + state.normal(0.0, noise, y.shape)
    if shuffle:
        X, y = _shuffled(X, y, state)
        order = numpy.arange(n_features)
        state.shuffle(order)
        X, truth = X[:, order], truth[order]
    y = numpy.squeeze(y)
    return (X, y, numpy.squeeze(truth)) if coef else (X, y)


def make_swiss_roll(n_samples=100, *, noise=0.0, random_state=None, hole=False):
    if hole:
        raise NotImplementedError("make_swiss_roll(hole=True) is not here.")
    state = random_state_of(random_state)
    t = 1.5 * math.pi * (1 + 2 * state.uniform(size=n_samples))
    y = 21 * state.uniform(size=n_samples)
    X = numpy.vstack([t * numpy.cos(t), y, t * numpy.sin(t)])
    X = X + noise * state.standard_normal((3, n_samples))
    return X.T, t


def make_s_curve(n_samples=100, *, noise=0.0, random_state=None):
    state = random_state_of(random_state)
    t = 3 * math.pi * (state.uniform(size=(1, n_samples)) - 0.5)
    X = numpy.concatenate([numpy.sin(t), 2.0 * state.uniform(size=(1, n_samples)), numpy.sign(t) * (numpy.cos(t) - 1)])
    X = X + noise * state.standard_normal((3, n_samples))
    return X.T, numpy.squeeze(t)


def __getattr__(name):
    if name.startswith(("load_", "fetch_")):
        raise AttributeError(
            f"sklearn.datasets.{name} is not here: its data files are scikit-learn's own. load_iris, make_blobs, make_moons, make_circles, make_classification and make_regression are here, and torchvision.datasets."
        )
    raise AttributeError(f"sklearn.datasets.{name} is not here. It would run in scikit-learn.")
