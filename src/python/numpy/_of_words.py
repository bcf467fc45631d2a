"""Functions that move or order numbers, for words, too: they are given the words' places in a sorted store."""

import torch

from ._array import ndarray, of_tensor, tensor_of
from ._convert import Wordy
from ._words import array_of, of_places, words


def _is_wordy(value):
    return isinstance(value, (words, str)) or (isinstance(value, (list, tuple)) and any(map(_is_wordy, value)))


_SETTINGS = {"axis", "mode", "side", "kind", "order", "return_index", "return_inverse", "return_counts", "assume_unique", "invert", "equal_nan", "dtype"}


def moving(run, gives="words"):
    """A function that moves numbers, for words, too: it is given their places in a sorted store. `gives`: words, a first of words, or numbers."""

    def moved(*args, **named):
        try:
            return run(*args, **named)
        except Wordy:
            pass
        args = [one.__array__() if hasattr(one, "__array__") and not isinstance(one, (ndarray, torch.Tensor)) else one for one in args]
        own = {**{place: one for place, one in enumerate(args)}, **{name: one for name, one in named.items() if name not in _SETTINGS}}
        own = {key: one for key, one in own.items() if _is_wordy(one)}
        parts = {
            key: [array_of(part) for part in one] if isinstance(one, (list, tuple)) and any(isinstance(part, ndarray) for part in one) else array_of(one)
            for key, one in own.items()
        }
        flat = [part for one in parts.values() for part in (one if isinstance(one, list) else [one])]
        width = 0 if any(part._is_object for part in flat) else max(part._width for part in flat)
        values = [value for part in flat for value in part._flat()]
        try:
            store = sorted(set(values))
            ranks = {value: rank for rank, value in enumerate(store)}
            of = lambda part: of_tensor(torch.tensor([ranks[value] for value in part._flat()], dtype=torch.int64).reshape(part.shape))
        except TypeError:
            store, starts = values, {}
            for part in flat:
                starts[id(part)] = sum(other.size for other in flat[: next(place for place, one in enumerate(flat) if one is part)])
            of = lambda part: of_tensor(torch.arange(part.size).reshape(part.shape) + starts[id(part)])
        coded = {key: [of(part) for part in one] if isinstance(one, list) else of(one) for key, one in parts.items()}
        named = {name: coded.get(name, one) for name, one in named.items() if name != "dtype"}
        found = run(*(coded.get(place, one) for place, one in enumerate(args)), **named)
        # A copy of the store: whoever writes into one result leaves the others as they are.
        back = lambda one: (
            [back(part) for part in one]
            if isinstance(one, (list, tuple))
            else of_places(store, tensor_of(one), width).copy()
            if isinstance(one, ndarray)
            else store[one]
        )
        if gives == "numbers":
            return found
        return (back(found[0]), *found[1:]) if gives == "first" and isinstance(found, tuple) else back(found)

    moved.__name__ = getattr(run, "__name__", "moved")
    return moved


MOVES = ("concatenate", "stack", "hstack", "vstack", "column_stack", "append", "tile", "repeat", "flip", "fliplr", "flipud", "roll", "rot90", "reshape", "ravel", "transpose", "squeeze", "expand_dims", "moveaxis", "swapaxes",
         "split", "array_split", "where", "select", "choose", "take", "delete", "insert", "broadcast_to", "resize", "atleast_1d", "atleast_2d", "compress", "extract", "diag", "full", "full_like", "sort", "copy",
         "intersect1d", "union1d", "setdiff1d", "setxor1d", "take_along_axis", "pad")  # fmt: skip
MEASURES = ("argsort", "searchsorted", "isin", "in1d", "array_equal", "lexsort", "shape", "ndim", "size", "argwhere", "nonzero", "equal", "not_equal")
