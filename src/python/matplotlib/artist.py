"""What all parts of a figure have alike: a look that is set by keywords or set_..., and read by get_..."""

from . import colors

ALIASES = {"c": "color", "lw": "linewidth", "ls": "linestyle", "ms": "markersize", "mec": "markeredgecolor", "mfc": "markerfacecolor", "mew": "markeredgewidth",
           "ec": "edgecolor", "fc": "facecolor", "linewidths": "linewidth", "linestyles": "linestyle", "edgecolors": "edgecolor", "facecolors": "facecolor",
           "colors": "color", "aa": "antialiased", "ds": "drawstyle", "size": "fontsize", "weight": "fontweight", "style": "fontstyle", "family": "fontfamily",
           "fontname": "fontfamily", "name": "fontfamily", "ha": "horizontalalignment", "va": "verticalalignment", "ma": "multialignment"}  # fmt: skip


class Artist:
    zorder = 0.0
    # The list of an axes in which it stands.
    kind = "artists"
    # What can be set, and what it is at first.
    LOOK = {}

    def __init__(self, **look):
        self.axes = self.figure = None
        # What was set by name, whatever it is.
        self.given = set()
        # What is animated is drawn all the same: every frame is drawn whole.
        self.look = {"alpha": None, "label": "", "visible": True, "zorder": self.zorder, "transform": None, "clip_on": True, "animated": False, "gid": None, **self.LOOK}
        self.set(**look)

    def set(self, **settings):
        for name, value in settings.items():
            self._set(name, value)
        return self

    update = lambda self, settings: self.set(**settings)

    def _set(self, name, value):
        name = ALIASES.get(name, name)
        if name not in self.look:
            own = getattr(type(self), f"set_{name}", None)
            if own is None:
                raise AttributeError(f"{type(self).__name__}.set() got an unexpected keyword argument {name!r}")
            own(self, value)
            return
        self.given.add(name)
        check = getattr(type(self), f"_check_{name}", None)
        self.look[name] = check(self, value) if check else value

    def _check_antialiased(self, value):
        if value is False:
            raise NotImplementedError("antialiased=False is not here: edges are always smooth.")
        return value

    def _check_label(self, value):
        return "" if value is None else str(value)

    def __getattr__(self, name):
        look = self.__dict__.get("look", {})
        key = ALIASES.get(name[4:], name[4:])
        if name.startswith("set_") and key in look:
            return lambda value: self._set(key, value)
        if name.startswith("get_") and key in look:
            return lambda: look[key]
        raise AttributeError(f"{type(self).__name__}.{name} is not here. It would run in matplotlib.")

    def remove(self):
        owner = self.axes or self.figure
        if owner is None or self not in owner.children:
            raise NotImplementedError("cannot remove artist")
        owner.children.remove(self)

    # Where it lies.

    def px(self, xs, ys):
        """Places in px, by the part's own transform or by the axes' data."""
        return (self.look["transform"] or self.axes.transData).px(xs, ys)

    def seen(self, side):
        """Numbers that the limits of a side must hold; none for a part that is not placed by data."""
        return []

    def shade(self, colour, alpha=None):
        """A colour as CSS, with the part's alpha instead of the colour's own."""
        alpha = self.look["alpha"] if alpha is None else alpha
        return colors.css(colors.to_rgba(colour, None if isinstance(colour, str) and colour.lower() == "none" else alpha))

    def draw(self, paper):
        """Puts itself on paper."""


DASHES = {"-": (), "solid": (), "--": (3.7, 1.6), "dashed": (3.7, 1.6), ":": (1, 1.65), "dotted": (1, 1.65), "-.": (6.4, 1.6, 1, 1.6), "dashdot": (6.4, 1.6, 1, 1.6)}
NONE = ("None", "none", " ", "")


def dashes(style, width):
    """A line's style as lengths in px, of a width in px; None where no line is drawn."""
    if style is None or style in NONE:
        return None
    if isinstance(style, (tuple, list)):
        pattern = style[1] or ()
    elif style in DASHES:
        pattern = DASHES[style]
    else:
        raise ValueError(f"{style!r} is not a valid value for ls; supported values are {', '.join(map(repr, DASHES))}, 'None'")
    return [part * width for part in pattern]


def setp(obj, *args, **settings):
    """Sets a look on one part or several."""
    settings = {**dict(zip(args[::2], args[1::2])), **settings}
    several = getattr(obj, "flat", obj)
    for one in several if isinstance(several, (list, tuple)) else [obj]:
        one.set(**settings)


def getp(obj, property=None):
    return obj.look if property is None else getattr(obj, f"get_{property}")()
