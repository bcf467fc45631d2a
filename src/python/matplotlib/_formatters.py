"""What is written beside ticks."""

import math

from ._rc import rcParams


def signed(text):
    """With a true minus sign, if the reader wants it."""
    return text.replace("-", "\N{MINUS SIGN}") if rcParams["axes.unicode_minus"] else text


class Formatter:
    """Gives the labels of ticks between low and high; an own formatter gives them one by one when called."""

    offset = ""
    axis = None

    def labels(self, ticks, low, high):
        return [self(value, place) for place, value in enumerate(ticks)]

    def format_ticks(self, values):
        return self.labels(list(values), min(values), max(values))


class NullFormatter(Formatter):
    def labels(self, ticks, low, high):
        return [""] * len(ticks)


class FixedFormatter(Formatter):
    def __init__(self, seq):
        self.seq = [str(text) for text in seq]

    def labels(self, ticks, low, high):
        return (self.seq + [""] * len(ticks))[: len(ticks)]


class FuncFormatter(Formatter):
    def __init__(self, func):
        self.func = func

    def __call__(self, value, place=None):
        return self.func(value, place)


class FormatStrFormatter(Formatter):
    def __init__(self, fmt):
        self.fmt = fmt

    def __call__(self, value, place=None):
        return self.fmt % value


class StrMethodFormatter(Formatter):
    def __init__(self, fmt):
        self.fmt = fmt

    def __call__(self, value, place=None):
        return self.fmt.format(x=value, pos=place)


class PercentFormatter(Formatter):
    def __init__(self, xmax=100, decimals=None, symbol="%"):
        self.xmax, self.decimals, self.symbol = xmax, decimals, symbol or ""

    def labels(self, ticks, low, high):
        decimals = self.decimals
        if decimals is None:
            scaled = abs(high - low) * 100 / self.xmax
            decimals = 0 if scaled <= 0 else max(0, min(5, math.ceil(2.0 - math.log10(2.0 * scaled))))
        return [f"{100 * value / self.xmax:0.{decimals}f}{self.symbol}" for value in ticks]


class EngFormatter(Formatter):
    _PREFIXES = {-24: "y", -21: "z", -18: "a", -15: "f", -12: "p", -9: "n", -6: "\N{MICRO SIGN}", -3: "m", 0: "", 3: "k", 6: "M", 9: "G", 12: "T", 15: "P", 18: "E", 21: "Z", 24: "Y"}

    def __init__(self, unit="", places=None, sep=" "):
        self.unit, self.places, self.sep = unit, places, sep

    def __call__(self, value, place=None):
        power = 0 if value == 0 else max(-24, min(24, 3 * math.floor(math.log10(abs(value)) / 3)))
        number = f"{value / 10**power:g}" if self.places is None else f"{value / 10**power:.{self.places}f}"
        end = f"{self.sep}{self._PREFIXES[power]}{self.unit}"
        return signed(number) + (end if end != self.sep else "")


class ScalarFormatter(Formatter):
    """Plain numbers; what is common to all that are big, small or far away stands once at the axis' end."""

    def __init__(self, useOffset=None, useMathText=False):
        self.use_offset = rcParams["axes.formatter.useoffset"] if useOffset is None else useOffset
        self.is_scientific, self.limits, self.in_math = True, tuple(rcParams["axes.formatter.limits"]), useMathText

    def set_scientific(self, b):
        self.is_scientific = bool(b)

    def set_powerlimits(self, lims):
        self.limits = tuple(lims)

    def set_useOffset(self, val):
        self.use_offset = val

    def set_useMathText(self, val):
        self.in_math = val

    def labels(self, ticks, low, high):
        self.offset = ""
        if not ticks:
            return []
        low, high = min(low, high), max(low, high)
        away = self._away([tick for tick in ticks if low <= tick <= high]) if self.use_offset is True else float(self.use_offset or 0)
        power = self._power([tick for tick in ticks if low <= tick <= high], low, high, away)
        shown = [(tick - away) / 10.0**power for tick in ticks]
        digits = self._digits(shown if len(shown) > 1 else [*shown, (low - away) / 10.0**power, (high - away) / 10.0**power], len(shown))
        self.offset = self._offset(away, power)
        return [signed(f"{0.0 if abs(value) < 1e-8 else value:1.{digits}f}") for value in shown]

    def _away(self, ticks):
        if not ticks:
            return 0.0
        low, high = min(ticks), max(ticks)
        if low == high or low <= 0 <= high:
            return 0.0
        near, far = sorted((abs(low), abs(high)))
        sign, most = math.copysign(1, low), math.ceil(math.log10(far))
        power = 1 + next(place for place in range(most, most - 400, -1) if near // 10.0**place != far // 10.0**place)
        if (far - near) / 10.0**power <= 1e-2:
            power = 1 + next(place for place in range(most, most - 400, -1) if far // 10.0**place - near // 10.0**place > 1)
        return sign * (far // 10.0**power) * 10.0**power if far // 10.0**power >= 10**3 else 0.0

    def _power(self, ticks, low, high, away):
        if not self.is_scientific:
            return 0
        if self.limits[0] == self.limits[1] != 0:
            return self.limits[0]
        value = high - low if away else max(map(abs, ticks), default=0)
        power = math.floor(math.log10(value)) if value else 0
        return power if power <= self.limits[0] or power >= self.limits[1] else 0

    def _digits(self, values, count):
        span = max(values) - min(values) or max(map(abs, values)) or 1
        values = values[:-2] if count < 2 else values
        power = math.floor(math.log10(span))
        digits, slack = max(0, 3 - power), 1e-3 * 10.0**power
        while digits >= 0 and max((abs(value - round(value, digits)) for value in values), default=0) < slack:
            digits -= 1
        return digits + 1

    def _offset(self, away, power):
        if not away and not power:
            return ""
        plain = signed(("+" if away > 0 else "") + _scientific(away)) if away else ""
        if not power:
            return plain
        return rf"$\times\mathdefault{{10^{{{power}}}}}${plain}" if self.in_math else signed(f"1e{power}") + plain

    def __call__(self, value, place=None):
        return self.labels([value], value, value)[0]


def _scientific(value):
    """A number as 1e4 or 1.5e3."""
    power = math.floor(math.log10(abs(value)))
    factor = f"{round(value / 10.0**power, 10):.10g}"
    return factor if power == 0 else f"{factor}e{power}"


class LogFormatterSciNotation(Formatter):
    """Powers of ten; between them only where there are few powers."""

    def __init__(self, base=10.0, labelOnlyBase=False):
        self.base, self.only_powers = base, labelOnlyBase

    def labels(self, ticks, low, high):
        decades = abs(math.log(high / low, self.base)) if low > 0 and high > 0 else 2
        if decades > 1:
            kept = {1}
        elif decades > 0.4:
            kept = {round(self.base ** (place / (int(self.base) // 2))) for place in range(int(self.base) // 2 + 1)}
        else:
            kept = set(range(1, int(self.base) + 1))
        return [self._label(tick, kept) for tick in ticks]

    def _label(self, value, kept):
        if value == 0:
            return r"$\mathdefault{0}$"
        sign, power = "-" if value < 0 else "", math.log(abs(value), self.base)
        whole = abs(power - round(power)) < 1e-9
        exponent = round(power) if whole else math.floor(power)
        factor = abs(value) / self.base**exponent
        factor = round(factor) if abs(factor - round(factor)) < 1e-5 else factor
        base = f"{self.base:g}"
        if whole:
            return rf"$\mathdefault{{{sign}{base}^{{{exponent}}}}}$"
        if self.only_powers or round(factor) not in kept:
            return ""
        return rf"$\mathdefault{{{sign}{factor:g}\times{base}^{{{exponent}}}}}$"

    def __call__(self, value, place=None):
        return self._label(value, set(range(1, int(self.base) + 1)))


LogFormatter = LogFormatterMathtext = LogFormatterSciNotation
