"""Where programs look for ImageGrid, too."""

from ._imagegrid import ImageGrid  # noqa: F401
