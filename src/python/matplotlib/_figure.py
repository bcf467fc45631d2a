"""Figures, axes, and the parts that a program puts on them, as plain data."""

rcParams = {}


def listed(values):
    """Numbers as lists, whatever holds them."""
    if hasattr(values, "detach"):
        values = values.detach()
    values = values.tolist() if hasattr(values, "tolist") else values
    if isinstance(values, (int, float, bool)):
        return [float(values)]
    return [listed(value) if isinstance(value, (list, tuple)) else float(value) if not isinstance(value, str) else value for value in values]


class Artist:
    """A part of an axes: its kind, its numbers, and how it looks."""

    def __init__(self, axes, kind, **data):
        self.axes, self.kind, self.data = axes, kind, data

    def remove(self):
        for parts in (self.axes.lines, self.axes.collections, self.axes.images, self.axes.texts, self.axes.patches):
            if self in parts:
                parts.remove(self)

    def set(self, **settings):
        self.data.update(settings)

    def set_data(self, *data):
        if self.kind == "image":
            self.data["pixels"] = listed(data[0])
        else:
            x, y = data if len(data) == 2 else data[0]
            self.data.update(x=listed(x), y=listed(y))

    def set_xdata(self, x):
        self.data["x"] = listed(x)

    def set_ydata(self, y):
        self.data["y"] = listed(y)

    def set_offsets(self, offsets):
        pairs = listed(offsets)
        self.data.update(x=[pair[0] for pair in pairs], y=[pair[1] for pair in pairs])

    def get_xdata(self):
        return self.data["x"]

    def get_ydata(self):
        return self.data["y"]

    def get_label(self):
        return self.data.get("label") or ""

    def get_text(self):
        return self.data.get("text", "")

    def __getattr__(self, name):
        if name.startswith("set_"):
            key = name[4:]
            return lambda value, **more: self.data.__setitem__(key, value)
        raise AttributeError(f"{name} of a figure's part is not here. It would run in matplotlib.")


class Axis:
    """The x or the y side of an axes."""

    def __init__(self):
        self.visible, self.ticks = True, None

    def set_visible(self, visible):
        self.visible = visible

    def set_ticks(self, ticks, labels=None):
        self.ticks = listed(ticks)

    def set_major_locator(self, locator):
        raise NotImplementedError("tick locators are not here: set_ticks is.")


class Legend:
    def __init__(self, labels):
        self.labels = labels

    def get_texts(self):
        return self.labels


class Axes:
    def __init__(self, figure, is_3d=False):
        self.figure, self.is_3d = figure, is_3d
        self.axes = self
        self.xaxis, self.yaxis, self.zaxis = Axis(), Axis(), Axis()
        self.cla()

    def cla(self):
        self.lines, self.collections, self.images, self.texts, self.patches = [], [], [], [], []
        self.title, self.labels, self.limits, self.scales = "", {"x": "", "y": "", "z": ""}, {}, {}
        self.legend_, self.has_grid, self.is_shown = None, False, True

    clear = cla

    # Parts.

    def plot(self, *args, **look):
        drawn, args = [], list(args)
        if self.is_3d:
            xs, ys, *rest = args
            zs = rest.pop(0) if rest and not isinstance(rest[0], str) else [0.0] * len(listed(xs))
            look.update({"format": rest[0]} if rest else {})
            drawn.append(Artist(self, "line", x=listed(xs), y=listed(ys), z=listed(zs), **look))
        while args and not self.is_3d:
            first = listed(args.pop(0))
            second = listed(args.pop(0)) if args and not isinstance(args[0], str) else None
            style = {"format": args.pop(0)} if args and isinstance(args[0], str) else {}
            x, y = (list(range(len(first))), first) if second is None else (first, second)
            columns = list(zip(*y)) if y and isinstance(y[0], list) else [y]
            for column in columns:
                flat = [value[0] if isinstance(value, list) else value for value in x]
                if len(flat) != len(column):
                    raise ValueError(f"x and y must have same first dimension, but have shapes ({len(flat)},) and ({len(column)},)")
                drawn.append(Artist(self, "line", x=flat, y=list(column), **style, **look))
        self.lines += drawn
        return drawn

    def _scaled(self, scale, *args, **look):
        self.scales.update(scale)
        return self.plot(*args, **look)

    def semilogx(self, *args, **look):
        return self._scaled({"x": "log"}, *args, **look)

    def semilogy(self, *args, **look):
        return self._scaled({"y": "log"}, *args, **look)

    def loglog(self, *args, **look):
        return self._scaled({"x": "log", "y": "log"}, *args, **look)

    def scatter(self, x, y, z=None, s=None, c=None, marker=None, cmap=None, alpha=None, **look):
        x, y = listed(x), listed(y)
        if len(x) != len(y):
            raise ValueError("x and y must be the same size")
        z = {} if z is None else {"z": listed(z)}
        colours = c if c is None or isinstance(c, str) else listed(c)
        part = Artist(self, "points", x=x, y=y, **z, c=colours, marker=marker, alpha=alpha, cmap=getattr(cmap, "name", cmap), **look)
        self.collections.append(part)
        return part

    def imshow(self, X, cmap=None, **look):
        if hasattr(X, "_pixels"):
            X = X._pixels()
        part = Artist(self, "image", pixels=listed(X), cmap=getattr(cmap, "name", cmap), **look)
        self.images.append(part)
        return part

    matshow = imshow

    def add_image(self, image):
        self.images.append(image)
        return image

    def text(self, x, y, s, *rest, **look):
        if self.is_3d and rest:
            s = rest[0]
        part = Artist(self, "text", x=[float(x)], y=[float(y)], text=str(s), **look)
        self.texts.append(part)
        return part

    def annotate(self, text, xy, xytext=None, **look):
        return self.text(*(xytext or xy), text, **look)

    def bar(self, x, height, width=0.8, bottom=None, **look):
        names = [value for value in x if isinstance(value, str)]
        places = list(range(len(names))) if names else listed(x)
        part = Artist(self, "bars", x=places, y=listed(height), width=width, names=names, **look)
        self.patches += [part]
        return part

    def barh(self, y, width, height=0.8, **look):
        return self.bar(y, width, height, is_horizontal=True, **look)

    def hist(self, x, bins=10, range=None, density=False, **look):
        import numpy

        counts, edges = numpy.histogram(numpy.array(listed(x)).ravel(), bins, range)
        self.patches.append(Artist(self, "bars", x=edges.tolist()[:-1], y=counts.tolist(), **look))
        return counts, edges, self.patches[-1]

    def fill_between(self, x, y1, y2=0, **look):
        x = listed(x)
        wide = lambda y: listed(y) if not isinstance(y, (int, float)) else [float(y)] * len(x)
        part = Artist(self, "area", x=x, y=wide(y1), low=wide(y2), **look)
        self.collections.append(part)
        return part

    def axhline(self, y=0, **look):
        self.lines.append(Artist(self, "line", x=[0.0, 1.0], y=[y, y], **look))
        return self.lines[-1]

    def axvline(self, x=0, **look):
        self.lines.append(Artist(self, "line", x=[x, x], y=[0.0, 1.0], **look))
        return self.lines[-1]

    def _surface(self, kind, *grids, **look):
        part = Artist(self, kind, grids=[listed(grid) for grid in grids if not isinstance(grid, int)], **look)
        self.collections.append(part)
        return part

    def contour(self, *grids, **look):
        return self._surface("contour", *grids, **look)

    def contourf(self, *grids, **look):
        return self._surface("contour", *grids, **look)

    def pcolormesh(self, *grids, **look):
        return self._surface("mesh", *grids, **look)

    def plot_surface(self, X, Y, Z, **look):
        return self._surface("surface", X, Y, Z, **look)

    plot_wireframe = plot_surface

    # Words and sides.

    def set_title(self, label, **look):
        self.title = "" if label is None else str(label)

    def get_title(self):
        return self.title

    def legend(self, *args, labels=None, handles=None, loc=None, **look):
        given = labels or (args[-1] if args else None)
        parts = [part for part in self.lines + self.collections + self.patches]
        labels = list(given) if given else [part.get_label() for part in handles or parts if part.get_label()]
        self.legend_ = Legend(labels)
        return self.legend_

    def get_legend(self):
        return self.legend_

    def grid(self, visible=True, **look):
        self.has_grid = visible is not False

    def axis(self, limits=None, **look):
        if limits in ("off", False):
            self.is_shown = False
        elif limits in ("on", True):
            self.is_shown = True
        elif isinstance(limits, (list, tuple)):
            self.limits.update(x=listed(limits[:2]), y=listed(limits[2:]))

    def set_axis_off(self):
        self.is_shown = False

    def set_aspect(self, aspect, **look):
        self.aspect = aspect

    def set(self, **settings):
        for name, value in settings.items():
            getattr(self, f"set_{name}")(value)

    def get_xaxis(self):
        return self.xaxis

    def get_yaxis(self):
        return self.yaxis

    def get_figure(self):
        return self.figure

    def tick_params(self, *args, **look):
        pass

    def view_init(self, elev=None, azim=None, roll=None):
        self.view = elev, azim

    def __getattr__(self, name):
        raise AttributeError(f"Axes.{name} is not here. It would run in matplotlib.")


def _side(side):
    def set_label(self, label, *args, **look):
        self.labels[side] = "" if label is None else str(label)

    def set_lim(self, left=None, right=None, **named):
        low, high = left if isinstance(left, (tuple, list)) else (left, right)
        self.limits[side] = [None if value is None else float(value) for value in (low, high)]

    def get_lim(self):
        return tuple(self.limits.get(side, (0.0, 1.0)))

    def set_scale(self, value, **look):
        self.scales[side] = value

    def set_ticks(self, ticks, labels=None, **look):
        getattr(self, f"{side}axis").set_ticks(ticks, labels)

    def set_ticklabels(self, labels, **look):
        getattr(self, f"{side}axis").names = [str(label) for label in labels]

    setattr(Axes, f"set_{side}label", set_label)
    setattr(Axes, f"get_{side}label", lambda self: self.labels[side])
    setattr(Axes, f"set_{side}lim", set_lim)
    setattr(Axes, f"get_{side}lim", get_lim)
    setattr(Axes, f"set_{side}scale", set_scale)
    setattr(Axes, f"set_{side}ticks", set_ticks)
    setattr(Axes, f"set_{side}ticklabels", set_ticklabels)


for _name in "xyz":
    _side(_name)


class Figure:
    def __init__(self, figsize=None, dpi=None, **settings):
        self.size_inches, self.dpi = figsize or (6.4, 4.8), dpi or 100
        self.axes, self.title, self.number = [], "", 0
        self.canvas = self

    def add_subplot(self, *args, projection=None, **settings):
        axes = Axes(self, projection == "3d")
        self.axes.append(axes)
        return axes

    def add_axes(self, rect, projection=None, **settings):
        return self.add_subplot(projection=projection)

    def subplots(self, nrows=1, ncols=1, squeeze=True, subplot_kw=None, **settings):
        grid = [[self.add_subplot(**(subplot_kw or {})) for _ in range(ncols)] for _ in range(nrows)]
        if squeeze and nrows == ncols == 1:
            return grid[0][0]
        if squeeze and 1 in (nrows, ncols):
            return Grid([axes for row in grid for axes in row], (nrows * ncols,))
        return Grid([axes for row in grid for axes in row], (nrows, ncols))

    def gca(self):
        return self.axes[-1] if self.axes else self.add_subplot()

    def suptitle(self, t, **look):
        self.title = str(t)

    def colorbar(self, mappable=None, ax=None, **look):
        return Artist(self.gca(), "colorbar")

    def tight_layout(self, **settings):
        pass

    subplots_adjust = set_tight_layout = draw = flush_events = draw_idle = tight_layout

    def autofmt_xdate(self):
        pass

    def set_size_inches(self, width, height=None):
        self.size_inches = width if height is None else (width, height)

    def clf(self):
        self.axes = []

    clear = clf

    def delaxes(self, ax):
        self.axes.remove(ax)

    def savefig(self, fname, **settings):
        raise NotImplementedError("savefig is not here yet. It would run in matplotlib.")

    def show(self):
        from . import pyplot

        pyplot.show()

    def __repr__(self):
        width, height = (round(side * self.dpi) for side in self.size_inches)
        return f"<Figure size {width}x{height} with {len(self.axes)} Axes>"


class Grid:
    """Axes side by side: as numpy's arrays of them are used."""

    def __init__(self, flat, shape):
        self._flat, self.shape = flat, shape

    @property
    def flat(self):
        return iter(self._flat)

    @property
    def size(self):
        return len(self._flat)

    def flatten(self):
        return Grid(self._flat, (len(self._flat),))

    ravel = flatten

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return (self[place] for place in range(len(self)))

    def __getitem__(self, place):
        if len(self.shape) == 1:
            return self._flat[place]
        if isinstance(place, tuple):
            return self[place[0]][place[1]]
        columns = self.shape[1]
        place %= self.shape[0]
        return Grid(self._flat[place * columns : (place + 1) * columns], (columns,))
