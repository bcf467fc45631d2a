"""Tables changed: columns and rows dropped, named, filled, sorted."""

from ._column_totals import order
from ._index import Index, RangeIndex
from ._series import Series
from ._values import is_gap, listed


class Changes:
    """What `DataFrame` inherits from."""

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
        return self._kept(
            self._made({new(columns, name): values for name, values in self._columns.items()}, Index([new(index, label) for label in self.index])), inplace
        )

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
        found = self._made(
            {
                name: (self[name].fillna(value if fills is None else fills[name]) if fills is None or name in fills else self[name])._values
                for name in self._columns
            }
        )
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
        found = self
        for name in reversed(listed(by)):
            found = found._taken(order(found._columns[name], ascending))
        return self._kept(found, inplace)

    def sort_index(self, ascending=True):
        return self._taken(order(self.index.tolist(), ascending))

    def reset_index(self, drop=False, inplace=False):
        columns = dict(self._columns) if drop else {self.index.name or "index": self.index.tolist(), **self._columns}
        return self._kept(type(self)(columns, RangeIndex(len(self))), inplace)

    def set_index(self, keys, inplace=False):
        return self._kept(self._made({name: values for name, values in self._columns.items() if name != keys}, Index(self._columns[keys], keys)), inplace)

    def apply(self, func, axis=0):
        parts = [self[name] for name in self._columns] if axis in (0, "index") else [row for _, row in self.iterrows()]
        found = [func(part) for part in parts]
        if any(isinstance(one, Series) for one in found):
            if axis in (0, "index"):
                return type(self)({name: one._values for name, one in zip(self._columns, found)}, found[0].index)
            return type(self)({name: [one._values[place] for one in found] for place, name in enumerate(found[0].index)}, self.index)
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
