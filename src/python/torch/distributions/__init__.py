"""Distributions: samples, logarithms of densities, entropies."""

from .discrete import Bernoulli, Binomial, Categorical, Geometric, Multinomial, OneHotCategorical, Poisson  # noqa: F401
from .distribution import Distribution  # noqa: F401
from .divergence import kl_divergence  # noqa: F401
from .normal import Independent, LogNormal, MultivariateNormal, Normal  # noqa: F401
from .positive import Exponential, Laplace, Uniform  # noqa: F401


_FILES = ("bernoulli", "categorical", "multinomial", "multivariate_normal", "uniform", "kl")


def __getattr__(name):
    if name in _FILES:
        from importlib import import_module

        return import_module(f".{name}", __name__)
    raise AttributeError(f"torch.distributions.{name} is not here. It would run in PyTorch.")
