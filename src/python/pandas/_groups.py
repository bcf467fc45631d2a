"""Rows in groups that share a value."""

from ._index import Index
from ._series import Series
from ._values import is_gap, kind_of, listed


class Groups:
    """Of a table, or of a column (`chosen` is its name)."""

    def __init__(self, frame, by, chosen=None, as_index=True, sort=True):
        self._frame, self._chosen, self._as_index, self._sort = frame, chosen, as_index, sort
        given = by if isinstance(by, list) and not (by and len(by) == len(frame) and by[0] not in frame) else [by]
        # By columns, or by values for each row, or by what a function makes of the rows' names.
        keys = [
            one if isinstance(one, (str, int, float)) and one in frame else None
            for one in (g if not hasattr(g, "__len__") or isinstance(g, str) else None for g in given)
        ]
        columns = [
            frame._columns[key] if key is not None else [one(label) for label in frame.index] if callable(one) else _values(one, frame)
            for key, one in zip(keys, given)
        ]
        self._by = [key if key is not None else getattr(one, "name", None) for key, one in zip(keys, given)]
        self._args, self._is_many = (by, as_index, sort), isinstance(by, list) and len(given) > 1
        places = {}
        for place, key in enumerate(zip(*columns)):
            if not any(map(is_gap, key)):
                places.setdefault(key, []).append(place)
        self._places = dict(sorted(places.items())) if sort else places

    def __getitem__(self, key):
        by, as_index, sort = self._args
        return Groups(self._frame, by, key, as_index, sort)

    def __getattr__(self, name):
        if not name.startswith("_") and name in self._frame:
            return self[name]
        raise AttributeError(f"groupby(...).{name} is not here. It would run in pandas.")

    def __iter__(self):
        return ((self._key(key), self._part(places)) for key, places in self._places.items())

    def __len__(self):
        return len(self._places)

    ngroups = property(__len__)
    groups = property(lambda self: {self._key(key): self._frame.index[places].tolist() for key, places in self._places.items()})

    def _key(self, key):
        return key if self._is_many else key[0]

    def _part(self, places):
        part = self._frame._taken(places)
        return part if self._chosen is None else part[self._chosen]

    def _labels(self):
        return Index(list(map(self._key, self._places)), self._by if self._is_many else self._by[0])

    def _is_column(self):
        return self._chosen is not None and not isinstance(self._chosen, list)

    def _settled(self, found):
        return found if self._as_index else found.reset_index()

    def _names(self, takes_words=False):
        if isinstance(self._chosen, list):
            return self._chosen
        return [name for name, values in self._frame._columns.items() if name not in self._by and (takes_words or kind_of(values) != "object")]

    def get_group(self, name):
        return self._part(self._places[name if isinstance(name, tuple) else (name,)])

    def size(self):
        found = Series([len(places) for places in self._places.values()], self._labels())
        return found if self._as_index else found.reset_index(name="size")

    def agg(self, func=None, **named):
        from ._frame import DataFrame

        if named:
            return self._settled(DataFrame({new: self[name].agg(run)._values for new, (name, run) in named.items()}, self._labels()))
        if isinstance(func, dict):
            columns = {}
            if any(isinstance(run, (list, tuple)) for run in func.values()):
                func = {name: run if isinstance(run, (list, tuple)) else [run] for name, run in func.items()}
            for name, run in func.items():
                columns.update({(name, _name(one)): self[name]._one(one) for one in run} if isinstance(run, list) else {name: self[name]._one(run)})
            return self._settled(DataFrame(columns, self._labels()))
        if isinstance(func, (list, tuple)):
            if self._is_column():
                return DataFrame({_name(one): self._one(one) for one in func}, self._labels())
            return DataFrame({(name, _name(one)): self[name]._one(one) for name in self._names() for one in func}, self._labels())
        if self._is_column():
            return self._settled(Series(self._one(func), self._labels(), self._chosen))
        names = self._names(func in ("count", "first", "last", "nunique"))
        return self._settled(DataFrame({name: self[name]._one(func) for name in names}, self._labels()))

    aggregate = agg

    def _one(self, func):
        def call(column):
            found = func if callable(func) else getattr(column, func)
            return found(column) if found is func else found() if callable(found) else found

        return [call(self._part(places)) for places in self._places.values()]

    def first(self):
        return self.agg(lambda column: column.iloc[0]) if self._is_column() else self._ends(0)

    def last(self):
        return self.agg(lambda column: column.iloc[-1]) if self._is_column() else self._ends(-1)

    def _ends(self, place):
        found = self._frame._taken([places[place] for places in self._places.values()])[self._names(True)]
        found.index = self._labels()
        return self._settled(found)

    def head(self, n=5):
        return self._part(sorted(place for places in self._places.values() for place in places[:n]))

    def transform(self, func):
        """For each row what its group makes, in the rows' order."""
        from ._frame import DataFrame

        if not self._is_column():
            return DataFrame({name: self[name].transform(func)._values for name in self._names()}, self._frame.index)
        call = func if callable(func) else lambda column: getattr(column, func)()
        found = [float("nan")] * len(self._frame)
        for places in self._places.values():
            made = call(self._part(places))
            for place, value in zip(places, listed(made, len(places))):
                found[place] = value
        return Series(found, self._frame.index, self._chosen)

    def cumcount(self):
        found = [0] * len(self._frame)
        for places in self._places.values():
            for count, place in enumerate(places):
                found[place] = count
        return Series(found, self._frame.index)

    def apply(self, func):
        from ._frame import DataFrame
        from ._joining import concat

        found = [func(part) for _, part in self]
        if found and isinstance(found[0], DataFrame):
            return concat(found)
        if found and isinstance(found[0], Series):
            return DataFrame([one.to_dict() for one in found], self._labels())
        return Series(found, self._labels(), self._chosen if self._is_column() else None)

    def filter(self, func):
        return self._frame._taken(sorted(place for places in self._places.values() if func(self._part(places)) for place in places))

    def describe(self):
        from ._frame import DataFrame

        if not self._is_column():
            raise NotImplementedError("describe of a whole table's groups is not here: of one column it is.")
        return DataFrame([part.describe().to_dict() for _, part in self], self._labels())

    def value_counts(self):
        pairs = [((key, value), count) for key, part in self for value, count in part.value_counts().items()]
        return Series([count for _, count in pairs], Index([key for key, _ in pairs], [*self._by, self._chosen]), self._chosen)


def _values(one, frame):
    if isinstance(one, str):
        raise KeyError(one)
    return listed(one, len(frame))


def _name(run):
    return run if isinstance(run, str) else run.__name__


for _one in ("mean", "sum", "min", "max", "count", "std", "var", "median", "nunique", "prod", "any", "all", "idxmax", "idxmin"):
    setattr(Groups, _one, (lambda name: lambda self, numeric_only=None: self.agg(name))(_one))
for _one in ("cumsum", "shift", "diff", "rank", "pct_change", "ffill", "fillna"):
    setattr(Groups, _one, (lambda name: lambda self, *args: self.transform(lambda column: getattr(column, name)(*args)))(_one))
