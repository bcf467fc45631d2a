"""Figures that are open: made, shown, closed."""

from _ember import figures as _figures

from ._rc import rcParams
from .figure import Figure

# Open figures by number, the one at hand last.
_open = {}
_is_interactive = False


def figure(num=None, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, frameon=True, FigureClass=Figure, clear=False, **settings):
    if isinstance(num, Figure):
        num = num.number
    label = num if isinstance(num, str) else ""
    if label:
        num = next((number for number, one in _open.items() if one.label == label), None)
    if num in _open:
        made = _open.pop(num)
        _open[num] = made
        if clear:
            made.clear()
        return made
    number = num if num is not None else max([0, *_open]) + 1
    made = FigureClass(figsize, dpi, facecolor=facecolor, edgecolor=edgecolor, frameon=frameon, **settings)
    made.number, made.label = number, label
    _open[number] = made
    if len(_open) > rcParams["figure.max_open_warning"] >= 1:
        import warnings

        words = f"More than {rcParams['figure.max_open_warning']} figures have been opened. Figures are retained until explicitly closed and may consume too much memory."
        warnings.warn(words, RuntimeWarning, 2)
    return made


def gcf():
    return _open[list(_open)[-1]] if _open else figure()


def get_fignums():
    return sorted(_open)


def get_figlabels():
    return [_open[number].label for number in get_fignums()]


def fignum_exists(num):
    return num in _open


def show(*args, block=None, **settings):
    for made in list(_open.values()):
        if made.axes or made.children:
            _figures.show(made, True)
    _open.clear()


def close(fig=None):
    if fig == "all":
        _open.clear()
    elif fig is None:
        if _open:
            _open.popitem()
    elif isinstance(fig, str):
        for number in [number for number, made in _open.items() if made.label == fig]:
            _open.pop(number)
    else:
        _open.pop(getattr(fig, "number", fig), None)


def pause(interval):
    draw()
    _figures.pause(interval)


def draw():
    """Shows the figure at hand as it is now; it is shown again later."""
    if _open and gcf().axes:
        _figures.show(gcf(), False)


def ion():
    global _is_interactive
    _is_interactive = True


def ioff():
    global _is_interactive
    _is_interactive = False


def isinteractive():
    return _is_interactive
