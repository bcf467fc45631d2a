"""Functions that are methods of the tensor's, and those on two operands, of which one may be a number."""

from _ember.bridge import operation

from .._held import Held, need, operand, wrap, written
from .._methods.numbers import PAIRS, TESTS, UNARIES

__all__ = ["add", "sub", "div", "where", "is_tensor", "typename", "max", "min"]

_where = operation("where")


def _method(name):
    def run(input, *rest, out=None, **named):
        result = getattr(need(input, name), name)(*rest, **named)
        return result if out is None else written(out, result)

    run.__name__ = name
    return run


def _pair(name):
    run = operation(name)

    def on_two(input, other, *, out=None):
        first, second = operand(input), operand(other)
        if first is None or second is None:
            wrong, argument, place = (input, "input", 1) if first is None else (other, "other", 2)
            raise TypeError(f"{name}(): argument '{argument}' (position {place}) must be Tensor, not {type(wrong).__name__}")
        if first[0] and second[0]:
            raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")
        result = wrap(run(*first, *second))
        return result if out is None else written(out, result)

    on_two.__name__ = name
    return on_two


METHODS = UNARIES + TESTS + (
    "round", "frac", "asinh", "acosh", "atanh", "exp2", "erfc", "erfinv", "logit", "xlogy", "logaddexp", "hypot", "copysign", "signbit", "heaviside", "deg2rad", "rad2deg",
    "sinc", "nan_to_num", "isposinf", "isneginf", "isreal", "clamp", "clip", "clamp_min", "clamp_max", "addcmul", "addcdiv", "lerp", "square", "rsub",
    "equal", "allclose", "isclose", "logical_not", "bitwise_not", "positive", "negative", "absolute", "multiply", "fix", "sgn", "arcsin", "arccos", "arctan", "arctan2",
    "arcsinh", "arccosh", "arctanh", "greater", "less", "greater_equal", "less_equal", "not_equal", "bitwise_left_shift", "bitwise_right_shift",
    "reshape", "transpose", "swapaxes", "swapdims", "t", "unsqueeze", "squeeze", "flatten", "unflatten", "flip", "permute", "diagonal", "narrow", "unbind", "ravel", "select",
    "adjoint", "as_strided", "broadcast_to", "resize_as_", "clone", "detach", "detach_", "numel", "is_floating_point", "is_complex", "is_signed", "is_nonzero",
    "sum", "mean", "nansum", "nanmean", "prod", "amax", "amin", "aminmax", "argmax", "argmin", "all", "any", "count_nonzero", "var", "std", "norm", "dist", "renorm",
    "cumsum", "cumprod", "cummax", "cummin", "softmax", "log_softmax", "logsumexp", "logcumsumexp",
    "sort", "argsort", "msort", "topk", "kthvalue", "median", "nanmedian", "mode", "unique", "unique_consecutive", "nonzero", "argwhere",
    "matmul", "mm", "bmm", "mv", "dot", "vdot", "addmm", "addmv", "addbmm", "baddbmm", "addr", "outer", "ger", "inner", "matrix_power",
    "det", "logdet", "slogdet", "inverse", "qr", "svd",
    "gather", "scatter", "scatter_add", "scatter_reduce", "take", "take_along_dim", "masked_fill", "masked_select", "masked_scatter", "index_select", "index_put", "index_put_",
    "index_add", "index_copy", "index_fill", "bernoulli",
    "relu_", "sigmoid_", "tanh_", "exp_", "sqrt_", "square_", "clamp_", "neg_", "abs_", "log_", "floor_", "ceil_", "round_", "trunc_", "sin_", "cos_", "reciprocal_", "rsqrt_",
)  # fmt: skip
FUNCTIONS = {**{name: _method(name) for name in METHODS}, **{name: _pair(name) for name in PAIRS + ("pow", "add", "sub", "div")}}
_add, _sub, _div = FUNCTIONS["add"], FUNCTIONS["sub"], FUNCTIONS["div"]


def add(input, other, *, alpha=1, out=None):
    if not isinstance(input, Held) and not isinstance(other, Held):
        from .._creation import tensor

        input = tensor(input)
    return _add(input, other if alpha == 1 else other * alpha, out=out)


def sub(input, other, *, alpha=1, out=None):
    return _sub(input, other if alpha == 1 else other * alpha, out=out)


def div(input, other, *, rounding_mode=None, out=None):
    return _div(input, other, out=out) if rounding_mode is None else written(out, need(input, "div").div(other, rounding_mode=rounding_mode))


def max(input, dim=None, keepdim=False, *, other=None, out=None, **named):
    return written(out, need(input, "max").max(dim, keepdim, **named) if other is None else input.maximum(other))


def min(input, dim=None, keepdim=False, *, other=None, out=None, **named):
    return written(out, need(input, "min").min(dim, keepdim, **named) if other is None else input.minimum(other))


def where(condition, input=None, other=None, *, out=None):
    if input is None:
        return condition.nonzero(as_tuple=True)
    first, second = operand(input), operand(other)
    if first is None or second is None:
        raise TypeError(f"where(): argument '{'input' if first is None else 'other'}' must be Tensor, not {type(input if first is None else other).__name__}")
    return written(out, wrap(_where(condition._handle, *first, *second)))


def typename(o):
    kind = o if isinstance(o, type) else type(o)
    return o.type() if isinstance(o, Held) else kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def is_tensor(obj):
    return isinstance(obj, Held)


FUNCTIONS.update(
    {
        "multiply": FUNCTIONS["mul"],
        "subtract": sub,
        "divide": div,
        "true_divide": div,
        "greater": FUNCTIONS["gt"],
        "less": FUNCTIONS["lt"],
        "arctan2": FUNCTIONS["atan2"],
    }
)
