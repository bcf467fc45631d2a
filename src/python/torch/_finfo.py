"""What a dtype can hold: `torch.finfo`, `torch.iinfo`."""

from . import _dtype

# Bits of the exponent and of the fraction.
_FLOATS = {"float16": (5, 10), "bfloat16": (8, 7), "float32": (8, 23), "float64": (11, 52)}


class finfo:
    def __init__(self, type=None):
        kind = type or _dtype.get_default_dtype()
        if kind.name not in _FLOATS:
            raise TypeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'")
        exponent, fraction = _FLOATS[kind.name]
        top = 2 ** (exponent - 1) - 1
        self.dtype, self.bits = kind.name, 8 * kind.itemsize
        self.eps, self.max = 2.0**-fraction, 2.0**top * (2 - 2.0**-fraction)
        self.min, self.tiny = -self.max, 2.0 ** (1 - top)
        self.smallest_normal = self.tiny
        self.resolution = {"float16": 1e-3, "bfloat16": 1e-2, "float32": 1e-6, "float64": 1e-15}[kind.name]

    def __repr__(self):
        parts = (f"{name}={_short(getattr(self, name))}" for name in ("resolution", "min", "max", "eps", "smallest_normal", "tiny"))
        return f"finfo({', '.join(parts)}, dtype={self.dtype})"


class iinfo:
    def __init__(self, type):
        if type.is_floating_point or type is _dtype.bool:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        self.dtype, self.bits = type.name, 8 * type.itemsize
        self.min = -(2 ** (self.bits - 1)) if type.is_signed else 0
        self.max = 2 ** (self.bits - type.is_signed) - 1

    def __repr__(self):
        return f"iinfo(min={_short(self.min)}, max={_short(self.max)}, dtype={self.dtype})"


def _short(value):
    return f"{value:.6g}"
