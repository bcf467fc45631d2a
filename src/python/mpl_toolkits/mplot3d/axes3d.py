"""Axes in three dimensions."""

import math

from matplotlib import _data
from matplotlib._axes import Base
from matplotlib._kinds import Kinds, renamed
from matplotlib._sides import add_side
from matplotlib._rc import rcParams
from matplotlib._side import Side
from matplotlib._type import PX
from matplotlib.cm import norm_of
from matplotlib.lines import read_format

from . import _frame
from ._surfaces import Surfaces
from ._view import HIGH, LOW, View
from .art3d import Line3D, Path3DCollection, Text3D


class Axes3D(Surfaces, Base):
    name = "3d"

    def __init__(self, figure, place=None, elev=30, azim=-60, roll=None, proj_type="persp", box_aspect=None, **settings):
        self.z = Side("z")
        self.z.margin = 0.0
        self.elev, self.azim, self.dist, self.sizes = elev, azim, 10.0, box_aspect or (4, 4, 3)
        self.view_init(elev, azim, roll)
        is_new = place is None
        super().__init__(figure, (0.125, 0.11, 0.775, 0.77) if is_new else place, **settings)
        self.set_proj_type(proj_type)
        if is_new:
            figure._added(self)

    def _begin(self):
        super()._begin()
        self.xaxis, self.yaxis, self.zaxis = (_frame.Axis3D(self, side) for side in self.sides)
        self.has_grid, self.grid_look = True, {}

    def cla(self):
        self.z.forget()
        super().cla()

    clear = cla

    @property
    def sides(self):
        return self.x, self.y, self.z

    # The eye.

    def view_init(self, elev=None, azim=None, roll=None, vertical_axis="z"):
        if roll or vertical_axis != "z":
            raise NotImplementedError("view_init(roll, vertical_axis) are not here: elev and azim are.")
        self.elev, self.azim = 30 if elev is None else elev, -60 if azim is None else azim

    def set_proj_type(self, proj_type, focal_length=None):
        if proj_type not in ("persp", "ortho") or focal_length is not None:
            raise ValueError("proj_type is 'persp' or 'ortho', without a focal length")
        self.is_parallel = proj_type == "ortho"

    def set_box_aspect(self, aspect, *, zoom=1):
        self.sizes = tuple(part * zoom for part in (aspect or (4, 4, 3)))

    def set_aspect(self, aspect):
        if aspect == "equal":
            self.sizes = tuple(abs(high - low) for low, high in (side.view() for side in self.sides))
        elif aspect != "auto":
            raise NotImplementedError(f"aspect {aspect!r} is not here: 'auto' and 'equal' are.")

    def _box(self):
        width, height = self.figure.paper_size
        x, y, w, h = self.get_position_bounds()
        edge = min(w * width, h * height)
        return x * width + (w * width - edge) / 2, (1 - y - h) * height + (h * height - edge) / 2, edge, edge

    def project(self, xs, ys, zs):
        """Places on paper in px, and how near each is."""
        scale = 1.8294640721620434 / math.sqrt(sum(part * part for part in self.sizes))
        sizes = [part * scale for part in self.sizes]
        view = View(sizes, self.elev, self.azim, self.dist, self.is_parallel)
        left, top, wide, high = self.box
        rights, ups, near = view.see(*([share * size for share in side.shares(values)] for side, size, values in zip(self.sides, sizes, (xs, ys, zs))))
        across, down = wide / (HIGH - LOW), high / (HIGH - LOW)
        return [left + (x - LOW) * across for x in rights], [top + high - (y - LOW) * down for y in ups], near

    # Drawing.

    def draw_on(self, paper, is_outline=False):
        if not self.is_visible:
            return
        if self.patch.look["visible"] and self.is_shown:
            x, y, w, h = self.get_position_bounds()
            width, height = self.figure.paper_size
            paper.rectangle(x * width, (1 - y - h) * height, w * width, h * height, None, 0, self.patch.shade(self.patch.look["facecolor"]))
        if self.is_shown:
            _frame.draw(self, paper)
        if not is_outline:
            shown = [child for child in self.children if child.look["visible"]]
            for child in sorted(shown, key=_level) if len(shown) > 1 else shown:
                child.draw(paper)
        if self.legend_ is not None:
            self.legend_.draw(paper)
        self._draw_titles(paper)

    def _draw_titles(self, paper):
        x, y, w, h = self.get_position_bounds()
        width, height = self.figure.paper_size
        for loc, text in self.titles.items():
            if text.text:
                text.write(paper, (x + w * text.x) * width, (1 - y - h * text.y) * height - self.title_pads[loc] * PX)

    def crowd(self):
        return [self.project(child.x, child.y, child.z)[:2] for child in self.children if hasattr(child, "z") and hasattr(child, "depth") and isinstance(child.z, list)]

    def add_artist(self, artist, sees=False):
        super().add_artist(artist)
        if sees:
            for side in self.sides:
                side.see(artist.seen(side))
        return artist

    def add_collection3d(self, col):
        return self.add_artist(col)

    add_collection = lambda self, col, autolim=True: self.add_artist(col, autolim)

    # Kinds.

    def plot(self, xs, ys, *args, zdir="z", **look):
        look, args = renamed(look), list(args)
        xs, ys = self.x.numbers(xs), self.y.numbers(ys)
        zs = args.pop(0) if args and not isinstance(args[0], str) else look.pop("zs", 0)
        zs = _data.spread(zs, len(xs))
        if zdir != "z":
            xs, ys, zs = _turned(xs, ys, zs, zdir)
        for one, other in ((xs, ys), (xs, zs)):
            _data.same_size(one, other)
        if args:
            style = read_format(args.pop(0))
            look = {**({"linestyle": "None", "marker": "None", **style} if "marker" in style else style), **look}
        if "color" not in look:
            look = {**self.next_look(), **look}
        return [self.add_artist(Line3D(xs, ys, zs, **look), True)]

    plot3D = plot

    def scatter(self, xs, ys, zs=0, zdir="z", s=20, c=None, depthshade=True, *, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, **look):
        look = renamed(look)
        xs, ys = self.x.numbers(xs), self.y.numbers(ys)
        zs = _data.spread(zs, len(xs))
        if not len(xs) == len(ys) == len(zs):
            raise ValueError("xs, ys and zs must be the same size")
        if zdir != "z":
            xs, ys, zs = _turned(xs, ys, zs, zdir)
        colour, array = look.pop("color", None), None
        edge = look.pop("edgecolor", colour)
        face = look.pop("facecolor", colour)
        if c is not None:
            face, array = Kinds._point_colours(self, c, len(xs))
        face = self.next_colour() if face is None and array is None else face
        self.z.margin = 0.05
        points = Path3DCollection(xs, ys, zs, _data.flat(s), marker or rcParams["scatter.marker"], depthshade, norm=norm_of(norm, vmin, vmax), cmap=cmap, array=array,
                                  facecolor=face, edgecolor="face" if edge is None else edge, alpha=alpha, **look)  # fmt: skip
        return self.add_artist(points, True)

    scatter3D = scatter

    def text(self, x, y, z, s, zdir=None, **look):
        return self.add_artist(Text3D(x, y, z, s, zdir, **look))

    text3D = text

    def text2D(self, x, y, s, fontdict=None, **look):
        return Kinds.text(self, x, y, s, fontdict, **{"transform": self.transAxes, **look})

    # Sides.

    def grid(self, visible=True, **look):
        self.has_grid, self.grid_look = bool(visible), look

    def set_axis_off(self):
        self.is_shown = False

    def _both(self, axis):
        return [self.xaxis, self.yaxis, self.zaxis] if axis == "both" else [{"x": self.xaxis, "y": self.yaxis, "z": self.zaxis}[axis]]

    def auto_scale_xyz(self, X, Y, Z=None):
        for side, values in zip(self.sides, (X, Y, Z)):
            if values is not None:
                side.see(_data.flat(values))

    def get_proj(self):
        raise NotImplementedError("the matrix of the projection is not here.")

    def __repr__(self):
        return "<Axes3DSubplot: >" if self.get_subplotspec() else "<Axes3D: >"


add_side(Axes3D, "z", "bottom", "top")
for _name in "xyz":
    setattr(Axes3D, f"set_{_name}lim3d", getattr(Axes3D, f"set_{_name}lim"))
    setattr(Axes3D, f"get_{_name}lim3d", getattr(Axes3D, f"get_{_name}lim"))


def _level(child):
    """Lines and words by their zorder; above it what has a surface, the farthest first."""
    return (3.5, child.depth()) if hasattr(child, "depth") and not isinstance(child, (Line3D, Text3D)) else (child.look["zorder"], 0.0)


def _turned(xs, ys, zs, zdir):
    """Numbers given for a plane on which the third stands."""
    return {"x": (zs, xs, ys), "y": (xs, zs, ys), "-x": (zs, xs, ys), "-y": (xs, zs, ys)}[zdir]
