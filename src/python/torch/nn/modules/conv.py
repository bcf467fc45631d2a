"""Convolutions."""

import math

from .. import functional as F
from .. import init
from ..parameter import Parameter, UninitializedParameter, made
from .lazy import Lazy
from .module import Module


class _ConvNd(Module):
    rank, is_transposed = 2, False

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        bias=True,
        padding_mode="zeros",
        device=None,
        dtype=None,
        output_padding=0,
    ):
        super().__init__()
        self._set(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, padding_mode, output_padding)
        self.weight = Parameter(made(self._weight_shape(), device, dtype))
        self.register_parameter("bias", Parameter(made((out_channels,), device, dtype)) if bias else None)
        self.reset_parameters()

    def _set(self, in_channels, out_channels, kernel_size, stride, padding, dilation, groups, padding_mode, output_padding):
        if in_channels % groups:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups:
            raise ValueError("out_channels must be divisible by groups")
        if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
            raise ValueError(f"padding_mode must be one of {{'zeros', 'reflect', 'replicate', 'circular'}}, but got padding_mode='{padding_mode}'")
        if self.is_transposed and padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        if isinstance(padding, str) and padding not in ("same", "valid"):
            raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'valid', 'same'}}")
        spread = lambda value: value if isinstance(value, str) else (value,) * self.rank if isinstance(value, int) else tuple(value)
        self.in_channels, self.out_channels, self.groups, self.padding_mode = in_channels, out_channels, groups, padding_mode
        self.kernel_size, self.stride, self.padding, self.dilation = map(spread, (kernel_size, stride, padding, dilation))
        self.output_padding = spread(output_padding)
        if self.padding == "same" and any(step != 1 for step in self.stride):
            raise ValueError("padding='same' is not supported for strided convolutions")

    def _weight_shape(self):
        first, second = (self.in_channels, self.out_channels // self.groups) if self.is_transposed else (self.out_channels, self.in_channels // self.groups)
        return first, second, *self.kernel_size

    def reset_parameters(self):
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._fans(self.weight)
            if fan_in:
                limit = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -limit, limit)

    def forward(self, input):
        padding = self.padding
        if self.padding_mode != "zeros":
            total = [step * (size - 1) for step, size in zip(self.dilation, self.kernel_size)]
            before = [0] * self.rank if padding == "valid" else [size // 2 for size in total] if padding == "same" else padding
            after = [size - first for size, first in zip(total, before)] if padding == "same" else before
            input, padding = F.pad(input, [side for pair in zip(reversed(before), reversed(after)) for side in pair], self.padding_mode), 0
        return self.compute(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)

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
        if self.bias is None:
            text += ", bias=False"
        return text if self.padding_mode == "zeros" else text + f", padding_mode={self.padding_mode}"


class Conv1d(_ConvNd):
    rank, compute = 1, staticmethod(F.conv1d)


class Conv2d(_ConvNd):
    compute = staticmethod(F.conv2d)


class Conv3d(_ConvNd):
    rank, compute = 3, staticmethod(F.conv3d)


class _ConvTransposeNd(_ConvNd):
    is_transposed = True

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        output_padding=0,
        groups=1,
        bias=True,
        dilation=1,
        padding_mode="zeros",
        device=None,
        dtype=None,
    ):
        super().__init__(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, device, dtype, output_padding)

    def forward(self, input, output_size=None):
        extra = self.output_padding if output_size is None else self._extra(input, output_size)
        return self.compute(input, self.weight, self.bias, self.stride, self.padding, extra, self.groups, self.dilation)

    def _extra(self, input, output_size):
        """What is missing to the wanted size."""
        least = [
            (size - 1) * step - 2 * pad + dilation * (kernel - 1) + 1
            for size, step, pad, dilation, kernel in zip(input.shape[-self.rank :], self.stride, self.padding, self.dilation, self.kernel_size)
        ]
        extra = [wanted - size for wanted, size in zip(output_size[-self.rank :], least)]
        if any(not 0 <= more < step for more, step in zip(extra, self.stride)):
            raise ValueError(
                f"requested an output size of {list(output_size)}, but valid sizes range from {least} to {[a + b - 1 for a, b in zip(least, self.stride)]}"
            )
        return extra


class ConvTranspose1d(_ConvTransposeNd):
    rank, compute = 1, staticmethod(F.conv_transpose1d)


class ConvTranspose2d(_ConvTransposeNd):
    compute = staticmethod(F.conv_transpose2d)


class _LazyConv(Lazy):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros", device=None, dtype=None, output_padding=0
    ):
        Module.__init__(self)
        self._set(0, 0, kernel_size, stride, padding, dilation, groups, padding_mode, output_padding)
        self.out_channels = out_channels
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.register_parameter("bias", UninitializedParameter(device=device, dtype=dtype) if bias else None)

    def initialize_parameters(self, input):
        self.in_channels = input.shape[-self.rank - 1]
        if self.in_channels % self.groups:
            raise ValueError("in_channels must be divisible by groups")
        self.weight.materialize(self._weight_shape())
        if self.bias is not None:
            self.bias.materialize((self.out_channels,))
        self.reset_parameters()


class LazyConv1d(_LazyConv, Conv1d):
    whole = Conv1d


class LazyConv2d(_LazyConv, Conv2d):
    whole = Conv2d


class LazyConvTranspose2d(_LazyConv, ConvTranspose2d):
    whole = ConvTranspose2d

    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode="zeros", device=None, dtype=None
    ):
        super().__init__(out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, device, dtype, output_padding)
