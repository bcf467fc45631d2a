"""An axes' limits, scales, aspect and ticks as programs set them."""

import math

from . import colors
from ._sides import add_side


class Limits:
    # Aspect.

    def set_aspect(self, aspect, adjustable=None, anchor=None):
        self.aspect = {"equal": 1.0, "auto": "auto"}[aspect] if isinstance(aspect, str) else float(aspect)
        self.adjustable = adjustable or self.adjustable
        self.anchor = anchor or self.anchor

    def get_aspect(self):
        return self.aspect

    def set_adjustable(self, adjustable):
        self.adjustable = adjustable

    def set_anchor(self, anchor):
        self.anchor = anchor

    def set_box_aspect(self, aspect=None):
        self.box_aspect = aspect

    def _spans(self):
        spans = []
        for side in (self.x, self.y):
            low, high = side.view()
            spans.append(abs(side.scale.forward(high) - side.scale.forward(low)))
        return spans

    def _data_ratio(self):
        wide, high = self._spans()
        return high / wide

    def _fit_aspect(self):
        """Widens one side's limits where the aspect is kept by limits."""
        if self.aspect == "auto" or self.adjustable != "datalim":
            return
        _, _, wide, high = self.box
        across, up = self._spans()
        wanted = high / wide / self.aspect
        side, factor = (self.y, across * wanted / up) if up / across < wanted else (self.x, up / wanted / across)
        low, high = side.view()
        middle, half = (low + high) / 2, (high - low) / 2 * factor
        side.low, side.high = middle - half, middle + half

    def axis(self, *args, **limits):
        if len(args) > 1:
            raise TypeError("axis() takes 0 or 1 positional arguments")
        arg = args[0] if args else None
        if isinstance(arg, (str, bool)):
            self._axis_word({True: "on", False: "off"}.get(arg, arg))
        else:
            values = list(arg) if arg is not None else [limits.get(name) for name in ("xmin", "xmax", "ymin", "ymax")]
            if len(values) != 4:
                raise TypeError("The first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]")
            for side, (low, high) in ((self.x, values[:2]), (self.y, values[2:])):
                if low is not None or high is not None:
                    side.set_view(low, high)
        return (*self.x.view(), *self.y.view())

    def _axis_word(self, word):
        if word in ("on", "off"):
            self.is_shown = word == "on"
            return
        if word not in ("equal", "tight", "scaled", "auto", "image", "square"):
            raise ValueError(f"Unrecognized string {word!r} to axis; try 'on' or 'off'")
        self.set_autoscale_on(True)
        self.x.is_stale = self.y.is_stale = True
        self.set_aspect("auto")
        self.x.view(), self.y.view()
        if word == "equal":
            self.set_aspect("equal", "datalim")
        elif word in ("scaled", "image", "square"):
            self.set_aspect("equal", "box", "C")
        if word in ("scaled", "tight", "image", "square"):
            self.set_autoscale_on(False)
        if word == "square":
            (left, right), (bottom, top) = self.x.view(), self.y.view()
            edge = max(right - left, top - bottom)
            self.x.set_view(left, left + edge)
            self.y.set_view(bottom, bottom + edge)

    # Autoscale.

    def set_autoscale_on(self, b):
        self.x.is_auto = self.y.is_auto = bool(b)

    def get_autoscale_on(self):
        return self.x.is_auto and self.y.is_auto

    def set_autoscalex_on(self, b):
        self.x.is_auto = bool(b)

    def set_autoscaley_on(self, b):
        self.y.is_auto = bool(b)

    def autoscale(self, enable=True, axis="both", tight=None):
        for side in self._sides(axis):
            side.is_auto = side.is_auto if enable is None else bool(enable)
            side.margin = 0.0 if tight else side.margin
            side.is_stale = True

    def autoscale_view(self, tight=None, scalex=True, scaley=True):
        # Limits are never rounded to ticks, so they are always tight.
        self.x.is_stale, self.y.is_stale = self.x.is_stale or scalex, self.y.is_stale or scaley

    def relim(self, visible_only=False):
        """Limits by the lines, shapes and images that are there now."""
        for side in (self.x, self.y):
            side.data, side.least = [math.inf, -math.inf], math.inf
            for child in self.children:
                if child.kind in ("lines", "patches", "images") and (child.look["visible"] or not visible_only):
                    side.see(child.seen(side))

    def margins(self, *margins, x=None, y=None):
        if margins:
            x, y = margins if len(margins) == 2 else margins * 2
        if x is None and y is None:
            return self.x.margin, self.y.margin
        for side, value in ((self.x, x), (self.y, y)):
            if value is not None:
                side.margin, side.is_stale = value, True

    def set_xmargin(self, m):
        self.margins(x=m)

    def set_ymargin(self, m):
        self.margins(y=m)

    def _sides(self, axis):
        return {"both": [self.x, self.y], "x": [self.x], "y": [self.y]}[axis]

    def _both(self, axis):
        return {"both": [self.xaxis, self.yaxis], "x": [self.xaxis], "y": [self.yaxis]}[axis]

    # Ticks and frame.

    def grid(self, visible=None, which="major", axis="both", **look):
        for one in self._both(axis):
            one.grid(visible, which, **look)

    def tick_params(self, axis="both", **look):
        # Both axes are told at once; each hears of its own ends.
        others = {"x": ("left", "right", "labelleft", "labelright"), "y": ("top", "bottom", "labeltop", "labelbottom")}
        for one in self._both(axis):
            one.set_tick_params(**{name: value for name, value in look.items() if name not in others.get(one.name, ())})

    def ticklabel_format(self, *, axis="both", style="", scilimits=None, useOffset=None, useMathText=None):
        for one in self._both(axis):
            formatter = one.side.formatter
            if not hasattr(formatter, "set_powerlimits"):
                raise AttributeError("This method only works with the ScalarFormatter")
            if style in ("sci", "scientific", "plain"):
                formatter.set_scientific(style != "plain")
            if scilimits is not None:
                formatter.set_powerlimits(scilimits)
            if useOffset is not None:
                formatter.set_useOffset(useOffset)
            if useMathText is not None:
                formatter.set_useMathText(useMathText)

    def locator_params(self, axis="both", **settings):
        for one in self._both(axis):
            one.side.locator.set_params(**settings)

    def minorticks_on(self):
        for one in (self.xaxis, self.yaxis):
            one.minorticks(True)

    def minorticks_off(self):
        for one in (self.xaxis, self.yaxis):
            one.minorticks(False)

    def set_axis_off(self):
        self.is_shown = False

    def set_axis_on(self):
        self.is_shown = True

    def set_frame_on(self, b):
        self.is_framed = bool(b)

    def get_frame_on(self):
        return self.is_framed

    def set_axisbelow(self, b):
        self.below = b

    def set_facecolor(self, color):
        colors.to_rgba(color)
        self.patch.look["facecolor"] = color

    def get_facecolor(self):
        return colors.to_rgba(self.patch.look["facecolor"])

    def set_visible(self, b):
        self.is_visible = bool(b)

    def get_visible(self):
        return self.is_visible

    def set_zorder(self, level):
        self.zorder = level

    def get_zorder(self):
        return self.zorder

    def set_label(self, s):
        self.label = str(s)

    def get_label(self):
        return self.label

    def get_xaxis(self):
        return self.xaxis

    def get_yaxis(self):
        return self.yaxis

    def get_figure(self):
        return self.figure

    def get_lines(self):
        return list(self.lines)

    def get_images(self):
        return list(self.images)

    def get_children(self):
        return [*self.children, *self.spines.values(), self.xaxis, self.yaxis, *self.titles.values()]

    def has_data(self):
        return bool(self.lines or self.collections or self.images or self.patches)

    def label_outer(self):
        spec = self.get_subplotspec()
        if spec is None:
            return
        if not spec.is_last_row():
            self.xaxis.label.set_text("")
            self.xaxis.set_tick_params(which="both", labelbottom=False)
        if not spec.is_first_col():
            self.yaxis.label.set_text("")
            self.yaxis.set_tick_params(which="both", labelleft=False)


add_side(Limits, "x", "left", "right")
add_side(Limits, "y", "bottom", "top")
