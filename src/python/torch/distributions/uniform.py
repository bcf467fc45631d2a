"""PyTorch's name of a part of `positive`."""

from .positive import Uniform  # noqa: F401
