"""A figure: axes on paper, laid out, and written as pictures."""

import contextlib

from . import _tight, gridspec, transforms
from ._output import Output
from ._paper import Paper
from ._rc import rcParams
from .axes import Axes
from .legend import Legend, read_arguments
from .text import Text


class Figure(Output):
    def __init__(self, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, linewidth=0.0, frameon=True, tight_layout=None, constrained_layout=None, layout=None):
        size = rcParams["figure.figsize"] if figsize is None else figsize
        self.size = [float(size[0]), float(size[1])]
        self.dpi = float(rcParams["figure.dpi"] if dpi is None else dpi)
        self.facecolor = rcParams["figure.facecolor"] if facecolor is None else facecolor
        self.edgecolor, self.linewidth, self.is_framed = edgecolor or rcParams["figure.edgecolor"], linewidth, frameon
        self.subplotpars = gridspec.SubplotParams()
        self.number, self.label, self.animation, self.boxes = None, "", None, None
        self.canvas = _canvas_of(self)
        self.transFigure = transforms.of_figure(self)
        if tight_layout is None and constrained_layout is None:
            tight_layout, constrained_layout = rcParams["figure.autolayout"], rcParams["figure.constrained_layout.use"]
        self.set_layout_engine(layout or ("tight" if tight_layout else "constrained" if constrained_layout else None))
        if isinstance(tight_layout, dict):
            self.layout_pads = tight_layout
        self.clf()

    def clf(self):
        self.axes, self.children, self.legends, self.colorbars = [], [], [], []
        self.current, self.titles = None, {}

    clear = clf

    @property
    def paper_size(self):
        """Width and height of the paper in px, 100 an inch."""
        return self.size[0] * 100, self.size[1] * 100

    @property
    def texts(self):
        return [child for child in self.children if isinstance(child, Text)]

    # Axes.

    def add_subplot(self, *args, projection=None, polar=False, sharex=None, sharey=None, **settings):
        if args and isinstance(args[0], Axes):
            return self._added(args[0])
        return self._added(self._made(_cell(self, args), projection, polar, sharex=sharex, sharey=sharey, **settings))

    def add_axes(self, rect, projection=None, polar=False, **settings):
        if isinstance(rect, Axes):
            return self._added(rect)
        return self._added(self._made(tuple(float(part) for part in rect), projection, polar, **settings))

    def _made(self, place, projection, polar, **settings):
        if polar or projection not in (None, "rectilinear", "3d"):
            raise NotImplementedError(f"projection={projection or 'polar'!r} is not here: '3d' is.")
        if projection == "3d":
            from mpl_toolkits.mplot3d import Axes3D

            return Axes3D(self, place, **settings)
        return Axes(self, place, **settings)

    def _added(self, axes):
        if axes not in self.axes:
            self.axes.append(axes)
        self.current = axes
        return axes

    def add_twin(self, axes, **shared):
        twin = Axes(self, axes.place, **shared)
        twin.patch.look["visible"] = False
        twin.aspect, twin.adjustable = axes.aspect, axes.adjustable
        twin.zorder = axes.zorder
        return self._added(twin)

    def add_gridspec(self, nrows=1, ncols=1, **settings):
        return gridspec.GridSpec(nrows, ncols, self, **settings)

    def subplots(self, nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None):
        settings = dict(gridspec_kw or {})
        for name, ratios in (("width_ratios", width_ratios), ("height_ratios", height_ratios)):
            if ratios is not None:
                settings[name] = ratios
        return self.subplots_of(self.add_gridspec(nrows, ncols, **settings), sharex=sharex, sharey=sharey, squeeze=squeeze, subplot_kw=subplot_kw)

    def subplots_of(self, grid, sharex=False, sharey=False, squeeze=True, subplot_kw=None):
        from ._grid import Grid

        shared = {True: "all", False: "none"}
        sharex, sharey = shared.get(sharex, sharex), shared.get(sharey, sharey)
        made = []
        for row in range(grid.nrows):
            for column in range(grid.ncols):
                first = lambda how: {"none": None, "all": 0, "row": row * grid.ncols, "col": column}[how]
                x, y = first(sharex), first(sharey)
                axes = self.add_subplot(grid[row, column], sharex=made[x] if x is not None and x < len(made) else None,
                                        sharey=made[y] if y is not None and y < len(made) else None, **(subplot_kw or {}))  # fmt: skip
                made.append(axes)
                if sharex in ("col", "all") and row < grid.nrows - 1:
                    axes.xaxis.set_tick_params(which="both", labelbottom=False)
                if sharey in ("row", "all") and column > 0:
                    axes.yaxis.set_tick_params(which="both", labelleft=False)
        if squeeze and grid.nrows == grid.ncols == 1:
            return made[0]
        return Grid(made, (len(made),) if squeeze and 1 in (grid.nrows, grid.ncols) else (grid.nrows, grid.ncols))

    def subplot_mosaic(self, mosaic, *, width_ratios=None, height_ratios=None, empty_sentinel=".", subplot_kw=None, gridspec_kw=None):
        """Axes by name, each where its name stands in rows of names."""
        rows = [list(row) for row in (mosaic.replace(";", "\n").split() if isinstance(mosaic, str) else mosaic)]
        grid = self.add_gridspec(len(rows), len(rows[0]), **{"width_ratios": width_ratios, "height_ratios": height_ratios, **(gridspec_kw or {})})
        made = {}
        for name in dict.fromkeys(name for row in rows for name in row if name != empty_sentinel):
            places = [(row, column) for row, names in enumerate(rows) for column, other in enumerate(names) if other == name]
            (top, left), (bottom, right) = places[0], places[-1]
            made[name] = self.add_subplot(grid[top : bottom + 1, left : right + 1], label=str(name), **(subplot_kw or {}))
        return made

    def gca(self, **settings):
        if settings:
            return self.add_subplot(**settings)
        return self.current if self.current is not None else self.add_subplot()

    def sca(self, a):
        self.current = a
        return a

    def get_axes(self):
        return list(self.axes)

    def delaxes(self, ax):
        self.axes.remove(ax)
        if self.current is ax:
            self.current = self.axes[-1] if self.axes else None

    # Words and bars.

    def _title(self, name, t, x, y, defaults, look):
        text = self.titles.setdefault(name, Text(x, y, "", **defaults))
        text.set_text(t)
        text.figure = self
        text.set(transform=self.transFigure, **look)
        if text not in self.children:
            self.children.append(text)
        return text

    def suptitle(self, t, *, x=0.5, y=0.98, **look):
        defaults = {"ha": "center", "va": "top", "fontsize": rcParams["figure.titlesize"], "fontweight": rcParams["figure.titleweight"]}
        return self._title("top", t, x, y, defaults, look)

    def supxlabel(self, t, *, x=0.5, y=0.01, **look):
        return self._title("bottom", t, x, y, {"ha": "center", "va": "bottom", "fontsize": rcParams["figure.titlesize"]}, look)

    def supylabel(self, t, *, x=0.02, y=0.5, **look):
        return self._title("left", t, x, y, {"ha": "left", "va": "center", "rotation": 90, "fontsize": rcParams["figure.titlesize"]}, look)

    def text(self, x, y, s, fontdict=None, **look):
        text = Text(x, y, s, fontdict, **{"transform": self.transFigure, **look})
        text.figure = self
        self.children.append(text)
        return text

    def legend(self, *args, handles=None, labels=None, loc=None, **look):
        handles, labels = read_arguments(self.axes, args, handles, labels)
        loc = "upper right" if loc in (None, "best") else loc
        legend = Legend(self, handles, labels, loc=loc, **look)
        legend.figure = self
        self.legends.append(legend)
        return legend

    @property
    def transAxes(self):
        return self.transFigure

    @property
    def legend_(self):
        return self.legends[-1] if self.legends else None

    @legend_.setter
    def legend_(self, value):
        self.legends.clear()

    def add_artist(self, artist):
        artist.figure = self
        if artist.look["transform"] is None:
            artist.look["transform"] = self.transFigure
        self.children.append(artist)
        return artist

    def colorbar(self, mappable, cax=None, ax=None, **settings):
        from .colorbar import Colorbar

        made = Colorbar(self, mappable, cax, ax, **settings)
        self.colorbars.append(made)
        return made

    # Layout.

    def set_layout_engine(self, layout=None, **pads):
        if layout not in (None, "none", "tight", "constrained", "compressed"):
            raise ValueError(f"Invalid value for 'layout': {layout!r}")
        # Constrained layouts leave a third of what tight ones do.
        usual = {"pad": 0.3, "h_pad": 0.6, "w_pad": 0.6} if layout in ("constrained", "compressed") else {}
        self.is_tight, self.layout_pads = layout not in (None, "none"), pads or usual

    def set_tight_layout(self, tight):
        self.set_layout_engine("tight" if tight else None, **(tight if isinstance(tight, dict) else {}))

    def set_constrained_layout(self, constrained):
        self.set_layout_engine("constrained" if constrained else None)

    def tight_layout(self, *, pad=1.08, h_pad=None, w_pad=None, rect=None):
        _tight.adjust(self, pad, h_pad, w_pad, rect)

    def subplots_adjust(self, left=None, bottom=None, right=None, top=None, wspace=None, hspace=None):
        self.subplotpars.update(left=left, bottom=bottom, right=right, top=top, wspace=wspace, hspace=hspace)

    def align_xlabels(self, axs=None):
        """The names of axes in a row stand at one height."""
        self._align("xaxis", axs, lambda spec, end: spec.row if end == "top" else spec.last_row)

    def align_ylabels(self, axs=None):
        self._align("yaxis", axs, lambda spec, end: spec.column if end == "left" else spec.last_column)

    def align_labels(self, axs=None):
        self.align_xlabels(axs)
        self.align_ylabels(axs)

    def _align(self, name, axs, place):
        chosen = [axes for axes in getattr(self.axes if axs is None else axs, "flat", self.axes if axs is None else axs) if axes.get_subplotspec() is not None]
        found = [(getattr(axes, name), place(axes.get_subplotspec(), getattr(axes, name).label_end)) for axes in chosen]
        for axis, own in found:
            axis.aligned = [other for other, line in found if line == own and other.label_end == axis.label_end]

    def autofmt_xdate(self, bottom=0.2, rotation=30, ha="right"):
        for axes in self.axes:
            spec = axes.get_subplotspec()
            if spec is None or spec.is_last_row():
                axes.xaxis.look_of_labels({"rotation": rotation, "ha": ha})
            else:
                axes.xaxis.set_tick_params(labelbottom=False)
        self.subplots_adjust(bottom=bottom)

    # Drawing.

    def settle(self):
        """Puts all in its place, as it is when it is drawn."""
        if self.animation is not None:
            self.animation.begin()
        if self.is_tight:
            self.tight_layout(**self.layout_pads)
        for bar in self.colorbars:
            bar.refresh()
        for axes in self.axes:
            axes._fit_aspect()

    @contextlib.contextmanager
    def still(self):
        """Meanwhile no axes moves, so that where it stands is found once."""
        self.boxes = {}
        try:
            yield
        finally:
            self.boxes = None

    def draw_on(self, paper, facecolor=None):
        self.settle()
        with self.still():
            self._draw_all(paper, facecolor)

    def _draw_all(self, paper, facecolor):
        face = self.shade(self.facecolor if facecolor is None else facecolor)
        # Larger than the paper, for what reaches beyond it.
        width, height = self.paper_size
        paper.rectangle(-width, -height, 3 * width, 3 * height, None, 0, face if self.is_framed else None)
        if self.linewidth:
            paper.rectangle(0, 0, width, height, self.shade(self.edgecolor), self.linewidth * 100 / 72)
        paper.bounds = None
        for axes in sorted(self.axes, key=lambda axes: axes.zorder):
            axes.draw_on(paper)
        for child in sorted(self.children, key=lambda child: child.look["zorder"]):
            if child.look["visible"]:
                child.draw(paper)
        for legend in self.legends:
            legend.draw(paper)

    def draw_list(self, facecolor=None):
        """All that is drawn, as _paper says, and the paper, whose bounds say what is covered."""
        paper = Paper(*self.paper_size)
        self.draw_on(paper, facecolor)
        return paper

    def shade(self, colour):
        from .colors import css, to_rgba

        return css(to_rgba(colour))


def _cell(figure, args):
    """The cell that add_subplot's forms mean: none, 211, (2, 1, 1), a cell of a grid."""
    if not args:
        return gridspec.numbered(figure, 1, 1, 1)
    if len(args) == 1 and isinstance(args[0], gridspec.SubplotSpec):
        spec = args[0]
        if spec.gridspec.figure is None:
            spec.gridspec.figure = figure
        spec.figure = figure
        return spec
    if len(args) == 1 and isinstance(args[0], gridspec.GridSpec):
        return _cell(figure, (args[0][0],))
    if len(args) == 1 and isinstance(args[0], (int, str)) and len(str(args[0])) == 3:
        args = tuple(map(int, str(args[0])))
    if len(args) != 3:
        raise TypeError(f"add_subplot() takes 1 or 3 positional arguments but {len(args)} were given")
    rows, columns, index = args
    return gridspec.numbered(figure, int(rows), int(columns), tuple(index) if isinstance(index, (tuple, list)) else int(index))


def _canvas_of(figure):
    from ._output import Canvas

    return Canvas(figure)


def figaspect(arg):
    raise NotImplementedError("figaspect is not here: figsize=(width, height) is.")
