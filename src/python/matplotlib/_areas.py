"""Areas: between curves, inside polygons, over each other."""

from . import _data
from ._kinds import renamed
from .collections import PolyCollection
from .lines import read_format, stepped
from .patches import Polygon


class Areas:
    def fill_between(self, x, y1, y2=0, where=None, interpolate=False, step=None, **look):
        return self._between(self.x, x, y1, y2, where, interpolate, step, look)

    def fill_betweenx(self, y, x1, x2=0, where=None, step=None, interpolate=False, **look):
        return self._between(self.y, y, x1, x2, where, interpolate, step, look)

    def _between(self, along, x, y1, y2, where, interpolate, step, look):
        x = along.numbers(x)
        one, two = _data.spread(y1, len(x)), _data.spread(y2, len(x))
        _data.same_size(x, one)
        _data.same_size(x, two)
        kept = [True] * len(x) if where is None else [bool(value) for value in _data.flat(where)]
        kept = [keep and a == a and b == b for keep, a, b in zip(kept, one, two)]
        polygons, start = [], None
        for place in range(len(x) + 1):
            inside = place < len(x) and kept[place]
            if inside and start is None:
                start = place
            if not inside and start is not None:
                polygons.append(_band(x, one, two, start, place, step, interpolate and where is not None))
                start = None
        polygons = polygons if along is self.x else [[pair[::-1] for pair in polygon] for polygon in polygons]
        look = renamed(look)
        if not {"color", "facecolor"} & set(look):
            look["facecolor"] = self.next_colour()
        return self._drawn(PolyCollection(polygons, **look))

    def fill(self, *args, **look):
        args, made, look = list(args), [], renamed(look)
        while args:
            x, y = self.x.numbers(args.pop(0)), self.y.numbers(args.pop(0))
            own = dict(look)
            if args and isinstance(args[0], str):
                own.setdefault("color", read_format(args.pop(0)).get("color", "C0"))
            if not {"color", "facecolor"} & set(own):
                own["color"] = self.next_colour()
            made.append(self._drawn(Polygon(list(zip(x, y)), **own)))
        return made

    def stackplot(self, x, *args, labels=(), colors=None, baseline="zero", **look):
        if baseline != "zero":
            raise NotImplementedError(f"stackplot(baseline={baseline!r}) is not here: 'zero' is.")
        rows = _data.plain(args[0]) if len(args) == 1 and isinstance(_data.plain(args[0])[0], list) else [_data.flat(arg) for arg in args]
        low, made = [0.0] * len(rows[0]), []
        for place, row in enumerate(rows):
            high = [a + b for a, b in zip(low, row)]
            face = colors[place % len(colors)] if colors else self.next_colour("line")
            made.append(self.fill_between(x, low, high, facecolor=face, label=labels[place] if place < len(labels) else "", **look))
            self.y.stick(0)
            low = high
        return made


def _band(x, one, two, start, end, step, has_crossing):
    """The polygon between two curves from start to end."""
    xs, above, below = x[start:end], one[start:end], two[start:end]
    if step:
        (xs, above), (_, below) = stepped(xs, above, step), stepped(xs, below, step)
    polygon = [*zip(xs, above), *zip(reversed(xs), reversed(below))]
    if has_crossing:
        first, last = _crossing(x, one, two, start - 1), _crossing(x, one, two, end - 1)
        polygon = [*([first] if first else []), *zip(xs, above), *([last] if last else []), *zip(reversed(xs), reversed(below))]
    return polygon


def _crossing(x, one, two, place):
    """Where two curves meet between a place and the next."""
    if not 0 <= place < len(x) - 1:
        return None
    before, after = one[place] - two[place], one[place + 1] - two[place + 1]
    if before == after or before * after > 0:
        return None
    share = before / (before - after)
    return x[place] + share * (x[place + 1] - x[place]), one[place] + share * (one[place + 1] - one[place])
