"""What all models do alike: settings by name, scores, tables and classes as tensors."""

import inspect

import numpy
import torch


class BaseEstimator:
    def get_params(self, deep=True):
        return {name: getattr(self, name) for name in _settings(type(self))}

    def set_params(self, **params):
        for name, value in params.items():
            first, _, rest = name.partition("__")
            if rest:
                getattr(self, first).set_params(**{rest: value})
            elif first not in _settings(type(self)):
                raise ValueError(f"Invalid parameter {name!r} for estimator {self}. Valid parameters are: {list(_settings(type(self)))}.")
            else:
                setattr(self, name, value)
        return self

    def __repr__(self):
        changed = (
            f"{name}={getattr(self, name)!r}"
            for name, default in sorted(_settings(type(self)).items())
            if getattr(self, name) is not default and getattr(self, name) != default
        )
        return f"{type(self).__name__}({', '.join(changed)})"


def keep(model, given):
    """Settings under their names."""
    for name in _settings(type(model)):
        setattr(model, name, given[name])


def _settings(kind):
    return {name: one.default for name, one in inspect.signature(kind.__init__).parameters.items() if name != "self" and one.kind is not one.VAR_KEYWORD}


def clone(estimator):
    """The same settings, nothing learned."""
    if isinstance(estimator, (list, tuple)):
        return type(estimator)(clone(one) for one in estimator)
    if not hasattr(estimator, "get_params"):
        return estimator
    return type(estimator)(**{name: clone(value) for name, value in estimator.get_params().items()})


class ClassifierMixin:
    _estimator_type = "classifier"

    def score(self, X, y, sample_weight=None):
        from .metrics import accuracy_score

        return accuracy_score(y, self.predict(X), sample_weight=sample_weight)


class RegressorMixin:
    _estimator_type = "regressor"

    def score(self, X, y, sample_weight=None):
        from .metrics import r2_score

        return r2_score(y, self.predict(X), sample_weight=sample_weight)


class TransformerMixin:
    def fit_transform(self, X, y=None, **named):
        return (self.fit(X, **named) if y is None else self.fit(X, y, **named)).transform(X)


class NotFittedError(ValueError, AttributeError):
    pass


def check_fitted(model, name):
    if not hasattr(model, name):
        raise NotFittedError(f"This {type(model).__name__} instance is not fitted yet. Call 'fit' with appropriate arguments before using this estimator.")


def refuse(model, **allowed):
    """Settings that are not here: each name with the values that are."""
    for name, values in allowed.items():
        if not any(getattr(model, name) is value or getattr(model, name) == value for value in values):
            raise NotImplementedError(f"{type(model).__name__}({name}={getattr(model, name)!r}) is not here: {', '.join(map(repr, values))} is.")


def table(X, allow_gaps=False):
    """A table as a tensor [rows, columns] in double."""
    X = getattr(X, "values", X) if not isinstance(X, dict) else X
    array = numpy.asarray(X)
    array = array.astype(float) if array.dtype.kind in "OU" else array
    tensor = torch.as_tensor(array._tensor).detach().double()
    if tensor.dim() != 2:
        raise ValueError(
            f"Expected 2D array, got {f'{tensor.dim()}D' if tensor.dim() else 'scalar'} array instead:\narray={numpy.asarray(X)}.\n"
            "Reshape your data either using array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample."
        )
    if not allow_gaps and not tensor.isfinite().all():
        raise ValueError("Input X contains NaN or infinity.")
    return tensor


def listed(y):
    """Answers one after the other."""
    y = getattr(y, "values", y)
    y = y.tolist() if hasattr(y, "tolist") else list(y)
    return [one[0] if isinstance(one, list) and len(one) == 1 else one for one in y]


def classes_of(y):
    """The classes in order, and each answer's place among them."""
    y = listed(y)
    found = sorted(set(y))
    place = {one: number for number, one in enumerate(found)}
    return found, torch.tensor([place[one] for one in y], dtype=torch.int64)


def numbers_of(y):
    """Answers that are numbers, as a tensor [rows]."""
    return torch.as_tensor(numpy.asarray(getattr(y, "values", y))._tensor).double().reshape(-1)


def weights_of(class_weight, classes, places, sample_weight):
    """What each row weighs, by its class and by itself; none where all weigh the same."""
    if class_weight is None:
        return sample_weight
    if isinstance(class_weight, str) and class_weight != "balanced":
        raise NotImplementedError(f"class_weight={class_weight!r} is not here: 'balanced' and a dictionary are.")
    counts = torch.bincount(places).double()
    of_class = (
        len(places) / (len(classes) * counts) if class_weight == "balanced" else torch.tensor([float(class_weight.get(one, 1.0)) for one in classes], dtype=torch.float64)
    )
    own = 1.0 if sample_weight is None else torch.as_tensor(numpy.asarray(sample_weight)._tensor).double()
    return of_class[places] * own


def given_back(values):
    """Answers as an array, of numbers or of words."""
    return numpy.array(list(values))


def random_state_of(seed):
    if seed is None or seed is numpy.random:
        return numpy.random._shared
    return seed if isinstance(seed, (numpy.random.RandomState, numpy.random.Generator)) else numpy.random.RandomState(seed)


def in_numpy(tensor):
    return numpy._of_tensor(tensor.detach())
