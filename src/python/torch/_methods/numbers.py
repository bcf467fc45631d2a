"""Number by number: functions of one, of two, comparisons, bounds."""

import math

from _ember.bridge import operation

from .. import _dtype
from .._held import Held, in_place, maybe, named, named_pairs, operand, over, pairs, unary, unary_in_place, wrap

_clamp, _invert, _is_close, _is_equal, _where = map(operation, ("clamp", "invert", "is_close", "is_equal", "where"))

UNARIES = ("neg", "abs", "sign", "floor", "ceil", "trunc", "exp", "expm1", "log", "log2", "log10", "log1p", "sqrt", "rsqrt", "reciprocal",
           "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "sigmoid", "relu", "erf", "lgamma", "digamma")  # fmt: skip
TESTS = ("isnan", "isinf", "isfinite")


class Numbers:
    # A factor or another rounding goes before.

    def add(self, other, *, alpha=1):
        return self + other if alpha == 1 else self + other * alpha

    def sub(self, other, *, alpha=1):
        return self - other if alpha == 1 else self - other * alpha

    subtract = sub

    def rsub(self, other, *, alpha=1):
        return other - self if alpha == 1 else other - self * alpha

    def add_(self, other, *, alpha=1):
        return _add_in_place(self, other if alpha == 1 else other * alpha)

    def sub_(self, other, *, alpha=1):
        return _sub_in_place(self, other if alpha == 1 else other * alpha)

    subtract_ = sub_

    def div(self, other, *, rounding_mode=None):
        if rounding_mode is None:
            return self / other
        if rounding_mode == "floor":
            return self // other
        if rounding_mode == "trunc":
            whole = not self.dtype.is_floating_point and not isinstance(other, float) and not (isinstance(other, Held) and other.dtype.is_floating_point)
            return (self / other).trunc().to(self.dtype) if whole else (self / other).trunc()
        raise RuntimeError(f"div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{rounding_mode}'")

    def div_(self, other, *, rounding_mode=None):
        return _div_in_place(self, other) if rounding_mode is None else self.copy_(self.div(other, rounding_mode=rounding_mode))

    divide = true_divide = div
    divide_ = true_divide_ = div_

    def pow(self, exponent):
        return self**exponent

    def pow_(self, exponent):
        return _pow_in_place(self, exponent)

    def square(self):
        return self**2

    def addcmul(self, tensor1, tensor2, *, value=1):
        return self + tensor1 * tensor2 * value

    def addcdiv(self, tensor1, tensor2, *, value=1):
        return self + tensor1 / tensor2 * value

    def lerp(self, end, weight):
        return self + weight * (end - self)

    def round(self, *, decimals=0):
        if not decimals:
            return _round(self)
        scale = 10 ** abs(decimals)
        return _round(self * scale) / scale if decimals > 0 else _round(self / scale) * scale

    def frac(self):
        return self - self.trunc()

    def asinh(self):
        return self.sign() * (self.abs() + (self * self + 1).sqrt()).log()

    def acosh(self):
        return (self + (self * self - 1).sqrt()).log()

    def atanh(self):
        return (self.log1p() - (-self).log1p()) / 2

    def exp2(self):
        return (self * math.log(2)).exp()

    def erfc(self):
        return 1 - self.erf()

    def erfinv(self):
        """A first guess by Winitzki's formula, then Newton's steps in double."""
        from ..autograd import no_grad

        with no_grad():
            y = self.detach().double()
            logs = (1 - y * y).log()
            part = 2 / (math.pi * 0.147) + logs / 2
            x = y.sign() * ((part * part - logs / 0.147).sqrt() - part).sqrt()
            for _ in range(4):
                x = x - (x.erf() - y) / (2 / math.sqrt(math.pi) * (-x * x).exp())
            x = _pick(y.abs() == 1, y * math.inf, x).to(self.dtype if self.is_floating_point() else _dtype.get_default_dtype())
        # The slope, as a factor that is fixed.
        return x + (self - self.detach()) * (math.sqrt(math.pi) / 2 * (x * x).exp()) if self.requires_grad else x

    def logit(self, eps=None):
        inside = self if eps is None else self.clamp(eps, 1 - eps)
        return (inside / (1 - inside)).log()

    def xlogy(self, other):
        return _pick(self == 0, self * 0.0, self * other.log())

    def logaddexp(self, other):
        return self.maximum(other) + (-(self - other).abs()).exp().log1p()

    def hypot(self, other):
        return (self * self + other * other).sqrt()

    def copysign(self, other):
        return self.abs() * _pick(other.signbit(), -1.0, 1.0) if isinstance(other, Held) else self.abs() * math.copysign(1.0, other)

    def signbit(self):
        return (self < 0) | ((self == 0) & (1 / self < 0)) if self.is_floating_point() else self < 0

    def heaviside(self, values):
        return _pick(self == 0, values, (self > 0).to(self.dtype))

    def deg2rad(self):
        return self * (math.pi / 180)

    def rad2deg(self):
        return self * (180 / math.pi)

    def sinc(self):
        angle = self * math.pi
        return _pick(self == 0, angle * 0 + 1.0, angle.sin() / _pick(self == 0, 1.0, angle))

    def nan_to_num(self, nan=0.0, posinf=None, neginf=None):
        from .._finfo import finfo

        if not self.is_floating_point():
            return self.clone()
        most = finfo(self.dtype).max
        out = _pick(self.isnan(), nan, self)
        out = _pick(self == math.inf, most if posinf is None else posinf, out)
        return _pick(self == -math.inf, -most if neginf is None else neginf, out)

    def isposinf(self):
        return self == math.inf

    def isneginf(self):
        return self == -math.inf

    def isreal(self):
        return self == self if not self.is_floating_point() else (self == self) | self.isnan()

    def clamp(self, min=None, max=None):
        if min is None and max is None:
            raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
        if isinstance(min, Held) or isinstance(max, Held):
            bounded = self if min is None else self.maximum(_like(min, self))
            return bounded if max is None else bounded.minimum(_like(max, self))
        return wrap(_clamp(self._handle, *maybe(min), *maybe(max)))

    clip = clamp

    def clamp_min(self, min):
        return self.clamp(min=min)

    def clamp_max(self, max):
        return self.clamp(max=max)

    # Comparisons that answer once.

    def equal(self, other):
        return bool(_is_equal(self._handle, other._handle))

    def allclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False):
        return bool(self.isclose(other, rtol, atol, equal_nan).all())

    def isclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False):
        return wrap(_is_close(0, self._handle, *operand(other), rtol, atol, equal_nan))

    def logical_not(self):
        return self == 0

    def __invert__(self):
        return wrap(_invert(self._handle))

    bitwise_not = __invert__

    def __pos__(self):
        return self

    positive = __pos__


def _pick(condition, first, second):
    return wrap(_where(condition._handle, *operand(first), *operand(second)))


def _like(bound, tensor):
    return bound if isinstance(bound, Held) else tensor.new_tensor(bound)


_add_in_place, _sub_in_place, _div_in_place, _pow_in_place, _round = in_place("add"), in_place("sub"), in_place("div"), in_place("pow"), unary("round")

for _name in UNARIES:
    setattr(Numbers, _name, unary(_name))
    setattr(Numbers, f"{_name}_", unary_in_place(_name))
for _name in TESTS:
    setattr(Numbers, _name, unary(_name))
for _name, _symbol in (
    ("add", "add"), ("sub", "sub"), ("mul", "mul"), ("div", "truediv"), ("floor_divide", "floordiv"), ("remainder", "mod"), ("pow", "pow"),
    ("bitwise_and", "and"), ("bitwise_or", "or"), ("bitwise_xor", "xor"), ("lshift", "lshift"), ("rshift", "rshift"),
):  # fmt: skip
    setattr(Numbers, f"__{_symbol}__", pairs(_name))
    setattr(Numbers, f"__r{_symbol}__", pairs(_name, reflected=True))
PAIRS = ("mul", "floor_divide", "remainder", "fmod", "maximum", "minimum", "atan2", "eq", "ne", "lt", "le", "gt", "ge",
         "logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor")  # fmt: skip
for _name in PAIRS:
    setattr(Numbers, _name, named_pairs(_name))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(Numbers, f"__{_name}__", pairs(_name))
for _name in ("mul", "floor_divide", "remainder", "fmod"):
    setattr(Numbers, f"{_name}_", in_place(_name))
for _name, _symbol in (("add", "add"), ("sub", "sub"), ("mul", "mul"), ("div", "truediv"), ("pow", "pow"), ("floor_divide", "floordiv"), ("remainder", "mod")):
    setattr(Numbers, f"__i{_symbol}__", in_place(_name))
for _name in ("round", "frac", "asinh", "acosh", "atanh", "exp2", "erfc", "erfinv", "logit", "xlogy", "square", "clamp", "clip", "clamp_min", "clamp_max", "lerp", "atan2",
              "addcmul", "addcdiv", "nan_to_num", "logical_not", "bitwise_not", "hypot", "copysign", "deg2rad", "rad2deg", "eq", "ne", "lt", "le", "gt", "ge",
              "logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor"):  # fmt: skip
    setattr(Numbers, f"{_name}_", over(getattr(Numbers, _name)))
for _name, _symbol in (("bitwise_and", "and"), ("bitwise_or", "or"), ("bitwise_xor", "xor")):
    setattr(Numbers, f"__i{_symbol}__", over(getattr(Numbers, _name)))
for _own, _names in {
    "neg": "negative", "abs": "absolute", "mul": "multiply", "trunc": "fix", "sign": "sgn", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "atan2": "arctan2",
    "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "gt": "greater", "lt": "less", "ge": "greater_equal", "le": "less_equal", "ne": "not_equal",
    "neg_": "negative_", "abs_": "absolute_", "mul_": "multiply_", "__lshift__": "bitwise_left_shift", "__rshift__": "bitwise_right_shift",
}.items():  # fmt: skip
    setattr(Numbers, _names, getattr(Numbers, _own))
Numbers.__neg__, Numbers.__abs__ = Numbers.neg, Numbers.abs
_plain_rsub = Numbers.__rsub__


def _rsub(self, other):
    out = _plain_rsub(self, other)
    return named(out, "RsubBackward1") if out is not NotImplemented and out.requires_grad else out


Numbers.__rsub__ = _rsub
