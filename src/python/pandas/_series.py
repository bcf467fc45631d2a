"""A column: values with names for their places."""

import math
import operator

from . import _text
from ._index import Index, RangeIndex
from ._values import GAP, as_array, converted, is_gap, kind_of, listed, settled


class Series:
    def __init__(self, data=None, index=None, name=None, dtype=None):
        if isinstance(data, dict):
            index, data = list(data) if index is None else index, list(data.values())
        elif isinstance(data, Series):
            index, name = data.index if index is None else index, data.name if name is None else name
        values = settled(listed([] if data is None else data, None if index is None else len(index)))
        self._values = values if dtype is None else converted(values, dtype)
        self.index = RangeIndex(len(values)) if index is None else index if isinstance(index, Index) else Index(index)
        if len(self.index) != len(self._values):
            raise ValueError(f"Length of values ({len(self._values)}) does not match length of index ({len(self.index)})")
        self.name = name

    def _made(self, values, index=None):
        return Series(values, self.index if index is None else index, self.name)

    # What it is.

    shape = property(lambda self: (len(self._values),))
    size = property(lambda self: len(self._values))
    dtype = property(lambda self: kind_of(self._values))
    empty = property(lambda self: not self._values)
    ndim = 1

    @property
    def values(self):
        return as_array(self._values)

    def to_numpy(self, dtype=None):
        return self.values if dtype is None else self.values.astype(dtype)

    def __array__(self, dtype=None):
        return self.to_numpy(dtype)

    def tolist(self):
        return list(self._values)

    to_list = tolist

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __repr__(self):
        return _text.series(self._values, self.index, self.name)

    def items(self):
        return zip(self.index, self._values)

    def copy(self):
        return self._made(list(self._values))

    def head(self, n=5):
        return self.iloc[:n]

    def tail(self, n=5):
        return self.iloc[-n:] if n else self.iloc[:0]

    # Parts.

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self.iloc[key]
        return self.loc[key]

    def __setitem__(self, key, value):
        self.loc[key] = value

    @property
    def iloc(self):
        return _Places(self, False)

    @property
    def loc(self):
        return _Places(self, True)

    def _taken(self, places):
        return self._made([self._values[place] for place in places], self.index[list(places)])

    # Value by value.

    def map(self, arg, na_action=None):
        if isinstance(arg, (dict, Series)):
            table = dict(arg.items())
            return self._made([table.get(value, GAP) for value in self._values])
        return self._made([value if na_action == "ignore" and is_gap(value) else arg(value) for value in self._values])

    def apply(self, func, args=(), **named):
        return self._made([func(value, *args, **named) for value in self._values])

    def astype(self, dtype):
        return self._made(converted(self._values, dtype))

    def isna(self):
        return self._made([is_gap(value) for value in self._values])

    isnull = isna

    def notna(self):
        return self._made([not is_gap(value) for value in self._values])

    notnull = notna

    def fillna(self, value):
        fills = dict(value.items()) if isinstance(value, (dict, Series)) else None
        return self._made([(value if fills is None else fills.get(label, GAP)) if is_gap(own) else own for label, own in self.items()])

    def dropna(self):
        return self._taken([place for place, value in enumerate(self._values) if not is_gap(value)])

    def replace(self, to_replace, value=None):
        table = to_replace if isinstance(to_replace, dict) else {one: value for one in listed(to_replace)}
        return self._made([table.get(own, own) for own in self._values])

    def isin(self, values):
        wanted = listed(values)
        return self._made([value in wanted for value in self._values])

    def between(self, left, right):
        return (self >= left) & (self <= right)

    def clip(self, lower=None, upper=None):
        low, high = -math.inf if lower is None else lower, math.inf if upper is None else upper
        return self._made([value if is_gap(value) else min(max(value, low), high) for value in self._values])

    def round(self, decimals=0):
        return self._made([value if is_gap(value) else round(value, decimals) for value in self._values])

    def abs(self):
        return self._made([abs(value) for value in self._values])

    def shift(self, periods=1):
        count = len(self)
        return self._made([self._values[place - periods] if 0 <= place - periods < count else GAP for place in range(count)])

    def cumsum(self):
        total, found = 0, []
        for value in self._values:
            total = total if is_gap(value) else total + value
            found.append(GAP if is_gap(value) else total)
        return self._made(found)

    # All together. Gaps do not count.

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
            return Series([self.quantile(one) for one in q], list(q), self.name)
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
        return Series(sorted(value for value in set(there) if there.count(value) == most), name=self.name)

    def unique(self):
        found = list(dict.fromkeys(GAP if is_gap(value) else value for value in self._values))
        return found if kind_of(found) == "object" else as_array(found)

    def nunique(self):
        return len(set(self._there()))

    def value_counts(self, normalize=False, sort=True, ascending=False, dropna=True):
        counted = {}
        for value in self._values:
            if not (dropna and is_gap(value)):
                counted[value] = counted.get(value, 0) + 1
        pairs = sorted(counted.items(), key=lambda pair: pair[1], reverse=not ascending) if sort else list(counted.items())
        total = sum(counted.values())
        return Series([count / total if normalize else count for _, count in pairs], [value for value, _ in pairs], self.name)

    def sort_values(self, ascending=True):
        return self._taken(_order(self._values, ascending))

    def sort_index(self, ascending=True):
        return self._taken(_order(self.index.tolist(), ascending))

    def reset_index(self, drop=False):
        from ._frame import DataFrame

        return Series(self._values, name=self.name) if drop else DataFrame({"index": self.index.tolist(), 0 if self.name is None else self.name: self._values})

    def to_frame(self, name=None):
        from ._frame import DataFrame

        return DataFrame({(0 if self.name is None else self.name) if name is None else name: self._values}, index=self.index)

    def to_dict(self):
        return dict(self.items())

    def rename(self, name):
        return Series(self._values, self.index, name)

    def corr(self, other):
        pairs = [(a, b) for a, b in zip(self._values, other._values) if not is_gap(a) and not is_gap(b)]
        first, second = Series([a for a, _ in pairs]), Series([b for _, b in pairs])
        return math.fsum((a - first.mean()) * (b - second.mean()) for a, b in pairs) / (len(pairs) - 1) / (first.std() * second.std())

    def describe(self):
        there = self._there()
        if kind_of(self._values) == "object":
            counts = self.value_counts()
            return Series([len(there), len(counts), counts.index[0] if len(counts) else GAP, counts._values[0] if len(counts) else GAP], ["count", "unique", "top", "freq"], self.name)
        rows = {"count": float(len(there)), "mean": self.mean(), "std": self.std(), "min": self.min(), "25%": self.quantile(0.25), "50%": self.median(), "75%": self.quantile(0.75), "max": self.max()}
        return Series({name: float(value) for name, value in rows.items()}, name=self.name)

    @property
    def str(self):
        return _Words(self)

    def plot(self, *args, **named):
        raise NotImplementedError("plot is not here: matplotlib.pyplot draws a column's values.")

    hist = plot

    def __bool__(self):
        raise ValueError("The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().")

    def __invert__(self):
        return self._made([not value for value in self._values])

    def __neg__(self):
        return self._made([-value for value in self._values])

    def __getattr__(self, name):
        raise AttributeError(f"'Series' object has no attribute '{name}' here.")


def _order(values, ascending):
    there = [place for place, value in enumerate(values) if not is_gap(value)]
    return sorted(there, key=lambda place: values[place], reverse=not ascending) + [place for place, value in enumerate(values) if is_gap(value)]


class _Places:
    """`iloc` and `loc`."""

    def __init__(self, series, is_named):
        self._series, self._is_named = series, is_named

    def _found(self, key):
        own = self._series
        if isinstance(key, slice):
            if not self._is_named:
                return list(range(len(own)))[key]
            names = own.index
            return list(range(len(own)))[(None if key.start is None else names.get_loc(key.start)) : (None if key.stop is None else names.get_loc(key.stop) + 1) : key.step]
        if isinstance(key, (list, tuple)) or hasattr(key, "tolist"):
            keys = listed(key)
            if keys and kind_of(keys) == "bool":
                return [place for place, keep in enumerate(keys) if keep]
            return [own.index.get_loc(one) if self._is_named else one for one in keys]
        return own.index.get_loc(key) if self._is_named else range(len(own))[key]

    def __getitem__(self, key):
        found = self._found(key)
        return self._series._values[found] if isinstance(found, int) else self._series._taken(found)

    def __setitem__(self, key, value):
        own = self._series
        if self._is_named and not isinstance(key, (slice, list)) and not hasattr(key, "tolist") and key not in own.index:
            own.index = Index([*own.index, key])
            own._values.append(value)
            return
        found = self._found(key)
        found = [found] if isinstance(found, int) else found
        for place, one in zip(found, listed(value, len(found))):
            own._values[place] = one
        own._values = settled(own._values)


class _Words:
    """Methods of words, for each of a column's; gaps stay."""

    def __init__(self, series):
        self._series = series

    def __getattr__(self, name):
        if name not in ("lower", "upper", "strip", "title", "capitalize", "startswith", "endswith", "split", "replace", "len", "contains", "lstrip", "rstrip", "zfill", "count", "find", "isdigit"):
            raise AttributeError(f"Series.str.{name} is not here.")

        def run(*args, **named):
            call = len if name == "len" else (lambda value, part: part in value) if name == "contains" else lambda value, *rest, **more: getattr(value, name)(*rest, **more)
            return self._series._made([value if is_gap(value) else call(value, *args, **named) for value in self._series._values])

        return run

    def __getitem__(self, place):
        return self._series._made([value if is_gap(value) else value[place] for value in self._series._values])


def _between(symbol, reflected=False):
    run = getattr(operator, symbol)

    def method(self, other):
        others = listed(other, len(self))
        if len(others) != len(self):
            raise ValueError("Can only compare identically-labeled Series objects" if symbol in ("eq", "ne", "lt", "le", "gt", "ge") else f"operands could not be broadcast together with shapes ({len(self)},) ({len(others)},)")
        compares = symbol in ("eq", "ne", "lt", "le", "gt", "ge")

        def of(a, b):
            if is_gap(a) or is_gap(b):
                return symbol == "ne" if compares else GAP
            try:
                return run(b, a) if reflected else run(a, b)
            except ZeroDivisionError:
                return GAP if not (b if reflected else a) else math.copysign(math.inf, b if reflected else a)

        return self._made([of(a, b) for a, b in zip(self._values, others)])

    return method


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_", "or_", "xor"):
    setattr(Series, f"__{_name.rstrip('_')}__", _between(_name))
    setattr(Series, f"__r{_name.rstrip('_')}__", _between(_name, True))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(Series, f"__{_name}__", _between(_name))
Series.__hash__ = None
