"""Places: numbers taken from chosen places and put there."""

from _ember.bridge import operation

from .. import _dtype
from .._held import Held, named, operand, over, wrap

_gather, _scatter, _where, _copy, _fill = map(operation, ("gather", "scatter", "where", "copy_", "fill_"))
_index_put = operation("index_put_")


class Places:
    def gather(self, dim, index, *, sparse_grad=False):
        if sparse_grad:
            raise NotImplementedError("gather(sparse_grad=True) is not here: gradients are dense.")
        return wrap(_gather(self._handle, dim, index._handle))

    def take_along_dim(self, indices, dim=None):
        if dim is None:
            return self.reshape(-1).gather(0, indices.reshape(-1))
        from .. import _functions

        sizes = lambda own: [1 if place == dim % self.dim() else size for place, size in enumerate(own.shape)]
        shared = list(_functions.broadcast_shapes(sizes(self), sizes(indices)))
        own, wanted = list(shared), list(shared)
        own[dim], wanted[dim] = self.size(dim), indices.size(dim)
        return self.expand(own).gather(dim, indices.expand(wanted))

    def scatter(self, dim, index, src=None, value=None, *, reduce=None):
        if reduce not in (None, "add"):
            raise NotImplementedError(f"scatter(reduce={reduce!r}) is not here: 'add' is.")
        given = operand(value if src is None else src)
        return wrap(_scatter(self._handle, dim, index._handle, *given, reduce == "add"))

    def scatter_add(self, dim, index, src):
        return self.scatter(dim, index, src, reduce="add")

    def scatter_reduce(self, dim, index, src, reduce, *, include_self=True):
        from .. import _creation

        if reduce in ("amax", "amin", "prod"):
            return _best(self, dim, index, src, reduce, include_self) if reduce != "prod" else _multiplied(self, dim, index, src, include_self)
        if reduce not in ("sum", "mean"):
            raise RuntimeError(f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}")
        start = self if include_self else self.scatter(dim, index, 0)
        total = start.scatter_add(dim, index, src)
        if reduce == "sum":
            return total
        counts = _creation.ones_like(self) if include_self else _creation.ones_like(self).scatter(dim, index, 0)
        return total / counts.scatter_add(dim, index, _creation.ones_like(src)).clamp(min=1)

    def where(self, condition, other):
        return wrap(_where(condition._handle, 0, self._handle, *operand(other)))

    def masked_fill(self, mask, value):
        if mask.dtype not in (_dtype.bool, _dtype.uint8):
            raise RuntimeError(f"expected self and mask to be on the same device and mask to be bool, but got {mask.dtype}")
        if isinstance(value, Held) and value.dim():
            raise RuntimeError(f"masked_fill only supports a 0-dimensional value tensor, but got tensor with {value.dim()} dimension(s).")
        return wrap(_where(mask._handle, *operand(value), 0, self._handle)).to(self.dtype)

    def masked_select(self, mask):
        from .. import _functions

        shape = _functions.broadcast_shapes(self.shape, mask.shape)
        return self.expand(shape)[mask.expand(shape)]

    def masked_scatter(self, mask, source):
        return self.clone().masked_scatter_(mask, source)

    def masked_scatter_(self, mask, source):
        places = mask.expand(self.shape).nonzero(as_tuple=True)
        return self.index_put_(places, source.reshape(-1)[: places[0].numel()])

    def index_select(self, dim, index):
        if index.dim() > 1:
            raise IndexError("index_select(): Index is supposed to be a vector")
        found = self[self._along(dim, index)]
        return named(found, "IndexSelectBackward0") if found.requires_grad else found

    def take(self, index):
        return self.reshape(-1)[index]

    def index_put(self, indices, values, accumulate=False):
        return self.clone().index_put_(indices, values, accumulate)

    def index_put_(self, indices, values, accumulate=False):
        found = []
        for index in indices:
            index = None if isinstance(index, slice) else index
            found += list(index.nonzero().unbind(1)) if index is not None and index.dtype is _dtype.bool else [index]
        _index_put(self._handle, len(found), *(0 if index is None else index._handle for index in found), *operand(values), accumulate)
        return self

    def index_add_(self, dim, index, source, *, alpha=1):
        return self.index_put_(self._along(dim, index), source if alpha == 1 else source * alpha, True)

    def index_copy_(self, dim, index, source):
        self[self._along(dim, index)] = source
        return self

    def index_fill_(self, dim, index, value):
        self[self._along(dim, index)] = value
        return self

    def index_add(self, dim, index, source, *, alpha=1):
        return self.clone().index_add_(dim, index, source, alpha=alpha)

    def index_copy(self, dim, index, source):
        return self.clone().index_copy_(dim, index, source)

    def index_fill(self, dim, index, value):
        return self.clone().index_fill_(dim, index, value)

    def put_(self, index, source, accumulate=False):
        flat = self.view(-1)
        flat.index_put_((index.reshape(-1),), source.reshape(-1), accumulate)
        return self

    def _along(self, dim, index):
        rank = max(self.dim(), 1)
        if not -rank <= dim < rank:
            raise IndexError(f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {dim})")
        return (slice(None),) * (dim % rank) + (index,)

    # Written over.

    def copy_(self, src, non_blocking=False):
        _copy(self._handle, *operand(getattr(src, "_tensor", src)))
        return self

    def map_(self, tensor, callable):
        """Each number and the other's of its place through a function of Python's."""
        from .._creation import tensor as made

        values = [callable(a, b) for a, b in zip(self.detach().reshape(-1).tolist(), tensor.expand(self.shape).reshape(-1).tolist())]
        return self.copy_(made(values, dtype=self.dtype).reshape(self.shape))

    def apply_(self, callable):
        """Each number through a function of Python's."""
        from .._creation import tensor

        values = [callable(value) for value in self.detach().reshape(-1).tolist()]
        return self.copy_(tensor(values, dtype=self.dtype).reshape(self.shape))

    def fill_(self, value):
        value = value.item() if isinstance(value, Held) else value
        _fill(self._handle, value, isinstance(value, int) and not isinstance(value, bool))
        return self

    def zero_(self):
        _fill(self._handle, 0, 1)
        return self

    def fill_diagonal_(self, fill_value, wrap=False):
        if wrap:
            raise NotImplementedError("fill_diagonal_(wrap=True) is not here.")
        if self.requires_grad and not self.is_leaf:
            from .. import _creation

            return self.copy_(self.masked_fill(_creation.eye(*self.shape, dtype=_dtype.bool), fill_value))
        self.diagonal().fill_(fill_value)
        return self


def _multiplied(start, dim, index, src, include_self):
    found = start if include_self else start.scatter(dim, index, 1)
    for place in range(index.size(dim)):
        row = index.narrow(dim, place, 1)
        found = found.scatter(dim, row, found.gather(dim, row) * src.narrow(dim, place, 1).expand(row.shape))
    return found


def _best(start, dim, index, src, reduce, include_self):
    """Which wins, first without gradients: of numbers written in rising order the last stays. Those as good share the gradient."""
    from ..autograd import no_grad

    src = src[tuple(slice(size) for size in index.shape)]
    with no_grad():
        order = src.argsort(dim, descending=reduce == "amin")
        best = start.scatter(dim, index.gather(dim, order), src.gather(dim, order))
        best = (best.maximum(start) if reduce == "amax" else best.minimum(start)) if include_self else best
        mine, wins = (best == start).to(start.dtype), (src == best.gather(dim, index)).to(start.dtype)
        if not include_self:
            mine = mine.scatter(dim, index, 0)
        counts = mine.scatter_add(dim, index, wins)
    return start.masked_fill(mine == 0, 0).scatter_add(dim, index, src.masked_fill(wins == 0, 0)) / counts if start.is_floating_point() else best


for _name in ("scatter", "scatter_add", "scatter_reduce", "masked_fill"):
    setattr(Places, f"{_name}_", over(getattr(Places, _name)))
