"""What stands between arrays: numpy's kinds of results."""

import torch
from torch import _dtype as _td
from torch._tensor import Tensor

from ._convert import Held, out_of, tensor_of


def operand_of(value):
    """Another operand as a number or a tensor; none where numpy would ask the other side."""
    if isinstance(value, (Held, Tensor)):
        return tensor_of(value)
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return tensor_of(value)
    return None


def _met(own, other):
    """Both in the kind in which they meet: a float and whole numbers in double, single floats with narrow ones aside."""
    if isinstance(other, float) and not own.is_floating_point():
        return own.double(), other
    if isinstance(other, Tensor) and own.is_floating_point() != other.is_floating_point():
        whole, part = (own, other) if other.is_floating_point() else (other, own)
        wide = _td.float64 if whole.dtype in (_td.int32, _td.int64) else part.dtype
        return own.to(wide), other.to(wide)
    return own, other


def _is_truth(value):
    return isinstance(value, bool) or (isinstance(value, Tensor) and value.dtype is _td.bool)


def pairs(name, reflected=False):
    method = f"__{'r' if reflected else ''}{name}__"

    def run(self, other):
        other = operand_of(other)
        if other is None:
            return NotImplemented
        own, other = _met(self._tensor, other)
        if name == "truediv" and not own.is_floating_point() and not (isinstance(other, Tensor) and other.is_floating_point()):
            own = own.double()
        if name == "sub" and _is_truth(own) and _is_truth(other):
            raise TypeError(
                "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead."
            )
        power = own if reflected else other
        is_negative = (isinstance(power, int) and power < 0) or (isinstance(power, Tensor) and name == "pow" and not power.is_floating_point() and bool((power < 0).any()))
        if name == "pow" and is_negative and not own.is_floating_point() and not isinstance(other, float):
            raise ValueError("Integers to negative integer powers are not allowed.")
        if (
            name in ("floordiv", "mod")
            and not own.is_floating_point()
            and (other == 0 if isinstance(other, int) else isinstance(other, Tensor) and bool((other == 0).any()))
        ):
            other = torch.where(other == 0, 1, other) if isinstance(other, Tensor) else 1
            return out_of(getattr(own, method)(other) * 0)
        try:
            result = getattr(own, method)(other)
        except RuntimeError as error:
            raise _told(error, own, other) from None
        return result if result is NotImplemented else out_of(result)

    run.__name__ = method
    return run


def _told(error, own, other):
    """numpy's words for shapes that do not fit."""
    if "must match the size" in str(error) and isinstance(other, Tensor):
        shapes = " ".join(str(tuple(one.shape)).replace(" ", "") for one in (own, other))
        return ValueError(f"operands could not be broadcast together with shapes {shapes} ")
    return error


_UFUNCS = {"truediv": "divide", "sub": "subtract", "mul": "multiply", "pow": "power", "mod": "remainder", "floordiv": "floor_divide"}


def in_place(name):
    def run(self, other):
        other = operand_of(other)
        if other is None:
            return NotImplemented
        own = self._tensor
        if not own.is_floating_point() and (name == "truediv" or isinstance(other, float) or (isinstance(other, Tensor) and other.is_floating_point())):
            raise TypeError(
                f"Cannot cast ufunc '{_UFUNCS.get(name, name)}' output from dtype('float64') to dtype('{own.dtype.name}') with casting rule 'same_kind'"
            )
        getattr(own, f"__i{name}__")(other)
        return self

    run.__name__ = f"__i{name}__"
    return run
