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
        rows = self._rows if X is None else table(X)
        distances = torch.cat([torch.cdist(part, self._rows, power) for part in rows.split(256)])
        if X is None:
            # Nobody is a neighbour of itself.
            distances.fill_diagonal_(math.inf)
        ordered, places = distances.sort(1, stable=True)
        count, rows = n_neighbors or self.n_neighbors, self._rows.size(0)
        # Where scikit-learn looks at all rows; of equally near ones in its trees, here the first count.
        if count < rows and (self.n_features_in_ > 15 or count >= rows // 2):
            for row in (ordered[:, count - 1] == ordered[:, count]).nonzero().reshape(-1).tolist():
                chosen = _chosen(distances[row].tolist(), count, 1 if distances.size(0) > 2048 else 2)
                places[row, :count] = torch.tensor(sorted(chosen, key=lambda place: (distances[row, place].item(), place)))
        return (in_numpy(ordered[:, :count]), in_numpy(places[:, :count])) if return_distance else in_numpy(places[:, :count])

    def _near(self, X):
        distances, places = (one._tensor for one in self.kneighbors(X))
        if self.weights == "uniform":
            return torch.ones_like(distances), places
        touching = (distances == 0).any(1, True)
        return torch.where(touching, (distances == 0).double(), 1 / distances.clamp(min=1e-300)), places


def _chosen(distances, count, threads):
    """Which of equally near rows count: scikit-learn's way, which depends on its threads; here it is as with two.

    Each thread keeps the nearest of its rows in a heap, the farthest on top, and only what is nearer than that comes in.
    """
    parts = math.ceil(len(distances) / 256)
    middle = 256 * math.ceil(parts / 2) if threads == 2 else len(distances)
    heaps = [_heaped(enumerate(distances[:middle]), count), _heaped(enumerate(distances[middle:], middle), count)]
    kept = heaps[0] if threads == 1 else _heaped((one for heap in heaps for one in heap), count)
    return [place for place, _ in kept]


def _heaped(pairs, count):
    heap = [(-1, math.inf)] * count
    for pair in pairs:
        if pair[1] >= heap[0][1]:
            continue
        at = 0
        while 2 * at + 1 < count:
            left, right = 2 * at + 1, 2 * at + 2
            child = right if right < count and heap[right][1] > heap[left][1] else left
            if heap[child][1] <= pair[1]:
                break
            heap[at] = heap[child]
            at = child
        heap[at] = pair
    return heap


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
