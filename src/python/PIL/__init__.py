"""Pictures."""

from . import Image  # noqa: F401

__version__ = "9.4.0"


class UnidentifiedImageError(OSError):
    """A file that is no picture."""


def __getattr__(name):
    raise AttributeError(f"PIL.{name} is not here. It would run in PIL.")
