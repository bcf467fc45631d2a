"""Names of rows and of columns."""

from ._values import kind_of, listed


class Index:
    def __init__(self, data, name=None):
        self._values, self.name = listed(data), name

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return Index(self._values[place], self.name)
        if isinstance(place, int):
            return self._values[place]
        places = listed(place)
        return Index(
            [value for value, keep in zip(self._values, places) if keep] if kind_of(places) == "bool" else [self._values[one] for one in places], self.name
        )

    def __contains__(self, value):
        return value in self._values

    def __eq__(self, other):
        from ._values import as_array

        others = listed(other, len(self))
        return as_array([a == b for a, b in zip(self._values, others)])

    __hash__ = None

    def tolist(self):
        return list(self._values)

    to_list = tolist
    dtype = property(lambda self: kind_of(self._values))
    size = property(len)
    shape = property(lambda self: (len(self),))

    @property
    def values(self):
        from ._values import as_array

        return as_array(self._values)

    def get_loc(self, key):
        if key not in self._values:
            raise KeyError(key)
        return self._values.index(key)

    def difference(self, other):
        return Index(sorted(set(self._values) - set(listed(other)), key=str))

    def drop(self, labels):
        gone = set(listed(labels))
        return Index([value for value in self._values if value not in gone])

    def unique(self):
        return Index(list(dict.fromkeys(self._values)), self.name)

    def __repr__(self):
        return f"Index({self._values!r}, dtype='{self.dtype}'" + ("" if self.name is None else f", name={self.name!r}") + ")"


class RangeIndex(Index):
    """Rows counted from 0."""

    def __init__(self, stop):
        super().__init__(range(stop))

    def __repr__(self):
        return f"RangeIndex(start=0, stop={len(self)}, step=1)"
