"""Numbers turned into others one by one, with the logarithm of how much room they take then; distributions through them."""

import math

from .._functions import FUNCTIONS
from ..autograd import no_grad
from ..nn import functional as F
from .distribution import Distribution

__all__ = ["AffineTransform", "ComposeTransform", "ExpTransform", "PowerTransform", "SigmoidTransform", "TanhTransform", "Transform"]


class Transform:
    """`cache_size` would remember what came last; the same numbers come without."""

    bijective, sign = True, 1

    def __init__(self, cache_size=0):
        self._inverse = None

    @property
    def inv(self):
        return _Inverse(self)

    def __call__(self, x):
        return self._call(x)

    def __repr__(self):
        return f"{type(self).__name__}()"


class _Inverse(Transform):
    def __init__(self, turned):
        self._turned = turned

    inv = property(lambda self: self._turned)

    def _call(self, x):
        return self._turned._inverse_of(x)

    def _inverse_of(self, y):
        return self._turned._call(y)

    def log_abs_det_jacobian(self, x, y):
        return -self._turned.log_abs_det_jacobian(y, x)


class AffineTransform(Transform):
    def __init__(self, loc, scale, event_dim=0, cache_size=0):
        if event_dim:
            raise NotImplementedError("AffineTransform(event_dim=...) is not here.")
        self.loc, self.scale = loc, scale

    def _call(self, x):
        return self.loc + self.scale * x

    def _inverse_of(self, y):
        return (y - self.loc) / self.scale

    def log_abs_det_jacobian(self, x, y):
        size = self.scale.abs().log() if hasattr(self.scale, "log") else math.log(abs(self.scale))
        return x * 0 + size


class ExpTransform(Transform):
    def _call(self, x):
        return x.exp()

    def _inverse_of(self, y):
        return y.log()

    def log_abs_det_jacobian(self, x, y):
        return x


class PowerTransform(Transform):
    def __init__(self, exponent, cache_size=0):
        self.exponent = exponent

    def _call(self, x):
        return x**self.exponent

    def _inverse_of(self, y):
        return y ** (1 / self.exponent)

    def log_abs_det_jacobian(self, x, y):
        return (self.exponent * y / x).abs().log()


class SigmoidTransform(Transform):
    def _call(self, x):
        return x.sigmoid().clamp(1.1754943508222875e-38, 1 - 1.1920928955078125e-07)

    def _inverse_of(self, y):
        y = y.clamp(1.1754943508222875e-38, 1 - 1.1920928955078125e-07)
        return y.log() - (-y).log1p()

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x) - F.softplus(x)


class TanhTransform(Transform):
    def _call(self, x):
        return x.tanh()

    def _inverse_of(self, y):
        return FUNCTIONS["atanh"](y)

    def log_abs_det_jacobian(self, x, y):
        return 2.0 * (math.log(2.0) - x - F.softplus(-2.0 * x))


class ComposeTransform(Transform):
    def __init__(self, parts, cache_size=0):
        self.parts = parts

    def _call(self, x):
        for part in self.parts:
            x = part(x)
        return x

    def _inverse_of(self, y):
        for part in reversed(self.parts):
            y = part.inv(y)
        return y

    def log_abs_det_jacobian(self, x, y):
        total = 0
        for part in self.parts:
            after = part(x)
            total, x = total + part.log_abs_det_jacobian(x, after), after
        return total


class TransformedDistribution(Distribution):
    def __init__(self, base_distribution, transforms, validate_args=None):
        self.base_dist = base_distribution
        self.transforms = list(transforms) if isinstance(transforms, (list, tuple)) else [transforms]
        self.has_rsample = base_distribution.has_rsample
        super().__init__(base_distribution.batch_shape, base_distribution.event_shape, validate_args)

    def sample(self, sample_shape=()):
        with no_grad():
            return ComposeTransform(self.transforms)(self.base_dist.sample(sample_shape))

    def rsample(self, sample_shape=()):
        return ComposeTransform(self.transforms)(self.base_dist.rsample(sample_shape))

    def log_prob(self, value):
        total, events = 0.0, len(self.event_shape)
        for part in reversed(self.transforms):
            before = part.inv(value)
            room = part.log_abs_det_jacobian(before, value)
            total = total - (room.sum(list(range(-events, 0))) if events else room)
            value = before
        return total + self.base_dist.log_prob(value)

    def cdf(self, value):
        for part in reversed(self.transforms):
            value = part.inv(value)
        return self.base_dist.cdf(value)

    def __repr__(self):
        return "TransformedDistribution()"
