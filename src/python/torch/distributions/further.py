"""Further distributions of numbers: gamma and what is made of it, Gumbel's, Cauchy's, halves, mixtures."""

import math

from .. import _creation, _dtype, _functions
from .._finfo import finfo
from ..autograd import no_grad
from .distribution import Distribution, tensors


def _gammas(shapes):
    """One draw for each shape, by Marsaglia and Tsang (2000), in the order in which PyTorch draws."""
    single = _creation.empty(1, dtype=_dtype.float64)
    flat = [_gamma(shape, lambda: single.uniform_().item(), lambda: single.normal_().item()) for shape in shapes.double().reshape(-1).tolist()]
    return _creation.tensor(flat, dtype=_dtype.float64).reshape(shapes.shape).to(shapes.dtype).clamp(min=finfo(shapes.dtype).tiny)


def _gamma(shape, uniform, normal):
    scale = 1.0
    if shape < 1.0:
        scale, shape = (1.0 - uniform()) ** (1.0 / shape), shape + 1.0
    edge = shape - 1.0 / 3.0
    slope = 1.0 / math.sqrt(9.0 * edge)
    while True:
        x, cube = 0.0, 0.0
        while cube <= 0.0:
            x = normal()
            cube = 1.0 + slope * x
        cube, lot = cube**3, 1.0 - uniform()
        if lot < 1.0 - 0.0331 * x**4 or math.log(lot) < 0.5 * x * x + edge * (1.0 - cube + math.log(cube)):
            return scale * edge * cube


class _OfGammas(Distribution):
    """Draws that have no gradient here."""

    def rsample(self, sample_shape=()):
        raise NotImplementedError(f"{type(self).__name__}.rsample is not here: its draws have no gradient; sample() gives them.")

    def sample(self, sample_shape=()):
        with no_grad():
            return self._drawn(self._extended(sample_shape))


class Gamma(_OfGammas):
    names = ("concentration", "rate")

    def __init__(self, concentration, rate, validate_args=None):
        self.concentration, self.rate = tensors(concentration, rate)
        super().__init__(self.rate.shape, (), validate_args)
        self._need("concentration", self.concentration, self.concentration > 0, "GreaterThan(lower_bound=0.0)")
        self._need("rate", self.rate, self.rate > 0, "GreaterThan(lower_bound=0.0)")

    mean = property(lambda self: self.concentration / self.rate)
    mode = property(lambda self: ((self.concentration - 1) / self.rate).clamp(min=0))
    variance = property(lambda self: self.concentration / self.rate**2)

    def _drawn(self, shape):
        return _gammas(self.concentration.expand(shape)) / self.rate

    def log_prob(self, value):
        value = value if hasattr(value, "log") else _creation.tensor(value, dtype=self.rate.dtype)
        return self.concentration * self.rate.log() + (self.concentration - 1) * value.log() - self.rate * value - self.concentration.lgamma()

    def entropy(self):
        own = self.concentration
        return own - self.rate.log() + own.lgamma() + (1.0 - own) * own.digamma()


class Chi2(Gamma):
    names = ("df",)

    def __init__(self, df, validate_args=None):
        (df,) = tensors(df)
        super().__init__(0.5 * df, _creation.tensor(0.5, dtype=df.dtype), validate_args)

    df = property(lambda self: self.concentration * 2)

    def __repr__(self):
        return "Chi2()"


class Dirichlet(_OfGammas):
    names = ("concentration",)

    def __init__(self, concentration, validate_args=None):
        self.concentration = concentration
        super().__init__(concentration.shape[:-1], concentration.shape[-1:], validate_args)
        self._need("concentration", concentration, concentration > 0, "IndependentConstraint(GreaterThan(lower_bound=0.0), 1)")

    mean = property(lambda self: self.concentration / self.concentration.sum(-1, True))

    @property
    def variance(self):
        total = self.concentration.sum(-1, True)
        return self.concentration * (total - self.concentration) / (total**2 * (total + 1))

    def _drawn(self, shape):
        lots = _gammas(self.concentration.expand(shape))
        return lots / lots.sum(-1, True)

    def log_prob(self, value):
        own = self.concentration
        return ((own - 1.0) * value.log()).sum(-1) + own.sum(-1).lgamma() - own.lgamma().sum(-1)

    def entropy(self):
        own, total = self.concentration, self.concentration.sum(-1)
        return own.lgamma().sum(-1) - total.lgamma() - (own.size(-1) - total) * total.digamma() - ((own - 1.0) * own.digamma()).sum(-1)


class Beta(_OfGammas):
    def __init__(self, concentration1, concentration0, validate_args=None):
        self._both = Dirichlet(_functions.stack(tensors(concentration1, concentration0), -1), validate_args)
        super().__init__(self._both.batch_shape, (), validate_args)

    concentration1 = property(lambda self: self._both.concentration[..., 0])
    concentration0 = property(lambda self: self._both.concentration[..., 1])
    mean = property(lambda self: self.concentration1 / (self.concentration1 + self.concentration0))
    mode = property(lambda self: (self.concentration1 - 1) / (self.concentration1 + self.concentration0 - 2))

    @property
    def variance(self):
        total = self.concentration1 + self.concentration0
        return self.concentration1 * self.concentration0 / (total**2 * (total + 1))

    def _drawn(self, shape):
        return self._both._drawn((*shape, 2))[..., 0]

    def log_prob(self, value):
        value = value if hasattr(value, "log") else _creation.tensor(value)
        return self._both.log_prob(_functions.stack([value, 1.0 - value], -1))

    def entropy(self):
        return self._both.entropy()

    def __repr__(self):
        return "Beta()"


class StudentT(_OfGammas):
    names = ("df", "loc", "scale")

    def __init__(self, df, loc=0.0, scale=1.0, validate_args=None):
        self.df, self.loc, self.scale = tensors(df, loc, scale)
        super().__init__(self.df.shape, (), validate_args)

    mean = property(lambda self: self.loc.masked_fill(self.df <= 1, math.nan))

    @property
    def variance(self):
        spread = (self.scale**2 * self.df / (self.df - 2)).masked_fill(self.df <= 2, math.inf)
        return spread.masked_fill(self.df <= 1, math.nan)

    def _drawn(self, shape):
        noise = _creation.empty(size=tuple(shape), dtype=self.df.dtype).normal_()
        return self.loc + self.scale * noise * (_gammas((0.5 * self.df).expand(shape)) / 0.5 / self.df).rsqrt()

    def log_prob(self, value):
        apart = (value - self.loc) / self.scale
        unit = self.scale.log() + 0.5 * self.df.log() + 0.5 * math.log(math.pi) + (0.5 * self.df).lgamma() - (0.5 * (self.df + 1.0)).lgamma()
        return -0.5 * (self.df + 1.0) * (apart**2.0 / self.df).log1p() - unit


class _Placed(Distribution):
    """By a middle and a width."""

    has_rsample, names = True, ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = tensors(loc, scale)
        super().__init__(self.loc.shape, (), validate_args)
        self._need("scale", self.scale, self.scale > 0, "GreaterThan(lower_bound=0.0)")


class Gumbel(_Placed):
    mean = property(lambda self: self.loc + self.scale * 0.57721566490153286060)
    mode = property(lambda self: self.loc)
    variance = property(lambda self: math.pi**2 / 6 * self.scale**2)

    def rsample(self, sample_shape=()):
        info = finfo(self.loc.dtype)
        lots = _creation.empty(size=tuple(self._extended(sample_shape)), dtype=self.loc.dtype).uniform_(0, 1)
        lots = info.tiny + lots * (1 - info.eps - info.tiny)
        return self.loc - self.scale * (-lots.log()).log()

    def log_prob(self, value):
        y = (self.loc - value) / self.scale
        return (y - y.exp()) - self.scale.log()

    def cdf(self, value):
        return (-((self.loc - value) / self.scale).exp()).exp()

    def entropy(self):
        return self.scale.log() + 1.57721566490153286060


class Cauchy(_Placed):
    mean = property(lambda self: self.loc * math.nan)
    mode = property(lambda self: self.loc)
    variance = property(lambda self: self.loc * 0 + math.inf)

    def rsample(self, sample_shape=()):
        return self.loc + _creation.empty(size=tuple(self._extended(sample_shape)), dtype=self.loc.dtype).cauchy_() * self.scale

    def log_prob(self, value):
        return -math.log(math.pi) - self.scale.log() - (((value - self.loc) / self.scale) ** 2).log1p()

    def cdf(self, value):
        return ((value - self.loc) / self.scale).atan() / math.pi + 0.5

    def entropy(self):
        return math.log(4 * math.pi) + self.scale.log()


class HalfNormal(Distribution):
    has_rsample, names = True, ("scale",)

    def __init__(self, scale, validate_args=None):
        (self.scale,) = tensors(scale)
        super().__init__(self.scale.shape, (), validate_args)

    mean = property(lambda self: self.scale * math.sqrt(2 / math.pi))
    variance = property(lambda self: self.scale**2 * (1 - 2 / math.pi))

    def rsample(self, sample_shape=()):
        noise = _creation.empty(size=tuple(self._extended(sample_shape)), dtype=self.scale.dtype).normal_()
        return (noise * self.scale).abs()

    def log_prob(self, value):
        found = math.log(2) - (value / self.scale) ** 2 / 2 - self.scale.log() - math.log(math.sqrt(2 * math.pi))
        return found.masked_fill(value < 0, -math.inf)

    def entropy(self):
        return 0.5 + 0.5 * math.log(2 * math.pi) + self.scale.log() - math.log(2)


class MixtureSameFamily(Distribution):
    """Parts of one family, each with its share."""

    def __init__(self, mixture_distribution, component_distribution, validate_args=None):
        self.mixture_distribution, self.component_distribution = mixture_distribution, component_distribution
        super().__init__(component_distribution.batch_shape[:-1], component_distribution.event_shape, validate_args)

    def _shares(self):
        return self.mixture_distribution.probs.reshape(*self.mixture_distribution.probs.shape, *[1] * len(self.event_shape))

    def _along(self):
        return -1 - len(self.event_shape)

    mean = property(lambda self: (self._shares() * self.component_distribution.mean).sum(self._along()))

    @property
    def variance(self):
        own = self.component_distribution
        return (self._shares() * (own.variance + (own.mean - self.mean.unsqueeze(self._along())) ** 2)).sum(self._along())

    def sample(self, sample_shape=()):
        with no_grad():
            chosen = self.mixture_distribution.sample(sample_shape)
            parts = self.component_distribution.sample(sample_shape)
            along = parts.dim() - 1 - len(self.event_shape)
            places = chosen.reshape(*chosen.shape, *[1] * (len(self.event_shape) + 1))
            return parts.gather(along, places.expand(*chosen.shape, 1, *self.event_shape)).squeeze(along)

    def log_prob(self, value):
        parts = self.component_distribution.log_prob(value.unsqueeze(self._along()))
        return (parts + self.mixture_distribution.logits.log_softmax(-1)).logsumexp(-1)

    def __repr__(self):
        return f"MixtureSameFamily(\n  {self.mixture_distribution},\n  {self.component_distribution})"
