"""Tables made ready: scaled, encoded, with more columns."""

import numpy
import torch

from ._scalers import Binarizer, MaxAbsScaler, Normalizer, RobustScaler  # noqa: F401
from .base import BaseEstimator, TransformerMixin, check_fitted, given_back, in_numpy, listed, refuse, table


class StandardScaler(TransformerMixin, BaseEstimator):
    def __init__(self, *, copy=True, with_mean=True, with_std=True):
        self.copy, self.with_mean, self.with_std = copy, with_mean, with_std

    def fit(self, X, y=None):
        refuse(self, copy=(True,))
        X = table(X, True)
        mean = X.nanmean(0)
        variance = (X - mean).square().nanmean(0)
        # A column of one value has nothing to scale.
        spread = torch.where(variance <= 10 * X.size(0) * 2.220446049250313e-16 * (variance + mean.square()), 1.0, variance.sqrt())
        self.n_features_in_, self.n_samples_seen_ = X.size(1), X.size(0)
        self.mean_ = in_numpy(mean) if self.with_mean else None
        self.var_, self.scale_ = (in_numpy(variance), in_numpy(spread)) if self.with_std else (None, None)
        return self

    def transform(self, X):
        check_fitted(self, "n_features_in_")
        X = _fitting(self, X)
        X = X - self.mean_._tensor if self.with_mean else X
        return in_numpy(X / self.scale_._tensor if self.with_std else X)

    def inverse_transform(self, X):
        X = table(X, True)
        X = X * self.scale_._tensor if self.with_std else X
        return in_numpy(X + self.mean_._tensor if self.with_mean else X)


def _fitting(model, X):
    X = table(X, True)
    if X.size(1) != model.n_features_in_:
        raise ValueError(f"X has {X.size(1)} features, but {type(model).__name__} is expecting {model.n_features_in_} features as input.")
    return X


class MinMaxScaler(TransformerMixin, BaseEstimator):
    def __init__(self, feature_range=(0, 1), *, copy=True, clip=False):
        self.feature_range, self.copy, self.clip = feature_range, copy, clip

    def fit(self, X, y=None):
        refuse(self, copy=(True,))
        X, (low, high) = table(X), self.feature_range
        if low >= high:
            raise ValueError(f"Minimum of desired feature range must be smaller than maximum. Got {self.feature_range}.")
        least, most = X.amin(0), X.amax(0)
        width = most - least
        scale = (high - low) / torch.where(width == 0, 1.0, width)
        self.n_features_in_ = X.size(1)
        self.data_min_, self.data_max_, self.data_range_, self.scale_, self.min_ = map(in_numpy, (least, most, width, scale, low - least * scale))
        return self

    def transform(self, X):
        check_fitted(self, "scale_")
        found = _fitting(self, X) * self.scale_._tensor + self.min_._tensor
        return in_numpy(found.clamp(*self.feature_range) if self.clip else found)

    def inverse_transform(self, X):
        return in_numpy((table(X) - self.min_._tensor) / self.scale_._tensor)


class LabelEncoder(TransformerMixin, BaseEstimator):
    def __init__(self):
        """Without settings."""

    def fit(self, y):
        self._names = sorted(set(listed(y)))
        self.classes_ = given_back(self._names)
        return self

    def fit_transform(self, y):
        return self.fit(y).transform(y)

    def transform(self, y):
        check_fitted(self, "classes_")
        unknown = [one for one in listed(y) if one not in self._names]
        if unknown:
            raise ValueError(f"y contains previously unseen labels: {unknown}")
        return numpy.array([self._names.index(one) for one in listed(y)])

    def inverse_transform(self, y):
        return given_back([self._names[int(place)] for place in listed(y)])


class _Wide:
    """Many zeros; scikit-learn keeps the others only, here all are kept."""

    def __init__(self, tensor):
        self._tensor, self.shape = tensor, tuple(tensor.shape)

    def toarray(self):
        return in_numpy(self._tensor)

    todense = toarray

    def __array__(self, dtype=None):
        return self.toarray()


class OneHotEncoder(TransformerMixin, BaseEstimator):
    def __init__(
        self,
        *,
        categories="auto",
        drop=None,
        sparse="deprecated",
        sparse_output=True,
        dtype=float,
        handle_unknown="error",
        min_frequency=None,
        max_categories=None,
    ):
        self.categories, self.drop, self.sparse, self.sparse_output, self.dtype = categories, drop, sparse, sparse_output, dtype
        self.handle_unknown, self.min_frequency, self.max_categories = handle_unknown, min_frequency, max_categories

    def fit(self, X, y=None):
        refuse(self, drop=(None, "first", "if_binary"), handle_unknown=("error", "ignore", "infrequent_if_exist"))
        columns = _columns(X)
        self._names = [list(own) for own in self.categories] if self.categories != "auto" else [sorted(set(column)) for column in columns]
        self._rare = [self._rare_of(column, own) for column, own in zip(columns, self._names)]
        if self.drop is not None and any(self._rare):
            raise NotImplementedError("OneHotEncoder(drop=...) together with rare categories is not here.")
        # Words in lists are anything (`object`), words in an array of words are words.
        kind = None if getattr(getattr(X, "dtype", None), "kind", None) == "U" else object
        shown = lambda own: numpy.array(own, dtype=kind if any(isinstance(one, str) for one in own) else None)
        self.categories_, self.n_features_in_ = [shown(own) for own in self._names], len(columns)
        self.infrequent_categories_ = [shown(own) if own else None for own in self._rare]
        return self

    def _rare_of(self, column, names):
        """The categories that share one column."""
        least = 0 if self.min_frequency is None else self.min_frequency * (len(column) if isinstance(self.min_frequency, float) else 1)
        counts = [column.count(name) for name in names]
        rare = {place for place, count in enumerate(counts) if count < least}
        if self.max_categories is not None and len(names) - len(rare) + bool(rare) > self.max_categories:
            rare |= set(sorted(range(len(names)), key=counts.__getitem__)[: len(names) - self.max_categories + 1])
        return [names[place] for place in sorted(rare)]

    def _kept(self):
        """The categories with a column of their own."""
        for own, rare in zip(self._names, self._rare):
            skipped = own[:1] if self.drop == "first" or (self.drop == "if_binary" and len(own) == 2) else rare
            yield [name for name in own if name not in skipped]

    def transform(self, X):
        check_fitted(self, "categories_")
        parts = []
        for place, (column, own, kept, rare) in enumerate(zip(_columns(X), self._names, self._kept(), self._rare)):
            unknown = sorted(set(column).difference(own), key=str)
            if unknown and self.handle_unknown == "error":
                raise ValueError(f"Found unknown categories {unknown} in column {place} during transform")
            others = rare + unknown if self.handle_unknown == "infrequent_if_exist" else rare
            code = {**dict.fromkeys(others, len(kept)), **{name: number for number, name in enumerate(kept)}}
            codes = torch.tensor([code.get(one, -1) for one in column])
            parts.append(codes.unsqueeze(1) == torch.arange(len(kept) + bool(rare)))
        found = torch.cat(parts, 1).double()
        is_sparse = self.sparse_output if self.sparse == "deprecated" else self.sparse
        return _Wide(found) if is_sparse else in_numpy(found).astype(self.dtype)

    def get_feature_names_out(self, input_features=None):
        names = input_features or [f"x{place}" for place in range(self.n_features_in_)]
        columns = zip(names, self._kept(), self._rare)
        return numpy.array([f"{name}_{one}" for name, kept, rare in columns for one in kept + ["infrequent_sklearn"] * bool(rare)], dtype=object)

    def inverse_transform(self, X):
        if self.drop is not None or any(self._rare):
            raise NotImplementedError("inverse_transform with dropped or rare categories is not here.")
        rows, found, start = (X.toarray() if hasattr(X, "toarray") else numpy.asarray(X)).tolist(), [], 0
        for own in self._names:
            found.append([own[row[start : start + len(own)].index(1.0)] for row in rows])
            start += len(own)
        is_wordy = any(isinstance(one, str) for own in self._names for one in own)
        return numpy.array([list(row) for row in zip(*found)], dtype=object if is_wordy else None)


class OrdinalEncoder(TransformerMixin, BaseEstimator):
    def __init__(self, *, categories="auto"):
        self.categories = categories

    def fit(self, X, y=None):
        self._names = [list(own) for own in self.categories] if self.categories != "auto" else [sorted(set(column)) for column in _columns(X)]
        self.categories_ = [given_back(own) for own in self._names]
        return self

    def transform(self, X):
        return numpy.array([[float(own.index(one)) for one, own in zip(row, self._names)] for row in zip(*_columns(X))])


def _columns(X):
    if hasattr(X, "columns"):
        return [X[name].tolist() for name in X.columns]
    rows = X.tolist() if hasattr(X, "tolist") else [list(row) for row in X]
    return [list(column) for column in zip(*rows)]


class PolynomialFeatures(TransformerMixin, BaseEstimator):
    def __init__(self, degree=2, *, interaction_only=False, include_bias=True, order="C"):
        self.degree, self.interaction_only, self.include_bias, self.order = degree, interaction_only, include_bias, order

    def fit(self, X, y=None):
        from itertools import combinations, combinations_with_replacement

        refuse(self, order=("C",))
        self.n_features_in_ = table(X).size(1)
        low, high = (1, self.degree) if isinstance(self.degree, int) else self.degree
        choose = combinations if self.interaction_only else combinations_with_replacement
        self._terms = [()] * self.include_bias + [term for degree in range(max(low, 1), high + 1) for term in choose(range(self.n_features_in_), degree)]
        self.n_output_features_ = len(self._terms)
        return self

    def transform(self, X):
        X = _fitting(self, X)
        return in_numpy(torch.stack([X[:, list(term)].prod(1) if term else torch.ones(X.size(0), dtype=torch.float64) for term in self._terms], 1))


class LabelBinarizer(TransformerMixin, BaseEstimator):
    def __init__(self, *, neg_label=0, pos_label=1, sparse_output=False):
        self.neg_label, self.pos_label, self.sparse_output = neg_label, pos_label, sparse_output

    def fit(self, y):
        refuse(self, sparse_output=(False,))
        self._names = sorted(set(listed(y)))
        self.classes_ = given_back(self._names)
        return self

    def transform(self, y):
        found = label_binarize(y, classes=self._names, neg_label=self.neg_label, pos_label=self.pos_label)
        return found

    def inverse_transform(self, Y):
        rows = table(Y)
        places = (rows.reshape(-1) > 0.5).long() if len(self._names) == 2 else rows.argmax(1)
        return given_back([self._names[place] for place in places.tolist()])


class FunctionTransformer(TransformerMixin, BaseEstimator):
    def __init__(self, func=None, inverse_func=None, *, validate=False):
        self.func, self.inverse_func, self.validate = func, inverse_func, validate

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        return X if self.func is None else self.func(X)

    def inverse_transform(self, X):
        return X if self.inverse_func is None else self.inverse_func(X)


def minmax_scale(X, feature_range=(0, 1)):
    return MinMaxScaler(feature_range).fit_transform(X)


def normalize(X, norm="l2", *, axis=1):
    X, power = table(X), {"l1": 1.0, "l2": 2.0, "max": float("inf")}[norm]
    sizes = X.norm(power, axis, True)
    return in_numpy(X / torch.where(sizes == 0, 1.0, sizes))


def label_binarize(y, *, classes, neg_label=0, pos_label=1):
    found = numpy.array([[pos_label if one == own else neg_label for own in classes] for one in listed(y)])
    return found[:, 1:] if len(classes) == 2 else found


def scale(X, *, axis=0, with_mean=True, with_std=True):
    scaler = StandardScaler(with_mean=with_mean, with_std=with_std)
    return scaler.fit_transform(X) if axis == 0 else in_numpy(scaler.fit_transform(in_numpy(table(X).t()))._tensor.t())


def __getattr__(name):
    raise AttributeError(f"sklearn.preprocessing.{name} is not here. It would run in scikit-learn.")
