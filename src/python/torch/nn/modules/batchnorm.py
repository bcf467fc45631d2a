"""Norms over a batch or over each example's planes, with running means."""

from ... import _creation
from .. import functional as F
from .. import init
from ..parameter import Parameter, UninitializedParameter, made
from .lazy import Lazy
from .module import Module


class _Norm(Module):
    ranks = ()

    def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        super().__init__()
        self.num_features, self.eps, self.momentum, self.affine, self.track_running_stats = num_features, eps, momentum, affine, track_running_stats
        for name in ("weight", "bias"):
            self.register_parameter(name, Parameter(made((num_features,), device, dtype)) if affine else None)
        for name in ("running_mean", "running_var"):
            self.register_buffer(name, made((num_features,), device, dtype) if track_running_stats else None)
        self.register_buffer("num_batches_tracked", _creation.tensor(0) if track_running_stats else None)
        self.reset_parameters()

    def reset_running_stats(self):
        if self.track_running_stats:
            self.running_mean.zero_()
            self.running_var.fill_(1)
            self.num_batches_tracked.zero_()

    def reset_parameters(self):
        self.reset_running_stats()
        if self.affine:
            init.ones_(self.weight)
            init.zeros_(self.bias)

    def _check(self, input):
        if input.dim() not in self.ranks:
            raise ValueError(f"expected {' or '.join(f'{rank}D' for rank in self.ranks)} input (got {input.dim()}D input)")

    def extra_repr(self):
        return f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, track_running_stats={self.track_running_stats}"


class _BatchNorm(_Norm):
    def forward(self, input):
        self._check(input)
        momentum = 0.0 if self.momentum is None else self.momentum
        if self.training and self.track_running_stats:
            self.num_batches_tracked.add_(1)
            if self.momentum is None:
                momentum = 1.0 / float(self.num_batches_tracked)
        uses_batch = self.training or self.running_mean is None
        mean, variance = (self.running_mean, self.running_var) if not self.training or self.track_running_stats else (None, None)
        return F.batch_norm(input, mean, variance, self.weight, self.bias, uses_batch, momentum, self.eps)


class BatchNorm1d(_BatchNorm):
    ranks = (2, 3)


class BatchNorm2d(_BatchNorm):
    ranks = (4,)


class BatchNorm3d(_BatchNorm):
    ranks = (5,)


class _InstanceNorm(_Norm):
    def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, device, dtype)

    def forward(self, input):
        self._check(input)
        whole = input if input.dim() == self.ranks[-1] else input.unsqueeze(0)
        uses_input = self.training or not self.track_running_stats
        out = F.instance_norm(
            whole, self.running_mean, self.running_var, self.weight, self.bias, uses_input, 0.0 if self.momentum is None else self.momentum, self.eps
        )
        return out if whole is input else out.squeeze(0)


class InstanceNorm1d(_InstanceNorm):
    ranks = (2, 3)


class InstanceNorm2d(_InstanceNorm):
    ranks = (3, 4)


class InstanceNorm3d(_InstanceNorm):
    ranks = (4, 5)


class _LazyBatchNorm(Lazy):
    def __init__(self, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        _Norm.__init__(self, 0, eps, momentum, False, track_running_stats, device, dtype)
        self.affine = affine
        if affine:
            self.weight, self.bias = UninitializedParameter(device=device, dtype=dtype), UninitializedParameter(device=device, dtype=dtype)

    def initialize_parameters(self, input):
        self.num_features = input.shape[1]
        for parameter in self._parameters.values():
            if parameter is not None:
                parameter.materialize((self.num_features,))
        for name in ("running_mean", "running_var"):
            if self._buffers[name] is not None:
                self._buffers[name] = made((self.num_features,), None, self._buffers[name].dtype)
        self.reset_parameters()


class LazyBatchNorm1d(_LazyBatchNorm, BatchNorm1d):
    whole = BatchNorm1d


class LazyBatchNorm2d(_LazyBatchNorm, BatchNorm2d):
    whole = BatchNorm2d
