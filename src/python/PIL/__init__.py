"""Pictures."""

from . import Image  # noqa: F401
