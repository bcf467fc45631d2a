"""Columns summed up, counted, sorted. Gaps do not count."""

import math

from ._values import GAP, as_array, is_gap, kind_of


class Totals:
    """What `Series` inherits from."""

    def _there(self):
        return [value for value in self._values if not is_gap(value)]

    def count(self):
        return len(self._there())

    def sum(self):
        return sum(self._there())

    def mean(self):
        there = self._there()
        return math.fsum(there) / len(there) if there else GAP

    def var(self, ddof=1):
        there, mean = self._there(), self.mean()
        return math.fsum((value - mean) ** 2 for value in there) / (len(there) - ddof) if len(there) > ddof else GAP

    def std(self, ddof=1):
        return math.sqrt(self.var(ddof)) if len(self._there()) > ddof else GAP

    def min(self):
        return min(self._there(), default=GAP)

    def max(self):
        return max(self._there(), default=GAP)

    def median(self):
        return self.quantile(0.5)

    def quantile(self, q=0.5):
        if isinstance(q, (list, tuple)):
            return type(self)([self.quantile(one) for one in q], list(q), self.name)
        there = sorted(self._there())
        if not there:
            return GAP
        place = q * (len(there) - 1)
        low = math.floor(place)
        return there[low] + (there[min(low + 1, len(there) - 1)] - there[low]) * (place - low)

    def any(self):
        return any(self._values)

    def all(self):
        return all(self._values)

    def idxmax(self):
        return self.index[self._values.index(self.max())]

    def idxmin(self):
        return self.index[self._values.index(self.min())]

    argmax = lambda self: self._values.index(self.max())
    argmin = lambda self: self._values.index(self.min())

    def mode(self):
        there = self._there()
        most = max(map(there.count, set(there)), default=0)
        return type(self)(sorted(value for value in set(there) if there.count(value) == most), name=self.name)

    def unique(self):
        return as_array(dict.fromkeys(GAP if is_gap(value) else value for value in self._values))

    def nunique(self):
        return len(set(self._there()))

    def value_counts(self, normalize=False, sort=True, ascending=False, dropna=True):
        counted = {}
        for value in self._values:
            if not (dropna and is_gap(value)):
                counted[value] = counted.get(value, 0) + 1
        pairs = sorted(counted.items(), key=lambda pair: pair[1], reverse=not ascending) if sort else list(counted.items())
        total = sum(counted.values())
        # Of as many the one that came first stands first.
        return type(self)([count / total if normalize else count for _, count in pairs], [value for value, _ in pairs], self.name)

    def sort_values(self, ascending=True, inplace=False, na_position="last", ignore_index=False):
        if na_position != "last" or inplace:
            raise NotImplementedError("sort_values(inplace=True) of a column and na_position='first' are not here.")
        found = self._taken(order(self._values, ascending))
        return found.reset_index(drop=True) if ignore_index else found

    def nlargest(self, n=5):
        return self.sort_values(ascending=False).head(n)

    def nsmallest(self, n=5):
        return self.sort_values().head(n)

    def prod(self):
        return math.prod(self._there())

    def skew(self):
        there, mean = self._there(), self.mean()
        n, second, third = len(there), math.fsum((value - mean) ** 2 for value in there), math.fsum((value - mean) ** 3 for value in there)
        return GAP if n < 3 else 0.0 if not second else n * math.sqrt(n - 1) / (n - 2) * third / second**1.5

    def agg(self, func):
        if isinstance(func, (list, tuple)):
            return type(self)([self.agg(one) for one in func], [one if isinstance(one, str) else one.__name__ for one in func], self.name)
        return func(self) if callable(func) else getattr(self, func)()

    aggregate = agg

    def cov(self, other):
        pairs = [(a, b) for a, b in zip(self._values, other._values) if not is_gap(a) and not is_gap(b)]
        first, second = math.fsum(a for a, _ in pairs) / len(pairs), math.fsum(b for _, b in pairs) / len(pairs)
        return math.fsum((a - first) * (b - second) for a, b in pairs) / (len(pairs) - 1)

    def sort_index(self, ascending=True):
        return self._taken(order(self.index.tolist(), ascending))

    def reset_index(self, drop=False, name=None):
        from ._frame import DataFrame

        own = name if name is not None else 0 if self.name is None else self.name
        return type(self)(self._values, name=self.name) if drop else DataFrame({**self.index.levels_by_name(), own: self._values})

    def to_frame(self, name=None):
        from ._frame import DataFrame

        return DataFrame({(0 if self.name is None else self.name) if name is None else name: self._values}, index=self.index)

    def to_dict(self):
        return dict(self.items())

    def rename(self, name):
        return type(self)(self._values, self.index, name)

    def corr(self, other):
        pairs = [(a, b) for a, b in zip(self._values, other._values) if not is_gap(a) and not is_gap(b)]
        first, second = type(self)([a for a, _ in pairs]), type(self)([b for _, b in pairs])
        spread = first.std() * second.std()
        return first.cov(second) / spread if spread else GAP

    def describe(self):
        there = self._there()
        if kind_of(self._values) == "object":
            counts = self.value_counts()
            return type(self)(
                [len(there), len(counts), counts.index[0] if len(counts) else GAP, counts._values[0] if len(counts) else GAP],
                ["count", "unique", "top", "freq"],
                self.name,
            )
        rows = {
            "count": float(len(there)),
            "mean": self.mean(),
            "std": self.std(),
            "min": self.min(),
            "25%": self.quantile(0.25),
            "50%": self.median(),
            "75%": self.quantile(0.75),
            "max": self.max(),
        }
        return type(self)({name: float(value) for name, value in rows.items()}, name=self.name)


def order(values, ascending):
    there = [place for place, value in enumerate(values) if not is_gap(value)]
    return sorted(there, key=lambda place: values[place], reverse=not ascending) + [place for place, value in enumerate(values) if is_gap(value)]
