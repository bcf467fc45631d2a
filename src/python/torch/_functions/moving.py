"""Numbers moved: repeated, rolled, turned, in grids, dimensions in another order."""

from .. import _dtype
from .._creation import tensor
from .._held import Held, named
from .joining import cat, stack

__all__ = ["repeat_interleave", "repeat", "tile", "roll", "fliplr", "flipud", "rot90", "meshgrid", "cartesian_prod", "combinations", "movedim", "moveaxis", "broadcast_tensors",
           "broadcast_shapes"]  # fmt: skip


def repeat_interleave(input, repeats=None, dim=None, *, output_size=None):
    """`output_size` would save a count; here it is counted."""
    if repeats is None:
        input, repeats = tensor(range(input.numel())), input
    if dim is None:
        input, dim = input.reshape(-1), 0
    dim %= max(input.dim(), 1)
    counts = [repeats] * input.size(dim) if isinstance(repeats, int) else (repeats.tolist() if isinstance(repeats, Held) else list(repeats))
    counts = [counts] if isinstance(counts, int) else counts
    if len(counts) == 1:
        counts *= input.size(dim)
    if len(counts) != input.size(dim):
        raise RuntimeError("repeats must have the same size as input along dim")
    places = [place for place, count in enumerate(counts) for _ in range(count)]
    return input.index_select(dim, tensor(places, dtype=_dtype.int64))


def repeat(self, *sizes):
    sizes = list(sizes[0]) if len(sizes) == 1 and not isinstance(sizes[0], int) else list(sizes)
    if len(sizes) < self.dim():
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    shape = [1] * (len(sizes) - self.dim()) + list(self.shape)
    wide = self.reshape(*[part for size in shape for part in (1, size)]).expand(*[part for times, size in zip(sizes, shape) for part in (times, size)])
    # Always numbers of its own, even where nothing is repeated.
    found = wide.clone().reshape(*[times * size for times, size in zip(sizes, shape)])
    return named(found, "RepeatBackward0") if found.requires_grad else found


def tile(input, *dims):
    dims = list(dims[0]) if len(dims) == 1 and not isinstance(dims[0], int) else list(dims)
    return repeat(input, *([1] * max(0, input.dim() - len(dims)) + dims))


def roll(input, shifts, dims=None):
    if dims is None or dims == ():
        return roll(input.reshape(-1), shifts, 0).reshape(input.shape)
    pairs = zip([shifts] if isinstance(shifts, int) else shifts, [dims] if isinstance(dims, int) else dims)
    for shift, dim in pairs:
        size = input.size(dim)
        shift %= max(size, 1)
        input = cat([input.narrow(dim, size - shift, shift), input.narrow(dim, 0, size - shift)], dim)
    return input


def fliplr(input):
    if input.dim() < 2:
        raise RuntimeError("Input must be >= 2-d.")
    return input.flip(1)


def flipud(input):
    if input.dim() < 1:
        raise RuntimeError("Input must be >= 1-d.")
    return input.flip(0)


def rot90(input, k=1, dims=(0, 1)):
    first, second = dims
    turns = k % 4
    if turns == 2:
        return input.flip(first, second)
    if turns == 0:
        return input.clone()
    return input.flip(second).transpose(first, second) if turns == 1 else input.flip(first).transpose(first, second)


def meshgrid(*tensors, indexing="ij"):
    tensors = list(tensors[0]) if len(tensors) == 1 and not isinstance(tensors[0], Held) else list(tensors)
    if indexing not in ("ij", "xy"):
        raise RuntimeError(f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}')
    shape = [one.numel() for one in tensors]
    grids = tuple(one.reshape(*[1] * place, -1, *[1] * (len(shape) - place - 1)).expand(*shape) for place, one in enumerate(tensors))
    return tuple(grid.transpose(0, 1) for grid in grids) if indexing == "xy" and len(tensors) > 1 else grids


def cartesian_prod(*tensors):
    return tensors[0] if len(tensors) == 1 else stack([grid.reshape(-1) for grid in meshgrid(*tensors)], 1)


def combinations(input, r=2, with_replacement=False):
    from itertools import combinations as chosen
    from itertools import combinations_with_replacement as with_twins

    places = list((with_twins if with_replacement else chosen)(range(input.numel()), r))
    return input[tensor(places)] if places else input.new_empty(0, r)


def movedim(input, source, destination):
    source = [source] if isinstance(source, int) else list(source)
    destination = [destination] if isinstance(destination, int) else list(destination)
    rank = input.dim()
    source, destination = [dim % rank for dim in source], [dim % rank for dim in destination]
    rest = iter(dim for dim in range(rank) if dim not in source)
    order = [source[destination.index(dim)] if dim in destination else next(rest) for dim in range(rank)]
    return input.permute(*order)


moveaxis = movedim


def broadcast_shapes(*shapes):
    from .._dtype import Size

    shapes = [(shape,) if isinstance(shape, int) else tuple(shape) for shape in shapes]
    total = [1] * max((len(shape) for shape in shapes), default=0)
    for shape in shapes:
        for place, size in enumerate(reversed(shape), 1):
            if size != 1 and total[-place] not in (1, size):
                raise RuntimeError("Shape mismatch: objects cannot be broadcast to a single shape")
            total[-place] = size if total[-place] == 1 else total[-place]
    return Size(total)


def broadcast_tensors(*tensors):
    shape = broadcast_shapes(*(one.shape for one in tensors))
    return tuple(one.expand(shape) for one in tensors)
