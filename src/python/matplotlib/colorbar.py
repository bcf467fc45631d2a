"""Colour bars: which colour stands for which number."""

from . import colors, gridspec
from ._type import PX
from .artist import Artist
from ._axes import Base
from .axes import Axes
from .contour import ContourSet
from .ticker import FixedLocator, Locator


class Colorbar:
    def __init__(self, figure, mappable, cax=None, ax=None, *, orientation=None, location=None, label="", ticks=None, format=None, fraction=0.15, pad=None, shrink=1.0, aspect=20,
                 extend=None, alpha=None, boundaries=None, spacing="uniform"):  # fmt: skip
        if extend not in (None, "neither") or boundaries is not None or spacing != "uniform":
            raise NotImplementedError("colorbar(extend, boundaries, spacing) are not here.")
        if location not in (None, "right", "bottom"):
            raise NotImplementedError(f"colorbar(location={location!r}) is not here: 'right' and 'bottom' are.")
        self.figure, self.mappable, self.orientation = figure, mappable, orientation or {"bottom": "horizontal"}.get(location, "vertical")
        is_up = self.orientation == "vertical"
        if cax is None:
            parents = ax if ax is not None else getattr(mappable, "axes", None) or figure.gca()
            parents = list(getattr(parents, "flat", parents)) if not isinstance(parents, Base) else [parents]
            pad = (0.05 if is_up else 0.15) if pad is None else pad
            cax = self._room(parents, is_up, fraction, pad, shrink, aspect)
        self.ax = cax
        self.long_side, self.long_axis = (cax.y, cax.yaxis) if is_up else (cax.x, cax.xaxis)
        short = cax.xaxis if is_up else cax.yaxis
        short.side.set_view(0, 1)
        short.set_ticks([])
        if is_up:
            cax.yaxis.tick_right()
            cax.yaxis.set_label_position("right")
        cax.grid(False)
        self.outline = cax.spines[:]
        self.ramp = cax.add_artist(_Ramp(self, alpha))
        if isinstance(mappable.norm, colors.LogNorm):
            self.long_side.set_scale("log")
        self.ticks_given, self.format, self.marked = ticks, format, None
        self._ticks()
        if format is not None:
            from .ticker import FormatStrFormatter

            self.long_axis.set_major_formatter(FormatStrFormatter(format) if isinstance(format, str) and "%" in format else format)
        self.set_label(label)
        self.refresh()

    def _ticks(self):
        ticks, contours = self.ticks_given, isinstance(self.mappable, ContourSet)
        if isinstance(ticks, Locator):
            self.long_axis.set_major_locator(ticks)
        elif ticks is not None:
            self.long_side.locator = FixedLocator(self.long_side.numbers(ticks))
        elif contours:
            levels = self.mappable.levels.tolist()
            self.long_side.locator = FixedLocator(levels, 10)
        elif isinstance(self.mappable.norm, colors.BoundaryNorm):
            self.long_side.locator = FixedLocator(self.mappable.norm.boundaries, 10)

    def _room(self, parents, is_up, fraction, pad, shrink, aspect):
        """Takes room from the parents, and makes axes there."""
        spec = parents[0].get_subplotspec()
        if len(parents) == 1 and spec is not None:
            gap = 2 * pad / (1 - pad)
            ratios = [1 - fraction - pad, fraction]
            grid = _parted(spec, ratios, gap, is_up)
            parents[0].place = grid[0]
            rest = (1 - shrink) / 2
            sizes = [rest, shrink, rest] if rest else [1]
            place = _parted(grid[1], sizes, 0, not is_up)[len(sizes) // 2]
        else:
            boxes = [axes.get_position(True) for axes in parents]
            x0, y0, x1, y1 = min(box.x0 for box in boxes), min(box.y0 for box in boxes), max(box.x1 for box in boxes), max(box.y1 for box in boxes)
            keep = 1 - fraction - pad
            for axes, box in zip(parents, boxes):
                axes.place = (x0 + (box.x0 - x0) * keep, box.y0, box.width * keep, box.height) if is_up else (box.x0, y1 - (y1 - box.y0) * keep, box.width, box.height * keep)
            wide, high = x1 - x0, y1 - y0
            rest = (1 - shrink) / 2
            place = (x1 - wide * fraction, y0 + high * rest, wide * fraction, high * shrink) if is_up else (x0 + wide * rest, y0, wide * shrink, high * fraction)
        current = self.figure.current
        cax = self.figure._added(Axes(self.figure, place, label="<colorbar>"))
        self.figure.current = current
        for axes in parents:
            axes.anchor = "E" if is_up else "S"
        cax.anchor, cax.box_aspect = ("W", aspect) if is_up else ("N", 1 / aspect)
        return cax

    def refresh(self):
        """Limits by the mappable, which may have changed."""
        if isinstance(self.mappable, ContourSet):
            levels = self.mappable.levels.tolist()
            low, high = levels[0], levels[-1]
        else:
            if not self.mappable.norm.scaled():
                self.mappable.norm.vmin, self.mappable.norm.vmax = (0.0, 1.0) if self.mappable.array is None else self.mappable.get_clim()
            low, high = self.mappable.norm.vmin, self.mappable.norm.vmax
        if low is None or high is None:
            low, high = 0.0, 1.0
        if low == high:
            low, high = low - 0.1 * (abs(low) or 1), high + 0.1 * (abs(high) or 1)
        backwards = self.long_side.low > self.long_side.high
        self.long_side.set_view(*((high, low) if backwards else (low, high)))

    vmin, vmax = (property(lambda self, place=place: sorted(self.long_side.view())[place]) for place in (0, 1))

    def add_lines(self, CS):
        """Marks the levels of lines."""
        self.marked = CS

    def update_normal(self, mappable):
        self.mappable = mappable
        self.refresh()

    update_ticks = draw_all = refresh

    def set_label(self, label, **look):
        (self.ax.set_ylabel if self.orientation == "vertical" else self.ax.set_xlabel)(label, **look)

    def set_ticks(self, ticks, *, labels=None, **look):
        self.long_side.locator = FixedLocator(self.long_side.numbers(ticks))
        if labels is not None:
            self.set_ticklabels(labels, **look)

    def set_ticklabels(self, ticklabels, **look):
        self.long_axis.set_ticklabels(ticklabels, **look)

    def get_ticks(self, minor=False):
        return self.long_axis.get_ticklocs(minor=minor)

    def set_alpha(self, alpha):
        self.ramp.alpha = alpha

    def minorticks_on(self):
        self.long_axis.minorticks(True)

    def minorticks_off(self):
        self.long_axis.minorticks(False)

    def remove(self):
        self.figure.colorbars.remove(self)
        self.figure.delaxes(self.ax)


def _parted(spec, ratios, gap, is_across):
    """A cell in parts, side by side or one above the other."""
    if is_across:
        return gridspec.GridSpecFromSubplotSpec(1, len(ratios), spec, wspace=gap, width_ratios=ratios)
    return gridspec.GridSpecFromSubplotSpec(len(ratios), 1, spec, hspace=gap, height_ratios=ratios)


class _Ramp(Artist):
    """The colours from the low end to the high."""

    def __init__(self, bar, alpha):
        super().__init__()
        self.bar, self.alpha = bar, alpha

    def draw(self, paper):
        bar, mappable = self.bar, self.bar.mappable
        is_up = bar.orientation == "vertical"
        if isinstance(mappable, ContourSet):
            self._steps(paper, mappable, is_up)
        else:
            self._ramp(paper, mappable, is_up)
        if bar.marked is not None:
            self._lines(paper, bar.marked, is_up)

    def _ramp(self, paper, mappable, is_up):
        alpha = mappable.look["alpha"] if self.alpha is None and isinstance(mappable, Artist) else self.alpha
        cmap, count = mappable.cmap, 256
        shares = [(place + 0.5) / count for place in range(count)]
        if isinstance(mappable.norm, colors.BoundaryNorm):
            low, high = mappable.norm.vmin, mappable.norm.vmax
            shares = [mappable.norm.share(low + share * (high - low)) for share in shares]
        elif isinstance(mappable.norm, colors.TwoSlopeNorm):
            shares = [mappable.norm.share(mappable.norm.vmin + share * (mappable.norm.vmax - mappable.norm.vmin)) for share in shares]
        low, high = self.axes.y.view() if is_up else self.axes.x.view()
        shares = shares[::-1] if (low > high) != is_up else shares
        rgba = bytes(round(255 * part) for share in shares for part in cmap.at(share, alpha))
        x, y, w, h = self.axes.box
        paper.image(x, y, w, h, *((1, count) if is_up else (count, 1)), rgba, False)

    def _steps(self, paper, contours, is_up):
        edges = contours.levels.tolist()
        if not contours.filled:
            self._lines(paper, contours, is_up)
            return
        first = 1 if contours.extend in ("min", "both") else 0
        for place, (low, high) in enumerate(zip(edges, edges[1:])):
            xs, ys = ([0, 1, 1, 0], [low, low, high, high]) if is_up else ([low, low, high, high], [0, 1, 1, 0])
            paper.path(*self.axes.transData.px(xs, ys), None, 0, (), colors.css(contours.colour(place + first)))

    def _lines(self, paper, contours, is_up):
        for place, level in enumerate(contours.levels.tolist()):
            xs, ys = ([0, 1], [level] * 2) if is_up else ([level] * 2, [0, 1])
            paper.path(*self.axes.transData.px(xs, ys), colors.css(contours.colour(place)), 1.5 * PX)
