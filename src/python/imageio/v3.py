"""Version 3's names: one image, or all of an animation, by the same two functions."""

from . import imread, mimwrite  # noqa: F401
from . import imwrite as _imwrite


def imwrite(uri, image, **settings):
    is_many = isinstance(image, (list, tuple)) or getattr(image, "ndim", 2) == 4
    return mimwrite(uri, list(image), **settings) if is_many else _imwrite(uri, image, **settings)
