"""Colour maps: from a number between 0 and 1 to a colour."""

from ._maps import CONTINUOUS, DISCRETE
from .colors import to_rgba


def _hex(text):
    return tuple(int(text[place : place + 2], 16) / 255 for place in (0, 2, 4))


class Colormap:
    """N colours in a row, and those below, above, and of what is no number."""

    def __init__(self, name, colours, anchors=None):
        # Anchors between which any number of colours can be mixed; None where the colours are a list.
        self.name, self.colours, self.N, self.anchors = name, colours, len(colours), anchors
        self.under, self.over, self.bad = colours[0], colours[-1], (0.0, 0.0, 0.0, 0.0)

    def __call__(self, X, alpha=None, bytes=False):
        from ._data import plain

        values = plain(X)
        if not isinstance(values, list):
            made = self.at(values, alpha)
            return tuple(int(part * 255) for part in made) if bytes else made
        import numpy

        made = numpy.array(self._each(values, alpha))
        return (made * 255).astype(numpy.uint8) if bytes else made

    def _each(self, values, alpha):
        return [self._each(value, alpha) if isinstance(value, list) else self.at(value, alpha) for value in values]

    def at(self, value, alpha=None):
        """The colour of one number; whole numbers count colours."""
        if value != value:
            return self.bad
        place = value if isinstance(value, int) and not isinstance(value, bool) else self.N - 1 if value == 1 else int(value * self.N // 1)
        colour = self.under if place < 0 else self.over if place >= self.N else self.colours[place]
        return colour if alpha is None else (*colour[:3], alpha)

    def set_under(self, color, alpha=None):
        self.under = to_rgba(color, alpha)

    def set_over(self, color, alpha=None):
        self.over = to_rgba(color, alpha)

    def set_bad(self, color="k", alpha=None):
        self.bad = to_rgba(color, alpha)

    def reversed(self, name=None):
        name = name or (self.name[:-2] if self.name.endswith("_r") else self.name + "_r")
        return Colormap(name, self.colours[::-1], _turned(self.anchors))

    def resampled(self, lutsize):
        if self.anchors is not None:
            return Colormap(self.name, mixed(self.anchors, lutsize), self.anchors)
        return Colormap(self.name, [self.colours[min(self.N - 1, round(place * (self.N - 1) / max(1, lutsize - 1)))] for place in range(lutsize)])

    def copy(self):
        made = Colormap(self.name, self.colours, self.anchors)
        made.under, made.over, made.bad = self.under, self.over, self.bad
        return made

    __copy__ = copy

    @property
    def colors(self):
        return [colour[:3] for colour in self.colours]


class ListedColormap(Colormap):
    def __init__(self, colors, name="from_list", N=None):
        colours = [to_rgba(colour) for colour in colors]
        super().__init__(name, [colours[place % len(colours)] for place in range(N or len(colours))])


class LinearSegmentedColormap(Colormap):
    def __init__(self, name, segmentdata, N=256, gamma=1.0):
        raise NotImplementedError("LinearSegmentedColormap(name, segmentdata) is not here: LinearSegmentedColormap.from_list is.")

    @staticmethod
    def from_list(name, colors, N=256):
        colors = list(colors)
        if isinstance(colors[0], (tuple, list)) and len(colors[0]) == 2 and not isinstance(colors[0][0], str):
            anchors = [(float(place), to_rgba(colour)) for place, colour in colors]
        else:
            anchors = [(place / max(1, len(colors) - 1), to_rgba(colour)) for place, colour in enumerate(colors)]
        return Colormap(name, mixed(anchors, N), anchors)


def mixed(anchors, size):
    """So many colours, evenly from 0 to 1, mixed from the anchors on both sides."""
    colours, low = [], 0
    for place in range(size):
        x = place / max(1, size - 1)
        while low < len(anchors) - 2 and x > anchors[low + 1][0]:
            low += 1
        (start, one), (end, two) = anchors[low], anchors[min(low + 1, len(anchors) - 1)]
        share = (x - start) / (end - start) if end > start else 0.0
        colours.append(tuple(a + (b - a) * share for a, b in zip(one, two)))
    return colours


def _turned(anchors):
    return None if anchors is None else [(1 - place, colour) for place, colour in reversed(anchors)]


# Lists of 256 colours, of which fewer are chosen, not mixed.
_LISTS = ("viridis", "plasma", "inferno", "magma", "cividis", "turbo", "twilight")
_made = {}
NAMES = [*CONTINUOUS, *DISCRETE]


def named(name):
    """The map of a name; a name that ends in _r runs the other way."""
    if name not in _made:
        base = name.removesuffix("_r")
        base = {"grey": "gray"}.get(base, base)
        anchors = None
        if base in DISCRETE:
            colours = [(*_hex(word), 1.0) for word in DISCRETE[base].split()]
        elif base in CONTINUOUS:
            anchors = [(int(word[:2], 16) / 255, (*_hex(word[2:]), 1.0)) for word in CONTINUOUS[base].split()]
            colours = mixed(anchors, 256)
        else:
            raise ValueError(f"{name!r} is not a valid value for name; here are, also with _r: {', '.join(sorted(NAMES))}")
        anchors = None if base in _LISTS else anchors
        _made[name] = Colormap(name, *((colours[::-1], _turned(anchors)) if name.endswith("_r") else (colours, anchors)))
    return _made[name]


class Maps:
    """matplotlib.colormaps: the maps as a dictionary that can be called."""

    def __getitem__(self, name):
        if name.removesuffix("_r") not in NAMES:
            raise KeyError(f"{name!r} is not a known colormap name")
        return named(name)

    def __iter__(self):
        return iter(NAMES)

    def __call__(self):
        return list(NAMES)

    def get_cmap(self, cmap):
        return cmap if isinstance(cmap, Colormap) else named(cmap or "viridis")
