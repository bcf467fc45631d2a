"""A table: columns by name, rows by the names of an index."""

import numpy

from . import _text
from ._changes import Changes
from ._index import Index, RangeIndex
from ._select import Places
from ._series import Series
from ._totals import Totals
from ._values import GAP, dtype_of, is_gap, kind_of, listed, settled


class DataFrame(Changes, Totals):
    _columns_name = None

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
    dtypes = property(lambda self: Series([dtype_of(values) for values in self._columns.values()], list(self._columns)))
    T = property(lambda self: DataFrame(dict(zip(self.index, map(list, self._rows()))), index=list(self._columns)))
    ndim = 2
    __hash__ = None

    @property
    def values(self):
        kinds = {kind_of(values) for values in self._columns.values()}
        if "object" in kinds or ("bool" in kinds and len(kinds) > 1):
            return numpy.array([list(row) for row in self._rows()], object)
        return numpy.array([[float(value) for value in row] if "float64" in kinds else list(row) for row in self._rows()])

    def to_numpy(self, dtype=None):
        return self.values if dtype is None else self.values.astype(dtype)

    def __array__(self, dtype=None):
        return self.to_numpy(dtype)

    def __array_wrap__(self, array):
        return self._made(dict(zip(self._columns, map(list, zip(*array.tolist())))))

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

    def _ember_table_(self):
        return _text.as_cells(self)

    def _repr_html_(self):
        return _text.as_html(self)

    def to_string(self, index=True, max_rows=None):
        before = _text.options["max_rows"]
        _text.options["max_rows"] = max_rows
        try:
            return _text.frame(self, index)
        finally:
            _text.options["max_rows"] = before

    def info(self):
        print(_text.info(self))

    def to_html(self):
        return _text.as_html(self)

    def to_json(self, path_or_buf=None, orient="columns"):
        import json

        clean = lambda value: None if is_gap(value) else value
        if orient == "records":
            found = [{name: clean(value) for name, value in row.items()} for row in self.to_dict("records")]
        elif orient == "columns":
            found = {name: {str(label): clean(value) for label, value in column.items()} for name, column in self.to_dict().items()}
        else:
            raise NotImplementedError(f"to_json(orient={orient!r}) is not here: 'columns' and 'records' are.")
        text = json.dumps(found, separators=(",", ":"))
        if path_or_buf is None:
            return text
        with open(path_or_buf, "w") as file:
            file.write(text)
        return None

    # Parts.

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self.iloc[key]
        if isinstance(key, DataFrame):
            return self.where(key)
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
        if isinstance(key, DataFrame) or (hasattr(key, "tolist") and not isinstance(key, (str, int, float))):
            raise NotImplementedError("table[mask] = value is not here: table.loc[mask, column] = value is, and table.mask(mask, value).")
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
        if not deep:
            raise NotImplementedError("copy(deep=False) is not here: a copy has values of its own.")
        return self._made({name: list(values) for name, values in self._columns.items()})

    def sample(self, n=None, frac=None, random_state=None):
        count = int(round(frac * len(self))) if frac is not None else 1 if n is None else n
        state = numpy.random._shared if random_state is None else numpy.random.RandomState(random_state)
        return self._taken(state.choice(len(self), count, replace=False).tolist())


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
