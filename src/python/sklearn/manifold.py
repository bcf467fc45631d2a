"""t-SNE (van der Maaten and Hinton, 2008): points in the plane that are neighbours where they were neighbours."""

import math

import torch

from .base import BaseEstimator, in_numpy, random_state_of, refuse, table


class TSNE(BaseEstimator):
    def __init__(self, n_components=2, *, perplexity=30.0, early_exaggeration=12.0, learning_rate="auto", n_iter=1000, n_iter_without_progress=300, min_grad_norm=1e-7, metric="euclidean",
                 metric_params=None, init="pca", verbose=0, random_state=None, method="barnes_hut", angle=0.5, n_jobs=None):  # fmt: skip
        """All forces are summed here, whatever `method`, `angle` and `n_jobs` say of ways to do it faster."""
        self.n_components, self.perplexity, self.early_exaggeration, self.learning_rate, self.n_iter = (
            n_components,
            perplexity,
            early_exaggeration,
            learning_rate,
            n_iter,
        )
        self.n_iter_without_progress, self.min_grad_norm, self.metric, self.metric_params, self.init = (
            n_iter_without_progress,
            min_grad_norm,
            metric,
            metric_params,
            init,
        )
        self.verbose, self.random_state, self.method, self.angle, self.n_jobs = verbose, random_state, method, angle, n_jobs

    def fit(self, X, y=None):
        self.fit_transform(X)
        return self

    def fit_transform(self, X, y=None):
        refuse(self, metric=("euclidean", "precomputed"), metric_params=(None,), method=("barnes_hut", "exact"))
        X = table(X)
        count = X.size(0)
        if self.perplexity >= count:
            raise ValueError("perplexity must be less than n_samples")
        if self.n_iter < 250:
            raise ValueError("n_iter should be at least 250")
        distances = X.square() if self.metric == "precomputed" else _squares(X)
        nearness = _nearness(distances, self.perplexity)
        rate = max(count / self.early_exaggeration / 4, 50.0) if self.learning_rate == "auto" else self.learning_rate
        self.learning_rate_ = rate
        places = self._begun(X).float()
        places, cost, steps = self._descended(nearness.float(), places, rate)
        self.embedding_, self.kl_divergence_, self.n_iter_, self.n_features_in_ = in_numpy(places), cost, steps, X.size(1)
        if self.verbose:
            print(f"[t-SNE] KL divergence after {steps} iterations: {cost:f}")
        return self.embedding_

    def _begun(self, X):
        if not isinstance(self.init, str):
            return table(self.init)
        if self.init == "pca":
            if self.metric == "precomputed":
                raise ValueError('The parameter init="pca" cannot be used with metric="precomputed".')
            from .decomposition import PCA

            projected = PCA(self.n_components).fit_transform(in_numpy(X))._tensor
            return projected / projected[:, 0].std(unbiased=False) * 1e-4
        if self.init != "random":
            raise ValueError("The 'init' parameter of TSNE must be a str among {'pca', 'random'} or an array-like.")
        return 1e-4 * random_state_of(self.random_state).standard_normal((X.size(0), self.n_components))._tensor

    def _descended(self, nearness, places, rate):
        """Steps with momentum, each coordinate with a gain of its own; at first everything pulls harder than it is near."""
        change, gains = torch.zeros_like(places), torch.ones_like(places)
        best, best_step, cost, step = math.inf, 0, math.inf, 0
        for step in range(1, self.n_iter + 1):
            is_early = step <= 250
            if step == 251:
                best, best_step = math.inf, step
                change, gains = torch.zeros_like(places), torch.ones_like(places)
            wanted = nearness * self.early_exaggeration if is_early else nearness
            near = 1.0 / (1.0 + _squares(places))
            near.fill_diagonal_(0.0)
            found = near / near.sum()
            pull = (wanted - found) * near
            freedom = max(self.n_components - 1, 1)
            gradient = (pull.sum(1, True) * places - pull @ places) * (2.0 * (freedom + 1.0) / freedom)
            gains = torch.where(change * gradient < 0, gains + 0.2, gains * 0.8).clamp(min=0.01)
            change = change * (0.5 if is_early else 0.8) - rate * gains * gradient
            places = places + change
            if step % 50 == 0:
                cost = (wanted * ((wanted + 1e-12) / (found + 1e-12)).log()).sum().item()
                if cost < best:
                    best, best_step = cost, step
                elif not is_early and step - best_step > self.n_iter_without_progress:
                    break
                if gradient.norm().item() <= self.min_grad_norm:
                    break
        near = 1.0 / (1.0 + _squares(places))
        near.fill_diagonal_(0.0)
        found = near / near.sum()
        return places, (nearness * ((nearness + 1e-12) / (found + 1e-12)).log()).sum().item(), step


def _squares(X):
    own = X.square().sum(1)
    return (own.unsqueeze(1) + own.unsqueeze(0) - 2 * (X @ X.t())).clamp(min=0)


def _nearness(distances, perplexity):
    """How near each is to each: around each a bell so wide that it holds as many neighbours as `perplexity` says."""
    count = distances.size(0)
    wanted = math.log(perplexity)
    low, high = torch.zeros(count, 1, dtype=torch.float64), torch.full((count, 1), math.inf, dtype=torch.float64)
    sharp = torch.ones(count, 1, dtype=torch.float64)
    shifted = distances + torch.eye(count, dtype=torch.float64) * 1e300
    shifted = distances - shifted.amin(1, True)
    for _ in range(100):
        chances = (-shifted * sharp).exp()
        chances.fill_diagonal_(0.0)
        total = chances.sum(1, True)
        spread = total.log() + sharp * (shifted * chances).sum(1, True) / total
        gap = spread - wanted
        if gap.abs().max().item() <= 1e-5:
            break
        low, high = torch.where(gap > 0, sharp, low), torch.where(gap > 0, high, sharp)
        sharp = torch.where(high.isinf(), sharp * 2, torch.where(low == 0, sharp / 2, (low + high) / 2))
    chances = chances / total
    both = chances + chances.t()
    return (both / both.sum()).clamp(min=2.220446049250313e-16)


def __getattr__(name):
    raise AttributeError(f"sklearn.manifold.{name} is not here. It would run in scikit-learn.")
