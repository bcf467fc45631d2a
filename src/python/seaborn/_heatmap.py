"""Heat maps: a table's numbers as colours, with the numbers on them."""

import math

from matplotlib import _data, colors, pyplot
from matplotlib._width import width

from ._looks import despine


def heatmap(data, *, vmin=None, vmax=None, cmap=None, center=None, robust=False, annot=None, fmt=".2g", annot_kws=None, linewidths=0, linecolor="white", cbar=True,
            cbar_kws=None, cbar_ax=None, square=False, xticklabels="auto", yticklabels="auto", mask=None, ax=None, **look):  # fmt: skip
    if robust:
        raise NotImplementedError("heatmap(robust=True) is not here: vmin and vmax are.")
    axes = pyplot.gca() if ax is None else ax
    rows, names = _table(data)
    hidden = _table(mask)[0] if mask is not None else [[False] * len(rows[0]) for _ in rows]
    shown = [[math.nan if away else float(value) for value, away in zip(row, line)] for row, line in zip(rows, hidden)]
    values = _data.finite([value for row in shown for value in row])
    low, high = min(values, default=0.0) if vmin is None else vmin, max(values, default=1.0) if vmax is None else vmax
    if center is not None and cmap is None:
        raise NotImplementedError("heatmap(center=...) wants a cmap here, such as 'coolwarm': icefire is not here.")
    cmap = pyplot.get_cmap("rocket" if cmap is None else cmap)
    if center is not None:
        # The middle colour for the center; as many colours on both sides as the farther side needs.
        reach = max(high - center, center - low)
        cmap = colors.ListedColormap([cmap(0.5 + (low + (high - low) * place / 255 - center) / (2 * reach)) for place in range(256)])
    edges = {"edgecolors": linecolor, "linewidth": linewidths} if linewidths else {}
    mesh = axes.pcolormesh(shown, cmap=cmap, vmin=low, vmax=high, **edges, **look)
    axes.grid(False)
    axes.set(xlim=(0, len(rows[0])), ylim=(0, len(rows)))
    if square:
        axes.set_aspect("equal")
    axes.invert_yaxis()
    despine(ax=axes, left=True, bottom=True)
    if cbar:
        bar = axes.figure.colorbar(mesh, cax=cbar_ax, ax=axes, **(cbar_kws or {}))
        bar.outline.set_linewidth(0)
    _labels(axes.xaxis, xticklabels, names[1], len(rows[0]))
    _labels(axes.yaxis, yticklabels, names[0], len(rows))
    axes.set_xlabel(names[3] or "")
    axes.set_ylabel(names[2] or "")
    if annot is not None and annot is not False:
        words = rows if annot is True else _table(annot)[0]
        for y, (row, line) in enumerate(zip(words, shown)):
            for x, (word, value) in enumerate(zip(row, line)):
                if value == value:
                    tone = mesh.to_rgba(value)
                    text = word if isinstance(word, str) else format(word, fmt)
                    axes.text(x + 0.5, y + 0.5, text, **{"color": ".15" if _light(tone) > 0.408 else "w", "ha": "center", "va": "center", **(annot_kws or {})})
    return axes


def _table(data):
    """Rows, and the names of rows, of columns, of the index and of all columns."""
    if hasattr(data, "columns"):
        rows = _data.grid(data.values)
        return rows, (list(data.index), list(data.columns), getattr(data.index, "name", None), getattr(data.columns, "name", None))
    rows = _data.grid(data)
    return rows, (list(range(len(rows))), list(range(len(rows[0]))), None, None)


def _labels(axis, given, names, count):
    if given is False:
        axis.set_ticks([])
        return
    if given not in ("auto", True) and not isinstance(given, int):
        names, given = list(given), True
    # As many as there is room for.
    _, _, wide, high = axis.axes.box
    room = max(1, int((wide if axis.name == "x" else high) / (1.3 * axis.ticks_look["major"]["labelsize"] * 100 / 72)))
    step = 1 if given is True else given if given != "auto" else math.ceil(count / room)
    places = range(0, min(count, len(names)), step)
    axis.set_ticks([place + 0.5 for place in places], [str(names[place]) for place in places])
    # Upright where they have no room side by side; those of rows upright where they have it.
    if _fits(names, places, wide if axis.name == "x" else high, axis) == (axis.name == "y"):
        axis.look_of_labels({"rotation": 90, "va": "center"} if axis.name == "y" else {"rotation": 90})


def _fits(names, places, room, axis):
    size = axis.ticks_look["major"]["labelsize"] * 100 / 72
    return all(width(str(names[place])) * size < room / len(places) for place in places)


def _light(rgba):
    """How bright a colour is seen."""
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in rgba[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
