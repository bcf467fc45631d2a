"""Columns made ready each in its own way."""

import numpy
import torch

from .base import BaseEstimator, TransformerMixin, clone


class ColumnTransformer(TransformerMixin, BaseEstimator):
    def __init__(self, transformers, *, remainder="drop", sparse_threshold=0.3, n_jobs=None, transformer_weights=None, verbose=False):
        """Tables are dense here, whatever the threshold."""
        if remainder not in ("drop", "passthrough") or transformer_weights is not None or verbose:
            raise NotImplementedError("ColumnTransformer(transformer_weights, verbose, remainder=a transformer) is not here.")
        self.transformers, self.remainder, self.sparse_threshold = transformers, remainder, sparse_threshold
        self.n_jobs, self.transformer_weights, self.verbose = n_jobs, transformer_weights, verbose

    def get_params(self, deep=True):
        return {"transformers": [(name, one, columns) for name, one, columns in self.transformers], "remainder": self.remainder}

    def fit(self, X, y=None):
        self.fit_transform(X, y)
        return self

    def fit_transform(self, X, y=None):
        self.transformers_ = [(name, one if isinstance(one, str) else clone(one), columns) for name, one, columns in self.transformers]
        used = [place for _, _, columns in self.transformers_ for place in _places(X, columns)]
        self._rest = [place for place in range(_width(X)) if place not in used] if self.remainder == "passthrough" else []
        return self._joined(X, lambda one, part: one.fit_transform(part) if y is None else one.fit_transform(part, y))

    def transform(self, X):
        return self._joined(X, lambda one, part: one.transform(part))

    def _joined(self, X, run):
        parts = [
            _part(X, _places(X, columns)) if one == "passthrough" else run(one, _part(X, _places(X, columns)))
            for _, one, columns in self.transformers_
            if one != "drop"
        ]
        parts += [_part(X, self._rest)] if self._rest else []
        return numpy.hstack([part.toarray() if hasattr(part, "toarray") else numpy.asarray(getattr(part, "values", part)) for part in parts])


def _width(X):
    return X.shape[1]


def _places(X, columns):
    if isinstance(columns, slice):
        return list(range(_width(X)))[columns]
    columns = [columns] if isinstance(columns, (int, str)) else list(columns)
    return [list(X.columns).index(one) if isinstance(one, str) else one for one in columns]


def _part(X, places):
    return X.iloc[:, places] if hasattr(X, "iloc") else X[:, torch.tensor(places) if isinstance(X, torch.Tensor) else numpy.array(places)]


def __getattr__(name):
    raise AttributeError(f"sklearn.compose.{name} is not here. It would run in scikit-learn.")
