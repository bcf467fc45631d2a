"""Counts and statistics: histograms, quantiles, draws by weight, places in an order."""

import math

from .. import _dtype
from .._creation import empty, tensor, zeros
from .._held import Held, written
from .joining import cat, stack

__all__ = ["std_mean", "var_mean", "quantile", "nanquantile", "bincount", "histc", "histogram", "multinomial", "poisson", "isin", "bucketize", "searchsorted", "diff", "cov", "corrcoef", "trapezoid",
           "trapz", "cumulative_trapezoid", "gcd", "lcm", "gradient"]  # fmt: skip


def std_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None):
    return input.std(dim, unbiased, keepdim, correction=correction), input.mean(None if isinstance(dim, bool) else dim, keepdim)


def var_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None):
    return input.var(dim, unbiased, keepdim, correction=correction), input.mean(None if isinstance(dim, bool) else dim, keepdim)


def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear", out=None):
    rules = {"linear": None, "lower": math.floor, "higher": math.ceil, "nearest": round, "midpoint": lambda place: (math.floor(place) + math.ceil(place)) / 2}
    if interpolation not in rules:
        raise RuntimeError(f"quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got {interpolation}")
    if not input.numel():
        raise RuntimeError("quantile() input tensor must be non-empty")
    shares = q if isinstance(q, Held) else tensor(q, dtype=input.dtype)
    source, along = (input.reshape(-1), 0) if dim is None else (input, dim % max(input.dim(), 1))
    ordered = source.sort(along)[0]
    size = source.size(along)
    parts = []
    for share in shares.reshape(-1).tolist():
        if not 0 <= share <= 1:
            raise RuntimeError(f"quantile() q must be in the range [0, 1] but got {share:g}")
    for place in (shares * (size - 1)).reshape(-1).tolist():
        place = place if rules[interpolation] is None else rules[interpolation](place)
        low, high = math.floor(place), math.ceil(place)
        first, second, share = ordered.select(along, low), ordered.select(along, high), place - low
        part = first + (second - first) * share if share < 0.5 else second - (second - first) * (1 - share)
        # A number that is none makes all of them none.
        parts.append(part.masked_fill(source.isnan().any(along), math.nan))
    if keepdim:
        parts = [part.unsqueeze(along) if dim is not None else part.reshape(*[1] * input.dim()) for part in parts]
    return written(out, stack(parts) if shares.dim() else parts[0])


def nanquantile(input, q, dim=None, keepdim=False, *, interpolation="linear", out=None):
    if dim is not None or keepdim:
        raise NotImplementedError("nanquantile(dim, keepdim) is not here: only all numbers together are.")
    return quantile(input[~input.isnan()], q, interpolation=interpolation, out=out)


def bincount(input, weights=None, minlength=0):
    if input.dim() != 1 or input.is_floating_point() or (input.numel() and input.min().item() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    size = max(minlength, int(input.max().item()) + 1 if input.numel() else 0)
    kind = _dtype.int64 if weights is None else weights.dtype if weights.dtype is _dtype.float32 else _dtype.float64
    counts = zeros(size, dtype=kind)
    return counts.scatter_add(0, input.long(), counts.new_ones(input.numel()) if weights is None else weights.to(kind))


def histc(input, bins=100, min=0, max=0, *, out=None):
    low, high = (input.min().item(), input.max().item()) if min == max == 0 else (min, max)
    low, high = (low - 1, high + 1) if low == high else (low, high)
    if low > high:
        raise RuntimeError("torch.histc: max must be larger than min")
    inside = input[(input >= low) & (input <= high)].reshape(-1)
    places = ((inside - low) / (high - low) * bins).long().clamp(max=bins - 1)
    return written(out, zeros(bins, dtype=input.dtype).scatter_add(0, places, inside.new_ones(inside.numel())))


def histogram(input, bins, *, range=None, weight=None, density=False):
    from .._creation import linspace

    flat = input.reshape(-1)
    if isinstance(bins, int):
        low, high = range if range is not None else (flat.min().item(), flat.max().item())
        low, high = (low - 0.5, high + 0.5) if low == high else (low, high)
        bins = linspace(low, high, bins + 1, dtype=input.dtype)
    count = bins.numel() - 1
    inside = (flat >= bins[0]) & (flat <= bins[-1])
    places = (searchsorted(bins, flat[inside], right=True) - 1).clamp(max=count - 1)
    weights = flat.new_ones(flat.numel()) if weight is None else weight.reshape(-1)
    counts = zeros(count, dtype=input.dtype).scatter_add(0, places, weights[inside])
    return (counts / counts.sum() / diff(bins) if density else counts), bins


def multinomial(input, num_samples, replacement=False, *, generator=None, out=None):
    weights = input.detach().double() if input.dtype is _dtype.float64 else input.detach().float()
    if (weights < 0).any() or not weights.isfinite().all():
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    rows = weights.reshape(-1, weights.size(-1))
    if (rows.sum(1) == 0).any():
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    if not replacement:
        if num_samples > rows.size(1):
            raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
        # The exponential race: PyTorch draws so, too.
        race = rows / empty(tuple(rows.shape), dtype=rows.dtype).exponential_(generator=generator)
        drawn = race.topk(num_samples, -1)[1] if num_samples > 1 else race.argmax(-1, True)
    else:
        totals = rows.double().cumsum(-1)
        totals = totals / totals[:, -1:]
        lots = empty(rows.size(0), num_samples, dtype=_dtype.float64).uniform_(generator=generator)
        drawn = (totals.unsqueeze(1) < lots.unsqueeze(2)).sum(-1)
    return written(out, drawn.reshape(*input.shape[:-1], num_samples))


def poisson(input, generator=None):
    from .. import _lots

    source = Source(generator)
    return tensor([float(_lots.poisson(source, rate)) for rate in input.reshape(-1).tolist()], dtype=input.dtype).reshape(input.shape)


class Source:
    """Numbers from 0 to 1, one by one."""

    def __init__(self, generator=None):
        self._one, self._generator = empty(1, dtype=_dtype.float64), generator

    def double(self):
        return self._one.uniform_(generator=self._generator).item()


def isin(elements, test_elements, *, assume_unique=False, invert=False):
    elements = elements if isinstance(elements, Held) else tensor(elements)
    tests = test_elements if isinstance(test_elements, Held) else tensor(test_elements)
    found = (elements.unsqueeze(-1) == tests.reshape(-1)).any(-1)
    return ~found if invert else found


def searchsorted(sorted_sequence, values, *, out_int32=False, right=False, side=None, sorter=None):
    if side is not None:
        right = side == "right"
    ordered = sorted_sequence if sorter is None else sorted_sequence.gather(-1, sorter)
    values = values if isinstance(values, Held) else tensor(values, dtype=ordered.dtype)
    wanted = values.unsqueeze(-1)
    edges = ordered if ordered.dim() == 1 else ordered.unsqueeze(-2)
    found = (edges <= wanted if right else edges < wanted).sum(-1)
    return found.int() if out_int32 else found


def bucketize(input, boundaries, *, out_int32=False, right=False):
    return searchsorted(boundaries, input, out_int32=out_int32, right=right)


def diff(input, n=1, dim=-1, prepend=None, append=None):
    parts = [part for part in (prepend, input, append) if part is not None]
    input = cat(parts, dim) if len(parts) > 1 else input
    for _ in range(n):
        size = input.size(dim)
        later, earlier = input.narrow(dim, min(1, size), max(0, size - 1)), input.narrow(dim, 0, max(0, size - 1))
        input = later ^ earlier if input.dtype is _dtype.bool else later - earlier
    return input


def cov(input, *, correction=1, fweights=None, aweights=None):
    if fweights is not None or aweights is not None:
        raise NotImplementedError("cov(fweights, aweights) is not here.")
    rows = input.reshape(1, -1) if input.dim() < 2 else input
    centred = rows - rows.mean(1, True)
    found = centred @ centred.t() / (rows.size(1) - correction)
    return found if input.dim() == 2 else found.reshape(())


def corrcoef(input):
    found = cov(input)
    if not found.dim():
        return found / found
    spread = found.diagonal().sqrt()
    return (found / spread.unsqueeze(0) / spread.unsqueeze(1)).clamp(-1, 1)


def trapezoid(y, x=None, *, dx=1, dim=-1):
    size = y.size(dim)
    width = dx if x is None else diff(x, dim=-1 if x.dim() == 1 else dim)
    if x is not None and x.dim() == 1:
        width = width.reshape(*[-1 if place == dim % y.dim() else 1 for place in range(y.dim())])
    return ((y.narrow(dim, 1, size - 1) + y.narrow(dim, 0, size - 1)) / 2 * width).sum(dim)


trapz = trapezoid


def cumulative_trapezoid(y, x=None, *, dx=1, dim=-1):
    size = y.size(dim)
    width = dx if x is None else diff(x, dim=dim)
    return ((y.narrow(dim, 1, size - 1) + y.narrow(dim, 0, size - 1)) / 2 * width).cumsum(dim)


def gcd(input, other, *, out=None):
    """Euclid's, until nothing is left anywhere."""
    a, b = input.abs() + other * 0, other.abs() + input * 0
    while bool((b != 0).any()):
        rest = a % b.masked_fill(b == 0, 1)
        a, b = a.masked_fill(b != 0, 0) + b, rest.masked_fill(b == 0, 0)
    return written(out, a)


def lcm(input, other, *, out=None):
    shared = gcd(input, other)
    return written(out, (input * other).abs() // shared.masked_fill(shared == 0, 1))


def gradient(input, *, spacing=1, dim=None, edge_order=1):
    """Central differences, one-sided at the edges."""
    if edge_order != 1:
        raise NotImplementedError("gradient(edge_order=2) is not here.")
    axes = range(input.dim()) if dim is None else [dim] if isinstance(dim, int) else dim
    steps = list(spacing) if isinstance(spacing, (list, tuple)) else [spacing] * len(axes)
    if any(isinstance(step, Held) for step in steps):
        raise NotImplementedError("gradient with places as spacing is not here: a step for each dimension is.")
    found = []
    for along, step in zip(axes, steps):
        size = input.size(along)
        cut = lambda start, count: input.narrow(along, start, count)
        middle = (cut(2, size - 2) - cut(0, size - 2)) / (2 * step)
        found.append(cat([(cut(1, 1) - cut(0, 1)) / step, middle, (cut(size - 1, 1) - cut(size - 2, 1)) / step], along))
    return tuple(found)
