"""A column's values: Python's numbers, words and gaps in a list; and what kind they are of."""

import math

import numpy
import torch

GAP = float("nan")


def listed(data, count=None):
    """Values one after the other; one alone stands for all."""
    if hasattr(data, "_values"):
        return list(data._values)
    if isinstance(data, (torch.Tensor, numpy.ndarray)):
        return data.tolist()
    if isinstance(data, (str, bytes)) or not hasattr(data, "__iter__"):
        return [data] * (1 if count is None else count)
    return [one.item() if hasattr(one, "item") else one for one in data]


def is_gap(value):
    return value is None or (isinstance(value, float) and value != value)


def settled(values):
    """Numbers among gaps become floats, as pandas has it."""
    if any(is_gap(value) for value in values) and all(is_gap(value) or (isinstance(value, (int, float)) and not isinstance(value, bool)) for value in values):
        return [GAP if is_gap(value) else float(value) for value in values]
    if any(isinstance(value, float) for value in values) and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return [float(value) for value in values]
    return list(values)


def kind_of(values):
    if values and all(isinstance(value, bool) for value in values):
        return "bool"
    if values and all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return "int64"
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values) and values:
        return "float64"
    there = [value for value in values if not is_gap(value)]
    if there and len({type(value) for value in there}) == 1 and type(there[0]).__name__ in ("Timestamp", "Timedelta"):
        return "datetime64[ns]" if type(there[0]).__name__ == "Timestamp" else "timedelta64[ns]"
    return "object"


def dtype_of(values):
    kind = kind_of(values)
    return numpy.dtype(kind) if "[" not in kind else kind


def as_array(values):
    values = list(values)
    return numpy.array(values, object) if kind_of(values) not in ("bool", "int64", "float64") and values else numpy.array(values) if values else numpy.zeros(0)


def converted(values, kind):
    name = kind if isinstance(kind, str) else getattr(kind, "__name__", str(kind))
    name = {"int": "int64", "float": "float64", "str": "object", "bool_": "bool"}.get(name, name)
    if name.startswith(("int", "uint")):
        if any(is_gap(value) for value in values):
            raise ValueError("Cannot convert non-finite values (NA or inf) to integer")
        return [int(value) for value in values]
    if name.startswith("float"):
        return [GAP if is_gap(value) else float(value) for value in values]
    if name == "bool":
        return [bool(value) for value in values]
    if name == "object":
        return [value if is_gap(value) and kind is not str else str(value) if kind in (str, "str") else value for value in values]
    if name == "category":
        return list(values)
    raise NotImplementedError(f"astype({kind!r}) is not here: int, float, bool and str are.")


def isna(obj):
    return (
        obj.isna()
        if hasattr(obj, "isna")
        else is_gap(obj)
        if not hasattr(obj, "__iter__") or isinstance(obj, str)
        else numpy.array([is_gap(value) for value in listed(obj)])
    )


def notna(obj):
    found = isna(obj)
    return not found if isinstance(found, bool) else ~found


isnull, notnull = isna, notna


def unique(values):
    return as_array(dict.fromkeys(listed(values)))


def to_numeric(arg, errors="raise"):
    from ._series import Series

    if errors not in ("raise", "coerce"):
        raise NotImplementedError(f"to_numeric(errors={errors!r}) is not here.")

    def read(value):
        try:
            number = float(value)
        except (TypeError, ValueError):
            if errors == "raise":
                raise ValueError(f'Unable to parse string "{value}"') from None
            return GAP
        return int(number) if not isinstance(value, float) and math.isfinite(number) and number == int(number) and "." not in str(value) else number

    found = settled([read(value) for value in listed(arg)])
    return Series(found, arg.index, getattr(arg, "name", None)) if isinstance(arg, Series) else as_array(found)
