"""Many trees: forests (Breiman, 2001) and gradient boosting (Friedman, 2001), tree by tree as scikit-learn grows them."""

import math

import torch

from ._trees import Task, boosting, columns_of, forest, mean_of
from .base import BaseEstimator, ClassifierMixin, RegressorMixin, check_fitted, classes_of, given_back, in_numpy, keep, numbers_of, random_state_of, refuse, weights_of
from .tree import DecisionTreeClassifier, DecisionTreeRegressor


class _Many(BaseEstimator):
    """What forests and boosting have alike."""

    def _columns(self, X):
        check_fitted(self, "_trees")
        columns = columns_of(X)
        if columns.size(0) != self.n_features_in_:
            raise ValueError(f"X has {columns.size(0)} features, but {type(self).__name__} is expecting {self.n_features_in_} features as input.")
        return columns

    def __len__(self):
        check_fitted(self, "_trees")
        return len(self._trees)

    def _tree(self, place, kind):
        """A tree as a model of its own."""
        settings = {name: value for name, value in self.get_params().items() if name in kind().get_params()}
        made = kind(**settings)
        made._trees = self._trees.part(place)
        if kind is DecisionTreeClassifier:
            made._classes, made.n_classes_ = list(range(len(self._classes))), len(self._classes)
            made.classes_ = in_numpy(torch.arange(made.n_classes_).double())
        return made._shown(self.n_features_in_)


class _Forest(_Many):
    def _learned(self, task):
        refuse(self, oob_score=(False,), warm_start=(False,), verbose=(0,))
        if self.max_samples is not None and not self.bootstrap:
            raise ValueError("`max_sample` cannot be set if `bootstrap=False`. Either switch to `bootstrap=True` or set `max_sample=None`.")
        most = self.max_samples
        draws = None if not self.bootstrap else task.rows if most is None else most if isinstance(most, int) else max(round(task.rows * most), 1)
        state = random_state_of(self.random_state)
        self._trees = forest(task, self, [int(state.randint(2**31 - 1)) for _ in range(self.n_estimators)], draws)
        self.n_features_in_ = task.features
        return self

    estimators_ = property(lambda self: [self._tree(place, self._kind) for place in range(len(self))])
    feature_importances_ = property(lambda self: _mean_of_shares(self._trees.gains(self.n_features_in_)))

    def apply(self, X):
        return in_numpy(self._trees.leaves(self._columns(X)))

    def _mean(self, X, width, trees):
        columns = self._columns(X)
        sums = torch.zeros(columns.size(1), width, dtype=torch.float64)
        return trees.votes(columns, sums) / len(self._trees)


def _mean_of_shares(gains):
    totals = gains.sum(1, True)
    return mean_of(gains / torch.where(totals == 0, 1.0, totals))


class RandomForestClassifier(ClassifierMixin, _Forest):
    _kind = DecisionTreeClassifier

    def __init__(self, n_estimators=100, *, criterion="gini", max_depth=None, min_samples_split=2, min_samples_leaf=1, min_weight_fraction_leaf=0.0, max_features="sqrt", max_leaf_nodes=None,
                 min_impurity_decrease=0.0, bootstrap=True, oob_score=False, n_jobs=None, random_state=None, verbose=0, warm_start=False, class_weight=None, ccp_alpha=0.0, max_samples=None):  # fmt: skip
        """`n_jobs` is how many trees grow at once; they are the same."""
        keep(self, locals())

    def fit(self, X, y, sample_weight=None):
        self._classes, places = classes_of(y)
        self.classes_, self.n_classes_ = given_back(self._classes), len(self._classes)
        return self._learned(Task(X, places, weights_of(self.class_weight, self._classes, places, sample_weight), max(self.n_classes_, 2)))

    def _chances(self, X):
        check_fitted(self, "_trees")
        return self._mean(X, self._trees.values.size(1), self._trees.shares())[:, : self.n_classes_]

    def predict_proba(self, X):
        return in_numpy(self._chances(X))

    def predict(self, X):
        return given_back([self._classes[place] for place in self._chances(X).argmax(1).tolist()])


class RandomForestRegressor(RegressorMixin, _Forest):
    _kind = DecisionTreeRegressor

    def __init__(self, n_estimators=100, *, criterion="squared_error", max_depth=None, min_samples_split=2, min_samples_leaf=1, min_weight_fraction_leaf=0.0, max_features=1.0, max_leaf_nodes=None,
                 min_impurity_decrease=0.0, bootstrap=True, oob_score=False, n_jobs=None, random_state=None, verbose=0, warm_start=False, ccp_alpha=0.0, max_samples=None):  # fmt: skip
        """`n_jobs` is how many trees grow at once; they are the same."""
        keep(self, locals())

    def fit(self, X, y, sample_weight=None):
        return self._learned(Task(X, numbers_of(y), sample_weight))

    def predict(self, X):
        check_fitted(self, "_trees")
        return in_numpy(self._mean(X, 1, self._trees).squeeze(1))


class _Boosting(_Many):
    def _learned(self, task, loss, start):
        refuse(self, init=(None,), warm_start=(False,), verbose=(0,), n_iter_no_change=(None,))
        draws = None if self.subsample == 1.0 else max(1, int(self.subsample * task.rows))
        self._start, self.n_features_in_ = start, task.features
        raw = start.expand(task.rows, start.numel()).contiguous()
        self._trees = boosting(task, self, loss, draws, random_state_of(self.random_state), raw)
        return self

    n_estimators_ = property(lambda self: len(self._trees) // self._start.numel())
    feature_importances_ = property(lambda self: mean_of(self._trees.gains(self.n_features_in_)))

    @property
    def estimators_(self):
        import numpy

        width = self._start.numel()
        rows = [[self._tree(stage * width + place, DecisionTreeRegressor) for place in range(width)] for stage in range(self.n_estimators_)]
        return numpy.array(rows, dtype=object)

    def _raw(self, X):
        columns = self._columns(X)
        return self._trees.votes(columns, self._start.expand(columns.size(1), self._start.numel()).contiguous(), self.learning_rate)

    def _staged(self, X):
        columns, width = self._columns(X), self._start.numel()
        raw = self._start.expand(columns.size(1), width).contiguous()
        for stage in range(self.n_estimators_):
            raw = self._trees.part(stage * width, width).votes(columns, raw, self.learning_rate)
            yield raw


class GradientBoostingClassifier(ClassifierMixin, _Boosting):
    def __init__(self, *, loss="log_loss", learning_rate=0.1, n_estimators=100, subsample=1.0, criterion="friedman_mse", min_samples_split=2, min_samples_leaf=1, min_weight_fraction_leaf=0.0,
                 max_depth=3, min_impurity_decrease=0.0, init=None, random_state=None, max_features=None, verbose=0, max_leaf_nodes=None, warm_start=False, validation_fraction=0.1,
                 n_iter_no_change=None, tol=1e-4, ccp_alpha=0.0):  # fmt: skip
        keep(self, locals())

    def fit(self, X, y, sample_weight=None):
        refuse(self, loss=("log_loss", "deviance"))
        self._classes, places = classes_of(y)
        self.classes_, self.n_classes_ = given_back(self._classes), len(self._classes)
        if self.n_classes_ < 2:
            raise ValueError(f"y contains {self.n_classes_} class after sample_weight trimmed classes with zero weights, while a minimum of 2 classes are required.")
        task = Task(X, places, sample_weight)
        shares = (torch.bincount(places, task.weights) / task.weights.sum()).clamp(1.1920928955078125e-07, 1 - 1.1920928955078125e-07).tolist()
        start = [math.log(shares[1] / (1 - shares[1]))] if self.n_classes_ == 2 else [math.log(share) for share in shares]
        return self._learned(task, 1 if self.n_classes_ == 2 else 2, torch.tensor(start, dtype=torch.float64))

    def _chances(self, raw):
        if self.n_classes_ > 2:
            return (raw - raw.logsumexp(1, True)).exp()
        chance = raw[:, 0].sigmoid()
        return torch.stack([1 - chance, chance], 1)

    def _names(self, raw):
        return given_back([self._classes[place] for place in self._chances(raw).argmax(1).tolist()])

    def decision_function(self, X):
        raw = self._raw(X)
        return in_numpy(raw if self.n_classes_ > 2 else raw.squeeze(1))

    def predict_proba(self, X):
        return in_numpy(self._chances(self._raw(X)))

    def predict(self, X):
        return self._names(self._raw(X))

    def staged_predict(self, X):
        return map(self._names, self._staged(X))

    def staged_predict_proba(self, X):
        return (in_numpy(self._chances(raw)) for raw in self._staged(X))


class GradientBoostingRegressor(RegressorMixin, _Boosting):
    def __init__(self, *, loss="squared_error", learning_rate=0.1, n_estimators=100, subsample=1.0, criterion="friedman_mse", min_samples_split=2, min_samples_leaf=1, min_weight_fraction_leaf=0.0,
                 max_depth=3, min_impurity_decrease=0.0, init=None, random_state=None, max_features=None, alpha=0.9, verbose=0, max_leaf_nodes=None, warm_start=False, validation_fraction=0.1,
                 n_iter_no_change=None, tol=1e-4, ccp_alpha=0.0):  # fmt: skip
        keep(self, locals())

    def fit(self, X, y, sample_weight=None):
        refuse(self, loss=("squared_error",))
        task = Task(X, numbers_of(y), sample_weight)
        mean = (task.answers * task.weights).sum() / task.weights.sum()
        return self._learned(task, 0, mean.reshape(1))

    def predict(self, X):
        return in_numpy(self._raw(X).squeeze(1))

    def staged_predict(self, X):
        return (in_numpy(raw.squeeze(1)) for raw in self._staged(X))


def __getattr__(name):
    raise AttributeError(
        f"sklearn.ensemble.{name} is not here: RandomForestClassifier, RandomForestRegressor, GradientBoostingClassifier and GradientBoostingRegressor are. It would run in scikit-learn."
    )
