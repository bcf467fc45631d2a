"""Functions of arrays for arrays of words, too: they move places about, or ask for the order of what stands there."""

from ._array import ndarray
from ._words import Words, moved_back, pooled, ranked


def is_wordy(value):
    """Whether it is words or anything else that is no number, or a list with such arrays or with words first."""
    if isinstance(value, (list, tuple)):
        return is_wordy(value[0] if value else None) or any(isinstance(one, Words) for one in value)
    return isinstance(value, (str, Words))


def _joining(run):
    """Of a list of arrays."""

    def joined(arrays, *args, **named):
        arrays = arrays if isinstance(arrays, (list, tuple, ndarray)) else list(arrays)
        if not is_wordy(arrays):
            return run(arrays, *args, **named)
        places, things, kind = pooled(arrays)
        return moved_back(run(places, *args, **named), things, kind)

    return joined


def _moving(run):
    """Of one array."""

    def moved(a, *args, **named):
        if not is_wordy(a):
            return run(a, *args, **named)
        (places,), things, kind = pooled([a])
        return moved_back(run(places, *args, **named), things, kind)

    return moved


def _ordering(run):
    def ordered(a, *args, **named):
        if not is_wordy(a):
            return run(a, *args, **named)
        kind = pooled([a])[2]
        ranks, things = ranked(a)
        found = run(ranks, *args, **named)
        return (moved_back(found[0], things, kind), *found[1:]) if isinstance(found, tuple) else moved_back(found, things, kind)

    return ordered


def _asking(run):
    def asked(element, test_elements, *args, **named):
        if not is_wordy(element):
            return run(element, test_elements, *args, **named)
        return run(*ranked(element, test_elements)[:2], *args, **named)

    return asked


def _adding(run):
    def added(arr, values, *args, **named):
        if not is_wordy(arr):
            return run(arr, values, *args, **named)
        places, things, kind = pooled([arr, values])
        return moved_back(run(*places, *args, **named), things, kind)

    return added


def _choosing(run):
    def chosen(condition, *branches):
        if not any(map(is_wordy, branches)):
            return run(condition, *branches)
        places, things, kind = pooled(branches)
        return moved_back(run(condition, *places), things, kind)

    return chosen


_LIFTED = {
    _joining: ("concatenate", "stack", "hstack", "vstack", "row_stack", "dstack", "column_stack"),
    _moving: ("split", "array_split", "hsplit", "vsplit", "tile", "roll", "flip", "fliplr", "flipud", "delete", "expand_dims", "broadcast_to", "resize", "moveaxis", "atleast_1d", "atleast_2d"),
    _ordering: ("sort", "unique"),
    _asking: ("isin", "in1d"),
    _choosing: ("where",),
    _adding: ("append",),
}  # fmt: skip


def lifted(functions):
    """These functions for arrays of words, too."""
    return {name: lift(functions[name]) for lift, names in _LIFTED.items() for name in names}
