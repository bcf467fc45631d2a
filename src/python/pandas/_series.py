"""A column: values with names for their places."""

import math
import operator

from . import _text
from ._column_parts import Places, Words
from ._column_totals import Totals
from ._index import Index, RangeIndex
from ._steps import Steps
from ._values import GAP, as_array, converted, dtype_of, is_gap, listed, settled


class Series(Steps, Totals):
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

    # The table and the name of the column that it was taken from, which learns what is written.
    _home = None

    def _written(self):
        if self._home is not None:
            frame, name = self._home
            if len(self._values) == len(frame):
                frame._columns[name] = list(self._values)

    def _kept(self, found, inplace):
        if not inplace:
            return found
        self._values, self.index = found._values, found.index
        self._written()
        return None

    def _made(self, values, index=None):
        return Series(values, self.index if index is None else index, self.name)

    # What it is.

    shape = property(lambda self: (len(self._values),))
    size = property(lambda self: len(self._values))
    dtype = dtypes = property(lambda self: dtype_of(self._values))
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
        return Places(self, False)

    @property
    def loc(self):
        return Places(self, True)

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

    def fillna(self, value=None, method=None, inplace=False):
        if inplace:
            return self._kept(self.fillna(value, method), True)
        if method is not None:
            return {"ffill": self.ffill, "pad": self.ffill, "bfill": self.bfill, "backfill": self.bfill}[method]()
        fills = dict(value.items()) if isinstance(value, (dict, Series)) else None
        return self._made([(value if fills is None else fills.get(label, GAP)) if is_gap(own) else own for label, own in self.items()])

    def dropna(self, inplace=False):
        return self._kept(self._taken([place for place, value in enumerate(self._values) if not is_gap(value)]), inplace)

    def replace(self, to_replace, value=None, inplace=False):
        olds = listed(to_replace) if not isinstance(to_replace, dict) else []
        news = listed(value) if isinstance(value, (list, tuple)) else [value] * len(olds)
        table = to_replace if isinstance(to_replace, dict) else dict(zip(olds, news))
        return self._kept(self._made([table.get(own, own) for own in self._values]), inplace)

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

    @property
    def str(self):
        return Words(self)

    @property
    def plot(self):
        from ._plots import Plots

        return Plots(self.to_frame())

    def hist(self, bins=10, **named):
        return self.plot.hist(bins=bins, legend=False, **named)

    @property
    def dt(self):
        from ._dates import Parts

        return Parts(self)

    def __array_wrap__(self, array):
        return self._made(array.tolist())

    @property
    def cat(self):
        from ._merging import Categories

        return Categories(self)

    def groupby(self, by, sort=True):
        from ._groups import Groups

        name = "value" if self.name is None else self.name
        return Groups(self.to_frame(name), by, name, sort=sort)

    def __bool__(self):
        raise ValueError("The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().")

    def __invert__(self):
        return self._made([not value for value in self._values])

    def __neg__(self):
        return self._made([-value for value in self._values])

    def __getattr__(self, name):
        if not name.startswith("_") and name in self.index:
            return self.loc[name]
        raise AttributeError(f"'Series' object has no attribute '{name}' here.")


def _between(symbol, reflected=False):
    run = getattr(operator, symbol)

    def method(self, other):
        if isinstance(other, Series) and symbol not in ("eq", "ne", "lt", "le", "gt", "ge") and other.index._values != self.index._values:
            labels = sorted({*self.index, *other.index}, key=lambda label: (str(type(label)), label))
            lift = lambda one: Series([one._values[one.index.get_loc(label)] if label in one.index else GAP for label in labels], labels)
            return method(lift(self), lift(other))
        others = listed(other, len(self))
        if len(others) != len(self):
            raise ValueError(
                "Can only compare identically-labeled Series objects"
                if symbol in ("eq", "ne", "lt", "le", "gt", "ge")
                else f"operands could not be broadcast together with shapes ({len(self)},) ({len(others)},)"
            )
        compares = symbol in ("eq", "ne", "lt", "le", "gt", "ge")

        def of(a, b):
            if is_gap(a) or is_gap(b):
                return symbol == "ne" if compares else GAP
            try:
                return run(b, a) if reflected else run(a, b)
            except ZeroDivisionError:
                return GAP if not (b if reflected else a) else math.copysign(math.inf, b if reflected else a)

        found = self._made([of(a, b) for a, b in zip(self._values, others)])
        # Of two columns with two names comes one without.
        found.name = None if isinstance(other, Series) and other.name != self.name else self.name
        return found

    return method


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_", "or_", "xor"):
    setattr(Series, f"__{_name.rstrip('_')}__", _between(_name))
    setattr(Series, f"__r{_name.rstrip('_')}__", _between(_name, True))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(Series, f"__{_name}__", _between(_name))
Series.__hash__ = None
