"""Groups of points by their means (Lloyd), begun far apart (Arthur and Vassilvitskii, 2007)."""

import torch

from .base import BaseEstimator, TransformerMixin, check_fitted, in_numpy, random_state_of, refuse, table


class KMeans(TransformerMixin, BaseEstimator):
    def __init__(self, n_clusters=8, *, init="k-means++", n_init="warn", max_iter=300, tol=1e-4, verbose=0, random_state=None, copy_x=True, algorithm="lloyd"):
        """Both algorithms come to the same means."""
        self.n_clusters, self.init, self.n_init, self.max_iter, self.tol = n_clusters, init, n_init, max_iter, tol
        self.verbose, self.random_state, self.copy_x, self.algorithm = verbose, random_state, copy_x, algorithm

    def fit(self, X, y=None, sample_weight=None):
        refuse(self, verbose=(0,), algorithm=("lloyd", "elkan", "auto", "full"))
        if sample_weight is not None:
            raise NotImplementedError("KMeans.fit(sample_weight=...) is not here.")
        X = table(X)
        if X.size(0) < self.n_clusters:
            raise ValueError(f"n_samples={X.size(0)} should be >= n_clusters={self.n_clusters}.")
        state, mean = random_state_of(self.random_state), X.mean(0)
        centred, width = X - mean, self.tol * X.var(0, False).mean().item()
        is_given = not isinstance(self.init, str)
        runs = (
            1
            if is_given
            else 10
            if self.n_init == "warn"
            else 1
            if self.n_init == "auto" and self.init == "k-means++"
            else 10
            if self.n_init == "auto"
            else self.n_init
        )
        best = None
        for _ in range(runs):
            means = table(self.init) - mean if is_given else self._begun(centred, state)
            found = self._settled(centred, means, width)
            if best is None or found[0] < best[0] * (1 - 1e-6):
                best = found
        self.inertia_, labels, means, self.n_iter_ = best
        self._means = means + mean
        self.cluster_centers_, self.labels_, self.n_features_in_ = in_numpy(self._means), in_numpy(labels).astype("int32"), X.size(1)
        return self

    def _begun(self, X, state):
        if self.init == "random":
            return X[state.permutation(X.size(0))._tensor[: self.n_clusters]]
        chosen = [int(state.randint(X.size(0)))]
        trials = 2 + int(torch.tensor(float(self.n_clusters)).log().item())
        nearest = (X - X[chosen[0]]).square().sum(1)
        for _ in range(1, self.n_clusters):
            lots = state.random_sample(trials)._tensor * nearest.sum()
            places = torch.searchsorted(nearest.cumsum(0), lots).clamp(max=X.size(0) - 1)
            tried = torch.minimum((X.unsqueeze(0) - X[places].unsqueeze(1)).square().sum(2), nearest)
            pick = int(tried.sum(1).argmin())
            nearest = tried[pick]
            chosen.append(int(places[pick]))
        return X[torch.tensor(chosen)]

    def _settled(self, X, means, width):
        labels = None
        for step in range(1, self.max_iter + 1):
            before, labels = labels, _nearest(X, means)
            counts = torch.bincount(labels, minlength=self.n_clusters).double().unsqueeze(1)
            moved = torch.zeros_like(means).index_add(0, labels, X) / counts.clamp(min=1)
            if (counts == 0).any():
                # A mean without points takes the point that is farthest from its own.
                far = (X - means[labels]).square().sum(1).sort(descending=True)[1]
                for place, own in enumerate((counts.squeeze(1) == 0).nonzero().reshape(-1).tolist()):
                    moved[own] = X[far[place]]
            shift = (moved - means).square().sum().item()
            means = moved
            if (before is not None and torch.equal(before, labels)) or shift <= width:
                break
        labels = _nearest(X, means)
        return (X - means[labels]).square().sum().item(), labels, means, step

    def predict(self, X):
        check_fitted(self, "cluster_centers_")
        return in_numpy(_nearest(table(X), self._means)).astype("int32")

    def fit_predict(self, X, y=None):
        return self.fit(X).labels_

    def transform(self, X):
        return in_numpy(torch.cdist(table(X), self._means))

    def score(self, X, y=None):
        X = table(X)
        return -(X - self._means[_nearest(X, self._means)]).square().sum().item()


def _nearest(X, means):
    return (means.square().sum(1) - 2 * X @ means.t()).argmin(1)


class DBSCAN(BaseEstimator):
    """Points that are dense, and what they reach (Ester et al., 1996); -1 is noise."""

    def __init__(self, eps=0.5, *, min_samples=5, metric="euclidean", metric_params=None, algorithm="auto", leaf_size=30, p=None, n_jobs=None):
        self.eps, self.min_samples, self.metric, self.metric_params = eps, min_samples, metric, metric_params
        self.algorithm, self.leaf_size, self.p, self.n_jobs = algorithm, leaf_size, p, n_jobs

    def fit(self, X, y=None, sample_weight=None):
        refuse(self, metric=("euclidean", "manhattan"), metric_params=(None,), p=(None, 2))
        X = table(X)
        near = torch.cdist(X, X, 1.0 if self.metric == "manhattan" else 2.0) <= self.eps
        beside = [row.nonzero().reshape(-1).tolist() for row in near]
        core = [len(row) >= self.min_samples for row in beside]
        labels, group = [-1] * len(beside), 0
        for start in range(len(beside)):
            if labels[start] != -1 or not core[start]:
                continue
            stack = [start]
            while stack:
                place = stack.pop()
                if labels[place] == -1:
                    labels[place] = group
                    if core[place]:
                        stack += [other for other in beside[place] if labels[other] == -1]
            group += 1
        self.labels_ = in_numpy(torch.tensor(labels))
        self.core_sample_indices_ = in_numpy(torch.tensor([place for place, own in enumerate(core) if own], dtype=torch.int64))
        self.components_ = in_numpy(X[torch.tensor(core)])
        return self

    def fit_predict(self, X, y=None):
        return self.fit(X).labels_


def __getattr__(name):
    raise AttributeError(f"sklearn.cluster.{name} is not here. It would run in scikit-learn.")
