"""Functions number by number."""

import torch

from ._array import ndarray, of_tensor, out_of, tensor_of, torch_kind
from ._ufunc import ufunc

__all__ = ["maximum", "minimum", "fmax", "fmin", "where", "clip", "round", "round_", "around", "isclose", "allclose", "array_equal", "array_equiv", "nan_to_num", "isscalar", "heaviside",
           "interp", "select", "angle", "real", "iscomplexobj"]  # fmt: skip

_KEEPS_WHOLE = ("abs", "sign", "neg", "square", "isnan", "isinf", "isfinite", "logical_not", "bitwise_not", "positive", "isposinf", "isneginf")


def into(result, out, dtype=None):
    """The result, or where the caller wants it."""
    result = result if dtype is None else result.to(torch_kind(dtype))
    if out is None:
        return out_of(result)
    out = out[0] if isinstance(out, tuple) else out
    out._tensor.copy_(result)
    return out


def _chosen(result, where, out):
    if where is True:
        return result
    if out is None:
        raise NotImplementedError("where=... without out=... is not here: it would leave numbers that nobody wrote.")
    return torch.where(tensor_of(where), result, tensor_of(out))


def _unary(name):
    def run(x, /, out=None, *, where=True, dtype=None):
        if isinstance(x, torch.Tensor) and out is None and dtype is None:
            return getattr(x, name)()
        tensor = tensor_of(x)
        if not tensor.is_floating_point() and name not in _KEEPS_WHOLE:
            tensor = tensor.double()
        return into(_chosen(getattr(tensor, name)(), where, out), out, dtype)

    run.__name__ = name
    return run


FUNCTIONS = {
    **{name: _unary(name) for name in ("exp", "exp2", "log", "log2", "log10", "log1p", "expm1", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "abs", "sign", "floor", "ceil", "trunc",
                                       "isnan", "isinf", "isfinite", "square", "reciprocal", "logical_not", "positive", "signbit", "sinc", "deg2rad", "rad2deg", "isposinf", "isneginf")},
    **{name: _unary(own) for name, own in (("arcsin", "asin"), ("arccos", "acos"), ("arctan", "atan"), ("arcsinh", "asinh"), ("arccosh", "acosh"), ("arctanh", "atanh"), ("absolute", "abs"),
                                           ("negative", "neg"), ("rint", "round"), ("fix", "trunc"), ("invert", "bitwise_not"), ("bitwise_not", "bitwise_not"), ("radians", "deg2rad"),
                                           ("degrees", "rad2deg"))},
}  # fmt: skip


def _fabs(x, /, out=None):
    return into(tensor_of(x).double().abs(), out)


def _cbrt(x, /, out=None):
    tensor = tensor_of(x).double()
    return into((tensor.sign() * tensor.abs() ** (1 / 3)), out)


FUNCTIONS.update({"fabs": _fabs, "cbrt": _cbrt})


def _binary(symbol):
    def run(x1, x2, /, out=None, *, where=True, dtype=None):
        first = x1 if isinstance(x1, ndarray) else of_tensor(tensor_of(x1))
        second = x2 if isinstance(x2, (bool, int, float)) else of_tensor(tensor_of(x2))
        return into(_chosen(tensor_of(getattr(first, f"__{symbol}__")(second)), where, out), out, dtype)

    return run


FUNCTIONS.update(
    {name: _binary(symbol) for name, symbol in (
        ("add", "add"), ("subtract", "sub"), ("multiply", "mul"), ("divide", "truediv"), ("true_divide", "truediv"), ("power", "pow"), ("float_power", "pow"), ("mod", "mod"), ("remainder", "mod"),
        ("floor_divide", "floordiv"), ("equal", "eq"), ("not_equal", "ne"), ("less", "lt"), ("greater", "gt"), ("less_equal", "le"), ("greater_equal", "ge"), ("bitwise_and", "and"),
        ("bitwise_or", "or"), ("bitwise_xor", "xor"), ("left_shift", "lshift"), ("right_shift", "rshift"))}
)  # fmt: skip


def _both(x1, x2):
    first, second = tensor_of(x1), tensor_of(x2)
    wide = torch.promote_types(first.dtype, second.dtype)
    if first.is_floating_point() != second.is_floating_point():
        wide = torch.float64
    return first.to(wide), second.to(wide)


def _of_two(name, is_float=False):
    def run(x1, x2, /, out=None, *, dtype=None):
        first, second = _both(x1, x2)
        if is_float and not first.is_floating_point():
            first, second = first.double(), second.double()
        return into(getattr(first, name)(second), out, dtype)

    run.__name__ = name
    return run


maximum, minimum = _of_two("maximum"), _of_two("minimum")
FUNCTIONS.update(
    {"fmod": _of_two("fmod"), "arctan2": _of_two("atan2", True), "hypot": _of_two("hypot", True), "logaddexp": _of_two("logaddexp", True), "copysign": _of_two("copysign", True),
     "logical_and": _of_two("logical_and"), "logical_or": _of_two("logical_or"), "logical_xor": _of_two("logical_xor")}
)  # fmt: skip


def _without_none(name):
    def run(x1, x2, /, out=None):
        first, second = _both(x1, x2)
        best = getattr(first, name)(second)
        best = torch.where(torch.isnan(first), second, torch.where(torch.isnan(second), first, best)) if first.is_floating_point() else best
        return into(best, out)

    return run


fmax, fmin = _without_none("maximum"), _without_none("minimum")
_TWO = {"add", "subtract", "multiply", "divide", "true_divide", "power", "float_power", "mod", "remainder", "floor_divide", "equal", "not_equal", "less", "greater", "less_equal", "greater_equal",
        "bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift", "fmod", "arctan2", "hypot", "logaddexp", "copysign", "logical_and", "logical_or", "logical_xor", "gcd", "lcm"}  # fmt: skip
FUNCTIONS.update({"gcd": _of_two("gcd"), "lcm": _of_two("lcm")})
FUNCTIONS = {name: ufunc(name, run, 2 if name in _TWO else 1) for name, run in FUNCTIONS.items()}
maximum, minimum, fmax, fmin = (ufunc(name, run, 2) for name, run in (("maximum", maximum), ("minimum", minimum), ("fmax", fmax), ("fmin", fmin)))


def heaviside(x1, x2):
    return out_of(tensor_of(x1).double().heaviside(tensor_of(x2).double()))


def where(condition, x=None, y=None, /):
    condition = tensor_of(condition)
    condition = condition if condition.dtype is torch.bool else condition != 0
    if x is None:
        return tuple(of_tensor(places) for places in condition.nonzero(as_tuple=True))
    first, second = _both(x, y)
    # A number of Python's bends to an array's kind.
    for number, array, own in ((x, y, second), (y, x, first)):
        if isinstance(number, (int, float)) and not isinstance(array, (int, float)):
            kind = tensor_of(array).dtype
            if kind.is_floating_point or not isinstance(number, float):
                first, second = tensor_of(x).to(kind), tensor_of(y).to(kind)
    return of_tensor(torch.where(condition, first, second))


def select(condlist, choicelist, default=0):
    found = tensor_of(default)
    for condition, choice in zip(reversed(condlist), reversed(choicelist)):
        found = tensor_of(where(condition, of_tensor(tensor_of(choice)), of_tensor(found)))
    return of_tensor(found)


def clip(a, a_min, a_max, out=None):
    return into(tensor_of(of_tensor(tensor_of(a)).clip(a_min, a_max)), out)


def round(a, decimals=0, out=None):
    return into(tensor_of(of_tensor(tensor_of(a)).round(decimals)), out)


around = round_ = round


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return out_of(tensor_of(a).double().isclose(tensor_of(b).double(), rtol, atol, equal_nan))


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(tensor_of(a).double().isclose(tensor_of(b).double(), rtol, atol, equal_nan).all())


def array_equal(a1, a2, equal_nan=False):
    a, b = tensor_of(a1), tensor_of(a2)
    if a.shape != b.shape:
        return False
    same = a == b
    return bool((same | (torch.isnan(a) & torch.isnan(b)) if equal_nan else same).all())


def array_equiv(a1, a2):
    try:
        return bool((tensor_of(a1) == tensor_of(a2)).all())
    except RuntimeError:
        return False


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    found = tensor_of(x).nan_to_num(nan, posinf, neginf)
    if copy:
        return out_of(found)
    x._tensor.copy_(found)
    return x


def isscalar(element):
    from ._scalars import generic

    return isinstance(element, (int, float, complex, str, bytes, generic))


def iscomplexobj(x):
    return isinstance(x, complex)


def real(val):
    return val


def angle(z, deg=False):
    import math

    negative = torch.where(tensor_of(z) < 0, 180.0 if deg else math.pi, 0.0)
    return out_of(negative.double())


def interp(x, xp, fp, left=None, right=None, period=None):
    """Straight lines between known places."""
    if period is not None:
        raise NotImplementedError("interp(period=...) is not here.")
    places, edges, values = (tensor_of(one).double() for one in (x, xp, fp))
    count = edges.numel()
    low = (torch.searchsorted(edges, places, right=True) - 1).clamp(0, max(count - 2, 0))
    high = (low + 1).clamp(max=count - 1)
    share = (places - edges[low]) / torch.where(high > low, edges[high] - edges[low], 1.0)
    found = values[low] + share * (values[high] - values[low])
    found = torch.where(places < edges[0], values[0] if left is None else float(left), found)
    return out_of(torch.where(places > edges[-1], values[-1] if right is None else float(right), found))
