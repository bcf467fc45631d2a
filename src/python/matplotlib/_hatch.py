"""Hatches: parallel lines inside a shape."""

import math

# For each sign: the angles of its lines.
_ANGLES = {"/": (45,), "\\": (135,), "|": (90,), "-": (0,), "+": (0, 90), "x": (45, 135)}
# Six lines an inch for a sign, each time it is repeated six more; slanted ones are half as dense.
_DENSITY = 6


def check(hatch):
    unknown = set(hatch or "") - set(_ANGLES)
    if unknown:
        raise NotImplementedError(f"hatch={hatch!r} is not here: {' '.join(_ANGLES)} are, also several.")


def lines(xs, ys, hatch):
    """Lines over a closed outline in px, as lists of x and y with NaN between them."""
    made_x, made_y = [], []
    counts = {}
    for sign in hatch:
        for angle in _ANGLES[sign]:
            counts[angle] = counts.get(angle, 0) + 1
    for angle, count in counts.items():
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        gap = 100 / (_DENSITY * count) * (math.sqrt(2) if angle % 90 else 1.0)
        # Turned so that the lines are level.
        turned = [(x * cos - y * sin, x * sin + y * cos) for x, y in zip(xs, ys)]
        low, high = min(y for _, y in turned), max(y for _, y in turned)
        for step in range(math.ceil(low / gap), math.floor(high / gap) + 1):
            level = step * gap
            crossed = sorted(x0 + (level - y0) / (y1 - y0) * (x1 - x0) for (x0, y0), (x1, y1) in zip(turned, turned[1:]) if (y0 <= level) != (y1 <= level))
            for start, end in zip(crossed[::2], crossed[1::2]):
                made_x += [start * cos + level * sin, end * cos + level * sin, math.nan]
                made_y += [-start * sin + level * cos, -end * sin + level * cos, math.nan]
    return made_x, made_y
