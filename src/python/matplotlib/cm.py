"""Colour maps by name, and numbers drawn as colours."""

from ._colormap import NAMES, Colormap, named
from ._rc import rcParams
from .colors import Normalize


def get_cmap(name=None, lut=None):
    made = name if isinstance(name, Colormap) else named(name or rcParams["image.cmap"])
    return made.resampled(lut) if lut else made


class ScalarMappable:
    """Numbers with a norm and a colour map."""

    def __init__(self, norm=None, cmap=None):
        self.norm = norm if isinstance(norm, Normalize) else Normalize()
        self.cmap, self.array = get_cmap(cmap), None

    def set_array(self, A):
        self.array = A

    def get_array(self):
        import numpy

        return numpy.array(self.array) if isinstance(self.array, list) else self.array

    def set_cmap(self, cmap):
        self.cmap = get_cmap(cmap)

    def get_cmap(self):
        return self.cmap

    def set_norm(self, norm):
        self.norm = norm

    def set_clim(self, vmin=None, vmax=None):
        vmin, vmax = vmin if isinstance(vmin, (tuple, list)) else (vmin, vmax)
        self.norm.vmin = self.norm.vmin if vmin is None else float(vmin)
        self.norm.vmax = self.norm.vmax if vmax is None else float(vmax)

    def get_clim(self):
        return self.norm.vmin, self.norm.vmax

    def to_rgba(self, x, alpha=None):
        shares = self.norm(x)
        return self.cmap(float(shares) if isinstance(shares, float) else shares, alpha)


def norm_of(norm, vmin, vmax):
    """The norm that was given, or one from vmin to vmax."""
    if norm == "log":
        from .colors import LogNorm

        return LogNorm(vmin, vmax)
    if norm is None or norm == "linear":
        return Normalize(vmin, vmax)
    if vmin is not None or vmax is not None:
        raise ValueError("Passing a Normalize instance simultaneously with vmin/vmax is not supported. Please pass vmin/vmax directly to the norm when creating it.")
    return norm


def __getattr__(name):
    if name.removesuffix("_r") in NAMES:
        return named(name)
    raise AttributeError(f"matplotlib.cm.{name} is not here. It would run in matplotlib.")
