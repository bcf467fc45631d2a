"""Tables joined by what they share, turned round, cut into classes."""

import math

import numpy

from ._frame import DataFrame
from ._index import Index, RangeIndex
from ._series import Series
from ._values import GAP, is_gap, kind_of, listed


def merge(left, right, how="inner", on=None, left_on=None, right_on=None, left_index=False, right_index=False, suffixes=("_x", "_y"), sort=False):
    """Rows side by side whose keys are the same."""
    if how not in ("inner", "left", "right", "outer"):
        raise NotImplementedError(f"merge(how={how!r}) is not here: 'inner', 'left', 'right' and 'outer' are.")
    rows_name = left.index.name
    if left_index or right_index:
        left, left_on = (_with_index(left), "_index") if left_index else (left, left_on if left_on is not None else on)
        right, right_on = (_with_index(right), "_index") if right_index else (right, right_on if right_on is not None else on)
    elif on is None and left_on is None:
        on = [name for name in left._columns if name in right._columns]
        if not on:
            raise ValueError("No common columns to perform merge on.")
    first, second = listed(on if on is not None else left_on), listed(on if on is not None else right_on)
    for table, names in ((left, first), (right, second)):
        for name in names:
            if name not in table:
                raise KeyError(name)
    keys = [list(zip(*(table._columns[name] for name in names))) for table, names in ((left, first), (right, second))]
    pairs = _pairs(*keys, how)
    if sort or how == "outer":
        pairs.sort(key=lambda pair: tuple(map(_sortable, keys[0][pair[0]] if pair[0] is not None else keys[1][pair[1]])))
    shared = [name for name, other in zip(first, second) if name == other]
    columns = {}
    for name, values in left._columns.items():
        own = name + suffixes[0] if name in right._columns and name not in shared else name
        columns[own] = [values[a] if a is not None else right._columns[name][b] if name in shared else GAP for a, b in pairs]
    for name, values in right._columns.items():
        if name not in shared:
            own = name + suffixes[1] if name in left._columns else name
            columns[own] = [values[b] if b is not None else GAP for _, b in pairs]
    labels = columns.pop("_index", None)
    return DataFrame(columns, RangeIndex(len(pairs)) if labels is None or not (left_index and right_index) else Index(labels, rows_name))


def _with_index(table):
    return DataFrame({"_index": table.index.tolist(), **table._columns})


def _sortable(value):
    return (is_gap(value), str(type(value)) if not isinstance(value, (int, float)) else "", 0 if is_gap(value) else value)


def _pairs(left, right, how):
    """Which row stands beside which; none where there is no other."""
    turned = how == "right"
    own, other = (right, left) if turned else (left, right)
    places, taken, found = {}, set(), []
    for place, key in enumerate(other):
        places.setdefault(key, []).append(place)
    for place, key in enumerate(own):
        beside = places.get(key, [])
        taken.update(beside)
        found += [(place, one) for one in beside] or ([(place, None)] if how != "inner" else [])
    if how == "outer":
        found += [(None, place) for place in range(len(other)) if place not in taken]
    return [(b, a) for a, b in found] if turned else found


def joined(table, other, how="left", on=None, lsuffix="", rsuffix=""):
    if on is not None:
        raise NotImplementedError("join(on=...) is not here: merge(left_on=..., right_index=True) is.")
    found = merge(table, other.to_frame() if isinstance(other, Series) else other, how, left_index=True, right_index=True, suffixes=(lsuffix, rsuffix))
    return found


def pivot_table(data, values=None, index=None, columns=None, aggfunc="mean", fill_value=None):
    rows = listed(index)
    if columns is None:
        names = None if values is None else listed(values)
        chosen = data if names is None else data[[*rows, *names]]
        return chosen.groupby(rows if len(rows) > 1 else rows[0]).agg(aggfunc)
    if not isinstance(values, str) or not isinstance(columns, str):
        raise NotImplementedError("pivot_table with several columns or values at once is not here.")
    cells = data.groupby([*rows, columns])[values].agg(aggfunc)
    return _spread(cells, rows, columns, GAP if fill_value is None else fill_value)


def _spread(cells, rows, columns, gap):
    """What has two names becomes a table."""
    table, labels = {}, []
    for key, value in zip(cells.index, cells._values):
        label = key[:-1] if len(rows) > 1 else key[0]
        table.setdefault(key[-1], {})[label] = value
        if label not in labels:
            labels.append(label)
    labels.sort()
    found = DataFrame({name: [table[name].get(label, gap) for label in labels] for name in sorted(table)}, Index(labels, rows if len(rows) > 1 else rows[0]))
    found._columns_name = columns
    return found


def pivot(data, index=None, columns=None, values=None):
    return pivot_table(data, values, index, columns, "first")


def crosstab(index, columns, normalize=False):
    name = lambda one, place: getattr(one, "name", None) or f"{place}_0"
    rows, others = name(index, "row"), name(columns, "col")
    others = others if others != rows else f"{others}_"
    table = DataFrame({rows: listed(index), others: listed(columns)})
    found = _spread(table.groupby([rows, others]).size(), [rows], others, 0)
    if normalize == "index":
        sums = found.sum(axis=1)
        return found._kept_names(DataFrame({one: (found[one] / sums)._values for one in found._columns}, found.index))
    return found._kept_names(found / len(table)) if normalize else found


def melt(frame, id_vars=None, value_vars=None, var_name="variable", value_name="value"):
    own = [] if id_vars is None else listed(id_vars)
    names = [name for name in frame._columns if name not in own] if value_vars is None else listed(value_vars)
    columns = {name: frame._columns[name] * len(names) for name in own}
    columns[var_name] = [name for name in names for _ in range(len(frame))]
    columns[value_name] = [value for name in names for value in frame._columns[name]]
    return DataFrame(columns)


def factorize(values):
    flat = listed(values)
    there = list(dict.fromkeys(value for value in flat if not is_gap(value)))
    places = {value: place for place, value in enumerate(there)}
    found = numpy.array([-1 if is_gap(value) else places[value] for value in flat])
    return found, Index(there) if isinstance(values, Series) else numpy.array(there, object if kind_of(there) == "object" else None)


def cut(x, bins, right=True, labels=None, include_lowest=False):
    """Which of the classes between edges each value falls into."""
    values = listed(x)
    there = [value for value in values if not is_gap(value)]
    if isinstance(bins, int):
        low, high = min(there), max(there)
        edges = [low + (high - low) * place / bins for place in range(bins + 1)]
        wide = (high - low) * 0.001
        edges[0 if right else -1] += -wide if right else wide
    else:
        edges = [float(edge) if isinstance(edge, float) else edge for edge in listed(bins)]
    return _classes(x, values, edges, right, labels, include_lowest)


def qcut(x, q, labels=None):
    shares = [place / q for place in range(q + 1)] if isinstance(q, int) else listed(q)
    edges = [Series(listed(x)).quantile(share) for share in shares]
    return _classes(x, listed(x), edges, True, labels, True)


def _classes(x, values, edges, right, labels, include_lowest):
    def place_of(value):
        for place, (low, high) in enumerate(zip(edges, edges[1:])):
            if (low < value <= high) if right else (low <= value < high):
                return place
        return 0 if include_lowest and right and value == edges[0] else None

    places = [None if is_gap(value) else place_of(value) for value in values]
    if labels is False:
        found = [GAP if place is None else place for place in places]
    else:
        names = _intervals(edges, right, include_lowest) if labels is None else listed(labels)
        if len(names) != len(edges) - 1:
            raise ValueError("Bin labels must be one fewer than the number of bin edges")
        found = [GAP if place is None else names[place] for place in places]
    return Series(found, x.index, x.name) if isinstance(x, Series) else Series(found) if labels is not False else numpy.array(found)


def _intervals(edges, right, include_lowest):
    shown = [f"{_rounded(edge)}" for edge in edges]
    if include_lowest and right:
        shown[0] = f"{_rounded(edges[0] - 0.001)}"
    return [f"({low}, {high}]" if right else f"[{low}, {high})" for low, high in zip(shown, shown[1:])]


def _rounded(edge):
    if isinstance(edge, int) or not edge:
        return edge
    digits = 3 if abs(edge) >= 1 else -math.floor(math.log10(abs(edge))) - 1 + 3
    return round(edge, digits)


class Categories:
    """A column's words as numbers in their order."""

    def __init__(self, series):
        self._series = series
        there = {value for value in series._values if not is_gap(value)}
        self.categories = Index(sorted(there))

    @property
    def codes(self):
        places = {value: place for place, value in enumerate(self.categories)}
        found = Series([-1 if is_gap(value) else places[value] for value in self._series._values], self._series.index)
        return found
