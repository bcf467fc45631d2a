"""Linear models: of a number, and of classes by logistic regression."""

import math
import warnings

import torch

from .base import BaseEstimator, ClassifierMixin, RegressorMixin, check_fitted, classes_of, given_back, in_numpy, refuse, table, weights_of
from .exceptions import ConvergenceWarning


class _Line(BaseEstimator, RegressorMixin):
    def predict(self, X):
        check_fitted(self, "coef_")
        found = table(X) @ self._weights + self._bias
        return in_numpy(found.squeeze(1) if self._is_single else found)

    def _answers(self, y):
        import numpy

        answers = torch.as_tensor(numpy.asarray(getattr(y, "values", y))._tensor).double()
        self._is_single = answers.dim() == 1
        return answers.unsqueeze(1) if self._is_single else answers

    def _learned(self, X, y, weigh, alpha):
        weight = torch.ones(X.size(0), 1, dtype=torch.float64) if weigh is None else torch.as_tensor(weigh, dtype=torch.float64).reshape(-1, 1)
        mean_x, mean_y = (weight * X).sum(0) / weight.sum(), (weight * y).sum(0) / weight.sum()
        if not self.fit_intercept:
            mean_x, mean_y = mean_x * 0, mean_y * 0
        root = weight.sqrt()
        left, right = (X - mean_x) * root, (y - mean_y) * root
        if alpha is None:
            import numpy

            self._weights = numpy.linalg.lstsq(in_numpy(left), in_numpy(right))[0]._tensor
        else:
            self._weights = torch.linalg.solve(left.t() @ left + alpha * torch.eye(X.size(1), dtype=torch.float64), left.t() @ right)
        self._bias = mean_y - mean_x @ self._weights
        self.n_features_in_ = X.size(1)
        self.coef_ = in_numpy(self._weights.squeeze(1) if self._is_single else self._weights.t())
        self.intercept_ = self._bias.item() if self._is_single else in_numpy(self._bias)
        return self


class LinearRegression(_Line):
    def __init__(self, *, fit_intercept=True, copy_X=True, n_jobs=None, positive=False):
        self.fit_intercept, self.copy_X, self.n_jobs, self.positive = fit_intercept, copy_X, n_jobs, positive

    def fit(self, X, y, sample_weight=None):
        refuse(self, positive=(False,))
        return self._learned(table(X), self._answers(y), sample_weight, None)


class Ridge(_Line):
    def __init__(self, alpha=1.0, *, fit_intercept=True, copy_X=True, max_iter=None, tol=1e-4, solver="auto", positive=False, random_state=None):
        """The solution is in one step: how long and how exactly to search for it does not count."""
        self.alpha, self.fit_intercept, self.copy_X, self.max_iter, self.tol = alpha, fit_intercept, copy_X, max_iter, tol
        self.solver, self.positive, self.random_state = solver, positive, random_state

    def fit(self, X, y, sample_weight=None):
        refuse(self, positive=(False,))
        return self._learned(table(X), self._answers(y), sample_weight, self.alpha)


class ElasticNet(_Line):
    """The squares' and the sizes' toll, by going down along one coordinate after the other."""

    def __init__(
        self,
        alpha=1.0,
        *,
        l1_ratio=0.5,
        fit_intercept=True,
        precompute=False,
        max_iter=1000,
        copy_X=True,
        tol=1e-4,
        warm_start=False,
        positive=False,
        random_state=None,
        selection="cyclic",
    ):
        self.alpha, self.l1_ratio, self.fit_intercept, self.precompute, self.max_iter, self.copy_X = (
            alpha,
            l1_ratio,
            fit_intercept,
            precompute,
            max_iter,
            copy_X,
        )
        self.tol, self.warm_start, self.positive, self.random_state, self.selection = tol, warm_start, positive, random_state, selection

    def fit(self, X, y, sample_weight=None):
        refuse(self, warm_start=(False,), positive=(False,), selection=("cyclic",))
        if sample_weight is not None:
            raise NotImplementedError(f"{type(self).__name__}.fit(sample_weight=...) is not here.")
        X, y = table(X), self._answers(y)
        if not self._is_single:
            raise NotImplementedError(f"{type(self).__name__} of several answers at once is not here.")
        mean_x, mean_y = (X.mean(0), y.mean(0)) if self.fit_intercept else (X.mean(0) * 0, y.mean(0) * 0)
        gram, slope = (X - mean_x).t() @ (X - mean_x), ((X - mean_x).t() @ (y - mean_y)).squeeze(1).tolist()
        sizes, ridge = self.alpha * self.l1_ratio * X.size(0), self.alpha * (1 - self.l1_ratio) * X.size(0)
        rows, weights = gram.tolist(), [0.0] * X.size(1)
        for self.n_iter_ in range(1, self.max_iter + 1):
            largest = change = 0.0
            for place, row in enumerate(rows):
                if row[place] == 0.0:
                    continue
                before = weights[place]
                rest = slope[place] - sum(a * b for a, b in zip(row, weights)) + row[place] * before
                weights[place] = math.copysign(max(abs(rest) - sizes, 0.0), rest) / (row[place] + ridge)
                change, largest = max(change, abs(weights[place] - before)), max(largest, abs(weights[place]))
            if largest == 0.0 or change / largest < self.tol or self.n_iter_ == self.max_iter:
                if (
                    _gap(X - mean_x, (y - mean_y).squeeze(1), torch.tensor(weights, dtype=torch.float64), sizes, ridge)
                    < self.tol * (y - mean_y).square().sum().item()
                ):
                    break
        self._weights = torch.tensor(weights, dtype=torch.float64).unsqueeze(1)
        self._bias, self.n_features_in_ = mean_y - mean_x @ self._weights, X.size(1)
        self.coef_, self.intercept_ = in_numpy(self._weights.squeeze(1)), self._bias.item()
        return self


def _gap(X, y, weights, sizes, ridge):
    """How far the loss is from the lowest at most: what the dual problem tells."""
    rest = y - X @ weights
    steep = (X.t() @ rest - ridge * weights).abs().max().item()
    share = min(1.0, sizes / steep) if steep else 1.0
    square = rest.square().sum().item()
    gap = 0.5 * square * (1 + share**2) + sizes * weights.abs().sum().item() - share * (rest @ y).item()
    return gap + 0.5 * ridge * (1 + share**2) * weights.square().sum().item()


class Lasso(ElasticNet):
    def __init__(
        self,
        alpha=1.0,
        *,
        fit_intercept=True,
        precompute=False,
        copy_X=True,
        max_iter=1000,
        tol=1e-4,
        warm_start=False,
        positive=False,
        random_state=None,
        selection="cyclic",
    ):
        super().__init__(
            alpha,
            l1_ratio=1.0,
            fit_intercept=fit_intercept,
            precompute=precompute,
            max_iter=max_iter,
            copy_X=copy_X,
            tol=tol,
            warm_start=warm_start,
            positive=positive,
            random_state=random_state,
            selection=selection,
        )


class LogisticRegression(BaseEstimator, ClassifierMixin):
    def __init__(self, penalty="l2", *, dual=False, tol=1e-4, C=1.0, fit_intercept=True, intercept_scaling=1, class_weight=None, random_state=None, solver="lbfgs", max_iter=100,
                 multi_class="auto", verbose=0, warm_start=False, n_jobs=None, l1_ratio=None):  # fmt: skip
        """`random_state` and `n_jobs` concern solvers that draw, and more cores: neither changes where the lowest place is."""
        self.penalty, self.dual, self.tol, self.C, self.fit_intercept, self.intercept_scaling = penalty, dual, tol, C, fit_intercept, intercept_scaling
        self.class_weight, self.random_state, self.solver, self.max_iter, self.multi_class = class_weight, random_state, solver, max_iter, multi_class
        self.verbose, self.warm_start, self.n_jobs, self.l1_ratio = verbose, warm_start, n_jobs, l1_ratio

    def fit(self, X, y, sample_weight=None):
        refuse(self, penalty=("l2", "none", None), dual=(False,), intercept_scaling=(1,), warm_start=(False,), l1_ratio=(None,), multi_class=("auto", "multinomial", "ovr"), verbose=(0,),
               solver=("lbfgs", "newton-cg", "newton-cholesky", "sag", "saga"))  # fmt: skip
        X, (classes, places) = table(X), classes_of(y)
        if len(classes) < 2:
            raise ValueError(f"This solver needs samples of at least 2 classes in the data, but the data contains only one class: {classes[0]!r}")
        if X.size(0) != len(places):
            raise ValueError(f"Found input variables with inconsistent numbers of samples: [{X.size(0)}, {len(places)}]")
        weight = weights_of(self.class_weight, classes, places, sample_weight)
        weight = torch.ones(len(places), dtype=torch.float64) if weight is None else torch.as_tensor(weight, dtype=torch.float64)
        self.classes_, self.n_features_in_, self._is_binary = given_back(classes), X.size(1), len(classes) == 2
        self._apart = self.multi_class == "ovr" and not self._is_binary
        if self._is_binary and self.multi_class != "multinomial":
            found = [_lowest(self, X, places.double(), weight, 1)]
        elif self._apart:
            found = [_lowest(self, X, (places == place).double(), weight, 1) for place in range(len(classes))]
        else:
            found = [_lowest(self, X, places, weight, len(classes))]
        self._weights, self._bias = torch.cat([one[0] for one in found], 1), torch.cat([one[1] for one in found])
        if self._is_binary and self._weights.size(1) == 2:
            self._weights, self._bias = self._weights[:, 1:], self._bias[1:]
            self._is_doubled = True
        else:
            self._is_doubled = False
        self.coef_, self.intercept_ = in_numpy(self._weights.t().contiguous()), in_numpy(self._bias)
        import numpy

        self.n_iter_ = numpy.array([one[2] for one in found])
        return self

    def decision_function(self, X):
        check_fitted(self, "coef_")
        scores = table(X) @ self._weights + self._bias
        return in_numpy(scores.squeeze(1) if self._is_binary else scores)

    def predict(self, X):
        scores = self.decision_function(X)._tensor
        places = (scores > 0).long() if self._is_binary else scores.argmax(1)
        classes = list(self.classes_)
        return given_back([classes[place] for place in places.tolist()])

    def predict_proba(self, X):
        scores = self.decision_function(X)._tensor
        if self._is_binary:
            chance = (scores * 2 if self._is_doubled else scores).sigmoid()
            return in_numpy(torch.stack([1 - chance, chance], 1))
        if self._apart:
            chances = scores.sigmoid()
            return in_numpy(chances / chances.sum(1, True))
        return in_numpy(scores.softmax(1))

    def predict_log_proba(self, X):
        return in_numpy(self.predict_proba(X)._tensor.log())


# After so many it is known how large the loss is.
_FIRST_STEPS = 50


def _lowest(model, X, answers, weight, count):
    """Weights, bias and steps at the lowest place of the weighed loss, and of half the weights' squares by 1 / C."""
    weights = torch.zeros(X.size(1), count, dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(count, dtype=torch.float64, requires_grad=model.fit_intercept)
    learned = [weights, bias] if model.fit_intercept else [weights]
    steepness = 0.0 if model.penalty in (None, "none") else 0.5 / model.C
    optimizer = torch.optim.LBFGS(
        learned,
        max_iter=min(model.max_iter, _FIRST_STEPS),
        max_eval=model.max_iter * 3,
        tolerance_grad=model.tol * 0.01,
        tolerance_change=1e-12,
        history_size=20,
        line_search_fn="strong_wolfe",
    )

    def loss():
        optimizer.zero_grad()
        scores = X @ weights + bias
        if count == 1:
            costs = torch.nn.functional.binary_cross_entropy_with_logits(scores.squeeze(1), answers, reduction="none")
        else:
            costs = torch.nn.functional.cross_entropy(scores, answers, reduction="none")
        total = (costs * weight).sum() + steepness * weights.square().sum()
        total.backward()
        return total

    if optimizer.step(loss).item() > 0 and model.max_iter > _FIRST_STEPS:
        # scipy's bound on how much a step must still bring, which is relative to the loss.
        optimizer.param_groups[0].update(max_iter=model.max_iter - _FIRST_STEPS, tolerance_change=2.2e-9 * max(loss().item(), 1.0))
        optimizer.step(loss)
    steps = optimizer.state[weights]["n_iter"]
    if steps >= model.max_iter:
        warnings.warn(
            f"lbfgs failed to converge (status=1):\nSTOP: TOTAL NO. of ITERATIONS REACHED LIMIT.\n\nIncrease the number of iterations (max_iter={model.max_iter}) or scale the data.",
            ConvergenceWarning,
            stacklevel=3,
        )
    return weights.detach(), bias.detach(), steps


def __getattr__(name):
    raise AttributeError(f"sklearn.linear_model.{name} is not here. It would run in scikit-learn.")
