"""`iloc` and `loc` of a table: rows and columns by place or by name."""

from ._index import Index
from ._values import kind_of, listed, settled


class Places:
    def __init__(self, frame, is_named):
        self._frame, self._is_named = frame, is_named

    def _found(self, key, names):
        """One place, or several."""
        labels = names.tolist()
        if isinstance(key, slice):
            if not self._is_named:
                return list(range(len(labels)))[key]
            every = lambda one: (lambda found: [found] if isinstance(found, int) else found)(names.places_of(one))
            return list(range(len(labels)))[
                None if key.start is None else every(key.start)[0] : None if key.stop is None else every(key.stop)[-1] + 1 : key.step
            ]
        if isinstance(key, (list, Index)) or hasattr(key, "tolist"):
            keys = listed(key)
            if keys and kind_of(keys) == "bool":
                return [place for place, keep in enumerate(keys) if keep]
            if not self._is_named:
                return [range(len(labels))[one] for one in keys]
            found = [names.places_of(one) for one in keys]
            return [place for one in found for place in ([one] if isinstance(one, int) else one)]
        if not self._is_named:
            if not -len(labels) <= key < len(labels):
                raise IndexError("single positional indexer is out-of-bounds")
            return range(len(labels))[key]
        return names.places_of(key)

    def _both(self, key):
        if (
            isinstance(key, tuple)
            and self._is_named
            and self._frame.index.is_nested
            and not isinstance(key[0], (slice, list, tuple))
            and (len(key) != 2 or key[1] not in self._frame)
        ):
            return self._found(key, self._frame.index), self._found(slice(None), self._frame.columns)
        rows, columns = key if isinstance(key, tuple) else (key, slice(None))
        return self._found(rows, self._frame.index), self._found(columns, self._frame.columns)

    def __getitem__(self, key):
        from ._frame import DataFrame
        from ._series import Series

        frame, (rows, columns) = self._frame, self._both(key)
        names = list(frame._columns)
        if isinstance(rows, int) and isinstance(columns, int):
            return frame._columns[names[columns]][rows]
        if isinstance(columns, int):
            return Series([frame._columns[names[columns]][row] for row in rows], frame.index[rows], names[columns])
        if isinstance(rows, int):
            return Series([frame._columns[names[column]][rows] for column in columns], [names[column] for column in columns], frame.index[rows])
        return DataFrame({names[column]: [frame._columns[names[column]][row] for row in rows] for column in columns}, frame.index[rows])

    def __setitem__(self, key, value):
        frame = self._frame
        if self._is_named:
            rows, columns = key if isinstance(key, tuple) else (key, slice(None))
            if isinstance(rows, (int, str)) and rows not in frame.index:
                _added(frame, rows, value)
                return
            if isinstance(columns, str) and columns not in frame:
                frame[columns] = [float("nan")] * len(frame)
        rows, columns = self._both(key)
        rows, columns = ([one] if isinstance(one, int) else one for one in (rows, columns))
        names = list(frame._columns)
        values = listed(value, len(rows) * len(columns))
        values = (
            values
            if len(values) == len(rows) * len(columns) and not isinstance(values[0], list)
            else [one for row in values for one in (row if isinstance(row, list) else [row])]
        )
        for place, row in enumerate(rows):
            for offset, column in enumerate(columns):
                frame._columns[names[column]][row] = values[place * len(columns) + offset]
        for column in columns:
            frame._columns[names[column]] = settled(frame._columns[names[column]])


def _added(frame, label, value):
    """One more row."""
    values = [value[name] for name in frame._columns] if isinstance(value, dict) else listed(value, len(frame._columns))
    for name, one in zip(list(frame._columns), values):
        frame._columns[name] = settled([*frame._columns[name], one])
    frame.index = Index([*frame.index, label], frame.index.name)
