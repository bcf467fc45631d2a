"""Three dimensions: `add_subplot(projection="3d")` needs no import; programs make it all the same."""

from .axes3d import Axes3D  # noqa: F401
