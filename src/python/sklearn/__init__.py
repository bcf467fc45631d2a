"""scikit-learn's names over the course's tensors: a little of it, computed here. What is not here says so."""

from .base import clone  # noqa: F401

__version__ = "1.2.1"


def __getattr__(name):
    raise AttributeError(f"sklearn.{name} is not here. It would run in scikit-learn.")
