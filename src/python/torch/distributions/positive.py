"""Uniform, exponential and Laplace's distributions."""

from .. import _creation, _functions
from .distribution import Distribution, tensors


class Uniform(Distribution):
    has_rsample, names = True, ("low", "high")

    def __init__(self, low, high, validate_args=None):
        self.low, self.high = tensors(low, high)
        super().__init__(self.low.shape, (), validate_args)
        if self._checks and not (self.low < self.high).all():
            raise ValueError("Uniform is not defined when low>= high")

    mean = property(lambda self: (self.high + self.low) / 2)
    variance = property(lambda self: (self.high - self.low) ** 2 / 12)

    def rsample(self, sample_shape=()):
        lots = _creation.rand(size=tuple(self._extended(sample_shape)), dtype=self.low.dtype)
        return self.low + lots * (self.high - self.low)

    def log_prob(self, value):
        inside = ((value >= self.low) & (value < self.high)).to(self.low.dtype)
        return inside.log() - (self.high - self.low).log()

    def cdf(self, value):
        return ((value - self.low) / (self.high - self.low)).clamp(0, 1)

    def entropy(self):
        return (self.high - self.low).log()


class Exponential(Distribution):
    has_rsample, names = True, ("rate",)

    def __init__(self, rate, validate_args=None):
        (self.rate,) = tensors(rate)
        super().__init__(self.rate.shape, (), validate_args)
        self._need("rate", self.rate, self.rate > 0, "GreaterThan(lower_bound=0.0)")

    mean = stddev = property(lambda self: 1 / self.rate)
    variance = property(lambda self: self.rate**-2)

    def rsample(self, sample_shape=()):
        return _creation.empty(size=tuple(self._extended(sample_shape)), dtype=self.rate.dtype).exponential_() / self.rate

    def log_prob(self, value):
        return self.rate.log() - self.rate * value

    def cdf(self, value):
        return 1 - (-self.rate * value).exp()

    def entropy(self):
        return 1.0 - self.rate.log()


class Laplace(Distribution):
    has_rsample, names = True, ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = tensors(loc, scale)
        super().__init__(self.loc.shape, (), validate_args)

    mean = mode = property(lambda self: self.loc)
    variance = property(lambda self: 2 * self.scale**2)

    def rsample(self, sample_shape=()):
        lots = _creation.empty(size=tuple(self._extended(sample_shape)), dtype=self.loc.dtype).uniform_(-1 + 1.1920928955078125e-07, 1)
        return self.loc - self.scale * lots.sign() * (-lots.abs()).log1p()

    def log_prob(self, value):
        return -(2 * self.scale).log() - (value - self.loc).abs() / self.scale

    def cdf(self, value):
        side = (value - self.loc) / self.scale
        return _functions.where(side < 0, side.exp() / 2, 1 - (-side).exp() / 2)

    def entropy(self):
        return 1 + (2 * self.scale).log()
