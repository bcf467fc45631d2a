"""Parts in three dimensions: lines, points, polygons, words."""

from matplotlib import _data
from matplotlib._rc import rcParams
from matplotlib._type import PX
from matplotlib.artist import dashes
from matplotlib.collections import Collection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text


class Line3D(Line2D):
    def __init__(self, xs, ys, zs, **look):
        super().__init__(xs, ys, **look)
        self.z = _data.flat(zs)

    def set_3d_properties(self, zs=0):
        self.z = _data.spread(zs, len(self.x))

    def set_data_3d(self, *args):
        xs, ys, zs = args if len(args) == 3 else args[0]
        self.x, self.y, self.z = _data.flat(xs), _data.flat(ys), _data.flat(zs)

    def seen(self, side):
        return _data.finite({"x": self.x, "y": self.y, "z": self.z}[side.name])

    def depth(self):
        return -1e9

    def draw(self, paper):
        xs, ys, _ = self.axes.project(self.x, self.y, self.z)
        self.stroke(paper, xs, ys)
        self.mark(paper, xs, ys)


class Path3DCollection(PathCollection):
    def __init__(self, x, y, z, sizes, marker="o", depthshade=True, **look):
        super().__init__(x, y, sizes, marker, **look)
        self.z, self.depthshade = z, depthshade

    @property
    def _offsets3d(self):
        return self.x, self.y, self.z

    @_offsets3d.setter
    def _offsets3d(self, places):
        self.x, self.y, self.z = (_data.flat(one) for one in places)

    def seen(self, side):
        return _data.finite({"x": self.x, "y": self.y, "z": self.z}[side.name])

    def depth(self):
        return max(self.axes.project(self.x, self.y, self.z)[2], default=0.0)

    def draw(self, paper):
        xs, ys, near = self.axes.project(self.x, self.y, self.z)
        order = sorted(range(len(xs)), key=near.__getitem__)
        fade = None
        if self.depthshade and near:
            low, high = min(near), max(near)
            fade = [1.0 - 0.7 * (high - value) / (high - low) if high > low else 1.0 for value in near]
        self.mark(paper, xs, ys, order, fade)


class Poly3DCollection(Collection):
    """Polygons, each a list of triples, the farthest drawn first."""

    def __init__(self, verts, **look):
        super().__init__(**look)
        self.set_verts(verts)

    def set_verts(self, verts):
        self.polygons3d = [[tuple(map(float, point)) for point in polygon] for polygon in map(_data.plain, verts)]

    def seen(self, side):
        place = "xyz".index(side.name)
        return _data.finite([point[place] for polygon in self.polygons3d for point in polygon])

    def depth(self):
        near = self._projected()[2]
        return sum(near) / len(near) if near else 0.0

    def _projected(self):
        """All corners at once: places on paper, and how near each is."""
        return self.axes.project(*map(list, zip(*(point for polygon in self.polygons3d for point in polygon)))) if any(self.polygons3d) else ([], [], [])

    def draw(self, paper):
        count, width = len(self.polygons3d), self.widths()
        fills = self.mapped() if self.array else self.tones("C0" if self.look["facecolor"] is None else self.look["facecolor"], count)
        edge = self.look["edgecolor"]
        strokes = self.tones(edge, count) if edge is not None and not (isinstance(edge, str) and edge == "face") else None
        # Neighbours' edges meet; a hair's line of their own colour closes the gap.
        hair = strokes is None
        drawn, (across, up, near), start = [], self._projected(), 0
        for place, polygon in enumerate(self.polygons3d):
            end = start + len(polygon)
            xs, ys, depth = across[start:end], up[start:end], sum(near[start:end])
            start = end
            if sum(xs) == sum(xs) and sum(ys) == sum(ys):
                drawn.append((depth / len(xs), place, xs, ys))
        each = lambda given, place: given[place] if isinstance(given, list) else given
        for _, place, xs, ys in sorted(drawn):
            fill = each(fills, place)
            seam = fill if hair and fill and len(fill) == 7 else None
            paper.path([*xs, xs[0]], [*ys, ys[0]], seam if hair else each(strokes, place), 0.5 if hair else width, (), fill, "square")


class Line3DCollection(Collection):
    """Lines, each a list of triples."""

    LOOK = {**Collection.LOOK, "color": None}

    def __init__(self, segments, **look):
        super().__init__(**look)
        self.parts = [[tuple(map(float, point)) for point in part] for part in segments]

    def seen(self, side):
        place = "xyz".index(side.name)
        return _data.finite([point[place] for part in self.parts for point in part])

    def depth(self):
        return 0.0

    def draw(self, paper):
        width = (self.look["linewidth"] or rcParams["lines.linewidth"]) * PX
        tones = self.mapped() if self.array else self.tones(self.look["color"] or "C0", len(self.parts))
        dash = dashes(self.look["linestyle"], width)
        for place, part in enumerate(self.parts):
            xs, ys, _ = self.axes.project(*(list(one) for one in zip(*part)))
            paper.path(xs, ys, tones[place] if isinstance(tones, list) else tones, width, dash or ())


class Text3D(Text):
    def __init__(self, x, y, z, text, zdir=None, **look):
        super().__init__(x, y, text, **look)
        self.z = z
        if zdir is not None:
            raise NotImplementedError("text(zdir=...) is not here.")

    def depth(self):
        return 1e9

    def _point(self):
        xs, ys, _ = self.axes.project([float(self.x)], [float(self.y)], [float(self.z)])
        return xs[0], ys[0]
