"""PyTorch's name of a part of `divergence`."""

from .divergence import kl_divergence  # noqa: F401
