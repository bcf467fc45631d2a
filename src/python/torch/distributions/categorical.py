"""PyTorch's name of a part of `discrete`."""

from .discrete import Categorical  # noqa: F401
