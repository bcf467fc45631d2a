"""Tensors side by side, and cut into parts."""

from _ember.bridge import operation

from .._held import Held, wrap, written

__all__ = ["cat", "concat", "concatenate", "stack", "hstack", "vstack", "dstack", "column_stack", "row_stack", "split", "split_with_sizes", "chunk", "tensor_split",
           "hsplit", "vsplit", "dsplit", "block_diag", "atleast_1d", "atleast_2d", "atleast_3d"]  # fmt: skip

_cat, _stack = operation("cat"), operation("stack")


def cat(tensors, dim=0, *, axis=None, out=None):
    tensors = _listed(tensors, "cat")
    return written(out, wrap(_cat(len(tensors), *(one._handle for one in tensors), dim if axis is None else axis)))


concat = concatenate = cat


def stack(tensors, dim=0, *, axis=None, out=None):
    tensors = _listed(tensors, "stack")
    return written(out, wrap(_stack(len(tensors), *(one._handle for one in tensors), dim if axis is None else axis)))


def _listed(tensors, name):
    if not isinstance(tensors, (tuple, list)):
        raise TypeError(f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not {type(tensors).__name__}")
    for place, one in enumerate(tensors):
        if not isinstance(one, Held):
            raise TypeError(f"expected Tensor as element {place} in argument 0, but got {type(one).__name__}")
    return tensors


def hstack(tensors, *, out=None):
    tensors = [atleast_1d(one) for one in tensors]
    return cat(tensors, 0 if tensors[0].dim() == 1 else 1, out=out)


def vstack(tensors, *, out=None):
    return cat([atleast_2d(one) for one in tensors], 0, out=out)


row_stack = vstack


def dstack(tensors, *, out=None):
    return cat([atleast_3d(one) for one in tensors], 2, out=out)


def column_stack(tensors, *, out=None):
    return cat([one.reshape(one.numel(), 1) if one.dim() <= 1 else one for one in tensors], 1, out=out)


def _each(lift):
    def run(*tensors):
        if len(tensors) == 1 and isinstance(tensors[0], Held):
            return lift(tensors[0])
        return tuple(lift(one) for one in (tensors[0] if len(tensors) == 1 else tensors))

    return run


atleast_1d = _each(lambda one: one if one.dim() else one.reshape(1))
atleast_2d = _each(lambda one: one if one.dim() > 1 else one.reshape(1, -1))
atleast_3d = _each(lambda one: one if one.dim() > 2 else one.unsqueeze(-1) if one.dim() == 2 else one.reshape(1, -1, 1))


def split(tensor, split_size_or_sections, dim=0):
    if not isinstance(split_size_or_sections, int):
        return split_with_sizes(tensor, split_size_or_sections, dim)
    size, step = tensor.size(dim), split_size_or_sections
    if step < 0 or (step == 0 and size):
        raise RuntimeError(f"split expects split_size be non-negative, but got split_size={step}")
    return _cut(tensor, [min(step, size - start) for start in range(0, size, step or 1)] or [0], dim)


def split_with_sizes(input, split_sizes, dim=0):
    size, lengths = input.size(dim), list(split_sizes)
    if sum(lengths) != size:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {size} (input tensor's size at dimension {dim}), but got split_sizes={lengths}"
        )
    return _cut(input, lengths, dim)


def _cut(tensor, lengths, dim):
    parts, start = [], 0
    for length in lengths:
        parts.append(tensor.narrow(dim, start, length))
        start += length
    return tuple(parts)


def chunk(input, chunks, dim=0):
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    return split(input, max(1, -(-input.size(dim) // chunks)), dim)


def tensor_split(input, indices_or_sections=None, dim=0, *, indices=None, sections=None):
    chosen = next(one for one in (indices_or_sections, indices, sections) if one is not None)
    size = input.size(dim)
    if isinstance(chosen, int):
        ends = [(place + 1) * (size // chosen) + min(place + 1, size % chosen) for place in range(chosen)]
    else:
        ends = [min(int(end) + size if end < 0 else int(end), size) for end in chosen] + [size]
    parts, start = [], 0
    for end in ends:
        parts.append(input.narrow(dim, start, max(0, end - start)))
        start = end
    return tuple(parts)


def hsplit(input, indices_or_sections):
    return tensor_split(input, indices_or_sections, 0 if input.dim() == 1 else 1)


def vsplit(input, indices_or_sections):
    return tensor_split(input, indices_or_sections, 0)


def dsplit(input, indices_or_sections):
    return tensor_split(input, indices_or_sections, 2)


def block_diag(*tensors):
    from .._creation import zeros

    blocks = [atleast_2d(one) for one in tensors]
    whole = zeros(sum(one.size(0) for one in blocks), sum(one.size(1) for one in blocks), dtype=blocks[0].dtype)
    row = column = 0
    for one in blocks:
        whole[row : row + one.size(0), column : column + one.size(1)] = one
        row, column = row + one.size(0), column + one.size(1)
    return whole
