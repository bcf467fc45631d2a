"""Arrows between two places on paper."""

import math


class Arrow:
    """A style such as "->" or "fancy", a bend such as "arc3,rad=0.2", and how far it keeps from both ends, in points."""

    HEADS = {"-": "", "->": "v", "-|>": "f", "<-": "V", "<->": "vV", "<|-": "F", "<|-|>": "fF", "simple": "s", "fancy": "s", "wedge": "w", "|-|": "|"}

    def __init__(self, style, bend, scale, shrink_a=2.0, shrink_b=2.0):
        from .patches import read_style

        name, self.settings = read_style(style)
        if name not in self.HEADS:
            raise ValueError(f"{name!r} is not an arrow's style here; here are {', '.join(self.HEADS)}")
        self.heads, self.scale, self.shrinks = self.HEADS[name], scale * 100 / 72, (shrink_a * 100 / 72, shrink_b * 100 / 72)
        name, settings = read_style(bend or "arc3")
        if name not in ("arc3", "angle3", "arc"):
            raise ValueError(f"{name!r} is not a way to connect here: arc3,rad=... is.")
        self.bend = settings.get("rad", 0.0)

    def draw(self, paper, start, end, colour, width, dash=(), within=None):
        points = _inside(self._curve(start, end), start, end, *self.shrinks, within)
        if len(points) < 2:
            return
        if self.heads in ("s", "w"):
            self._body(paper, points, colour, width)
            return
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        paper.path(xs, ys, colour, width, dash or (), None, "butt" if dash else "round")
        for head in self.heads:
            self._head(paper, points if head in "vf" else points[::-1], colour, width, head in "fF", head == "|")
            if head == "|":
                self._head(paper, points, colour, width, False, True)

    def _curve(self, start, end):
        (x0, y0), (x1, y1) = start, end
        if not self.bend:
            return [(x0 + (x1 - x0) * step / 60, y0 + (y1 - y0) * step / 60) for step in range(61)]
        cx, cy = (x0 + x1) / 2 - self.bend * (y1 - y0), (y0 + y1) / 2 + self.bend * (x1 - x0)
        shares = [step / 60 for step in range(61)]
        return [((1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1) for t in shares]

    def _head(self, paper, points, colour, width, is_filled, is_bar):
        (x, y), (bx, by) = points[-1], points[-2]
        long = math.hypot(x - bx, y - by) or 1.0
        ux, uy = (x - bx) / long, (y - by) / long
        back, half = self.settings.get("head_length", 0.4) * self.scale, self.settings.get("head_width", 0.2) * self.scale
        if is_bar:
            half = self.settings.get("widthA", 1.0) * self.scale / 2
            paper.line(x - uy * half, y + ux * half, x + uy * half, y - ux * half, colour, width)
            return
        xs, ys = [x - ux * back - uy * half, x, x - ux * back + uy * half], [y - uy * back + ux * half, y, y - uy * back - ux * half]
        if is_filled:
            paper.path([*xs, xs[0]], [*ys, ys[0]], colour, width, (), colour)
        else:
            paper.path(xs, ys, colour, width, (), None, "round")

    def _body(self, paper, points, colour, width):
        """A thick arrow along the curve; a wedge ends in its point, others in a head."""
        back, half, tail = (self.settings.get(name, share) * self.scale for name, share in (("head_length", 0.5), ("head_width", 0.5), ("tail_width", 0.2)))
        end, whole = points[-1], math.dist(points[0], points[-1])
        back = 0.0 if self.heads == "w" else min(back, whole)
        spine = [point for point in points if math.dist(point, end) >= back] or points[:1]
        sides = [_beside(spine, place, tail / 2 * (1 - place / max(1, len(spine) - 1) if self.heads == "w" else 1)) for place in range(len(spine))]
        neck = [] if self.heads == "w" else [_beside([spine[-1], end], 0, half / 2)]
        left, right = [side[0] for side in sides] + [side[0] for side in neck], [side[1] for side in sides] + [side[1] for side in neck]
        outline = [*left, end, *reversed(right), left[0]]
        paper.path([point[0] for point in outline], [point[1] for point in outline], colour, width, (), colour)


def _beside(points, place, away):
    """The two points at both sides of one of a curve's."""
    (x0, y0), (x1, y1) = points[max(0, place - 1)], points[min(len(points) - 1, place + 1)]
    long = math.hypot(x1 - x0, y1 - y0) or 1.0
    x, y, ux, uy = *points[place], (x1 - x0) / long, (y1 - y0) / long
    return (x - uy * away, y + ux * away), (x + uy * away, y - ux * away)


def _inside(points, start, end, shrink_a, shrink_b, within):
    """The curve without what lies near its ends, or in the box that it starts from."""

    def is_kept(point):
        if within is not None and within[0] <= point[0] <= within[2] and within[1] <= point[1] <= within[3]:
            return False
        return math.dist(point, start) >= shrink_a and math.dist(point, end) >= shrink_b

    return [point for point in points if is_kept(point)]
