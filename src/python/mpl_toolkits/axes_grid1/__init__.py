"""Axes that stand close: images in a grid, colour bars beside an image."""

from ._divider import make_axes_locatable  # noqa: F401
from ._imagegrid import ImageGrid
from . import axes_grid  # noqa: F401

AxesGrid = ImageGrid


def __getattr__(name):
    raise AttributeError(f"mpl_toolkits.axes_grid1.{name} is not here. It would run in matplotlib.")
