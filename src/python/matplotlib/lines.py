"""Lines with or without markers."""

from . import _data, colors, markers
from ._rc import rcParams
from ._type import PX
from .artist import DASHES, NONE, Artist, dashes


class Line2D(Artist):
    zorder, kind = 2.0, "lines"
    LOOK = {"color": None, "linewidth": None, "linestyle": None, "marker": None, "markersize": None, "markeredgecolor": None, "markerfacecolor": None,
            "markeredgewidth": None, "markevery": None, "drawstyle": "default", "dashes": None, "fillstyle": "full", "solid_capstyle": None, "antialiased": True}  # fmt: skip
    _RC = {"linewidth": "linewidth", "linestyle": "linestyle", "marker": "marker", "markersize": "markersize", "markeredgecolor": "markeredgecolor",
           "markerfacecolor": "markerfacecolor", "markeredgewidth": "markeredgewidth", "solid_capstyle": "solid_capstyle", "color": "color"}  # fmt: skip

    def __init__(self, xdata, ydata, **look):
        self.x, self.y = _data.flat(xdata), _data.flat(ydata)
        super().__init__(**look)
        for name, setting in self._RC.items():
            if self.look[name] is None:
                self.look[name] = rcParams[f"lines.{setting}"]

    def _check_color(self, value):
        if value is not None and not (isinstance(value, str) and value in NONE):
            colors.to_rgba(value)
        return value

    def _check_linestyle(self, value):
        dashes(value, 1.0)
        return value

    _check_linewidth = _check_markersize = _check_markeredgewidth = lambda self, value: None if value is None else float(value)

    def _check_marker(self, value):
        markers.shape(value)
        return value

    def set_data(self, *args):
        x, y = args if len(args) == 2 else args[0]
        self.set_xdata(x)
        self.set_ydata(y)

    def set_xdata(self, x):
        self.x = _data.flat(x)

    def set_ydata(self, y):
        self.y = _data.flat(y)

    def get_xdata(self, orig=True):
        import numpy

        return numpy.array(self.x)

    def get_ydata(self, orig=True):
        import numpy

        return numpy.array(self.y)

    def get_data(self, orig=True):
        return self.get_xdata(), self.get_ydata()

    def get_xydata(self):
        import numpy

        return numpy.array([list(pair) for pair in zip(self.x, self.y)])

    def seen(self, side):
        transform = self.look["transform"]
        place = "xy".index(side.name)
        if transform is not None and not transform.is_data[place]:
            return []
        values, others = (self.x, self.y) if place == 0 else (self.y, self.x)
        return [value for value, other in zip(values, others) if value == value and other == other]

    def draw(self, paper):
        _data.same_size(self.x, self.y)
        xs, ys = self.px(self.x, self.y)
        self.stroke(paper, xs, ys)
        self.mark(paper, xs, ys)

    def stroke(self, paper, xs, ys):
        look = self.look
        width = look["linewidth"] * PX
        dash = dashes(look["linestyle"], width)
        if dash is None or width <= 0 or not xs:
            return
        if look["dashes"]:
            dash = [part * width for part in look["dashes"]]
        if look["drawstyle"] != "default":
            xs, ys = stepped(xs, ys, look["drawstyle"].removeprefix("steps").removeprefix("-") or "pre")
        cap = "butt" if dash else {"projecting": "square"}.get(look["solid_capstyle"], look["solid_capstyle"])
        broken = any(x != x or y != y for x, y in zip(xs, ys))
        if broken:
            nan = float("nan")
            xs, ys = [x if y == y else nan for x, y in zip(xs, ys)], [y if x == x else nan for x, y in zip(xs, ys)]
        paper.path(xs, ys, self.shade(look["color"]), width, dash, None, cap)

    def mark(self, paper, xs, ys):
        look = self.look
        found = markers.shape(look["marker"])
        if found is None or look["markersize"] <= 0:
            return
        shape, share, is_filled = found
        chosen = _chosen(look["markevery"], len(xs))
        if chosen is not None:
            xs, ys = [xs[place] for place in chosen], [ys[place] for place in chosen]
        own = lambda name: self.shade(look["color"] if look[name] == "auto" else look[name]) if not _is_none(look[name]) else None
        size = 1.0 if look["marker"] == "," else look["markersize"] * share * PX
        fill = own("markerfacecolor") if is_filled and look["fillstyle"] != "none" else None
        paper.markers(shape, xs, ys, size, fill, own("markeredgecolor"), 0.0 if look["marker"] == "," else look["markeredgewidth"] * PX)


def _is_none(value):
    return isinstance(value, str) and value in NONE


def _chosen(every, count):
    if every is None:
        return None
    if isinstance(every, int):
        return range(0, count, every)
    if isinstance(every, tuple):
        return range(every[0], count, every[1])
    if isinstance(every, slice):
        return range(*every.indices(count))
    return [int(place) for place in _data.plain(every)]


def stepped(xs, ys, where):
    """A stairs' corners through points."""
    across, up = [], []
    for place in range(len(xs)):
        if place:
            middle = {"pre": xs[place - 1], "post": xs[place]}.get(where, (xs[place - 1] + xs[place]) / 2)
            across += [middle, middle]
            up += [ys[place - 1], ys[place]]
        across.append(xs[place])
        up.append(ys[place])
    return across, up


def read_format(text):
    """What "r--o" says of colour, style and marker."""
    found, place = {}, 0
    if colors.is_color_like(text) and not text.isdigit():
        return {"color": text}
    while place < len(text):
        two, one = text[place : place + 2], text[place]
        if two in ("--", "-."):
            key, value = "linestyle", two
        elif one in "-:" or one == " ":
            key, value = "linestyle", one
        elif one == "C" and two[1:].isdigit():
            end = place + 1
            while end < len(text) and text[end].isdigit():
                end += 1
            key, value = "color", text[place:end]
        elif one in markers.NAMES:
            key, value = "marker", one
        elif one in colors.LETTERS:
            key, value = "color", one
        else:
            raise ValueError(f"Unrecognized character {one} in format string {text!r}" if one not in DASHES else f"{text!r} is not a format")
        if key in found:
            raise ValueError(f"Illegal format string {text!r}; two {'color' if key == 'color' else key} symbols")
        found[key] = value
        place += len(value)
    return found
