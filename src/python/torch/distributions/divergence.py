"""How far one distribution is from another (Kullback and Leibler)."""

from ..nn import functional as F
from .discrete import Bernoulli, Categorical
from .further import Beta, Chi2, Dirichlet, Gamma
from .normal import Independent, MultivariateNormal, Normal
from .positive import Exponential, Uniform


def kl_divergence(p, q):
    for kind, run in _RULES.items():
        if type(p) is kind and type(q) is kind:
            return run(p, q)
    raise NotImplementedError(f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")


def _normal(p, q):
    ratio, shift = (p.scale / q.scale).pow(2), ((p.loc - q.loc) / q.scale).pow(2)
    return 0.5 * (ratio + shift - 1 - ratio.log())


def _several(p, q):
    from .. import linalg

    spread = linalg.solve(q.scale_tril, p.scale_tril).square().sum((-2, -1))
    shift = linalg.solve(q.scale_tril, (q.loc - p.loc).unsqueeze(-1)).square().sum((-2, -1))
    return q._log_size() - p._log_size() + 0.5 * (spread + shift - p.loc.size(-1))


def _gamma(p, q):
    own, other = p.concentration, q.concentration
    return (q.concentration * (p.rate / q.rate).log()) + other.lgamma() - own.lgamma() + (own - other) * own.digamma() + (q.rate - p.rate) * (own / p.rate)


def _dirichlet(p, q):
    own, other = p.concentration, q.concentration
    total, apart = own.sum(-1), own - other
    return total.lgamma() - other.sum(-1).lgamma() - (own.lgamma() - other.lgamma()).sum(-1) + (apart * (own.digamma() - total.digamma().unsqueeze(-1))).sum(-1)


def _bernoulli(p, q):
    return p.probs * (F.softplus(-q.logits) - F.softplus(-p.logits)) + (1 - p.probs) * (F.softplus(q.logits) - F.softplus(p.logits))


def _uniform(p, q):
    found = ((q.high - q.low) / (p.high - p.low)).log()
    return found.masked_fill((q.low > p.low) | (q.high < p.high), float("inf"))


def _exponential(p, q):
    ratio = q.rate / p.rate
    return ratio - 1 - ratio.log()


_RULES = {
    Normal: _normal,
    MultivariateNormal: _several,
    Bernoulli: _bernoulli,
    Categorical: lambda p, q: (p.probs * (p.logits - q.logits)).sum(-1),
    Uniform: _uniform,
    Exponential: _exponential,
    Gamma: _gamma,
    Chi2: _gamma,
    Dirichlet: _dirichlet,
    Beta: lambda p, q: _dirichlet(p._both, q._both),
    Independent: lambda p, q: p._summed(kl_divergence(p.base_dist, q.base_dist)),
}
