"""Names of rows and of columns."""

from ._values import kind_of, listed


class Index:
    def __init__(self, data, name=None):
        self._values = listed(data)
        self.names = list(name) if isinstance(name, (list, tuple)) else [name]
        if self.is_nested and len(self.names) != len(self._values[0]):
            self.names = [name] * len(self._values[0])

    is_nested = property(lambda self: bool(self._values) and isinstance(self._values[0], tuple))
    nlevels = property(lambda self: len(self._values[0]) if self.is_nested else 1)

    @property
    def name(self):
        return (self.names[0] if len(self.names) == 1 else tuple(self.names)) if any(one is not None for one in self.names) else None

    @name.setter
    def name(self, name):
        self.names = list(name) if isinstance(name, (list, tuple)) else [name]

    def levels_by_name(self):
        """Columns of what the rows are named."""
        if not self.is_nested:
            return {"index" if self.names[0] is None else self.names[0]: list(self._values)}
        return {f"level_{place}" if name is None else name: [value[place] for value in self._values] for place, name in enumerate(self.names)}

    def get_level_values(self, level):
        place = self.names.index(level) if level in self.names else level
        return Index([value[place] for value in self._values], self.names[place])

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

    def __ne__(self, other):
        return ~(self == other)

    __hash__ = None

    @property
    def str(self):
        from ._series import Series

        return Series(self._values).str

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

    def places_of(self, key):
        """Where a name stands: its place, or all where there are several."""
        found = [place for place, value in enumerate(self._values) if value == key]
        if not found and self.is_nested:
            found = [
                place
                for place, value in enumerate(self._values)
                if value[: len(key) if isinstance(key, tuple) else 1] == (key if isinstance(key, tuple) else (key,))
            ]
            if found:
                return found
        if not found and isinstance(key, str):
            # A day by its text.
            found = [place for place, value in enumerate(self._values) if hasattr(value, "strftime") and str(value).startswith(key)]
        if not found:
            raise KeyError(key)
        return found[0] if len(found) == 1 else found

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

    def isin(self, values):
        from ._values import as_array

        wanted = set(listed(values))
        return as_array([value in wanted for value in self._values])

    def max(self):
        return max(self._values)

    def min(self):
        return min(self._values)

    def map(self, mapper):
        return Index([mapper(value) for value in self._values], self.name)

    def astype(self, dtype):
        from ._values import converted

        return Index(converted(self._values, dtype), self.name)

    def __repr__(self):
        if self.is_nested:
            shown = "\n".join(
                " " * 12 * (place > 0) + repr(value) + ("," if place < len(self._values) - 1 else "],") for place, value in enumerate(self._values)
            )
            return f"MultiIndex([{shown}\n           " + (f"names={self.names!r})" if any(one is not None for one in self.names) else ")")
        kind = {"int64": "Int64Index", "float64": "Float64Index"}.get(self.dtype, "Index")
        return f"{kind}({self._values!r}, dtype='{self.dtype}'" + ("" if self.name is None else f", name={self.name!r}") + ")"


class RangeIndex(Index):
    """Rows counted from 0."""

    def __init__(self, stop):
        super().__init__(range(stop))

    def __repr__(self):
        return f"RangeIndex(start=0, stop={len(self)}, step=1)"
