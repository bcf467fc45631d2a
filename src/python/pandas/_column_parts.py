"""Parts of a column: by place or by name, and of its words."""

from ._index import Index
from ._values import is_gap, kind_of, listed, settled


class Places:
    """`iloc` and `loc`."""

    def __init__(self, series, is_named):
        self._series, self._is_named = series, is_named

    def _found(self, key):
        own = self._series
        if isinstance(key, slice):
            if not self._is_named:
                return list(range(len(own)))[key]
            names = own.index
            return list(range(len(own)))[
                (None if key.start is None else names.get_loc(key.start)) : (None if key.stop is None else names.get_loc(key.stop) + 1) : key.step
            ]
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


class Words:
    """Methods of words, for each of a column's; gaps stay."""

    def __init__(self, series):
        self._series = series

    def __getattr__(self, name):
        if name not in (
            "lower",
            "upper",
            "strip",
            "title",
            "capitalize",
            "startswith",
            "endswith",
            "split",
            "replace",
            "len",
            "contains",
            "lstrip",
            "rstrip",
            "zfill",
            "count",
            "find",
            "isdigit",
        ):
            raise AttributeError(f"Series.str.{name} is not here.")

        def run(*args, **named):
            call = (
                len
                if name == "len"
                else (lambda value, part: part in value)
                if name == "contains"
                else lambda value, *rest, **more: getattr(value, name)(*rest, **more)
            )
            return self._series._made([value if is_gap(value) else call(value, *args, **named) for value in self._series._values])

        return run

    def __getitem__(self, place):
        return self._series._made([value if is_gap(value) else value[place] for value in self._series._values])
