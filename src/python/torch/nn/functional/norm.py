"""Norms: numbers shifted and scaled to mean 0 and deviation 1."""

from ..._held import named
from ...autograd import no_grad
from .vision import pad


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05):
    if running_mean is not None and running_mean.numel() != input.size(1):
        raise RuntimeError(f"running_mean should contain {input.size(1)} elements not {running_mean.numel()}")
    dims = [0] + list(range(2, input.dim()))
    shape = [1, -1] + [1] * (input.dim() - 2)
    if training or running_mean is None:
        count = input.numel() // max(input.size(1), 1)
        if training and count == 1:
            raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.size()}")
        mean, variance = input.mean(dims), input.var(dims, False)
        if running_mean is not None:
            with no_grad():
                running_mean.mul_(1 - momentum).add_(mean.detach() * momentum)
                running_var.mul_(1 - momentum).add_(variance.detach() * (momentum * count / (count - 1)))
    else:
        mean, variance = running_mean, running_var
    scale = (variance + eps).rsqrt()
    scale = scale if weight is None else scale * weight
    out = (input - mean.reshape(*shape)) * scale.reshape(*shape)
    return named(out if bias is None else out + bias.reshape(*shape), "NativeBatchNormBackward0")


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    dims = list(range(input.dim() - len(normalized_shape), input.dim()))
    if tuple(input.shape[dims[0] :]) != tuple(normalized_shape):
        raise RuntimeError(
            f"Given normalized_shape={list(normalized_shape)}, expected input with shape [*, {', '.join(map(str, normalized_shape))}], but got input of size{list(input.shape)}"
        )
    out = (input - input.mean(dims, True)) * (input.var(dims, False, True) + eps).rsqrt()
    out = out if weight is None else out * weight
    return named(out if bias is None else out + bias, "NativeLayerNormBackward0")


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
    n, c = input.shape[:2]
    if c % num_groups:
        raise RuntimeError(
            f"Expected number of channels in input to be divisible by num_groups, but got input of shape {list(input.shape)} and num_groups={num_groups}"
        )
    grouped = input.reshape(n, num_groups, -1)
    out = (grouped - grouped.mean(-1, True)) * (grouped.var(-1, False, True) + eps).rsqrt()
    out, shape = out.reshape(input.shape), [1, c] + [1] * (input.dim() - 2)
    out = out if weight is None else out * weight.reshape(*shape)
    return named(out if bias is None else out + bias.reshape(*shape), "NativeGroupNormBackward0")


def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-05):
    if weight is not None and weight.numel() != input.size(1):
        raise RuntimeError(f"weight should contain {input.size(1)} elements not {weight.numel()}")
    if use_input_stats and input.shape[2:].numel() == 1:
        raise ValueError(f"Expected more than 1 spatial element when training, got input size {input.size()}")
    if not use_input_stats:
        return batch_norm(input, running_mean, running_var, weight, bias, False, momentum, eps)
    if running_mean is not None:
        dims, count = list(range(2, input.dim())), input.shape[2:].numel()
        with no_grad():
            running_mean.mul_(1 - momentum).add_(input.mean(dims).mean(0) * momentum)
            running_var.mul_(1 - momentum).add_(input.var(dims, False).mean(0) * (momentum * count / max(count - 1, 1)))
    return group_norm(input, input.size(1), weight, bias, eps)


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    sides = [0, 0] * (input.dim() - 2) + [size // 2, (size - 1) // 2]
    squares = pad(input.square(), sides).unfold(1, size, 1).mean(-1)
    return input / (squares * alpha + k).pow(beta)
