"""PyTorch's name of a part of `discrete`."""

from .discrete import Bernoulli  # noqa: F401
