"""Points, lines, counts, bars and bells of columns, coloured by a column of names."""

import math

from matplotlib import _data, pyplot
from matplotlib._bars import bin_edges, counted

from ._looks import color_palette


def scatterplot(data=None, *, x=None, y=None, hue=None, palette=None, legend="auto", ax=None, **look):
    axes, (x, y, hue), names = _read(data, ax, x, y, hue)
    for name, tone, chosen in _groups(hue, palette, len(x)):
        own = {"color": tone} if not {"c", "color"} & set(look) else {}
        axes.scatter([x[place] for place in chosen], [y[place] for place in chosen], **{"edgecolors": "w", "linewidths": 0.48, "label": name, **own, **look})
    return _named(axes, names, hue is not None and legend)


def lineplot(data=None, *, x=None, y=None, hue=None, palette=None, legend="auto", errorbar="ci", ci=95, estimator="mean", ax=None, **look):
    axes, (x, y, hue), names = _read(data, ax, x, y, hue)
    x = list(range(len(y))) if x is None else x
    for name, tone, chosen in _groups(hue, palette, len(x)):
        found = {}
        for place in chosen:
            found.setdefault(x[place], []).append(y[place])
        if any(len(values) > 1 for values in found.values()) and errorbar is not None and ci is not None:
            raise NotImplementedError("lineplot of several y for one x is here with errorbar=None: bands are drawn by chance.")
        if estimator != "mean":
            raise NotImplementedError("lineplot(estimator=...) is here with 'mean'.")
        places = sorted(found)
        own = {"color": tone} if not {"c", "color"} & set(look) else {}
        axes.plot(places, [sum(found[place]) / len(found[place]) for place in places], **{**({"label": name} if name is not None else {}), **own, **look})
    return _named(axes, names, (hue is not None or "label" in look) and legend)


def histplot(data=None, *, x=None, bins="auto", kde=False, stat="count", color=None, ax=None, label=None, **look):
    axes, (values, _, _), names = _read(data, ax, x, None, None) if x is not None else _read(None, ax, data, None, None)
    values = _data.finite(_data.flat(values))
    if stat not in ("count", "density", "probability"):
        raise NotImplementedError(f"histplot(stat={stat!r}) is not here: 'count', 'density', 'probability' are.")
    tone = axes.next_colour("line") if color is None else color
    edges = bin_edges(values, bins)
    wide = edges[1] - edges[0]
    share = {"count": 1.0, "density": 1 / (len(values) * wide), "probability": 1 / len(values)}[stat]
    counts = [count * share for count in counted(values, edges)]
    axes.bar(edges[:-1], counts, [high - low for low, high in zip(edges, edges[1:])], align="edge", **{"color": tone, "alpha": 0.5 if kde else 0.75, "label": label, **look})
    if kde:
        along, bell = _bell(values, 0)
        axes.plot(along, [one * len(values) * wide * share for one in bell], color=tone)
    names = (names[0] if names[0] else None, stat.capitalize())
    return _named(axes, names, False)


def kdeplot(data=None, *, x=None, fill=False, color=None, ax=None, label=None, **look):
    axes, (values, _, _), names = _read(data, ax, x, None, None) if x is not None else _read(None, ax, data, None, None)
    tone = axes.next_colour("line") if color is None else color
    along, bell = _bell(_data.finite(_data.flat(values)), 3)
    if fill:
        axes.fill_between(along, bell, color=tone, alpha=0.25)
    axes.y.stick(0.0)
    axes.plot(along, bell, color=tone, label=label, **look)
    return _named(axes, (names[0], "Density"), False)


def countplot(data=None, *, x=None, y=None, order=None, palette=None, color=None, ax=None, **look):
    axes, (x, y, _), names = _read(data, ax, x, y, None)
    given = x if x is not None else y
    words = list(order) if order is not None else _ordered(given)
    counts = [sum(value == word for value in given) for word in words]
    tones = [color] * len(words) if color is not None else color_palette(palette, len(words))
    (axes.bar if x is not None else axes.barh)(list(map(str, words)), counts, color=tones, **look)
    if x is None:
        axes.invert_yaxis()
    return _named(axes, (names[0], "count") if x is not None else ("count", names[1]), False)


def barplot(data=None, *, x=None, y=None, palette=None, color=None, ax=None, **look):
    axes, (x, y, _), names = _read(data, ax, x, y, None)
    is_up = not isinstance(y[0], str)
    words, values = (x, y) if is_up else (y, x)
    if len(set(words)) < len(words):
        raise NotImplementedError("barplot of several numbers for one word is not here: group them before.")
    tones = [color] * len(words) if color is not None else color_palette(palette, len(words))
    (axes.bar if is_up else axes.barh)(list(map(str, words)), values, color=tones, **look)
    if not is_up:
        axes.invert_yaxis()
    return _named(axes, names, False)


def _read(data, ax, *given):
    """Axes, a list for each column by its name or as it is, and what they are called."""
    axes = pyplot.gca() if ax is None else ax
    read = lambda one: None if one is None else _data.plain(data[one]) if data is not None and isinstance(one, str) else _data.plain(one)
    names = [one if isinstance(one, str) else getattr(one, "name", None) for one in given]
    return axes, [read(one) for one in given], names


def _ordered(values):
    """Words in the order in which they come, numbers by their size."""
    return list(dict.fromkeys(values)) if values and isinstance(values[0], str) else sorted(set(values))


def _groups(hue, palette, count):
    """(name, colour, places) of each group."""
    if hue is None:
        return [(None, None, range(count))]
    words = _ordered(hue)
    tones = [palette[word] for word in words] if isinstance(palette, dict) else color_palette(palette, len(words))
    return [(str(word), tone, [place for place, one in enumerate(hue) if one == word]) for word, tone in zip(words, tones)]


def _named(axes, names, has_legend):
    if names[0]:
        axes.set_xlabel(names[0])
    if len(names) > 1 and names[1]:
        axes.set_ylabel(names[1])
    if has_legend:
        axes.legend(title=names[2] if len(names) > 2 and names[2] else None)
    return axes


def _bell(values, beyond):
    """How dense numbers lie at 200 places, by Scott's rule; so many widths beyond the ends."""
    count = len(values)
    mean = sum(values) / count
    width = math.sqrt(sum((value - mean) ** 2 for value in values) / max(1, count - 1)) * count**-0.2 or 1.0
    low, high = min(values) - beyond * width, max(values) + beyond * width
    along = [low + (high - low) * place / 199 for place in range(200)]
    scale = 1 / (count * width * math.sqrt(2 * math.pi))
    return along, [scale * sum(math.exp(-(((place - value) / width) ** 2) / 2) for value in values) for place in along]
