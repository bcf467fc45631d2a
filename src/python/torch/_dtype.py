"""Dtypes, devices, sizes."""

import builtins

from _ember.bridge import operation


class dtype:
    """A kind of numbers; `place` is its number at the border."""

    __slots__ = ("name", "place", "itemsize", "is_floating_point", "is_complex", "is_signed")

    def __init__(self, name, place, itemsize, is_floating_point):
        self.name, self.place, self.itemsize = name, place, itemsize
        self.is_floating_point, self.is_complex = is_floating_point, False
        self.is_signed = name not in ("bool", "uint8")

    def __repr__(self):
        return f"torch.{self.name}"

    def __reduce__(self):
        return (_by_name, (self.name,))


bool = dtype("bool", 0, 1, False)
uint8 = dtype("uint8", 1, 1, False)
int8 = dtype("int8", 2, 1, False)
int16 = dtype("int16", 3, 2, False)
int32 = dtype("int32", 4, 4, False)
int64 = dtype("int64", 5, 8, False)
float16 = dtype("float16", 6, 2, True)
bfloat16 = dtype("bfloat16", 7, 2, True)
float32 = dtype("float32", 8, 4, True)
float64 = dtype("float64", 9, 8, True)
DTYPES = (bool, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64)
short, int, long, half, float, double = int16, int32, int64, float16, float32, float64
ALIASES = {"short": short, "int": int, "long": long, "half": half, "float": float, "double": double}


def _by_name(name):
    return next(dtype for dtype in DTYPES if dtype.name == name)


_default_dtype = operation("default_dtype")
_set_default_dtype = operation("set_default_dtype")


def get_default_dtype():
    return DTYPES[builtins.int(_default_dtype())]


def set_default_dtype(d):
    if not isinstance(d, dtype) or not d.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _set_default_dtype(d.place)


DEVICES = "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, ort, xla, lazy, vulkan, mps, meta, hpu, privateuseone"


class device:
    """Where tensors live: here that is the CPU."""

    __slots__ = ("type", "index")

    def __init__(self, type="cpu", index=None):
        if isinstance(type, device):
            type, index = type.type, type.index
        if isinstance(type, str) and ":" in type:
            type, _, number = type.partition(":")
            index = builtins.int(number)
        if not isinstance(type, str):
            raise RuntimeError(f"CUDA error: tensors live on the CPU here (asked for device {type})")
        if type not in DEVICES.split(", "):
            raise RuntimeError(f"Expected one of {DEVICES} device type at start of device string: {type}")
        self.type, self.index = type, index

    def __repr__(self):
        return f"device(type='{self.type}')" if self.index is None else f"device(type='{self.type}', index={self.index})"

    def __str__(self):
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other):
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self):
        return hash((self.type, self.index))


cpu = device("cpu")


class _Constant:
    """A word of PyTorch's that stands for itself."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"torch.{self._name}"


strided, sparse_coo, preserve_format, contiguous_format, channels_last = map(
    _Constant, ("strided", "sparse_coo", "preserve_format", "contiguous_format", "channels_last")
)


def check_layout(layout=None, memory_format=None, pin_memory=False):
    """Memory is dense, row after row, and nobody's but the program's; whatever else is asked for is not here."""
    if layout not in (None, strided):
        raise NotImplementedError(f"layout={layout!r} is not here: tensors are dense.")
    if memory_format not in (None, preserve_format, contiguous_format):
        raise NotImplementedError(f"memory_format={memory_format!r} is not here: numbers lie row after row.")
    if pin_memory:
        check_device("cuda")


def check_device(where):
    """Only the CPU is here; anything else says so, as PyTorch does without a GPU."""
    if where is None:
        return
    where = device(where)
    if where.type == "cuda":
        raise AssertionError("Torch not compiled with CUDA enabled")
    if where.type != "cpu":
        raise RuntimeError(f"the device {where} is not here: tensors live on the CPU")


class Size(tuple):
    __slots__ = ()

    def numel(self):
        total = 1
        for size in self:
            total *= size
        return total

    def __repr__(self):
        return f"torch.Size({list(self)})"

    __str__ = __repr__

    def __getitem__(self, place):
        part = tuple.__getitem__(self, place)
        return Size(part) if isinstance(place, slice) else part
