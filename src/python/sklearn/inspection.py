"""How much worse a model is judged when one column is shuffled."""

import numpy

from .base import random_state_of


class Bunch(dict):
    """Results by name."""

    def __getattr__(self, name):
        if name not in self:
            raise AttributeError(name)
        return self[name]


def permutation_importance(estimator, X, y, *, scoring=None, n_repeats=5, n_jobs=None, random_state=None):
    """`n_jobs` is how many columns are tried at once; the scores are the same."""
    from .metrics import SCORES

    judge = (lambda model, X, y: model.score(X, y)) if scoring is None else scoring if callable(scoring) else SCORES[scoring]
    seed = int(random_state_of(random_state).randint(2**31 - 1 + 1))
    table, whole = numpy.asarray(getattr(X, "values", X)), judge(estimator, X, y)
    rows = []
    for column in range(table.shape[1]):
        state, order, shuffled = random_state_of(seed), numpy.arange(table.shape[0]), table.copy()
        scores = []
        for _ in range(n_repeats):
            state.shuffle(order)
            shuffled[:, column] = shuffled[order, column]
            scores.append(whole - judge(estimator, shuffled, y))
        rows.append(scores)
    found = numpy.array(rows)
    return Bunch(importances_mean=found.mean(axis=1), importances_std=found.std(axis=1), importances=found)


def __getattr__(name):
    raise AttributeError(f"sklearn.inspection.{name} is not here. It would run in scikit-learn.")
