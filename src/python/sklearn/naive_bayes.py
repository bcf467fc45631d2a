"""Classes by Bayes' rule, as if features did not depend on each other."""

import math

import torch

from .base import BaseEstimator, ClassifierMixin, check_fitted, classes_of, given_back, in_numpy, table


class _Bayes(BaseEstimator, ClassifierMixin):
    def _joint(self, X):
        raise NotImplementedError

    def predict_log_proba(self, X):
        check_fitted(self, "classes_")
        joint = self._joint(table(X))
        return in_numpy(joint - joint.logsumexp(1, True))

    def predict_proba(self, X):
        return in_numpy(self.predict_log_proba(X)._tensor.exp())

    def predict(self, X):
        check_fitted(self, "classes_")
        return given_back([self._classes[place] for place in self._joint(table(X)).argmax(1).tolist()])

    def _groups(self, X, y):
        X, (self._classes, places) = table(X), classes_of(y)
        self.classes_, self.n_features_in_ = given_back(self._classes), X.size(1)
        self._members = torch.nn.functional.one_hot(places, len(self._classes)).double()
        self._counts = self._members.sum(0)
        self.class_count_ = in_numpy(self._counts)
        return X


class GaussianNB(_Bayes):
    def __init__(self, *, priors=None, var_smoothing=1e-9):
        self.priors, self.var_smoothing = priors, var_smoothing

    def fit(self, X, y, sample_weight=None):
        if sample_weight is not None:
            raise NotImplementedError("GaussianNB.fit(sample_weight=...) is not here.")
        X = self._groups(X, y)
        shares = self._members / self._counts
        mean = shares.t() @ X
        spread = shares.t() @ X.square() - mean.square()
        spread = (
            torch.stack([(shares[:, place : place + 1] * (X - mean[place]) ** 2).sum(0) for place in range(len(self._classes))])
            if len(self._classes)
            else spread
        )
        self.epsilon_ = self.var_smoothing * X.var(0, unbiased=False).max().item()
        self._mean, self._spread = mean, spread + self.epsilon_
        self._prior = self._counts / self._counts.sum() if self.priors is None else torch.tensor([float(one) for one in self.priors], dtype=torch.float64)
        self.theta_, self.var_, self.class_prior_ = in_numpy(self._mean), in_numpy(self._spread), in_numpy(self._prior)
        return self

    def _joint(self, X):
        apart = (X.unsqueeze(1) - self._mean) ** 2 / self._spread
        return self._prior.log() - 0.5 * ((2 * math.pi * self._spread).log().sum(1) + apart.sum(2))


class _Counted(_Bayes):
    def __init__(self, *, alpha=1.0, fit_prior=True, class_prior=None):
        self.alpha, self.fit_prior, self.class_prior = alpha, fit_prior, class_prior

    def _set_prior(self):
        count = len(self._classes)
        prior = (
            torch.tensor([float(one) for one in self.class_prior], dtype=torch.float64)
            if self.class_prior is not None
            else self._counts / self._counts.sum()
            if self.fit_prior
            else torch.full((count,), 1.0 / count, dtype=torch.float64)
        )
        self._log_prior = prior.log()
        self.class_log_prior_ = in_numpy(self._log_prior)


class MultinomialNB(_Counted):
    def fit(self, X, y):
        X = self._groups(X.toarray() if hasattr(X, "toarray") else X, y)
        if (X < 0).any():
            raise ValueError("Negative values in data passed to MultinomialNB (input X)")
        counts = self._members.t() @ X
        self._logs = (counts + self.alpha).log() - (counts + self.alpha).sum(1, True).log()
        self.feature_count_, self.feature_log_prob_ = in_numpy(counts), in_numpy(self._logs)
        self._set_prior()
        return self

    def _joint(self, X):
        return X @ self._logs.t() + self._log_prior


class BernoulliNB(_Counted):
    def __init__(self, *, alpha=1.0, binarize=0.0, fit_prior=True, class_prior=None):
        super().__init__(alpha=alpha, fit_prior=fit_prior, class_prior=class_prior)
        self.binarize = binarize

    def _marks(self, X):
        return X if self.binarize is None else (X > self.binarize).double()

    def fit(self, X, y):
        X = self._marks(self._groups(X.toarray() if hasattr(X, "toarray") else X, y))
        counts = self._members.t() @ X
        self._logs = (counts + self.alpha).log() - (self._counts + 2 * self.alpha).log().unsqueeze(1)
        self.feature_count_, self.feature_log_prob_ = in_numpy(counts), in_numpy(self._logs)
        self._set_prior()
        return self

    def _joint(self, X):
        absent = (1 - self._logs.exp()).log()
        return self._marks(X) @ (self._logs - absent).t() + self._log_prior + absent.sum(1)


def __getattr__(name):
    raise AttributeError(f"sklearn.naive_bayes.{name} is not here. It would run in scikit-learn.")
