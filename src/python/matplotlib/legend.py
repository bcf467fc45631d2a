"""Legends: what was drawn, in a box, where the fewest points are."""

from collections import Counter

from . import colors, markers
from ._rc import points, rcParams
from ._type import ASCENT, PX
from .artist import Artist, dashes
from .collections import Collection, LineCollection, PathCollection
from .container import BarContainer, Container, ErrorbarContainer
from .lines import Line2D
from .patches import Patch, rounded, shadow_of
from .text import Text

PLACES = {"best": 0, "upper right": 1, "upper left": 2, "lower left": 3, "lower right": 4, "right": 5, "center left": 6, "center right": 7, "lower center": 8,
          "upper center": 9, "center": 10}  # fmt: skip
CELL = 4
# Shares of the free room at the left of and above the box, for each place by number.
_SHARES = [None, (1, 0), (0, 0), (0, 1), (1, 1), (1, 0.5), (0, 0.5), (1, 0.5), (0.5, 1), (0.5, 0), (0.5, 0.5)]


class Legend(Artist):
    zorder = 5.0

    def __init__(self, owner, handles, labels, loc=None, bbox_to_anchor=None, ncol=1, ncols=None, fontsize=None, prop=None, title=None, title_fontsize=None, frameon=None,
                 framealpha=None, facecolor=None, edgecolor=None, fancybox=None, shadow=None, labelcolor=None, markerscale=None, numpoints=None, scatterpoints=None,
                 borderpad=None, labelspacing=None, handlelength=None, handletextpad=None, borderaxespad=None, columnspacing=None, bbox_transform=None, mode=None,
                 markerfirst=True, handler_map=None, **look):  # fmt: skip
        super().__init__(**{"clip_on": False, **look})
        given = dict(loc=loc, fontsize=fontsize, title_fontsize=title_fontsize, frameon=frameon, framealpha=framealpha, facecolor=facecolor, edgecolor=edgecolor,
                     fancybox=fancybox, shadow=shadow, labelcolor=labelcolor, markerscale=markerscale, numpoints=numpoints, scatterpoints=scatterpoints,
                     borderpad=borderpad, labelspacing=labelspacing, handlelength=handlelength, handletextpad=handletextpad, borderaxespad=borderaxespad,
                     columnspacing=columnspacing)  # fmt: skip
        self.style = {name: rcParams[f"legend.{name}"] if value is None else value for name, value in given.items()}
        if mode is not None or not markerfirst or handler_map is not None:
            raise NotImplementedError("legend(mode, markerfirst, handler_map) are not here.")
        size = (prop or {}).get("size") if isinstance(prop, dict) or prop is None else prop.size
        self.style.update({name: rcParams[f"axes.{name}"] for name in ("facecolor", "edgecolor") if self.style[name] == "inherit"})
        self.line_width = rcParams["patch.linewidth"]
        self.size = points(self.style["fontsize"] if size is None else size)
        self.owner, self.handles, self.columns = owner, list(handles), ncols or ncol
        self.texts = [Text(0, 0, label, fontsize=self.size) for label in labels]
        colour = self.style["labelcolor"]
        for place, text in enumerate(self.texts):
            if isinstance(colour, str) and colour == "linecolor":
                text.set(color=_colour_of(self.handles[place]))
            elif colour is not None:
                text.set(color=colour if isinstance(colour, str) else colour[place])
        self.title = Text(0, 0, title or "", fontsize=self.style["title_fontsize"] or self.size)
        self.anchor, self.anchor_transform = bbox_to_anchor, bbox_transform
        self.set_loc(self.style["loc"])

    def set_loc(self, loc):
        if isinstance(loc, str) and loc not in PLACES:
            raise ValueError(f"{loc!r} is not a valid value for loc; supported values are {', '.join(map(repr, PLACES))}")
        self.loc = PLACES[loc] if isinstance(loc, str) else loc

    def get_texts(self):
        return self.texts

    def get_title(self):
        return self.title

    def set_title(self, title, prop=None):
        self.title.set_text(title)
        self.title.set(**{"fontsize" if name == "size" else name: value for name, value in (prop or {}).items()})

    def get_lines(self):
        return [handle for handle in self.handles if isinstance(handle, Line2D)]

    @property
    def legendHandles(self):
        return self.handles

    def set_bbox_to_anchor(self, bbox, transform=None):
        self.anchor, self.anchor_transform = bbox, transform

    def get_frame(self):
        return _Frame(self)

    def remove(self):
        self.owner.legend_ = None

    def draw(self, paper):
        em = self.size * PX
        style = self.style
        handle, gap, pad = style["handlelength"] * em, style["handletextpad"] * em, style["borderpad"] * em
        blocks = [text.block() for text in self.texts]
        rows = -(-len(blocks) // self.columns)
        extra = len(blocks) - (rows - 1) * self.columns
        counts = [rows] * extra + [rows - 1] * (self.columns - extra) if rows else []
        columns, start = [], 0
        for count in counts:
            columns.append(range(start, start + count))
            start += count
        columns = [column for column in columns if len(column)]
        widths = [handle + gap + max(blocks[place].width for place in column) for column in columns]
        heights = [[max(0.7 * em, blocks[place].height) for place in column] for column in columns]
        between = style["labelspacing"] * em
        inner_width = sum(widths) + style["columnspacing"] * em * max(0, len(widths) - 1)
        inner_height = max((sum(column) + between * (len(column) - 1) for column in heights), default=0.0)
        title = self.title.block() if self.title.text else None
        if title:
            inner_height += title.height + between
            inner_width = max(inner_width, title.width)
        width, height = inner_width + 2 * pad, inner_height + 2 * pad
        left, top = self._place(width, height)
        if style["frameon"]:
            self._frame(paper, left, top, width, height, em)
        else:
            paper.grow(left, top, left + width, top + height)
        y = top + pad
        if title:
            title.draw(paper, left + width / 2, y, self.title.shade(self.title.look["color"]), "center", "top")
            y += title.height + between
        x = left + pad
        for column, column_width, column_heights in zip(columns, widths, heights):
            own = y
            for place, row_height in zip(column, column_heights):
                middle = own + row_height / 2
                self._handle(paper, self.handles[place], x, own, handle, em)
                text = self.texts[place]
                blocks[place].draw(paper, x + handle + gap, middle, text.shade(text.look["color"]), "left", "center")
                own += row_height + between
            x += column_width + style["columnspacing"] * em

    def _frame(self, paper, left, top, width, height, em):
        style = self.style
        xs, ys = rounded(left, top, width, height, 0.2 * em if style["fancybox"] else 0.0)
        if style["shadow"]:
            paper.path([x + 2 * PX for x in xs], [y + 2 * PX for y in ys], None, 0, (), colors.css(shadow_of(style["facecolor"])), "square")
        paper.path(xs, ys, self.shade(style["edgecolor"], style["framealpha"]), self.line_width * PX, (), self.shade(style["facecolor"], style["framealpha"]), "square")

    # Where.

    def _place(self, width, height):
        x, y, w, h = self._room()
        pad = self.style["borderaxespad"] * self.size * PX
        spots = lambda share: (x + pad + share[0] * (w - 2 * pad - width), y + pad + share[1] * (h - 2 * pad - height))
        if isinstance(self.loc, (tuple, list)):
            return x + self.loc[0] * w, y + h - self.loc[1] * h - height
        if self.loc:
            return spots(_SHARES[self.loc])
        # Counted in cells of some px, of which there are few however many points there are.
        crowd = Counter(cell for xs, ys in self.owner.crowd() for cell in zip(map(_cell, xs), map(_cell, ys)) if None not in cell)
        best = None
        for share in _SHARES[1:]:
            left, top = spots(share)
            right, bottom = left + width, top + height
            inside = sum(count for (column, row), count in crowd.items() if left < column * CELL < right and top < row * CELL < bottom)
            if best is None or inside < best[0]:
                best = inside, (left, top)
            if not inside:
                break
        return best[1]

    def _room(self):
        """Left, top, width, height of the box in which the legend is placed."""
        px = (self.anchor_transform or self.owner.transAxes).px
        if self.anchor is None:
            bounds = (0, 0, 1, 1)
        else:
            bounds = tuple(getattr(self.anchor, "bounds", self.anchor))
            bounds = bounds if len(bounds) == 4 else (*bounds, 0, 0)
        xs, ys = px([bounds[0], bounds[0] + bounds[2]], [bounds[1], bounds[1] + bounds[3]])
        return xs[0], ys[1], xs[1] - xs[0], ys[0] - ys[1]

    # Handles.

    def _handle(self, paper, handle, x, top, width, em):
        """A small picture of what is named, as high as a letter and on the words' base line."""
        high = 0.7 * em
        top = top + ASCENT * em - high
        middle = top + high / 2
        style, scale = self.style, self.style["markerscale"]
        if isinstance(handle, ErrorbarContainer):
            line, _, bars = handle.lines
            if bars:
                colour = bars[0].tones(bars[0].look["color"], 1)
                paper.line(x + width / 2, middle - 0.5 * em, x + width / 2, middle + 0.5 * em, colour, bars[0].look["linewidth"] * PX if bars[0].look["linewidth"] else 1.5 * PX)
            handle = line
        if isinstance(handle, BarContainer) or isinstance(handle, (list, Container)) and handle:
            handle = handle[0]
        if isinstance(handle, Line2D):
            handle.stroke(paper, [x, x + width], [middle, middle])
            found, count = markers.shape(handle.look["marker"]), self.style["numpoints"]
            if found:
                kept = handle.look["markersize"], handle.look["markevery"]
                handle.look.update(markersize=kept[0] * scale, markevery=None)
                spots = [x + width / 2] if count == 1 else [x + width * (0.15 + 0.7 * place / (count - 1)) for place in range(count)]
                handle.mark(paper, spots, [middle] * len(spots))
                handle.look.update(markersize=kept[0], markevery=kept[1])
        elif isinstance(handle, Patch):
            handle.ink(paper, [x, x + width, x + width, x, x], [top, top, top + high, top + high, top])
        elif isinstance(handle, LineCollection):
            tones, line_width = handle.tones(handle.look["color"] or rcParams["lines.color"], 1), handle.look["linewidth"] or rcParams["lines.linewidth"]
            line_width = line_width if isinstance(line_width, (int, float)) else line_width[0]
            dash = handle.look["linestyle"]
            dash = dashes(dash[0] if isinstance(dash, list) else dash, line_width * PX) or ()
            paper.line(x, middle, x + width, middle, tones if isinstance(tones, str) else tones[0], line_width * PX, dash)
        elif isinstance(handle, PathCollection):
            look = {name: handle.look[name] for name in ("facecolor", "edgecolor", "linewidth", "alpha")}
            sample = PathCollection([0.0], [0.0], [handle.sizes[0] * scale**2], handle.marker, **look)
            if handle.array:
                sample.cmap, sample.norm = handle.cmap, handle.norm
                sample.array = [handle.norm.vmin + (handle.norm.vmax - handle.norm.vmin) / 2] if handle.norm.scaled() else None
            count = style["scatterpoints"]
            spots = [x + width / 2] if count == 1 else [x + width * place / (count - 1) for place in range(count)]
            sample.mark(paper, spots, [middle + 0.1 * em] * count, range(count))
        elif isinstance(handle, Collection):
            fill, edge = handle.look["facecolor"], handle.look["edgecolor"]
            first = lambda tones: tones[0] if isinstance(tones, list) else tones
            paper.rectangle(x, top, width, high, first(handle.tones(edge, 1)), handle.widths(), first(handle.tones(fill or rcParams["patch.facecolor"], 1)))
        else:
            raise NotImplementedError(f"a legend has no handle for {type(handle).__name__} here")


class _Frame:
    """What programs set on a legend's frame."""

    def __init__(self, legend):
        self.legend = legend

    def set_facecolor(self, color):
        self.legend.style["facecolor"] = color

    def set_edgecolor(self, color):
        self.legend.style["edgecolor"] = color

    def set_alpha(self, alpha):
        self.legend.style["framealpha"] = alpha


def _cell(place):
    return round(place / CELL) if -1e6 < place < 1e6 else None


def _colour_of(handle):
    return handle.look.get("color") or colors.to_rgba(handle.look.get("facecolor") or "k")


def handles_and_labels(axes):
    """What has a label: in the order in which it was drawn, then what belongs together."""
    parts = _named_parts(axes)
    named = [(part, part.get_label()) for part in parts]
    return zip(*pairs) if (pairs := [(part, label) for part, label in named if label and not label.startswith("_")]) else ([], [])


def read_arguments(axes_list, args, handles, labels):
    """Handles and labels of legend's many forms."""
    if len(args) > 2:
        raise TypeError("Invalid arguments to legend.")
    if handles is not None and labels is None and not args:
        labels = [handle.get_label() for handle in handles]
    elif args and len(args) == 2:
        handles, labels = args
    elif labels is not None and handles is None or len(args) == 1:
        labels = args[0] if args else labels
        if handles is None:
            parts = [part for axes in axes_list for part in _named_parts(axes)]
            inner = {id(one) for axes in axes_list for container in axes.containers for one in _flat(container)}
            handles = [part for part in parts if id(part) not in inner and not (part.get_label().startswith("_") and isinstance(part, Container))]
    elif handles is None:
        pairs = [pair for axes in axes_list for pair in zip(*handles_and_labels(axes))]
        handles, labels = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        if not handles:
            import warnings

            words = "Note that artists whose label start with an underscore are ignored when legend() is called with no argument."
            warnings.warn(f"No artists with labels found to put in legend.  {words}", UserWarning, 3)
    labels = [labels] if isinstance(labels, str) else [str(label) for label in labels]
    return list(handles)[: len(labels)], labels[: len(list(handles))]


def _named_parts(axes):
    return [*(child for child in axes.children if isinstance(child, (Line2D, Patch, Collection))), *axes.containers]


def _flat(container):
    for part in container:
        if isinstance(part, (tuple, list)):
            yield from _flat(part)
        else:
            yield part


def __getattr__(name):
    raise AttributeError(f"matplotlib.legend.{name} is not here. It would run in matplotlib.")
