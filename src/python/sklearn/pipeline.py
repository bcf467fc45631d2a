"""Steps one after the other as one model."""

from .base import BaseEstimator


class Pipeline(BaseEstimator):
    def __init__(self, steps, *, memory=None, verbose=False):
        if memory is not None or verbose:
            raise NotImplementedError("Pipeline(memory, verbose) is not here.")
        self.steps, self.memory, self.verbose = steps, memory, verbose

    named_steps = property(lambda self: dict(self.steps))
    _last = property(lambda self: self.steps[-1][1])
    classes_ = property(lambda self: self._last.classes_)
    _estimator_type = property(lambda self: getattr(self._last, "_estimator_type", ""))

    def get_params(self, deep=True):
        return {"steps": self.steps, "memory": None, "verbose": False}

    def set_params(self, **params):
        for name, value in params.items():
            step, _, rest = name.partition("__")
            if not rest:
                raise ValueError(f"Invalid parameter {name!r} for estimator {self}.")
            self.named_steps[step].set_params(**{rest: value})
        return self

    def fit(self, X, y=None, **named):
        for _, step in self.steps[:-1]:
            X = step.fit_transform(X, y)
        self._last.fit(X, y, **named)
        return self

    def fit_transform(self, X, y=None):
        self.fit(X, y)
        return self.transform(X)

    def _before(self, X):
        for _, step in self.steps[:-1]:
            X = step.transform(X)
        return X

    def transform(self, X):
        return self._last.transform(self._before(X))

    def predict(self, X):
        return self._last.predict(self._before(X))

    def predict_proba(self, X):
        return self._last.predict_proba(self._before(X))

    def decision_function(self, X):
        return self._last.decision_function(self._before(X))

    def score(self, X, y=None):
        return self._last.score(self._before(X), y)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return Pipeline(self.steps[place])
        return self.named_steps[place] if isinstance(place, str) else self.steps[place][1]

    def __len__(self):
        return len(self.steps)

    def __repr__(self):
        return f"Pipeline(steps={self.steps!r})"


def make_pipeline(*steps, memory=None, verbose=False):
    names = [type(step).__name__.lower() for step in steps]
    numbered = [f"{name}-{names[: place + 1].count(name)}" if names.count(name) > 1 else name for place, name in enumerate(names)]
    return Pipeline(list(zip(numbered, steps)), memory=memory, verbose=verbose)


def __getattr__(name):
    raise AttributeError(f"sklearn.pipeline.{name} is not here. It would run in scikit-learn.")
