"""Bars, histograms and pies."""

import bisect
import math

from . import _data, colors
from ._kinds import renamed
from ._rc import rcParams
from .container import BarContainer
from .patches import Polygon, Rectangle, Wedge, shadow_of


class Bars:
    def bar(self, x, height, width=0.8, bottom=None, *, align="center", data=None, **look):
        if data is not None:
            x, height = (data[one] if isinstance(one, str) and one in data else one for one in (x, height))
        return self._bars(self.x, self.y, x, height, width, bottom, align, "vertical", look)

    def barh(self, y, width, height=0.8, left=None, *, align="center", **look):
        return self._bars(self.y, self.x, y, width, height, left, align, "horizontal", look)

    def _bars(self, along, across, places, lengths, widths, starts, align, orientation, look):
        if align not in ("center", "edge"):
            raise ValueError(f"{align!r} is not a valid value for align; supported values are 'center', 'edge'")
        is_up, look = orientation == "vertical", renamed(look)
        whole = _data.plain(lengths)
        whole = isinstance(whole, list) and set(map(type, whole)) == {int} or type(whole) is int
        places, lengths = along.numbers(places), across.numbers(lengths)
        lengths = list(map(int, lengths)) if whole else lengths
        count = max(len(places), len(lengths))
        places, lengths, widths = (values * count if len(values) == 1 else values for values in (places, lengths, _data.flat(widths)))
        starts = [0.0] * count if starts is None else _data.spread(starts, count)
        if not len(places) == len(lengths) == len(widths) == len(starts):
            raise ValueError(f"shape mismatch: objects cannot be broadcast to a single shape: {len(places)} places, {len(lengths)} lengths")
        label, names = look.pop("label", ""), look.pop("tick_label", None)
        yerr, xerr = look.pop("yerr", None), look.pop("xerr", None)
        error_look = {"ecolor": look.pop("ecolor", "k"), "capsize": look.pop("capsize", None), **look.pop("error_kw", {})}
        if look.pop("log", False):
            across.set_scale("log")
        colour, edge = look.pop("color", None), look.pop("edgecolor", None)
        face = look.pop("facecolor", None)
        colour = colour if face is None else face
        colour = self.next_colour() if colour is None else colour
        faces = colors.colour_list(colour if isinstance(colour, (str, tuple)) else _listed(colour))
        edges = [None] if edge is None else colors.colour_list(edge)
        line_widths = [look.pop("linewidth", None)]
        line_widths = line_widths[0] if isinstance(line_widths[0], (list, tuple)) else line_widths
        own_labels = [str(one) for one in label] if isinstance(label, (list, tuple)) else None
        made = []
        for number, (place, long, wide, start) in enumerate(zip(places, lengths, widths, starts)):
            low = place - wide / 2 if align == "center" else place
            corner, size = ((low, start), (wide, long)) if is_up else ((start, low), (long, wide))
            bar = Rectangle(corner, *size, facecolor=faces[number % len(faces)], edgecolor=edges[number % len(edges)], linewidth=line_widths[number % len(line_widths)],
                            label=own_labels[number] if own_labels else "_nolegend_", **look)  # fmt: skip
            made.append(self._drawn(bar))
            across.stick(start)
        along.ask(), across.ask()
        container = BarContainer(made, None, lengths, orientation, "" if own_labels else label)
        self.containers.append(container)
        if names is not None:
            axis = self.xaxis if is_up else self.yaxis
            middles = [place + (0 if align == "center" else wide / 2) for place, wide in zip(places, widths)]
            axis.set_ticks(middles, [names] * count if isinstance(names, str) else names)
        if xerr is not None or yerr is not None:
            ends = [start + long for start, long in zip(starts, lengths)]
            middles = [place + (0 if align == "center" else wide / 2) for place, wide in zip(places, widths)]
            container.errorbar = self.errorbar(*((middles, ends) if is_up else (ends, middles)), yerr=yerr, xerr=xerr, fmt="none", **error_look)
            # The bars come first where everything is listed.
            self.containers.remove(container.errorbar)
        return container

    def bar_label(self, container, labels=None, *, fmt="%g", label_type="edge", padding=0, **look):
        is_up, made = container.orientation == "vertical", []
        for number, bar in enumerate(container.patches):
            value = container.datavalues[number]
            long, start = (bar.height, bar.y) if is_up else (bar.width, bar.x)
            text = labels[number] if labels is not None else fmt % value if "%" in fmt else fmt.format(value)
            end = start + long if label_type == "edge" else start + long / 2
            if label_type == "edge" and getattr(container, "errorbar", None) is not None:
                reached = container.errorbar.lines[2][0].parts[number][1 if is_up else 0]
                end = max(reached) if long >= 0 else min(reached)
            middle = bar.x + bar.width / 2 if is_up else bar.y + bar.height / 2
            sign = 0 if label_type == "center" else 1 if long >= 0 else -1
            away, align = sign * padding, ("center" if not sign else "bottom" if sign > 0 else "top") if is_up else ("center" if not sign else "left" if sign > 0 else "right")
            aligned = {"ha": "center", "va": align} if is_up else {"ha": align, "va": "center"}
            made.append(self.annotate(text, (middle, end) if is_up else (end, middle), (0, away) if is_up else (away, 0), textcoords="offset points", **{**aligned, **look}))
        return made

    def hist(self, x, bins=None, range=None, density=False, weights=None, cumulative=False, bottom=None, histtype="bar", align="mid", orientation="vertical", rwidth=None,
             log=False, color=None, label=None, stacked=False, **look):  # fmt: skip
        import numpy

        if bottom is not None or align not in ("mid", "left", "right"):
            raise NotImplementedError("hist(bottom=..., align=...) are here with None and 'mid', 'left', 'right'.")
        if histtype not in ("bar", "barstacked", "step", "stepfilled"):
            raise ValueError(f"{histtype!r} is not a valid value for histtype; supported values are 'bar', 'barstacked', 'step', 'stepfilled'")
        sets = _sets(x)
        shares = [None] * len(sets) if weights is None else _sets(weights)
        edges = bin_edges([value for one in sets for value in one], rcParams["hist.bins"] if bins is None else bins, range)
        stacked = stacked or histtype == "barstacked"
        counts = [counted(one, edges, own) for one, own in zip(sets, shares)]
        widths = [high - low for low, high in zip(edges, edges[1:])]
        if density:
            whole = sum(map(sum, counts)) if stacked else None
            counts = [[value / wide / ((whole or sum(row)) or 1) for value, wide in zip(row, widths)] for row in counts]
        if cumulative:
            counts = [_summed([value * wide for value, wide in zip(row, widths)] if density else row, cumulative) for row in counts]
        floors = [[0.0] * len(widths) for _ in counts]
        if stacked:
            for number in builtin_range(1, len(counts)):
                floors[number] = [a + b for a, b in zip(floors[number - 1], counts[number - 1])]
        tones = [self.next_colour() for _ in sets] if color is None else [color] if len(sets) == 1 and not isinstance(color, list) else colors.colour_list(color)
        labels = [label] * len(sets) if label is None or isinstance(label, str) else list(label)
        if isinstance(label, str):
            labels = [label] + [""] * (len(sets) - 1)
        shift = {"mid": 0.0, "left": -0.5, "right": 0.5}[align]
        made = []
        for number, row in enumerate(counts):
            draw = self._hist_bars if "bar" in histtype else self._hist_steps
            made.append(draw((number, 1 if stacked else len(counts)), row, floors[number], edges, widths, shift, histtype == "stepfilled", orientation, rwidth, log,
                             tones[number % len(tones)], labels[number] or "", look))  # fmt: skip
        if stacked:
            counts = [[a + b for a, b in zip(row, floor)] for row, floor in zip(counts, floors)]
        numbers = [numpy.array(row) for row in counts]
        return (numbers[0], numpy.array(edges), made[0]) if len(sets) == 1 else (numpy.array(counts), numpy.array(edges), made)

    def _hist_bars(self, place, row, floor, edges, widths, shift, _, orientation, rwidth, log, tone, label, look):
        number, count = place
        share = (1.0 if count == 1 else 0.8) if rwidth is None else rwidth
        sizes = [wide * share / count for wide in widths]
        offset = number - (count - 1) / 2 if count > 1 else 0.0
        middles = [low + wide * (0.5 + shift) + offset * size for low, wide, size in zip(edges, widths, sizes)]
        if orientation == "vertical":
            return self.bar(middles, row, sizes, floor, color=tone, label=label, log=log, **look)
        return self.barh(middles, row, sizes, floor, color=tone, label=label, log=log, **look)

    def _hist_steps(self, _, row, floor, edges, widths, shift, is_filled, orientation, __, log, tone, label, look):
        moved = [edge + shift * widths[min(place, len(widths) - 1)] for place, edge in enumerate(edges)]
        across = self.y if orientation == "vertical" else self.x
        if log:
            across.set_scale("log")
        tops = [a + b for a, b in zip(row, floor)]
        outline = [(moved[0], floor[0])]
        for place, top in enumerate(tops):
            outline += [(moved[place], top), (moved[place + 1], top)]
        outline.append((moved[-1], floor[-1]))
        if is_filled:
            for place in reversed(builtin_range(len(floor))):
                outline += [(moved[place + 1], floor[place]), (moved[place], floor[place])]
        outline = outline if orientation == "vertical" else [pair[::-1] for pair in outline]
        own = {"facecolor": tone} if is_filled else {"edgecolor": tone, "fill": False}
        across.stick(0.0)
        return [self._drawn(Polygon(outline, is_filled, label=label, **{**own, **renamed(look)}))]

    def hist2d(self, x, y, bins=10, range=None, density=False, cmap=None, **look):
        import numpy

        x, y = _data.flat(x), _data.flat(y)
        across, up = bins if isinstance(bins, (list, tuple)) and len(bins) == 2 else (bins, bins)
        x_edges, y_edges = bin_edges(x, across, range and range[0]), bin_edges(y, up, range and range[1])
        rows = [[0.0] * (len(x_edges) - 1) for _ in y_edges[1:]]
        for a, b in zip(x, y):
            column, row = _bin_of(a, x_edges), _bin_of(b, y_edges)
            if column is not None and row is not None:
                rows[row][column] += 1
        if density:
            total = sum(map(sum, rows))
            rows = [[value / total / (x_edges[c + 1] - x_edges[c]) / (y_edges[r + 1] - y_edges[r]) for c, value in enumerate(row)] for r, row in enumerate(rows)]
        mesh = self.pcolormesh(x_edges, y_edges, rows, cmap=cmap, **look)
        return numpy.array([list(column) for column in zip(*rows)]), numpy.array(x_edges), numpy.array(y_edges), mesh

    def pie(self, x, explode=None, labels=None, colors=None, autopct=None, pctdistance=0.6, shadow=False, labeldistance=1.1, startangle=0, radius=1, counterclock=True,
            wedgeprops=None, textprops=None, center=(0, 0), frame=False, rotatelabels=False, *, normalize=True):  # fmt: skip
        if rotatelabels:
            raise NotImplementedError("pie(rotatelabels=True) is not here.")
        values = _data.flat(x)
        values = [value / sum(values) for value in values] if normalize else values
        wedges, texts, shares, angle = [], [], [], startangle / 360
        for number, share in enumerate(values):
            end = angle + share if counterclock else angle - share
            middle = math.pi * (angle + end)
            away = explode[number] if explode is not None else 0
            spot = center[0] + away * math.cos(middle), center[1] + away * math.sin(middle)
            tone = colors[number % len(colors)] if colors is not None else self.next_colour("line")
            name = labels[number] if labels is not None else ""
            ends = 360 * min(angle, end), 360 * max(angle, end)
            wedges.append(self._drawn(Wedge(spot, radius, *ends, facecolor=tone, label=str(name), **(wedgeprops or {}))))
            if shadow:
                dark, below = shadow_of(wedges[-1].get_facecolor()), tuple(part - 0.02 * math.sqrt(2) for part in spot)
                self.add_artist(Wedge(below, radius, *ends, facecolor=dark, edgecolor=dark, zorder=0.9, label="_nolegend_"))

            def word(text, distance, align):
                x, y = spot[0] + distance * radius * math.cos(middle), spot[1] + distance * radius * math.sin(middle)
                return self.text(x, y, text, **{"ha": align, "va": "center", **(textprops or {})})

            if labeldistance is not None:
                texts.append(word(str(name), labeldistance, "left" if math.cos(middle) > 0 else "right"))
                texts[-1].set(**({"fontsize": rcParams["xtick.labelsize"]} if not {"fontsize", "size"} & set(textprops or {}) else {}))
            if autopct is not None:
                shares.append(word(autopct % (100 * share) if isinstance(autopct, str) else autopct(100 * share), pctdistance, "center"))
            angle = end
        if not frame:
            self.is_framed = False
            self.xaxis.set_ticks([])
            self.yaxis.set_ticks([])
            self.x.set_view(-1.25 * radius + center[0], 1.25 * radius + center[0])
            self.y.set_view(-1.25 * radius + center[1], 1.25 * radius + center[1])
        self.set_aspect("equal")
        return (wedges, texts) if autopct is None else (wedges, texts, shares)


builtin_range = range


def _listed(colour):
    values = _data.plain(colour)
    return tuple(values) if values and isinstance(values[0], float) else [tuple(value) if isinstance(value, list) else value for value in values]


def _sets(x):
    """The data sets of a histogram: a list of lists, or the columns of a table."""
    if isinstance(x, (list, tuple)) and len(x) and hasattr(x[0], "__len__") and not isinstance(x[0], str):
        return [_data.flat(one) for one in x]
    values = _data.plain(x)
    if isinstance(values, list) and values and isinstance(values[0], list):
        return [[number for number in column] for column in _data.columns(values)]
    return [_data.flat(values)]


def bin_edges(values, bins, limits=None):
    """So many bins of one width, a rule's name, or the edges themselves."""
    if hasattr(bins, "__len__") and not isinstance(bins, str):
        return _data.flat(bins)
    low, high = limits or (min(values, default=0.0), max(values, default=1.0))
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError(f"autodetected range of [{low}, {high}] is not finite")
    inside = sorted(value for value in values if low <= value <= high)
    low, high = (low - 0.5, high + 0.5) if low == high else (low, high)
    count = _rule(bins, inside, high - low) if isinstance(bins, str) else int(bins)
    return [low + (high - low) * place / count for place in builtin_range(count)] + [float(high)]


def _rule(name, values, span):
    size = len(values) or 1
    sturges = span / (math.log2(size) + 1)
    if name == "sturges":
        return math.ceil(span / sturges)
    if name == "sqrt":
        return math.ceil(math.sqrt(size))
    if name not in ("auto", "fd"):
        raise NotImplementedError(f"hist(bins={name!r}) is not here: 'auto', 'fd', 'sturges', 'sqrt' are.")

    def quantile(share):
        place = share * (size - 1)
        low = int(place)
        return values[low] + (values[min(low + 1, size - 1)] - values[low]) * (place - low)

    fd = 2 * (quantile(0.75) - quantile(0.25)) / size ** (1 / 3)
    width = fd if name == "fd" or not fd else min(fd, sturges)
    width = width or (sturges if name == "auto" else 0)
    return math.ceil(span / width) if width else 1


def _bin_of(value, edges):
    if not edges[0] <= value <= edges[-1]:
        return None
    return min(bisect.bisect_right(edges, value) - 1, len(edges) - 2)


def counted(values, edges, weights=None):
    counts = [0.0] * (len(edges) - 1)
    for number, value in enumerate(values):
        place = _bin_of(value, edges)
        if place is not None:
            counts[place] += 1.0 if weights is None else weights[number]
    return counts


def _summed(row, direction):
    total, made = 0.0, []
    for value in row if direction > 0 else reversed(row):
        total += value
        made.append(total)
    return made if direction > 0 else made[::-1]
