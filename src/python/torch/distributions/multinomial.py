"""PyTorch's name of a part of `discrete`."""

from .discrete import Multinomial  # noqa: F401
