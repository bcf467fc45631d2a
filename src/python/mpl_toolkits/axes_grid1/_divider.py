"""Room beside axes for other axes: a share of their width, or inches."""

from matplotlib.axes import Axes


def make_axes_locatable(axes):
    return _Divider(axes)


class _Divider:
    def __init__(self, axes):
        self.axes, self.before, self.parts = axes, axes.place, []
        axes.place = _Place(self, None)

    def append_axes(self, position, size, pad=None, **settings):
        if position not in ("right", "bottom", "left", "top"):
            raise ValueError(f"the position must be one of left, right, bottom, or top, not {position!r}")
        pad = 0.05 if pad is None else pad
        part = (position, size, pad)
        self.parts.append(part)
        made = self.axes.figure._added(Axes(self.axes.figure, _Place(self, part), **settings))
        return made

    def _bounds(self, wanted):
        """The middle's place, or a part's."""
        figure = self.axes.figure
        left, bottom, wide, high = self.before.bounds() if hasattr(self.before, "bounds") else self.before
        inches = figure.size
        size = lambda given, whole, at: float(given.rstrip("%")) / 100 * whole if isinstance(given, str) else given / inches[at]
        across, up, taken = 1.0, 1.0, [0.0, 0.0]
        for position, share, pad in self.parts:
            at = 0 if position in ("left", "right") else 1
            if isinstance(share, str):
                across, up = (across + float(share.rstrip("%")) / 100, up) if at == 0 else (across, up + float(share.rstrip("%")) / 100)
            else:
                taken[at] += share / inches[at]
            taken[at] += pad / inches[at]
        room = (wide - taken[0]) / across, (high - taken[1]) / up
        if self.axes.aspect != "auto":
            ratio = self.axes.aspect * self.axes._data_ratio() * inches[0] / inches[1]
            room = (room[0], room[0] * ratio) if room[0] * ratio <= room[1] else (room[1] / ratio, room[1])
        whole = room[0] * across + taken[0], room[1] * up + taken[1]
        x, y = left + (wide - whole[0]) / 2, bottom + (high - whole[1]) / 2
        for position, share, pad in self.parts:
            if position == "left":
                x += size(share, room[0], 0) + pad / inches[0]
            elif position == "bottom":
                y += size(share, room[1], 1) + pad / inches[1]
        edges = {"right": x + room[0], "left": x, "top": y + room[1], "bottom": y}
        for part in self.parts:
            position, share, pad = part
            at = 0 if position in ("left", "right") else 1
            long, gap = size(share, room[at], at), pad / inches[at]
            start = edges[position] + gap if position in ("right", "top") else edges[position] - gap - long
            edges[position] = start + long if position in ("right", "top") else start
            if part is wanted:
                return (start, y, long, room[1]) if at == 0 else (x, start, room[0], long)
        return x, y, *room


class _Place:
    def __init__(self, divider, part):
        self.divider, self.part, self.within = divider, part, divider.before

    def bounds(self):
        return self.divider._bounds(self.part)
