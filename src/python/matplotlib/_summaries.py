"""Boxes that sum up numbers, and arrows that show directions."""

import math

from . import _data
from ._bars import _sets
from ._kinds import renamed
from ._rc import rcParams
from .collections import Collection
from .lines import Line2D
from .patches import Polygon


class Summaries:
    def boxplot(self, x, notch=False, sym=None, vert=True, whis=1.5, positions=None, widths=None, patch_artist=False, showmeans=False, showcaps=True, showbox=True,
                showfliers=True, boxprops=None, labels=None, flierprops=None, medianprops=None, meanprops=None, capprops=None, whiskerprops=None, meanline=False):  # fmt: skip
        if meanline:
            raise NotImplementedError("boxplot(meanline=True) is not here.")
        sets = _sets(x)
        places = list(range(1, len(sets) + 1)) if positions is None else _data.flat(positions)
        wide = max(0.15, min(0.5, 0.15 * (max(places) - min(places)))) if widths is None else widths
        wide = _data.spread(wide, len(sets))
        found = {name: [] for name in ("whiskers", "caps", "boxes", "medians", "fliers", "means")}
        black = {"color": rcParams["lines.color"] if rcParams["lines.color"] != "C0" else "black", "linewidth": 1.0}

        def line(kind, xs, ys, own, **look):
            xs, ys = (xs, ys) if vert else (ys, xs)
            found[kind].append(self._drawn(Line2D(xs, ys, **{**black, "label": "_nolegend_", **look, **renamed(own or {})})))

        for place, half, values in zip(places, (one / 2 for one in wide), sets):
            low, middle, high = (_quantile(values, share) for share in (0.25, 0.5, 0.75))
            reach = whis * (high - low) if isinstance(whis, (int, float)) else 0
            floor, ceiling = (low - reach, high + reach) if isinstance(whis, (int, float)) else (_quantile(values, share / 100) for share in whis)
            bottom, top = min((value for value in values if value >= floor), default=low), max((value for value in values if value <= ceiling), default=high)
            bottom, top = min(bottom, low), max(top, high)
            for start, end in ((low, bottom), (high, top)):
                line("whiskers", [place, place], [start, end], whiskerprops)
                if showcaps:
                    line("caps", [place - half / 2, place + half / 2], [end, end], capprops)
            corners = [place - half, place + half, place + half, place - half, place - half], [low, low, high, high, low]
            waist = half
            if notch:
                # How sure the median is.
                sure, waist = 1.57 * (high - low) / math.sqrt(len(values)), half / 2
                right, ups = [place + half, place + waist, place + half], [middle - sure, middle, middle + sure]
                xs = [place - half, place + half, *right, place + half, place - half, *(2 * place - x for x in right), place - half]
                corners = xs, [low, low, *ups, high, high, *reversed(ups), low]
            if showbox and patch_artist:
                pairs = list(zip(*(corners if vert else corners[::-1])))
                found["boxes"].append(self._drawn(Polygon(pairs, **{"facecolor": "C0", "edgecolor": "black", **renamed(boxprops or {})})))
            elif showbox:
                line("boxes", *corners, boxprops)
            line("medians", [place - waist, place + waist], [middle, middle], medianprops, color="C1")
            if showmeans:
                line("means", [place], [sum(values) / len(values)], meanprops, linestyle="None", marker="^", color="C2")
            if showfliers and sym != "":
                far = [value for value in values if not bottom <= value <= top]
                line("fliers", [place] * len(far), far, flierprops, linestyle="None", marker="o", markerfacecolor="none", markeredgecolor="black")
        axis, side = (self.xaxis, self.x) if vert else (self.yaxis, self.y)
        axis.set_ticks(places, labels if labels is not None else [f"{place:g}" for place in places])
        side.see([place + away for place in (min(places), max(places)) for away in (-0.5, 0.5)])
        side.stick(min(places) - 0.5, max(places) + 0.5)
        return found

    def violinplot(self, dataset, positions=None, vert=True, widths=0.5, showmeans=False, showextrema=True, showmedians=False, points=100):
        sets = _sets(dataset)
        places = list(range(1, len(sets) + 1)) if positions is None else _data.flat(positions)
        colour = self.next_colour("line")
        found, marks = {"bodies": []}, {"cmeans": [], "cmaxes": [], "cmins": [], "cmedians": []}
        for place, wide, values in zip(places, _data.spread(widths, len(sets)), sets):
            low, high = min(values), max(values)
            along = [low + (high - low) * step / (points - 1) for step in range(points)]
            shares = _density(values, along)
            half = [share / max(shares) * wide / 2 for share in shares]
            fill = self.fill_betweenx if vert else self.fill_between
            found["bodies"].append(fill(along, [place - one for one in half], [place + one for one in half], facecolor=colour, alpha=0.3))
            for name, value in (("cmeans", sum(values) / len(values)), ("cmaxes", high), ("cmins", low), ("cmedians", _quantile(values, 0.5))):
                marks[name].append(value)
        across, upright = (self.hlines, self.vlines) if vert else (self.vlines, self.hlines)
        quarters = [wide / 4 for wide in _data.spread(widths, len(sets))]
        ends = [place - quarter for place, quarter in zip(places, quarters)], [place + quarter for place, quarter in zip(places, quarters)]
        for name, is_wanted in (("cmeans", showmeans), ("cmaxes", showextrema), ("cmins", showextrema), ("cmedians", showmedians)):
            if is_wanted:
                found[name] = across(marks[name], *ends, colors=colour)
        if showextrema:
            found["cbars"] = upright(places, marks["cmins"], marks["cmaxes"], colors=colour)
        return found

    def quiver(self, *args, scale=None, scale_units=None, angles="uv", units="width", width=None, headwidth=3, headlength=5, headaxislength=4.5, pivot="tail", color=None, cmap=None,
               norm=None, **look):  # fmt: skip
        if units != "width" or pivot not in ("tail", "middle", "mid", "tip") or scale_units not in (None, "width", "xy"):
            raise NotImplementedError("quiver(units, scale_units) are here with 'width' and 'xy'.")
        numbers = [_data.flat(one) for one in args]
        C = numbers.pop() if len(numbers) in (3, 5) else None
        if len(numbers) == 2:
            rows = _data.grid(args[0])
            numbers = [[float(column) for _ in rows for column in range(len(rows[0]))], [float(row) for row in range(len(rows)) for _ in rows[0]], *numbers]
        elif len(numbers[0]) * len(numbers[1]) == len(numbers[2]) != len(numbers[0]):
            x, y = numbers[:2]
            numbers[:2] = [value for _ in y for value in x], [value for value in y for _ in x]
        head = (headwidth, headlength, headaxislength)
        arrows = Arrows(*numbers, scale, scale_units, angles, width, head, pivot, norm=norm, cmap=cmap, array=C, facecolor="black" if color is None else color, **renamed(look))
        return self._drawn(arrows)


def _quantile(values, share):
    ordered = sorted(value for value in values if value == value)
    place = share * (len(ordered) - 1)
    low = int(place)
    return ordered[low] + (ordered[min(low + 1, len(ordered) - 1)] - ordered[low]) * (place - low)


def _density(values, places):
    """How dense numbers lie at places: a bell around each, as wide as Scott's rule says."""
    count = len(values)
    mean = sum(values) / count
    width = math.sqrt(sum((value - mean) ** 2 for value in values) / max(1, count - 1)) * count**-0.2 or 1.0
    return [sum(math.exp(-(((place - value) / width) ** 2) / 2) for value in values) for place in places]


class Arrows(Collection):
    """An arrow at each point, as long and in the direction that two numbers say."""

    def __init__(self, x, y, u, v, scale, scale_units, angles, width, head, pivot, **look):
        super().__init__(**look)
        self.x, self.y, self.u, self.v = x, y, u, v
        self.scale, self.by_data, self.in_data, self.width, self.head, self.pivot = scale, scale_units == "xy", angles == "xy", width, head, pivot

    def set_UVC(self, U, V, C=None):
        self.u, self.v = _data.flat(U), _data.flat(V)
        if C is not None:
            self.set_array(C)

    def seen(self, side):
        return self.x if side.name == "x" else self.y

    def draw(self, paper):
        count = len(self.x)
        if not count:
            return
        _, _, wide, _ = self.axes.box
        root = math.sqrt(count)
        thick = wide * (0.06 / max(8, min(25, root)) if self.width is None else self.width)
        lengths = [math.hypot(a, b) for a, b in zip(self.u, self.v)]
        mean = sum(lengths) / count or 1.0
        scale = self.scale or (1.0 if self.by_data else 1.8 * mean * max(10, root))
        tones = self.mapped() if self.array else self.tones(self.look["facecolor"], count)
        xs, ys = self.px(self.x, self.y)
        ends = self.px([x + u / (scale if self.by_data else 1) for x, u in zip(self.x, self.u)], [y + v / (scale if self.by_data else 1) for y, v in zip(self.y, self.v)])
        wing, long, neck = (part * thick for part in self.head)
        for place, (x, y) in enumerate(zip(xs, ys)):
            dx, dy = ends[0][place] - x, ends[1][place] - y
            far = math.hypot(dx, dy) if self.by_data else lengths[place] / scale * wide
            angle = math.atan2(dy, dx) if self.in_data or self.by_data else math.atan2(-self.v[place], self.u[place])
            if not far:
                continue
            # A short arrow is a small one.
            small = min(1.0, far / long)
            half, barb, back, at = thick / 2 * small, wing / 2 * small, far - long * small, far - neck * small
            shift = {"tail": 0.0, "tip": -far}.get(self.pivot, -far / 2)
            outline = [(0, half), (at, half), (back, barb), (far, 0), (back, -barb), (at, -half), (0, -half), (0, half)]
            cos, sin = math.cos(angle), math.sin(angle)
            paper.path([x + (a + shift) * cos - b * sin for a, b in outline], [y + (a + shift) * sin + b * cos for a, b in outline], None, 0, (),
                       tones[place] if isinstance(tones, list) else tones)  # fmt: skip
