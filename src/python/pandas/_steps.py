"""What goes along a column: windows, differences, ranks, gaps filled from beside."""

import math

from ._values import GAP, is_gap


class Window:
    """The values from a few rows back to each row."""

    def __init__(self, series, size, least, is_centred=False):
        self._series, self._size, self._least, self._back = series, size, least, size // 2 if is_centred else 0

    def _made(self, call):
        own, found = self._series, []
        for place in range(len(own)):
            end = place + 1 + self._back
            part = type(own)(own._values[max(0, end - self._size) : end])
            found.append(call(part) if part.count() >= self._least and end <= len(own) + (self._least < self._size) * self._back else GAP)
        return own._made([value if is_gap(value) else float(value) for value in found])

    def apply(self, func, raw=False):
        return self._made(func)

    agg = apply


for _name in ("mean", "sum", "std", "var", "min", "max", "median", "count"):
    setattr(Window, _name, (lambda name: lambda self: self._made(lambda part: getattr(part, name)()))(_name))


class Fading:
    """Averages in which what is long ago counts less."""

    def __init__(self, series, alpha, adjust):
        self._series, self._alpha, self._adjust = series, alpha, adjust

    def mean(self):
        keep, total, weight, found = 1.0 - self._alpha, 0.0, 0.0, []
        for value in self._series._values:
            if is_gap(value):
                raise NotImplementedError("ewm of a column with gaps is not here.")
            if self._adjust or not found:
                total, weight = value + keep * total, 1.0 + keep * weight
                found.append(total / weight)
            else:
                found.append(keep * found[-1] + self._alpha * value)
        return self._series._made(found)


class Steps:
    """What `Series` inherits from."""

    def rolling(self, window, min_periods=None, center=False):
        return Window(self, window, window if min_periods is None else min_periods, center)

    def expanding(self, min_periods=1):
        return Window(self, len(self), min_periods)

    def ewm(self, com=None, span=None, halflife=None, alpha=None, adjust=True):
        if alpha is None:
            alpha = 2 / (span + 1) if span is not None else 1 / (1 + com) if com is not None else 1 - math.exp(-math.log(2) / halflife)
        return Fading(self, alpha, adjust)

    def shift(self, periods=1, fill_value=GAP):
        count = len(self)
        return self._made([self._values[place - periods] if 0 <= place - periods < count else fill_value for place in range(count)])

    def diff(self, periods=1):
        return self - self.shift(periods)

    def pct_change(self, periods=1):
        filled = self.ffill()
        return filled / filled.shift(periods) - 1

    def _run(self, step):
        total, found = None, []
        for value in self._values:
            total = total if is_gap(value) else value if total is None else step(total, value)
            found.append(GAP if is_gap(value) else total)
        return self._made(found)

    def cumsum(self):
        return self._run(lambda total, value: total + value)

    def cumprod(self):
        return self._run(lambda total, value: total * value)

    def cummax(self):
        return self._run(max)

    def cummin(self):
        return self._run(min)

    def rank(self, method="average", ascending=True):
        if method not in ("average", "min", "max", "first", "dense"):
            raise ValueError(f"{method!r} is no way to rank")
        there = [place for place, value in enumerate(self._values) if not is_gap(value)]
        there.sort(key=lambda place: self._values[place], reverse=not ascending)
        found, start, step = [GAP] * len(self), 0, 0
        while start < len(there):
            end = start
            while end < len(there) and self._values[there[end]] == self._values[there[start]]:
                end += 1
            step += 1
            for offset, place in enumerate(there[start:end]):
                found[place] = float({"average": (start + 1 + end) / 2, "min": start + 1, "max": end, "first": start + 1 + offset, "dense": step}[method])
            start = end
        return self._made(found)

    def ffill(self):
        found = []
        for value in self._values:
            found.append(found[-1] if is_gap(value) and found else value)
        return self._made(found)

    def bfill(self):
        return self._made(type(self)(self._values[::-1]).ffill()._values[::-1])

    def interpolate(self, method="linear"):
        if method != "linear":
            raise NotImplementedError(f"interpolate(method={method!r}) is not here: 'linear' is.")
        found, last = list(self._values), None
        for place, value in enumerate(self._values):
            if is_gap(value):
                continue
            for gap in range((last + 1) if last is not None else place, place):
                found[gap] = self._values[last] + (value - self._values[last]) * (gap - last) / (place - last)
            last = place
        if last is not None:
            found[last + 1 :] = [self._values[last]] * (len(found) - last - 1)
        return self._made(found)

    def where(self, cond, other=GAP):
        from ._values import listed

        return self._made([own if keep else new for own, keep, new in zip(self._values, listed(cond), listed(other, len(self)))])

    def mask(self, cond, other=GAP):
        from ._values import listed

        return self.where([not one for one in listed(cond)], other)

    def duplicated(self, keep="first"):
        if keep != "first":
            raise NotImplementedError(f"duplicated(keep={keep!r}) is not here: 'first' is.")
        seen, found = set(), []
        for value in self._values:
            found.append(value in seen)
            seen.add(value)
        return self._made(found)

    def drop_duplicates(self):
        return self._taken([place for place, again in enumerate(self.duplicated()) if not again])

    def equals(self, other):
        same = lambda a, b: is_gap(a) and is_gap(b) or a == b
        return len(self) == len(other) and self.dtype == other.dtype and all(map(same, self._values, other._values))
