"""Three dimensions: `add_subplot(projection="3d")` needs no import; programs make it all the same."""

from matplotlib._figure import Axes as Axes3D  # noqa: F401
