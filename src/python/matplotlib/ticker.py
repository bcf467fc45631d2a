"""Where ticks stand: locators. What is written beside them is in _formatters."""

import math

from ._formatters import (  # noqa: F401
    EngFormatter, FixedFormatter, FormatStrFormatter, Formatter, FuncFormatter, LogFormatter, LogFormatterMathtext, LogFormatterSciNotation, NullFormatter,
    PercentFormatter, ScalarFormatter, StrMethodFormatter,
)  # fmt: skip


class Locator:
    """Gives the ticks between low and high, with room for so many; an own locator gives them by tick_values."""

    axis = None

    def ticks(self, low, high, space):
        return [float(value) for value in self.tick_values(low, high)]

    def tick_values(self, vmin, vmax):
        return self.ticks(vmin, vmax, 9)

    def __call__(self):
        low, high = sorted(self.axis.side.view())
        return self.ticks(low, high, self.axis.space())


class NullLocator(Locator):
    def ticks(self, low, high, space):
        return []


class FixedLocator(Locator):
    def __init__(self, locs, nbins=None):
        self.locs, self.nbins = [float(value) for value in locs], nbins

    def ticks(self, low, high, space):
        if self.nbins is None:
            return list(self.locs)
        step = max(1, math.ceil(len(self.locs) / self.nbins))
        # Of the ways to leave some out, the one that comes nearest to zero.
        return min((self.locs[start::step] for start in range(step) if self.locs[start::step]), key=lambda ticks: min(map(abs, ticks)), default=[])


class LinearLocator(Locator):
    def __init__(self, numticks=11):
        self.numticks = numticks

    def ticks(self, low, high, space):
        return [low + (high - low) * place / max(1, self.numticks - 1) for place in range(self.numticks)]


class MultipleLocator(Locator):
    def __init__(self, base=1.0):
        self.base = float(base)

    def ticks(self, low, high, space):
        first = math.ceil(low / self.base - 1e-10)
        count = math.floor((high - first * self.base) / self.base + 1e-3) + 1
        return [(first + place) * self.base for place in range(-1, count + 1)]


class MaxNLocator(Locator):
    """At most so many stretches of a round length."""

    def __init__(self, nbins=10, steps=None, integer=False, symmetric=False, prune=None, min_n_ticks=2):
        if symmetric:
            raise NotImplementedError("MaxNLocator(symmetric=True) is not here.")
        self.nbins, self.integer, self.prune, self.least = nbins, integer, prune, min_n_ticks
        self.set_params(steps=steps or [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10])

    def set_params(self, nbins=None, steps=None, integer=None, prune=None):
        self.nbins = self.nbins if nbins is None else nbins
        self.integer = self.integer if integer is None else integer
        self.prune = self.prune if prune is None else prune
        if steps is not None:
            steps = [*([] if steps[0] == 1 else [1]), *steps, *([] if steps[-1] == 10 else [10])]
            self.steps = [0.1 * step for step in steps[:-1]] + list(steps) + [10.0 * steps[1]]

    def ticks(self, low, high, space):
        low, high = nonsingular(low, high, 1e-13, 1e-14)
        bins = max(self.least - 1, min(space, 9)) if self.nbins == "auto" else self.nbins
        span, middle = high - low, (high + low) / 2
        # Far from zero, steps are counted from a round number nearby.
        away = 0.0 if abs(middle) / span < 100 else math.copysign(10.0 ** (math.log10(abs(middle)) // 1), middle)
        scale = 10.0 ** (math.log10(span / bins) // 1)
        steps = [step * scale for step in self.steps]
        if self.integer:
            steps = [step for step in steps if step < 1 or abs(step - round(step)) < 1e-3]
        low, high, wanted = low - away, high - away, span / bins
        first = next((place for place, step in enumerate(steps) if step >= wanted), len(steps) - 1)
        for step in reversed(steps[: first + 1]):
            if self.integer and math.floor(high) - math.ceil(low) >= self.least - 1:
                step = max(1, step)
            ticks = _multiples(low, high, step, away)
            if sum(low <= tick <= high for tick in ticks) >= self.least:
                break
        ticks = [tick + away for tick in ticks]
        return ticks[1 if self.prune in ("lower", "both") else 0 : -1 if self.prune in ("upper", "both") else None]


def _multiples(low, high, step, away):
    """Multiples of the step from the last at or below low to the first at or above high."""
    tolerance = min(0.4999, max(1e-10, 10 ** (math.log10(abs(away) / step) - 12))) if away else 1e-10
    start = low // step * step
    count, rest = divmod(low - start, step)
    below = count + 1 if abs(rest / step - 1) < tolerance else count
    count, rest = divmod(high - start, step)
    above = count if abs(rest / step) < tolerance else count + 1
    return [place * step + start for place in range(int(below), int(above) + 1)]


class AutoLocator(MaxNLocator):
    def __init__(self):
        super().__init__("auto", [1, 2, 2.5, 5, 10])


class AutoMinorLocator(Locator):
    """So many parts between two ticks."""

    def __init__(self, n=None):
        self.n = n

    def between(self, majors, low, high):
        if len(majors) < 2:
            return []
        step = majors[1] - majors[0]
        exponent = math.log10(abs(step)) % 1
        parts = self.n or (5 if any(abs(exponent - math.log10(round_step)) < 1e-6 for round_step in (1, 2.5, 5)) or exponent > 0.99999 else 4)
        fine = step / parts
        first, last = math.ceil((low - majors[0]) / fine), math.floor((high - majors[0]) / fine)
        return [majors[0] + place * fine for place in range(first, last + 1) if place % parts]


class LogLocator(Locator):
    """Powers of the base; with subs, multiples of them."""

    def __init__(self, base=10.0, subs=(1.0,), numticks=None):
        self.base, self.subs, self.numticks = float(base), subs, numticks

    def ticks(self, low, high, space):
        base, room = self.base, self.numticks or max(2, min(space, 9))
        if low <= 0:
            raise ValueError("Data has no positive values, and therefore can not be log-scaled.")
        low, high = (low, high) if low < high else (high, low)
        powers = math.log(low, base), math.log(high, base)
        decades = math.floor(powers[1] + 1e-12) - math.ceil(powers[0] - 1e-12)
        if self.subs in ("auto", "all"):
            if decades > 10 or base < 3:
                subs = [] if self.subs == "auto" else [1.0]
            else:
                subs = list(range(2 if self.subs == "auto" else 1, math.ceil(base)))
        else:
            subs = list(self.subs)
        stride = (decades + 1) // room + 1
        if stride >= decades:
            stride = max(1, decades - 1)
        have_subs = len(subs) > 1 or len(subs) == 1 and subs[0] != 1.0
        exponents = range(math.floor(powers[0] + 1e-12) - stride, math.ceil(powers[1] - 1e-12) + 2 * stride, stride)
        if not have_subs:
            return [base**exponent for exponent in exponents] if subs else []
        ticks = [] if stride > 1 else [sub * base**exponent for exponent in exponents for sub in subs]
        if len(subs) > 1 and stride == 1 and sum(low <= tick <= high for tick in ticks) <= 1:
            return AutoLocator().ticks(low, high, space)
        return ticks


class SymmetricalLogLocator(Locator):
    """Zero, and powers on both sides."""

    def __init__(self, base=10.0, linthresh=2.0):
        self.base, self.linthresh = base, linthresh

    def ticks(self, low, high, space):
        near, base = self.linthresh, self.base
        if -near < low < high < near:
            return [low, high]
        power = lambda value: math.log(value) / math.log(base)
        powers = lambda least, most: range(math.floor(power(least)), math.ceil(power(most + 1)))
        below = powers(max(near, -high), -low) if low < -near else range(0)
        above = powers(max(near, low), high) if high > near else range(0)
        zero = [0.0] if (below and high > -near) or (above and low < near) else []
        stride = max(1, (len(below) + len(above) + len(zero)) // 14)
        return [-(base**place) for place in reversed(below[::stride])] + zero + [base**place for place in above[::stride]]


def nonsingular(low, high, expander, tiny):
    """Two limits that are apart: equal ones are moved away from each other."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return -expander, expander
    low, high = (low, high) if low <= high else (high, low)
    largest = max(abs(low), abs(high))
    if largest < 1e6 / tiny * 2.2250738585072014e-308:
        return -expander, expander
    if high - low <= largest * tiny:
        return (-expander, expander) if high == low == 0 else (low - expander * abs(low), high + expander * abs(high))
    return low, high


def __getattr__(name):
    raise AttributeError(f"matplotlib.ticker.{name} is not here. It would run in matplotlib.")
