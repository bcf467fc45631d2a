"""Further scales for a table's rows and columns."""

import torch

from .base import BaseEstimator, TransformerMixin, in_numpy, refuse, table


class Normalizer(TransformerMixin, BaseEstimator):
    def __init__(self, norm="l2", *, copy=True):
        self.norm, self.copy = norm, copy

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        from .preprocessing import normalize

        return normalize(X, self.norm)


class Binarizer(TransformerMixin, BaseEstimator):
    def __init__(self, *, threshold=0.0, copy=True):
        self.threshold, self.copy = threshold, copy

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        return in_numpy((table(X) > self.threshold).double())


class MaxAbsScaler(TransformerMixin, BaseEstimator):
    def __init__(self, *, copy=True):
        self.copy = copy

    def fit(self, X, y=None):
        sizes = table(X).abs().amax(0)
        self._scale = torch.where(sizes == 0, 1.0, sizes)
        self.max_abs_, self.scale_ = in_numpy(sizes), in_numpy(self._scale)
        return self

    def transform(self, X):
        return in_numpy(table(X) / self._scale)

    def inverse_transform(self, X):
        return in_numpy(table(X) * self._scale)


class RobustScaler(TransformerMixin, BaseEstimator):
    def __init__(self, *, with_centering=True, with_scaling=True, quantile_range=(25.0, 75.0), copy=True, unit_variance=False):
        self.with_centering, self.with_scaling, self.quantile_range, self.copy, self.unit_variance = (
            with_centering,
            with_scaling,
            quantile_range,
            copy,
            unit_variance,
        )

    def fit(self, X, y=None):
        refuse(self, unit_variance=(False,))
        X = table(X)
        low, high = (X.quantile(share / 100, 0) for share in self.quantile_range)
        self._centre = X.quantile(0.5, 0) if self.with_centering else X[0] * 0
        self._scale = torch.where(high == low, 1.0, high - low) if self.with_scaling else X[0] * 0 + 1
        self.center_, self.scale_ = in_numpy(self._centre), in_numpy(self._scale)
        return self

    def transform(self, X):
        return in_numpy((table(X) - self._centre) / self._scale)

    def inverse_transform(self, X):
        return in_numpy(table(X) * self._scale + self._centre)
