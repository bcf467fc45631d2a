"""The same names: programs choose a version."""

from . import get_writer, imread, imsave, imwrite, mimsave, mimwrite  # noqa: F401
