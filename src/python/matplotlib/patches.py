"""Filled shapes: rectangles, circles, polygons, wedges, arrows."""

import math

from . import _data, _hatch, colors
from ._paper import crisp
from ._rc import rcParams
from ._type import PX
from .artist import Artist, dashes


class Patch(Artist):
    zorder, kind = 1.0, "patches"
    LOOK = {"facecolor": None, "edgecolor": None, "linewidth": None, "linestyle": "-", "fill": True, "hatch": None, "antialiased": True}

    def __init__(self, **look):
        super().__init__(**look)
        if self.look["linewidth"] is None:
            self.look["linewidth"] = rcParams["patch.linewidth"]
        self.usual = rcParams["patch.facecolor"], rcParams["patch.edgecolor"], rcParams["patch.force_edgecolor"]

    def _check_hatch(self, value):
        _hatch.check(value)
        return value

    def set_color(self, c):
        self.look["facecolor"] = self.look["edgecolor"] = c

    def get_facecolor(self):
        return colors.to_rgba(self._face(), self.look["alpha"])

    def get_edgecolor(self):
        return colors.to_rgba(self._edge(), self.look["alpha"])

    def _face(self):
        return self.usual[0] if self.look["facecolor"] is None else self.look["facecolor"]

    def _edge(self):
        if self.look["edgecolor"] is not None:
            return self.look["edgecolor"]
        return self.usual[1] if self.usual[2] or not self.look["fill"] else "none"

    def outline(self):
        """The shape's corners as lists of x and y, in the part's own numbers."""
        raise NotImplementedError(f"{type(self).__name__} has no shape")

    def seen(self, side):
        transform = self.look["transform"]
        place = "xy".index(side.name)
        return [] if transform is not None and not transform.is_data[place] else self.outline()[place]

    def draw(self, paper):
        xs, ys = self.px(*self.outline())
        self.ink(paper, xs, ys)

    def ink(self, paper, xs, ys):
        width = self.look["linewidth"] * PX
        dash = dashes(self.look["linestyle"], width)
        fill = self.shade(self._face()) if self.look["fill"] else None
        stroke = self.shade(self._edge()) if dash is not None else None
        paper.path(xs, ys, stroke, width, dash or (), fill, "square")
        if self.look["hatch"] and all(map(math.isfinite, [*xs, *ys])):
            paper.path(*_hatch.lines(xs, ys, self.look["hatch"]), stroke or self.shade("black"), PX)


class Rectangle(Patch):
    def __init__(self, xy, width, height, angle=0.0, **look):
        # Whole numbers stay whole, because programs write them beside bars.
        self.x, self.y, self.width, self.height = (value if isinstance(value, int) else float(value) for value in (*xy, width, height))
        self.angle = angle
        super().__init__(**look)

    def outline(self):
        x, y, w, h = self.x, self.y, self.width, self.height
        turn = math.radians(self.angle)
        return ([x + a * w * math.cos(turn) - b * h * math.sin(turn) for a, b in _CORNERS], [y + a * w * math.sin(turn) + b * h * math.cos(turn) for a, b in _CORNERS])

    def draw(self, paper):
        xs, ys = self.px(*self.outline())
        if not self.angle and all(map(math.isfinite, xs + ys)):
            width = self.look["linewidth"] * PX if self.shade(self._edge()) else 0
            xs, ys = [crisp(x, width) for x in xs], [crisp(y, width) for y in ys]
        self.ink(paper, xs, ys)

    def get_x(self):
        return self.x

    def get_y(self):
        return self.y

    def get_xy(self):
        return self.x, self.y

    xy = property(get_xy, lambda self, xy: self.set_xy(xy))

    def get_width(self):
        return self.width

    def get_height(self):
        return self.height

    def set_x(self, x):
        self.x = float(x)

    def set_y(self, y):
        self.y = float(y)

    def set_xy(self, xy):
        self.x, self.y = map(float, xy)

    def set_width(self, w):
        self.width = float(w)

    def set_height(self, h):
        self.height = float(h)

    def set_bounds(self, *bounds):
        self.x, self.y, self.width, self.height = map(float, bounds[0] if len(bounds) == 1 else bounds)

    def get_bbox(self):
        from .transforms import Bbox

        return Bbox.from_bounds(self.x, self.y, self.width, self.height)


_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))


class Polygon(Patch):
    def __init__(self, xy, closed=True, **look):
        self.set_xy(xy)
        self.closed = closed
        super().__init__(**look)

    def set_xy(self, xy):
        pairs = _data.plain(xy)
        self.xs, self.ys = [float(pair[0]) for pair in pairs], [float(pair[1]) for pair in pairs]

    def get_xy(self):
        import numpy

        return numpy.array([list(pair) for pair in zip(*self.outline())])

    def outline(self):
        end = 1 if self.closed and self.xs and (self.xs[0], self.ys[0]) != (self.xs[-1], self.ys[-1]) else 0
        return self.xs + self.xs[:end], self.ys + self.ys[:end]


class Ellipse(Patch):
    theta1, theta2 = 0.0, 360.0

    def __init__(self, xy, width, height, angle=0.0, **look):
        self.center, self.width, self.height, self.angle = (float(xy[0]), float(xy[1])), float(width), float(height), angle
        super().__init__(**look)

    def set_center(self, xy):
        self.center = tuple(map(float, xy))

    def get_center(self):
        return self.center

    def outline(self):
        turn, (x, y) = math.radians(self.angle), self.center
        around = [math.radians(self.theta1 + (self.theta2 - self.theta1) * place / 96) for place in range(97)]
        points = [(self.width / 2 * math.cos(angle), self.height / 2 * math.sin(angle)) for angle in around]
        return [x + a * math.cos(turn) - b * math.sin(turn) for a, b in points], [y + a * math.sin(turn) + b * math.cos(turn) for a, b in points]


class Circle(Ellipse):
    def __init__(self, xy, radius=5, **look):
        super().__init__(xy, 2 * radius, 2 * radius, **look)

    def set_radius(self, radius):
        self.width = self.height = 2 * float(radius)

    def get_radius(self):
        return self.width / 2

    radius = property(get_radius, set_radius)


class Arc(Ellipse):
    """A part of an ellipse's line, from one angle to another."""

    def __init__(self, xy, width, height, angle=0.0, theta1=0.0, theta2=360.0, **look):
        if look.get("fill"):
            raise ValueError("Arc objects can not be filled")
        self.theta1, self.theta2 = theta1, theta1 + ((theta2 - theta1) % 360 or 360)
        super().__init__(xy, width, height, angle, **{**look, "fill": False})


class RegularPolygon(Patch):
    """So many corners around a middle, the first at the top."""

    def __init__(self, xy, numVertices, radius=5, orientation=0, **look):
        self.xy, self.count, self.radius, self.orientation = (float(xy[0]), float(xy[1])), numVertices, radius, orientation
        super().__init__(**look)

    def outline(self):
        around = [self.orientation + 2 * math.pi * place / self.count for place in range(self.count + 1)]
        return [self.xy[0] - self.radius * math.sin(angle) for angle in around], [self.xy[1] + self.radius * math.cos(angle) for angle in around]


class Wedge(Patch):
    def __init__(self, center, r, theta1, theta2, width=None, **look):
        self.center, self.r, self.theta1, self.theta2, self.width = (float(center[0]), float(center[1])), r, theta1, theta2, width
        super().__init__(**look)

    def outline(self):
        x, y = self.center
        count = max(2, int(abs(self.theta2 - self.theta1) / 3) + 1)
        around = [math.radians(self.theta1 + (self.theta2 - self.theta1) * place / count) for place in range(count + 1)]
        rim = [(x + self.r * math.cos(angle), y + self.r * math.sin(angle)) for angle in around]
        inner = (self.r - self.width) if self.width is not None else 0.0
        back = [(x + inner * math.cos(angle), y + inner * math.sin(angle)) for angle in reversed(around)] if inner else [(x, y)]
        points = [*rim, *back, rim[0]]
        return [point[0] for point in points], [point[1] for point in points]


class FancyArrow(Polygon):
    """An arrow from x, y along dx, dy."""

    def __init__(self, x, y, dx, dy, width=0.001, length_includes_head=False, head_width=None, head_length=None, **look):
        head_width = 3 * width if head_width is None else head_width
        head_length = 1.5 * head_width if head_length is None else head_length
        far = math.hypot(dx, dy) or 1e-300
        long = far if length_includes_head else far + head_length
        along = [(0, width / 2), (long - head_length, width / 2), (long - head_length, head_width / 2), (long, 0)]
        along += [(a, -b) for a, b in reversed(along[:-1])]
        cos, sin = dx / far, dy / far
        super().__init__([(float(x + a * cos - b * sin), float(y + a * sin + b * cos)) for a, b in along], **look)


class FancyBboxPatch(Rectangle):
    """A box with round or square corners, padded."""

    def __init__(self, xy, width, height, boxstyle="round", mutation_scale=1.0, **look):
        self.boxstyle, self.scale = read_style(boxstyle), mutation_scale
        super().__init__(xy, width, height, **look)

    def outline(self):
        name, settings = self.boxstyle
        pad = settings.get("pad", 0.3) * self.scale
        round_by = settings.get("rounding_size") or pad if name.startswith("round") else 0.0
        return rounded(self.x - pad, self.y - pad, self.width + 2 * pad, self.height + 2 * pad, round_by)

    def draw(self, paper):
        Patch.draw(self, paper)


class FancyArrowPatch(Patch):
    """An arrow between two points, as annotate draws it."""

    zorder = 2.0

    def __init__(self, posA, posB, arrowstyle="simple", connectionstyle="arc3", mutation_scale=10, shrinkA=2, shrinkB=2, **look):
        from ._arrow import Arrow

        self.ends = tuple(posA), tuple(posB)
        look = {"edgecolor": look.pop("color", "black"), **look}
        self.arrow = Arrow(arrowstyle, connectionstyle, mutation_scale, shrinkA, shrinkB)
        super().__init__(**look)

    def outline(self):
        return [end[0] for end in self.ends], [end[1] for end in self.ends]

    def draw(self, paper):
        xs, ys = self.px(*self.outline())
        self.arrow.draw(paper, (xs[0], ys[0]), (xs[1], ys[1]), self.shade(self._edge()), self.look["linewidth"] * PX, dashes(self.look["linestyle"], self.look["linewidth"] * PX))


def read_style(text):
    """"round,pad=0.3" as a name and numbers."""
    name, *settings = str(text).replace(" ", "").split(",")
    return name, {key: float(value) for key, value in (setting.split("=") for setting in settings)}


def shadow_of(colour):
    """What a shape's shadow is filled with."""
    return (*(0.3 * part for part in colors.to_rgb(colour)), 0.5)


def rounded(x, y, w, h, radius):
    """A box's outline, its corners as arcs."""
    radius = min(radius, abs(w) / 2, abs(h) / 2)
    if radius <= 0:
        return [x, x + w, x + w, x, x], [y, y, y + h, y + h, y]
    xs, ys = [], []
    for cx, cy, start in ((x + w - radius, y + radius, -90), (x + w - radius, y + h - radius, 0), (x + radius, y + h - radius, 90), (x + radius, y + radius, 180)):
        for step in range(9):
            angle = math.radians(start + 90 * step / 8)
            xs.append(cx + radius * math.cos(angle))
            ys.append(cy + radius * math.sin(angle))
    return [*xs, xs[0]], [*ys, ys[0]]


def __getattr__(name):
    raise AttributeError(f"matplotlib.patches.{name} is not here. It would run in matplotlib.")
