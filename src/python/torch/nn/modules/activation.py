"""Activations, and attention."""

import math

from .. import functional as F
from .. import init
from ..parameter import Parameter, made
from .linear import Linear
from .module import Module

__all__ = ["ReLU", "ReLU6", "SiLU", "Mish", "SELU", "CELU", "ELU", "Hardswish", "Hardsigmoid", "LeakyReLU", "RReLU", "Hardtanh", "Threshold", "Softplus", "GELU", "GLU", "Softmax", "Softmax2d",
           "LogSoftmax", "Softmin", "Tanh", "Sigmoid", "LogSigmoid", "Softsign", "Tanhshrink", "Hardshrink", "Softshrink", "PReLU", "MultiheadAttention"]  # fmt: skip

# Activations: a name, the function, and what it is set with.


def _activation(name, function, defaults=(), shown=lambda self: ""):
    names = [key for key, _ in defaults]

    def __init__(self, *args, **named):
        Module.__init__(self)
        if len(args) > len(names):
            raise TypeError(f"{name}.__init__() takes from 1 to {len(names) + 1} positional arguments but {len(args) + 1} were given")
        given = {**dict(defaults), **dict(zip(names, args))}
        for key, value in named.items():
            if key not in given:
                raise TypeError(f"{name}.__init__() got an unexpected keyword argument '{key}'")
            given[key] = value
        for key, value in given.items():
            if value is _NEEDED:
                raise TypeError(f"{name}.__init__() missing a required argument: '{key}'")
            setattr(self, key, value)

    return type(name, (Module,), {"__init__": __init__, "forward": lambda self, input: function(self, input), "extra_repr": shown, "__module__": __name__})


def _inplace(self):
    return "inplace=True" if self.inplace else ""


_NEEDED = object()
_SWITCH = (("inplace", False),)
ReLU = _activation("ReLU", lambda self, x: F.relu(x, self.inplace), _SWITCH, _inplace)
ReLU6 = _activation("ReLU6", lambda self, x: F.relu6(x, inplace=self.inplace), _SWITCH, _inplace)
SiLU = _activation("SiLU", lambda self, x: F.silu(x, inplace=self.inplace), _SWITCH, _inplace)
Mish = _activation("Mish", lambda self, x: F.mish(x, inplace=self.inplace), _SWITCH, _inplace)
SELU = _activation("SELU", lambda self, x: F.selu(x, inplace=self.inplace), _SWITCH, _inplace)
Hardswish = _activation("Hardswish", lambda self, x: F.hardswish(x, inplace=self.inplace), _SWITCH)
Hardsigmoid = _activation("Hardsigmoid", lambda self, x: F.hardsigmoid(x, inplace=self.inplace), _SWITCH)
LeakyReLU = _activation(
    "LeakyReLU",
    lambda self, x: F.leaky_relu(x, self.negative_slope, inplace=self.inplace),
    (("negative_slope", 0.01), *_SWITCH),
    lambda self: f"negative_slope={self.negative_slope}" + (", inplace=True" if self.inplace else ""),
)
ELU = _activation(
    "ELU",
    lambda self, x: F.elu(x, self.alpha, inplace=self.inplace),
    (("alpha", 1.0), *_SWITCH),
    lambda self: f"alpha={self.alpha}" + (", inplace=True" if self.inplace else ""),
)
Hardtanh = _activation(
    "Hardtanh",
    lambda self, x: F.hardtanh(x, self.min_val, self.max_val, inplace=self.inplace),
    (("min_val", -1.0), ("max_val", 1.0), *_SWITCH),
    lambda self: f"min_val={self.min_val}, max_val={self.max_val}" + (", inplace=True" if self.inplace else ""),
)
Threshold = _activation(
    "Threshold",
    lambda self, x: F.threshold(x, self.threshold, self.value, inplace=self.inplace),
    (("threshold", _NEEDED), ("value", _NEEDED), *_SWITCH),
    lambda self: f"threshold={self.threshold}, value={self.value}" + (", inplace=True" if self.inplace else ""),
)
Softplus = _activation(
    "Softplus",
    lambda self, x: F.softplus(x, self.beta, self.threshold),
    (("beta", 1), ("threshold", 20)),
    lambda self: f"beta={self.beta}, threshold={self.threshold}",
)
GELU = _activation("GELU", lambda self, x: F.gelu(x, self.approximate), (("approximate", "none"),), lambda self: f"approximate={self.approximate!r}")
GLU = _activation("GLU", lambda self, x: F.glu(x, self.dim), (("dim", -1),), lambda self: f"dim={self.dim}")
Softmax = _activation("Softmax", lambda self, x: F.softmax(x, self.dim), (("dim", None),), lambda self: f"dim={self.dim}")
LogSoftmax = _activation("LogSoftmax", lambda self, x: F.log_softmax(x, self.dim), (("dim", None),), lambda self: f"dim={self.dim}")
Softmin = _activation("Softmin", lambda self, x: F.softmin(x, self.dim), (("dim", None),), lambda self: f"dim={self.dim}")
Tanh = _activation("Tanh", lambda self, x: x.tanh())
Sigmoid = _activation("Sigmoid", lambda self, x: x.sigmoid())
LogSigmoid = _activation("LogSigmoid", lambda self, x: F.logsigmoid(x))
Softsign = _activation("Softsign", lambda self, x: F.softsign(x))
Tanhshrink = _activation("Tanhshrink", lambda self, x: F.tanhshrink(x))
Hardshrink = _activation("Hardshrink", lambda self, x: F.hardshrink(x, self.lambd), (("lambd", 0.5),), lambda self: f"{self.lambd}")
Softshrink = _activation("Softshrink", lambda self, x: F.softshrink(x, self.lambd), (("lambd", 0.5),), lambda self: f"{self.lambd}")
CELU = _activation(
    "CELU",
    lambda self, x: F.celu(x, self.alpha, inplace=self.inplace),
    (("alpha", 1.0), *_SWITCH),
    lambda self: f"alpha={self.alpha}" + (", inplace=True" if self.inplace else ""),
)
RReLU = _activation(
    "RReLU",
    lambda self, x: F.rrelu(x, self.lower, self.upper, self.training, self.inplace),
    (("lower", 1.0 / 8), ("upper", 1.0 / 3), *_SWITCH),
    lambda self: f"lower={self.lower}, upper={self.upper}" + (", inplace=True" if self.inplace else ""),
)


class Softmax2d(Module):
    def forward(self, input):
        if input.dim() not in (3, 4):
            raise AssertionError("Softmax2d requires a 3D or 4D tensor as input")
        return F.softmax(input, -3)


class PReLU(Module):
    def __init__(self, num_parameters=1, init=0.25, device=None, dtype=None):
        super().__init__()
        self.num_parameters = num_parameters
        self.weight = Parameter(made((num_parameters,), device, dtype).fill_(init))

    def forward(self, input):
        return F.prelu(input, self.weight)

    def extra_repr(self):
        return f"num_parameters={self.num_parameters}"


class MultiheadAttention(Module):
    def __init__(
        self,
        embed_dim,
        num_heads,
        dropout=0.0,
        bias=True,
        add_bias_kv=False,
        add_zero_attn=False,
        kdim=None,
        vdim=None,
        batch_first=False,
        device=None,
        dtype=None,
    ):
        super().__init__()
        if add_bias_kv or add_zero_attn or kdim not in (None, embed_dim) or vdim not in (None, embed_dim):
            raise NotImplementedError("MultiheadAttention(add_bias_kv, add_zero_attn, kdim, vdim) is not here: queries, keys and values are of one width.")
        if embed_dim % num_heads:
            raise AssertionError("embed_dim must be divisible by num_heads")
        self.embed_dim, self.num_heads, self.dropout, self.batch_first = embed_dim, num_heads, dropout, batch_first
        self.head_dim = embed_dim // num_heads
        self.in_proj_weight = Parameter(made((3 * embed_dim, embed_dim), device, dtype))
        self.register_parameter("in_proj_bias", Parameter(made((3 * embed_dim,), device, dtype)) if bias else None)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias, device, dtype)
        init.xavier_uniform_(self.in_proj_weight)
        if bias:
            init.constant_(self.in_proj_bias, 0.0)
            init.constant_(self.out_proj.bias, 0.0)

    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True):
        is_single = query.dim() == 2
        if is_single:
            query, key, value = (one.unsqueeze(1) for one in (query, key, value))
            key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
        elif self.batch_first:
            query, key, value = (one.transpose(0, 1) for one in (query, key, value))
        if query.size(-1) != self.embed_dim:
            raise AssertionError(f"was expecting embedding dimension of {self.embed_dim}, but got {query.size(-1)}")
        if key.shape != value.shape:
            raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
        width, heads = self.head_dim, self.num_heads
        biases = [None] * 3 if self.in_proj_bias is None else self.in_proj_bias.chunk(3)
        q, k, v = (F.linear(one, w, b) for one, w, b in zip((query, key, value), self.in_proj_weight.chunk(3), biases))
        length, batch = q.shape[:2]
        split = lambda one: one.reshape(one.shape[0], batch * heads, width).transpose(0, 1)
        q, k, v = split(q), split(k), split(v)
        scores = q @ k.transpose(1, 2) / math.sqrt(width)
        if attn_mask is not None:
            scores = _masked(scores, attn_mask)
        if key_padding_mask is not None:
            hidden = key_padding_mask.unsqueeze(1).unsqueeze(1).expand(batch, heads, 1, k.shape[1]).reshape(batch * heads, 1, k.shape[1])
            scores = _masked(scores, hidden)
        weights = F.dropout(scores.softmax(-1), self.dropout, self.training)
        out = self.out_proj((weights @ v).transpose(0, 1).reshape(length, batch, self.embed_dim))
        out = out.squeeze(1) if is_single else out.transpose(0, 1) if self.batch_first else out
        if not need_weights:
            return out, None
        weights = weights.reshape(batch, heads, length, -1)
        weights = weights.sum(1) / heads if average_attn_weights else weights
        return out, weights.squeeze(0) if is_single else weights


def _masked(scores, mask):
    return scores + mask if mask.is_floating_point() else scores.masked_fill(mask.bool(), float("-inf"))


class NonDynamicallyQuantizableLinear(Linear):
    """PyTorch's name for the layer behind the heads: it is printed and saved."""
