"""The nearest neighbours decide."""

import math

import numpy
import torch

from .base import BaseEstimator, ClassifierMixin, RegressorMixin, check_fitted, classes_of, given_back, in_numpy, refuse, table


class _Neighbors(BaseEstimator):
    def __init__(self, n_neighbors=5, *, weights="uniform", algorithm="auto", leaf_size=30, p=2, metric="minkowski", metric_params=None, n_jobs=None):
        """The algorithm and its leaves choose between ways to the same neighbours."""
        self.n_neighbors, self.weights, self.algorithm, self.leaf_size = n_neighbors, weights, algorithm, leaf_size
        self.p, self.metric, self.metric_params, self.n_jobs = p, metric, metric_params, n_jobs

    def _kept(self, X):
        refuse(self, weights=("uniform", "distance"), metric=("minkowski", "euclidean", "manhattan"), metric_params=(None,))
        self._rows, self.n_features_in_ = table(X), table(X).size(1)

    def kneighbors(self, X=None, n_neighbors=None, return_distance=True):
        check_fitted(self, "n_features_in_")
        power = {"euclidean": 2.0, "manhattan": 1.0}.get(self.metric, float(self.p))
        distances = torch.cat([torch.cdist(part, self._rows, power) for part in (self._rows if X is None else table(X)).split(256)])
        if X is None:
            # Nobody is a neighbour of itself.
            distances.fill_diagonal_(math.inf)
        ordered, places = distances.sort(1)
        count = n_neighbors or self.n_neighbors
        return (in_numpy(ordered[:, :count]), in_numpy(places[:, :count])) if return_distance else in_numpy(places[:, :count])

    def _near(self, X):
        distances, places = (one._tensor for one in self.kneighbors(X))
        if self.weights == "uniform":
            return torch.ones_like(distances), places
        touching = (distances == 0).any(1, True)
        return torch.where(touching, (distances == 0).double(), 1 / distances.clamp(min=1e-300)), places


class NearestNeighbors(_Neighbors):
    def __init__(self, *, n_neighbors=5, radius=1.0, algorithm="auto", leaf_size=30, metric="minkowski", p=2, metric_params=None, n_jobs=None):
        super().__init__(n_neighbors, algorithm=algorithm, leaf_size=leaf_size, p=p, metric=metric, metric_params=metric_params, n_jobs=n_jobs)
        self.radius = radius

    def fit(self, X, y=None):
        self._kept(X)
        return self


class KNeighborsClassifier(_Neighbors, ClassifierMixin):
    def fit(self, X, y):
        self._kept(X)
        self._classes, self._places = classes_of(y)
        self.classes_ = given_back(self._classes)
        return self

    def predict_proba(self, X):
        weights, places = self._near(X)
        votes = torch.zeros(weights.size(0), len(self._classes), dtype=torch.float64).scatter_add(1, self._places[places], weights)
        return in_numpy(votes / votes.sum(1, True))

    def predict(self, X):
        return given_back([self._classes[place] for place in self.predict_proba(X)._tensor.argmax(1).tolist()])


class KNeighborsRegressor(_Neighbors, RegressorMixin):
    def fit(self, X, y):
        self._kept(X)
        self._answers = numpy.asarray(getattr(y, "values", y))._tensor.double()
        return self

    def predict(self, X):
        weights, places = self._near(X)
        return in_numpy((self._answers[places] * weights).sum(1) / weights.sum(1))


def __getattr__(name):
    raise AttributeError(f"sklearn.neighbors.{name} is not here. It would run in scikit-learn.")
