"""Distributions of whole numbers: by probabilities or by logits, from which each makes the other."""

from .. import _creation, _functions
from .._dtype import Size
from ..autograd import no_grad
from ..nn import functional as F
from .distribution import Distribution, tensors


class _ByChance(Distribution):
    """One chance for each number of a batch."""

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        if probs is not None:
            (self.probs,) = tensors(probs)
            self.logits = (self.probs.clamp(1.1920928955078125e-07, 1 - 1.1920928955078125e-07)).logit()
        else:
            (self.logits,) = tensors(logits)
            self.probs = self.logits.sigmoid()
        self.names = ("probs",) if probs is not None else ("logits",)
        super().__init__(self.probs.shape, (), validate_args)
        self._need("probs", self.probs, (self.probs >= 0) & (self.probs <= 1), "Interval(lower_bound=0.0, upper_bound=1.0)")


class Bernoulli(_ByChance):
    mean = property(lambda self: self.probs)
    variance = property(lambda self: self.probs * (1 - self.probs))

    def sample(self, sample_shape=()):
        with no_grad():
            return self.probs.expand(self._extended(sample_shape)).bernoulli()

    def log_prob(self, value):
        logits, value = _functions.broadcast_tensors(self.logits, value)
        return -F.binary_cross_entropy_with_logits(logits, value, reduction="none")

    def entropy(self):
        return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")


class Geometric(_ByChance):
    mean = property(lambda self: 1.0 / self.probs - 1.0)
    variance = property(lambda self: (1.0 / self.probs - 1.0) / self.probs)

    def sample(self, sample_shape=()):
        with no_grad():
            lots = _creation.empty(size=tuple(self._extended(sample_shape)), dtype=self.probs.dtype).uniform_(1.1754943508222875e-38, 1)
            return (lots.log() / (-self.probs).log1p()).floor()

    def log_prob(self, value):
        return value * (-self.probs).log1p() + self.probs.log()

    def entropy(self):
        return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none") / self.probs


class Binomial(_ByChance):
    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits, validate_args)
        self.total_count = tensors(total_count, self.probs)[0].expand(self.probs.shape)
        self.names = ("total_count", *self.names)

    mean = property(lambda self: self.total_count * self.probs)
    variance = property(lambda self: self.total_count * self.probs * (1 - self.probs))

    def sample(self, sample_shape=()):
        from .. import _lots
        from .._functions.counting import Source

        shape, source = self._extended(sample_shape), Source()
        rows = zip(self.total_count.expand(shape).reshape(-1).tolist(), self.probs.detach().expand(shape).reshape(-1).tolist())
        return _creation.tensor([float(_lots.binomial_of_torch(source, count, chance)) for count, chance in rows], dtype=self.probs.dtype).reshape(shape)

    def log_prob(self, value):
        count = self.total_count
        ways = (count + 1).lgamma() - (value + 1).lgamma() - (count - value + 1).lgamma()
        return ways + value * self.logits - count * F.softplus(self.logits)


class Poisson(Distribution):
    names = ("rate",)

    def __init__(self, rate, validate_args=None):
        (self.rate,) = tensors(rate)
        super().__init__(self.rate.shape, (), validate_args)

    mean = variance = property(lambda self: self.rate)

    def sample(self, sample_shape=()):
        with no_grad():
            return _functions.poisson(self.rate.expand(self._extended(sample_shape)))

    def log_prob(self, value):
        return value.xlogy(self.rate) - self.rate - (value + 1).lgamma()


class Categorical(Distribution):
    """A class by its number."""

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        if probs is not None:
            if probs.dim() < 1:
                raise ValueError("`probs` parameter must be at least one-dimensional.")
            self.probs = probs / probs.sum(-1, True)
            self.logits = self.probs.clamp(1.1920928955078125e-07, 1 - 1.1920928955078125e-07).log()
        else:
            self.logits = logits - logits.logsumexp(-1, True)
            self.probs = self.logits.softmax(-1)
        self.names, self._num_events = ("probs",) if probs is not None else ("logits",), self.probs.size(-1)
        super().__init__(self.probs.shape[:-1], (), validate_args)
        self._need("probs", self.probs, self.probs >= 0, "Simplex()")

    mode = property(lambda self: self.probs.argmax(-1))

    def sample(self, sample_shape=()):
        flat = self.probs.detach().reshape(-1, self._num_events)
        drawn = _functions.multinomial(flat, Size(sample_shape).numel(), True).t()
        return drawn.reshape(self._extended(sample_shape))

    def log_prob(self, value):
        value, logits = _functions.broadcast_tensors(value.long().unsqueeze(-1), self.logits)
        return logits.gather(-1, value[..., :1]).squeeze(-1)

    def entropy(self):
        return -(self.logits * self.probs).sum(-1)


class OneHotCategorical(Categorical):
    def __init__(self, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits, validate_args)
        self._event_shape = self.probs.shape[-1:]

    mean = property(lambda self: self.probs)

    def sample(self, sample_shape=()):
        flat = self.probs.detach().reshape(-1, self._num_events)
        drawn = _functions.multinomial(flat, Size(sample_shape).numel(), True).t().reshape(Size([*sample_shape, *self.batch_shape]))
        return F.one_hot(drawn, self._num_events).to(self.probs.dtype)

    def log_prob(self, value):
        return super().log_prob(value.argmax(-1))


class Multinomial(Distribution):
    """How often each class comes in so many draws."""

    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        if not isinstance(total_count, int):
            raise NotImplementedError("inhomogeneous total_count is not supported")
        self.total_count, self._categorical = total_count, Categorical(probs, logits)
        self.names = self._categorical.names
        super().__init__(self._categorical.batch_shape, self._categorical.probs.shape[-1:], validate_args)

    probs, logits = property(lambda self: self._categorical.probs), property(lambda self: self._categorical.logits)
    mean = property(lambda self: self.probs * self.total_count)
    variance = property(lambda self: self.total_count * self.probs * (1 - self.probs))

    def sample(self, sample_shape=()):
        drawn = self._categorical.sample(Size([self.total_count, *sample_shape]))
        drawn = drawn.movedim(0, -1)
        counts = self.probs.new_zeros(self._extended(sample_shape))
        return counts.scatter_add(-1, drawn, _creation.ones_like(drawn, dtype=counts.dtype))

    def log_prob(self, value):
        logits, value = _functions.broadcast_tensors(self.logits, value)
        ways = (value.sum(-1) + 1).lgamma() - (value + 1).lgamma().sum(-1)
        return ways + (logits.masked_fill((value == 0) & (logits == float("-inf")), 0) * value).sum(-1)

    def __repr__(self):
        return "Multinomial()"
