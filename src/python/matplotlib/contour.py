"""Contours: lines at levels, or filled bands between them."""

import math

from . import _data, _march, colors
from ._rc import rcParams
from ._type import PX, Block
from .artist import dashes
from .cm import ScalarMappable, norm_of
from .collections import Collection
from .ticker import LogLocator, MaxNLocator, ScalarFormatter


class ContourSet(ScalarMappable):
    def __init__(self, axes, is_filled, args, levels=None, colors=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, linewidths=None, linestyles=None,
                 origin=None, extent=None, extend="neither", locator=None, zorder=None):  # fmt: skip
        if extend not in ("neither", "both", "min", "max"):
            raise ValueError(f"{extend!r} is not a valid value for extend; supported values are 'neither', 'both', 'min', 'max'")
        super().__init__(norm_of(norm, vmin, vmax), cmap)
        self.axes = self.ax = axes
        self.filled, self.extend, self.alpha = is_filled, extend, alpha
        args = list(args)
        if len(args) in (2, 4):
            levels = args.pop()
        self._read(args, origin, extent)
        values = _data.finite([value for row in self.rows for value in row])
        self.zmin, self.zmax = min(values), max(values)
        self.levels = self._levels(levels, locator)
        if is_filled and len(self.levels) < 2:
            raise ValueError("Filled contours require at least 2 levels.")
        self.norm.autoscale_None(self.levels)
        self.array = self.layers = self._layers()
        self.tones = None if colors is None else colour_cycle(colors)
        self.labels, self.found = {}, {}
        self.collections = self._bands(zorder) if is_filled else self._lines(linewidths, linestyles, zorder)
        axes.__dict__.setdefault("contours", []).append(self)

    def _read(self, args, origin, extent):
        self.rows = _data.grid(args[-1])
        count, columns = len(self.rows), len(self.rows[0])
        if count < 2 or columns < 2:
            raise TypeError(f"Input z must be at least a (2, 2) shaped array, but has shape ({count}, {columns})")
        if len(args) == 3:
            self.xs, self.ys = _data.plain(args[0]), _data.plain(args[1])
            for name, values, size in (("x", self.xs, columns), ("y", self.ys, count)):
                shape = (len(values), len(values[0])) if isinstance(values[0], list) else (len(values),)
                if shape not in ((size,), (count, columns)):
                    raise TypeError(f"Length of {name} ({len(values)}) must match number of {'columns' if name == 'x' else 'rows'} in z ({size})")
        elif extent is not None and origin is None:
            x0, x1, y0, y1 = extent
            self.xs, self.ys = [x0 + (x1 - x0) * place / (columns - 1) for place in range(columns)], [y0 + (y1 - y0) * place / (count - 1) for place in range(count)]
        else:
            x0, x1, y0, y1 = extent or (0, columns, 0, count) if origin else (-0.5, columns - 0.5, -0.5, count - 0.5)
            if origin and not extent:
                x0, x1, y0, y1 = -0.5, columns - 0.5, -0.5, count - 0.5
            dx, dy = (x1 - x0) / columns, (y1 - y0) / count
            self.xs, self.ys = [x0 + (place + 0.5) * dx for place in range(columns)], [y0 + (place + 0.5) * dy for place in range(count)]
            if origin in ("upper", "image"):
                self.ys = self.ys[::-1]
        self.grid = _march.thinned(self.xs, self.ys, self.rows)

    def _levels(self, given, locator):
        import numpy

        if given is not None and hasattr(given, "__len__"):
            levels = _data.flat(given)
            if any(high <= low for low, high in zip(levels, levels[1:])):
                raise ValueError("Contour levels must be increasing")
            return numpy.array(levels)
        from .colors import LogNorm

        if locator is None:
            locator = LogLocator() if isinstance(self.norm, LogNorm) else MaxNLocator((7 if given is None else int(given)) + 1, min_n_ticks=1)
        found = locator.ticks(self.zmin, self.zmax, 9)
        below, above = [place for place, level in enumerate(found) if level < self.zmin], [place for place, level in enumerate(found) if level > self.zmax]
        first, last = below[-1] if below else 0, above[0] + 1 if above else len(found)
        first, last = first + (self.extend in ("min", "both")), last - (self.extend in ("max", "both"))
        return numpy.array(found[first:last] if last - first >= 3 else found)

    def _layers(self):
        levels = self.levels.tolist()
        if not self.filled:
            return levels
        layers = [(low + high) / 2 for low, high in zip(levels, levels[1:])]
        return [*([levels[0] - 1e250] if self.extend in ("min", "both") else []), *layers, *([1e250] if self.extend in ("max", "both") else [])]

    def colour(self, place):
        """Red, green, blue, alpha of a layer."""
        if self.tones is not None:
            return colors.to_rgba(self.tones[place % len(self.tones)], self.alpha)
        return self.cmap.at(float(self.norm.share(self.layers[place])), self.alpha)

    def edges(self):
        """The borders of the filled layers."""
        levels = self.levels.tolist()
        return [*([-math.inf] if self.extend in ("min", "both") else []), *levels, *([math.inf] if self.extend in ("max", "both") else [])]

    def areas(self, is_opaque):
        """The layers' polygons, found once."""
        if is_opaque not in self.found:
            self.found[is_opaque] = _march.areas(*self.grid, self.edges(), is_opaque)
        return self.found[is_opaque]

    def _bands(self, zorder):
        edges = self.edges()
        bands = [ContourBand(self, place) for place in range(len(edges) - 1)]
        for band in bands:
            band.look["zorder"] = 1.0 if zorder is None else zorder
            self.axes.add_artist(band)
        return bands

    def _lines(self, widths, styles, zorder):
        levels = self.levels.tolist()
        widths = [rcParams["lines.linewidth"] if widths is None else widths] if not hasattr(widths, "__len__") else _data.flat(widths)
        one_colour = self.tones is not None and len(self.tones) == 1
        made = []
        for place, lines in enumerate(_march.lines(*self.grid, levels)):
            style = ("--" if one_colour and levels[place] < 0 else "-") if styles is None else styles if isinstance(styles, str) else styles[place % len(styles)]
            line = ContourLines(self, place, lines, linewidth=widths[place % len(widths)], linestyle=style)
            line.look["zorder"] = 2.0 if zorder is None else zorder
            made.append(self.axes.add_artist(line))
        return made

    def clabel(self, levels=None, *, fontsize=None, fmt=None, inline=True, inline_spacing=5, colors=None, **look):
        if look:
            raise NotImplementedError(f"clabel({', '.join(look)}) is not here: fontsize, fmt, colors, inline are.")
        chosen = self.levels.tolist() if levels is None else _data.flat(levels)
        plain = ScalarFormatter(useOffset=False).labels(chosen, min(chosen), max(chosen)) if chosen else []
        for level, text in zip(chosen, plain):
            if fmt is not None:
                text = fmt[level] if isinstance(fmt, dict) else fmt % level if isinstance(fmt, str) else fmt(level)
            place = min(range(len(self.layers)), key=lambda place: abs(self.layers[place] - level))
            self.labels[place] = {"text": text, "fontsize": fontsize, "color": colors, "inline": inline, "gap": inline_spacing}
        return []

    def legend_elements(self, variable_name="x", str_format=str):
        from .lines import Line2D
        from .patches import Rectangle

        if not self.filled:
            return [Line2D([], [], color=self.colour(place)) for place in range(len(self.layers))], [f"${variable_name} = {str_format(level)}$" for level in self.layers]
        edges = self.edges()
        names = [f"${str_format(low)} < {variable_name} \\leq {str_format(high)}$" for low, high in zip(edges, edges[1:])]
        return [Rectangle((0, 0), 1, 1, facecolor=self.colour(place)) for place in range(len(names))], names


def colour_cycle(given):
    return [colour for colour in colors.colour_list(given if isinstance(given, (str, tuple)) else list(given))]


class ContourBand(Collection):
    """One filled layer."""

    def __init__(self, owner, place):
        super().__init__()
        self.owner, self.place = owner, place

    def draw(self, paper):
        fill = colors.css(self.owner.colour(self.place))
        made = self.owner.areas(fill is None or len(fill) == 7)[self.place]
        xs, ys = self.px(*made)
        paper.path(xs, ys, None, 0, (), fill)


class ContourLines(Collection):
    """The lines of one level."""

    def __init__(self, owner, place, lines, **look):
        super().__init__(**look)
        self.owner, self.place, self.made = owner, place, lines

    def draw(self, paper):
        width = self.look["linewidth"] * PX
        colour, dash = colors.css(self.owner.colour(self.place)), dashes(self.look["linestyle"], width)
        label = self.owner.labels.get(self.place)
        for line in self.made:
            xs, ys = self.px(*line)
            if label:
                xs, ys = self._labelled(paper, xs, ys, label, colour)
            if dash is not None:
                paper.path(xs, ys, colour, width, dash, None, "butt")

    def _labelled(self, paper, xs, ys, label, colour):
        """Writes the level on the line, and takes out what lies under it."""
        block = Block(label["text"], (label["fontsize"] or rcParams["font.size"]) * PX if not isinstance(label["fontsize"], str) else 0.833 * rcParams["font.size"] * PX)
        far, at = 0.0, [0.0]
        for place in range(1, len(xs)):
            far += math.hypot(xs[place] - xs[place - 1], ys[place] - ys[place - 1])
            at.append(far)
        if far < 1.5 * block.width:
            return xs, ys
        middle, half = far / 2, block.width / 2 + label["gap"]
        find = lambda spot: min(range(len(at)), key=lambda place: abs(at[place] - spot))
        here, start, end = find(middle), find(middle - half), find(middle + half)
        angle = math.degrees(math.atan2(-(ys[end] - ys[start]), xs[end] - xs[start]))
        angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
        tone = colour if label["color"] is None else colors.css(colors.to_rgba(colour_cycle(label["color"])[0]))
        block.draw(paper, xs[here], ys[here], tone, "center", "center", angle)
        if not label["inline"]:
            return xs, ys
        return [x if place <= start or place >= end else math.nan for place, x in enumerate(xs)], ys


QuadContourSet = ContourSet
