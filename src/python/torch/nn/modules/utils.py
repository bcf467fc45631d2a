"""One number for each dimension, as layers of others' making ask for it."""


def _ntuple(n):
    return lambda value: tuple(value) if hasattr(value, "__iter__") else (value,) * n


_single, _pair, _triple, _quadruple = map(_ntuple, (1, 2, 3, 4))
