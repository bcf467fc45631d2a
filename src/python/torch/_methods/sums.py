"""Sums, extremes, spreads: many numbers become few."""

import math

from _ember.bridge import operation, operation_of_4

from .._dtype import int64 as _int64
from .._held import RETURN_TYPES, Held, both, dims, maybe, named, numpys_names, over, place, wrap

_sum, _mean, _prod, _max, _min, _amax, _amin = map(operation, ("sum", "mean", "prod", "max", "min", "amax", "amin"))
_max_dim, _min_dim, _argmax, _argmin, _all, _any = map(operation, ("max_dim", "min_dim", "argmax", "argmin", "all", "any"))
_variance, _norm, _cumsum, _cumprod = map(operation, ("variance", "norm", "cumsum", "cumprod"))
_softmax, _log_softmax, _logsumexp = map(operation, ("softmax", "log_softmax", "logsumexp"))


class Sums:
    def sum(self, dim=None, keepdim=False, *, dtype=None):
        return wrap(_sum(self._handle, *dims(dim), keepdim, place(dtype)))

    def mean(self, dim=None, keepdim=False, *, dtype=None):
        return wrap(_mean(self._handle, *dims(dim), keepdim, place(dtype)))

    def nansum(self, dim=None, keepdim=False, *, dtype=None):
        return self.masked_fill(self.isnan(), 0).sum(dim, keepdim, dtype=dtype)

    def nanmean(self, dim=None, keepdim=False, *, dtype=None):
        return self.nansum(dim, keepdim, dtype=dtype) / (~self.isnan()).sum(dim, keepdim)

    def prod(self, dim=None, keepdim=False, *, dtype=None):
        source = _as(self, dtype)
        return wrap(_prod(source._handle, *maybe(dim), keepdim))

    def max(self, dim=None, keepdim=False, *, other=None):
        return self._extreme("max", dim if other is None else other, keepdim)

    def min(self, dim=None, keepdim=False, *, other=None):
        return self._extreme("min", dim if other is None else other, keepdim)

    def _extreme(self, name, dim, keepdim):
        whole, along = (_max, _max_dim) if name == "max" else (_min, _min_dim)
        if dim is None:
            return wrap(whole(self._handle))
        if isinstance(dim, Held):
            return self.maximum(dim) if name == "max" else self.minimum(dim)
        return both(name, along(self._handle, dim, keepdim))

    def amax(self, dim=(), keepdim=False):
        return wrap(_amax(self._handle, *dims(dim), keepdim))

    def amin(self, dim=(), keepdim=False):
        return wrap(_amin(self._handle, *dims(dim), keepdim))

    def aminmax(self, *, dim=None, keepdim=False):
        dim = () if dim is None else dim
        return RETURN_TYPES["aminmax"]((self.amin(dim, keepdim), self.amax(dim, keepdim)))

    def argmax(self, dim=None, keepdim=False):
        return wrap(_argmax(self._handle, *maybe(dim), keepdim))

    def argmin(self, dim=None, keepdim=False):
        return wrap(_argmin(self._handle, *maybe(dim), keepdim))

    def all(self, dim=None, keepdim=False):
        return wrap(_all(self._handle, *maybe(dim), keepdim))

    def any(self, dim=None, keepdim=False):
        return wrap(_any(self._handle, *maybe(dim), keepdim))

    def count_nonzero(self, dim=None):
        return (self != 0).sum(dim)

    def var(self, dim=None, unbiased=True, keepdim=False, *, correction=None):
        return self._spread(dim, unbiased, keepdim, correction, False)

    def std(self, dim=None, unbiased=True, keepdim=False, *, correction=None):
        return self._spread(dim, unbiased, keepdim, correction, True)

    def _spread(self, dim, unbiased, keepdim, correction, is_root):
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        if correction is None:
            correction = 1 if unbiased else 0
        return wrap(_variance(self._handle, *dims(dim), correction, keepdim, is_root))

    def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
        if p in ("fro", None):
            p = 2
        if isinstance(p, str):
            raise NotImplementedError(f"norm(p={p!r}) is not here: numbers and 'fro' are.")
        source = _as(self, dtype)
        found = wrap(_norm(source._handle, float(p), *dims(dim), keepdim))
        return named(found, "NormBackward1") if found.requires_grad else found

    def dist(self, other, p=2):
        return (self - other).norm(p)

    def renorm(self, p, dim, maxnorm):
        others = [place for place in range(self.dim()) if place != dim % self.dim()]
        sizes = self.norm(p, others, True)
        return self * (sizes > maxnorm).to(self.dtype).mul(maxnorm / (sizes + 1e-7) - 1).add(1)

    # Along a dimension.

    def cumsum(self, dim, *, dtype=None):
        source = _as(self, dtype)
        return wrap(_cumsum(source._handle, dim))

    def cumprod(self, dim, *, dtype=None):
        source = _as(self, dtype)
        return wrap(_cumprod(source._handle, dim))

    def cummax(self, dim):
        return self._running("cummax", dim)

    def cummin(self, dim):
        return self._running("cummin", dim)

    def _running(self, name, dim):
        """The extreme so far and where the last of its kind stood."""
        from .. import _functions

        values, places = [], []
        for count, part in enumerate(self.unbind(dim)):
            here = part.new_full(part.shape, count, dtype=_int64)
            if values:
                is_new = part >= values[-1] if name == "cummax" else part <= values[-1]
                is_new = is_new | part.isnan()
                part, here = _functions.where(is_new, part, values[-1]), _functions.where(is_new, here, places[-1])
            values.append(part)
            places.append(here)
        if not values:
            return RETURN_TYPES[name]((self.clone(), self.long()))
        return RETURN_TYPES[name]((_functions.stack(values, dim), _functions.stack(places, dim)))

    def softmax(self, dim, dtype=None):
        source = _as(self, dtype)
        return wrap(_softmax(source._handle, dim))

    def log_softmax(self, dim, dtype=None):
        source = _as(self, dtype)
        return wrap(_log_softmax(source._handle, dim))

    def logsumexp(self, dim, keepdim=False):
        return wrap(_logsumexp(self._handle, *dims(dim), keepdim))

    def logcumsumexp(self, dim):
        top = self.detach().amax(dim, True)
        top = top.masked_fill(top.abs() == math.inf, 0.0)
        return (self - top).exp().cumsum(dim).log() + top


def _as(tensor, dtype):
    return tensor if dtype is None else tensor.to(dtype)


for _name in ("sum", "mean", "nansum", "nanmean", "prod", "max", "min", "amax", "amin", "argmax", "argmin", "all", "any", "count_nonzero", "var", "std", "norm",
              "cumsum", "cumprod", "cummax", "cummin", "softmax", "log_softmax", "logsumexp", "logcumsumexp"):  # fmt: skip
    setattr(Sums, _name, numpys_names(getattr(Sums, _name)))
for _name in ("cumsum", "cumprod", "renorm"):
    setattr(Sums, f"{_name}_", over(getattr(Sums, _name)))


def _of_all(name, method):
    """The usual call, without arguments, at once."""
    run = operation_of_4(name)

    def quick(self, *args, **named):
        return method(self, *args, **named) if args or named else wrap(run(self._handle, 0, False, -1))

    quick.__name__ = name
    return quick


Sums.sum, Sums.mean = _of_all("sum", Sums.sum), _of_all("mean", Sums.mean)
