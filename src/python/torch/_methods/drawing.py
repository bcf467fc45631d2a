"""Random numbers written over a tensor, and new tensors of its kind."""

import math

from _ember.bridge import operation

from .. import _dtype
from .._dtype import check_layout
from .._held import Held, ints, number, wrap

_uniform, _normal, _exponential, _integers, _bernoulli = map(operation, ("uniform_", "normal_", "exponential_", "integers_", "bernoulli"))
_anything = operation("random_")


class Drawing:
    # `from` is PyTorch's name of the lower bound, and a word of Python's.

    def uniform_(self, a=0.0, b=1.0, *, generator=None, **named):
        low, high = _renamed(named, {"from": a, "to": b}, "uniform_")
        if low > high:
            raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={low} > to={high}")
        _uniform(self._handle, number(generator), low, high)
        return self

    def normal_(self, mean=0.0, std=1.0, *, generator=None):
        if std < 0:
            raise RuntimeError(f"normal expects std >= 0.0, but found std {std}")
        _normal(self._handle, number(generator), mean, std)
        return self

    def log_normal_(self, mean=1.0, std=2.0, *, generator=None):
        return self.normal_(mean, std, generator=generator).exp_()

    def exponential_(self, lambd=1.0, *, generator=None):
        _exponential(self._handle, number(generator), lambd, 0)
        return self

    def geometric_(self, p, *, generator=None):
        lots = self.detach().double().uniform_(generator=generator)
        return self.copy_((lots.log() / math.log1p(-p)).ceil())

    def cauchy_(self, median=0.0, sigma=1.0, *, generator=None):
        lots = self.detach().double().uniform_(generator=generator)
        return self.copy_(median + sigma * ((lots - 0.5) * math.pi).tan())

    def random_(self, start=0, end=None, *, generator=None, **named):
        start, end = _renamed(named, {"from": start, "to": end}, "random_")
        if end is None:
            if not start:
                _anything(self._handle, number(generator))
                return self
            start, end = 0, start
        _integers(self._handle, number(generator), start, end)
        return self

    def bernoulli(self, p=None, *, generator=None):
        if p is not None:
            return self.detach().clone().bernoulli_(p, generator=generator)
        return wrap(_bernoulli(self._handle, number(generator)))

    def bernoulli_(self, p=0.5, *, generator=None):
        chances = p if isinstance(p, Held) else self.detach().to(_dtype.float64, copy=True).fill_(p)
        return self.copy_(wrap(_bernoulli(chances._handle, number(generator))))

    def multinomial(self, num_samples, replacement=False, *, generator=None):
        from .._functions import multinomial

        return multinomial(self, num_samples, replacement, generator=generator)

    # A new one like this one.

    def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False):
        from .._creation import tensor

        return tensor(data, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_full(self, size, fill_value, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
        from .._creation import full

        check_layout(layout, pin_memory=pin_memory)
        return full(size, fill_value, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_zeros(self, *size, **named):
        return self.new_full(ints(named.pop("size", size) if not size else size), 0, **named)

    def new_ones(self, *size, **named):
        return self.new_full(ints(named.pop("size", size) if not size else size), 1, **named)

    def new_empty(self, *size, **named):
        return self.new_full(ints(named.pop("size", size) if not size else size), 0, **named)

    def new(self, *values):
        from .._creation import legacy

        return legacy(self.dtype, *values)


def _renamed(named, defaults, name):
    for given in named:
        if given not in defaults:
            raise TypeError(f"{name}() got an unexpected keyword argument '{given}'")
    return ({**defaults, **named}).values()
