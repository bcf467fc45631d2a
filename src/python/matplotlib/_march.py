"""Marching squares: the lines at a level, and the area between two levels, of numbers on a grid."""

import bisect
import functools
import math
import re

NAN = math.nan
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


def corners(xs, ys, count, columns):
    """x and y of each grid point as rows."""
    across = xs if isinstance(xs[0], list) else [xs] * count
    up = ys if isinstance(ys[0], list) else [[y] * columns for y in ys]
    return across, up


def lines(xs, ys, rows, levels):
    """For each level its lines, each as lists of x and y."""
    across, up = corners(xs, ys, len(rows), len(rows[0]))
    steps = [{} for _ in levels]
    for line, start, end, kind in _runs(rows, levels):
        if kind is not None:
            continue
        for column in range(start, end):
            values = rows[line][column], rows[line][column + 1], rows[line + 1][column + 1], rows[line + 1][column]
            if any(value != value for value in values):
                continue
            # A cell's edges, each named by its lower left point and its direction.
            edges = ((line, column, 0), (line, column + 1, 1), (line + 1, column, 0), (line, column, 1))
            for place in range(bisect.bisect_right(levels, min(values)), bisect.bisect_right(levels, max(values))):
                _cell(steps[place], values, levels[place], edges)
    return [[_placed(chain, across, up, rows, level) for chain in _chains(found)] for found, level in zip(steps, levels)]


def _runs(rows, levels):
    """Cells in a row, as (line, first, end, class): their corners all of one class, or None for cells that a level crosses."""
    if len(levels) > 250:
        raise ValueError("contours have 250 levels at most here")
    find = functools.partial(bisect.bisect_right, levels)
    whole = all(map(math.isfinite, map(sum, rows)))
    classes = [bytes(map(find, row)) if whole else bytes(255 if value != value else find(value) for value in row) for row in rows]
    size = len(rows[0]) - 1
    for line, (one, two) in enumerate(zip(classes, classes[1:])):
        # As one long number each, corners are compared for a whole row at once.
        corner = int.from_bytes(one[:-1])
        mixed = corner ^ int.from_bytes(one[1:]) | corner ^ int.from_bytes(two[:-1]) | corner ^ int.from_bytes(two[1:])
        for run in _SAME.finditer(mixed.to_bytes(size)):
            start, end = run.span()
            yield line, start, end, None if run[0][0] else one[start]


_SAME = re.compile(rb"\0+|[^\0]+")


def _cell(steps, values, level, edges):
    a, b, c, d = (value >= level for value in values)
    crossed = [edge for edge, differs in zip(edges, (a != b, b != c, c != d, d != a)) if differs]
    if len(crossed) == 4:
        # A saddle: its middle says which corners belong together.
        middle = sum(values) / 4 >= level
        pairs = ((0, 1), (2, 3)) if a == middle else ((0, 3), (1, 2))
    else:
        pairs = ((0, 1),)
    for one, other in pairs:
        one, other = crossed[one], crossed[other]
        steps.setdefault(one, []).append(other)
        steps.setdefault(other, []).append(one)


def _chains(steps):
    """Edges one after the other: open chains from their ends, then closed ones."""
    made = []
    for start in [edge for edge, near in steps.items() if len(near) == 1] + list(steps):
        if not steps.get(start):
            continue
        chain, here = [start], start
        while steps[here]:
            after = steps[here].pop()
            steps[after].remove(here)
            chain.append(after)
            here = after
        made.append(chain)
    return made


def _placed(chain, across, up, rows, level):
    xs, ys = [], []
    for line, column, direction in chain:
        other = (line + 1, column) if direction else (line, column + 1)
        low, high = rows[line][column], rows[other[0]][other[1]]
        share = (level - low) / (high - low) if high != low else 0.5
        xs.append(across[line][column] + share * (across[other[0]][other[1]] - across[line][column]))
        ys.append(up[line][column] + share * (up[other[0]][other[1]] - up[line][column]))
    return xs, ys


def areas(xs, ys, rows, edges, is_opaque=False):
    """For each pair of edges the area between them as polygons, NaN after each; where opaque, under its upper neighbours, too, that no gap shows."""
    across, up = corners(xs, ys, len(rows), len(rows[0]))
    edges = [*edges[:-1], math.nextafter(edges[-1], math.inf)]
    made = [([], []) for _ in edges[1:]]
    for line, start, end, kind in _runs(rows, edges):
        if kind is not None:
            if 0 < kind < len(edges):
                _strip(*made[kind - 1], across, up, line, start, end)
            continue
        for column in range(start, end):
            places = ((line, column), (line, column + 1), (line + 1, column + 1), (line + 1, column))
            points = [(across[r][c], up[r][c], rows[r][c]) for r, c in places]
            values = [point[2] for point in points]
            if any(value != value for value in values):
                continue
            first, last = bisect.bisect_right(edges, min(values)), bisect.bisect_right(edges, max(values))
            for band in range(max(1, first), min(last, len(edges) - 1) + 1):
                polygon = _cut(points, edges[band - 1], 1)
                polygon = _cut(polygon, edges[-1] if is_opaque else edges[band], -1)
                if len(polygon) > 2:
                    made[band - 1][0].extend([*(point[0] for point in polygon), polygon[0][0], NAN])
                    made[band - 1][1].extend([*(point[1] for point in polygon), polygon[0][1], NAN])
    return made


def _strip(made_x, made_y, across, up, line, start, end):
    # A straight strip needs only its corners.
    is_even = across[line] is across[line + 1] and up[line][start] == up[line][end] and up[line + 1][start] == up[line + 1][end]
    columns = [start, end] if is_even else list(range(start, end + 1))
    made_x += [*(across[line][column] for column in columns), *(across[line + 1][column] for column in reversed(columns)), across[line][start], NAN]
    made_y += [*(up[line][column] for column in columns), *(up[line + 1][column] for column in reversed(columns)), up[line][start], NAN]


def _cut(points, level, sign):
    """The part of a polygon whose numbers are above a level, or with sign -1 below."""
    if math.isinf(level):
        return points
    made = []
    for place, point in enumerate(points):
        before = points[place - 1]
        inside, was = sign * (point[2] - level) >= 0, sign * (before[2] - level) >= 0
        if inside != was:
            share = (level - before[2]) / (point[2] - before[2])
            made.append(tuple(a + share * (b - a) for a, b in zip(before[:2], point[:2])) + (level,))
        if inside:
            made.append(point)
    return made
