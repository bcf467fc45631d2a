"""Tables drawn: each column a line, bars, a histogram."""

from ._values import kind_of


class Plots:
    """`plot(...)` and `plot.bar(...)`."""

    def __init__(self, frame):
        self._frame = frame

    def __call__(self, x=None, y=None, kind="line", **named):
        if kind not in _KINDS:
            raise NotImplementedError(f"plot(kind={kind!r}) is not here: {', '.join(_KINDS)} are.")
        return getattr(self, kind)(x=x, y=y, **named)

    def _axes(self, ax, figsize, title, xlabel, ylabel, grid, xlim, ylim, rot):
        from matplotlib import pyplot as plt

        axes = ax if ax is not None else plt.figure(figsize=figsize).add_subplot() if figsize is not None or not plt.get_fignums() else plt.gca()
        for name, value in (("title", title), ("xlabel", xlabel), ("ylabel", ylabel), ("xlim", xlim), ("ylim", ylim)):
            if value is not None:
                getattr(axes, f"set_{name}")(value)
        if grid is not None:
            axes.grid(grid)
        if rot is not None:
            axes.tick_params(axis="x", labelrotation=rot)
        return axes

    def _parts(self, x, y):
        frame = self._frame
        names = (
            [y]
            if isinstance(y, (str, int))
            else list(y)
            if y is not None
            else [name for name, values in frame._columns.items() if name != x and kind_of(values) != "object"]
        )
        if not names:
            raise TypeError("no numeric data to plot")
        return (frame.index.tolist() if x is None else frame._columns[x]), names

    def _drawn(
        self,
        draw,
        x,
        y,
        legend=True,
        ax=None,
        figsize=None,
        title=None,
        xlabel=None,
        ylabel=None,
        grid=None,
        xlim=None,
        ylim=None,
        rot=None,
        color=None,
        label=None,
        **named,
    ):
        places, names = self._parts(x, y)
        axes = self._axes(ax, figsize, title, xlabel if xlabel is not None or not isinstance(x, str) else x, ylabel, grid, xlim, ylim, rot)
        colors = [color] * len(names) if color is None or isinstance(color, str) else list(color)
        for number, name in enumerate(names):
            own = {} if colors[number] is None else {"color": colors[number]}
            draw(axes, places, self._frame._columns[name], number, len(names), label=str(name) if label is None else label, **own, **named)
        if legend and not (len(names) == 1 and names[0] == 0):
            axes.legend()
        return axes

    def line(self, x=None, y=None, **named):
        def draw(axes, places, values, number, count, style=None, **more):
            axes.plot(places, values, *([style] if style else []), **more)

        return self._drawn(draw, x, y, **named)

    def bar(self, x=None, y=None, width=0.5, stacked=False, **named):
        return self._bars("bar", x, y, width, stacked, **named)

    def barh(self, x=None, y=None, width=0.5, stacked=False, **named):
        return self._bars("barh", x, y, width, stacked, **named)

    def _bars(self, name, x, y, width, stacked, **named):
        below = [0.0] * len(self._frame)

        def draw(axes, places, values, number, count, **more):
            shifts = [place + (0 if stacked else (number - (count - 1) / 2) * width / count) for place in range(len(places))]
            start = {"bottom" if name == "bar" else "left": list(below)} if stacked else {}
            getattr(axes, name)(shifts, values, width if stacked else width / count, **start, **more)
            below[:] = [a + b for a, b in zip(below, values)]
            getattr(axes, "set_xticks" if name == "bar" else "set_yticks")(range(len(places)), [str(place) for place in places])

        return self._drawn(draw, x, y, **named)

    def hist(self, x=None, y=None, bins=10, **named):
        return self._drawn(
            lambda axes, places, values, number, count, **more: axes.hist([value for value in values if value == value], bins=bins, **more), x, y, **named
        )

    def scatter(self, x, y, s=None, c=None, legend=False, **named):
        shades = {"c": self._frame._columns[c] if c in self._frame else c} if c is not None else {}
        draw = lambda axes, places, values, number, count, label=None, **more: axes.scatter(places, values, **({} if s is None else {"s": s}), **shades, **more)
        return self._drawn(draw, x, y, legend=False, ylabel=named.pop("ylabel", y), **named)

    def area(self, x=None, y=None, **named):
        raise NotImplementedError("plot.area is not here: plot.line is.")

    def box(self, x=None, y=None, **named):
        def draw(axes, places, values, number, count, label=None, **more):
            axes.boxplot([value for value in values if value == value], positions=[number + 1])

        names = self._parts(x, y)[1]
        axes = self._drawn(draw, x, y, legend=False, **named)
        axes.set_xticks(range(1, len(names) + 1), [str(name) for name in names])
        return axes

    def pie(self, x=None, y=None, **named):
        draw = lambda axes, places, values, number, count, label=None, **more: axes.pie(values, labels=[str(place) for place in places], **more)
        return self._drawn(draw, x, y, legend=False, **named)


_KINDS = ("line", "bar", "barh", "hist", "scatter", "box", "pie")
