"""numpy's random numbers: the older generator (mt19937), number by number as numpy makes them."""

import math

from _ember.bridge import operation

import torch

from ._array import of_tensor, tensor_of

_new, _seed, _bits = map(operation, ("generator", "seed", "bits"))
_WIDE = 1.0 / 9007199254740992.0


class RandomState:
    def __init__(self, seed=None):
        self._number = int(_new(0, 0))
        self.seed(seed)

    def seed(self, seed=None):
        import time

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

    def _many(self, draw, size):
        if size is None:
            return draw()
        shape = (size,) if isinstance(size, int) else tuple(size)
        count = math.prod(shape)
        return of_tensor(torch.tensor([draw() for _ in range(count)], dtype=torch.float64).reshape(shape))

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
        if all(isinstance(value, (int, float)) for value in (start, width)):
            return self._many(lambda: start + width * draw(), size)
        shape = size if size is not None else tuple((tensor_of(start) + tensor_of(width)).shape)
        return start + self._many(draw, shape) * width

    def randint(self, low, high=None, size=None, dtype=int):
        low, high = (0, low) if high is None else (low, high)
        if low >= high:
            raise ValueError("low >= high")
        draw = lambda: low + self._below(high - 1 - low)
        if size is None:
            return draw()
        shape = (size,) if isinstance(size, int) else tuple(size)
        return of_tensor(torch.tensor([draw() for _ in range(math.prod(shape))], dtype=torch.int64).reshape(shape))

    def shuffle(self, x):
        for place in range(len(x) - 1, 0, -1):
            other = self._below(place)
            if hasattr(x, "_tensor"):
                rows = x._tensor
                kept = rows[place].clone()
                rows[place] = rows[other]
                rows[other] = kept
            else:
                x[place], x[other] = x[other], x[place]

    def permutation(self, x):
        made = of_tensor(torch.arange(x)) if isinstance(x, int) else of_tensor(tensor_of(x).clone())
        self.shuffle(made)
        return made

    def choice(self, a, size=None, replace=True, p=None):
        pool = list(range(a)) if isinstance(a, int) else list(a)
        count = 1 if size is None else math.prod((size,) if isinstance(size, int) else size)
        if p is not None:
            total, edges = 0.0, []
            for share in p:
                total += float(share)
                edges.append(total)
            if not replace:
                raise NotImplementedError("choice(p=..., replace=False) is not here.")
            find = lambda x: next((place for place, edge in enumerate(edges) if x < edge / total), len(edges) - 1)
            places = [find(self._double()) for _ in range(count)]
        elif replace:
            places = [self._below(len(pool) - 1) for _ in range(count)]
        else:
            if count > len(pool):
                raise ValueError("Cannot take a larger sample than population when replace is False")
            places = self.permutation(len(pool)).tolist()[:count]
        chosen = [pool[place] for place in places]
        if size is None:
            return chosen[0]
        return of_tensor(tensor_of(chosen).reshape(size if isinstance(size, tuple) else (size,)))


_shared = RandomState(0)
seed, rand, randn, random_sample, random = _shared.seed, _shared.rand, _shared.randn, _shared.random_sample, _shared.random_sample
normal, uniform, standard_normal, randint = _shared.normal, _shared.uniform, _shared.standard_normal, _shared.randint
shuffle, permutation, choice = _shared.shuffle, _shared.permutation, _shared.choice


def default_rng(seed=None):
    raise NotImplementedError("numpy.random.default_rng (PCG64) is not here yet: numpy.random.RandomState and the functions of numpy.random are.")


def __getattr__(name):
    raise AttributeError(f"numpy.random.{name} is not here. It would run in numpy.")
