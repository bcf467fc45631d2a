"""Support vector machines for two classes and more, by steps along pairs (Fan, Chen and Lin, 2005)."""

import itertools

import numpy
import torch

from .base import BaseEstimator, ClassifierMixin, check_fitted, classes_of, given_back, in_numpy, refuse, table


class SVC(BaseEstimator, ClassifierMixin):
    def __init__(self, *, C=1.0, kernel="rbf", degree=3, gamma="scale", coef0=0.0, shrinking=True, probability=False, tol=1e-3, cache_size=200, class_weight=None, verbose=False, max_iter=-1,
                 decision_function_shape="ovr", break_ties=False, random_state=None):  # fmt: skip
        """Shrinking and the cache are ways to the same place; `random_state` concerns probabilities."""
        self.C, self.kernel, self.degree, self.gamma, self.coef0, self.shrinking, self.probability, self.tol = (
            C,
            kernel,
            degree,
            gamma,
            coef0,
            shrinking,
            probability,
            tol,
        )
        self.cache_size, self.class_weight, self.verbose, self.max_iter = cache_size, class_weight, verbose, max_iter
        self.decision_function_shape, self.break_ties, self.random_state = decision_function_shape, break_ties, random_state

    def _near(self, A, B):
        if callable(self.kernel) or self.kernel == "precomputed":
            raise NotImplementedError("SVC(kernel=...) by a function or a table is not here: 'linear', 'poly', 'rbf' and 'sigmoid' are.")
        products = A @ B.t()
        if self.kernel == "linear":
            return products
        if self.kernel == "rbf":
            return (-self._gamma * torch.cdist(A, B).square()).exp()
        return (self._gamma * products + self.coef0) ** self.degree if self.kernel == "poly" else (self._gamma * products + self.coef0).tanh()

    def fit(self, X, y, sample_weight=None):
        refuse(self, probability=(False,), decision_function_shape=("ovr", "ovo"), break_ties=(False,), max_iter=(-1,), verbose=(False, 0))
        if sample_weight is not None:
            raise NotImplementedError("SVC.fit(sample_weight=...) is not here.")
        X, (self._classes, places) = table(X), classes_of(y)
        if len(self._classes) < 2:
            raise ValueError(f"The number of classes has to be greater than one; got {len(self._classes)} class")
        self.classes_, self.n_features_in_ = given_back(self._classes), X.size(1)
        self._gamma = (
            1.0 / (X.size(1) * X.var(unbiased=False).item()) if self.gamma == "scale" else 1.0 / X.size(1) if self.gamma == "auto" else float(self.gamma)
        )
        counts = torch.bincount(places)
        self._costs = [
            self.C
            * (
                1.0
                if self.class_weight is None
                else len(places) / (len(counts) * counts[own].item())
                if self.class_weight == "balanced"
                else self.class_weight.get(name, 1.0)
            )
            for own, name in enumerate(self._classes)
        ]
        self._pairs, used = [], set()
        for first, second in itertools.combinations(range(len(self._classes)), 2):
            rows = ((places == first) | (places == second)).nonzero().reshape(-1)
            signs = torch.where(places[rows] == first, 1.0, -1.0).double()
            limits = torch.where(signs > 0, self._costs[first], self._costs[second])
            weights, bias = _separated(self._near(X[rows], X[rows]), signs, limits, self.tol)
            held = weights > 0
            self._pairs.append((first, second, X[rows[held]], (weights * signs)[held], bias))
            used.update(rows[held].tolist())
        order = sorted(used, key=lambda row: (places[row].item(), row))
        self.support_, self.support_vectors_ = numpy.array(order, dtype="int32"), in_numpy(X[torch.tensor(order)])
        self.n_support_ = numpy.array([sum(int(places[row]) == own for row in order) for own in range(len(self._classes))], dtype="int32")
        # Of two classes the second has the positive side.
        turn = -1.0 if len(self._classes) == 2 else 1.0
        self.intercept_ = numpy.array([turn * bias for *_, bias in self._pairs])
        if len(self._classes) == 2:
            first = self._pairs[0]
            rank = sorted(range(first[2].size(0)), key=lambda place: first[3][place].item() < 0)
            self.dual_coef_ = in_numpy(-first[3][torch.tensor(rank)].unsqueeze(0))
        if self.kernel == "linear":
            self.coef_ = in_numpy(torch.stack([turn * (weights @ rows) for _, _, rows, weights, _ in self._pairs]))
        return self

    def _scores(self, X):
        check_fitted(self, "support_")
        X = table(X)
        return torch.stack([self._near(X, rows) @ weights + bias for _, _, rows, weights, bias in self._pairs], 1)

    def decision_function(self, X):
        scores = self._scores(X)
        if len(self._classes) == 2:
            return in_numpy(-scores.squeeze(1))
        if self.decision_function_shape == "ovo":
            return in_numpy(scores)
        votes, sums = self._votes(scores), torch.zeros(scores.size(0), len(self._classes), dtype=torch.float64)
        for column, (first, second, *_) in enumerate(self._pairs):
            sums[:, first] += scores[:, column]
            sums[:, second] -= scores[:, column]
        return in_numpy(votes + sums / (3 * (sums.abs() + 1)))

    def _votes(self, scores):
        votes = torch.zeros(scores.size(0), len(self._classes), dtype=torch.float64)
        for column, (first, second, *_) in enumerate(self._pairs):
            votes[:, first] += (scores[:, column] > 0).double()
            votes[:, second] += (scores[:, column] <= 0).double()
        return votes

    def predict(self, X):
        return given_back([self._classes[place] for place in self._votes(self._scores(X)).argmax(1).tolist()])


def _separated(near, signs, limits, tolerance):
    """Weights of the points and the bias: the pair that gains most is moved until no pair gains."""
    count = len(signs)
    weights, slope = torch.zeros(count, dtype=torch.float64), -torch.ones(count, dtype=torch.float64)
    alone, infinite = near.diagonal(), float("inf")
    for _ in range(max(100000, 100 * count)):
        pull = -signs * slope
        up = ((signs > 0) & (weights < limits)) | ((signs < 0) & (weights > 0))
        down = ((signs > 0) & (weights > 0)) | ((signs < 0) & (weights < limits))
        best, i = pull.masked_fill(~up, -infinite).max(0)
        best, i = best.item(), int(i)
        gap = best - pull
        if best - pull.masked_fill(~down, infinite).min().item() < tolerance:
            break
        bend = (alone[i] + alone - 2 * near[i]).clamp(min=1e-12)
        j = int((-gap.square() / bend).masked_fill(~down | (gap <= 0), infinite).argmin())
        step = gap[j].item() / bend[j].item()
        s_i, s_j, w_i, w_j = signs[i].item(), signs[j].item(), weights[i].item(), weights[j].item()
        # Both go as far as their limits let them.
        room_i = limits[i].item() - w_i if s_i > 0 else w_i
        room_j = w_j if s_j > 0 else limits[j].item() - w_j
        step = min(step, room_i, room_j)
        for place, now, sign in ((i, w_i, s_i), (j, w_j, -s_j)):
            new = now + sign * step
            weights[place] = limits[place].item() if abs(new - limits[place].item()) < 1e-14 else 0.0 if new < 1e-14 else new
        slope += signs * step * (near[i] - near[j])
    pull = -signs * slope
    free = (weights > 0) & (weights < limits)
    if free.any():
        return weights, pull[free].mean().item()
    up = ((signs > 0) & (weights < limits)) | ((signs < 0) & (weights > 0))
    return weights, (pull.masked_fill(~up, -infinite).max().item() + pull.masked_fill(up, infinite).min().item()) / 2


def __getattr__(name):
    raise AttributeError(f"sklearn.svm.{name} is not here. It would run in scikit-learn: SVC is here.")
