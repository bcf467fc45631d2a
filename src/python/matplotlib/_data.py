"""Numbers out of whatever holds them: tensors, arrays, lists, series, words."""

import itertools
import math

NUMBERS = {float, int}


def plain(values):
    """Lists of numbers and words; a tensor that has gradients says so, as PyTorch does."""
    if type(values) in (list, tuple):
        types = set(map(type, values))
        if types <= NUMBERS:
            return list(values)
        if bool not in types and all(issubclass(one, (float, int)) for one in types):
            return [float(value) if isinstance(value, float) else int(value) for value in values]
        return [plain(value.numpy() if hasattr(value, "detach") else value) for value in values]
    if isinstance(values, (int, float, str, bool)) or values is None:
        return values
    if hasattr(values, "detach") and values.ndim:
        values = values.numpy()
    if hasattr(values, "tolist"):
        return values.tolist()
    if hasattr(values, "_pixels") or hasattr(values, "__array__"):
        import numpy

        return numpy.asarray(values).tolist()
    if hasattr(values, "__iter__"):
        return plain(list(values))
    return number(values)


def flat(values):
    """All numbers in one list."""
    values = plain(values)
    if not isinstance(values, list):
        return [number(values)]
    if values and isinstance(values[0], list):
        return [one for value in values for one in flat(value)]
    kinds = set(map(type, values))
    return values if kinds == {float} else list(map(float, values)) if kinds <= NUMBERS else [number(value) for value in values]


def number(value):
    if value is None:
        return math.nan
    if isinstance(value, complex):
        return value.real
    try:
        return float(value)
    except TypeError:
        raise TypeError(f"a figure's numbers are numbers or words: {type(value).__name__} is not drawn here") from None


def columns(values):
    """A list for each column: one for a list of numbers."""
    values = plain(values)
    if not isinstance(values, list):
        return [[values]]
    if values and isinstance(values[0], list):
        return [list(column) for column in zip(*values)]
    return [values]


def grid(values):
    """Rows of numbers."""
    rows = plain(values)
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list):
        raise TypeError("Input z must be 2D, not 1D" if isinstance(rows, list) else "Input z must be a 2D array")
    return rows


def array(values):
    """An array of numpy's."""
    import numpy

    if hasattr(values, "detach"):
        values = values.numpy()
    return values if isinstance(values, numpy.ndarray) else numpy.array(values if hasattr(values, "__array__") else plain(values))


def finite(values):
    return values if math.isfinite(sum(values)) else [value for value in values if math.isfinite(value)]


def paired(xs, ys):
    """Two lists without the places at which one or the other has no number."""
    total = sum(xs) + sum(ys)
    if total == total:
        return xs, ys
    kept = [x == x and y == y for x, y in zip(xs, ys)]
    return list(itertools.compress(xs, kept)), list(itertools.compress(ys, kept))


def has_words(values):
    return isinstance(values, str) or isinstance(values, (list, tuple)) and len(values) > 0 and isinstance(values[0], str)


def spread(value, size):
    """One number for each of so many: a number stands for all."""
    values = plain(value)
    if not isinstance(values, list):
        return [number(values)] * size
    values = flat(values)
    return values * size if len(values) == 1 and size != 1 else values


def same_size(x, y):
    if len(x) != len(y):
        raise ValueError(f"x and y must have same first dimension, but have shapes ({len(x)},) and ({len(y)},)")
