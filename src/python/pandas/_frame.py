"""A table: columns by name, rows by the names of an index."""

import numpy

from . import _text
from ._index import Index, RangeIndex
from ._select import Places
from ._series import Series
from ._values import GAP, is_gap, kind_of, listed, settled


class DataFrame:
    def __init__(self, data=None, index=None, columns=None, dtype=None):
        named = _columns_of(data, columns)
        count = next((len(values) for values in named.values()), 0 if index is None else len(index))
        if any(len(values) != count for values in named.values()):
            raise ValueError("All arrays must be of the same length")
        if index is None and isinstance(data, (DataFrame, Series)):
            index = data.index
        elif index is None and isinstance(data, dict):
            index = next((one.index for one in data.values() if isinstance(one, Series)), None)
        self._columns = {name: settled(values) for name, values in named.items()}
        self.index = RangeIndex(count) if index is None else index if isinstance(index, Index) else Index(index)
        if named and len(self.index) != count:
            raise ValueError(f"Shape of passed values is ({count}, {len(named)}), indices imply ({len(self.index)}, {len(named)})")
        if dtype is not None:
            self._columns = self.astype(dtype)._columns

    # What it is.

    @property
    def columns(self):
        return Index(list(self._columns))

    @columns.setter
    def columns(self, names):
        names = listed(names)
        if len(names) != len(self._columns):
            raise ValueError(f"Length mismatch: Expected axis has {len(self._columns)} elements, new values have {len(names)} elements")
        self._columns = dict(zip(names, self._columns.values()))

    shape = property(lambda self: (len(self.index), len(self._columns)))
    size = property(lambda self: len(self.index) * len(self._columns))
    empty = property(lambda self: not self.size)
    dtypes = property(lambda self: Series([kind_of(values) for values in self._columns.values()], list(self._columns)))
    T = property(lambda self: DataFrame(dict(zip(self.index, map(list, self._rows()))), index=list(self._columns)))
    ndim = 2

    @property
    def values(self):
        return numpy.array([[float(value) for value in row] if any(isinstance(value, float) for value in row) else list(row) for row in self._numbers()])

    def _numbers(self):
        wrong = [name for name, values in self._columns.items() if kind_of(values) == "object"]
        if wrong:
            raise NotImplementedError(f"a table with words has no array here: its columns {wrong} are not of numbers.")
        return self._rows()

    def to_numpy(self, dtype=None):
        return self.values if dtype is None else self.values.astype(dtype)

    def __array__(self, dtype=None):
        return self.to_numpy(dtype)

    def __len__(self):
        return len(self.index)

    def __iter__(self):
        return iter(self._columns)

    def __contains__(self, name):
        return name in self._columns

    def keys(self):
        return self.columns

    def items(self):
        return ((name, self[name]) for name in self._columns)

    def _rows(self):
        return list(zip(*self._columns.values())) if self._columns else [()] * len(self.index)

    def iterrows(self):
        return ((label, Series(list(row), list(self._columns), label)) for label, row in zip(self.index, self._rows()))

    def itertuples(self, index=True, name="Pandas"):
        from collections import namedtuple

        kind = namedtuple(name, [*(["Index"] if index else []), *self._columns], rename=True)
        return (kind(*([label] if index else []), *row) for label, row in zip(self.index, self._rows()))

    def to_dict(self, orient="dict"):
        if orient == "records":
            return [dict(zip(self._columns, row)) for row in self._rows()]
        if orient == "list":
            return {name: list(values) for name, values in self._columns.items()}
        if orient != "dict":
            raise NotImplementedError(f"to_dict(orient={orient!r}) is not here: 'dict', 'list' and 'records' are.")
        return {name: dict(zip(self.index, values)) for name, values in self._columns.items()}

    def __repr__(self):
        return _text.frame(self)

    def _repr_html_(self):
        return _text.as_html(self)

    def to_string(self):
        before = _text.options["max_rows"]
        _text.options["max_rows"] = None
        try:
            return _text.frame(self)
        finally:
            _text.options["max_rows"] = before

    def info(self):
        labels = self.index.tolist()
        print(f"<class 'pandas.core.frame.DataFrame'>\nIndex: {len(labels)} entries" + (f", {labels[0]} to {labels[-1]}" if labels else ""))
        for place, (name, values) in enumerate(self._columns.items()):
            print(f" {place}   {name}  {sum(not is_gap(value) for value in values)} non-null  {kind_of(values)}")

    # Parts.

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self.iloc[key]
        if isinstance(key, (list, Index)) or hasattr(key, "tolist"):
            keys = listed(key)
            if keys and kind_of(keys) == "bool":
                return self._taken([place for place, keep in enumerate(keys) if keep])
            missing = [name for name in keys if name not in self._columns]
            if missing:
                raise KeyError(f"{missing} not in index")
            return self._made({name: list(self._columns[name]) for name in keys})
        if key not in self._columns:
            raise KeyError(key)
        return Series(self._columns[key], self.index, key)

    def __setitem__(self, key, value):
        if isinstance(key, list):
            for name, column in zip(key, value._columns.values() if isinstance(value, DataFrame) else zip(*listed(value))):
                self[name] = column
            return
        values = settled(listed(value, len(self.index) or None))
        if self._columns and len(values) != len(self.index):
            raise ValueError(f"Length of values ({len(values)}) does not match length of index ({len(self.index)})")
        if not self._columns:
            self.index = RangeIndex(len(values)) if not len(self.index) else self.index
        self._columns[key] = values

    def __delitem__(self, key):
        del self._columns[key]

    def __getattr__(self, name):
        if name != "_columns" and name in self.__dict__.get("_columns", {}):
            return self[name]
        raise AttributeError(f"'DataFrame' object has no attribute '{name}' here.")

    def pop(self, item):
        column = self[item]
        del self._columns[item]
        return column

    @property
    def iloc(self):
        return Places(self, False)

    @property
    def loc(self):
        return Places(self, True)

    at, iat = loc, iloc

    def _made(self, columns, index=None):
        return DataFrame(columns, self.index if index is None else index)

    def _taken(self, places):
        return self._made({name: [values[place] for place in places] for name, values in self._columns.items()}, self.index[list(places)])

    def head(self, n=5):
        return self.iloc[:n]

    def tail(self, n=5):
        return self.iloc[-n:] if n else self.iloc[:0]

    def copy(self, deep=True):
        return self._made({name: list(values) for name, values in self._columns.items()})

    def sample(self, n=None, frac=None, random_state=None):
        count = int(round(frac * len(self))) if frac is not None else 1 if n is None else n
        state = numpy.random._shared if random_state is None else numpy.random.RandomState(random_state)
        return self._taken(state.choice(len(self), count, replace=False).tolist())

    # Changes.

    def _each(self, run):
        return self._made({name: run(self[name])._values for name in self._columns})

    def drop(self, labels=None, axis=0, index=None, columns=None, inplace=False):
        if labels is not None:
            index, columns = (labels, columns) if axis in (0, "index") else (index, labels)
        gone_rows, gone = ([] if one is None else listed(one) for one in (index, columns))
        missing = [name for name in gone if name not in self._columns] + [label for label in gone_rows if label not in self.index]
        if missing:
            raise KeyError(f"{missing} not found in axis")
        found = self._made({name: values for name, values in self._columns.items() if name not in gone})
        found = found._taken([place for place, label in enumerate(found.index) if label not in gone_rows]) if gone_rows else found
        return self._kept(found, inplace)

    def _kept(self, found, inplace):
        if not inplace:
            return found
        self._columns, self.index = found._columns, found.index
        return None

    def rename(self, columns=None, index=None, inplace=False):
        new = lambda table, name: name if table is None else table(name) if callable(table) else table.get(name, name)
        return self._kept(self._made({new(columns, name): values for name, values in self._columns.items()}, Index([new(index, label) for label in self.index])), inplace)

    def astype(self, dtype):
        kinds = dtype if isinstance(dtype, dict) else {name: dtype for name in self._columns}
        return self._made({name: (self[name].astype(kinds[name]) if name in kinds else self[name])._values for name in self._columns})

    def assign(self, **columns):
        found = self.copy()
        for name, value in columns.items():
            found[name] = value(found) if callable(value) else value
        return found

    def isna(self):
        return self._each(Series.isna)

    isnull = isna

    def notna(self):
        return self._each(Series.notna)

    notnull = notna

    def fillna(self, value, inplace=False):
        fills = dict(value.items()) if isinstance(value, (dict, Series)) else None
        found = self._made({name: (self[name].fillna(value if fills is None else fills[name]) if fills is None or name in fills else self[name])._values for name in self._columns})
        return self._kept(found, inplace)

    def dropna(self, axis=0, how="any", subset=None, inplace=False):
        test = {"any": any, "all": all}[how]
        if axis in (1, "columns"):
            return self._kept(self._made({name: values for name, values in self._columns.items() if not test(map(is_gap, values))}), inplace)
        rows = zip(*(self._columns[name] for name in (self._columns if subset is None else listed(subset))))
        return self._kept(self._taken([place for place, row in enumerate(rows) if not test(map(is_gap, row))]), inplace)

    def drop_duplicates(self, subset=None):
        seen = {}
        for place, row in enumerate(zip(*(self._columns[name] for name in (self._columns if subset is None else listed(subset))))):
            seen.setdefault(row, place)
        return self._taken(list(seen.values()))

    def replace(self, to_replace, value=None):
        return self._each(lambda column: column.replace(to_replace, value))

    def round(self, decimals=0):
        return self._each(lambda column: column if column.dtype == "object" else column.round(decimals))

    def sort_values(self, by, ascending=True, inplace=False):
        from ._series import _order

        found = self
        for name in reversed(listed(by)):
            found = found._taken(_order(found._columns[name], ascending))
        return self._kept(found, inplace)

    def sort_index(self, ascending=True):
        from ._series import _order

        return self._taken(_order(self.index.tolist(), ascending))

    def reset_index(self, drop=False, inplace=False):
        columns = dict(self._columns) if drop else {self.index.name or "index": self.index.tolist(), **self._columns}
        return self._kept(DataFrame(columns, RangeIndex(len(self))), inplace)

    def set_index(self, keys, inplace=False):
        return self._kept(self._made({name: values for name, values in self._columns.items() if name != keys}, Index(self._columns[keys], keys)), inplace)

    def apply(self, func, axis=0):
        parts = [self[name] for name in self._columns] if axis in (0, "index") else [row for _, row in self.iterrows()]
        found = [func(part) for part in parts]
        if any(isinstance(one, Series) for one in found):
            if axis in (0, "index"):
                return DataFrame({name: one._values for name, one in zip(self._columns, found)}, found[0].index)
            return DataFrame({name: [one._values[place] for one in found] for place, name in enumerate(found[0].index)}, self.index)
        return Series(found, list(self._columns) if axis in (0, "index") else self.index)

    def applymap(self, func):
        return self._each(lambda column: column.map(func))

    def groupby(self, by):
        from ._groups import Groups

        return Groups(self, by)

    def merge(self, *args, **named):
        raise NotImplementedError("merge is not here. It would run in pandas.")

    def plot(self, *args, **named):
        raise NotImplementedError("plot is not here: matplotlib.pyplot draws a column's values.")

    hist = boxplot = plot

    # All together.

    def _reduced(self, name, axis=0, numeric_only=None, **named):
        if axis in (1, "columns"):
            return Series([getattr(Series([value for value in row if not isinstance(value, str)]), name)(**named) for row in self._rows()], self.index)
        chosen = [own for own, values in self._columns.items() if kind_of(values) != "object" or name in ("count", "nunique")] if numeric_only or name not in ("sum", "min", "max", "any", "all") else list(self._columns)
        return Series([getattr(self[own], name)(**named) for own in chosen], chosen)

    def describe(self):
        chosen = [name for name, values in self._columns.items() if kind_of(values) in ("int64", "float64")]
        parts = [self[name].describe() for name in (chosen or self._columns)]
        return DataFrame({part.name: part._values for part in parts}, parts[0].index)

    def corr(self, numeric_only=True):
        chosen = [name for name, values in self._columns.items() if kind_of(values) != "object"]
        return DataFrame({name: [1.0 if name == other else self[name].corr(self[other]) for other in chosen] for name in chosen}, chosen)

    def nunique(self):
        return self._reduced("nunique")

    def select_dtypes(self, include=None, exclude=None):
        kinds = lambda wanted: {"number": ("int64", "float64")}.get(wanted, (str(getattr(wanted, "__name__", wanted)).replace("int", "int64").replace("6464", "64"),)) if wanted != "object" else ("object",)
        wanted = [kind for one in ([include] if isinstance(include, (str, type)) else include or []) for kind in kinds(one)]
        unwanted = [kind for one in ([exclude] if isinstance(exclude, (str, type)) else exclude or []) for kind in kinds(one)]
        return self[[name for name, values in self._columns.items() if (not wanted or kind_of(values) in wanted) and kind_of(values) not in unwanted]]

    def to_csv(self, path_or_buf=None, sep=",", index=True, header=True, na_rep=""):
        from ._reading import written

        return written(self, path_or_buf, sep, index, header, na_rep)


for _name in ("sum", "mean", "std", "var", "min", "max", "median", "count", "any", "all"):
    setattr(DataFrame, _name, (lambda name: lambda self, axis=0, numeric_only=None, **named: self._reduced(name, axis, numeric_only, **named))(_name))


def _between(name):
    def run(self, other):
        if isinstance(other, DataFrame):
            return self._made({own: getattr(self[own], name)(other[own])._values for own in self._columns})
        if isinstance(other, Series):
            return self._made({own: getattr(self[own], name)(other[own] if own in other.index else GAP)._values for own in self._columns})
        return self._made({own: getattr(self[own], name)(other)._values for own in self._columns})

    return run


for _name in ("add", "sub", "mul", "truediv", "pow", "radd", "rsub", "rmul", "rtruediv", "eq", "ne", "lt", "le", "gt", "ge", "and", "or"):
    setattr(DataFrame, f"__{_name}__", _between(f"__{_name}__"))
DataFrame.__hash__ = None
DataFrame.__invert__ = lambda self: self._each(Series.__invert__)
DataFrame.__neg__ = lambda self: self._each(Series.__neg__)


def _columns_of(data, columns):
    names = None if columns is None else listed(columns)
    if data is None:
        return {name: [] for name in names or []}
    if isinstance(data, DataFrame):
        return {name: list(data._columns[name]) for name in (names or data._columns)}
    if isinstance(data, Series):
        return {(names or [0 if data.name is None else data.name])[0]: list(data._values)}
    if isinstance(data, dict):
        count = next((len(listed(one)) for one in data.values() if hasattr(one, "__iter__") and not isinstance(one, str)), 1)
        return {name: listed(data[name], count) if name in data else [GAP] * count for name in (names or data)}
    rows = data.tolist() if hasattr(data, "tolist") else [list(row) if isinstance(row, (list, tuple)) or hasattr(row, "tolist") else row for row in data]
    if rows and isinstance(rows[0], dict):
        names = names or list(dict.fromkeys(name for row in rows for name in row))
        return {name: [row.get(name, GAP) for row in rows] for name in names}
    rows = [row if isinstance(row, list) else [row] for row in rows]
    width = len(rows[0]) if rows else len(names or [])
    if names is not None and len(names) != width:
        raise ValueError(f"{len(names)} columns passed, passed data had {width} columns")
    return {name: [row[place] for row in rows] for place, name in enumerate(names or range(width))}


def concat(objs, axis=0, ignore_index=False):
    objs = list(objs)
    if axis in (1, "columns"):
        columns = {}
        for one in objs:
            columns.update(one._columns if isinstance(one, DataFrame) else {len(columns) if one.name is None else one.name: one._values})
        return DataFrame(columns, objs[0].index)
    labels = RangeIndex(sum(map(len, objs))) if ignore_index else Index([label for one in objs for label in one.index])
    if all(isinstance(one, Series) for one in objs):
        return Series([value for one in objs for value in one], labels, objs[0].name)
    names = list(dict.fromkeys(name for one in objs for name in one._columns))
    return DataFrame({name: [value for one in objs for value in one._columns.get(name, [GAP] * len(one))] for name in names}, labels)


def get_dummies(data, columns=None, prefix=None, prefix_sep="_", dummy_na=False, drop_first=False, dtype=None):
    """A column of words becomes a column of 0 and 1 for each of them."""
    if isinstance(data, Series):
        return DataFrame(_marks(data, "" if prefix is None else f"{prefix}{prefix_sep}", dummy_na, drop_first, dtype), data.index)
    chosen = [name for name, values in data._columns.items() if kind_of(values) == "object"] if columns is None else listed(columns)
    found = {name: values for name, values in data._columns.items() if name not in chosen}
    for place, name in enumerate(chosen):
        own = name if prefix is None else prefix if isinstance(prefix, str) else prefix[name] if isinstance(prefix, dict) else prefix[place]
        found.update(_marks(data[name], f"{own}{prefix_sep}", dummy_na, drop_first, dtype))
    return DataFrame(found, data.index)


def _marks(column, start, dummy_na, drop_first, dtype):
    make = int if dtype is None else {"float": float, "int": int, "bool": bool}.get(getattr(dtype, "__name__", dtype), int)
    words = sorted({value for value in column if not is_gap(value)}, key=lambda value: (str(type(value)), value))
    # Without a start the words themselves are the names.
    found = {f"{start}{word}" if start else word: [make(value == word) for value in column] for word in words[drop_first:]}
    if dummy_na:
        found[f"{start}nan"] = [make(is_gap(value)) for value in column]
    return found
