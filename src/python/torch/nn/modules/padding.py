"""Edges put around lines and planes."""

from .. import functional as F
from .module import Module

__all__ = [
    f"{kind}Pad{rank}d" for kind in ("Zero", "Constant", "Reflection", "Replication") for rank in (1, 2, 3) if (kind, rank) not in (("Zero", 1), ("Zero", 3))
]


class _Pad(Module):
    rank, mode = 2, "constant"

    def __init__(self, padding):
        super().__init__()
        self.padding = (padding,) * (2 * self.rank) if isinstance(padding, int) else tuple(padding)

    def forward(self, input):
        return F.pad(input, self.padding, self.mode)

    def extra_repr(self):
        return f"{self.padding}"


class _Constant(_Pad):
    def __init__(self, padding, value):
        super().__init__(padding)
        self.value = value

    def forward(self, input):
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self):
        return f"padding={self.padding}, value={self.value}"


class ZeroPad2d(_Pad):
    pass


class ConstantPad1d(_Constant):
    rank = 1


class ConstantPad2d(_Constant):
    pass


class ConstantPad3d(_Constant):
    rank = 3


class ReflectionPad1d(_Pad):
    rank, mode = 1, "reflect"


class ReflectionPad2d(_Pad):
    mode = "reflect"


class ReflectionPad3d(_Pad):
    rank, mode = 3, "reflect"


class ReplicationPad1d(_Pad):
    rank, mode = 1, "replicate"


class ReplicationPad2d(_Pad):
    mode = "replicate"


class ReplicationPad3d(_Pad):
    rank, mode = 3, "replicate"
