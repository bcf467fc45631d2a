"""Rows to learn from and rows to judge by, and scores over folds."""

import math

import numpy
import torch

from .base import classes_of, clone, given_back, listed, random_state_of


def train_test_split(*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None):
    if not arrays:
        raise ValueError("At least one array required as input")
    count = _length(arrays[0])
    if any(_length(one) != count for one in arrays):
        raise ValueError(f"Found input variables with inconsistent numbers of samples: {[_length(one) for one in arrays]}")
    train, test = _sizes(count, test_size, train_size)
    if not shuffle:
        if stratify is not None:
            raise ValueError("Stratified train/test split is not implemented for shuffle=False")
        chosen, held = list(range(train)), list(range(train, train + test))
    elif stratify is not None:
        chosen, held = _by_classes(stratify, train, test, random_state_of(random_state))
    else:
        order = random_state_of(random_state).permutation(count).tolist()
        chosen, held = order[test : test + train], order[:test]
    return [part for one in arrays for part in (_rows(one, chosen), _rows(one, held))]


def _length(one):
    return one.shape[0] if hasattr(one, "shape") else len(one)


def _rows(one, places):
    """These rows, in the caller's own kind of table."""
    if hasattr(one, "iloc"):
        return one.iloc[places]
    if isinstance(one, (list, tuple)):
        return [one[place] for place in places]
    return one[torch.tensor(places) if isinstance(one, torch.Tensor) else numpy.array(places, dtype=int)]


def _sizes(count, test_size, train_size):
    if test_size is None and train_size is None:
        test_size = 0.25
    for name, size in (("test_size", test_size), ("train_size", train_size)):
        if size is not None and (isinstance(size, float) and not 0 < size < 1 or isinstance(size, int) and not 0 < size < count):
            raise ValueError(f"{name}={size} should be either positive and smaller than the number of samples {count} or a float in the (0, 1) range")
    test = None if test_size is None else math.ceil(test_size * count) if isinstance(test_size, float) else test_size
    train = None if train_size is None else math.floor(train_size * count) if isinstance(train_size, float) else train_size
    train, test = count - test if train is None else train, count - train if test is None else test
    if train + test > count:
        raise ValueError(
            f"The sum of train_size and test_size = {train + test}, should be smaller than the number of samples {count}. Reduce test_size and/or train_size."
        )
    if train == 0:
        raise ValueError(
            f"With n_samples={count}, test_size={test_size} and train_size={train_size}, the resulting train set will be empty. Adjust any of the aforementioned parameters."
        )
    return train, test


def _by_classes(y, train, test, state):
    """As many of each class as its share is."""
    classes, places = classes_of(y)
    rows = [[row for row, place in enumerate(places.tolist()) if place == own] for own in range(len(classes))]
    counts = [len(one) for one in rows]
    if min(counts) < 2:
        raise ValueError(
            "The least populated class in y has only 1 member, which is too few. The minimum number of groups for any class cannot be less than 2."
        )
    if train < len(classes) or test < len(classes):
        raise ValueError(f"The test_size = {test} should be greater or equal to the number of classes = {len(classes)}")
    learned = _shares(counts, train, state)
    held = _shares([count - taken for count, taken in zip(counts, learned)], test, state)
    chosen, judged = [], []
    for own, take, keep in zip(rows, learned, held):
        order = [own[place] for place in state.permutation(len(own)).tolist()]
        chosen += order[:take]
        judged += order[take : take + keep]
    return state.permutation(chosen).tolist(), state.permutation(judged).tolist()


def _shares(counts, draws, state):
    """Whole numbers next to the shares; what is left goes where most was cut off, ties by lot."""
    exact = [count / sum(counts) * draws for count in counts]
    whole = [math.floor(share) for share in exact]
    rest = [share - own for share, own in zip(exact, whole)]
    need = int(draws - sum(whole))
    for value in sorted(set(rest), reverse=True):
        if need <= 0:
            break
        places = [place for place, own in enumerate(rest) if own == value]
        more = min(len(places), need)
        for place in state.choice(numpy.array(places), more, replace=False).tolist():
            whole[place] += 1
        need -= more
    return whole


class KFold:
    def __init__(self, n_splits=5, *, shuffle=False, random_state=None):
        if n_splits < 2:
            raise ValueError(f"k-fold cross-validation requires at least one train/test split by setting n_splits=2 or more, got n_splits={n_splits}.")
        if random_state is not None and not shuffle:
            raise ValueError(
                "Setting a random_state has no effect since shuffle is False. You should leave random_state to its default (None), or set shuffle=True."
            )
        self.n_splits, self.shuffle, self.random_state = n_splits, shuffle, random_state

    def get_n_splits(self, X=None, y=None, groups=None):
        return self.n_splits

    def split(self, X, y=None, groups=None):
        count = _length(X)
        if self.n_splits > count:
            raise ValueError(f"Cannot have number of splits n_splits={self.n_splits} greater than the number of samples: n_samples={count}.")
        for held in self._folds(count, y):
            taken = set(held)
            yield numpy.array([row for row in range(count) if row not in taken], dtype=int), numpy.array(sorted(held), dtype=int)

    def _folds(self, count, y):
        order = list(range(count))
        if self.shuffle:
            random_state_of(self.random_state).shuffle(order)
        start = 0
        for fold in range(self.n_splits):
            size = count // self.n_splits + (fold < count % self.n_splits)
            yield order[start : start + size]
            start += size


class StratifiedKFold(KFold):
    def _folds(self, count, y):
        state = random_state_of(self.random_state)
        names = list(dict.fromkeys(listed(y)))
        codes = [names.index(one) for one in listed(y)]
        ordered = sorted(codes)
        # How many of each class each fold gets.
        shares = [[ordered[fold :: self.n_splits].count(own) for own in range(len(names))] for fold in range(self.n_splits)]
        if all(codes.count(own) < self.n_splits for own in range(len(names))):
            raise ValueError(f"n_splits={self.n_splits} cannot be greater than the number of members in each class.")
        fold_of = [0] * count
        for own in range(len(names)):
            folds = [fold for fold in range(self.n_splits) for _ in range(shares[fold][own])]
            if self.shuffle:
                state.shuffle(folds)
            for row, fold in zip([row for row, code in enumerate(codes) if code == own], folds):
                fold_of[row] = fold
        for fold in range(self.n_splits):
            yield [row for row in range(count) if fold_of[row] == fold]


class LeaveOneOut(KFold):
    def __init__(self):
        self.n_splits = None

    def get_n_splits(self, X=None, y=None, groups=None):
        return _length(X)

    def split(self, X, y=None, groups=None):
        count = _length(X)
        for held in range(count):
            yield numpy.array([row for row in range(count) if row != held], dtype=int), numpy.array([held])


class TimeSeriesSplit(KFold):
    """What comes later is held out, ever later."""

    def __init__(self, n_splits=5, *, max_train_size=None, test_size=None, gap=0):
        self.n_splits, self.max_train_size, self.test_size, self.gap = n_splits, max_train_size, test_size, gap

    def split(self, X, y=None, groups=None):
        count = _length(X)
        size = count // (self.n_splits + 1) if self.test_size is None else self.test_size
        for start in range(count - self.n_splits * size, count, size):
            end = start - self.gap
            yield numpy.arange(max(0, end - self.max_train_size) if self.max_train_size else 0, end), numpy.arange(start, start + size)


class ShuffleSplit(KFold):
    def __init__(self, n_splits=10, *, test_size=None, train_size=None, random_state=None):
        self.n_splits, self.test_size, self.train_size, self.random_state = n_splits, test_size, train_size, random_state

    def split(self, X, y=None, groups=None):
        count, state = _length(X), random_state_of(self.random_state)
        train, test = _sizes(count, 0.1 if self.test_size is None and self.train_size is None else self.test_size, self.train_size)
        for _ in range(self.n_splits):
            order = state.permutation(count)
            yield order[test : test + train], order[:test]


def _splits(cv, estimator, X, y):
    if cv is None or isinstance(cv, int):
        kind = StratifiedKFold if getattr(estimator, "_estimator_type", "") == "classifier" else KFold
        cv = kind(5 if cv is None else cv)
    return list(cv.split(X, y)) if hasattr(cv, "split") else list(cv)


def cross_val_score(estimator, X, y=None, *, cv=None, scoring=None):
    from .metrics import SCORES

    if scoring is not None and not callable(scoring) and scoring not in SCORES:
        raise NotImplementedError(f"scoring={scoring!r} is not here: {', '.join(SCORES)} are.")
    scores = []
    for fit, held in _splits(cv, estimator, X, y):
        model = clone(estimator).fit(_rows(X, fit.tolist()), _rows(y, fit.tolist()))
        rows, answers = _rows(X, held.tolist()), _rows(y, held.tolist())
        scores.append(
            model.score(rows, answers) if scoring is None else scoring(model, rows, answers) if callable(scoring) else SCORES[scoring](model, rows, answers)
        )
    return numpy.array(scores)


def cross_validate(estimator, X, y=None, *, cv=None, scoring=None, return_train_score=False):
    """Scores by name; how long it took is told as it was."""
    import time

    from .metrics import SCORES

    names = (
        {"score": scoring}
        if scoring is None or isinstance(scoring, str)
        else {name: name for name in scoring}
        if isinstance(scoring, (list, tuple))
        else dict(scoring)
    )
    found = {
        "fit_time": [],
        "score_time": [],
        **{f"test_{name}": [] for name in names},
        **({f"train_{name}": [] for name in names} if return_train_score else {}),
    }
    for fit, held in _splits(cv, estimator, X, y):
        begun = time.time()
        model = clone(estimator).fit(_rows(X, fit.tolist()), _rows(y, fit.tolist()))
        found["fit_time"].append(time.time() - begun)
        begun = time.time()
        for name, rule in names.items():
            score = (lambda own, rows, answers: own.score(rows, answers)) if rule is None else rule if callable(rule) else SCORES[rule]
            for part, rows in (("test", held), ("train", fit)) if return_train_score else (("test", held),):
                found[f"{part}_{name}"].append(score(model, _rows(X, rows.tolist()), _rows(y, rows.tolist())))
        found["score_time"].append(time.time() - begun)
    return {name: numpy.array(values) for name, values in found.items()}


def cross_val_predict(estimator, X, y=None, *, cv=None, method="predict"):
    found = {}
    for fit, held in _splits(cv, estimator, X, y):
        model = clone(estimator).fit(_rows(X, fit.tolist()), _rows(y, fit.tolist()))
        for row, answer in zip(held.tolist(), getattr(model, method)(_rows(X, held.tolist())).tolist()):
            found[row] = answer
    return given_back([found[row] for row in range(len(found))])


class ParameterGrid:
    def __init__(self, param_grid):
        self._grids = [param_grid] if isinstance(param_grid, dict) else list(param_grid)

    def __iter__(self):
        from itertools import product

        for grid in self._grids:
            names = sorted(grid)
            for values in product(*(grid[name] for name in names)):
                yield dict(zip(names, values))

    def __len__(self):
        return sum(math.prod(len(values) for values in grid.values()) for grid in self._grids)


class GridSearchCV:
    def __init__(self, estimator, param_grid, *, scoring=None, cv=None, refit=True):
        self.estimator, self.param_grid, self.scoring, self.cv, self.refit = estimator, param_grid, scoring, cv, refit

    def fit(self, X, y=None):
        grid = list(ParameterGrid(self.param_grid))
        scores = [cross_val_score(clone(self.estimator).set_params(**params), X, y, cv=self.cv, scoring=self.scoring) for params in grid]
        means = [float(one.mean()) for one in scores]
        self.best_index_ = means.index(max(means))
        self.best_params_, self.best_score_ = grid[self.best_index_], means[self.best_index_]
        self.cv_results_ = {"params": grid, "mean_test_score": numpy.array(means), "std_test_score": numpy.array([float(one.std()) for one in scores])}
        if self.refit:
            self.best_estimator_ = clone(self.estimator).set_params(**self.best_params_).fit(X, y)
        return self

    def predict(self, X):
        return self.best_estimator_.predict(X)

    def score(self, X, y):
        return self.best_estimator_.score(X, y)


def __getattr__(name):
    raise AttributeError(f"sklearn.model_selection.{name} is not here. It would run in scikit-learn.")
