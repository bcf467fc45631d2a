"""Paper: what is drawn, as a plain list of primitives in px, y down; painted by paint.mjs, written as SVG by _svg.

["path", points, stroke, width, dash, fill, cap]         points x, y, x, y, ...; a pair of NaN begins a new part; colours as CSS or None
["markers", shape, points, sizes, fills, strokes, width] shape "circle" (diameter 1), or [points, is_closed]; sizes, fills and strokes one or a list
["text", x, y, text, font, colour, align, angle]         x, y on the base line; the font as CSS; the angle in degrees against the clock
["image", x, y, w, h, columns, rows, rgba, is_smooth]    bytes, four a pixel, from the top
["clip", x, y, w, h], ["unclip"], ["shift", x, y]
"""

import math
from array import array

FAR = 1e5


def near(value):
    """A px that a canvas can count."""
    return value if -FAR < value < FAR or value != value else math.copysign(FAR, value)


def _ends(values):
    """The least and the greatest of numbers, of which some may be none."""
    total = sum(values)
    if total != total:
        values = [value for value in values if value == value]
    return (min(values), max(values)) if values else None


def crisp(value, width=1.0):
    """The px at which a line along a side is sharp."""
    return math.floor(value) + 0.5 if round(width) % 2 else float(round(value))


class Paper:
    def __init__(self, width, height):
        self.width, self.height, self.list = width, height, []
        # What lies outside a clip, as left, top, right, bottom.
        self.bounds, self.window = None, None

    def grow(self, left, top, right, bottom):
        if self.window is not None:
            x, y, w, h = self.window
            left, top, right, bottom = max(left, x), max(top, y), min(right, x + w), min(bottom, y + h)
            if left > right or top > bottom:
                return
        a = self.bounds or (left, top, right, bottom)
        self.bounds = min(a[0], left), min(a[1], top), max(a[2], right), max(a[3], bottom)

    def path(self, xs, ys, stroke=None, width=0.0, dash=(), fill=None, cap="butt"):
        if (stroke is None or width <= 0) and fill is None or not xs:
            return
        ends = _ends(xs), _ends(ys)
        points = array("f", bytes(8 * len(xs)))
        for place, values in enumerate((xs, ys)):
            is_near = ends[place] is not None and -FAR < ends[place][0] and ends[place][1] < FAR
            points[place::2] = array("f", values if is_near else map(near, values))
        if all(ends):
            (left, right), (top, bottom) = ends
            self.grow(left, top, right, bottom)
        self.list.append(["path", points, stroke, width, list(dash), fill, cap])

    def line(self, x0, y0, x1, y1, stroke, width, dash=(), cap="butt"):
        self.path([x0, x1], [y0, y1], stroke, width, dash, None, cap)

    def rectangle(self, x, y, w, h, stroke=None, width=0.0, fill=None, dash=()):
        self.path([x, x + w, x + w, x, x], [y, y, y + h, y + h, y], stroke, width, dash, fill, "square")

    def markers(self, shape, xs, ys, sizes, fills, strokes, width):
        seen = [place for place, (x, y) in enumerate(zip(xs, ys)) if -FAR < x < FAR and -FAR < y < FAR]
        if not seen:
            return
        chosen = lambda given: [given[place] for place in seen] if isinstance(given, list) and len(seen) < len(xs) else given
        xs, ys = chosen(xs), chosen(ys)
        points = array("f", bytes(8 * len(xs)))
        points[0::2], points[1::2] = array("f", xs), array("f", ys)
        sizes = array("f", chosen(sizes)) if isinstance(sizes, list) else sizes
        reach = (max(sizes) if isinstance(sizes, array) else sizes) / 2
        self.grow(min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach)
        shape = shape if isinstance(shape, str) else [array("f", shape[0]), shape[1]]
        self.list.append(["markers", shape, points, sizes, chosen(fills), chosen(strokes), width])

    def text(self, x, y, text, font, colour, align, angle):
        if colour is not None and abs(x) < FAR and abs(y) < FAR:
            self.list.append(["text", x, y, text, font, colour, align, angle])

    def image(self, x, y, w, h, columns, rows, rgba, is_smooth):
        self.grow(x, y, x + w, y + h)
        self.list.append(["image", x, y, w, h, columns, rows, rgba, is_smooth])

    def clip(self, x, y, w, h):
        self.window = (x, y, w, h)
        self.list.append(["clip", x, y, w, h])

    def unclip(self):
        self.window = None
        self.list.append(["unclip"])
