"""numpy's newer generator: PCG64's words as numbers of every kind, to the last bit."""

import math

import torch

from ._array import of_tensor, out_of, shape_of, tensor_of
from ._draws import Draws
from ._making import array
from ._pcg import PCG64, SeedSequence
from ._scalars import dtype as _dtype
from ._words import words
from ._ziggurat import normal


class Generator(Draws):
    def __init__(self, bit_generator):
        self.bit_generator = self._source = bit_generator

    def __repr__(self):
        return f"Generator(PCG64) at {id(self):#X}"

    def random(self, size=None, dtype=float, out=None):
        kind = _dtype(dtype).name
        if kind not in ("float64", "float32"):
            raise TypeError(f"Unsupported dtype dtype('{kind}') for random")
        if out is not None:
            out[...] = self.random(out.shape, dtype)
            return out
        single = kind == "float32"
        return self._many(self.bit_generator.single if single else self.bit_generator.double, size, torch.float32 if single else torch.float64)

    def integers(self, low, high=None, size=None, dtype=int, endpoint=False):
        kind = _dtype(dtype)
        if kind.name not in ("int64", "int32"):
            raise NotImplementedError(f"integers(dtype={kind.name}) is not here: int64 and int32 are, and astype.")
        low, high = (0, low) if high is None else (low, high)
        if getattr(low, "shape", ()) or getattr(high, "shape", ()) or isinstance(low, (list, tuple)) or isinstance(high, (list, tuple)):
            return self._each(lambda source, least, most: least + source.below(most - least - (0 if endpoint else 1)), (low, high), size, kind.torch)
        low, most = int(low), int(high) - (0 if endpoint else 1)
        if most < low:
            raise ValueError("low > high" if endpoint else "low >= high")
        draw = lambda: low + self.bit_generator.below(most - low)
        return self._many(draw, size, kind.torch)

    def standard_normal(self, size=None):
        return self._many(lambda: normal(self.bit_generator), size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return self._placed(lambda: normal(self.bit_generator), loc, scale, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        width = high - low if isinstance(low, (int, float)) and isinstance(high, (int, float)) else of_tensor(tensor_of(high) - tensor_of(low))
        return self._placed(self.bit_generator.double, low, width, size)

    def _placed(self, draw, start, width, size):
        if all(isinstance(value, (int, float)) for value in (start, width)):
            return self._many(lambda: start + width * draw(), size)
        shape = size if size is not None else tuple((tensor_of(start) + tensor_of(width)).shape)
        return start + self._many(draw, shape) * width

    def exponential(self, scale=1.0, size=None):
        return self._placed(self.bit_generator.exponential_, 0.0, scale, size)

    def standard_exponential(self, size=None):
        return self._many(self.bit_generator.exponential_, size)

    def rayleigh(self, scale=1.0, size=None):
        return self._placed(lambda: math.sqrt(2.0 * self.bit_generator.exponential_()), 0.0, scale, size)

    def bytes(self, length):
        return b"".join(self.bit_generator.word32().to_bytes(4, "little") for _ in range(-(-length // 4)))[:length]

    # Orders and choices.

    def shuffle(self, x, axis=0):
        if axis and not isinstance(x, list):
            self.shuffle(of_tensor(tensor_of(x).movedim(axis, 0)))
            return
        order = self._order(len(x))
        if hasattr(x, "_tensor"):
            x._tensor.copy_(x._tensor[torch.tensor(order, dtype=torch.int64)])
        else:
            x[:] = [x[place] for place in order]

    def _order(self, count, first=1, draw=None):
        order, draw = list(range(count)), draw or self.bit_generator.masked
        for place in range(count - 1, first - 1, -1):
            other = draw(place)
            order[place], order[other] = order[other], order[place]
        return order

    def permutation(self, x, axis=0):
        if isinstance(x, int) or hasattr(x, "__index__") and not getattr(x, "shape", ()):
            return of_tensor(torch.tensor(self._order(int(x)), dtype=torch.int64))
        if isinstance(own := array(x), words):
            return own[of_tensor(torch.tensor(self._order(len(own)), dtype=torch.int64))]
        tensor = tensor_of(x)
        return of_tensor(tensor.index_select(axis, torch.tensor(self._order(tensor.size(axis)), dtype=torch.int64)))

    def permuted(self, x, axis=None):
        if axis is not None:
            raise NotImplementedError("permuted(axis=...) is not here.")
        tensor = tensor_of(x)
        return of_tensor(tensor.reshape(-1)[torch.tensor(self._order(tensor.numel()), dtype=torch.int64)].reshape(tensor.shape))

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        whole = isinstance(a, int) or hasattr(a, "__index__") and not getattr(a, "shape", ())
        count = int(a) if whole else len(a) if not hasattr(a, "shape") else a.shape[axis]
        wanted = 1 if size is None else math.prod(shape_of(size))
        if count == 0 and wanted:
            raise ValueError("a cannot be empty unless no samples are taken")
        if not replace and wanted > count:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        if p is not None:
            places = chosen_by_weight(
                lambda count: torch.tensor([self.bit_generator.double() for _ in range(count)], dtype=torch.float64), p, count, wanted, replace
            )
        elif replace:
            places = [self.bit_generator.below(count - 1) for _ in range(wanted)]
        else:
            places = self._without_twins(count, wanted, shuffle)
        found = torch.tensor(places, dtype=torch.int64)
        if not whole and axis == 0 and isinstance(own := array(a), words):
            return own[of_tensor(found.reshape(() if size is None else shape_of(size)))] if size is not None else own[places[0]]
        found = found if whole else tensor_of(a).index_select(axis, found)
        if size is None:
            return out_of(found.select(0 if whole else axis, 0))
        return of_tensor(found.reshape(*shape_of(size), *found.shape[1:]) if axis == 0 else found)

    def _without_twins(self, count, wanted, shuffle):
        """Floyd's sampling; of a large share of many, the end of a shuffled row."""
        if count > 10000 and wanted > count // (50 if shuffle else 20):
            return self._order(count, max(count - wanted, 1), self.bit_generator.below)[count - wanted :]
        taken, places = set(), []
        for last in range(count - wanted, count):
            place = self.bit_generator.below(last)
            place = last if place in taken else place
            taken.add(place)
            places.append(place)
        return [places[place] for place in self._order(wanted, 1, self.bit_generator.below)] if shuffle else places

    def __getattr__(self, name):
        raise AttributeError(f"Generator.{name} is not here. It would run in numpy.")


def chosen_by_weight(draw, p, count, wanted, replace):
    """Places by their probabilities; without twins, what is taken loses its weight and the rest is drawn again."""
    weights = [float(share) for share in p]
    if len(weights) != count:
        raise ValueError("'a' and 'p' must have same size")
    if any(share < 0 for share in weights):
        raise ValueError("probabilities are not non-negative")
    # Single floats add up to 1 no better than this.
    tolerance = 1.4901161193847656e-08 if getattr(p, "dtype", "float64") == "float64" or not hasattr(p, "dtype") else 0.00034526698300124393
    if abs(math.fsum(weights) - 1.0) > tolerance:
        raise ValueError("probabilities do not sum to 1")
    if not replace and sum(share > 0 for share in weights) < wanted:
        raise ValueError("Fewer non-zero entries in p than size")
    places = []
    while len(places) < wanted:
        total, edges = 0.0, []
        for share in weights:
            total += share
            edges.append(total)
        edges = torch.tensor(edges, dtype=torch.float64) / total
        lots = draw(wanted - len(places))
        found = torch.searchsorted(edges, lots, right=True).tolist()
        if replace:
            return found
        for place in dict.fromkeys(found):
            weights[place] = 0.0
            places.append(place)
    return places


def default_rng(seed=None):
    if isinstance(seed, Generator):
        return seed
    return Generator(seed if isinstance(seed, PCG64) else PCG64(seed))


__all__ = ["Generator", "PCG64", "SeedSequence", "default_rng"]
