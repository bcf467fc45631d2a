"""Colours as red, green, blue, alpha between 0 and 1, and numbers on their way to colours."""

import colorsys
import functools
import math
import re

from ._names import CSS, LETTERS, TABLEAU

_NAMED = {**{name: f"#{value}" for name, value in CSS.items()}, **{f"tab:{name}": f"#{value}" for name, value in TABLEAU.items()}}
CSS4_COLORS = {name: f"#{value}" for name, value in CSS.items()}
TABLEAU_COLORS = {f"tab:{name}": f"#{value}" for name, value in TABLEAU.items() if name != "grey"}
# Halves and quarters, which two digits only come near to.
BASE_COLORS = {name: tuple(round(int(value[place : place + 2], 16) / 255, 2) for place in (0, 2, 4)) for name, value in LETTERS.items()}


def to_rgba(c, alpha=None):
    """Red, green, blue, alpha of anything that names a colour."""
    rgba = _read(c)
    if rgba is None:
        raise ValueError(f"{c!r} is not a valid color" + (". The colour names of xkcd are not here." if isinstance(c, str) and c.startswith("xkcd:") else ""))
    return rgba if alpha is None else (*rgba[:3], float(alpha))


def _read(c):
    if isinstance(c, str):
        return _of_cycle(int(c[1:])) if c[:1] == "C" and c[1:].isdigit() else _read_text(c)
    if type(c) is tuple and set(map(type, c)) == {float} and len(c) in (3, 4):
        return _read_parts(c)
    if hasattr(c, "tolist"):
        c = c.tolist()
    if isinstance(c, tuple) and len(c) == 2 and isinstance(c[0], (str, tuple)) and isinstance(c[1], (int, float)):
        return (*to_rgba(c[0])[:3], float(c[1]))
    if isinstance(c, (tuple, list)) and len(c) in (3, 4) and all(isinstance(part, (int, float)) or hasattr(part, "item") for part in c):
        return _read_parts(tuple(map(float, c)))
    return None


@functools.lru_cache(2000)
def _read_parts(rgba):
    if any(not 0 <= part <= 1 for part in rgba):
        raise ValueError("RGBA values should be within 0-1 range")
    return rgba if len(rgba) == 4 else (*rgba, 1.0)


def _of_cycle(place):
    from ._rc import rcParams

    colours = rcParams["axes.prop_cycle"].by_key().get("color", ["k"])
    return to_rgba(colours[place % len(colours)])


@functools.lru_cache(1000)
def _read_text(c):
    if c.lower() == "none":
        return (0.0, 0.0, 0.0, 0.0)
    if c in LETTERS:
        return (*BASE_COLORS[c], 1.0)
    c = _NAMED.get(c.lower() if not c.startswith("#") else c, c)
    if re.fullmatch(r"#[0-9a-fA-F]{3,4}", c):
        c = "#" + "".join(2 * digit for digit in c[1:])
    if re.fullmatch(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})", c):
        parts = tuple(int(c[place : place + 2], 16) / 255 for place in range(1, len(c), 2))
        return parts if len(parts) == 4 else (*parts, 1.0)
    try:
        grey = float(c)
    except ValueError:
        return None
    return (grey, grey, grey, 1.0) if 0 <= grey <= 1 else None


def is_color_like(c):
    try:
        return _read(c) is not None
    except ValueError:
        return False


def same_color(c1, c2):
    return to_rgba(c1) == to_rgba(c2)


def to_rgb(c):
    return to_rgba(c)[:3]


def to_rgba_array(c, alpha=None):
    import numpy

    return numpy.array([list(to_rgba(one, alpha)) for one in colour_list(c)])


def to_hex(c, keep_alpha=False):
    return "#" + "".join(f"{round(part * 255):02x}" for part in to_rgba(c)[: 4 if keep_alpha else 3])


rgb2hex = to_hex


def hsv_to_rgb(hsv):
    """Hue, saturation and value, from 0 to 1, as red, green, blue; of a whole array, too."""
    return _converted(colorsys.hsv_to_rgb, hsv)


def rgb_to_hsv(arr):
    return _converted(colorsys.rgb_to_hsv, arr)


def _converted(convert, given):
    import numpy

    from ._data import array

    given = array(given)
    return numpy.array([convert(*map(float, one)) for one in given.reshape(-1, 3).tolist()]).reshape(*given.shape)


def colour_list(c):
    """One or several colours as a list of them."""
    if isinstance(c, str) or _read(c) is not None:
        return [c]
    return list(c)


class cycler:
    """Looks that follow each other: cycler(color=[...]), cycler("color", [...]), added together side by side."""

    def __init__(self, *args, **lists):
        if len(args) == 2:
            lists = {args[0]: args[1]}
        elif args:
            lists = {name: list(values) for name, values in args[0].by_key().items()}
        self.lists = {{"c": "color", "ls": "linestyle", "lw": "linewidth"}.get(name, name): colour_list(values) for name, values in lists.items()}

    def by_key(self):
        return self.lists

    def __add__(self, other):
        return cycler(**self.lists, **other.lists)

    def __mul__(self, other):
        pairs = [{**one, **two} for one in self for two in other]
        return cycler(**{name: [pair[name] for pair in pairs] for name in pairs[0]})

    def __len__(self):
        return min(map(len, self.lists.values()))

    def __iter__(self):
        return ({name: values[place] for name, values in self.lists.items()} for place in range(len(self)))

    def __call__(self):
        import itertools

        return itertools.cycle(self)


class Normalize:
    """From vmin and vmax to 0 and 1."""

    def __init__(self, vmin=None, vmax=None, clip=False):
        self.vmin, self.vmax, self.clip = vmin if vmin is None else float(vmin), vmax if vmax is None else float(vmax), clip

    def autoscale_None(self, A):
        from ._data import finite, flat

        values = finite(flat(A)) if self.vmin is None or self.vmax is None else []
        if values:
            self.vmin = min(values) if self.vmin is None else self.vmin
            self.vmax = max(values) if self.vmax is None else self.vmax

    def autoscale(self, A):
        self.vmin = self.vmax = None
        self.autoscale_None(A)

    def scaled(self):
        return self.vmin is not None and self.vmax is not None

    def __call__(self, value, clip=None):
        from ._data import plain

        values = plain(value)
        self.autoscale_None(values)
        if not isinstance(values, list):
            return self.share(float(values))
        import numpy

        return numpy.array(self._each(values))

    def _each(self, values):
        return [self._each(value) if isinstance(value, list) else self.share(value) for value in values]

    def share(self, value):
        """Where a number lies: 0 for vmin, 1 for vmax."""
        low, high = self.vmin, self.vmax
        if low == high:
            return 0.0
        share = (value - low) / (high - low)
        return min(1.0, max(0.0, share)) if self.clip else share

    def inverse(self, value):
        return self.vmin + value * (self.vmax - self.vmin)

    def shares(self, array):
        """The same for a whole array of numpy's."""
        return (array - self.vmin) / (self.vmax - self.vmin) if self.vmax != self.vmin else array * 0.0


class LogNorm(Normalize):
    """The same in powers."""

    def share(self, value):
        low, high = math.log(self.vmin), math.log(self.vmax)
        return (math.log(value) - low) / (high - low) if value > 0 else -1.0

    def inverse(self, value):
        return self.vmin * (self.vmax / self.vmin) ** value

    def autoscale_None(self, A):
        from ._data import flat

        super().autoscale_None([value for value in flat(A) if value > 0])

    def shares(self, array):
        import numpy

        logs = numpy.where(array > 0, numpy.log(numpy.where(array > 0, array, 1.0)), math.nan)
        return (logs - math.log(self.vmin)) / (math.log(self.vmax) - math.log(self.vmin))


class BoundaryNorm(Normalize):
    """A colour for each stretch between boundaries."""

    def __init__(self, boundaries, ncolors, clip=False):
        super().__init__(boundaries[0], boundaries[-1], clip)
        self.boundaries, self.ncolors = [float(value) for value in boundaries], ncolors

    def share(self, value):
        import bisect

        place, stretches = bisect.bisect_right(self.boundaries, value) - 1, len(self.boundaries) - 1
        place = place * (self.ncolors - 1) / (stretches - 1) if self.ncolors > stretches > 1 else place
        return (int(place) + 0.5) / self.ncolors

    def shares(self, array):
        import numpy

        return numpy.array(self._each(array.tolist()))


class TwoSlopeNorm(Normalize):
    """0.5 for vcenter."""

    def __init__(self, vcenter, vmin=None, vmax=None):
        super().__init__(vmin, vmax)
        self.vcenter = float(vcenter)

    def share(self, value):
        low = value < self.vcenter
        return 0.5 * (value - self.vmin) / (self.vcenter - self.vmin) if low else 0.5 + 0.5 * (value - self.vcenter) / (self.vmax - self.vcenter)

    def shares(self, array):
        import numpy

        return numpy.array(self._each(array.tolist()))


def __getattr__(name):
    if name in ("Colormap", "ListedColormap", "LinearSegmentedColormap"):
        from . import _colormap

        return getattr(_colormap, name)
    raise AttributeError(f"matplotlib.colors.{name} is not here. It would run in matplotlib.")


@functools.lru_cache(5000)
def css(rgba, alpha=None):
    """A colour as a canvas and SVG read it; None for one that is not seen."""
    red, green, blue, opacity = rgba
    opacity = opacity if alpha is None else opacity * alpha
    if opacity <= 0:
        return None
    parts = "".join(f"{round(part * 255):02x}" for part in (red, green, blue))
    return f"#{parts}" if opacity >= 1 else f"#{parts}{round(opacity * 255):02x}"
