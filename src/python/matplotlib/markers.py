"""Markers: shapes of size 1 around 0, y down."""

import math

from .artist import NONE


def _polygon(count, turn=0.0, radius=0.5):
    return [value for place in range(count) for value in (radius * math.sin(2 * math.pi * place / count + turn), -radius * math.cos(2 * math.pi * place / count + turn))]


def _star(points, inner, turn=0.0):
    made = []
    for place in range(2 * points):
        angle, radius = math.pi * place / points + turn, 0.5 * (inner if place % 2 else 1.0)
        made += [radius * math.sin(angle), -radius * math.cos(angle)]
    return made


def _strokes(*lines):
    """Open lines after each other."""
    nan = float("nan")
    return [value for line in lines for value in (*line, nan, nan)][:-2]


def _turned(points, quarter):
    for _ in range(quarter):
        points = [value for x, y in zip(points[::2], points[1::2]) for value in (-y, x)]
    return points


_UP = [0, -0.5, 0.5, 0.5, -0.5, 0.5]
_TRI = _strokes([0, 0, 0, 0.5], [0, 0, 0.4, -0.25], [0, 0, -0.4, -0.25])
_CROSS, _PLUS = _strokes([-0.5, -0.5, 0.5, 0.5], [-0.5, 0.5, 0.5, -0.5]), _strokes([-0.5, 0, 0.5, 0], [0, -0.5, 0, 0.5])
_THICK_PLUS = [value / 6 for value in (-1, -3, 1, -3, 1, -1, 3, -1, 3, 1, 1, 1, 1, 3, -1, 3, -1, 1, -3, 1, -3, -1, -1, -1)]
_THICK_CROSS = [value / 4 for value in (-1, -2, 0, -1, 1, -2, 2, -1, 1, 0, 2, 1, 1, 2, 0, 1, -1, 2, -2, 1, -1, 0, -2, -1)]
_SQUARE = [-0.5, -0.5, 0.5, -0.5, 0.5, 0.5, -0.5, 0.5]
_FILLED = {
    "s": _SQUARE, "D": _polygon(4, radius=math.sqrt(0.5)), "d": [value * (0.6 if place % 2 == 0 else 1) for place, value in enumerate(_polygon(4, radius=math.sqrt(0.5)))],
    "^": _UP, "v": _turned(_UP, 2), "<": _turned(_UP, 3), ">": _turned(_UP, 1), "p": _polygon(5), "h": _polygon(6), "H": _polygon(6, math.pi / 6),
    "8": _polygon(8, math.pi / 8), "*": _star(5, 0.381966), "P": _THICK_PLUS, "X": _THICK_CROSS,
}  # fmt: skip
_OPEN = {
    "+": _PLUS, "x": _CROSS, "|": [0, -0.5, 0, 0.5], "_": [-0.5, 0, 0.5, 0], "1": _TRI, "2": _turned(_TRI, 2), "3": _turned(_TRI, 1), "4": _turned(_TRI, 3),
    0: [-1, 0, 0, 0], 1: [0, 0, 1, 0], 2: [0, 0, 0, -1], 3: [0, 0, 0, 1],
}  # fmt: skip
NAMES = (*_FILLED, *_OPEN, "o", ".", ",")


def shape(marker):
    """(shape, share of the size, is it filled); None where nothing is drawn."""
    if marker is None or isinstance(marker, str) and marker in NONE:
        return None
    if isinstance(marker, tuple) and len(marker) in (2, 3):
        corners, kind, angle = (*marker, 0)[:3]
        turn = -math.radians(angle)
        if kind == 2:
            lines = _polygon(corners, turn)
            return [_strokes(*([0, 0, lines[place], lines[place + 1]] for place in range(0, len(lines), 2))), False], 1.0, False
        return [_polygon(corners, turn) if kind == 0 else _star(corners, 0.5, turn), True], 1.0, True
    if marker == "o":
        return "circle", 1.0, True
    if marker == ".":
        return "circle", 0.5, True
    if marker == ",":
        return [_SQUARE, True], 0.0, True
    if marker in _FILLED:
        return [_FILLED[marker], True], 1.0, True
    if marker in _OPEN:
        return [_OPEN[marker], False], 1.0, False
    if isinstance(marker, str) and marker.startswith("$"):
        raise NotImplementedError(f"text as a marker ({marker}) is not here: text() writes it.")
    raise ValueError(f"Unrecognized marker style {marker!r}")
