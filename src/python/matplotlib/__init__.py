"""matplotlib's names over the course's figures: what a program says is kept as a figure's parts, and drawn by whoever shows it."""

from . import cm, style  # noqa: F401
from ._figure import Axes, Figure, rcParams  # noqa: F401

__version__ = "3.6.3"


def use(backend, *, force=True):
    """Figures go to whoever runs the program, whatever the backend."""


def get_backend():
    return "agg"


def rc(group, **settings):
    for name, value in settings.items():
        rcParams[f"{group}.{name}"] = value


def rcdefaults():
    rcParams.clear()


def __getattr__(name):
    raise AttributeError(f"matplotlib.{name} is not here. It would run in matplotlib.")
