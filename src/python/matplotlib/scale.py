"""Scales: from a number to how far along it lies."""

import math

from .ticker import AutoLocator, LogFormatterSciNotation, LogLocator, NullFormatter, NullLocator, ScalarFormatter, SymmetricalLogLocator, nonsingular


class LinearScale:
    name, is_linear = "linear", True
    locators = staticmethod(lambda: (AutoLocator(), NullLocator()))
    formatters = staticmethod(lambda: (ScalarFormatter(), NullFormatter()))

    def forward(self, value):
        return value

    back = forward

    def apart(self, low, high, least):
        """Limits of data as limits of a view: apart from each other, where the scale is defined."""
        return nonsingular(low, high, 0.05, 1e-15)


class LogScale(LinearScale):
    name, is_linear = "log", False

    def __init__(self, base=10.0):
        self.base = float(base)
        self.locators = lambda: (LogLocator(self.base), LogLocator(self.base, "auto"))
        self.formatters = lambda: (LogFormatterSciNotation(self.base), LogFormatterSciNotation(self.base))

    def forward(self, value):
        # Below all decades, so that a line to 0 leaves the axes downwards.
        return math.log10(value) if value > 0 else -1000.0 if value <= 0 else value

    def back(self, value):
        return 10.0**value

    def apart(self, low, high, least):
        if not (math.isfinite(low) and math.isfinite(high)) or high <= 0:
            return 1.0, 10.0
        least = least if math.isfinite(least) else 1e-300
        low = least if low <= 0 else low
        if low == high:
            power = math.log(low, self.base)
            return self.base ** (math.ceil(power - 1e-12) - 1), self.base ** (math.floor(power + 1e-12) + 1)
        return low, high


class SymmetricalLogScale(LinearScale):
    name, is_linear = "symlog", False

    def __init__(self, base=10.0, linthresh=2.0, linscale=1.0):
        self.base, self.threshold, self.linear = float(base), float(linthresh), linscale / (1 - 1 / base)
        self.locators = lambda: (SymmetricalLogLocator(self.base, self.threshold), NullLocator())
        self.formatters = lambda: (LogFormatterSciNotation(self.base), NullFormatter())

    def forward(self, value):
        size = abs(value)
        far = size * self.linear if size <= self.threshold else self.threshold * (self.linear + math.log(size / self.threshold, self.base))
        return math.copysign(far, value)

    def back(self, value):
        size = abs(value)
        near = size / self.linear if size <= self.threshold * self.linear else self.threshold * self.base ** (size / self.threshold - self.linear)
        return math.copysign(near, value)


def scale_of(name, **settings):
    kinds = {"linear": LinearScale, "log": LogScale, "symlog": SymmetricalLogScale}
    if name not in kinds:
        raise ValueError(f"{name!r} is not a scale here; here are 'linear', 'log', 'symlog'")
    known = {"base": "base", "basex": "base", "basey": "base", "linthresh": "linthresh", "linscale": "linscale"}
    if any(setting not in known for setting in settings):
        raise ValueError(f"a scale's settings are {', '.join(known)}, not {', '.join(settings)}")
    return kinds[name](**{known[setting]: value for setting, value in settings.items()})
