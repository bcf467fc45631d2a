"""Colour maps: from a number between 0 and 1 to red, green, blue, alpha."""

import math

# Anchors of the maps, evenly spaced; between them colours are mixed.
_ANCHORS = {
    "viridis": "440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725",
    "plasma": "0d0887 46039f 7201a8 9c179e bd3786 d8576b ed7953 fb9f3a fdca26 f0f921",
    "inferno": "000004 1b0c41 4a0c6b 781c6d a52c60 cf4446 ed6925 fb9b06 f7d13d fcffa4",
    "magma": "000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf",
    "gray": "000000 ffffff", "binary": "ffffff 000000", "Greys": "ffffff 000000", "gray_r": "ffffff 000000", "binary_r": "000000 ffffff",
    "hot": "0b0000 ff0000 ffff00 ffffff", "cool": "00ffff ff00ff", "coolwarm": "3b4cc0 dddddd b40426", "bwr": "0000ff ffffff ff0000",
    "Blues": "f7fbff 6baed6 08306b", "Reds": "fff5f0 fb6a4a 67000d", "Greens": "f7fcf5 74c476 00441b", "RdYlGn": "a50026 ffffbf 006837",
    "RdBu": "67001f f7f7f7 053061", "Spectral": "9e0142 fdae61 ffffbf abdda4 5e4fa2", "jet": "00007f 0000ff 00ffff ffff00 ff0000 7f0000",
    "tab10": "1f77b4 ff7f0e 2ca02c d62728 9467bd 8c564b e377c2 7f7f7f bcbd22 17becf",
}  # fmt: skip


class Colormap:
    def __init__(self, name, N=256):
        self.name, self.N = name, N

    def __call__(self, X, alpha=None):
        if hasattr(X, "tolist") and getattr(X, "shape", ()):
            X = X.tolist()
        if isinstance(X, (list, tuple, range)):
            import numpy

            return numpy.array([self(value, alpha) for value in X])
        x = X / (self.N - 1) if isinstance(X, int) and not isinstance(X, bool) else float(X)
        return (*self._at(min(1.0, max(0.0, x))), 1.0 if alpha is None else alpha)

    def _at(self, x):
        if self.name == "rainbow":
            return abs(2 * x - 0.5) if abs(2 * x - 0.5) < 1 else 1.0, math.sin(math.pi * x), math.cos(math.pi * x / 2)
        anchors = [tuple(int(word[place : place + 2], 16) / 255 for place in (0, 2, 4)) for word in _ANCHORS[self.name].split()]
        if self.name == "tab10":
            return anchors[min(9, int(x * 10))]
        place = x * (len(anchors) - 1)
        low = min(int(place), len(anchors) - 2)
        return tuple(a + (b - a) * (place - low) for a, b in zip(anchors[low], anchors[low + 1]))


rainbow = Colormap("rainbow")
globals().update({name: Colormap(name) for name in _ANCHORS})


def get_cmap(name=None, lut=None):
    if isinstance(name, Colormap):
        return name
    name = name or "viridis"
    if name != "rainbow" and name not in _ANCHORS:
        raise ValueError(f"{name!r} is not a valid value for name; here are: {', '.join(sorted([*_ANCHORS, 'rainbow']))}")
    return Colormap(name, lut or 256)


def __getattr__(name):
    raise AttributeError(f"matplotlib.cm.{name} is not here. It would run in matplotlib.")
