"""Strips: bars that are broken, marks of events, the outline of a histogram."""

from . import _data, colors
from ._kinds import renamed
from .collections import LineCollection, PolyCollection
from .patches import Polygon


class Strips:
    def broken_barh(self, xranges, yrange, **look):
        low, high = yrange[0], yrange[0] + yrange[1]
        verts = [[(start, low), (start, high), (start + wide, high), (start + wide, low)] for start, wide in _data.plain(xranges)]
        return self._drawn(PolyCollection(verts, **{"facecolor": self.next_colour("line"), **renamed(look)}))

    def eventplot(self, positions, orientation="horizontal", lineoffsets=1, linelengths=1, linewidths=None, colors=None, linestyles="solid", **look):
        """A row of short lines for each list of places."""
        rows = _data.plain(positions)
        rows = [_data.flat(row) for row in rows] if rows and isinstance(rows[0], list) else [_data.flat(rows)]
        # One offset for several rows is the step between them.
        offsets = [place * lineoffsets for place in range(len(rows))] if isinstance(lineoffsets, (int, float)) and len(rows) > 1 else _data.spread(lineoffsets, len(rows))
        tones, made = _each(colors, len(rows)), []
        widths, styles = _each(linewidths, len(rows)), _each(linestyles, len(rows))
        for row, offset, long, tone, width, style in zip(rows, offsets, _data.spread(linelengths, len(rows)), tones, widths, styles):
            ends = [((place, offset - long / 2), (place, offset + long / 2)) for place in row]
            ends = ends if orientation == "horizontal" else [[pair[::-1] for pair in one] for one in ends]
            made.append(self._drawn(LineCollection(ends, color=tone, linewidth=width, linestyle=style, **look)))
            (self.y if orientation == "horizontal" else self.x).see([offset - long, offset + long])
        return made

    def stairs(self, values, edges=None, *, orientation="vertical", baseline=0, fill=False, **look):
        values = _data.flat(values)
        edges = list(map(float, range(len(values) + 1))) if edges is None else _data.flat(edges)
        if len(edges) != len(values) + 1:
            raise ValueError(f"Size mismatch between \"values\" and \"edges\". Expected `len(values) + 1 == len(edges)`, but {len(values)} + 1 != {len(edges)}.")
        outline = [(edges[0], baseline), *((edge, value) for place, value in enumerate(values) for edge in edges[place : place + 2]), (edges[-1], baseline)]
        look = renamed(look)
        tone = look.pop("color", None)
        tone = self.next_colour("line") if tone is None else tone
        own = {"facecolor": tone, "edgecolor": "none"} if fill else {"edgecolor": tone, "fill": False}
        (self.y if orientation == "vertical" else self.x).stick(float(baseline))
        return self._drawn(Polygon(outline if orientation == "vertical" else [pair[::-1] for pair in outline], fill, **{**own, **look}))


def _each(given, count):
    if given is None or isinstance(given, (str, int, float)) or colors.is_color_like(given):
        return [given] * count
    return [given[place % len(given)] for place in range(count)]
