"""Gaps filled."""

import torch

from .base import BaseEstimator, TransformerMixin, check_fitted, in_numpy, refuse, table


class SimpleImputer(TransformerMixin, BaseEstimator):
    def __init__(
        self, *, missing_values=float("nan"), strategy="mean", fill_value=None, verbose="deprecated", copy=True, add_indicator=False, keep_empty_features=False
    ):
        self.missing_values, self.strategy, self.fill_value, self.verbose, self.copy = missing_values, strategy, fill_value, verbose, copy
        self.add_indicator, self.keep_empty_features = add_indicator, keep_empty_features

    def _gaps(self, X):
        return X.isnan() if self.missing_values != self.missing_values else X == self.missing_values

    def fit(self, X, y=None):
        refuse(self, strategy=("mean", "median", "most_frequent", "constant"), copy=(True,), keep_empty_features=(False,))
        X = table(X, True)
        fills = []
        for column, gaps in zip(X.t(), self._gaps(X).t()):
            own = column[~gaps]
            if self.strategy == "constant":
                fills.append(0.0 if self.fill_value is None else float(self.fill_value))
            elif not own.numel():
                raise NotImplementedError("a column of nothing but gaps is not here.")
            else:
                fills.append({"mean": lambda: own.mean(), "median": lambda: own.quantile(0.5), "most_frequent": lambda: own.mode()[0]}[self.strategy]().item())
        self._fills, self._marked, self.n_features_in_ = torch.tensor(fills, dtype=torch.float64), self._gaps(X).any(0), X.size(1)
        self.statistics_ = in_numpy(self._fills)
        return self

    def transform(self, X):
        check_fitted(self, "statistics_")
        X = table(X, True)
        gaps = self._gaps(X)
        found = torch.where(gaps, self._fills, X)
        return in_numpy(torch.cat([found, gaps[:, self._marked].double()], 1) if self.add_indicator else found)


def __getattr__(name):
    raise AttributeError(f"sklearn.impute.{name} is not here. It would run in scikit-learn.")
