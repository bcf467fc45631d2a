"""What an axes draws: lines, points, words, and what is made of them."""

from . import _data, colors
from ._rc import rcParams
from .artist import ALIASES, NONE
from .collections import LineCollection, PathCollection
from .container import ErrorbarContainer
from .lines import Line2D, read_format
from .patches import Polygon
from .text import Annotation, Text


def renamed(look):
    """Keywords by their long names."""
    return {ALIASES.get(name, name): value for name, value in look.items()}


class Kinds:
    def plot(self, *args, data=None, **look):
        if data is not None:
            args = [data[arg] if isinstance(arg, str) and arg in data else arg for arg in args]
        drawn, args, look = [], list(args), renamed(look)
        labels = look.pop("label", None)
        if not args:
            return drawn
        while args:
            first = args.pop(0)
            second = args.pop(0) if args and (not isinstance(args[0], str)) else None
            style = {}
            if args and isinstance(args[0], str):
                text = args.pop(0)
                style = read_format(text)
                if set(style) != {"color"} or not colors.is_color_like(text):
                    style = {"linestyle": "None", "marker": "None", **style} if "marker" in style else {"marker": "None", **style}
            pairs = self._columns(first, second)
            for place, (x, y) in enumerate(pairs):
                own = {**style, **look}
                if labels is not None:
                    own["label"] = labels[place] if isinstance(labels, (list, tuple)) and len(pairs) > 1 else labels
                drawn.append(self._line(x, y, own))
        return drawn

    def _columns(self, first, second):
        """A pair of x and y for each line."""
        if second is None:
            columns = _data.columns(first)
            x_columns = [list(range(len(columns[0])))]
        else:
            x_columns = _data.columns(first) if not _data.has_words(first) else [first]
            columns = _data.columns(second) if not _data.has_words(second) else [second]
        pairs = [(x_columns[place % len(x_columns)], columns[place % len(columns)]) for place in range(max(len(columns), len(x_columns)))]
        for x, y in pairs:
            _data.same_size(x, y)
        return pairs

    def _line(self, x, y, look):
        if "color" not in look:
            look = {**self.next_look(), **look}
        elif isinstance(look["color"], str) and look["color"] in NONE:
            look["linestyle"] = "None"
        line = Line2D(self.x.numbers(x), self.y.numbers(y), **look)
        return self._drawn(line)

    def _scaled(self, names, args, look):
        own = {name: look.pop(name) for name in ("base", "basex", "basey") if name in look}
        for name in names:
            getattr(self, f"set_{name}scale")("log", **own)
        return self.plot(*args, **look)

    def semilogx(self, *args, **look):
        return self._scaled("x", args, look)

    def semilogy(self, *args, **look):
        return self._scaled("y", args, look)

    def loglog(self, *args, **look):
        return self._scaled("xy", args, look)

    def step(self, x, y, *args, where="pre", **look):
        return self.plot(x, y, *args, drawstyle=f"steps-{where}", **look)

    def scatter(self, x, y, s=None, c=None, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, linewidths=None, *, edgecolors=None, data=None, **look):
        from .cm import norm_of

        if data is not None:
            x, y, s, c = (data[one] if isinstance(one, str) and one in data else one for one in (x, y, s, c))
        x, y = self.x.numbers(x), self.y.numbers(y)
        if len(x) != len(y):
            raise ValueError("x and y must be the same size")
        sizes = _data.flat(rcParams["lines.markersize"] ** 2 if s is None else s)
        if len(sizes) not in (1, len(x)):
            raise ValueError("s must be a scalar, or float array-like with the same size as x and y")
        look = renamed(look)
        edge = look.pop("edgecolor", None) if edgecolors is None else edgecolors
        width = look.pop("linewidth", None) if linewidths is None else linewidths
        face, array = look.pop("facecolor", None), None
        colour = look.pop("color", None)
        if c is None:
            face = colour if colour is not None else face if face is not None else self.next_colour()
        else:
            face, array = self._point_colours(c, len(x))
        edge = colour if edge is None and colour is not None else rcParams["scatter.edgecolors"] if edge is None else edge
        points = PathCollection(x, y, sizes, rcParams["scatter.marker"] if marker is None else marker, norm=norm_of(norm, vmin, vmax), cmap=cmap,
                                array=array, facecolor=face, edgecolor=edge, linewidth=width, alpha=alpha, **look)  # fmt: skip
        return self._drawn(points)

    def _point_colours(self, c, count):
        """(colours, None), or (None, numbers to be mapped to colours)."""
        if isinstance(c, str):
            return c, None
        values = _data.plain(c)
        if isinstance(values, list) and values and (isinstance(values[0], str) or isinstance(values[0], (list, tuple))):
            if isinstance(values[0], str) or len(values[0]) in (3, 4) and not (len(values[0]) == 1):
                listed = [tuple(value) if isinstance(value, list) else value for value in values]
                if len(listed) not in (1, count):
                    raise ValueError(f"'c' argument has {len(listed)} elements, which is inconsistent with 'x' and 'y' with size {count}.")
                return listed, None
            values = [one for value in values for one in value]
        if isinstance(values, list) and len(values) in (3, 4) and len(values) != count and colors.is_color_like(tuple(values)):
            return tuple(values), None
        values = _data.flat(values)
        if len(values) != count:
            raise ValueError(f"'c' argument has {len(values)} elements, which is inconsistent with 'x' and 'y' with size {count}.")
        return None, values

    def errorbar(self, x, y, yerr=None, xerr=None, fmt="", ecolor=None, elinewidth=None, capsize=None, capthick=None, errorevery=1, lolims=False, uplims=False, xlolims=False,
                 xuplims=False, **look):  # fmt: skip
        if not all(one is False for one in (lolims, uplims, xlolims, xuplims)):
            raise NotImplementedError("errorbar(lolims, uplims, xlolims, xuplims) are not here: bars go both ways.")
        x, y, look = self.x.numbers(x), self.y.numbers(y), renamed(look)
        label = look.pop("label", "")
        only_bars = isinstance(fmt, str) and fmt.lower() == "none"
        zorder = look.pop("zorder", 2.0)
        # The line lies on its bars.
        line = self.plot(x, y, *([] if only_bars or not fmt else [fmt]), **look, zorder=zorder + 0.1)[0]
        colour = line.look["color"] if ecolor is None else ecolor
        if only_bars:
            line.remove()
        bars, caps = [], []
        capsize = rcParams["errorbar.capsize"] if capsize is None else capsize
        chosen = range(0, len(x), errorevery) if isinstance(errorevery, int) else range(errorevery[0], len(x), errorevery[1])
        bar_look = {"color": colour, "linewidth": line.look["linewidth"] if elinewidth is None else elinewidth, "alpha": line.look["alpha"], "zorder": zorder}
        for errors, is_x in ((xerr, True), (yerr, False)):
            if errors is None:
                continue
            values = x if is_x else y
            below, above = _both_errors(errors, len(values))
            low, high = [value - error for value, error in zip(values, below)], [value + error for value, error in zip(values, above)]
            ends = [((low[place], y[place]), (high[place], y[place])) if is_x else ((x[place], low[place]), (x[place], high[place])) for place in chosen]
            bars.append(self._drawn(LineCollection(ends, **bar_look)))
            if capsize:
                for end in (0, 1):
                    points = [pair[end] for pair in ends]
                    caps.append(self._drawn(Line2D([point[0] for point in points], [point[1] for point in points], linestyle="", marker="|" if is_x else "_", color=colour,
                                                     markersize=2 * capsize, markeredgewidth=capthick or rcParams["lines.markeredgewidth"], alpha=line.look["alpha"],
                                                     zorder=zorder)))  # fmt: skip
        made = ErrorbarContainer((None if only_bars else line, tuple(caps), tuple(bars)), xerr is not None, yerr is not None, label=label)
        line.look["label"] = "_nolegend_"
        self.containers.append(made)
        return made

    # Straight lines.

    def axhline(self, y=0, xmin=0, xmax=1, **look):
        return self._across([xmin, xmax], [self.y.numbers(y)[0]] * 2, self._y_transform, look)

    def axvline(self, x=0, ymin=0, ymax=1, **look):
        return self._across([self.x.numbers(x)[0]] * 2, [ymin, ymax], self._x_transform, look)

    def _across(self, x, y, transform, look):
        line = Line2D(x, y, transform=transform, **{"color": "C0", **renamed(look)})
        # Limits that hold it already stay.
        for side, (value, _), is_data in zip((self.x, self.y), (x, y), transform.is_data):
            low, high = sorted(side.view())
            if is_data and not low <= value <= high:
                return self._drawn(line)
        return self.add_line(line)

    def axline(self, xy1, xy2=None, *, slope=None, **look):
        """A line through all of the axes, by two points or by one and a slope."""
        if (xy2 is None) == (slope is None):
            raise TypeError("Exactly one of 'xy2' and 'slope' must be given")
        slope = (xy2[1] - xy1[1]) / (xy2[0] - xy1[0]) if slope is None and xy2[0] != xy1[0] else slope
        line = AxLine(xy1, slope, **{"color": "C0", **renamed(look)})
        for side, values in ((self.x, (xy1, xy2 or xy1)), (self.y, (xy1, xy2 or xy1))):
            side.see([float(point["xy".index(side.name)]) for point in values])
        return self.add_artist(line)

    def axhspan(self, ymin, ymax, xmin=0, xmax=1, **look):
        return self._drawn(Polygon([(xmin, ymin), (xmin, ymax), (xmax, ymax), (xmax, ymin)], transform=self._y_transform, **look))

    def axvspan(self, xmin, xmax, ymin=0, ymax=1, **look):
        return self._drawn(Polygon([(xmin, ymin), (xmin, ymax), (xmax, ymax), (xmax, ymin)], transform=self._x_transform, **look))

    def hlines(self, y, xmin, xmax, colors=None, linestyles="solid", label="", **look):
        ys = self.y.numbers(y)
        ends = zip(ys, _data.spread(xmin, len(ys)), _data.spread(xmax, len(ys)))
        return self._segments([[(low, y), (high, y)] for y, low, high in ends], colors, linestyles, label, look)

    def vlines(self, x, ymin, ymax, colors=None, linestyles="solid", label="", **look):
        xs = self.x.numbers(x)
        ends = zip(xs, _data.spread(ymin, len(xs)), _data.spread(ymax, len(xs)))
        return self._segments([[(x, low), (x, high)] for x, low, high in ends], colors, linestyles, label, look)

    def _segments(self, ends, given, style, label, look):
        look = renamed(look)
        given = look.pop("color", given)
        return self._drawn(LineCollection(ends, color=given if given is not None else rcParams["lines.color"], linestyle=style, label=label, **look))

    def stem(self, *args, linefmt=None, markerfmt=None, basefmt=None, bottom=0, label=None, orientation="vertical"):
        if orientation != "vertical":
            raise NotImplementedError("stem(orientation='horizontal') is not here.")
        numbers, formats = [arg for arg in args if not isinstance(arg, str)], [arg for arg in args if isinstance(arg, str)]
        linefmt, markerfmt, basefmt = (given or text for given, text in zip((linefmt, markerfmt, basefmt), [*formats, None, None, None]))
        heads = _data.flat(numbers[-1])
        places = _data.flat(numbers[0]) if len(numbers) > 1 else list(range(len(heads)))
        style = read_format(linefmt) if linefmt else {"color": "C0"}
        markers = read_format(markerfmt) if markerfmt else {}
        base = read_format(basefmt) if basefmt else {"color": "C3"}
        stems = self.vlines(places, bottom, heads, colors=style.get("color", "C0"), linestyles=style.get("linestyle", "-"))
        line = self._line(places, heads, {"linestyle": "None", "marker": "o", "color": style.get("color", "C0"), **markers, "label": label})
        return Stems((line, stems, self._line([min(places), max(places)], [bottom, bottom], {"marker": "None", **base})))

    # Words.

    def text(self, x, y, s, fontdict=None, **look):
        return self.add_artist(Text(x, y, s, fontdict, **look))

    def annotate(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, **look):
        return self.add_artist(Annotation(text, xy, xytext, xycoords, textcoords, arrowprops, **look))

    def arrow(self, x, y, dx, dy, **look):
        from .patches import FancyArrow

        return self._drawn(FancyArrow(x, y, dx, dy, **look))


class AxLine(Line2D):
    """A line without ends; upright where it has no slope."""

    def __init__(self, point, slope, **look):
        super().__init__([], [], **look)
        self.point, self.slope = point, slope

    def seen(self, side):
        return []

    def draw(self, paper):
        (left, right), (x, y) = self.axes.x.view(), self.point
        self.x = [left, right] if self.slope is not None else [x, x]
        self.y = [y + self.slope * (end - x) for end in self.x] if self.slope is not None else list(self.axes.y.view())
        super().draw(paper)


class Stems(tuple):
    """markerline, stemlines, baseline"""

    markerline, stemlines, baseline = (property(lambda self, place=place: self[place]) for place in range(3))


def _both_errors(errors, count):
    values = _data.plain(errors)
    if isinstance(values, list) and len(values) == 2 and isinstance(values[0], list):
        return _data.flat(values[0]), _data.flat(values[1])
    values = _data.spread(errors, count)
    return values, values
