"""Tables one below or beside the other, and columns of words as numbers."""

from ._frame import DataFrame
from ._index import Index, RangeIndex
from ._series import Series
from ._values import GAP, is_gap, kind_of, listed


def concat(objs, axis=0, ignore_index=False):
    objs = list(objs)
    if axis in (1, "columns"):
        columns = {}
        for one in objs:
            columns.update(one._columns if isinstance(one, DataFrame) else {len(columns) if one.name is None else one.name: one._values})
        return DataFrame(columns, objs[0].index)
    labels = RangeIndex(sum(map(len, objs))) if ignore_index else Index([label for one in objs for label in one.index])
    if all(isinstance(one, Series) for one in objs):
        return Series([value for one in objs for value in one], labels, objs[0].name)
    names = list(dict.fromkeys(name for one in objs for name in one._columns))
    return DataFrame({name: [value for one in objs for value in one._columns.get(name, [GAP] * len(one))] for name in names}, labels)


def get_dummies(data, columns=None, prefix=None, prefix_sep="_", dummy_na=False, drop_first=False, dtype=None):
    """A column of words becomes a column of 0 and 1 for each of them."""
    if isinstance(data, Series):
        return DataFrame(_marks(data, "" if prefix is None else f"{prefix}{prefix_sep}", dummy_na, drop_first, dtype), data.index)
    chosen = [name for name, values in data._columns.items() if kind_of(values) == "object"] if columns is None else listed(columns)
    found = {name: values for name, values in data._columns.items() if name not in chosen}
    for place, name in enumerate(chosen):
        own = name if prefix is None else prefix if isinstance(prefix, str) else prefix[name] if isinstance(prefix, dict) else prefix[place]
        found.update(_marks(data[name], f"{own}{prefix_sep}", dummy_na, drop_first, dtype))
    return DataFrame(found, data.index)


def _marks(column, start, dummy_na, drop_first, dtype):
    make = int if dtype is None else {"float": float, "int": int, "bool": bool}.get(getattr(dtype, "__name__", dtype), int)
    words = sorted({value for value in column if not is_gap(value)}, key=lambda value: (str(type(value)), value))
    # Without a start the words themselves are the names.
    found = {f"{start}{word}" if start else word: [make(value == word) for value in column] for word in words[drop_first:]}
    if dummy_na:
        found[f"{start}nan"] = [make(is_gap(value)) for value in column]
    return found
