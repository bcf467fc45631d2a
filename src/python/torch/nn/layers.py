"""Layers: weights and what is computed with them."""

import math

from .. import _creation, _functions
from . import functional as F
from . import init
from .functional import _pair
from .module import Module
from .parameter import Parameter


class Identity(Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, input):
        return input


class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = Parameter(_creation.empty(out_features, in_features, dtype=dtype, device=device))
        if bias:
            self.bias = Parameter(_creation.empty(out_features, dtype=dtype))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self):
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._fans(self.weight)
            limit = 1 / math.sqrt(fan_in) if fan_in > 0 else 0
            init.uniform_(self.bias, -limit, limit)

    def forward(self, input):
        return F.linear(input, self.weight, self.bias)

    def extra_repr(self):
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"


class Bilinear(Module):
    def __init__(self, in1_features, in2_features, out_features, bias=True):
        super().__init__()
        self.in1_features, self.in2_features, self.out_features = in1_features, in2_features, out_features
        limit = 1 / math.sqrt(in1_features)
        self.weight = Parameter(_creation.empty(out_features, in1_features, in2_features).uniform_(-limit, limit))
        self.bias = Parameter(_creation.empty(out_features).uniform_(-limit, limit)) if bias else None

    def forward(self, input1, input2):
        return F.bilinear(input1, input2, self.weight, self.bias)

    def extra_repr(self):
        return f"in1_features={self.in1_features}, in2_features={self.in2_features}, out_features={self.out_features}, bias={self.bias is not None}"


class _Conv(Module):
    rank, is_transposed = 2, False

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros", output_padding=0):
        super().__init__()
        if in_channels % groups:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups:
            raise ValueError("out_channels must be divisible by groups")
        if padding_mode != "zeros":
            raise NotImplementedError(f"padding_mode={padding_mode!r} is not here: 'zeros' is.")
        spread = lambda value: value if isinstance(value, str) else (value,) * self.rank if isinstance(value, int) else tuple(value)
        self.in_channels, self.out_channels, self.groups, self.padding_mode = in_channels, out_channels, groups, padding_mode
        self.kernel_size, self.stride, self.padding, self.dilation = map(spread, (kernel_size, stride, padding, dilation))
        self.output_padding = spread(output_padding)
        first, second = (in_channels, out_channels // groups) if self.is_transposed else (out_channels, in_channels // groups)
        self.weight = Parameter(_creation.empty(first, second, *self.kernel_size))
        if bias:
            self.bias = Parameter(_creation.empty(out_channels))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self):
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._fans(self.weight)
            if fan_in:
                limit = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -limit, limit)

    def extra_repr(self):
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        if self.padding != (0,) * self.rank:
            text += f", padding={self.padding}"
        if self.dilation != (1,) * self.rank:
            text += f", dilation={self.dilation}"
        if self.output_padding != (0,) * self.rank:
            text += f", output_padding={self.output_padding}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        return text if self.bias is not None else text + ", bias=False"


class Conv1d(_Conv):
    rank = 1

    def forward(self, input):
        return F.conv1d(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


class Conv2d(_Conv):
    def forward(self, input):
        return F.conv2d(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


class _ConvTranspose(_Conv):
    is_transposed = True

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode="zeros"):
        super().__init__(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, output_padding)


class ConvTranspose1d(_ConvTranspose):
    rank = 1

    def forward(self, input):
        return F.conv_transpose1d(input, self.weight, self.bias, self.stride, self.padding, self.output_padding, self.groups, self.dilation)


class ConvTranspose2d(_ConvTranspose):
    def forward(self, input):
        return F.conv_transpose2d(input, self.weight, self.bias, self.stride, self.padding, self.output_padding, self.groups, self.dilation)


class _MaxPool(Module):
    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation, self.return_indices, self.ceil_mode = padding, dilation, return_indices, ceil_mode

    def extra_repr(self):
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}, dilation={self.dilation}, ceil_mode={self.ceil_mode}"


class MaxPool1d(_MaxPool):
    def forward(self, input):
        return F.max_pool1d(input, self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode, self.return_indices)


class MaxPool2d(_MaxPool):
    def forward(self, input):
        return F.max_pool2d(input, self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode, self.return_indices)


class _AvgPool(Module):
    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.ceil_mode, self.count_include_pad = padding, ceil_mode, count_include_pad

    def extra_repr(self):
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class AvgPool1d(_AvgPool):
    def forward(self, input):
        return F.avg_pool1d(input, self.kernel_size, self.stride, self.padding, self.ceil_mode, self.count_include_pad)

    def extra_repr(self):
        return f"kernel_size={(self.kernel_size,)}, stride={(self.stride,)}, padding={(self.padding,)}"


class AvgPool2d(_AvgPool):
    def forward(self, input):
        return F.avg_pool2d(input, self.kernel_size, self.stride, self.padding, self.ceil_mode, self.count_include_pad)


class _Adaptive(Module):
    def __init__(self, output_size):
        super().__init__()
        self.output_size = output_size

    def extra_repr(self):
        return f"output_size={self.output_size}"


class AdaptiveAvgPool1d(_Adaptive):
    def forward(self, input):
        return F.adaptive_avg_pool1d(input, self.output_size)


class AdaptiveAvgPool2d(_Adaptive):
    def forward(self, input):
        return F.adaptive_avg_pool2d(input, self.output_size)


class AdaptiveMaxPool2d(_Adaptive):
    def forward(self, input):
        return F.adaptive_max_pool2d(input, self.output_size)


class Flatten(Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


class Unflatten(Module):
    def __init__(self, dim, unflattened_size):
        super().__init__()
        self.dim, self.unflattened_size = dim, unflattened_size

    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self):
        return f"dim={self.dim}, unflattened_size={self.unflattened_size}"


class Embedding(Module):
    def __init__(self, num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False, _weight=None):
        super().__init__()
        if max_norm is not None or scale_grad_by_freq:
            raise NotImplementedError("Embedding(max_norm, scale_grad_by_freq) is not here.")
        self.num_embeddings, self.embedding_dim, self.padding_idx = num_embeddings, embedding_dim, padding_idx
        self.weight = Parameter(init.normal_(_creation.empty(num_embeddings, embedding_dim)) if _weight is None else _weight)
        if padding_idx is not None and _weight is None:
            self.weight.data[padding_idx].fill_(0)

    @classmethod
    def from_pretrained(cls, embeddings, freeze=True, padding_idx=None):
        made = cls(*embeddings.shape, padding_idx, _weight=embeddings)
        made.weight.requires_grad = not freeze
        return made

    def forward(self, input):
        return F.embedding(input, self.weight, self.padding_idx)

    def extra_repr(self):
        more = "" if self.padding_idx is None else f", padding_idx={self.padding_idx}"
        return f"{self.num_embeddings}, {self.embedding_dim}{more}"


class _Dropout(Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if not 0 <= p <= 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"


class Dropout(_Dropout):
    def forward(self, input):
        return F.dropout(input, self.p, self.training, self.inplace)


class Dropout2d(_Dropout):
    def forward(self, input):
        return F.dropout2d(input, self.p, self.training, self.inplace)


class _BatchNorm(Module):
    ranks = ()

    def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        super().__init__()
        self.num_features, self.eps, self.momentum, self.affine, self.track_running_stats = num_features, eps, momentum, affine, track_running_stats
        if affine:
            self.weight, self.bias = Parameter(_creation.ones(num_features)), Parameter(_creation.zeros(num_features))
        else:
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)
        self.register_buffer("running_mean", _creation.zeros(num_features) if track_running_stats else None)
        self.register_buffer("running_var", _creation.ones(num_features) if track_running_stats else None)
        self.register_buffer("num_batches_tracked", _creation.tensor(0) if track_running_stats else None)

    def forward(self, input):
        if input.dim() not in self.ranks:
            raise ValueError(f"expected {' or '.join(f'{rank}D' for rank in self.ranks)} input (got {input.dim()}D input)")
        momentum = self.momentum
        if self.training and self.track_running_stats:
            self.num_batches_tracked.add_(1)
            if momentum is None:
                momentum = 1.0 / float(self.num_batches_tracked)
        return F.batch_norm(input, self.running_mean, self.running_var, self.weight, self.bias, self.training or not self.track_running_stats, momentum, self.eps)

    def extra_repr(self):
        return f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, track_running_stats={self.track_running_stats}"


class BatchNorm1d(_BatchNorm):
    ranks = (2, 3)


class BatchNorm2d(_BatchNorm):
    ranks = (4,)


class LayerNorm(Module):
    def __init__(self, normalized_shape, eps=1e-05, elementwise_affine=True, bias=True):
        super().__init__()
        self.normalized_shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
        self.eps, self.elementwise_affine = eps, elementwise_affine
        if elementwise_affine:
            self.weight, self.bias = Parameter(_creation.ones(*self.normalized_shape)), Parameter(_creation.zeros(*self.normalized_shape))
        else:
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)

    def forward(self, input):
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self):
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"


class GroupNorm(Module):
    def __init__(self, num_groups, num_channels, eps=1e-05, affine=True):
        super().__init__()
        self.num_groups, self.num_channels, self.eps, self.affine = num_groups, num_channels, eps, affine
        if affine:
            self.weight, self.bias = Parameter(_creation.ones(num_channels)), Parameter(_creation.zeros(num_channels))
        else:
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)

    def forward(self, input):
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extra_repr(self):
        return f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine}"


class InstanceNorm2d(Module):
    def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False):
        super().__init__()
        if track_running_stats:
            raise NotImplementedError("InstanceNorm2d(track_running_stats=True) is not here.")
        self.num_features, self.eps, self.momentum, self.affine = num_features, eps, momentum, affine
        self.weight = Parameter(_creation.ones(num_features)) if affine else None
        self.bias = Parameter(_creation.zeros(num_features)) if affine else None

    def forward(self, input):
        return F.instance_norm(input, None, None, self.weight, self.bias, True, self.momentum, self.eps)

    def extra_repr(self):
        return f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, track_running_stats=False"


class Upsample(Module):
    def __init__(self, size=None, scale_factor=None, mode="nearest", align_corners=None):
        super().__init__()
        self.size, self.scale_factor, self.mode, self.align_corners = size, float(scale_factor) if isinstance(scale_factor, int) else scale_factor, mode, align_corners

    def forward(self, input):
        return F.interpolate(input, self.size, self.scale_factor, self.mode, self.align_corners)

    def extra_repr(self):
        return (f"scale_factor={self.scale_factor}" if self.scale_factor is not None else f"size={self.size}") + f", mode={self.mode}"


class PixelShuffle(Module):
    def __init__(self, upscale_factor):
        super().__init__()
        self.upscale_factor = upscale_factor

    def forward(self, input):
        return F.pixel_shuffle(input, self.upscale_factor)

    def extra_repr(self):
        return f"upscale_factor={self.upscale_factor}"


class ZeroPad2d(Module):
    def __init__(self, padding):
        super().__init__()
        self.padding = (padding,) * 4 if isinstance(padding, int) else tuple(padding)

    def forward(self, input):
        return F.pad(input, self.padding)

    def extra_repr(self):
        return f"{self.padding}"


class ReflectionPad2d(ZeroPad2d):
    def forward(self, input):
        return F.pad(input, self.padding, "reflect")


class CosineSimilarity(Module):
    def __init__(self, dim=1, eps=1e-08):
        super().__init__()
        self.dim, self.eps = dim, eps

    def forward(self, x1, x2):
        return F.cosine_similarity(x1, x2, self.dim, self.eps)


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
            setattr(self, key, value)

    return type(name, (Module,), {"__init__": __init__, "forward": lambda self, input: function(self, input), "extra_repr": shown, "__module__": __name__})


def _inplace(self):
    return "inplace=True" if self.inplace else ""


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
    "ELU", lambda self, x: F.elu(x, self.alpha, inplace=self.inplace), (("alpha", 1.0), *_SWITCH), lambda self: f"alpha={self.alpha}" + (", inplace=True" if self.inplace else "")
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
    (("threshold", 0.0), ("value", 0.0), *_SWITCH),
    lambda self: f"threshold={self.threshold}, value={self.value}",
)
Softplus = _activation(
    "Softplus", lambda self, x: F.softplus(x, self.beta, self.threshold), (("beta", 1), ("threshold", 20)), lambda self: f"beta={self.beta}, threshold={self.threshold}"
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


class PReLU(Module):
    def __init__(self, num_parameters=1, init=0.25):
        super().__init__()
        self.num_parameters = num_parameters
        self.weight = Parameter(_creation.empty(num_parameters).fill_(init))

    def forward(self, input):
        return F.prelu(input, self.weight)

    def extra_repr(self):
        return f"num_parameters={self.num_parameters}"


class MultiheadAttention(Module):
    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, batch_first=False):
        super().__init__()
        self.embed_dim, self.num_heads, self.dropout, self.batch_first = embed_dim, num_heads, dropout, batch_first
        self.in_proj_weight = Parameter(init.xavier_uniform_(_creation.empty(3 * embed_dim, embed_dim)))
        self.in_proj_bias = Parameter(_creation.zeros(3 * embed_dim)) if bias else None
        self.out_proj = Linear(embed_dim, embed_dim, bias)
        if bias:
            init.constant_(self.out_proj.bias, 0.0)

    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True):
        if self.batch_first:
            query, key, value = (one.transpose(0, 1) for one in (query, key, value))
        width, heads = self.embed_dim // self.num_heads, self.num_heads
        biases = [None] * 3 if self.in_proj_bias is None else self.in_proj_bias.chunk(3)
        q, k, v = (F.linear(one, w, b) for one, w, b in zip((query, key, value), self.in_proj_weight.chunk(3), biases))
        length, batch = q.shape[:2]
        split = lambda one: one.reshape(one.shape[0], batch * heads, width).transpose(0, 1)
        q, k, v = split(q), split(k), split(v)
        scores = q @ k.transpose(1, 2) / math.sqrt(width)
        if attn_mask is not None:
            scores = scores.masked_fill(attn_mask, float("-inf")) if "bool" in repr(attn_mask.dtype) else scores + attn_mask
        if key_padding_mask is not None:
            hidden = key_padding_mask.unsqueeze(1).unsqueeze(1).expand(batch, heads, 1, k.shape[1]).reshape(batch * heads, 1, k.shape[1])
            scores = scores.masked_fill(hidden, float("-inf"))
        weights = scores.softmax(-1)
        mixed = F.dropout(weights, self.dropout, self.training) @ v
        out = self.out_proj(mixed.transpose(0, 1).reshape(length, batch, self.embed_dim))
        out = out.transpose(0, 1) if self.batch_first else out
        if not need_weights:
            return out, None
        weights = weights.reshape(batch, heads, length, -1)
        return out, weights.mean(1) if average_attn_weights else weights
