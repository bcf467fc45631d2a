"""Many shapes of one kind: points of a scatter, polygons, lines."""

import math

from . import _data, _hatch, colors, markers
from ._rc import rcParams
from ._type import PX
from .artist import NONE, Artist, dashes
from .cm import ScalarMappable


class Collection(ScalarMappable, Artist):
    zorder, kind = 1.0, "collections"
    LOOK = {"facecolor": None, "edgecolor": None, "linewidth": None, "linestyle": "-", "antialiased": True}

    def __init__(self, norm=None, cmap=None, **look):
        ScalarMappable.__init__(self, norm, cmap)
        array = look.pop("array", None)
        Artist.__init__(self, **look)
        self.usual_width, self.usual_line, self.usual_face = rcParams["patch.linewidth"], rcParams["lines.linewidth"], rcParams["patch.facecolor"]
        self.words = (None, None)
        if array is not None:
            self.set_array(array)

    def set_array(self, A):
        self.array = None if A is None else _data.flat(A)
        if self.array:
            self.norm.autoscale_None(self.array)

    def set_color(self, c):
        self.look["facecolor"] = self.look["edgecolor"] = c

    set_facecolors = lambda self, c: self._set("facecolor", c)

    def tones(self, given, count):
        """CSS colours: one for all, or one for each."""
        if given is None or isinstance(given, str) and given in NONE:
            return None
        listed = [self.shade(one) for one in colors.colour_list(given)]
        return listed[0] if len(listed) == 1 else [listed[place % len(listed)] for place in range(count)]

    def mapped(self):
        """A CSS colour for each number of the array."""
        share, known, made, alpha = self.norm.share, {}, [], self.look["alpha"]
        for value in self.array:
            place = share(value) if value == value else value
            key = int(place * self.cmap.N) if place == place and -1 < place < 2 else place
            if key not in known or key != key:
                known[key] = colors.css(self.cmap.at(float(place), alpha))
            made.append(known[key])
        return made

    def widths(self):
        width = self.look["linewidth"]
        width = width[0] if isinstance(width, (list, tuple)) and width else width
        return (self.usual_width if width is None else float(width)) * PX


class PathCollection(Collection):
    """Points, each with a size and a colour."""

    def __init__(self, x, y, sizes, marker="o", **look):
        self.x, self.y, self.sizes, self.marker = x, y, sizes, marker
        super().__init__(**look)

    def get_offsets(self):
        import numpy

        return numpy.array([[x, y] for x, y in zip(self.x, self.y)])

    def set_offsets(self, offsets):
        pairs = _data.plain(offsets)
        self.x, self.y = [float(pair[0]) for pair in pairs], [float(pair[1]) for pair in pairs]

    def get_sizes(self):
        import numpy

        return numpy.array(self.sizes)

    def set_sizes(self, sizes):
        self.sizes = _data.flat(sizes)

    def get_facecolor(self):
        import numpy

        one_by_one = [self.cmap.at(self.norm.share(value)) for value in self.array or ()]
        given = one_by_one or [colors.to_rgba(one) for one in colors.colour_list(self.look["facecolor"] or "none")]
        return numpy.array([list(colour if self.look["alpha"] is None else (*colour[:3], self.look["alpha"])) for colour in given])

    get_facecolors = get_facecolor

    def seen(self, side):
        transform = self.look["transform"]
        place = "xy".index(side.name)
        if transform is not None and not transform.is_data[place]:
            return []
        values, others = (self.x, self.y) if place == 0 else (self.y, self.x)
        return [value for value, other in zip(values, others) if value == value and other == other]

    def draw(self, paper):
        xs, ys = self.px(self.x, self.y)
        self.mark(paper, xs, ys, range(len(xs)))

    def mark(self, paper, xs, ys, order, fade=None):
        """Draws the points in an order, their colours faded by a share each."""
        found = markers.shape(self.marker)
        if found is None or not xs:
            return
        shape, share, is_filled = found
        count = len(xs)
        fills = self.mapped() if self.array else self.tones(self.look["facecolor"], count)
        edge = self.look["edgecolor"]
        strokes = fills if edge is None or isinstance(edge, str) and edge == "face" or not is_filled else self.tones(edge, count)
        fills = fills if is_filled else None
        if fade is not None:
            fills, strokes = (colors_faded(given, fade) for given in (fills, strokes))
        sizes = [math.sqrt(size) * share * PX for size in self.sizes]
        sizes = sizes[0] if len(sizes) == 1 else [sizes[place % len(sizes)] for place in range(count)]
        chosen = lambda given: [given[place] for place in order] if isinstance(given, list) else given
        # Markers that are only lines are as thick as lines.
        width = self.widths() if is_filled or self.look["linewidth"] is not None else self.usual_line * PX
        paper.markers(shape, chosen(xs), chosen(ys), chosen(sizes), chosen(fills), chosen(strokes), width)

    def legend_elements(self, prop="colors", num="auto", fmt=None, func=lambda value: value, **look):
        """Handles and labels for a legend, from the points' numbers or sizes."""
        from .lines import Line2D
        from .ticker import MaxNLocator, ScalarFormatter

        numbers = sorted(set(self.array if prop == "colors" else [func(size) for size in self.sizes]))
        if not numbers:
            return [], []
        if num is not None and (num != "auto" or len(numbers) > 9):
            ticks = num if isinstance(num, (list, tuple)) else MaxNLocator(9 if num == "auto" else num, steps=[1, 2, 2.5, 3, 5, 6, 8, 10]).ticks(numbers[0], numbers[-1], 9)
            numbers = [tick for tick in ticks if numbers[0] <= tick <= numbers[-1]]
        labels = [fmt.format(x=value) for value in numbers] if isinstance(fmt, str) else ScalarFormatter(useOffset=False).labels(numbers, numbers[0], numbers[-1])
        size = math.sqrt(self.sizes[0])
        handles = []
        for value in numbers:
            colour = self.cmap.at(self.norm.share(value)) if prop == "colors" else look.get("color", colors.to_rgba("C0"))
            own = size if prop == "colors" else math.sqrt(value)
            handles.append(Line2D([], [], **{"color": colour, "linestyle": "", "marker": self.marker, "markersize": own, "alpha": self.look["alpha"], **look}))
        return handles, [f"$\\mathdefault{{{label}}}$" for label in labels]


def colors_faded(given, shares):
    """Colours, each as opaque as its share says."""
    if given is None:
        return None
    listed = given if isinstance(given, list) else [given] * len(shares)
    return [None if one is None else one[:7] + f"{round((int(one[7:], 16) if len(one) > 7 else 255) * share):02x}" for one, share in zip(listed, shares)]


class PolyCollection(Collection):
    """Polygons, each a list of pairs."""

    LOOK = {**Collection.LOOK, "hatch": None}

    def _check_hatch(self, value):
        _hatch.check(value)
        return value

    def __init__(self, verts, **look):
        self.set_verts(verts)
        super().__init__(**look)

    def set_verts(self, verts):
        self.polygons = [([float(pair[0]) for pair in polygon], [float(pair[1]) for pair in polygon]) for polygon in map(_data.plain, verts)]

    def seen(self, side):
        transform = self.look["transform"]
        place = "xy".index(side.name)
        if transform is not None and not transform.is_data[place]:
            return []
        return [value for polygon in self.polygons for value in polygon[place]]

    def draw(self, paper):
        count = len(self.polygons)
        fills = self.mapped() if self.array else self.tones(self.usual_face if self.look["facecolor"] is None else self.look["facecolor"], count)
        edge = self.look["edgecolor"]
        strokes = fills if isinstance(edge, str) and edge == "face" else self.tones(edge, count)
        width = self.widths()
        dash = dashes(self.look["linestyle"], width)
        each = lambda given, place: given[place] if isinstance(given, list) else given
        for place, polygon in enumerate(self.polygons):
            xs, ys = self.px(*polygon)
            if xs:
                stroke, xs, ys = None if dash is None else each(strokes, place), [*xs, xs[0]], [*ys, ys[0]]
                paper.path(xs, ys, stroke, width, dash or (), each(fills, place), "square")
                if self.look["hatch"] and math.isfinite(sum(xs) + sum(ys)):
                    paper.path(*_hatch.lines(xs, ys, self.look["hatch"]), stroke or self.shade("black"), PX)


class PatchCollection(Collection):
    """Shapes of several kinds, with one look or, where match_original, each with its own."""

    def __init__(self, patches, match_original=False, **look):
        self.members, self.keeps = list(patches), match_original
        super().__init__(**look)

    def seen(self, side):
        return [value for patch in self.members for value in patch.outline()["xy".index(side.name)]]

    def draw(self, paper):
        count = len(self.members)
        fills = self.mapped() if self.array else self.tones(self.usual_face if self.look["facecolor"] is None else self.look["facecolor"], count)
        strokes, width = self.tones(self.look["edgecolor"], count), self.widths()
        each = lambda given, place: given[place] if isinstance(given, list) else given
        for place, patch in enumerate(self.members):
            xs, ys = self.px(*patch.outline())
            if self.keeps:
                patch.ink(paper, xs, ys)
            else:
                paper.path(xs, ys, each(strokes, place), width, dashes(self.look["linestyle"], width) or (), each(fills, place), "square")


class LineCollection(Collection):
    """Lines, each a list of pairs."""

    zorder = 2.0
    LOOK = {**Collection.LOOK, "color": None}

    def __init__(self, segments, **look):
        self.set_segments(segments)
        super().__init__(**look)

    set_color = lambda self, c: self.look.update(color=c)

    def set_segments(self, segments):
        self.parts = [([float(pair[0]) for pair in part], [float(pair[1]) for pair in part]) for part in map(_data.plain, segments)]

    def seen(self, side):
        transform = self.look["transform"]
        place = "xy".index(side.name)
        if transform is not None and not transform.is_data[place]:
            return []
        return [value for part in self.parts for value in part[place]]

    def draw(self, paper):
        given, count = self.look["linewidth"], len(self.parts)
        widths = [self.usual_line] if given is None else _data.flat(given)
        colour = self.look["edgecolor"] if self.look["color"] is None else self.look["color"]
        tones = self.mapped() if self.array else self.tones(rcParams["lines.color"] if colour is None else colour, count)
        style = self.look["linestyle"]
        styles = list(style) if isinstance(style, list) else [style]
        for place, part in enumerate(self.parts):
            xs, ys = self.px(*part)
            width = widths[place % len(widths)] * PX
            dash = dashes(styles[place % len(styles)], width)
            if dash is not None:
                paper.path(xs, ys, tones[place % len(tones)] if isinstance(tones, list) else tones, width, dash, None, "butt")


def __getattr__(name):
    raise AttributeError(f"matplotlib.collections.{name} is not here. It would run in matplotlib.")
