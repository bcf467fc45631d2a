"""numpy's kinds of numbers: each names a dtype and makes a number of it."""

import struct

import torch

from torch._dtype import DTYPES


class _Kind(type):
    """A scalar class that stands for its dtype, too."""

    def __eq__(cls, other):
        return _name_of(cls) == _name_of(other)

    __hash__ = type.__hash__


def _name_of(value):
    if isinstance(value, dtype):
        return value.name
    if isinstance(value, type):
        for plain, name in ((float, "float64"), (int, "int64"), (bool, "bool")):
            if value is plain:
                return name
        return type.__getattribute__(value, "__dict__").get("_dtype_name")
    return value


class generic:
    """The root of numpy's scalars, which have an array's methods."""

    shape, ndim, size = (), 0, 1
    T = real = property(lambda self: self)
    itemsize = nbytes = property(lambda self: self.dtype.itemsize)

    def __getattr__(self, name):
        from ._convert import out_of, tensor_of
        from ._making import array

        if name.startswith("_") or not hasattr(type(array(0)), name):
            raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute '{name}'")
        own = getattr(array(self.item(), self.dtype), name)
        if not callable(own):
            return own

        def run(*args, **named):
            found = own(*args, **named)
            return out_of(tensor_of(found)) if getattr(found, "shape", None) == () else found

        return run


class number(generic):
    pass


class integer(number):
    pass


class signedinteger(integer):
    pass


class floating(number):
    pass


def _by_nothing(value, other, name, reflected):
    """What numpy makes of a division by 0: no mistake, but inf, nan or 0."""
    above, below = (other, value) if reflected else (value, other)
    if below:
        raise OverflowError(f"{name} of {above} and {below}")
    if isinstance(above, int) and isinstance(below, int) and name != "truediv":
        return 0
    if name == "mod" or not above or above != above:
        return float("nan")
    return float("inf") if (above > 0) == (str(float(below))[0] != "-") else float("-inf")


def _made(kind, other, result):
    """A result in the kind in which a scalar and another number meet: Python's numbers are of 64 bits."""
    if kind is float64 and isinstance(result, float):
        return float64(result)
    if not isinstance(result, float):
        wide = kind if isinstance(other, bool) or type(other) is kind or (isinstance(other, _Whole) and other.dtype.itemsize <= kind(0).dtype.itemsize) else int64
        return type(other)(result) if isinstance(other, _Whole) and wide is int64 and kind is not int64 and other.dtype.itemsize > kind(0).dtype.itemsize else wide(result)
    # Kinds are compared by their dtypes, which takes long; a set asks first whether they are the same.
    narrow = {float32, float16}
    return kind(result) if kind in narrow and type(other) in narrow and kind is float32 or type(other) is kind else type(other)(result) if type(other) in narrow and kind in narrow else float64(result)


def _staying(kind, plain):
    """Arithmetic whose results stay numbers of numpy's."""
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
        for reflected in (False, True):
            method = f"__{'r' if reflected else ''}{name}__"

            def run(self, other, own=getattr(plain, method), lift=getattr(float, method), name=name, reflected=reflected):
                try:
                    result = own(self, other)
                    if result is NotImplemented and isinstance(other, float):
                        result = lift(float(self), other)
                except ZeroDivisionError:
                    result = float("inf") if name == "pow" else _by_nothing(self, other, name, reflected)
                except OverflowError:
                    result = float("inf")
                return result if result is NotImplemented else _made(kind, other, result)

            setattr(kind, method, run)
    for name in ("neg", "abs", "pos"):
        setattr(kind, f"__{name}__", lambda self, own=getattr(plain, f"__{name}__"): kind(own(self)))


class float64(float, floating, metaclass=_Kind):
    _dtype_name = "float64"
    dtype = property(lambda self: dtype("float64"))

    def item(self):
        return float(self)

    __hash__ = float.__hash__


class float32(float, floating, metaclass=_Kind):
    _dtype_name = "float32"
    dtype = property(lambda self: dtype("float32"))
    __hash__ = float.__hash__

    def __new__(cls, value=0.0):
        return float.__new__(cls, struct.unpack("f", struct.pack("f", value))[0])

    def item(self):
        return float(self)

    def __repr__(self):
        return shortest(float(self), True)

    __str__ = __repr__


class _Whole(int, signedinteger, metaclass=_Kind):
    _dtype_name = "int64"
    __hash__ = int.__hash__

    def __new__(cls, value=0):
        bits = 8 * dtype(cls._dtype_name).itemsize
        value = int(value) % (1 << bits)
        signed = not cls._dtype_name.startswith("u")
        return int.__new__(cls, value - (1 << bits) if signed and value >= 1 << bits - 1 else value)

    @property
    def dtype(self):
        return dtype(self._dtype_name)

    def item(self):
        return int(self)


class int64(_Whole):
    _dtype_name = "int64"


class int32(_Whole):
    _dtype_name = "int32"


class int16(_Whole):
    _dtype_name = "int16"


class int8(_Whole):
    _dtype_name = "int8"


class uint8(_Whole):
    _dtype_name = "uint8"


class float16(float, floating, metaclass=_Kind):
    _dtype_name = "float16"
    dtype = property(lambda self: dtype("float16"))
    __hash__ = float.__hash__

    def item(self):
        return float(self)


class bool_(int, generic, metaclass=_Kind):
    _dtype_name = "bool"
    __hash__ = int.__hash__

    dtype = property(lambda self: dtype("bool"))

    def __new__(cls, value=False):
        return int.__new__(cls, bool(value))

    def item(self):
        return bool(self)

    def __invert__(self):
        return bool_(not self)

    def __repr__(self):
        return "True" if self else "False"

    __str__ = __repr__


for _kind in (generic, number, integer, signedinteger, floating, float64, float32, float16, int64, int32, int16, int8, uint8, bool_):
    _kind.__module__ = "numpy"
for _kind in (float64, float32, float16):
    _staying(_kind, float)
for _kind in (int64, int32, int16, int8, uint8):
    _staying(_kind, int)

KINDS = {kind._dtype_name: kind for kind in (bool_, uint8, int8, int16, int32, int64, float16, float32, float64)}
_CODES = {"f4": "float32", "f8": "float64", "f2": "float16", "i4": "int32", "i8": "int64", "i2": "int16", "i1": "int8", "u1": "uint8", "?": "bool",
          "b1": "bool", "f": "float32", "d": "float64", "i": "int32", "l": "int64", "float": "float64", "int": "int64", "double": "float64", "single": "float32"}  # fmt: skip


class dtype:
    """The dtype of an array."""

    __slots__ = ("name",)

    def __new__(cls, value):
        if isinstance(value, dtype):
            return value
        from ._convert import is_words_kind

        if isinstance(value, (list, dict)):
            raise NotImplementedError("structured arrays are not here: an array of each field, or a pandas table, is.")
        if is_words_kind(value):
            from ._words import WordKind

            width = int(value.strip("<>=|US") or 1) if isinstance(value, str) and value[-1:].isdigit() else 1
            return WordKind(width) if is_words_kind(value) == "U" else WordKind()
        made = object.__new__(cls)
        name = _name_of(value)
        if isinstance(value, torch.dtype):
            name = value.name
        name = _CODES.get(name.lstrip("<>=|"), name) if isinstance(name, str) else name
        if name not in KINDS:
            raise TypeError(f"the dtype {value!r} is not here: numbers and bools are.")
        made.name = name
        return made

    @property
    def torch(self):
        return next(own for own in DTYPES if own.name == self.name)

    @property
    def itemsize(self):
        return self.torch.itemsize

    @property
    def kind(self):
        return "b" if self.name == "bool" else "f" if self.name.startswith("float") else "u" if self.name == "uint8" else "i"

    @property
    def type(self):
        return KINDS[self.name]

    def __eq__(self, other):
        try:
            return self.name == dtype(other).name
        except (TypeError, AttributeError):
            return False

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"dtype('{self.name}')"


def shortest(value, is_single=False):
    """The fewest digits that mean this number and no other."""
    if not is_single or value != value or value in (float("inf"), float("-inf")):
        return repr(value)
    single = lambda number: struct.unpack("f", struct.pack("f", number))[0]
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if single(float(text)) == value:
            break
    return repr(float(text))


def issubdtype(arg1, arg2):
    """Whether a kind of numbers is one of those, which may be a class of them."""
    if dtype(arg1).kind in "UO" or arg2 in (str, object):
        return arg2 in (str, object) and dtype(arg1).kind == ("U" if arg2 is str else "O")
    own = KINDS[dtype(arg1).name]
    return issubclass(own, arg2 if isinstance(arg2, type) and issubclass(arg2, generic) else KINDS[dtype(arg2).name])
