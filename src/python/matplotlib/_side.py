"""A side: one dimension of an axes, which axes may share: its limits, its scale, its words, where its ticks stand."""

import math

from . import _data
from ._rc import rcParams
from .scale import scale_of
from .ticker import FixedFormatter, FixedLocator


class Side:
    def __init__(self, name):
        self.name, self.margin = name, rcParams.get(f"axes.{name}margin", 0.05)
        self.set_scale("linear")
        self.forget()

    def forget(self):
        """As it was before anything was drawn."""
        self.data = [math.inf, -math.inf]
        self.least, self.sticky, self.words = math.inf, set(), None
        self.low, self.high, self.is_auto, self.is_stale = 0.0, 1.0, True, False
        self.is_asked = False

    def set_scale(self, name, **settings):
        self.scale = scale_of(name, **settings)
        self.locator, self.minor_locator = self.scale.locators()
        self.formatter, self.minor_formatter = self.scale.formatters()
        self.is_stale = True

    # Data and limits.

    def numbers(self, values):
        """Numbers as they are; words as the places that they have on this side."""
        if isinstance(values, str):
            return self.numbers([values])[0]
        if hasattr(values, "tolist") and not hasattr(values, "detach"):
            values = values.tolist()
        if not _data.has_words(values):
            return _data.flat(values)
        if self.words is None:
            self.words = {}
        for word in values:
            self.words.setdefault(str(word), len(self.words))
        self.locator, self.formatter = FixedLocator(range(len(self.words))), FixedFormatter(self.words)
        return [float(self.words[str(word)]) for word in values]

    def see(self, values):
        """Takes numbers into account that are drawn, and fits the limits."""
        self.hold(values)
        self.ask()

    def ask(self):
        """Limits are to be fitted, if only to an empty line."""
        self.is_stale = self.is_asked = True

    def hold(self, values):
        """Takes numbers into account when limits are fitted the next time."""
        if not math.isfinite(sum(values)):
            values = [value for value in values if math.isfinite(value)]
        if values:
            low, high = min(values), max(values)
            self.data = [min(self.data[0], low), max(self.data[1], high)]
            self.least = min(self.least, low if low > 0 else min((value for value in values if value > 0), default=math.inf))

    def stick(self, *values):
        self.sticky.update(float(value) for value in values)

    def view(self):
        """The limits, as they stand: from the second the side runs backwards."""
        if self.is_auto and self.is_stale:
            self.fit()
        return self.low, self.high

    def fit(self):
        """Limits around all that was seen, with margins."""
        if self.data[0] > self.data[1] and self.scale.name != "log" and not self.is_asked:
            # Nothing was drawn yet.
            self.is_stale = False
            return
        low, high = self.scale.apart(*self.data, self.least)
        slack = 1e-5 * max(abs(low), abs(high), abs(high - low))
        floor = max((value for value in self.sticky if value < low + slack), default=None) if self.margin else None
        ceiling = min((value for value in self.sticky if value >= high - slack), default=None) if self.margin else None
        start, end = self.scale.forward(low), self.scale.forward(high)
        gap = (end - start) * self.margin
        low, high = (low, high) if gap == 0 else (self.scale.back(start - gap), self.scale.back(end + gap))
        low = low if floor is None else max(low, floor)
        high = high if ceiling is None else min(high, ceiling)
        self.low, self.high = (high, low) if self.low > self.high else (low, high)
        self.is_stale = False

    def set_view(self, low=None, high=None, auto=False):
        """New limits; what is None stays."""
        before = self.view()
        low, high = (before[place] if value is None else float(value) for place, value in enumerate((low, high)))
        if not (math.isfinite(low) and math.isfinite(high)):
            raise ValueError("Axis limits cannot be NaN or Inf")
        if self.scale.name == "log" and (low <= 0 or high <= 0):
            low, high = (before[place] if value <= 0 else value for place, value in enumerate((low, high)))
        if low == high:
            import warnings

            warnings.warn(f"Attempting to set identical low and high {self.name}lims makes transformation singular; automatically expanding.", UserWarning, 4)
            low, high = (low - 0.05 * (abs(low) or 1), high + 0.05 * (abs(high) or 1))
        self.low, self.high = low, high
        if auto is not None:
            self.is_auto = bool(auto)
        self.is_stale = False
        return self.low, self.high

    def invert(self):
        self.view()
        self.low, self.high = self.high, self.low

    def shares(self, values):
        """How far along each number lies: 0 at the low end of the view, 1 at the high end."""
        low, high = self.view()
        forward = self.scale.forward
        start, end = forward(low), forward(high)
        step = 1.0 / (end - start)
        if self.scale.is_linear:
            return [(value - start) * step for value in values]
        return [(forward(value) - start) * step for value in values]
