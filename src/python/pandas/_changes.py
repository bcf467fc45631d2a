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

    def fillna(self, value=None, inplace=False, method=None):
        if method is not None:
            return self._kept(self._each(lambda column: column.fillna(method=method)), inplace)
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

    def sort_values(self, by, ascending=True, inplace=False, ignore_index=False):
        found, names = self, listed(by)
        rising = [ascending] * len(names) if isinstance(ascending, bool) else list(ascending)
        if len(rising) != len(names):
            raise ValueError(f"Length of ascending ({len(rising)}) != length of by ({len(names)})")
        for name, one in reversed(list(zip(names, rising))):
            found = found._taken(order(found._columns[name], one))
        return self._kept(found.reset_index(drop=True) if ignore_index else found, inplace)

    def sort_index(self, axis=0, ascending=True):
        if axis in (1, "columns"):
            return self[sorted(self._columns, reverse=not ascending)]
        return self._taken(order(self.index.tolist(), ascending))

    def nlargest(self, n, columns):
        return self.sort_values(columns, ascending=False).head(n)

    def nsmallest(self, n, columns):
        return self.sort_values(columns).head(n)

    def query(self, expr):
        """Rows of which a sentence in the columns' names holds: `age > 30 and city == "LA"`."""
        import re

        sentence = re.sub(r"\band\b", "&", re.sub(r"\bor\b", "|", re.sub(r"\bnot\b", "~", expr)))
        # `&` binds closer than `>`: each side of it gets brackets, as pandas reads it.
        sentence = "".join(part if part in "&|" else f"({part})" if not re.search(r"^\s*~|[()]", part) else part for part in re.split(r"([&|])", sentence))
        names = {name: self[name] for name in self._columns if isinstance(name, str)}
        frame = __import__("sys")._getframe(1)
        for word in re.findall(r"@(\w+)", sentence):
            names[f"_at_{word}"] = frame.f_locals[word] if word in frame.f_locals else frame.f_globals[word]
        sentence = re.sub(r"@(\w+)", r"_at_\1", sentence)
        for word in re.findall(r"`([^`]+)`", sentence):
            names[f"_tick_{len(word)}"] = self[word]
            sentence = sentence.replace(f"`{word}`", f"_tick_{len(word)}")
        return self[eval(sentence, {"__builtins__": {}, "index": self.index}, names)]

    def insert(self, loc, column, value):
        if column in self._columns:
            raise ValueError(f"cannot insert {column}, already exists")
        self[column] = value
        names = [name for name in self._columns if name != column]
        names.insert(loc, column)
        self._columns = {name: self._columns[name] for name in names}

    def duplicated(self, subset=None):
        seen, found = set(), []
        for row in zip(*(self._columns[name] for name in (self._columns if subset is None else listed(subset)))):
            found.append(row in seen)
            seen.add(row)
        return Series(found, self.index)

    def isin(self, values):
        return self._each(lambda column: column.isin(values[column.name] if isinstance(values, dict) else values))

    def where(self, cond, other=float("nan")):
        conds = cond._columns if hasattr(cond, "_columns") else {name: listed(cond) for name in self._columns}
        return self._made({name: self[name].where(conds[name], other)._values for name in self._columns})

    def mask(self, cond, other=float("nan")):
        return self.where(~cond, other)

    def explode(self, column):
        rows = [(place, one) for place, value in enumerate(self._columns[column]) for one in (value if isinstance(value, (list, tuple)) else [value])]
        found = self._taken([place for place, _ in rows])
        found[column] = [one for _, one in rows]
        return found

    def equals(self, other):
        return self.columns.tolist() == other.columns.tolist() and all(self[name].equals(other[name]) for name in self._columns)

    def get(self, key, default=None):
        return self[key] if key in self._columns else default

    def reindex(self, index=None, columns=None, fill_value=float("nan")):
        found = (
            self
            if index is None
            else self._made(
                {name: [values[self.index.get_loc(one)] if one in self.index else fill_value for one in index] for name, values in self._columns.items()},
                Index(index),
            )
        )
        if columns is None:
            return found
        return found._made({name: found._columns.get(name, [fill_value] * len(found)) for name in columns})

    def pipe(self, func, *args, **named):
        return func(self, *args, **named)

    def reset_index(self, drop=False, inplace=False):
        columns = dict(self._columns) if drop else {**self.index.levels_by_name(), **self._columns}
        return self._kept(type(self)(columns, RangeIndex(len(self))), inplace)

    def set_index(self, keys, drop=True, inplace=False):
        names = keys if isinstance(keys, list) else [keys]
        labels = (
            Index(self._columns[keys], keys)
            if not isinstance(keys, list)
            else Index(list(zip(*(self._columns[name] for name in names))), names)
            if len(names) > 1
            else Index(self._columns[names[0]], names[0])
        )
        return self._kept(self._made({name: values for name, values in self._columns.items() if not drop or name not in names}, labels), inplace)

    def _kept_names(self, other):
        """The name that stands above the columns, if any."""
        other._columns_name = self._columns_name
        return other

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

    def groupby(self, by, as_index=True, sort=True):
        from ._groups import Groups

        return Groups(self, by, None, as_index, sort)

    def merge(self, right, *args, **named):
        from ._merging import merge

        return merge(self, right, *args, **named)

    def join(self, other, **named):
        from ._merging import joined

        return joined(self, other, **named)

    def pivot_table(self, *args, **named):
        from ._merging import pivot_table

        return pivot_table(self, *args, **named)

    def pivot(self, *args, **named):
        from ._merging import pivot

        return pivot(self, *args, **named)

    def melt(self, *args, **named):
        from ._merging import melt

        return melt(self, *args, **named)

    @property
    def plot(self):
        from ._plots import Plots

        return Plots(self)

    def boxplot(self, column=None, **named):
        return self.plot.box(y=column, **named)

    def hist(self, column=None, bins=10, figsize=None, **named):
        """A histogram of each column in a panel of its own."""
        from matplotlib import pyplot as plt

        names = self.plot._parts(None, column)[1]
        across = max(1, round(len(names) ** 0.5 + 0.49))
        figure = plt.figure(figsize=figsize)
        for number, name in enumerate(names):
            panel = figure.add_subplot(-(-len(names) // across), across, number + 1)
            panel.hist([value for value in self._columns[name] if value == value], bins=bins, **named)
            panel.set_title(str(name))
            panel.grid(True)
        return figure.axes
