"""Order: sorted numbers, the largest few, medians, what is different."""

from _ember import bridge
from _ember.bridge import operation

from .. import _dtype
from .._held import RETURN_TYPES, both, numpys_names, wrap

_sort, _topk, _kthvalue, _median, _unique, _nonzero = map(operation, ("sort", "topk", "kthvalue", "median", "unique", "nonzero"))


class Order:
    def sort(self, dim=-1, descending=False, *, stable=False):
        return both("sort", _sort(self._handle, dim, descending))

    def argsort(self, dim=-1, descending=False, *, stable=False):
        return self.sort(dim, descending)[1]

    def msort(self):
        return self.sort(0)[0]

    def topk(self, k, dim=-1, largest=True, sorted=True):
        return both("topk", _topk(self._handle, k, dim, largest))

    def kthvalue(self, k, dim=-1, keepdim=False):
        return both("kthvalue", _kthvalue(self._handle, k, dim, keepdim))

    def median(self, dim=None, keepdim=False):
        if dim is None:
            flat = self.reshape(-1)
            return wrap(_median(flat._handle, 0, 0))
        return both("median", _median(self._handle, dim, keepdim))

    def nanmedian(self, dim=None, keepdim=False):
        if dim is None:
            return self[~self.isnan()].median()
        from .. import _functions

        rows = [row[~row.isnan()] for row in self.movedim(dim, -1).reshape(-1, self.size(dim))]
        found = [row.median(0)[0] for row in rows]
        places = [(own == value).nonzero()[0, 0] for own, value in zip(self.movedim(dim, -1).reshape(-1, self.size(dim)), found)]
        shape = [size for place, size in enumerate(self.shape) if place != dim % self.dim()]
        values, places = _functions.stack(found).reshape(shape), _functions.stack(places).reshape(shape)
        return RETURN_TYPES["nanmedian"]((values.unsqueeze(dim), places.unsqueeze(dim)) if keepdim else (values, places))

    def mode(self, dim=-1, keepdim=False):
        """The value that comes most often, the smallest of several; its place is the last that holds it."""
        from .. import _creation, _functions

        dim %= self.dim()
        size = self.size(dim)
        counts = (self.unsqueeze(dim) == self.unsqueeze(dim + 1)).sum(dim + 1)
        most = counts == counts.amax(dim, True)
        ordered = self.detach().sort(dim)[0].narrow(dim, size - 1, 1)
        values = _functions.where(most, self.detach(), ordered).amin(dim, True)
        steps = _creation.arange(size).reshape(*[-1 if place == dim else 1 for place in range(self.dim())])
        places = _functions.where(self.detach() == values, steps, -1).amax(dim, True)
        found = self.gather(dim, places), places
        return RETURN_TYPES["mode"](found if keepdim else tuple(one.squeeze(dim) for one in found))

    def unique(self, sorted=True, return_inverse=False, return_counts=False, dim=None):
        if dim is not None:
            return self._unique_rows(return_inverse, return_counts, dim)
        values = wrap(_unique(self._handle))
        inverse, counts = wrap(bridge.result(1)), wrap(bridge.result(2))
        return _chosen(values, inverse, counts, return_inverse, return_counts)

    def _unique_rows(self, return_inverse, return_counts, dim):
        from .. import _creation, _functions

        parts = self.unbind(dim)
        keys = [tuple(part.reshape(-1).tolist()) for part in parts]
        order = sorted(set(keys))
        place = {key: number for number, key in enumerate(order)}
        values = _functions.stack([parts[keys.index(key)] for key in order], dim)
        inverse = _creation.tensor([place[key] for key in keys])
        counts = _creation.tensor([keys.count(key) for key in order])
        return _chosen(values, inverse, counts, return_inverse, return_counts)

    def unique_consecutive(self, return_inverse=False, return_counts=False, dim=None):
        from .. import _functions

        if dim is not None:
            raise NotImplementedError("unique_consecutive(dim=...) is not here: only all numbers together are.")
        flat = self.reshape(-1)
        starts = _functions.cat([flat.new_ones(min(1, flat.numel()), dtype=_dtype.bool), flat[1:] != flat[:-1]])
        places = starts.nonzero().reshape(-1)
        ends = _functions.cat([places[1:], places.new_full((min(1, flat.numel()),), flat.numel())])
        return _chosen(flat[starts], (starts.cumsum(0) - 1).reshape(self.shape), ends - places, return_inverse, return_counts)

    def nonzero(self, *, as_tuple=False):
        places = wrap(_nonzero(self._handle))
        if not as_tuple:
            return places
        return places.unbind(1) if self.dim() else (places.new_zeros(places.size(0)),)

    def argwhere(self):
        return self.nonzero()

    def quantile(self, q, dim=None, keepdim=False, *, interpolation="linear"):
        from .._functions import quantile

        return quantile(self, q, dim, keepdim, interpolation=interpolation)


def _chosen(values, inverse, counts, return_inverse, return_counts):
    chosen = (values,) + ((inverse,) if return_inverse else ()) + ((counts,) if return_counts else ())
    return chosen if len(chosen) > 1 else values


for _name in ("sort", "argsort", "topk", "median", "nanmedian", "mode", "quantile"):
    setattr(Order, _name, numpys_names(getattr(Order, _name)))
