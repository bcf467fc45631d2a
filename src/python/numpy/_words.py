"""Arrays of words and of objects: a list of values, and an array of places in it, which is shaped, cut and turned in its stead."""

import functools
import operator

import torch

from ._array import ndarray, of_tensor, tensor_of
from ._convert import Wordy, is_words_kind
from ._scalars import dtype


class WordKind(dtype):
    """`<U5` and `object`."""

    __slots__ = ()

    kind = property(lambda self: "O" if self.name == "object" else "U")
    itemsize = property(lambda self: 8 if self.name == "object" else 4 * int(self.name[3:]) // 32)
    type = property(lambda self: object if self.name == "object" else str)

    def __new__(cls, length=None):
        made = object.__new__(cls)
        made.name = "object" if length is None else f"str{32 * length}"
        return made

    def __eq__(self, other):
        if isinstance(other, WordKind):
            return self.name == other.name
        return other in ((object, "O", "object") if self.kind == "O" else (str(self),))

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return "object" if self.kind == "O" else f"<U{self.itemsize // 4}"

    def __repr__(self):
        return f"dtype('{'O' if self.kind == 'O' else self}')"


class words(ndarray):
    """`_places` is a tensor of whole numbers; views share `_values`."""

    @property
    def _tensor(self):
        raise Wordy(f"an array of {'objects' if self._is_object else 'words'} has no numbers: arrays for torch and for arithmetic hold float, int or bool")

    shape = property(lambda self: tuple(self._places.shape))
    size = property(lambda self: self._places.numel())
    ndim = property(lambda self: self._places.dim())
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self.itemsize * self.size)
    T = property(lambda self: self._like(self._places.T))

    # Words of whatever length fit into `_width` letters; objects have none.
    _is_object = property(lambda self: not self._width)
    dtype = property(lambda self: WordKind(self._width or None))

    def _like(self, places):
        return of_places(self._values, places, self._width)

    def _flat(self):
        return [self._values[place] for place in self._places.reshape(-1).tolist()]

    def _out(self, places):
        return self._like(places) if places.dim() else self._values[int(places)]

    def __getitem__(self, index):
        return self._out(tensor_of(of_tensor(self._places)[index]))

    def __setitem__(self, index, value):
        places = tensor_of(of_tensor(self._places)[index])
        given = value if isinstance(value, words) else None
        if given is None and isinstance(value, (list, tuple, ndarray)) and places.dim():
            given = array_of(value, self._is_object)
        news = [value] * places.numel() if given is None else [given._values[one] for one in given._places.expand(places.shape).reshape(-1).tolist()]
        # Two places may share a value as long as nobody writes there.
        for place, new in zip(places.reshape(-1).tolist(), news):
            self._values[place] = new if self._is_object else str(new)[: self._width]

    def __contains__(self, value):
        return value in self._flat()

    def __bool__(self):
        return bool(self.item()) if self.size == 1 else super().__bool__()

    def _single(self):
        return self.item()

    def tolist(self):
        def nested(places):
            return [nested(one) for one in places] if isinstance(places, list) else self._values[places]

        return nested(self._places.tolist())

    def item(self, *place):
        flat = self._flat()
        return flat[place[0]] if place else flat[0]

    def copy(self, order="C"):
        return of_flat(self._flat(), self.shape, self._is_object, self._width)

    __copy__ = copy

    def view(self, dtype=None):
        if dtype is not None:
            raise NotImplementedError("view(dtype) of words is not here.")
        return self._like(self._places)

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        if is_words_kind(dtype):
            return cast(self, dtype)
        from ._making import array

        read = {"f": float, "i": int, "u": int, "b": bool}[_kind(dtype)]
        return array([read(value) for value in self._flat()], dtype).reshape(self.shape)

    def fill(self, value):
        self[...] = value

    def __repr__(self):
        from . import _print

        return f"array({_print.text(self, ', ', 'array(')}, dtype={'object' if self._is_object else repr(str(self.dtype))})"

    def __str__(self):
        from . import _print

        return _print.text(self, " ") if self.shape else str(self.item())

    def __reduce__(self):
        return of_flat, (self._flat(), self.shape, self._is_object, self._width)

    # Orders. Of words, not of whatever objects cannot be told apart by <.

    def argsort(self, axis=-1, kind=None):
        return of_tensor(sorted_codes(self)[1]).argsort(axis)

    def sort(self, axis=-1, kind=None):
        store, codes = sorted_codes(self)
        self[...] = of_places(store, codes.sort(axis)[0], self._width)

    def max(self, axis=None):
        return self._best(max, axis)

    def min(self, axis=None):
        return self._best(min, axis)

    def _best(self, best, axis):
        if axis is not None:
            raise NotImplementedError("max and min of words along an axis are not here.")
        return best(self._flat())

    def sum(self, axis=None):
        if not self._is_object or axis is not None:
            raise TypeError("sum of words, and of objects along an axis, is not here")
        return functools.reduce(operator.add, self._flat())

    def any(self, axis=None):
        return self.astype(bool).any(axis)

    def all(self, axis=None):
        return self.astype(bool).all(axis)


def _kind(kind):
    return dtype(kind).kind


for _name in ("reshape", "transpose", "swapaxes", "squeeze", "ravel", "flatten", "repeat", "diagonal", "compress"):
    setattr(words, _name, (lambda name: lambda self, *args, **named: self._like(tensor_of(getattr(of_tensor(self._places), name)(*args, **named))))(_name))
words.take = lambda self, indices, axis=None: self._out(tensor_of(of_tensor(self._places).take(indices, axis)))
words.nonzero = lambda self: self.astype(bool).nonzero()


def _compared(name):
    run = getattr(operator, name)

    def compare(self, other):
        if not isinstance(other, (words, str)) and name in ("eq", "ne") and not self._is_object:
            other = array_of(other) if isinstance(other, (list, tuple)) else other
            if not isinstance(other, words):
                return name == "ne"
        return _each(run, self, other, bool)

    return compare


def _each(run, own, other, kind=None):
    from ._making import array

    others = other if isinstance(other, words) else array_of(other, True) if isinstance(other, (list, tuple, ndarray)) else None
    if others is None:
        found, shape = [run(value, other) for value in own._flat()], own.shape
    else:
        first, second = torch.broadcast_tensors(own._places, others._places)
        shape = tuple(first.shape)
        found = [run(own._values[a], others._values[b]) for a, b in zip(first.reshape(-1).tolist(), second.reshape(-1).tolist())]
    return array(found, bool).reshape(shape) if kind is bool else of_flat(found, shape, True)


for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(words, f"__{_name}__", _compared(_name))


def _reckoned(name, reflected):
    run = getattr(operator, name)

    def reckon(self, other):
        if not self._is_object:
            raise TypeError(f"ufunc '{name}' did not contain a loop with signature matching types: words are no numbers (np.char.add joins words)")
        return _each((lambda a, b: run(b, a)) if reflected else run, self, other)

    return reckon


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    setattr(words, f"__{_name}__", _reckoned(_name, False))
    setattr(words, f"__r{_name}__", _reckoned(_name, True))
    setattr(words, f"__i{_name}__", _reckoned(_name, False))
for _name in ("matmul", "rmatmul", "neg", "invert", "abs"):
    setattr(words, f"__{_name}__", lambda self, *_: self._tensor)


# From values, and from what functions are given.


def of_places(values, places, width):
    made = object.__new__(words)
    made._values, made._places, made._width = values, places, width
    return made


def of_flat(flat, shape, is_object, width=None):
    flat = list(flat) if is_object else [str(value) for value in flat]
    width = 0 if is_object else width or max(map(len, flat), default=1) or 1
    return of_places(flat, torch.arange(len(flat)).reshape(shape), width)


def array_of(value, is_object=False, dtype=None):
    """Words or objects in lists within lists, as far as these are of one shape."""
    if isinstance(value, words):
        return value.copy() if dtype is None else cast(value, dtype)
    if isinstance(value, ndarray):
        return of_flat(value.reshape(-1).tolist(), value.shape, is_object, {"i": 21, "f": 32, "b": 5}.get(value.dtype.kind, 11))
    flat, shape = [value], []
    while flat and all(isinstance(one, (list, tuple, ndarray)) for one in flat) and len({len(one) for one in flat}) == 1:
        shape.append(len(flat[0]))
        flat = [part for one in flat for part in one]
    if any(isinstance(one, (list, tuple)) for one in flat) and not is_object:
        raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape: dtype=object takes it")
    is_object = is_object or not any(isinstance(one, (str, bytes)) for one in flat) or any(one is None or isinstance(one, (dict, set)) for one in flat)
    width = 32 if any(isinstance(one, float) for one in flat) else 21 if any(isinstance(one, int) for one in flat) else None
    return of_flat(
        [getattr(one, "item", lambda: one)() if isinstance(one, (int, float)) else one for one in flat],
        shape,
        is_object,
        width and max([width, *(len(one) for one in flat if isinstance(one, str))]),
    )


def cast(array, kind):
    found = of_flat(array._flat(), array.shape, is_words_kind(kind) == "O", array._width)
    width = getattr(kind, "itemsize", 0) // 4 if isinstance(kind, WordKind) else int(kind.strip("<>U") or 0) if isinstance(kind, str) and "U" in kind else 0
    return of_flat([word[:width] for word in found._flat()], found.shape, False, width) if width and not found._is_object else found


def sorted_codes(array):
    store = sorted(set(array._flat()))
    ranks = {value: rank for rank, value in enumerate(store)}
    return store, torch.tensor([ranks[value] for value in array._flat()], dtype=torch.int64).reshape(array.shape)
