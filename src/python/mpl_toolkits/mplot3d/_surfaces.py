"""Surfaces, wire frames, bars and contours in three dimensions."""

import math

from matplotlib import _data, _march, colors
from matplotlib._kinds import renamed
from matplotlib.cm import get_cmap, norm_of
from matplotlib.ticker import MaxNLocator

from ._view import shaded
from .art3d import Line3DCollection, Poly3DCollection


class Surfaces:
    def plot_surface(self, X, Y, Z, *, norm=None, vmin=None, vmax=None, lightsource=None, rstride=None, cstride=None, rcount=50, ccount=50, cmap=None, color=None,
                     facecolors=None, shade=None, **look):  # fmt: skip
        if lightsource is not None:
            raise NotImplementedError("plot_surface(lightsource=...) is not here.")
        x, y, z = _grids(X, Y, Z)
        down, across = _places(len(z), rstride, rcount), _places(len(z[0]), cstride, ccount)
        polygons, corners = [], []
        for top, bottom in zip(down, down[1:]):
            for left, right in zip(across, across[1:]):
                around = [(top, c) for c in range(left, right)] + [(r, right) for r in range(top, bottom)]
                around += [(bottom, c) for c in range(right, left, -1)] + [(r, left) for r in range(bottom, top, -1)]
                polygon = [(x[r][c], y[r][c], z[r][c]) for r, c in around]
                if all(math.isfinite(point[2]) for point in polygon):
                    polygons.append(polygon)
                    corners.append((top, left))
        look = renamed(look)
        look.pop("antialiased", None)
        shade = cmap is None if shade is None else shade
        if facecolors is not None:
            given = _data.plain(facecolors)
            tones = [colors.to_rgba(tuple(given[r][c]) if isinstance(given[r][c], list) else given[r][c]) for r, c in corners]
            surface = Poly3DCollection(polygons, facecolor=shaded(polygons, tones) if shade else tones, **look)
        elif cmap is not None:
            means = [sum(point[2] for point in polygon) / len(polygon) for polygon in polygons]
            surface = Poly3DCollection(polygons, cmap=cmap, norm=norm_of(norm, vmin, vmax), array=means, **look)
        else:
            tone = colors.to_rgba(color if color is not None else self.next_colour("line"))
            surface = Poly3DCollection(polygons, facecolor=shaded(polygons, [tone]) if shade else [tone], **look)
        if facecolors is not None or cmap is None:
            surface.cmap = get_cmap(cmap)
        self.add_artist(surface)
        self.auto_scale_xyz(x, y, z)
        return surface

    def plot_wireframe(self, X, Y, Z, *, rstride=None, cstride=None, rcount=50, ccount=50, **look):
        x, y, z = _grids(X, Y, Z)
        rows, columns = _places(len(z), rstride, rcount), _places(len(z[0]), cstride, ccount)
        lines = [[(x[r][c], y[r][c], z[r][c]) for c in range(len(z[0]))] for r in rows] + [[(x[r][c], y[r][c], z[r][c]) for r in range(len(z))] for c in columns]
        look = renamed(look)
        look.setdefault("color", self.next_colour("line"))
        return self.add_artist(Line3DCollection(lines, **look), True)

    def quiver(self, X, Y, Z, U, V, W, *, length=1, arrow_length_ratio=0.3, pivot="tail", normalize=False, **look):
        """Arrows: a line and two barbs each."""
        numbers = [_data.flat(one) for one in (X, Y, Z, U, V, W)]
        count = max(map(len, numbers))
        lines, ends = [], []
        for x, y, z, u, v, w in zip(*(values * count if len(values) == 1 else values for values in numbers)):
            long = math.sqrt(u * u + v * v + w * w)
            if not long:
                continue
            way = [part * length / (long if normalize else 1) for part in (u, v, w)]
            back = {"tail": 0.0, "middle": 0.5, "tip": 1.0}[pivot]
            start = [at - back * part for at, part in zip((x, y, z), way)]
            end = [at + part for at, part in zip(start, way)]
            # Barbs lie in the plane that is upright, or for an upright arrow in that of x.
            side = (-v / long, u / long, 0.0) if u or v else (1.0, 0.0, 0.0)
            size = math.sqrt(sum(part * part for part in way)) * arrow_length_ratio
            barbs = [[e - part * arrow_length_ratio * math.cos(0.26) + sign * size * math.sin(0.26) * s for e, part, s in zip(end, way, side)] for sign in (1, -1)]
            lines.append(([start, end], [end, barbs[0]], [end, barbs[1]]))
            ends += [start, end]
        # All shafts first, so that a list of colours goes around once for each part.
        made = self.add_artist(Line3DCollection([line for part in zip(*lines) for line in part], **renamed(look)))
        if ends:
            self.auto_scale_xyz(*map(list, zip(*ends)))
        return made

    def plot_trisurf(self, *args, **look):
        raise NotImplementedError("plot_trisurf is not here: plot_surface draws numbers on a grid.")

    def bar3d(self, x, y, z, dx, dy, dz, color=None, shade=True, **look):
        places = [_data.flat(one) for one in (x, y, z, dx, dy, dz)]
        count = max(map(len, places))
        places = [values * count if len(values) == 1 else values for values in places]
        given = colors.colour_list(self.next_colour() if color is None else color if isinstance(color, str) else _data.plain(color))
        polygons, tones = [], []
        for number, (x0, y0, z0, wide, deep, high) in enumerate(zip(*places)):
            for face in _FACES:
                polygons.append([(x0 + a * wide, y0 + b * deep, z0 + c * high) for a, b, c in face])
                tones.append(colors.to_rgba(given[number % len(given)]))
        made = Poly3DCollection(polygons, facecolor=shaded(polygons, tones) if shade else tones, **renamed(look))
        return self.add_artist(made, True)

    def contour(self, X, Y, Z, levels=None, *, offset=None, zdir="z", cmap=None, colors=None, **look):
        return self._contours(X, Y, Z, levels, offset, zdir, cmap, colors, look)

    contour3D = contour

    def contourf(self, X, Y, Z, levels=None, *, offset=None, zdir="z", cmap=None, alpha=None, **look):
        if zdir != "z" or look:
            raise NotImplementedError(f"contourf({', '.join(['zdir', *look])}) is not here: levels, offset, cmap, alpha are.")
        x, y, z = _grids(X, Y, Z)
        levels = _levels(z, levels)
        edges = levels.copy()
        norm, chosen, polygons, tones = norm_of(None, edges[0], edges[-1]), get_cmap(cmap), [], []
        for low, high, (xs, ys) in zip(edges, edges[1:], _march.areas(x, y, z, edges)):
            part = []
            for a, b in zip(xs, ys):
                if a == a:
                    part.append((a, b, offset if offset is not None else (low + high) / 2))
                elif part:
                    polygons.append(part)
                    tones.append(chosen.at(norm.share((low + high) / 2), alpha))
                    part = []
        made = Poly3DCollection(polygons, facecolor=tones)
        self.add_artist(made)
        self.auto_scale_xyz(x, y, z if offset is None else None)
        return made

    contourf3D = contourf

    def _contours(self, X, Y, Z, levels, offset, zdir, cmap, given, look):
        if zdir != "z":
            raise NotImplementedError(f"contour(zdir={zdir!r}) is not here: 'z' is.")
        x, y, z = _grids(X, Y, Z)
        levels = _levels(z, levels)
        norm, chosen = norm_of(None, levels[0], levels[-1]), get_cmap(cmap)
        for place, (level, lines) in enumerate(zip(levels, _march.lines(x, y, z, levels))):
            tone = chosen.at(norm.share(level)) if given is None else colors.colour_list(given)[place % len(colors.colour_list(given))]
            parts = [[(a, b, level if offset is None else offset) for a, b in zip(*line)] for line in lines]
            self.add_artist(Line3DCollection(parts, color=[tone], **renamed(look)))
        self.auto_scale_xyz(x, y, z)
        return self.collections[-1]


_FACES = [
    [(0, 0, 0), (0, 1, 0), (1, 1, 0), (1, 0, 0)], [(0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)], [(0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)],
    [(0, 1, 0), (0, 1, 1), (1, 1, 1), (1, 1, 0)], [(0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 1, 0)], [(1, 0, 0), (1, 1, 0), (1, 1, 1), (1, 0, 1)],
]  # fmt: skip


def _grids(X, Y, Z):
    z = _data.plain(Z)
    if not isinstance(z, list) or not isinstance(z[0], list):
        raise ValueError("Argument Z must be 2-dimensional.")
    x, y = _data.plain(X), _data.plain(Y)
    x = x if isinstance(x[0], list) else [x] * len(z)
    y = y if isinstance(y[0], list) else [[value] * len(z[0]) for value in y]
    return x, y, z


def _places(size, stride, count):
    stride = stride or max(1, math.ceil(size / count))
    return [*range(0, size - 1, stride), size - 1]


def _levels(z, given):
    if given is not None and hasattr(given, "__len__"):
        return _data.flat(given)
    values = _data.finite([value for row in z for value in row])
    low, high = min(values), max(values)
    ticks = MaxNLocator((7 if given is None else given) + 1, min_n_ticks=1).ticks(low, high, 9)
    return [tick for place, tick in enumerate(ticks) if place + 1 >= len(ticks) or ticks[place + 1] > low][: len(ticks)]
