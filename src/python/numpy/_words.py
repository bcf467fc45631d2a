"""Arrays of words, and of anything (`dtype=object`): places in a list of things, so that they are cut and joined as numbers are."""

import operator

import torch

from . import _print
from ._array import _index, ndarray, of_tensor, out_of, tensor_of
from ._scalars import Kind, dtype as _dtype


class Words(ndarray):
    """`_places` say for each element where it is among `_things`, a list that views share and that only grows."""

    @property
    def _tensor(self):
        """Its things as numbers, for whatever reckons with them."""
        if self.dtype.kind == "U":
            raise TypeError("words are no numbers: astype(float) reads them as such")
        word = next((one for one in self.ravel().tolist() if isinstance(one, str)), None)
        if word is not None:
            raise ValueError(f"could not convert string to float: {word!r}")
        return tensor_of(self.tolist())

    shape = property(lambda self: tuple(self._places.shape))
    size = property(lambda self: self._places.numel())
    ndim = property(lambda self: self._places.dim())
    dtype = property(lambda self: self._kind)
    itemsize = property(lambda self: self._kind.itemsize)
    flat = property(lambda self: iter(self.ravel()))

    def __getitem__(self, index):
        source, _, index = _index(index, self._places)
        return self._shown(source[index])

    def _shown(self, places):
        return _made(places, self._things, self._kind) if places.dim() else self._things[int(places)]

    def __setitem__(self, index, value):
        target, turned, index = _index(index, self._places)
        if turned:
            raise NotImplementedError("writing backward into an array of words or objects is not here.")
        own = value if isinstance(value, Words) else made_of(value, self._kind)
        start = len(self._things)
        if own._things is not self._things:
            self._things += own._things if self._kind.width is None else [str(one)[: self._kind.width] for one in own._things]
        target[index] = own._places + (start if own._things is not self._things else 0)

    def __contains__(self, value):
        return value in self.ravel().tolist()

    def tolist(self):
        return _nested(self._places.tolist(), self._things)

    def item(self, *place):
        return (self[place] if place else self.ravel()[0]) if self.size == 1 or place else super().item()

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        kind = _dtype(dtype)
        if isinstance(kind, Kind):
            return made_of(self.tolist(), kind)
        read = {"f": float, "b": bool}.get(kind.kind, int)
        return of_tensor(torch.tensor([read(one) for one in self.ravel().tolist()], dtype=kind.torch).reshape(self.shape))

    def argsort(self, axis=-1, kind=None, order=None):
        return ranked(self)[0].argsort(axis)

    def sort(self, axis=-1, kind=None, order=None):
        found, self._things = ranked(self)
        self._places = found._tensor.sort(axis)[0]

    def max(self, axis=None):
        return max(self.ravel().tolist()) if axis is None else super().max(axis)

    def min(self, axis=None):
        return min(self.ravel().tolist()) if axis is None else super().min(axis)

    def __repr__(self):
        more = f"dtype={'object' if self._kind.width is None else repr(str(self._kind))}"
        shown = _print.text(self, ", ", "array(")
        is_long = len(shown.rpartition("\n")[2]) + len(more) + 9 > _print.options["linewidth"]
        return f"array({shown},{chr(10) + ' ' * 6 if is_long else ' '}{more})"

    def __str__(self):
        return _print.text(self, " ") if self.shape else str(self.item())

    def __reduce__(self):
        return made_of, (self.tolist(), self._kind.name)


def _made(places, things, kind):
    array = object.__new__(Words)
    array._places, array._things, array._kind = places, things, kind
    return array


def _nested(places, things):
    return [_nested(one, things) for one in places] if isinstance(places, list) else things[places]


def made_of(value, kind=None):
    """An array of lists of things, or of one."""
    value = value.tolist() if isinstance(value, (ndarray, torch.Tensor)) else value
    kind = None if kind is None else _dtype(kind)
    shape, things = _flat(value)
    if kind is None:
        kind = Kind(0 if all(isinstance(one, (str, int, float)) for one in things) else None)
    if kind.width is not None:
        if any(isinstance(one, (list, tuple)) for one in things):
            raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape.")
        things = [str(one) for one in things]
        kind = Kind(kind.width or max(map(len, things), default=1) or 1)
        things = [one[: kind.width] for one in things]
    return _made(torch.arange(len(things)).reshape(shape), things, kind)


def _flat(value):
    """The shape that nested lists have in common, and what is in them."""
    if not isinstance(value, (list, tuple, ndarray)):
        return (), [value]
    parts = [_flat(one.tolist() if isinstance(one, ndarray) else one) for one in value]
    if not parts or any(shape != parts[0][0] for shape, _ in parts):
        return (len(value),), list(value)
    return (len(value), *parts[0][0]), [thing for _, things in parts for thing in things]


# Operators: thing by thing.


def _each(name, back=False):
    run, compares = getattr(operator, name), name in ("eq", "ne", "lt", "le", "gt", "ge")

    def pairs(self, other):
        if not compares and self.dtype.kind == "U":
            return NotImplemented
        own, other = self._places, other if isinstance(other, Words) else made_of(other, object)
        own, places = torch.broadcast_tensors(own, other._places)
        things = [(self._things[a], other._things[b]) for a, b in zip(own.reshape(-1).tolist(), places.reshape(-1).tolist())]
        found = [run(b, a) if back else run(a, b) for a, b in things]
        if compares:
            return out_of(torch.tensor([bool(one) for one in found], dtype=torch.bool).reshape(own.shape))
        return _made(torch.arange(len(found)).reshape(own.shape), found, Kind(None))

    return pairs


for _name in ("eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    setattr(Words, f"__{_name}__", _each(_name))
    if _name not in ("eq", "ne", "lt", "le", "gt", "ge"):
        setattr(Words, f"__r{_name}__", _each(_name, True))


# What only moves elements about.


def _moved(run):
    """The method of arrays of numbers, done to the places."""

    def move(self, *args, **named):
        return moved_back(run(of_tensor(self._places), *args, **named), self._things, self._kind)

    return move


def moved_back(found, things, kind):
    """Arrays of the things at these places."""
    if isinstance(found, (list, tuple)):
        return type(found)(moved_back(one, things, kind) for one in found)
    return _made(found._tensor, things, kind) if isinstance(found, ndarray) else things[int(found)]


for _name in ("reshape", "transpose", "swapaxes", "squeeze", "flatten", "ravel", "copy", "repeat", "take", "compress", "diagonal"):
    setattr(Words, _name, _moved(getattr(ndarray, _name)))
Words.T, Words.__copy__ = property(_moved(ndarray.T.fget)), Words.copy


# Several arrays over one list.


def pooled(arrays):
    """Arrays of places in one list, that list, and its kind."""
    own = [one if isinstance(one, Words) else made_of(one) for one in arrays]
    widths = [one._kind.width for one in own]
    things, places = [], []
    for one in own:
        places.append(of_tensor(one._places + len(things)))
        things += one._things
    return places, things, Kind(None if None in widths else max(widths))


def ranked(*arrays):
    """Places in one sorted list without repetitions; and that list last."""
    places, things, _ = pooled(arrays)
    ordered = sorted({things[place] for one in places for place in one._tensor.reshape(-1).tolist()})
    rank = {thing: number for number, thing in enumerate(ordered)}
    ranks = [torch.tensor([rank[things[place]] for place in one._tensor.reshape(-1).tolist()], dtype=torch.int64).reshape(one.shape) for one in places]
    return *map(of_tensor, ranks), ordered
