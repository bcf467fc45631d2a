"""torchvision's names: data sets of the course, transforms, pictures side by side."""

from . import datasets, transforms, utils  # noqa: F401

__version__ = "0.14.1"


def __getattr__(name):
    if name in ("ops", "models"):
        from importlib import import_module

        return import_module(f".{name}", __name__)
    raise AttributeError(f"torchvision.{name} is not here. It would run in torchvision.")
