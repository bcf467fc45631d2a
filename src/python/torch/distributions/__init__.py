"""Distributions: samples, logarithms of densities, entropies."""

import sys as _sys

from . import discrete, further, normal, positive, transforms
from .discrete import Bernoulli, Binomial, Categorical, Geometric, Multinomial, OneHotCategorical, Poisson  # noqa: F401
from .distribution import Distribution  # noqa: F401
from .divergence import kl_divergence  # noqa: F401
from .further import Beta, Cauchy, Chi2, Dirichlet, Gamma, Gumbel, HalfNormal, MixtureSameFamily, StudentT  # noqa: F401
from .normal import Independent, LogNormal, MultivariateNormal, Normal  # noqa: F401
from .positive import Exponential, Laplace, Uniform  # noqa: F401
from .transforms import *  # noqa: F401, F403
from .transforms import TransformedDistribution  # noqa: F401

# PyTorch's files of names that stand together here.
for _file, _module in (("gamma", further), ("beta", further), ("dirichlet", further), ("chi2", further), ("studentT", further), ("gumbel", further), ("cauchy", further), ("half_normal", further),
                       ("mixture_same_family", further), ("transformed_distribution", transforms), ("independent", normal), ("log_normal", normal), ("exponential", positive), ("laplace", positive),
                       ("binomial", discrete), ("geometric", discrete), ("poisson", discrete), ("one_hot_categorical", discrete)):  # fmt: skip
    _sys.modules[f"{__name__}.{_file}"] = _module

_FILES = ("bernoulli", "categorical", "multinomial", "multivariate_normal", "uniform", "kl")


def __getattr__(name):
    if name in _FILES:
        from importlib import import_module

        return import_module(f".{name}", __name__)
    raise AttributeError(f"torch.distributions.{name} is not here. It would run in PyTorch.")
