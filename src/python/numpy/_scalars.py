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
    """The root of numpy's scalars."""


class number(generic):
    pass


class integer(number):
    pass


class signedinteger(integer):
    pass


class floating(number):
    pass


def _staying(kind, plain):
    """Arithmetic whose results stay numbers of numpy's."""
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
        for method in (f"__{name}__", f"__r{name}__"):

            def run(self, other, own=getattr(plain, method), lift=getattr(float, method)):
                result = own(self, other)
                if result is NotImplemented and isinstance(other, float):
                    result = lift(float(self), other)
                if result is NotImplemented:
                    return result
                return kind(result) if isinstance(result, plain) else float64(result)

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
    __hash__ = float.__hash__


class bool_(int, generic, metaclass=_Kind):
    _dtype_name = "bool"
    __hash__ = int.__hash__

    def __new__(cls, value=False):
        return int.__new__(cls, bool(value))

    def __repr__(self):
        return "True" if self else "False"

    __str__ = __repr__


for _kind in (float64, float32, float16):
    _staying(_kind, float)
for _kind in (int64, int32, int16, int8, uint8):
    _staying(_kind, int)

KINDS = {kind._dtype_name: kind for kind in (bool_, uint8, int8, int16, int32, int64, float16, float32, float64)}
_CODES = {"f4": "float32", "f8": "float64", "f2": "float16", "i4": "int32", "i8": "int64", "i2": "int16", "i1": "int8", "u1": "uint8", "?": "bool",
          "b1": "bool", "f": "float32", "d": "float64", "i": "int32", "l": "int64", "float": "float64", "int": "int64", "double": "float64", "single": "float32"}  # fmt: skip


class Kind:
    """The dtype of an array of words, at most so wide, or of anything."""

    def __init__(self, width):
        self.width = width
        self.name, self.kind, self.itemsize = ("object", "O", 8) if width is None else (f"str{32 * width}", "U", 4 * width)

    def __eq__(self, other):
        other = self.read(other)
        return other is not None and (other.width is None) == (self.width is None) and 0 in (other.width, self.width, (other.width or 0) - (self.width or 0))

    def __hash__(self):
        return hash(self.kind)

    def __str__(self):
        return "object" if self.width is None else f"<U{self.width}"

    def __repr__(self):
        return f"dtype('{'O' if self.width is None else self}')"

    @property
    def torch(self):
        raise NotImplementedError(f"such an array of {self.name} is not here: numpy.array(..., dtype={'object' if self.width is None else 'str'}) makes them of lists.")

    @staticmethod
    def read(value):
        """Of a dtype's name or class; none for numbers."""
        if isinstance(value, Kind):
            return value
        if value is object or value in ("O", "object"):
            return Kind(None)
        if value is str or isinstance(value, str) and value.lstrip("<>=|")[:1] == "U" or isinstance(value, str) and value[:3] == "str":
            digits = "".join(one for one in str(value) if one.isdigit()) if isinstance(value, str) else ""
            return Kind(int(digits or 0) // (32 if str(value)[:3] == "str" else 1))
        return None


class dtype:
    """The dtype of an array."""

    __slots__ = ("name",)

    def __new__(cls, value):
        if isinstance(value, dtype):
            return value
        wordy = Kind.read(value)
        if wordy is not None:
            return wordy
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
    own = KINDS.get(dtype(arg1).name, object)
    return issubclass(own, arg2 if isinstance(arg2, type) and issubclass(arg2, generic) else KINDS[dtype(arg2).name])


class finfo:
    """What a kind of floats can hold."""

    def __init__(self, kind):
        found = torch.finfo(dtype(kind).torch)
        self.dtype, self.bits = dtype(kind), found.bits
        make = KINDS[self.dtype.name]
        self.eps, self.max, self.min, self.tiny = make(found.eps), make(found.max), make(found.min), make(found.tiny)
        self.smallest_normal, self.resolution = self.tiny, make(found.resolution)


class iinfo:
    """What a kind of whole numbers can hold."""

    def __init__(self, kind):
        found = torch.iinfo(dtype(kind).torch)
        self.dtype, self.bits, self.min, self.max = dtype(kind), found.bits, found.min, found.max
