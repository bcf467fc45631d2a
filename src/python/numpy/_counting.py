"""Statistics, counts, sets, differences."""

import math

import torch

from ._array import of_tensor, out_of, tensor_of
from ._pointwise import into

__all__ = ["median", "percentile", "quantile", "nanmedian", "nanpercentile", "average", "nansum", "nanmean", "nanmax", "nanmin", "nanstd", "nanvar", "nanargmax", "nanargmin", "unique", "bincount", "histogram", "histogram2d",
           "digitize", "diff", "ediff1d", "gradient", "cov", "corrcoef", "count_nonzero", "flatnonzero", "argwhere", "in1d", "isin", "intersect1d", "union1d", "setdiff1d", "setxor1d", "trapz", "lexsort", "partition"]  # fmt: skip


def _double(a):
    return tensor_of(a).double()


def median(a, axis=None, out=None, keepdims=False):
    return quantile(a, 0.5, axis, out, keepdims=keepdims)


def percentile(a, q, axis=None, out=None, *, method="linear", keepdims=False):
    return quantile(a, tensor_of(q).double() / 100, axis, out, method=method, keepdims=keepdims)


def quantile(a, q, axis=None, out=None, *, method="linear", keepdims=False):
    shares, values = tensor_of(q).double(), _double(a)
    if isinstance(axis, (tuple, list)):
        raise NotImplementedError("quantiles over several axes at once are not here.")
    if ((shares < 0) | (shares > 1)).any():
        raise ValueError("Quantiles must be in the range [0, 1]")
    return into(values.quantile(shares, axis, keepdims, interpolation=method), out)


def nanmedian(a, axis=None):
    values = _double(a)
    return (
        median(of_tensor(values[~values.isnan()]))
        if axis is None
        else out_of(torch.stack([tensor_of(nanmedian(of_tensor(row))) for row in values.movedim(axis, -1).reshape(-1, values.size(axis))]))
    )


def nanpercentile(a, q):
    values = _double(a)
    return percentile(of_tensor(values[~values.isnan()]), q)


def average(a, axis=None, weights=None, returned=False, keepdims=False):
    values = _double(a)
    if weights is None:
        found, total = values.mean(axis, keepdims), values.new_tensor(values.numel() if axis is None else values.size(axis))
    else:
        weights = _double(weights)
        if weights.dim() < values.dim():
            weights = weights.reshape([-1 if place == axis % values.dim() else 1 for place in range(values.dim())])
        total = weights.expand(values.shape).sum(axis, keepdims)
        if (total == 0).any():
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        found = (values * weights).sum(axis, keepdims) / total
    return (out_of(found), out_of(total.expand(found.shape))) if returned else out_of(found)


# Without the numbers that are none.


def _without_none(name):
    def run(a, axis=None, **named):
        values = tensor_of(a)
        if not values.is_floating_point():
            return getattr(of_tensor(values), name)(axis, **named)
        gone, low = values.isnan(), {"max": -math.inf, "argmax": -math.inf, "min": math.inf, "argmin": math.inf, "sum": 0.0}[name]
        return getattr(of_tensor(values.masked_fill(gone, low)), name)(axis, **named)

    return run


nansum, nanmax, nanmin, nanargmax, nanargmin = map(_without_none, ("sum", "max", "min", "argmax", "argmin"))


def nanmean(a, axis=None, keepdims=False):
    return out_of(_double(a).nanmean(axis, keepdims))


def nanvar(a, axis=None, ddof=0, keepdims=False):
    values = _double(a)
    counts = (~values.isnan()).sum(axis, keepdims)
    squares = (values - values.nanmean(axis, True)) ** 2
    return out_of(squares.nansum(axis, keepdims) / (counts - ddof))


def nanstd(a, axis=None, ddof=0, keepdims=False):
    return out_of(tensor_of(nanvar(a, axis, ddof, keepdims)).sqrt())


# Counts and sets.


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None):
    values = tensor_of(ar)
    found = values.reshape(-1).unique(True, True, True) if axis is None else values.unique(True, True, True, axis)
    chosen = [of_tensor(found[0])]
    if return_index:
        inverse = found[1].reshape(-1)
        places = torch.arange(inverse.numel()).flip(0)
        chosen.append(of_tensor(torch.zeros(found[2].numel(), dtype=torch.int64).scatter(0, inverse.flip(0), places)))
    chosen += [of_tensor(found[1].reshape(-1))] * return_inverse + [of_tensor(found[2])] * return_counts
    return chosen[0] if len(chosen) == 1 else tuple(chosen)


def bincount(x, weights=None, minlength=0):
    return of_tensor(torch.bincount(tensor_of(x), None if weights is None else _double(weights), minlength))


def histogram(a, bins=10, range=None, density=None, weights=None):
    values, edges = _double(a).reshape(-1), _edges(a, bins, range)
    given = edges if isinstance(bins, int) else tensor_of(bins)
    weights = None if weights is None else _double(weights).reshape(-1)
    counts = torch.histogram(values, edges, weight=weights)[0]
    if density:
        return of_tensor(counts / counts.sum() / torch.diff(edges)), of_tensor(given)
    return of_tensor(counts.long() if weights is None else counts), of_tensor(given)


def _edges(a, bins, range):
    if isinstance(bins, str):
        raise NotImplementedError(f"histogram(bins={bins!r}) is not here: a number of bins, or their edges, are.")
    if not isinstance(bins, int):
        return _double(bins)
    values = _double(a)
    low, high = range if range is not None else (values.min().item(), values.max().item()) if values.numel() else (0.0, 1.0)
    low, high = (low - 0.5, high + 0.5) if low == high else (low, high)
    from ._making import linspace

    return tensor_of(linspace(low, high, bins + 1))


def histogram2d(x, y, bins=10, range=None):
    bins = (bins, bins) if isinstance(bins, int) else bins
    range = (None, None) if range is None else range
    edges = [_edges(one, count, span) for one, count, span in zip((x, y), bins, range)]
    places = [(torch.searchsorted(edge, _double(one), right=True) - 1) - (_double(one) == edge[-1]).long() for one, edge in zip((x, y), edges)]
    rows, columns = (edge.numel() - 1 for edge in edges)
    inside = (places[0] >= 0) & (places[0] < rows) & (places[1] >= 0) & (places[1] < columns)
    counts = torch.bincount((places[0] * columns + places[1])[inside], minlength=rows * columns).double()
    return of_tensor(counts.reshape(rows, columns)), of_tensor(edges[0]), of_tensor(edges[1])


def digitize(x, bins, right=False):
    edges = tensor_of(bins)
    if edges.numel() > 1 and edges[0] > edges[-1]:
        return out_of(edges.numel() - torch.searchsorted(edges.flip(0), tensor_of(x), right=right))
    return out_of(torch.searchsorted(edges, tensor_of(x), right=not right))


def count_nonzero(a, axis=None, *, keepdims=False):
    found = (tensor_of(a) != 0).sum(axis, keepdims)
    return int(found) if axis is None and not keepdims else out_of(found)


def flatnonzero(a):
    return of_tensor(tensor_of(a).reshape(-1).nonzero().reshape(-1))


def argwhere(a):
    return of_tensor(tensor_of(a).nonzero())


def isin(element, test_elements, assume_unique=False, invert=False):
    """`assume_unique` would save time; the answer is the same."""
    return out_of(torch.isin(tensor_of(element), tensor_of(test_elements), invert=invert))


def in1d(ar1, ar2, assume_unique=False, invert=False):
    return isin(of_tensor(tensor_of(ar1).reshape(-1)), ar2, assume_unique, invert)


def intersect1d(ar1, ar2):
    own = tensor_of(unique(ar1))
    return of_tensor(own[torch.isin(own, tensor_of(ar2))])


def union1d(ar1, ar2):
    return unique(of_tensor(torch.cat([tensor_of(ar1).reshape(-1), tensor_of(ar2).reshape(-1)])))


def setdiff1d(ar1, ar2, assume_unique=False):
    own = tensor_of(ar1).reshape(-1) if assume_unique else tensor_of(unique(ar1))
    return of_tensor(own[~torch.isin(own, tensor_of(ar2))])


def setxor1d(ar1, ar2):
    return union1d(setdiff1d(ar1, ar2), setdiff1d(ar2, ar1))


# Differences and orders.


def diff(a, n=1, axis=-1, prepend=None, append=None):
    tensor = tensor_of(a)
    edge = lambda one: (
        None
        if one is None
        else tensor_of(one).to(tensor.dtype)
        if tensor_of(one).dim()
        else tensor_of(one).to(tensor.dtype).expand(tensor.narrow(axis, 0, 1).shape)
    )
    return of_tensor(torch.diff(tensor, n, axis, edge(prepend), edge(append)))


def ediff1d(ary):
    return diff(of_tensor(tensor_of(ary).reshape(-1)))


def gradient(f, *varargs, axis=None, edge_order=1):
    """Central differences, one-sided at the edges."""
    if edge_order != 1:
        raise NotImplementedError("gradient(edge_order=2) is not here.")
    values = _double(f)
    axes = range(values.dim()) if axis is None else [axis] if isinstance(axis, int) else axis
    steps = list(varargs) if varargs else [1.0]
    steps = steps * len(axes) if len(steps) == 1 else steps
    found = []
    for along, step in zip(axes, steps):
        size = values.size(along)
        cut = lambda start, count: values.narrow(along, start, count)
        if not isinstance(step, (int, float)):
            places = _double(step).reshape([-1 if place == along % values.dim() else 1 for place in range(values.dim())])
            width = torch.diff(places, dim=along)
            left, right = width.narrow(along, 0, size - 2), width.narrow(along, 1, size - 2)
            middle = (cut(2, size - 2) * left**2 - cut(0, size - 2) * right**2 + cut(1, size - 2) * (right**2 - left**2)) / (left * right * (left + right))
            first, last = width.narrow(along, 0, 1), width.narrow(along, size - 2, 1)
        else:
            middle, first, last = (cut(2, size - 2) - cut(0, size - 2)) / (2 * step), step, step
        found.append(of_tensor(torch.cat([(cut(1, 1) - cut(0, 1)) / first, middle, (cut(size - 1, 1) - cut(size - 2, 1)) / last], along)))
    return found[0] if len(found) == 1 else found


def cov(m, y=None, rowvar=True, bias=False, ddof=None):
    rows = torch.atleast_2d(_double(m))
    rows = rows if rowvar or rows.size(0) == 1 else rows.t()
    if y is not None:
        rows = torch.cat([rows, torch.atleast_2d(_double(y))])
    found = torch.cov(rows, correction=(0 if bias else 1) if ddof is None else ddof)
    return out_of(found.squeeze()) if found.numel() == 1 else of_tensor(found)


def corrcoef(x, y=None, rowvar=True):
    found = tensor_of(cov(x, y, rowvar))
    if not found.dim():
        return out_of(found / found)
    spread = found.diagonal().sqrt()
    return of_tensor(found / spread.unsqueeze(0) / spread.unsqueeze(1))


def trapz(y, x=None, dx=1.0, axis=-1):
    return out_of((torch.trapezoid(_double(y), dx=dx, dim=axis) if x is None else torch.trapezoid(_double(y), _double(x), dim=axis)))


def lexsort(keys):
    rows = [tensor_of(key).tolist() for key in keys]
    return of_tensor(torch.tensor(sorted(range(len(rows[0])), key=lambda place: tuple(row[place] for row in reversed(rows)))))


def partition(a, kth, axis=-1):
    """Sorted through and through: what stands before and behind `kth` is as it must be."""
    return of_tensor(tensor_of(a).sort(axis)[0])
