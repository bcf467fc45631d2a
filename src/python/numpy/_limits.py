"""What kinds of numbers can hold."""

import torch

from ._scalars import KINDS, dtype


class finfo:
    """What a kind of floats can hold."""

    def __init__(self, kind):
        found = torch.finfo(dtype(kind).torch)
        self.dtype, self.bits = dtype(kind), found.bits
        make = KINDS[self.dtype.name]
        self.eps, self.max, self.min, self.tiny = make(found.eps), make(found.max), make(found.min), make(found.tiny)
        self.smallest_normal, self.resolution = self.tiny, make(found.resolution)


class iinfo:
    """What a kind of whole numbers can hold."""

    def __init__(self, kind):
        found = torch.iinfo(dtype(kind).torch)
        self.dtype, self.bits, self.min, self.max = dtype(kind), found.bits, found.min, found.max
