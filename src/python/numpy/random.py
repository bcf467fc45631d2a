"""numpy's random numbers: the older generator (mt19937), number by number as numpy makes them."""

import math

from _ember import bridge
from _ember.bridge import operation

import torch

from ._array import of_tensor, shape_of, tensor_of
from ._draws import Draws
from ._generator import PCG64, Generator, SeedSequence, chosen_by_weight, default_rng  # noqa: F401
from ._making import array
from ._scalars import dtype as _dtype

_new, _seed, _bits, _state, _set_state = map(operation, ("generator", "seed", "bits", "random_state", "set_random_state"))
_WIDE = 1.0 / 9007199254740992.0


class RandomState(Draws):
    def __init__(self, seed=None):
        self._number = int(_new(0, 0))
        self._source = self
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

    def get_state(self, legacy=True):
        _state(self._number)
        return "MT19937", bridge.take(), 624, int(self._spare is not None), self._spare or 0.0

    def set_state(self, state):
        bridge.put(state[1])
        _set_state(self._number)
        self._spare = state[4] if state[3] else None

    def _words(self, count):
        """Words of 32 bits. (The last of all, one in four billion, is taken for 0.)"""
        return torch.empty(count, dtype=torch.int64).random_(0, 0xFFFFFFFF, generator=self)

    def _doubles(self, count):
        words = self._words(2 * count).reshape(-1, 2)
        return ((words[:, 0] >> 5).double() * 67108864.0 + (words[:, 1] >> 6).double()) * _WIDE

    def _gausses(self, count):
        """Marsaglia's polar method; of each pair the second number is kept for later."""
        found = [torch.tensor([self._spare], dtype=torch.float64)] if self._spare is not None and count else []
        left = (count - len(found) + 1) // 2
        is_odd, self._spare = (count - len(found)) % 2, self._spare if not count else None
        while left:
            x, y = (2.0 * self._doubles(2 * left) - 1.0).reshape(-1, 2).unbind(1)
            square = x * x + y * y
            inside = (square < 1.0) & (square > 0.0)
            x, y, square = x[inside], y[inside], square[inside]
            factor = (-2.0 * square.log() / square).sqrt()
            found.append(torch.stack([factor * y, factor * x], 1).reshape(-1))
            left -= x.numel()
        made = torch.cat(found) if found else torch.empty(0, dtype=torch.float64)
        if is_odd:
            self._spare = made[-1].item()
        return made[:count]

    def _word(self):
        return int(_bits(self._number))

    def double(self):
        high, low = self._word() >> 5, self._word() >> 6
        return (high * 67108864.0 + low) * _WIDE

    def normal_(self):
        return self._gausses(1).item()

    def exponential_(self):
        return -math.log(1.0 - self.double())

    def rare_(self, p):
        return math.ceil(math.log(1.0 - self.double()) / math.log(1.0 - p))

    def _below(self, most):
        """A whole number from 0 to `most`: masked bits, drawn again while too large."""
        if most == 0:
            return 0
        mask = (1 << most.bit_length()) - 1
        while True:
            word = self._word() if mask <= 0xFFFFFFFF else (self._word() << 32) | self._word()
            if (word & mask) <= most:
                return word & mask

    def _belows(self, most, count, parts=1):
        """Many of them; `parts` are cut of each word."""
        mask, found, left = (1 << most.bit_length()) - 1, [], count
        while left and most:
            words = self._words(-(-left // parts))
            words = words if parts == 1 else (words.unsqueeze(1) >> torch.arange(parts) * (32 // parts)).reshape(-1)
            good = words & mask
            good = good[good <= most][:left]
            found.append(good)
            left -= good.numel()
        return torch.cat(found) if found else torch.zeros(count, dtype=torch.int64)

    def _drawn(self, draw, size):
        """Numbers in one go, by how many are wanted."""
        if size is None:
            return draw(1).item()
        shape = shape_of(size)
        return of_tensor(draw(math.prod(shape)).reshape(shape))

    def random_sample(self, size=None):
        return self._drawn(self._doubles, size)

    random = ranf = sample = random_sample

    def rand(self, *shape):
        return self.random_sample(shape or None)

    def randn(self, *shape):
        return self.standard_normal(shape or None)

    def standard_normal(self, size=None):
        return self._drawn(self._gausses, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return self._spread(self._gausses, loc, scale, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        is_plain = isinstance(low, (int, float)) and isinstance(high, (int, float))
        return self._spread(self._doubles, low, high - low if is_plain else of_tensor(tensor_of(high) - tensor_of(low)), size)

    def exponential(self, scale=1.0, size=None):
        return self._spread(lambda count: -(1.0 - self._doubles(count)).log(), 0.0, scale, size)

    def standard_exponential(self, size=None):
        return self.exponential(1.0, size)

    def rayleigh(self, scale=1.0, size=None):
        return self._spread(lambda count: (-2.0 * (1.0 - self._doubles(count)).log()).sqrt(), 0.0, scale, size)

    def _spread(self, draw, start, width, size):
        if all(isinstance(value, (int, float)) for value in (start, width)):
            return self._drawn(lambda count: start + width * draw(count), size)
        start, width = tensor_of(start), tensor_of(width)
        shape = shape_of(size) if size is not None else tuple((start + width).shape)
        return of_tensor(start + draw(math.prod(shape)).reshape(shape) * width)

    def randint(self, low, high=None, size=None, dtype=int):
        kind = _dtype(dtype)
        low, high = (0, low) if high is None else (low, high)
        if getattr(low, "shape", ()) or getattr(high, "shape", ()) or isinstance(low, (list, tuple)) or isinstance(high, (list, tuple)):
            return self._each(lambda source, least, most: least + source._below(most - 1 - least), (low, high), size, kind.torch)
        low, high = int(low), int(high)
        if low >= high:
            raise ValueError("low >= high")
        most = high - 1 - low
        if most > 0xFFFFFFFF:
            return self._many(lambda: low + self._below(most), size, kind.torch)
        parts = 32 if kind.name == "bool" else {1: 4, 2: 2}.get(kind.itemsize, 1)
        if size is None:
            return kind.type(low + int(self._belows(most, 1, parts))) if kind.name == "bool" else low + int(self._belows(most, 1, parts))
        shape = shape_of(size)
        return of_tensor((low + self._belows(most, math.prod(shape), parts)).to(kind.torch).reshape(shape))

    def random_integers(self, low, high=None, size=None):
        return self.randint(1 if high is None else low, (low if high is None else high) + 1, size)

    def tomaxint(self, size=None):
        return self._many(lambda: self._word() << 31 & 0x7FFFFFFF00000000 | self._word(), size, torch.int64)

    def bytes(self, length):
        words = self._words(-(-length // 4)).tolist()
        return b"".join(word.to_bytes(4, "little") for word in words)[:length]

    def shuffle(self, x):
        order = self._order(len(x))
        if hasattr(x, "_tensor"):
            x._tensor.copy_(x._tensor[torch.tensor(order, dtype=torch.int64)])
        else:
            x[:] = [x[place] for place in order]

    def _order(self, count):
        order, place = list(range(count)), count - 1
        while place > 0:
            # As many words at once as have the same mask.
            mask = (1 << place.bit_length()) - 1
            for word in self._words(place - (mask >> 1)).tolist():
                if (other := word & mask) <= place:
                    order[place], order[other] = order[other], order[place]
                    place -= 1
        return order

    def permutation(self, x):
        whole = isinstance(x, int) or hasattr(x, "__index__") and not getattr(x, "shape", ())
        rows = torch.tensor(self._order(int(x) if whole else len(x)), dtype=torch.int64)
        return of_tensor(rows) if whole else array(x)[of_tensor(rows)]

    def choice(self, a, size=None, replace=True, p=None):
        whole = isinstance(a, int) or hasattr(a, "__index__") and not getattr(a, "shape", ())
        count = int(a) if whole else len(a)
        wanted = 1 if size is None else math.prod(shape_of(size))
        if not replace and wanted > count:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        if p is not None:
            places = chosen_by_weight(self._doubles, p, count, wanted, replace)
        elif replace:
            places = self._belows(count - 1, wanted).tolist()
        else:
            places = self.permutation(count).tolist()[:wanted]
        found = torch.tensor(places, dtype=torch.int64)
        found = of_tensor(found) if whole else array(a)[of_tensor(found)]
        return found[0] if size is None else found.reshape(shape_of(size))

    def __getattr__(self, name):
        raise AttributeError(f"RandomState.{name} is not here. It would run in numpy.")


_shared = RandomState(0)
globals().update({_name: getattr(_shared, _name) for _name in dir(_shared) if not _name.startswith("_") and not _name.endswith("_") and _name != "double"})


def __getattr__(name):
    raise AttributeError(f"numpy.random.{name} is not here. It would run in numpy.")
