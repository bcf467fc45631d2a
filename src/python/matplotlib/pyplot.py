"""The figure and the axes at hand."""

from . import cm, colors, style, ticker  # noqa: F401
from ._rc import rc_context, rcParams  # noqa: F401
from ._shown import (  # noqa: F401
    _open, close, draw, figure, fignum_exists, gcf, get_figlabels, get_fignums, ioff, ion, isinteractive, pause, show,
)  # fmt: skip
from .artist import Artist, getp, setp  # noqa: F401
from .axes import Axes  # noqa: F401
from .cm import get_cmap  # noqa: F401
from .colors import Normalize, cycler  # noqa: F401
from .figure import Figure  # noqa: F401
from .gridspec import GridSpec  # noqa: F401
from .image import imread, imsave  # noqa: F401
from .lines import Line2D  # noqa: F401
from .patches import Circle, Polygon, Rectangle  # noqa: F401
from .text import Annotation, Text  # noqa: F401
from .ticker import (  # noqa: F401
    FixedFormatter, FixedLocator, FormatStrFormatter, FuncFormatter, LogLocator, MaxNLocator, MultipleLocator, NullFormatter, NullLocator, ScalarFormatter,
)  # fmt: skip


def gca(**settings):
    return gcf().gca(**settings)


def sca(ax):
    figure(ax.figure.number) if ax.figure.number in _open else None
    ax.figure.sca(ax)


def axes(arg=None, **settings):
    return gcf().add_subplot(**settings) if arg is None else gcf().add_axes(arg, **settings)


def delaxes(ax=None):
    gcf().delaxes(gca() if ax is None else ax)


def subplots(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None, **settings):
    made = figure(**settings)
    return made, made.subplots(nrows, ncols, sharex=sharex, sharey=sharey, squeeze=squeeze, width_ratios=width_ratios, height_ratios=height_ratios,
                               subplot_kw=subplot_kw, gridspec_kw=gridspec_kw)  # fmt: skip


def subplot(*args, **settings):
    """The axes of a cell: those that are there, or new ones."""
    from .figure import _cell

    if args and isinstance(args[0], Axes):
        return sca(args[0])
    made = gcf()
    spec = _cell(made, args)
    kind = settings.get("projection") or "rectilinear"
    for one in made.axes:
        own = one.get_subplotspec()
        if own is not None and own.same(spec) and one.name == kind and set(settings) <= {"projection"}:
            made.sca(one)
            return one
    for one in list(made.axes):
        own = one.get_subplotspec()
        if own is not None and _overlap(own.bounds(), spec.bounds()):
            made.delaxes(one)
    return made.add_subplot(spec, **settings)


def _overlap(one, other):
    (x, y, w, h), (a, b, c, d) = one, other
    slack = 1e-9
    return x + w > a + slack and a + c > x + slack and y + h > b + slack and b + d > y + slack


def subplot_mosaic(mosaic, *, width_ratios=None, height_ratios=None, empty_sentinel=".", subplot_kw=None, gridspec_kw=None, **settings):
    made = figure(**settings)
    return made, made.subplot_mosaic(mosaic, width_ratios=width_ratios, height_ratios=height_ratios, empty_sentinel=empty_sentinel, subplot_kw=subplot_kw, gridspec_kw=gridspec_kw)


def subplot2grid(shape, loc, rowspan=1, colspan=1, fig=None, **settings):
    made = fig or gcf()
    grid = made.add_gridspec(*shape)
    return made.add_subplot(grid[loc[0] : loc[0] + rowspan, loc[1] : loc[1] + colspan], **settings)


def twinx(ax=None):
    return (ax or gca()).twinx()


def twiny(ax=None):
    return (ax or gca()).twiny()


def get_current_fig_manager():
    return gcf().canvas.manager


def switch_backend(newbackend):
    """Figures go to whoever runs the program, whatever the backend."""


def clf():
    gcf().clf()


def cla():
    gca().cla()


# Of the figure at hand.


def _of_figure(name):
    def run(*args, **named):
        return getattr(gcf(), name)(*args, **named)

    run.__name__ = name
    return run


savefig, suptitle, tight_layout, subplots_adjust, figtext, figlegend = map(_of_figure, ("savefig", "suptitle", "tight_layout", "subplots_adjust", "text", "legend"))


def colorbar(mappable=None, cax=None, ax=None, **settings):
    mappable = gci() if mappable is None else mappable
    if mappable is None:
        raise RuntimeError("No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or a contour set (with contourf).")
    return gcf().colorbar(mappable, cax, ax, **settings)


def gci():
    """What was last drawn with a colour map."""
    found = [part for part in gca().children if hasattr(part, "cmap") and getattr(part, "array", None) is not None]
    sets = getattr(gca(), "contours", [])
    return sets[-1] if sets and not any(part for part in found if part not in gca().collections) else found[-1] if found else None


def clim(vmin=None, vmax=None):
    gci().set_clim(vmin, vmax)


def colormaps():
    return sorted(way for name in cm.NAMES for way in (name, f"{name}_r"))


def set_cmap(cmap):
    rcParams["image.cmap"] = cm.get_cmap(cmap).name


def rc(group, **settings):
    from . import rc

    rc(group, **settings)


def rcdefaults():
    from ._rc import reset

    reset()


# Of the axes at hand.


def _of_axes(name, axes_name=None):
    def run(*args, **named):
        return getattr(gca(), axes_name or name)(*args, **named)

    run.__name__ = name
    return run


for _name in ("annotate", "arrow", "autoscale", "axhline", "axhspan", "axis", "axline", "axvline", "axvspan", "bar", "bar_label", "barh", "boxplot", "broken_barh", "clabel", "contour", "contourf",
              "errorbar", "eventplot", "fill", "fill_between", "fill_betweenx", "grid", "hist", "hist2d", "hlines", "imshow", "legend", "locator_params", "loglog", "margins",
              "matshow", "minorticks_off", "minorticks_on", "pcolor", "pcolormesh", "pie", "plot", "quiver", "scatter", "semilogx", "semilogy", "spy", "stackplot", "stairs", "stem", "step", "text",
              "tick_params", "ticklabel_format", "violinplot", "vlines"):  # fmt: skip
    globals()[_name] = _of_axes(_name)
for _name in ("title", "xlabel", "ylabel", "xscale", "yscale"):
    globals()[_name] = _of_axes(_name, f"set_{_name}")
box = _of_axes("box", "set_frame_on")


def _limits(name):
    def run(*args, **named):
        return getattr(gca(), f"set_{name}")(*args, **named) if args or named else getattr(gca(), f"get_{name}")()

    run.__name__ = name
    return run


xlim, ylim = _limits("xlim"), _limits("ylim")


def _ticks(name):
    def run(ticks=None, labels=None, *, minor=False, **look):
        axis = getattr(gca(), f"{name}axis")
        if ticks is not None:
            axis.set_ticks(ticks, minor=minor)
        if labels is not None:
            axis.set_ticklabels(labels, minor=minor)
        elif look and ticks is None:
            axis.look_of_labels(look)
        if look:
            axis.look_of_labels(look)
        return axis.get_ticklocs(minor=minor), axis.get_ticklabels(minor)

    run.__name__ = f"{name}ticks"
    return run


xticks, yticks = _ticks("x"), _ticks("y")


def viridis():
    set_cmap("viridis")


def gray():
    set_cmap("gray")


def hot():
    set_cmap("hot")


def jet():
    set_cmap("jet")


def __getattr__(name):
    raise AttributeError(f"matplotlib.pyplot.{name} is not here. It would run in matplotlib.")
