"""Spines: the lines around an axes."""

from ._paper import crisp
from ._rc import rcParams
from ._type import PX
from .artist import Artist, dashes


class Spine(Artist):
    zorder = 2.5
    LOOK = {"edgecolor": None, "linewidth": None, "linestyle": "-"}

    def __init__(self, axes, end):
        super().__init__(visible=rcParams[f"axes.spines.{end}"], linewidth=rcParams["axes.linewidth"], edgecolor=rcParams["axes.edgecolor"])
        self.axes, self.end, self.position, self.bounds = axes, end, ("outward", 0.0), None

    def set_color(self, c):
        self.look["edgecolor"] = c

    def set_position(self, position):
        position = {"center": ("axes", 0.5), "zero": ("data", 0.0)}.get(position, position)
        if position[0] not in ("outward", "axes", "data"):
            raise ValueError("position[0] should be one of 'outward', 'axes', or 'data'")
        self.position = position

    def set_bounds(self, low=None, high=None):
        """From where to where it goes, in numbers of the axes."""
        low, high = low if isinstance(low, (tuple, list)) else (low, high)
        before = self.bounds or (None, None)
        self.bounds = before[0] if low is None else low, before[1] if high is None else high

    def get_bounds(self):
        side = self.axes.y if self.end in ("left", "right") else self.axes.x
        return tuple(end if own is None else own for own, end in zip(self.bounds or (None, None), side.view()))

    def get_position(self):
        return self.position

    def moved(self):
        """How many px it stands from the axes' side, to the right or downwards."""
        _, _, wide, high = self.axes.box
        kind, amount = self.position
        if kind == "outward":
            return amount * PX * (1 if self.end in ("right", "bottom") else -1)
        side = self.axes.x if self.end in ("left", "right") else self.axes.y
        share = side.shares([amount])[0] if kind == "data" else amount
        return {"left": share * wide, "right": (share - 1) * wide, "bottom": -share * high, "top": (1 - share) * high}[self.end]

    def draw(self, paper):
        left, top, wide, high = self.axes.box
        width, colour = self.look["linewidth"] * PX, self.shade(self.look["edgecolor"])
        dash = dashes(self.look["linestyle"], width)
        if dash is None or not width:
            return
        place = crisp({"left": left, "right": left + wide, "bottom": top + high, "top": top}[self.end] + self.moved(), width)
        if self.bounds is not None:
            first, last = sorted((self.axes.y if self.end in ("left", "right") else self.axes.x).shares(self.get_bounds()))
            left, wide, top, high = left + first * wide, (last - first) * wide, top + (1 - last) * high, (last - first) * high
        x0, x1, y0, y1 = crisp(left, width), crisp(left + wide, width), crisp(top, width), crisp(top + high, width)
        paper.line(*((x0, place, x1, place) if self.end in ("bottom", "top") else (place, y0, place, y1)), colour, width, dash, "square")


class Spines(dict):
    """By name, also several at once: spines["top"], spines.top, spines[["top", "right"]], spines[:]."""

    def __getitem__(self, names):
        if isinstance(names, slice):
            return _Several(self.values())
        return _Several(self[name] for name in names) if isinstance(names, (list, tuple)) else super().__getitem__(names)

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(f"an axes has no spine {name!r}")


class _Several(list):
    def __getattr__(self, name):
        if not name.startswith("set"):
            raise AttributeError(name)
        return lambda *args, **look: [getattr(spine, name)(*args, **look) for spine in self] and None
