"""The figure and the axes at hand."""

from . import _figure, cm, style  # noqa: F401
from ._figure import Axes, Figure, rcParams  # noqa: F401

_open = {}
_shown = []
# Whoever runs the program is told of figures that are shown.
on_show = _shown.append


def figure(num=None, figsize=None, dpi=None, **settings):
    if isinstance(num, int) and num in _open:
        made = _open.pop(num)
        _open[num] = made
        return made
    number = num if isinstance(num, int) else max([0, *_open]) + 1
    made = Figure(figsize, dpi)
    made.number = number
    _open[number] = made
    return made


def gcf():
    return _open[list(_open)[-1]] if _open else figure()


def gca(projection=None):
    return gcf().gca() if projection is None else gcf().add_subplot(projection=projection)


def get_fignums():
    return sorted(_open)


def sca(ax):
    ax.figure.axes.remove(ax)
    ax.figure.axes.append(ax)




def subplots(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, subplot_kw=None, figsize=None, dpi=None, **settings):
    made = figure(figsize=figsize, dpi=dpi)
    return made, made.subplots(nrows, ncols, squeeze, subplot_kw)


def subplot(*args, projection=None, **settings):
    made, key = gcf(), (args if len(args) != 1 else tuple(int(digit) for digit in str(args[0])))
    places = made.__dict__.setdefault("places", {})
    if key not in places or places[key] not in made.axes:
        places[key] = made.add_subplot(projection=projection)
    else:
        sca(places[key])
    return places[key]


def show(*args, block=None, **settings):
    for made in list(_open.values()):
        if made.axes:
            on_show(made)
    _open.clear()


def close(fig=None):
    if fig is None or fig == "all":
        _open.clear()
        return
    number = getattr(fig, "number", fig)
    _open.pop(number, None)


def clf():
    gcf().clf()


def cla():
    gca().cla()


def pause(interval):
    for made in list(_open.values()):
        if made.axes:
            on_show(made)


def ion():
    pass


def ioff():
    pass


def draw():
    pass


def isinteractive():
    return False


def savefig(fname, **settings):
    gcf().savefig(fname, **settings)


def suptitle(t, **look):
    gcf().suptitle(t, **look)


def tight_layout(**settings):
    pass


subplots_adjust = tight_layout


def colorbar(mappable=None, ax=None, **look):
    return gcf().colorbar(mappable, ax, **look)


def get_cmap(name=None, lut=None):
    return cm.get_cmap(name, lut)


def _of_axes(name, axes_name=None):
    def run(*args, **named):
        return getattr(gca(), axes_name or name)(*args, **named)

    run.__name__ = name
    return run


for _name in ("plot", "semilogx", "semilogy", "loglog", "scatter", "imshow", "matshow", "text", "annotate", "bar", "barh", "hist", "fill_between", "axhline", "axvline",
              "contour", "contourf", "pcolormesh", "legend", "grid", "axis", "tick_params"):  # fmt: skip
    globals()[_name] = _of_axes(_name)
for _name in ("title", "xlabel", "ylabel", "xscale", "yscale"):
    globals()[_name] = _of_axes(_name, f"set_{_name}")


def _limits(name):
    def run(*args, **named):
        return getattr(gca(), f"set_{name}")(*args, **named) if args or named else getattr(gca(), f"get_{name}")()

    return run


xlim, ylim = _limits("xlim"), _limits("ylim")


def xticks(ticks=None, labels=None, **look):
    if ticks is not None:
        gca().set_xticks(ticks, labels)


def yticks(ticks=None, labels=None, **look):
    if ticks is not None:
        gca().set_yticks(ticks, labels)


def __getattr__(name):
    raise AttributeError(f"matplotlib.pyplot.{name} is not here. It would run in matplotlib.")
