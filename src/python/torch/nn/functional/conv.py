"""Convolutions: a line gets a height of 1, a volume is a sum over its planes."""

from _ember.bridge import operation

from ... import _creation
from ..._held import need, wrap
from ._shared import batched, one, pair
from .vision import pad

_conv2d, _conv_transpose2d = operation("conv2d"), operation("conv_transpose2d")


# Kinds of numbers as PyTorch's convolutions call them.
_CALLED = {"float64": "double", "float32": "float", "float16": "c10::Half", "int64": "long int", "int32": "int", "uint8": "unsigned char"}


def _of_planes(run, input, weight, bias, groups, is_transposed=False):
    """What goes wrong is told of the input's own dimensions, whatever it was made into for the planes."""
    name, rank = f"conv{'_transpose' if is_transposed else ''}{weight.dim() - 2}d", weight.dim() - 2
    try:
        return run(need(input, name))
    except RuntimeError:
        own, dtypes = list(input.shape), [one.dtype.name for one in (input, weight)]
        if len(own) not in (rank + 1, rank + 2):
            raise RuntimeError(f"Expected {rank + 1}D (unbatched) or {rank + 2}D (batched) input to {name}, but got input of size: {own}") from None
        own = own if len(own) == rank + 2 else [1, *own]
        channels = weight.size(0) if is_transposed else weight.size(1) * groups
        if own[1] != channels:
            sort = "transposed=1" if is_transposed else f"groups={groups}"
            sizes = f"weight of size {list(weight.shape)}, expected input{own}"
            raise RuntimeError(f"Given {sort}, {sizes} to have {channels} channels, but got {own[1]} channels instead") from None
        if dtypes[0] != dtypes[1] and bias is not None and name == "conv2d":
            called = [_CALLED.get(dtype, dtype) for dtype in dtypes]
            raise RuntimeError(f"Input type ({called[0]}) and bias type ({called[1]}) should be the same") from None
        if dtypes[0] != dtypes[1]:
            raise RuntimeError(f"expected scalar type {input.type()[6:-6]} but found {weight.type()[6:-6]}") from None
        raise


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    if isinstance(padding, str):
        input, padding = _same(input, weight.shape[2:], pair(dilation), pair(stride), padding)
    moves = (*pair(stride), *pair(padding), *pair(dilation), groups)
    run = lambda planes: wrap(_conv2d(planes._handle, weight._handle, 0 if bias is None else bias._handle, *moves))
    return _of_planes(lambda input: batched(input, 3, run), input, weight, bias, groups)


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    if isinstance(padding, str):
        input, padding = _same(input, weight.shape[2:], (one(dilation),), (one(stride),), padding)
    moves = (1, one(stride)), (0, one(padding)), (1, one(dilation)), groups
    return _of_planes(lambda input: conv2d(input.unsqueeze(-2), weight.unsqueeze(-2), bias, *moves).squeeze(-2), input, weight, bias, groups)


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return _of_planes(lambda input: _volumes(input, weight, bias, stride, padding, dilation, groups), input, weight, bias, groups)


def _volumes(input, weight, bias, stride, padding, dilation, groups):
    """The sum, over the kernel's planes, of convolutions of planes."""
    if input.dim() not in (4, 5):
        raise RuntimeError
    stride, dilation = _three(stride), _three(dilation)
    if isinstance(padding, str):
        input, padding = _same(input, weight.shape[2:], dilation, stride, padding)
    padding = _three(padding)
    is_single = input.dim() == 4
    volume = input.unsqueeze(0) if is_single else input
    volume = pad(volume, (0, 0, 0, 0, padding[0], padding[0])) if padding[0] else volume
    batch, depth = volume.size(0), weight.size(2)
    count = (volume.size(2) - dilation[0] * (depth - 1) - 1) // stride[0] + 1
    total = None
    for plane in range(depth):
        start = plane * dilation[0]
        chosen = volume[:, :, start : start + (count - 1) * stride[0] + 1 : stride[0]].transpose(1, 2).flatten(0, 1)
        part = conv2d(chosen, weight[:, :, plane], None, stride[1:], padding[1:], dilation[1:], groups)
        total = part if total is None else total + part
    out = total.unflatten(0, (batch, count)).transpose(1, 2)
    out = out if bias is None else out + bias.reshape(-1, 1, 1, 1)
    return out.squeeze(0) if is_single else out


def _three(value):
    return (value,) * 3 if isinstance(value, int) else tuple(value)


def _same(input, kernel, dilation, stride, padding):
    if padding == "valid":
        return input, (0,) * len(kernel)
    if padding != "same":
        raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'valid', 'same'}}")
    if any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")
    total = [d * (k - 1) for d, k in zip(dilation, kernel)]
    extra = [side for size in reversed(total) for side in (0, size % 2)]
    return (pad(input, extra) if any(extra) else input), tuple(size // 2 for size in total)


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    moves = (*pair(stride), *pair(padding), *pair(dilation), groups, *pair(output_padding))
    if any(more >= max(step, gap) for more, step, gap in zip(pair(output_padding), pair(stride), pair(dilation))):
        sizes = (pair(output_padding), pair(stride), pair(dilation))
        shown = " ".join(f"{name}_{side}: {size[place]}" for name, size in zip(("output_padding", "stride", "dilation"), sizes) for place, side in enumerate(("height", "width")))
        raise RuntimeError(f"output padding must be smaller than either stride or dilation, but got {shown}")
    run = lambda planes: wrap(_conv_transpose2d(planes._handle, weight._handle, 0 if bias is None else bias._handle, *moves))
    return _of_planes(lambda input: batched(input, 3, run), input, weight, bias, groups, True)


def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    moves = (1, one(stride)), (0, one(padding)), (0, one(output_padding)), groups, (1, one(dilation))
    return _of_planes(lambda input: conv_transpose2d(input.unsqueeze(-2), weight.unsqueeze(-2), bias, *moves).squeeze(-2), input, weight, bias, groups, True)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    (kh, kw), (dh, dw), (ph, pw), (sh, sw) = map(pair, (kernel_size, dilation, padding, stride))
    if input.dim() == 3:
        return unfold(input.unsqueeze(0), kernel_size, dilation, padding, stride).squeeze(0)
    planes = pad(input, (pw, pw, ph, ph)) if ph or pw else input
    windows = planes.unfold(2, dh * (kh - 1) + 1, sh).unfold(3, dw * (kw - 1) + 1, sw)[..., ::dh, ::dw]
    n, c, h, w = windows.shape[:4]
    return windows.permute(0, 1, 4, 5, 2, 3).reshape(n, c * kh * kw, h * w)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Each number is added where `unfold` would have taken it."""
    if input.dim() == 2:
        return fold(input.unsqueeze(0), output_size, kernel_size, dilation, padding, stride).squeeze(0)
    (height, width), (kh, kw), (ph, pw) = map(pair, (output_size, kernel_size, padding))
    rows, columns = height + 2 * ph, width + 2 * pw
    plane = _creation.arange(rows * columns, dtype=_creation.get_default_dtype()).reshape(1, 1, rows, columns)
    places = unfold(plane, kernel_size, dilation, 0, stride).long().reshape(-1)
    n, c = input.size(0), input.size(1) // (kh * kw)
    flat = input.reshape(n, c, -1)
    out = _creation.zeros(n, c, rows * columns, dtype=input.dtype).scatter_add(2, places.expand(n, c, -1), flat)
    return out.reshape(n, c, rows, columns)[:, :, ph : ph + height, pw : pw + width]
