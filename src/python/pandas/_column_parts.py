"""Parts of a column: by place or by name, and of its words."""

import re

from ._index import Index
from ._values import GAP, is_gap, kind_of, listed, settled


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
        return own.index.places_of(key) if self._is_named else range(len(own))[key]

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


_WORDS = ("lower", "upper", "strip", "title", "capitalize", "swapcase", "startswith", "endswith", "replace", "len", "contains", "lstrip", "rstrip", "zfill", "count", "find", "isdigit", "isalpha", "isnumeric",
          "isupper", "islower", "get", "slice", "join", "match", "findall", "center", "ljust", "rjust", "rsplit")  # fmt: skip


def _contains(value, pat, case=True, na=None, regex=True):
    flags = 0 if case else re.IGNORECASE
    return bool(re.search(pat if regex else re.escape(pat), value, flags))


def _replace(value, pat, repl, regex=None):
    regex = len(pat) > 1 if regex is None else regex
    return re.sub(pat, repl, value) if regex else value.replace(pat, repl)


_OWN = {
    "len": len, "contains": _contains, "replace": _replace, "match": lambda value, pat: bool(re.match(pat, value)), "findall": lambda value, pat: re.findall(pat, value), "count": lambda value, pat: len(re.findall(pat, value)),
    "get": lambda value, place: value[place] if -len(value) <= place < len(value) else GAP, "slice": lambda value, start=None, stop=None: value[start:stop], "join": lambda value, sep: sep.join(value),
}  # fmt: skip


class Words:
    """Methods of words, for each of a column's; gaps stay."""

    def __init__(self, series):
        self._series = series

    def __getattr__(self, name):
        if name not in _WORDS:
            raise AttributeError(f"Series.str.{name} is not here.")
        call = _OWN.get(name) or (lambda value, *rest, **more: getattr(value, name)(*rest, **more))

        def run(*args, **named):
            return self._series._made([value if is_gap(value) else call(value, *args, **named) for value in self._series._values])

        return run

    def split(self, pat=None, n=-1, expand=False):
        parts = [value if is_gap(value) else value.split(pat, n) for value in self._series._values]
        if not expand:
            return self._series._made(parts)
        width = max((len(part) for part in parts if not is_gap(part)), default=0)
        return self._table([[part[place] if not is_gap(part) and place < len(part) else None for part in parts] for place in range(width)])

    def extract(self, pat, expand=True):
        found = [None if is_gap(value) else re.search(pat, value) for value in self._series._values]
        columns = [[GAP if one is None else one.group(place + 1) for one in found] for place in range(re.compile(pat).groups)]
        return self._table(columns) if expand else self._series._made(columns[0])

    def _table(self, columns):
        from ._frame import DataFrame

        return DataFrame(dict(enumerate(columns)), index=self._series.index)

    def __getitem__(self, place):
        return self._series._made([value if is_gap(value) else value[place] for value in self._series._values])
