"""`torch.nn.functional`: what layers compute, without their weights."""

import math

from _ember import bridge
from _ember.bridge import operation

from .. import _creation, _dtype, _functions
from .._tensor import Tensor, maybe, wrap

_linear, _conv2d, _conv_transpose2d, _embedding = map(operation, ("linear", "conv2d", "conv_transpose2d", "embedding"))
_max_pool2d, _avg_pool2d, _adaptive_avg_pool2d = map(operation, ("max_pool2d", "avg_pool2d", "adaptive_avg_pool2d"))
_leaky_relu, _elu, _softplus = map(operation, ("leaky_relu", "elu", "softplus"))
_logsigmoid, _silu, _gelu, _mish, _relu = map(operation, ("logsigmoid", "silu", "gelu", "mish", "relu"))
_mse, _smooth_l1, _huber, _bce, _bce_logits, _nll = map(
    operation, ("mse_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits", "nll_loss")
)
_name = operation("named")

REDUCTIONS = {"none": 0, "mean": 1, "sum": 2}


def _named(tensor, name):
    """The tensor under the name that PyTorch gives what made it."""
    bridge.put(name.encode())
    return wrap(_name(tensor._handle))


def _pair(value):
    return (value, value) if isinstance(value, int) else tuple(value)


def _reduction(name, size_average=None, reduce=None):
    if size_average is not None or reduce is not None:
        name = "none" if reduce is False else "sum" if size_average is False else "mean"
    if name not in REDUCTIONS:
        raise ValueError(f"{name} is not a valid value for reduction")
    return name


def _reduced(losses, reduction):
    return losses.mean() if reduction == "mean" else losses.sum() if reduction == "sum" else losses


def linear(input, weight, bias=None):
    return wrap(_linear(input._handle, weight._handle, 0 if bias is None else bias._handle))


def bilinear(input1, input2, weight, bias=None):
    product = _functions.einsum("bi,oij,bj->bo", input1, weight, input2)
    return product if bias is None else product + bias


# Convolutions and pools: a plane without a batch gets one, a line gets a height of 1.


def _batched(input, rank, run):
    return run(input.unsqueeze(0)).squeeze(0) if input.dim() == rank else run(input)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    if isinstance(padding, str):
        input, padding = _same(input, weight.shape[2:], _pair(dilation), _pair(stride), padding)
    moves = (*_pair(stride), *_pair(padding), *_pair(dilation), groups)
    run = lambda planes: wrap(_conv2d(planes._handle, weight._handle, 0 if bias is None else bias._handle, *moves))
    return _batched(input, 3, run)


def _same(input, kernel, dilation, stride, padding):
    if padding == "valid":
        return input, 0
    if padding != "same":
        raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'valid', 'same'}}")
    if any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")
    total = [d * (k - 1) for d, k in zip(dilation, kernel)]
    extra = [side for size in reversed(total) for side in (0, size % 2)]
    return (pad(input, extra) if any(extra) else input), tuple(size // 2 for size in total)


def _one(value):
    return value if isinstance(value, int) else value[0]


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    if isinstance(padding, str):
        input, padding = _same(input, weight.shape[2:], (_one(dilation),), (_one(stride),), padding)
    out = conv2d(input.unsqueeze(-2), weight.unsqueeze(-2), bias, (1, _one(stride)), (0, _one(padding)), (1, _one(dilation)), groups)
    return out.squeeze(-2)


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    raise NotImplementedError("conv3d is not here. It would run in PyTorch.")


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    moves = (*_pair(stride), *_pair(padding), *_pair(dilation), groups, *_pair(output_padding))
    run = lambda planes: wrap(_conv_transpose2d(planes._handle, weight._handle, 0 if bias is None else bias._handle, *moves))
    return _batched(input, 3, run)


def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    out = conv_transpose2d(
        input.unsqueeze(-2), weight.unsqueeze(-2), bias, (1, _one(stride)), (0, _one(padding)), (0, _one(output_padding)), groups, (1, _one(dilation))
    )
    return out.squeeze(-2)


def _window(kernel_size, stride, padding, dilation, ceil_mode, counts_padding):
    kernel = _pair(kernel_size)
    stride = kernel if stride is None or stride == [] else _pair(stride)
    return (*kernel, *stride, *_pair(padding), *_pair(dilation), ceil_mode, counts_padding)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    window = _window(kernel_size, stride, padding, dilation, ceil_mode, 1)
    is_single = input.dim() == 3
    planes = input.unsqueeze(0) if is_single else input
    values, places = wrap(_max_pool2d(planes._handle, *window)), wrap(bridge.result(1))
    if is_single:
        values, places = values.squeeze(0), places.squeeze(0)
    return (values, places) if return_indices else values


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    kernel = _one(kernel_size)
    step = kernel if stride is None else _one(stride)
    out = max_pool2d(input.unsqueeze(-2), (1, kernel), (1, step), (0, _one(padding)), (1, _one(dilation)), ceil_mode, return_indices)
    return tuple(part.squeeze(-2) for part in out) if return_indices else out.squeeze(-2)


def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
    if divisor_override is not None:
        raise NotImplementedError("avg_pool2d(divisor_override=...) is not here.")
    window = _window(kernel_size, stride, padding, 1, ceil_mode, count_include_pad)
    return _batched(input, 3, lambda planes: wrap(_avg_pool2d(planes._handle, *window)))


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    kernel = _one(kernel_size)
    step = kernel if stride is None else _one(stride)
    return avg_pool2d(input.unsqueeze(-2), (1, kernel), (1, step), (0, _one(padding)), ceil_mode, count_include_pad).squeeze(-2)


def adaptive_avg_pool2d(input, output_size):
    size = tuple(own if wanted is None else wanted for own, wanted in zip(input.shape[-2:], _pair(output_size) if output_size is not None else (None, None)))
    return _batched(input, 3, lambda planes: wrap(_adaptive_avg_pool2d(planes._handle, *size)))


def adaptive_avg_pool1d(input, output_size):
    return adaptive_avg_pool2d(input.unsqueeze(-2), (1, _one(output_size))).squeeze(-2)


def adaptive_max_pool2d(input, output_size, return_indices=False):
    if return_indices:
        raise NotImplementedError("adaptive_max_pool2d(return_indices=True) is not here.")
    (rows, columns), (height, width) = _pair(output_size), input.shape[-2:]
    edge = lambda place, count, size: (place * size // count, -(-(place + 1) * size // count))
    parts = []
    for row in range(rows):
        top, bottom = edge(row, rows, height)
        for column in range(columns):
            left, right = edge(column, columns, width)
            parts.append(input[..., top:bottom, left:right].amax((-2, -1)))
    return _functions.stack(parts, -1).reshape(*input.shape[:-2], rows, columns)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    (kh, kw), (dh, dw), (ph, pw), (sh, sw) = map(_pair, (kernel_size, dilation, padding, stride))
    if (dh, dw) != (1, 1):
        raise NotImplementedError("unfold(dilation=...) is not here.")
    planes = pad(input, (pw, pw, ph, ph)) if ph or pw else input
    windows = planes.unfold(2, kh, sh).unfold(3, kw, sw)
    n, c, h, w = windows.shape[:4]
    return windows.permute(0, 1, 4, 5, 2, 3).reshape(n, c * kh * kw, h * w)


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    if max_norm is not None or scale_grad_by_freq:
        raise NotImplementedError("embedding(max_norm, scale_grad_by_freq) is not here.")
    if padding_idx is not None and padding_idx < 0:
        padding_idx += weight.size(0)
    return wrap(_embedding(weight._handle, input._handle, *maybe(padding_idx)))


def one_hot(tensor, num_classes=-1):
    if tensor.dtype is not _dtype.int64:
        raise RuntimeError("one_hot is only applicable to index tensor.")
    count = int(tensor.max().item()) + 1 if num_classes == -1 else num_classes
    if tensor.numel() and int(tensor.max().item()) >= count:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return (tensor.unsqueeze(-1) == _creation.arange(count)).long()


# Activations.


def relu(input, inplace=False):
    return input.relu_() if inplace else wrap(_relu(input._handle))


def _in_place(compute):
    def run(input, *args, inplace=False, **named):
        out = compute(input, *args, **named)
        return input.copy_(out) if inplace else out

    return run


@_in_place
def leaky_relu(input, negative_slope=0.01):
    return wrap(_leaky_relu(input._handle, negative_slope))


@_in_place
def elu(input, alpha=1.0):
    return wrap(_elu(input._handle, alpha, 1.0, 1.0))


@_in_place
def celu(input, alpha=1.0):
    return wrap(_elu(input._handle, alpha, 1.0, 1.0 / alpha))


@_in_place
def selu(input):
    return wrap(_elu(input._handle, 1.6732632423543772, 1.0507009873554805, 1.0))


@_in_place
def silu(input):
    return wrap(_silu(input._handle))


@_in_place
def mish(input):
    return wrap(_mish(input._handle))


@_in_place
def hardtanh(input, min_val=-1.0, max_val=1.0):
    return input.clamp(min_val, max_val)


@_in_place
def relu6(input):
    return input.clamp(0.0, 6.0)


@_in_place
def hardsigmoid(input):
    return (input + 3).clamp(0, 6) / 6


@_in_place
def hardswish(input):
    return input * ((input + 3).clamp(0, 6) / 6)


@_in_place
def threshold(input, threshold, value):
    return input.masked_fill(input <= threshold, value)


def gelu(input, approximate="none"):
    if approximate == "tanh":
        return 0.5 * input * (1 + (math.sqrt(2 / math.pi) * (input + 0.044715 * input**3)).tanh())
    return wrap(_gelu(input._handle))


def softplus(input, beta=1, threshold=20):
    return wrap(_softplus(input._handle, beta, threshold))


def logsigmoid(input):
    return wrap(_logsigmoid(input._handle))


def softsign(input):
    return input / (1 + input.abs())


def tanhshrink(input):
    return input - input.tanh()


def prelu(input, weight):
    shape = [1, -1] + [1] * (input.dim() - 2) if weight.numel() > 1 else [1] * max(input.dim(), 1)
    return _functions.where(input > 0, input, input * weight.reshape(*shape))


def glu(input, dim=-1):
    first, second = input.chunk(2, dim)
    return first * second.sigmoid()


def sigmoid(input):
    return input.sigmoid()


def tanh(input):
    return input.tanh()


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    return input.softmax(_implied(input, dim), dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    return input.log_softmax(_implied(input, dim), dtype)


def softmin(input, dim=None, dtype=None):
    return (-input).softmax(_implied(input, dim), dtype)


def _implied(input, dim):
    return (0 if input.dim() in (0, 1, 3) else 1) if dim is None else dim


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    noise = -_creation.empty(*logits.shape, dtype=logits.dtype).exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    sharp = _creation.zeros_like(soft).scatter_(dim, soft.max(dim, keepdim=True)[1], 1.0)
    return sharp - soft.detach() + soft


def dropout(input, p=0.5, training=True, inplace=False):
    if not 0 <= p <= 1:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if not training or p == 0:
        return input
    return _dropped(input, input, p, inplace)


def _dropped(input, like, p, inplace):
    kept = _creation.empty(*like.shape, dtype=input.dtype) if like.dim() else _creation.empty((), dtype=input.dtype)
    kept = kept.bernoulli_(1 - p)
    kept = kept / (1 - p) if p < 1 else kept
    return input.mul_(kept) if inplace else input * kept


def dropout2d(input, p=0.5, training=True, inplace=False):
    if not training or p == 0:
        return input
    channels = input.detach()[..., :1, :1]
    return _dropped(input, channels, p, inplace)




# Norms.


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05):
    dims = [0] + list(range(2, input.dim()))
    shape = [1, -1] + [1] * (input.dim() - 2)
    if training or running_mean is None:
        count = input.numel() // input.size(1)
        if training and count == 1:
            raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.size()}")
        mean, variance = input.mean(dims), input.var(dims, False)
        if running_mean is not None:
            from ..autograd import no_grad

            with no_grad():
                running_mean.mul_(1 - momentum).add_(mean.detach() * momentum)
                running_var.mul_(1 - momentum).add_(variance.detach() * (momentum * count / (count - 1)))
    else:
        mean, variance = running_mean, running_var
    scale = (variance + eps).rsqrt()
    scale = scale if weight is None else scale * weight
    out = (input - mean.reshape(*shape)) * scale.reshape(*shape)
    return _named(out if bias is None else out + bias.reshape(*shape), "NativeBatchNormBackward0")


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    dims = list(range(input.dim() - len(normalized_shape), input.dim()))
    if tuple(input.shape[dims[0] :]) != tuple(normalized_shape):
        raise RuntimeError(
            f"Given normalized_shape={list(normalized_shape)}, expected input with shape [*, {', '.join(map(str, normalized_shape))}], but got input of size{list(input.shape)}"
        )
    out = (input - input.mean(dims, True)) * (input.var(dims, False, True) + eps).rsqrt()
    out = out if weight is None else out * weight
    return _named(out if bias is None else out + bias, "NativeLayerNormBackward0")


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
    n, c = input.shape[:2]
    grouped = input.reshape(n, num_groups, -1)
    out = (grouped - grouped.mean(-1, True)) * (grouped.var(-1, False, True) + eps).rsqrt()
    out, shape = out.reshape(input.shape), [1, c] + [1] * (input.dim() - 2)
    out = out if weight is None else out * weight.reshape(*shape)
    return _named(out if bias is None else out + bias.reshape(*shape), "NativeGroupNormBackward0")


def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-05):
    return group_norm(input, input.size(1), weight, bias, eps)


def normalize(input, p=2.0, dim=1, eps=1e-12):
    return input / input.norm(p, dim, True).clamp(min=eps).expand_as(input)


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    sizes = x1.norm(2, dim) * x2.norm(2, dim)
    return (x1 * x2).sum(dim) / sizes.clamp(min=eps)


def pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False):
    return (x1 - x2 + eps).norm(p, -1, keepdim)


# Losses.


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    if target.shape != input.shape:
        import warnings

        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=2,
        )
    return wrap(_mse(input._handle, target._handle, REDUCTIONS[_reduction(reduction, size_average, reduce)]))


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return _reduced((input - target).abs(), _reduction(reduction, size_average, reduce))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    return wrap(_smooth_l1(input._handle, target._handle, REDUCTIONS[_reduction(reduction, size_average, reduce)], beta))


def huber_loss(input, target, reduction="mean", delta=1.0):
    return wrap(_huber(input._handle, target._handle, REDUCTIONS[_reduction(reduction)], delta))


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    place = REDUCTIONS[_reduction(reduction, size_average, reduce)]
    return wrap(_nll(input._handle, target._handle, 0 if weight is None else weight._handle, ignore_index, place))


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0):
    reduction = _reduction(reduction, size_average, reduce)
    along = 1 if input.dim() > 1 else 0
    logs = input.log_softmax(along)
    if target.is_floating_point():
        if target.shape != input.shape:
            raise RuntimeError("Expected floating point type for target with class probabilities, got Long")
        classes = input.size(along)
        target = target * (1 - label_smoothing) + label_smoothing / classes if label_smoothing else target
        losses = -(logs * target if weight is None else logs * target * weight.reshape([-1] + [1] * (input.dim() - 2)))
        losses = losses.sum(along)
        return losses.sum() / (losses.numel() or 1) if reduction == "mean" else _reduced(losses, reduction)
    plain = nll_loss(logs, target, weight, None, ignore_index, None, reduction)
    if not label_smoothing:
        return plain
    counted = target != ignore_index
    shape = [1, -1] + [1] * (input.dim() - 2) if along else [-1]
    smooth = -(logs if weight is None else logs * weight.reshape(*shape)).sum(along)
    smooth = smooth.masked_fill(~counted, 0.0)
    if reduction == "mean":
        total = counted.sum() if weight is None else weight[target[counted]].sum()
        smooth = smooth.sum() / total
    else:
        smooth = _reduced(smooth, reduction)
    return plain * (1 - label_smoothing) + smooth * (label_smoothing / input.size(along))


def _weighed(compute, weight, reduction):
    losses = compute("none") * weight
    return _reduced(losses, reduction)


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    reduction = _reduction(reduction, size_average, reduce)
    if target.shape != input.shape:
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}) is deprecated. Please ensure they have the same size."
        )
    run = lambda kind: wrap(_bce(input._handle, target._handle, REDUCTIONS[kind]))
    return run(reduction) if weight is None else _weighed(run, weight, reduction)


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None):
    reduction = _reduction(reduction, size_average, reduce)
    run = lambda kind: wrap(_bce_logits(input._handle, target._handle, 0 if pos_weight is None else pos_weight._handle, REDUCTIONS[kind]))
    return run(reduction) if weight is None else _weighed(run, weight, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if log_target:
        losses = target.exp() * (target - input)
    else:
        losses = _functions.where(target > 0, target * (target.clamp(min=1e-45).log() - input), _creation.zeros_like(target))
    if reduction == "batchmean":
        return losses.sum() / input.size(0)
    return _reduced(losses, _reduction(reduction, size_average, reduce))


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    return _reduced((-target * (input1 - input2) + margin).clamp(min=0), _reduction(reduction, size_average, reduce))


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    losses = _functions.where(target == 1, input, (margin - input).clamp(min=0))
    return _reduced(losses, _reduction(reduction, size_average, reduce))


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None, reduction="mean"):
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = far.minimum(pairwise_distance(positive, negative, p, eps))
    return _reduced((pairwise_distance(anchor, positive, p, eps) - far + margin).clamp(min=0), _reduction(reduction, size_average, reduce))


# Planes made larger.


def pad(input, pad, mode="constant", value=None):
    pad = [int(side) for side in pad]
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    for place in range(0, len(pad), 2):
        dim, before, after = input.dim() - 1 - place // 2, pad[place], pad[place + 1]
        if mode == "constant":
            input = _padded(input, dim, before, after, 0 if value is None else value)
            continue
        size = input.size(dim)
        if mode == "reflect":
            order = [*range(before, 0, -1), *range(size), *range(size - 2, size - 2 - after, -1)]
        elif mode == "replicate":
            order = [0] * before + [*range(size)] + [size - 1] * after
        elif mode == "circular":
            order = [*range(size - before, size), *range(size), *range(after)]
        else:
            raise NotImplementedError(f"pad(mode={mode!r}) is not here.")
        input = _functions.index_select(input, dim, _creation.tensor(order, dtype=_dtype.int64))
    return input


def _padded(input, dim, before, after, value):
    size = input.size(dim)
    start, end = max(0, -before), size - max(0, -after)
    input = input.narrow(dim, start, max(0, end - start)) if before < 0 or after < 0 else input
    shape = list(input.shape)
    parts = []
    for length in (before, after):
        shape[dim] = max(0, length)
        parts.append(_creation.full(tuple(shape), value, dtype=input.dtype) if length > 0 else None)
    joined = [part for part in (parts[0], input, parts[1]) if part is not None]
    return _functions.cat(joined, dim) if len(joined) > 1 else input


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False):
    rank = input.dim() - 2
    if antialias:
        raise NotImplementedError("interpolate(antialias=True) is not here.")
    if size is None:
        factors = [scale_factor] * rank if not isinstance(scale_factor, (tuple, list)) else list(scale_factor)
        size = [int(math.floor(own * factor)) for own, factor in zip(input.shape[2:], factors)]
    else:
        size = [size] * rank if isinstance(size, int) else list(size)
        factors = [None] * rank
    for place, (wanted, factor) in enumerate(zip(size, factors)):
        dim, own = place + 2, input.size(place + 2)
        step = own / wanted if factor is None else 1 / factor
        if mode == "nearest":
            order = [min(own - 1, int(math.floor(index * step))) for index in range(wanted)]
            input = _functions.index_select(input, dim, _creation.tensor(order, dtype=_dtype.int64))
        elif mode in ("linear", "bilinear"):
            if align_corners:
                places = [index * (own - 1) / (wanted - 1) if wanted > 1 else 0.0 for index in range(wanted)]
            else:
                places = [max(0.0, (index + 0.5) * step - 0.5) for index in range(wanted)]
            low = [min(own - 1, int(where)) for where in places]
            share = _creation.tensor([where - first for where, first in zip(places, low)], dtype=input.dtype)
            share = share.reshape(*[-1 if d == dim else 1 for d in range(input.dim())])
            first = _functions.index_select(input, dim, _creation.tensor(low, dtype=_dtype.int64))
            second = _functions.index_select(input, dim, _creation.tensor([min(own - 1, first + 1) for first in low], dtype=_dtype.int64))
            input = first * (1 - share) + second * share
        else:
            raise NotImplementedError(f"interpolate(mode={mode!r}) is not here: 'nearest', 'linear' and 'bilinear' are.")
    return input


upsample = interpolate


def pixel_shuffle(input, upscale_factor):
    n, c, h, w = input.shape
    r = upscale_factor
    return input.reshape(n, c // r**2, r, r, h, w).permute(0, 1, 4, 2, 5, 3).reshape(n, c // r**2, h * r, w * r)


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False):
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.size(-1))
    if is_causal:
        attn_mask = _creation.ones(query.size(-2), key.size(-2), dtype=_dtype.bool).tril()
    if attn_mask is not None:
        scores = scores.masked_fill(~attn_mask, float("-inf")) if attn_mask.dtype is _dtype.bool else scores + attn_mask
    return dropout(scores.softmax(-1), dropout_p, dropout_p > 0) @ value


def __getattr__(name):
    raise AttributeError(f"torch.nn.functional.{name} is not here. It would run in PyTorch.")
