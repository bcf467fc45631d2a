"""An axis of an axes: where its ticks stand, and how it looks, as programs set it."""

from ._drawn import ENDS, Drawn
from ._rc import points, rcParams
from ._type import PX
from .artist import ALIASES
from .text import Text
from .ticker import AutoMinorLocator, FixedFormatter, FixedLocator, Formatter, FuncFormatter, NullLocator, StrMethodFormatter


class Axis(Drawn):
    def __init__(self, axes, side):
        self.axes, self.side, self.name = axes, side, side.name
        look = {"fontsize": rcParams["axes.labelsize"], "fontweight": rcParams["axes.labelweight"], "color": rcParams["axes.labelcolor"]}
        self.is_visible, self.label = True, Text(*((0.5, 0) if self.name == "x" else (0, 0.5)), "", **look)
        self.label_loc = self.label_coords = None
        # Axes whose names stand in one line with this one's.
        self.aligned = [self]
        self.label_end = ENDS[self.name][0]
        self.label_pad = rcParams["axes.labelpad"]
        self.forget()

    def forget(self):
        """Ticks look as the settings say."""
        name = "xtick" if self.name == "x" else "ytick"
        first, second = ENDS[self.name]
        shown = {end: rcParams.get(f"{name}.{end}", end == first) for end in (first, second)}
        both = {"direction": rcParams[f"{name}.direction"], "color": rcParams[f"{name}.color"], "pad": rcParams[f"{name}.major.pad"],
                "labelsize": points(rcParams[f"{name}.labelsize"]), "labelcolor": rcParams[f"{name}.labelcolor"], "labelrotation": 0.0, "labelfontfamily": None,
                **{f"{end}": shown[end] for end in shown}, f"label{first}": shown[first], f"label{second}": False}  # fmt: skip
        self.ticks_look = {kind: {**both, "length": rcParams[f"{name}.{kind}.size"], "width": rcParams[f"{name}.{kind}.width"]} for kind in ("major", "minor")}
        self.labels_look, self.texts = {}, []
        self.label_end = first
        wants = rcParams["axes.grid"] and rcParams["axes.grid.axis"] in ("both", self.name)
        self.grid_look = {look: rcParams[f"grid.{look}"] for look in ("color", "linestyle", "linewidth", "alpha")}
        self.grids = {"major": {} if wants else None, "minor": None}
        self.minors = AutoMinorLocator() if rcParams[f"{name}.minor.visible"] else None

    # What programs set.

    def set_visible(self, b):
        self.is_visible = bool(b)

    def get_visible(self):
        return self.is_visible

    def set_ticks(self, ticks, labels=None, *, minor=False, **look):
        ticks = self.side.numbers(ticks) if len(ticks) else []
        if minor:
            self.side.minor_locator = self.minors = FixedLocator(ticks)
        else:
            self.side.locator = FixedLocator(ticks)
            low, high = self.side.view()
            if ticks:
                low, high = (min(low, *ticks), max(high, *ticks)) if low <= high else (max(low, *ticks), min(high, *ticks))
                self.side.set_view(low, high, None)
        if labels is not None:
            self.set_ticklabels(labels, minor=minor, **look)
        elif look:
            raise ValueError("labels argument cannot be None when kwargs are passed")

    def set_ticklabels(self, labels, *, minor=False, **look):
        names = [label.get_text() if isinstance(label, Text) else str(label) for label in labels]
        locator = self.side.minor_locator if minor else self.side.locator
        if isinstance(locator, FixedLocator) and names and len(names) != len(locator.locs):
            raise ValueError(f"The number of FixedLocator locations ({len(locator.locs)}), usually from a call to set_ticks, does not match the number of labels ({len(names)}).")
        if minor:
            self.side.minor_formatter = FixedFormatter(names)
        else:
            self.side.formatter = FixedFormatter(names)
        self.look_of_labels(look)
        return self.get_ticklabels(minor)

    def look_of_labels(self, look):
        Text(**look)
        self.labels_look.update(look)

    def get_ticklocs(self, *, minor=False):
        import numpy

        return numpy.array(self.located(minor)[0])

    get_majorticklocs = get_ticklocs

    def get_minorticklocs(self):
        return self.get_ticklocs(minor=True)

    def get_ticklabels(self, minor=False, which=None):
        """The texts beside the ticks; what is set on them is drawn."""
        ticks, labels = self.located(minor or which == "minor")
        if minor or which == "minor":
            return [Text(tick, 0, label) for tick, label in zip(ticks, labels)]
        if not any(self.ticks_look["major"][f"label{end}"] for end in ENDS[self.name]):
            return []
        for tick, label, text in zip(ticks, labels, self._texts(len(ticks))):
            text.set_text(label)
            text.set_position((tick, 0) if self.name == "x" else (0, tick))
        return self.texts[: len(ticks)]

    get_majorticklabels = get_ticklabels

    def _texts(self, count):
        while len(self.texts) < count:
            self.texts.append(Text(0, 0, ""))
        return self.texts

    def set_major_locator(self, locator):
        self.side.locator = locator
        locator.axis = self

    def set_minor_locator(self, locator):
        self.side.minor_locator = locator
        self.minors = locator
        locator.axis = self

    def set_major_formatter(self, formatter):
        self.side.formatter = _formatter(formatter)
        self.side.formatter.axis = self

    def set_minor_formatter(self, formatter):
        self.side.minor_formatter = _formatter(formatter)

    def get_major_locator(self):
        self.side.locator.axis = self
        return self.side.locator

    def get_major_formatter(self):
        return self.side.formatter

    def set_label_text(self, label, **look):
        self.label.set_text(label)
        self.label.set(**look)

    def get_label(self):
        return self.label

    def get_label_text(self):
        return self.label.get_text()

    def set_label_position(self, position):
        self.label_end = position

    def set_tick_params(self, which="major", reset=False, **look):
        if reset:
            self.forget()
        for kind in ("major", "minor") if which == "both" else (which,):
            for name, value in look.items():
                self._tick_param(kind, {"rotation": "labelrotation", "size": "length"}.get(name, name), value)

    def _tick_param(self, kind, name, value):
        look = self.ticks_look[kind]
        if name == "colors":
            look.update(color=value, labelcolor=value)
        elif name.startswith("grid_"):
            self.grids[kind] = {**(self.grids[kind] or {}), ALIASES.get(name[5:], name[5:]): value}
        elif name in look:
            look[name] = points(value) if name == "labelsize" else value
        else:
            raise ValueError(f"keyword {name} is not recognized; valid keywords are {', '.join(look)}")

    def tick_top(self):
        self._tick_end("top")

    def tick_bottom(self):
        self._tick_end("bottom")

    def tick_left(self):
        self._tick_end("left")

    def tick_right(self):
        self._tick_end("right")

    def _tick_end(self, end):
        for look in self.ticks_look.values():
            for other in ENDS[self.name]:
                look[other] = look[f"label{other}"] = other == end

    def set_ticks_position(self, position):
        if position == "both":
            for look in self.ticks_look.values():
                look.update({end: True for end in ENDS[self.name]})
        elif position == "none":
            for look in self.ticks_look.values():
                look.update({end: False for end in ENDS[self.name]})
        else:
            self._tick_end(position)

    def grid(self, visible=None, which="major", **look):
        look = {ALIASES.get(name, name): value for name, value in look.items()}
        unknown = set(look) - {"color", "linestyle", "linewidth", "alpha", "zorder"}
        if unknown:
            raise AttributeError(f"grid has no {', '.join(unknown)} here")
        for kind in ("major", "minor") if which == "both" else (which,):
            is_on = bool(look) or self.grids[kind] is None if visible is None else visible
            self.grids[kind] = look if is_on else None

    def set_inverted(self, inverted):
        low, high = self.side.view()
        if (low > high) != inverted:
            self.side.invert()

    # Where ticks stand.

    def space(self):
        """For how many numbers there is room."""
        _, _, wide, high = self.axes.box
        long = (wide if self.name == "x" else high) / PX
        return int(long / (self.ticks_look["major"]["labelsize"] * (3 if self.name == "x" else 2)))

    def located(self, minor=False):
        """All ticks of the locator, also those outside, and their labels."""
        low, high = sorted(self.side.view())
        if not minor:
            ticks = self.side.locator.ticks(low, high, self.space())
            return ticks, self.side.formatter.labels(ticks, low, high)
        locator = self.minors or self.side.minor_locator
        if isinstance(locator, NullLocator):
            return [], []
        if isinstance(locator, AutoMinorLocator):
            ticks = locator.between(self.side.locator.ticks(low, high, self.space()), low, high)
        else:
            majors = self.side.locator.ticks(low, high, self.space())
            forward = self.side.scale.forward
            taken, slack = [forward(major) for major in majors], 1e-5 * abs(forward(high) - forward(low))
            ticks = [tick for tick in locator.ticks(low, high, self.space()) if not any(abs(forward(tick) - major) <= slack for major in taken)]
        return ticks, self.side.minor_formatter.labels(ticks, low, high)

    def shown(self, minor=False):
        """The ticks that are in view, with their labels and texts."""
        ticks, labels = self.located(minor)
        texts = [None] * len(ticks) if minor else self._texts(len(ticks))
        # As the scale has it: between 0.1 and a million, a ten-millionth is far away.
        shares = self.side.shares(ticks)
        return [(tick, label, text) for tick, label, text, share in zip(ticks, labels, texts, shares) if -1e-10 <= share <= 1 + 1e-10]

    def minorticks(self, is_on):
        self.minors = AutoMinorLocator() if is_on and self.side.scale.is_linear else None
        if not is_on:
            self.side.minor_locator = NullLocator()

    def set_label_coords(self, x, y):
        """Where the name stands, in shares of the axes' box."""
        self.label_coords = x, y

    def __getattr__(self, name):
        raise AttributeError(f"{self.__dict__.get('name', 'x').upper()}Axis.{name} is not here. It would run in matplotlib.")


def _formatter(given):
    if isinstance(given, Formatter):
        return given
    if isinstance(given, str):
        return StrMethodFormatter(given)
    if callable(given):
        return FuncFormatter(given)
    raise TypeError(f"a formatter, a text or a function, not {given!r}")
