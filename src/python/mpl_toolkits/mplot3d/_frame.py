"""The box around three dimensions: its panes, grids, ticks and names."""

import math

from matplotlib import colors
from matplotlib._rc import rcParams
from matplotlib._type import PX
from matplotlib.axis import Axis
from matplotlib.patches import Patch

_PANES = {"x": "0.95", "y": "0.9", "z": "0.925"}
# For each axis: along which of the others its ticks point, and which sides its edge keeps.
_TICKS, _JUGGLED = {"x": 1, "y": 0, "z": 0}, {"x": (1, 0), "y": (0, 1), "z": (0, 2)}


class Axis3D(Axis):
    def __init__(self, axes, side):
        super().__init__(axes, side)
        self.pane = Patch(facecolor=(*colors.to_rgba(_PANES[self.name])[:3], 0.5), edgecolor=(*colors.to_rgba(_PANES[self.name])[:3], 0.5))
        self.line_colour = "black"

    def set_pane_color(self, color):
        self.pane.set(facecolor=color, edgecolor=color)

    def set_rotate_label(self, val):
        self.turns = bool(val)

    def space(self):
        _, _, wide, _ = self.axes.box
        return int(wide / PX / (self.ticks_look["major"]["labelsize"] * 3))

    def draw(self, paper):
        raise NotImplementedError("a box's axes are drawn together")


def draw(axes, paper):
    """Panes, grids, lines, ticks, numbers and names, as they lie behind all parts."""
    mins, maxs = zip(*(sorted(side.view()) for side in axes.sides))
    deltas = [(high - low) / 12 for low, high in zip(mins, maxs)]
    mins, maxs = [low - delta / 4 for low, delta in zip(mins, deltas)], [high + delta / 4 for high, delta in zip(maxs, deltas)]
    centers = [(low + high) / 2 for low, high in zip(mins, maxs)]
    highs = [_is_high_behind(axes, place, mins, maxs) for place in range(3)]
    back = [high if is_high else low for low, high, is_high in zip(mins, maxs, highs)]
    front = [low if is_high else high for low, high, is_high in zip(mins, maxs, highs)]
    shown = [axis for axis in (axes.xaxis, axes.yaxis, axes.zaxis) if axis.is_visible]
    for axis in shown:
        _pane(axes, paper, axis, "xyz".index(axis.name), mins, maxs, back)
    found = {axis.name: axis.shown() for axis in shown}
    if axes.has_grid:
        for axis in shown:
            _grid(axes, paper, axis, "xyz".index(axis.name), found[axis.name], back, front)
    for axis in shown:
        _edge(axes, paper, axis, "xyz".index(axis.name), found[axis.name], mins, maxs, back, centers, deltas, highs)


def _is_high_behind(axes, place, mins, maxs):
    """Whether the pane at the high end is the farther one."""
    depth = []
    for value in (mins[place], maxs[place]):
        corners = [[value if axis == place else (mins, maxs)[corner >> axis & 1][axis] for axis in range(3)] for corner in range(8)]
        depth.append(sum(axes.project(*([part] for part in corner))[2][0] for corner in corners))
    return depth[1] < depth[0]


def _pane(axes, paper, axis, place, mins, maxs, back):
    if not axis.pane.look["visible"]:
        return
    one, two = (other for other in range(3) if other != place)
    corners = []
    for a, b in ((mins[one], mins[two]), (mins[one], maxs[two]), (maxs[one], maxs[two]), (maxs[one], mins[two]), (mins[one], mins[two])):
        point = list(back)
        point[one], point[two] = a, b
        corners.append(point)
    xs, ys, _ = axes.project(*(list(part) for part in zip(*corners)))
    axis.pane.ink(paper, xs, ys)


def _grid(axes, paper, axis, place, found, back, front):
    look = axis.grid_look | (axes.grid_look or {}) | (axis.grids["major"] or {})
    colour = colors.css(colors.to_rgba(look["color"], None if look["alpha"] == 1.0 else look["alpha"]))
    for tick, _, _ in found:
        middle = list(back)
        middle[place] = tick
        first, last = list(middle), list(middle)
        first[place - 2], last[place - 1] = front[place - 2], front[place - 1]
        xs, ys, _ = axes.project(*(list(part) for part in zip(first, middle, last)))
        paper.path(xs, ys, colour, look["linewidth"] * PX, (), None, "butt")


def _edge(axes, paper, axis, place, found, mins, maxs, back, centers, deltas, highs):
    one, two = _JUGGLED[axis.name]
    flipped = lambda point, at: mins[at] if point[at] == maxs[at] else maxs[at]
    start = list(back)
    start[one] = flipped(start, one)
    end = list(start)
    end[two] = flipped(end, two)
    xs, ys, _ = axes.project(*(list(part) for part in zip(start, end)))
    paper.path(xs, ys, colors.css(colors.to_rgba(axis.line_colour)), rcParams["axes.linewidth"] * PX, (), None, "square")
    toward, look = _TICKS[axis.name], axis.ticks_look["major"]
    sign = 1 if highs[toward] else -1
    colour, width = colors.css(colors.to_rgba(look["color"])), look["width"] * PX
    _, _, wide, high = axes.box
    per_point = 48 / ((wide + high) / PX)

    def moved(point, points_away):
        return [value if at == place else value + math.copysign(1, value - centers[at]) * points_away * per_point * deltas[at] for at, value in enumerate(point)]

    for tick, label, own in found:
        point = list(start)
        point[place] = tick
        near, far = list(point), list(point)
        near[toward], far[toward] = start[toward] + 0.1 * sign * deltas[toward], start[toward] - 0.2 * sign * deltas[toward]
        if look["length"] and look["bottom" if axis.name == "x" else "left"]:
            xs, ys, _ = axes.project(*(list(part) for part in zip(near, far)))
            paper.path(xs, ys, colour, width)
        text = axis._label_looks("major", own)
        text.set_text(label)
        if label and text.look["visible"] and look["labelbottom" if axis.name == "x" else "labelleft"]:
            xs, ys, _ = axes.project(*([part] for part in moved(point, look["pad"] + 8)))
            text.write(paper, xs[0], ys[0], horizontalalignment="center", verticalalignment="center")
    _name(axes, paper, axis, start, end, moved)


def _name(axes, paper, axis, start, end, moved):
    text = axis.label
    if not text.text or not text.look["visible"]:
        return
    middle = [(a + b) / 2 for a, b in zip(start, end)]
    xs, ys, _ = axes.project(*([part] for part in moved(middle, axis.label_pad + 21)))
    angle = 0.0
    if getattr(axis, "turns", len(text.text) > 4):
        ex, ey, _ = axes.project(*(list(part) for part in zip(start, end)))
        angle = math.degrees(math.atan2(-(ey[1] - ey[0]), ex[1] - ex[0]))
        angle = (angle + 90) % 180 - 90
    text.write(paper, xs[0], ys[0], horizontalalignment="center", verticalalignment="center", rotation=angle)
