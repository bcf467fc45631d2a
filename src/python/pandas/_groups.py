"""Rows in groups that share a value."""

from ._index import Index
from ._series import Series
from ._values import is_gap, kind_of, listed


class Groups:
    def __init__(self, frame, by, chosen=None):
        self._frame, self._by, self._chosen = frame, listed(by), chosen
        places = {}
        for place, key in enumerate(zip(*(frame._columns[name] for name in self._by))):
            if not any(map(is_gap, key)):
                places.setdefault(key, []).append(place)
        self._places = dict(sorted(places.items()))

    def __getitem__(self, key):
        return Groups(self._frame, self._by, key)

    def __iter__(self):
        return ((key if len(self._by) > 1 else key[0], self._frame._taken(places)) for key, places in self._places.items())

    def __len__(self):
        return len(self._places)

    def _labels(self):
        return Index([key if len(self._by) > 1 else key[0] for key in self._places], self._by[0] if len(self._by) == 1 else None)

    def size(self):
        return Series([len(places) for places in self._places.values()], self._labels())

    def agg(self, func):
        from ._frame import DataFrame

        if isinstance(func, dict):
            return DataFrame({name: self[name].agg(run)._values for name, run in func.items()}, self._labels())
        call = func if callable(func) else lambda column: getattr(column, func)()
        if isinstance(self._chosen, str):
            return Series([call(self._frame._taken(places)[self._chosen]) for places in self._places.values()], self._labels(), self._chosen)
        names = self._chosen or [
            name for name, values in self._frame._columns.items() if name not in self._by and (kind_of(values) != "object" or func == "count")
        ]
        return DataFrame({name: [call(self._frame._taken(places)[name]) for places in self._places.values()] for name in names}, self._labels())

    aggregate = agg

    def apply(self, func):
        return Series([func(part) for _, part in self], self._labels())


for _name in ("mean", "sum", "min", "max", "count", "std", "median", "nunique"):
    setattr(Groups, _name, (lambda name: lambda self: self.agg(name))(_name))
