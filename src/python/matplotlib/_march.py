"""The lines at a level, and the area between two levels, of numbers on a grid: found by contours.mjs."""

import itertools
import math
from array import array

from _ember import bridge

# The most lines of a grid each way that are looked at: more are finer than what is seen.
MOST = 320


def thinned(xs, ys, rows):
    """A grid without lines that are closer than px."""
    down, across = math.ceil(len(rows) / MOST), math.ceil(len(rows[0]) / MOST)
    if down == across == 1:
        return xs, ys, rows
    kept = lambda size, step: [*range(0, size - 1, step), size - 1]
    lines, columns = kept(len(rows), down), kept(len(rows[0]), across)
    pick = lambda grid, places: [[grid[line][column] for column in columns] for line in lines] if isinstance(grid[0], list) else [grid[place] for place in places]
    return pick(xs, columns), pick(ys, lines), pick(rows, lines)


def lines(xs, ys, rows, levels):
    """For each level its lines, each as x and y."""
    numbers, place, made = _found("lines", xs, ys, rows, levels), 0, []
    for _ in levels:
        count, place, parts = int(numbers[place]), place + 1, []
        for _ in range(count):
            start, place = place + 1, place + 1 + int(numbers[place])
            parts.append((numbers[start:place:2], numbers[start + 1 : place : 2]))
        made.append(parts)
    return made


def areas(xs, ys, rows, edges, is_opaque=False):
    """For each pair of edges the area between them as polygons, NaN after each; where opaque, under its upper neighbours, too, that no gap shows."""
    numbers, place, made = _found("areas", xs, ys, rows, [*edges[:-1], math.nextafter(edges[-1], math.inf)], is_opaque), 0, []
    for _ in edges[1:]:
        start, place = place + 1, place + 1 + int(numbers[place])
        made.append((numbers[start:place:2], numbers[start + 1 : place : 2]))
    return made


def _found(name, xs, ys, rows, levels, *more):
    across = xs if isinstance(xs[0], list) else [xs] * len(rows)
    up = ys if isinstance(ys[0], list) else [[y] * len(rows[0]) for y in ys]
    grid = array("d", itertools.chain.from_iterable(itertools.chain(across, up, rows)))
    return array("d", bridge.script(name, grid.tobytes(), len(rows[0]), array("d", levels).tobytes(), *more))
