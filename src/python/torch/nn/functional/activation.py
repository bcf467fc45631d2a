"""Activations."""

import math

from _ember.bridge import operation

from ... import _creation, _dtype, _functions
from ..._held import need, wrap

__all__ = ["relu", "relu_", "leaky_relu", "leaky_relu_", "elu", "elu_", "celu", "selu", "selu_", "silu", "mish", "hardtanh", "hardtanh_", "relu6", "hardsigmoid", "hardswish", "threshold",
           "threshold_", "rrelu", "gelu", "softplus", "logsigmoid", "softsign", "tanhshrink", "hardshrink", "softshrink", "prelu", "glu", "sigmoid", "tanh", "softmax",
           "log_softmax", "softmin", "gumbel_softmax"]  # fmt: skip

_leaky_relu, _elu, _softplus = map(operation, ("leaky_relu", "elu", "softplus"))
_logsigmoid, _silu, _gelu, _mish, _relu = map(operation, ("logsigmoid", "silu", "gelu", "mish", "relu"))


def relu(input, inplace=False):
    need(input, "relu")
    return input.relu_() if inplace else wrap(_relu(input._handle))


def _in_place(defaults):
    """A function of the input, the settings that are named here, and `inplace`."""

    def decorate(compute):
        names = [name for name, _ in defaults]

        def run(input, *args, inplace=False, **named):
            need(input, compute.__name__)
            if len(args) > len(names):
                *args, inplace = args
            # What the way back needs of the input must not be written over.
            out = compute(input.clone() if inplace else input, **{**dict(defaults), **dict(zip(names, args)), **named})
            return input.copy_(out) if inplace else out

        run.__name__ = compute.__name__
        return run

    return decorate


@_in_place((("negative_slope", 0.01),))
def leaky_relu(input, negative_slope):
    return wrap(_leaky_relu(input._handle, negative_slope))


@_in_place((("alpha", 1.0),))
def elu(input, alpha):
    return wrap(_elu(input._handle, alpha, 1.0, 1.0))


@_in_place((("alpha", 1.0),))
def celu(input, alpha):
    return wrap(_elu(input._handle, alpha, 1.0, 1.0 / alpha))


@_in_place(())
def selu(input):
    return wrap(_elu(input._handle, 1.6732632423543772, 1.0507009873554805, 1.0))


@_in_place(())
def silu(input):
    return wrap(_silu(input._handle))


@_in_place(())
def mish(input):
    return wrap(_mish(input._handle))


@_in_place((("min_val", -1.0), ("max_val", 1.0)))
def hardtanh(input, min_val, max_val):
    return input.clamp(min_val, max_val)


@_in_place(())
def relu6(input):
    return input.clamp(0.0, 6.0)


@_in_place(())
def hardsigmoid(input):
    return (input + 3).clamp(0, 6) / 6


@_in_place(())
def hardswish(input):
    return input * ((input + 3).clamp(0, 6) / 6)


@_in_place((("threshold", None), ("value", None)))
def threshold(input, threshold, value):
    return input.masked_fill(input <= threshold, value)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    if not training:
        return leaky_relu(input, (lower + upper) / 2, inplace=inplace)
    own = input.clone() if inplace else input
    # As PyTorch draws: for each number that needs a slope, in double precision.
    is_low, slopes = own <= 0, _creation.ones_like(own).detach()
    slopes[is_low] = _creation.empty(int(is_low.sum()), dtype=_dtype.float64).uniform_(lower, upper).to(own.dtype)
    out = own * slopes
    return input.copy_(out) if inplace else out


relu_ = lambda input: relu(input, True)
leaky_relu_ = lambda input, negative_slope=0.01: leaky_relu(input, negative_slope, inplace=True)
elu_ = lambda input, alpha=1.0: elu(input, alpha, inplace=True)
selu_ = lambda input: selu(input, inplace=True)
hardtanh_ = lambda input, min_val=-1.0, max_val=1.0: hardtanh(input, min_val, max_val, inplace=True)
threshold_ = lambda input, level, value: threshold(input, level, value, inplace=True)


def gelu(input, approximate="none"):
    if approximate == "tanh":
        return 0.5 * input * (1 + (math.sqrt(2 / math.pi) * (input + 0.044715 * input**3)).tanh())
    if approximate != "none":
        raise RuntimeError("approximate argument must be either none or tanh.")
    return wrap(_gelu(need(input, "gelu")._handle))


def softplus(input, beta=1, threshold=20):
    return wrap(_softplus(input._handle, beta, threshold))


def logsigmoid(input):
    return wrap(_logsigmoid(input._handle))


def softsign(input):
    return input / (1 + input.abs())


def tanhshrink(input):
    return input - input.tanh()


def hardshrink(input, lambd=0.5):
    return input.masked_fill(input.abs() <= lambd, 0.0)


def softshrink(input, lambd=0.5):
    return (input - lambd).clamp(min=0) + (input + lambd).clamp(max=0)


def prelu(input, weight):
    shape = [1, -1] + [1] * (input.dim() - 2) if weight.numel() > 1 else [1] * max(input.dim(), 1)
    return _functions.where(input > 0, input, input * weight.reshape(*shape))


def glu(input, dim=-1):
    if input.size(dim) % 2:
        raise RuntimeError(f"Halving dimension must be even, but dimension {dim % input.dim()} is size {input.size(dim)}")
    first, second = input.chunk(2, dim)
    return first * second.sigmoid()


def sigmoid(input):
    return input.sigmoid()


def tanh(input):
    return input.tanh()


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    return input.softmax(_implied("softmax", input, dim), dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    return input.log_softmax(_implied("log_softmax", input, dim), dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    return (-input).softmax(_implied("softmin", input, dim), dtype)


def _implied(name, input, dim):
    if dim is not None:
        return dim
    import warnings

    warnings.warn(f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.", stacklevel=3)
    return 0 if input.dim() in (0, 1, 3) else 1


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """`eps` is PyTorch's of old: it counts no more."""
    noise = -_creation.empty(size=tuple(logits.shape), dtype=logits.dtype).exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    sharp = _creation.zeros_like(soft).scatter_(dim, soft.max(dim, keepdim=True)[1], 1.0)
    return sharp - soft.detach() + soft
