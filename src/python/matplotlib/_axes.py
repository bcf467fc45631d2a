"""An axes: where it stands on paper, its sides, its parts, and how they are drawn."""

from . import colors, transforms
from ._limits import Limits
from ._parts import of_kind
from ._rc import rcParams
from ._side import Side
from ._type import PX
from .axis import Axis
from .legend import Legend, handles_and_labels, read_arguments
from .lines import Line2D
from .patches import Patch
from .spines import Spine, Spines
from .text import Text


class Base(Limits):
    name = "rectilinear"
    lines, patches, collections, images, texts, artists = map(of_kind, ("lines", "patches", "collections", "images", "texts", "artists"))

    def __init__(self, figure, place, sharex=None, sharey=None, label="", **settings):
        self.figure, self.place, self.label = figure, place, label
        self.x = sharex.x if sharex is not None else Side("x")
        self.y = sharey.y if sharey is not None else Side("y")
        self.axes, self.children, self.zorder, self.is_visible = self, [], 0.0, True
        self.transData, self.transAxes, self._x_transform, self._y_transform = transforms.of_axes(self)
        self._begin()
        self.set(**settings)

    def _begin(self):
        self.xaxis, self.yaxis = Axis(self, self.x), Axis(self, self.y)
        self.spines = Spines((end, Spine(self, end)) for end in ("left", "right", "bottom", "top"))
        self.children, self.containers, self.insets = [], [], []
        colour = rcParams["text.color"] if rcParams["axes.titlecolor"] == "auto" else rcParams["axes.titlecolor"]
        look = {"fontsize": rcParams["axes.titlesize"], "fontweight": rcParams["axes.titleweight"], "color": colour}
        self.titles = {loc: Text(x, 1.0, "", ha=loc, **look) for loc, x in (("left", 0.0), ("center", 0.5), ("right", 1.0))}
        self.title, self.title_pads = self.titles["center"], dict.fromkeys(self.titles, rcParams["axes.titlepad"])
        self.legend_, self.is_framed, self.is_shown = None, True, True
        self.patch = Patch(facecolor=rcParams["axes.facecolor"], edgecolor="none")
        self.below = rcParams["axes.axisbelow"]
        self.cycles = {}
        self.set_prop_cycle(None)
        self.aspect, self.adjustable, self.anchor, self.box_aspect = "auto", "box", "C", None

    def cla(self):
        """Empty again: parts, names and limits; sides that are shared keep their data."""
        others = [axes for axes in self.figure.axes if axes is not self]
        if not any(axes.x is self.x for axes in others):
            self.x.set_scale("linear")
            self.x.forget()
        if not any(axes.y is self.y for axes in others):
            self.y.set_scale("linear")
            self.y.forget()
        self._begin()

    clear = cla

    # Parts.

    def add_artist(self, artist, sees=False):
        artist.axes, artist.figure = self, self.figure
        self.children.append(artist)
        if sees:
            for side in (self.x, self.y):
                side.hold(artist.seen(side))
        return artist

    def _drawn(self, artist):
        """Adds what an axes' own method draws: unlike what a program adds by hand, it asks for new limits."""
        self.add_artist(artist, True)
        transform = artist.look["transform"]
        for place, side in enumerate((self.x, self.y)):
            if transform is None or transform.is_data[place]:
                side.ask()
        return artist

    def add_line(self, line):
        return self.add_artist(line, True)

    def add_patch(self, p):
        return self.add_artist(p, True)

    def add_collection(self, collection, autolim=True):
        return self.add_artist(collection, autolim)

    def add_image(self, image):
        return self.add_artist(image)

    def set_prop_cycle(self, *args, **lists):
        """The looks of lines, and of filled shapes, that follow each other."""
        given = rcParams["axes.prop_cycle"] if not lists and (not args or args[0] is None) else colors.cycler(*args, **lists)
        self.cycles = {"line": given(), "fill": given()}

    def next_look(self, kind="line"):
        return next(self.cycles[kind])

    def next_colour(self, kind="fill"):
        return self.next_look(kind).get("color", "C0")

    # Place.

    @property
    def box(self):
        """Left, top, width, height in px, y down, with the aspect kept."""
        known = self.figure.boxes
        if known is None:
            return self._box()
        if self not in known:
            known[self] = self._box()
        return known[self]

    def _box(self):
        width, height = self.figure.paper_size
        x, y, w, h = self.get_position_bounds()
        left, top, wide, high = x * width, (1 - y - h) * height, w * width, h * height
        ratio = self.box_aspect
        if ratio is None and self.aspect != "auto" and self.adjustable == "box":
            ratio = self.aspect * self._data_ratio()
        if ratio is None:
            return left, top, wide, high
        new_wide, new_high = (wide, wide * ratio) if wide * ratio <= high else (high / ratio, high)
        across = 0.0 if "W" in self.anchor else 1.0 if "E" in self.anchor else 0.5
        down = 0.0 if "N" in self.anchor else 1.0 if "S" in self.anchor else 0.5
        return left + (wide - new_wide) * across, top + (high - new_high) * down, new_wide, new_high

    def get_position_bounds(self):
        return self.place.bounds() if hasattr(self.place, "bounds") and callable(self.place.bounds) else self.place

    def get_position(self, original=False):
        width, height = self.figure.paper_size
        if original:
            return transforms.Bbox.from_bounds(*self.get_position_bounds())
        if self.name == "rectilinear" and self.aspect == "auto" and self.box_aspect is None:
            return transforms.Bbox.from_bounds(*self.get_position_bounds())
        left, top, wide, high = self.box
        return transforms.Bbox.from_bounds(left / width, 1 - (top + high) / height, wide / width, high / height)

    def set_position(self, pos):
        self.place = tuple(getattr(pos, "bounds", pos))

    def get_subplotspec(self):
        place = getattr(self.place, "within", self.place)
        return place if hasattr(place, "gridspec") else None

    def get_window_extent(self, renderer=None):
        left, top, wide, high = self.box
        return transforms.Bbox.from_bounds(left, self.figure.paper_size[1] - top - high, wide, high)

    def get_xaxis_transform(self):
        return self._x_transform

    def get_yaxis_transform(self):
        return self._y_transform

    # Drawing.

    def draw_on(self, paper, is_outline=False):
        """Draws all; as an outline only what is not clipped to the box."""
        if not self.is_visible:
            return
        self._fit_aspect()
        box = self.box
        if self.is_framed and self.is_shown:
            face = self.patch.shade(self.patch.look["facecolor"])
            paper.rectangle(*box, None, 0, face if self.patch.look["visible"] else None)
        steps = [(child.look["zorder"], lambda child=child: self._draw_child(paper, child, box, is_outline)) for child in self.children if child.look["visible"]]
        if self.is_shown:
            level = {True: 0.5, "line": 1.5, False: 2.5}[self.below]
            steps += [(level, lambda: self.xaxis.draw(paper)), (level, lambda: self.yaxis.draw(paper))]
            if self.is_framed:
                steps += [(spine.look["zorder"], lambda spine=spine: spine.draw(paper)) for spine in self.spines.values() if spine.look["visible"]]
        if self.legend_ is not None and self.legend_.look["visible"]:
            steps.append((self.legend_.look["zorder"], lambda: self.legend_.draw(paper)))
        for _, step in sorted(steps, key=lambda pair: pair[0]):
            step()
        self._draw_titles(paper)
        for inset in self.insets:
            inset.draw_on(paper, is_outline)

    def _draw_child(self, paper, child, box, is_outline):
        if isinstance(child, Text) or not child.look["clip_on"]:
            child.draw(paper)
        elif not is_outline:
            paper.clip(*box)
            child.draw(paper)
            paper.unclip()

    def _draw_titles(self, paper):
        left, top, wide, high = self.box
        rise = min(top, self.xaxis.reach(paper, "top")) if self.is_shown and self.xaxis.ticks_look["major"]["labeltop"] else top
        if self.is_shown and self.xaxis.label_end == "top" and self.xaxis.label.text:
            rise = min(rise, self.xaxis.reach(paper, "top") - (self.xaxis.label_pad + self.xaxis.label.look["fontsize"] * 1.2) * PX)
        for loc, text in self.titles.items():
            if not text.text or not text.look["visible"]:
                continue
            # At the top it keeps away from what stands there.
            place = rise if text.y == 1.0 else top + high - text.y * high
            text.write(paper, left + wide * text.x, place - self.title_pads[loc] * PX)

    def bounds(self, paper):
        """What its parts cover outside, too: left, top, right, bottom."""
        from ._paper import Paper

        scratch = Paper(paper.width, paper.height)
        self.draw_on(scratch, True)
        left, top, wide, high = self.box
        scratch.grow(left, top, left + wide, top + high)
        return scratch.bounds

    def crowd(self):
        """Places in px where something is drawn, for the legend to keep away from."""
        places = []
        for child in self.children:
            if not child.look["visible"]:
                continue
            if isinstance(child, Line2D):
                places.append(_dense(*child.px(child.x, child.y)))
            elif isinstance(child, Patch):
                places.append(_dense(*child.px(*child.outline())))
            elif hasattr(child, "sizes"):
                places.append(child.px(child.x, child.y))
            elif hasattr(child, "polygons"):
                places += [_dense(*child.px(*polygon)) for polygon in child.polygons]
        return places

    # Words.

    def set_title(self, label, fontdict=None, loc=None, pad=None, *, y=None, **look):
        loc = loc or rcParams["axes.titlelocation"]
        text = self.titles[loc.lower()]
        text.set_text(label)
        text.set(**{**(fontdict or {}), **look})
        self.title_pads[loc.lower()] = rcParams["axes.titlepad"] if pad is None else pad
        text.y = text.y if y is None else y
        return text

    def get_title(self, loc="center"):
        return self.titles[loc.lower()].get_text()

    def legend(self, *args, handles=None, labels=None, **look):
        handles, labels = read_arguments([self], args, handles, labels)
        self.legend_ = Legend(self, handles, labels, **look)
        self.legend_.axes, self.legend_.figure = self, self.figure
        return self.legend_

    def get_legend(self):
        return self.legend_

    def get_legend_handles_labels(self):
        handles, labels = handles_and_labels(self)
        return list(handles), list(labels)

    def set(self, **settings):
        for name, value in settings.items():
            if not hasattr(type(self), f"set_{name}"):
                raise AttributeError(f"{type(self).__name__}.set() got an unexpected keyword argument {name!r}")
            getattr(self, f"set_{name}")(value)

    def __getattr__(self, name):
        raise AttributeError(f"Axes.{name} is not here. It would run in matplotlib.")

    def __str__(self):
        x, y, wide, high = self.get_position_bounds()
        return f"{'AxesSubplot' if self.get_subplotspec() else 'Axes'}({x:g},{y:g};{wide:g}x{high:g})"

    def __repr__(self):
        titles = {place: self.get_title(place) for place in ("left", "center", "right") if self.get_title(place)}
        fields = ([f"label={self.label!r}"] if self.label else []) + ([f"title={titles}"] if titles else [])
        fields += [f"{name}label={text!r}" for name, text in (("x", self.get_xlabel()), ("y", self.get_ylabel())) if text]
        return f"<{'AxesSubplot' if self.get_subplotspec() else 'Axes'}: {', '.join(fields)}>"


def _dense(xs, ys, step=8.0):
    """Points along a line, none far from the next."""
    if len(xs) > 4000:
        return xs, ys
    across, up = [], []
    for place in range(1, len(xs)):
        x0, y0, x1, y1 = xs[place - 1], ys[place - 1], xs[place], ys[place]
        far = max(abs(x1 - x0), abs(y1 - y0))
        parts = min(200, int(far / step) + 1) if far == far else 0
        across += [x0 + (x1 - x0) * part / parts for part in range(parts)]
        up += [y0 + (y1 - y0) * part / parts for part in range(parts)]
    return [*across, *xs[-1:]], [*up, *ys[-1:]]
