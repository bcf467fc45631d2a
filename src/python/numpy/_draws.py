"""What both generators of numpy's offer alike, from what a source draws."""

import math

import torch
from torch import _lots

from ._array import of_tensor, shape_of, tensor_of


class Draws:
    """What `RandomState` and `Generator` inherit from. `_source` draws single numbers."""

    def _many(self, draw, size, kind=torch.float64):
        if size is None:
            return draw()
        shape = shape_of(size)
        return of_tensor(torch.tensor([draw() for _ in range(math.prod(shape))], dtype=kind).reshape(shape))

    def _each(self, run, given, size, kind=torch.float64):
        """One number for each place of what is given, numbers or arrays."""
        if all(isinstance(one, (int, float)) for one in given):
            return self._many(lambda: run(self._source, *given), size, kind)
        tensors = torch.broadcast_tensors(*map(tensor_of, given))
        shape = tuple(tensors[0].shape) if size is None else shape_of(size)
        rows = zip(*(one.expand(shape).reshape(-1).tolist() for one in tensors))
        return of_tensor(torch.tensor([run(self._source, *row) for row in rows], dtype=kind).reshape(shape))

    def gamma(self, shape, scale=1.0, size=None):
        return self._each(lambda source, own, wide: wide * _lots.gamma(source, own), (shape, scale), size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        return self._each(lambda source, middle, spread: math.exp(middle + spread * source.normal_()), (mean, sigma), size)

    def laplace(self, loc=0.0, scale=1.0, size=None):
        def draw(source, middle, spread):
            lot = source.double()
            return middle + spread * (-math.log(2.0 - lot - lot) if lot >= 0.5 else math.log(lot + lot))

        return self._each(draw, (loc, scale), size)

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        return self._each(lambda source, middle, spread: middle - spread * math.log(-math.log(1.0 - source.double())), (loc, scale), size)

    def multinomial(self, n, pvals, size=None):
        shares = [float(share) for share in pvals]
        if math.fsum(shares[:-1]) > 1.0 + 1e-12:
            raise ValueError("sum(pvals[:-1].astype(np.float64)) > 1.0")

        def draw():
            left, rest, counts = n, 1.0, []
            for share in shares[:-1]:
                counts.append(_lots.binomial(self._source, left, min(share / rest, 1.0)) if left else 0)
                left, rest = left - counts[-1], rest - share
            return [*counts, left]

        return self._rows(draw, size, torch.int64)

    def dirichlet(self, alpha, size=None):
        def draw():
            lots = [_lots.gamma(self._source, float(one)) for one in alpha]
            return [one / math.fsum(lots) for one in lots]

        return self._rows(draw, size, torch.float64)

    def _rows(self, draw, size, kind):
        shape = () if size is None else shape_of(size)
        return of_tensor(torch.tensor([draw() for _ in range(math.prod(shape))], dtype=kind).reshape(*shape, -1))

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8, *, method="svd"):
        """Along the axes that the singular values show; of three dimensions and more their signs may be other than numpy's."""
        if method != "svd":
            raise NotImplementedError(f"multivariate_normal(method={method!r}) is not here: 'svd' is.")
        mean, cov = tensor_of(mean).double(), tensor_of(cov).double()
        shape = () if size is None else shape_of(size)
        noise = tensor_of(self.standard_normal((*shape, mean.numel())))
        _, values, axes = torch.linalg.svd(cov)
        return of_tensor(noise @ (values.sqrt().unsqueeze(1) * axes) + mean)


def _method(run, kind):
    def method(self, *given, size=None, **named):
        count = run.__code__.co_argcount - 1
        own = run.__code__.co_varnames[1 : count + 1]
        given, size = (given[:count], given[count]) if len(given) > count else (given, size)
        defaults = dict(zip(reversed(own), reversed(run.__defaults__ or ())))
        try:
            given = [*given, *(named.pop(name) if name in named else defaults[name] for name in own[len(given) :])]
        except KeyError as error:
            raise TypeError(f"{run.__name__}() missing the argument {error}") from None
        if named:
            raise TypeError(f"{run.__name__}() got an unexpected keyword argument '{next(iter(named))}'")
        return self._each(run, given, size, kind)

    method.__name__ = run.__name__
    return method


for _kind, _runs in ((torch.int64, _lots.COUNTS), (torch.float64, _lots.NUMBERS)):
    for _name, _run in _runs.items():
        setattr(Draws, _name, _method(_run, _kind))
