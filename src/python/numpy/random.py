"""numpy's random numbers: the older generator (mt19937), number by number as numpy makes them."""

import math

from _ember.bridge import operation

import torch

from ._array import of_tensor, out_of, shape_of, tensor_of
from . import _gammas
from ._generator import PCG64, Generator, SeedSequence, chosen_by_weight, default_rng  # noqa: F401
from ._scalars import dtype as _dtype

_new, _seed, _bits = map(operation, ("generator", "seed", "bits"))
_WIDE = 1.0 / 9007199254740992.0


class RandomState:
    def __init__(self, seed=None):
        self._number = int(_new(0, 0))
        self.seed(seed)

    def seed(self, seed=None):
        import time

        if isinstance(seed, (list, tuple)):
            raise NotImplementedError("a list of numbers as a seed is not here: one number is.")
        seed = time.time_ns() & 0xFFFFFFFF if seed is None else int(seed)
        if not 0 <= seed < 1 << 32:
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        _seed(self._number, 0, seed)
        self._spare = None

    def _word(self):
        return int(_bits(self._number))

    def _double(self):
        high, low = self._word() >> 5, self._word() >> 6
        return (high * 67108864.0 + low) * _WIDE

    def _gauss(self):
        """Marsaglia's polar method; the second number is kept for the next call."""
        if self._spare is not None:
            value, self._spare = self._spare, None
            return value
        while True:
            x, y = 2.0 * self._double() - 1.0, 2.0 * self._double() - 1.0
            square = x * x + y * y
            if 0.0 < square < 1.0:
                break
        factor = math.sqrt(-2.0 * math.log(square) / square)
        self._spare = factor * x
        return factor * y

    def _below(self, most):
        """A whole number from 0 to `most`: masked bits, drawn again while too large."""
        if most == 0:
            return 0
        mask = (1 << most.bit_length()) - 1
        while True:
            word = self._word() if mask <= 0xFFFFFFFF else (self._word() << 32) | self._word()
            if (word & mask) <= most:
                return word & mask

    def _many(self, draw, size, kind=torch.float64):
        if size is None:
            return draw()
        shape = shape_of(size)
        count, at_once = math.prod(shape), {self._double: self._doubles, self._gauss: self._gausses}.get(draw)
        numbers = at_once(count) if at_once and count > 16 else torch.tensor([draw() for _ in range(count)], dtype=kind)
        return of_tensor(numbers.reshape(shape))

    # The same numbers, many at once.

    def _words(self, count):
        return torch.empty(count, dtype=torch.int64).random_(0, 0xFFFFFFFF, generator=self)

    def _doubles(self, count):
        words = self._words(2 * count)
        return ((words[0::2] >> 5).double() * 67108864.0 + (words[1::2] >> 6)) * _WIDE

    def _gausses(self, count):
        first = [] if self._spare is None else [torch.tensor([self._gauss()], dtype=torch.float64)]
        left = (count - len(first) + 1) // 2
        while left > 0:
            x, y = (2.0 * self._doubles(2 * left) - 1.0).reshape(-1, 2).unbind(1)
            square = x * x + y * y
            inside = (square > 0.0) & (square < 1.0)
            x, y, square = x[inside], y[inside], square[inside]
            factor = (-2.0 * square.log() / square).sqrt()
            first.append(torch.stack([factor * y, factor * x], 1).flatten())
            left -= len(square)
        numbers = torch.cat(first)
        if len(numbers) > count:
            self._spare = numbers[-1].item()
        return numbers[:count]

    def _belows(self, most, count, bits=32):
        """Whole numbers from 0 to `most`; those of few bits lie beside each other in a word."""
        found, mask, places = [], (1 << most.bit_length()) - 1, torch.arange(0, 32, bits)
        while count > 0:
            words = (self._words(-(-count * bits // 32)).unsqueeze(1) >> places).flatten() & mask
            found.append(words[words <= most][:count])
            count -= len(found[-1])
        return torch.cat(found)

    def random_sample(self, size=None):
        return self._many(self._double, size)

    random = ranf = sample = random_sample

    def rand(self, *shape):
        return self.random_sample(shape or None)

    def randn(self, *shape):
        return self.standard_normal(shape or None)

    def standard_normal(self, size=None):
        return self._many(self._gauss, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return self._spread(self._gauss, loc, scale, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        return self._spread(self._double, low, high - low if not isinstance(high, (list, tuple)) else tensor_of(high) - tensor_of(low), size)

    def _spread(self, draw, start, width, size):
        if size is None and all(isinstance(value, (int, float)) for value in (start, width)):
            return start + width * draw()
        shape = size if size is not None else tuple((tensor_of(start) + tensor_of(width)).shape)
        return start + self._many(draw, shape) * width

    def randint(self, low, high=None, size=None, dtype=int):
        kind = _dtype(dtype)
        bits = {"bool": 1, "uint8": 8, "int8": 8, "int16": 16}.get(kind.name, 32)
        low, high = (0, int(low)) if high is None else (int(low), int(high))
        if low >= high:
            raise ValueError("low >= high")
        most = high - 1 - low
        if 0 < most < 1 << 32 and (size is not None or bits < 32):
            shape = shape_of(size or ())
            return out_of((self._belows(most, math.prod(shape), bits) + low).to(kind.torch).reshape(shape))
        return self._many(lambda: low + self._below(most), size, kind.torch)

    def random_integers(self, low, high=None, size=None):
        return self.randint(1 if high is None else low, (low if high is None else high) + 1, size)

    def shuffle(self, x):
        order = self._order(len(x))
        if hasattr(x, "_tensor"):
            x._tensor.copy_(x._tensor[torch.tensor(order, dtype=torch.int64)])
        else:
            x[:] = [x[place] for place in order]

    def _order(self, count):
        order = list(range(count))
        for place in range(count - 1, 0, -1):
            other = self._below(place)
            order[place], order[other] = order[other], order[place]
        return order

    def permutation(self, x):
        whole = isinstance(x, int) or hasattr(x, "__index__") and not getattr(x, "shape", ())
        rows = torch.tensor(self._order(int(x) if whole else len(x)), dtype=torch.int64)
        return of_tensor(rows if whole else tensor_of(x)[rows])

    def choice(self, a, size=None, replace=True, p=None):
        whole = isinstance(a, int) or hasattr(a, "__index__") and not getattr(a, "shape", ())
        count = int(a) if whole else len(a)
        wanted = 1 if size is None else math.prod(shape_of(size))
        if not replace and wanted > count:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        if p is not None:
            places = chosen_by_weight(self._double, p, count, wanted, replace)
        elif replace:
            places = self._belows(count - 1, wanted).tolist() if count > 1 else [0] * wanted
        else:
            places = self.permutation(count).tolist()[:wanted]
        if isinstance(a, (list, tuple)) and any(isinstance(one, str) for one in a):
            chosen = [a[place] for place in places]
            return chosen[0] if size is None else chosen
        found = torch.tensor(places, dtype=torch.int64)
        found = found if whole else tensor_of(a)[found]
        return out_of(found[0]) if size is None else of_tensor(found.reshape(shape_of(size)))

    # Further distributions.

    def standard_gamma(self, shape, size=None):
        if shape < 0:
            raise ValueError("shape < 0")
        return self._many(lambda: _gammas.standard_gamma(self, shape), size)

    def gamma(self, shape, scale=1.0, size=None):
        return self.standard_gamma(shape, size) * scale

    def chisquare(self, df, size=None):
        if df <= 0:
            raise ValueError("df <= 0")
        return self.standard_gamma(df / 2, size) * 2

    def beta(self, a, b, size=None):
        if a <= 0 or b <= 0:
            raise ValueError("a <= 0" if a <= 0 else "b <= 0")
        return self._many(lambda: _gammas.beta(self, a, b), size)

    def dirichlet(self, alpha, size=None):
        rows = [[_gammas.standard_gamma(self, one) for one in alpha] for _ in range(math.prod(shape_of(size or ())))]
        shares = torch.tensor([[one / sum(row) for one in row] for row in rows], dtype=torch.float64)
        return of_tensor(shares.reshape(*shape_of(size or ()), len(alpha)))

    def standard_exponential(self, size=None):
        return self._many(lambda: -math.log(1.0 - self._double()), size)

    def exponential(self, scale=1.0, size=None):
        return self._spread(lambda: -math.log(1.0 - self._double()), 0.0, scale, size)

    def laplace(self, loc=0.0, scale=1.0, size=None):
        def draw():
            lot = self._double()
            return -math.log(2.0 - lot - lot) if lot >= 0.5 else math.log(lot + lot)

        return self._spread(draw, loc, scale, size)

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        return self._spread(lambda: -math.log(-math.log(1.0 - self._double())), loc, scale, size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        return self._many(lambda: math.exp(mean + sigma * self._gauss()), size)

    def binomial(self, n, p, size=None):
        if n * min(p, 1 - p) > 30:
            raise NotImplementedError("binomial(n, p) with n p above 30 is not here.")
        return self._many(lambda: self._binomial(n, p) if p <= 0.5 else n - self._binomial(n, 1 - p), size, torch.int64)

    def _binomial(self, n, p):
        """The distribution function, walked up from 0."""
        if not n or not p:
            return 0
        q = 1.0 - p
        first = math.exp(n * math.log(q))
        most = min(n, n * p + 10.0 * math.sqrt(n * p * q + 1))
        count, share, lot = 0, first, self._double()
        while lot > share:
            count += 1
            if count > most:
                count, share, lot = 0, first, self._double()
            else:
                lot -= share
                share = ((n - count + 1) * p * share) / (count * q)
        return count

    def poisson(self, lam=1.0, size=None):
        if lam >= 10:
            raise NotImplementedError("poisson(lam) with lam of 10 or more is not here.")
        return self._many(lambda: self._poisson(lam), size, torch.int64)

    def _poisson(self, lam):
        limit, product, count = math.exp(-lam), 1.0, 0
        while True:
            product *= self._double()
            if product <= limit:
                return count
            count += 1

    def multivariate_normal(self, mean, cov, size=None):
        """Along the axes that the singular values show; their signs, and so the numbers, may be other than numpy's."""
        mean, cov = tensor_of(mean).double(), tensor_of(cov).double()
        shape = () if size is None else shape_of(size)
        noise = tensor_of(self.standard_normal((*shape, mean.numel())))
        _, values, axes = torch.linalg.svd(cov)
        return of_tensor(noise @ (values.sqrt().unsqueeze(1) * axes) + mean)

    def __getattr__(self, name):
        raise AttributeError(f"RandomState.{name} is not here. It would run in numpy.")


_shared = RandomState(0)
seed, rand, randn, random_sample, random = _shared.seed, _shared.rand, _shared.randn, _shared.random_sample, _shared.random_sample
normal, uniform, standard_normal, randint = _shared.normal, _shared.uniform, _shared.standard_normal, _shared.randint
shuffle, permutation, choice = _shared.shuffle, _shared.permutation, _shared.choice
exponential, standard_exponential, laplace, gumbel, lognormal = (
    _shared.exponential,
    _shared.standard_exponential,
    _shared.laplace,
    _shared.gumbel,
    _shared.lognormal,
)
beta, gamma, standard_gamma, chisquare, dirichlet = _shared.beta, _shared.gamma, _shared.standard_gamma, _shared.chisquare, _shared.dirichlet
binomial, poisson, multivariate_normal = _shared.binomial, _shared.poisson, _shared.multivariate_normal


def __getattr__(name):
    raise AttributeError(f"numpy.random.{name} is not here. It would run in numpy.")
