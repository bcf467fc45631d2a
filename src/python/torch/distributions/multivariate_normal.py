"""PyTorch's name of a part of `normal`."""

from .normal import MultivariateNormal  # noqa: F401
